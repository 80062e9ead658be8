// Takes out one guard of the database at a time and runs the tests that should notice: each must turn one of them red.
// `node tests/database/mutations/run.ts <pattern> [kinds]`, such as 'letters' or 'second factor|dismissed'; the kinds are hand,
// derived and raises. Without a pattern all of them, in some three hours on PostgreSQL (KOFEI_POSTGRES): prints what caught which, and
// one score with what is excepted and why; ends with 1 when a guard was not missed.
import { TestDatabase } from '../support/database.ts';
import { byHand } from './by-hand.mjs';
import { derived } from './derived.ts';
import type { Mutation } from './mutation.ts';
import { raises, without } from './raises.ts';
import { findReach } from './reach.ts';
import { summary, type Judged } from './score.ts';
import { superfluous } from './superfluous.ts';
import { TestFiles } from './test-files.ts';
import { run } from './vitest.ts';

const [pattern = '', kinds = 'hand derived raises'] = process.argv.slice(2);
const only = new RegExp(pattern);
// Without it a refusal is looked for in the files that name its function, which most do not.
if (pattern === '' && kinds.includes('raises')) await findReach();
const files = new TestFiles();
const database = await TestDatabase.start();
const mutations: Mutation[] = [];
if (kinds.includes('hand')) {
	mutations.push(
		...byHand.map(([name = '', sql = '', said = '']) => ({ name, sql, files: said.split(' ') }))
	);
}
if (kinds.includes('derived')) mutations.push(...(await derived(database, files)));
if (kinds.includes('raises')) {
	const named = JSON.stringify(byHand);
	// Those first that nobody has taken out by hand.
	for (const isNamed of [false, true]) {
		for (const raise of await raises(database)) {
			if (named.includes(raise.subject) === isNamed) {
				mutations.push(
					without(raise, files.areReached ? files.thatReach(raise.line) : files.thatSay(raise.subject))
				);
			}
		}
	}
}

const judged: Judged[] = [];
for (const { name, sql, files: said } of mutations.filter(({ name, files }) =>
	only.test(`${name} (${files.join(' ')})`)
)) {
	const [verdict, why] = await verdictOf(name, sql, said);
	judged.push({ name, verdict, why });
	console.log(
		`${verdict === 'missed' ? 'MISSED' : verdict}  ${name} (${said.join(' ')})  ←  ${why.replace(/\s+/g, ' ').slice(0, 240)}`
	);
}
await database.stop();
console.log(summary(judged));
process.exit(judged.some(({ verdict }) => verdict === 'missed' || verdict === 'stale') ? 1 : 0);

async function verdictOf(
	name: string,
	sql: string,
	said: readonly string[]
): Promise<[Judged['verdict'], string]> {
	const reason = superfluous[name];
	if (reason !== undefined) return ['superfluous', reason];
	const stale = await database.undone((tx) => tx.exec(sql).then(() => null, String));
	if (stale !== null) return ['stale', stale];
	if (said.length === 0) return ['missed', 'no test gets there'];
	const { noticed, broken } = await run(sql, said, 1);
	return noticed === null ? ['missed', broken ?? ''] : ['caught', noticed];
}
