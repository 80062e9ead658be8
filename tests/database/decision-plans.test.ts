import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyRound, inTime, readyForDecision } from './support/applications.ts';
import { type Person, refusalOf, type Row, TestDatabase } from './support/database.ts';
import { one, signUpStaff } from './support/people.ts';
import { countersignDecision, proposeDecision } from './support/signatures.ts';

let database: TestDatabase;
let clerk: Person & { id: string };
let decider: Person & { id: string };
beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	clerk = await signUpStaff(database, 'clerk');
	decider = await signUpStaff(database, 'decider');
});
afterAll(() => database.stop());

type Wish = {
	readonly outcome?: string;
	readonly amountCents?: number | null;
	readonly reason?: string | null;
	readonly cuts?: unknown;
	readonly rank?: number | null;
	readonly seen?: number | null;
};
const propose = (id: string, wish: Wish = {}) => {
	const { outcome = 'approved', cuts = [], rank = null, seen = null } = wish;
	const { reason = outcome === 'approved' ? 'Das genügt.' : null } = wish;
	const amount = wish.amountCents === undefined ? (outcome === 'approved' ? 50_000 : null) : wish.amountCents;
	return proposeDecision(database, clerk, [
		id,
		outcome,
		amount,
		reason,
		null,
		JSON.stringify(cuts),
		rank,
		seen
	]);
};
const sign = async (proposed: Promise<Row>) =>
	countersignDecision(database, decider, (await proposed)['decision_id']);
const food = { line: 'aaaaaaa1', approved_cents: 90_000, reason: 'Ohne Getränke.' };

describe('cutting a cost line', () => {
	it('is kept with the decision as the plan that holds', async () => {
		const { id } = await readyForDecision(database, clerk);
		await sign(propose(id, { cuts: [food], amountCents: 70_000 }));
		const { plan } = await one(database, `select plan from public.decisions where application_id = $1`, [id]);
		expect(plan).toEqual({
			lines: [
				{
					id: 'aaaaaaa1',
					category: 'food',
					label: 'Lebensmittel',
					requested_cents: 120_000,
					approved_cents: 90_000,
					reason: 'Ohne Getränke.'
				}
			],
			costs_cents: 120_000,
			approved_costs_cents: 90_000,
			incomes_cents: 20_000,
			requested_cents: 100_000
		});
		const forged = database.owner(`update public.decisions set plan = null where application_id = $1`, [id]);
		expect(await refusalOf(forged)).toMatchObject({ code: '42501' });
	});

	it('says why less is granted; what goes beyond it needs grounds of its own', async () => {
		const { id } = await readyForDecision(database, clerk);
		const cut = { cuts: [food], reason: null };
		expect(await refusalOf(propose(id, { ...cut, amountCents: 69_999 }))).toMatchObject({
			message: 'reason_required'
		});
		await propose(id, { ...cut, amountCents: 70_000 });
	});

	it('lowers what can be granted', async () => {
		const { id } = await readyForDecision(database, clerk);
		expect(await refusalOf(propose(id, { cuts: [food], amountCents: 70_001 }))).toMatchObject({
			message: 'amount_invalid'
		});
	});

	it.each([
		['a line of another plan', [{ ...food, line: 'zzzzzzz9' }]],
		['more than was planned', [{ ...food, approved_cents: 120_001 }]],
		['all of it', [{ ...food, approved_cents: 120_000 }]],
		['less than nothing', [{ ...food, approved_cents: -1 }]],
		['no reason', [{ ...food, reason: ' ' }]],
		['one line twice', [food, food]],
		['more than was asked', [{ ...food, amount_cents: 1 }]],
		['no list', { food }]
	])('refuses %s', async (_, cuts) => {
		const { id } = await readyForDecision(database, clerk);
		expect(await refusalOf(propose(id, { cuts, amountCents: 1000 }))).toMatchObject({
			message: 'payload_invalid'
		});
	});
});

describe('the waiting list', () => {
	it('gives each its own place, the next one when none is named', async () => {
		const round = await copyRound(database, 'waiting', 1_000_000);
		const ids = [];
		for (let n = 0; n < 3; n += 1) ids.push((await readyForDecision(database, clerk, 'waiting')).id);
		const [first = '', second = '', third = ''] = ids;
		await sign(propose(first, { outcome: 'waitlisted', rank: 2 }));
		expect(await refusalOf(propose(second, { outcome: 'waitlisted', rank: 2 }))).toMatchObject({
			message: 'rank_taken'
		});
		await propose(second, { outcome: 'waitlisted' });
		await sign(propose(third, { outcome: 'waitlisted', rank: 1 }));
		const ranks = await database.owner(
			`select application_id as id, waiting_rank as rank from public.decisions where round_id = $1`,
			[round]
		);
		expect(Object.fromEntries(ranks.map(({ id, rank }) => [id, rank]))).toEqual({
			[first]: 2,
			[second]: 3,
			[third]: 1
		});
		const ranking = (await database.call(clerk, 'round_ranking', [round])) as unknown as Row[];
		expect(ranking.find((row) => row['id'] === third)).toMatchObject({ waiting_rank: 1 });
	});

	it('knows no place for anything else', async () => {
		const { id } = await readyForDecision(database, clerk);
		expect(await refusalOf(propose(id, { rank: 1 }))).toMatchObject({ message: 'payload_invalid' });
	});
});

