/**
 * What the ranking and the figures of a round cost with 10,000 applications, each sent and assessed by two people: wall time, and on
 * PostgreSQL on this machine (`KOFEI_POSTGRES`) the processor time of its process, which others do not lengthen.
 * `node tests/bench/ranking.ts`. Nothing passes or fails here.
 */
import { readFileSync } from 'node:fs';
import { copyRound, inTime, readyForDecision } from '../database/support/applications.ts';
import { fillCases } from '../database/support/cases.ts';
import { TestDatabase } from '../database/support/database.ts';
import { signUpStaff } from '../database/support/people.ts';

const VOLUME = 10_000;
/** Of /proc: a hundredth of a second. */
const TICKS_PER_SECOND = 100;

const database = await TestDatabase.start();
await database.setClock(inTime);
const clerk = await signUpStaff(database, 'clerk');
const others = [await signUpStaff(database, 'decider'), await signUpStaff(database, 'clerk')];
const round = String(await copyRound(database, 'bench', 100_000_000));
const { id: sample } = await readyForDecision(database, clerk, 'bench');
await fillCases(database, round, VOLUME);
await database.connection.exec(`
	set session_replication_role = replica;
	insert into public.submissions (application_id, version, idempotency_key, user_id, snapshot, sha256, received_at, is_late, round_revision)
	select a.id, 1, gen_random_uuid(), s.user_id, s.snapshot, s.sha256, s.received_at, false, s.round_revision
	from public.applications a cross join (select * from public.submissions where application_id = '${sample}') s
	where a.round_id = '${round}' and a.id <> '${sample}';
	insert into public.reviews (application_id, reviewer_id, asked_by, asked_at, scores, statement, recommended_cents, revision, submitted_at)
	select a.id, p.id, '${clerk.id}', now(), r.scores, r.statement, r.recommended_cents, 1, now()
	from public.applications a
	cross join (select * from public.reviews where application_id = '${sample}' limit 1) r
	cross join (values ${others.map(({ id }) => `('${id}'::uuid)`).join(', ')}) p (id)
	where a.round_id = '${round}' and a.id <> '${sample}' and a.state not in ('submitted', 'formal_check', 'clarification');
	set session_replication_role = origin;
	analyze;
`);
for (const [name, question] of [
	['ranking, read for the first time', () => database.call(clerk, 'round_ranking', [round])],
	['ranking', () => database.call(clerk, 'round_ranking', [round])],
	['ranking, for an auditor', async () => database.call(await auditor(), 'round_ranking', [round])],
	['statistics', () => database.call(clerk, 'round_statistics', [round])],
	['counts of all views', () => database.call(clerk, 'desk_counts', [round])],
	['late ones', () => database.call(clerk, 'desk_queue', [round, '{"mark": "late"}', 'arrived_up', null, 50])]
] as const)
	await report(name, question);
await database.stop();

async function auditor() {
	return signUpStaff(database, 'auditor');
}

async function report(name: string, question: () => Promise<unknown>): Promise<void> {
	const [start, worked] = [performance.now(), await processorMs()];
	await question();
	const wall = performance.now() - start;
	const processor = (await processorMs()) - worked;
	console.log(
		`${name.padEnd(36)} ${wall.toFixed(0).padStart(7)} ms, processor ${processor.toFixed(0).padStart(6)} ms`
	);
}

/** Of the process that answers: ours with PGlite, its own with PostgreSQL. */
async function processorMs(): Promise<number> {
	if (!process.env['KOFEI_POSTGRES']) return process.cpuUsage().user / 1000;
	const [row] = await database.owner('select pg_backend_pid() as pid');
	const stat = readFileSync(`/proc/${String(row?.['pid'])}/stat`, 'utf8');
	// utime and stime, the 14th and 15th field; the second is a name in brackets.
	const ticks = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14).map(Number);
	return (ticks.reduce((sum, one) => sum + one, 0) * 1000) / TICKS_PER_SECOND;
}
