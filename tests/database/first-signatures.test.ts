import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyRound, inTime, readyForDecision } from './support/applications.ts';
import { type Person, type Row, TestDatabase } from './support/database.ts';
import { signUpStaff } from './support/people.ts';
import { countersignDecision, proposeDecision } from './support/signatures.ts';

let database: TestDatabase;
let clerk: Person & { id: string };
let decider: Person & { id: string };
let round: string;
beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	clerk = await signUpStaff(database, 'clerk');
	decider = await signUpStaff(database, 'decider');
	round = await copyRound(database, 'signed', 1_000_000);
});
afterAll(() => database.stop());

const ready = async () => (await readyForDecision(database, clerk, 'signed')).id;
const propose = async (id: string, outcome: string, cents: number | null, rank: number | null = null) =>
	(await proposeDecision(database, clerk, [id, outcome, cents, 'Das ist der Grund.', null, null, rank]))[
		'decision_id'
	];
const queue = async (person: Person, filter: object = {}) =>
	(await database.call(person, 'desk_queue', [round, JSON.stringify(filter)]))['rows'] as Row[];
const ranking = async (person: Person) =>
	(await database.call(person, 'round_ranking', [round])) as unknown as Row[];
const signatureOf = (rows: readonly Row[], id: string) =>
	rows.find((row) => row['id'] === id)?.['first_signature'];
const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id);

describe('a first signature', () => {
	it('stands in the queue and in the ranking with what it says and whose it is, until the second one', async () => {
		const [unsigned, granted, listed] = [await ready(), await ready(), await ready()];
		const decision = await propose(granted, 'approved', 45000);
		await propose(listed, 'waitlisted', null, 1);
		const grant = { outcome: 'approved', amount_cents: 45000, waiting_rank: null };
		for (const read of [queue, ranking]) {
			expect(signatureOf(await read(clerk), granted)).toEqual({ ...grant, is_mine: true });
			expect(signatureOf(await read(decider), granted)).toEqual({ ...grant, is_mine: false });
			expect(signatureOf(await read(decider), listed)).toMatchObject({ amount_cents: null, waiting_rank: 1 });
			expect(signatureOf(await read(decider), unsigned)).toBeNull();
		}
		const isUnsigned = (row: Row) => row['is_unsigned'] === true;
		expect(idsOf((await queue(decider)).filter(isUnsigned))).toEqual([unsigned]);
		expect(idsOf(await queue(decider, { mark: 'unsigned' }))).toEqual([unsigned]);
		expect(new Set(idsOf(await queue(decider, { mark: 'signed_by_other' })))).toEqual(
			new Set([granted, listed])
		);
		expect(await queue(clerk, { mark: 'signed_by_other' })).toEqual([]);
		await countersignDecision(database, decider, decision);
		for (const read of [queue, ranking]) expect(signatureOf(await read(clerk), granted)).toBeNull();
	});

	it('is not told to whoever takes no part in the case', async () => {
		const id = await ready();
		await propose(id, 'approved', 45000);
		const partial = await signUpStaff(database, 'decider');
		await database.call(partial, 'declare_conflict', [id, 'Meine Schwester leitet die Gruppe.']);
		for (const read of [queue, ranking]) {
			expect(signatureOf(await read(partial), id)).toBeNull();
			expect(signatureOf(await read(decider), id)).not.toBeNull();
		}
		expect((await queue(partial)).find((row) => row['id'] === id)?.['is_unsigned']).toBe(false);
		for (const mark of ['unsigned', 'signed_by_other'])
			expect(idsOf(await queue(partial, { mark }))).not.toContain(id);
	});
});