describe('undoing a decision', () => {
	const reopen = (id: string, person: Person, reason: string | null = 'Neue Tatsachen.') =>
		database.call(person, 'transition_application', [id, 'decision', reason]);
	const budget = async (round: string) => database.call(clerk, 'round_budget', [round]);

	it('is a new one with two signatures and a reason; until then the promise stands', async () => {
		const round = await copyRound(database, 'undone', 260_000);
		const { id } = await readyForDecision(database, clerk, 'undone');
		await sign(propose(id, { amountCents: 100_000 }));
		expect(await refusalOf(reopen(id, clerk))).toMatchObject({ message: 'transition_not_allowed' });
		expect(await refusalOf(reopen(id, decider, null))).toMatchObject({ message: 'reason_required' });
		await reopen(id, decider);
		expect(await budget(round)).toMatchObject({
			approved_cents: 100_000,
			free_cents: 160_000,
			in_review_cents: 0,
			reserved_cents: 0
		});
		expect(await refusalOf(propose(id, { amountCents: 40_000, reason: null }))).toMatchObject({
			message: 'reason_required'
		});
		const less = propose(id, { amountCents: 40_000, reason: 'Weniger Abende.' });
		await less;
		expect(await budget(round)).toMatchObject({ approved_cents: 100_000, reserved_cents: 0 });
		await sign(less);
		expect(await budget(round)).toMatchObject({
			approved_cents: 40_000,
			returned_cents: 60_000,
			free_cents: 220_000
		});
		await reopen(id, decider);
		await sign(propose(id, { outcome: 'rejected', reason: 'Nicht begonnen.' }));
		expect(await budget(round)).toMatchObject({
			approved_cents: 0,
			returned_cents: 100_000,
			free_cents: 260_000
		});
		const decisions = await database.owner(
			`select d.outcome, p.outcome as replaced from public.decisions d left join public.decisions p on p.id = d.replaces
			where d.application_id = $1 order by d.second_signed_at, d.replaces nulls first, p.amount_cents desc`,
			[id]
		);
		expect(decisions.map(({ replaced }) => replaced).filter(Boolean)).toHaveLength(2);
		expect(decisions).toHaveLength(3);
	});

	it('never gives more than the pot holds, the replaced sum counted once', async () => {
		const round = await copyRound(database, 'regranted', 250_000);
		const [mine, other] = [
			await readyForDecision(database, clerk, 'regranted'),
			await readyForDecision(database, clerk, 'regranted')
		];
		await database.owner(`update public.funding_rounds set total_budget_cents = cap_cents where id = $1`, [
			round
		]);
		await sign(propose(mine.id, { amountCents: 100_000 }));
		await sign(propose(other.id, { amountCents: 100_000 }));
		await reopen(mine.id, decider);
		await sign(propose(mine.id, { amountCents: 90_000, reason: 'Neu gerechnet.' }));
		expect(await budget(round)).toMatchObject({ approved_cents: 190_000, free_cents: 60_000 });
	});

	it('counts a grant that is decided anew only beyond what it holds', async () => {
		const round = await copyRound(database, 'counted-once', 250_000);
		const { id } = await readyForDecision(database, clerk, 'counted-once');
		expect(await budget(round)).toMatchObject({ in_review_cents: 100_000 });
		await sign(propose(id, { amountCents: 60_000 }));
		await reopen(id, decider);
		expect(await budget(round)).toMatchObject({ approved_cents: 60_000, in_review_cents: 40_000 });
		await propose(id, { amountCents: 90_000, reason: 'Mehr Abende.' });
		expect(await budget(round)).toMatchObject({ approved_cents: 60_000, reserved_cents: 30_000 });
	});

	it('does not act on a page that is no longer true', async () => {
		const { id } = await readyForDecision(database, clerk);
		const { revision } = await database.call(clerk, 'open_case', [id]);
		expect(await refusalOf(propose(id, { seen: Number(revision) - 1 }))).toMatchObject({
			code: 'PT409',
			message: 'case_moved_on'
		});
		await propose(id, { seen: Number(revision) });
	});
});
