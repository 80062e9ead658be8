/**
 * How fast the office's queue answers with 10,000 and 100,000 applications: first page, page 2,000, search; against the same
 * question asked without any policy or function. `node tests/bench/queue.ts`. Nothing passes or fails here; the plans are
 * looked at by tests/database/desk.test.ts.
 */
import { copyRound } from '../database/support/applications.ts';
import { fillCases } from '../database/support/cases.ts';
import { type Person, TestDatabase } from '../database/support/database.ts';
import { signUpStaff } from '../database/support/people.ts';

const VOLUMES = [10_000, 100_000];
const RUNS = 15;
const DEEP_PAGE = 2_000;
const PAGE = 50;

for (const volume of VOLUMES) {
	const database = await TestDatabase.start();
	const clerk = await signUpStaff(database, 'clerk');
	const round = await copyRound(database, 'bench', 100_000_000);
	const filling = await timed(() => fillCases(database, round, volume));
	await database.connection.exec('vacuum analyze private.cases');
	const ask = (filter: object, sort = 'arrived_up', after: object | null = null) =>
		answerOf(database, clerk, [round, JSON.stringify(filter), sort, after && JSON.stringify(after), PAGE]);
	const deep = Math.min(DEEP_PAGE, Math.floor(volume / PAGE) - 1);
	const place = (
		await database.owner(
			`select submitted_at::text as key, application_id as id from private.cases where round_id = $1
			order by submitted_at, application_id offset $2 limit 1`,
			[round, deep * PAGE]
		)
	)[0] as { key: string; id: string };
	console.log(`\n${volume.toLocaleString('en')} applications, filled in ${(filling / 1000).toFixed(1)} s`);
	for (const [name, question] of [
		[
			'bare statement, no policy, no function',
			() =>
				database.owner(
					`select * from private.cases where round_id = $1 order by submitted_at, application_id limit ${PAGE}`,
					[round]
				)
		],
		['queue, first page', () => ask({})],
		[`queue, page ${deep}`, () => ask({}, 'arrived_up', place)],
		['one view', () => ask({ view: 'decide' })],
		['one view by amount', () => ask({ view: 'decide' }, 'amount_down')],
		['nobody’s', () => ask({ view: 'unassigned' })],
		['search: a frequent compound (fest)', () => ask({ text: 'fest' })],
		['search: two words', () => ask({ text: 'marxloh erzählcafe' })],
		['search: one number', () => ask({ text: '004711' })],
		['search: a short name, and one with its article', () => ask({ text: 'Leila El-Haddad' })],
		['search: a name in another script', () => ask({ text: 'محمد حداد' })],
		['search: with a slip', () => ask({ text: 'Fahradwerkstat' })],
		['search: nothing there', () => ask({ text: 'Kaninchenzuchtverein' })],
		['counts of all views', () => database.call(clerk, 'desk_counts', [round])]
	] as const)
		await report(name, question);
	await database.stop();
}

async function answerOf(database: TestDatabase, person: Person, args: readonly unknown[]) {
	return database.call(person, 'desk_queue', args);
}

async function report(name: string, question: () => Promise<unknown>): Promise<void> {
	await question();
	const times: number[] = [];
	for (let run = 0; run < RUNS; run += 1) times.push(await timed(question));
	times.sort((one, other) => one - other);
	console.log(`${name.padEnd(42)} ${(times[Math.floor(RUNS / 2)] ?? 0).toFixed(2).padStart(9)} ms`);
}

async function timed(deed: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await deed();
	return performance.now() - start;
}
