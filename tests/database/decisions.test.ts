import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { completeForm, copyRound, inTime, readyForDecision, submitted } from './support/applications.ts';
import { patience, type Person, refusalOf, TestDatabase } from './support/database.ts';
import { join, one, signUp, signUpStaff } from './support/people.ts';
import { countersignDecision as signSecond, proposeDecision } from './support/signatures.ts';

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

const propose = async (
	person: Person,
	application: string,
	amountCents: number | null = 50000,
	outcome = 'approved',
	reason: string | null = outcome === 'approved' ? 'Das genügt.' : null
) => {
	const value = await proposeDecision(database, person, [application, outcome, amountCents, reason, null]);
	return String(value['decision_id']);
};
const countersign = (person: Person, decision: string) => signSecond(database, person, decision);

describe('a decision', () => {
	it('needs a clerk and a second person who decides, and moves the application on', async () => {
		const { id } = await readyForDecision(database, clerk);
		const decision = await propose(clerk, id);
		const outcome = await countersign(decider, decision);
		expect(outcome).toMatchObject({ state: 'approved' });
		expect(await one(database, `select state from public.applications where id = $1`, [id])).toEqual({
			state: 'approved'
		});
	});

	it('is told to its applicants once both have signed, and to nobody else', async () => {
		const { id, applicant } = await readyForDecision(database, clerk);
		const decision = await propose(clerk, id, 45000);
		const told = () => database.call(applicant, 'read_decision', [id]);
		expect(await told()).toEqual({ outcome: null, amount_cents: null, conditions: null });
		await countersign(decider, decision);
		expect(await told()).toEqual({ outcome: 'approved', amount_cents: 45000, conditions: null });
		const stranger = await signUp(database);
		for (const person of [stranger, clerk]) {
			expect(await refusalOf(database.call(person, 'read_decision', [id]))).toMatchObject({
				code: 'PT404',
				message: 'not_found'
			});
		}
	});

	it('is refused when both signatures come from one person, also at the table itself', async () => {
		const { id } = await readyForDecision(database, clerk);
		const decision = await propose(decider, id);
		expect(await refusalOf(countersign(decider, decision))).toMatchObject({
			code: 'PT409',
			message: 'same_person'
		});
		const forged = database.owner(
			`update public.decisions set second_signed_by = first_signed_by, second_signed_at = now() where id = $1`,
			[decision]
		);
		expect((await refusalOf(forged)).code).toBe('23514');
		expect(await countersign(await signUpStaff(database, 'decider'), decision)).toMatchObject({
			state: 'approved'
		});
	});

	it('is refused to clerks, admins, auditors and applicants as second signers', async () => {
		const { id, applicant } = await readyForDecision(database, clerk);
		const decision = await propose(clerk, id);
		const others = [
			await signUpStaff(database, 'clerk'),
			await signUpStaff(database, 'admin', 'auditor'),
			applicant
		];
		for (const person of others) {
			expect(await refusalOf(countersign(person, decision))).toMatchObject({
				code: 'PT403',
				message: 'not_allowed'
			});
		}
	});

	it('is refused to members of the organisation, whichever signature it is', async () => {
		const { id } = await readyForDecision(database, clerk);
		const involved = await signUpStaff(database, 'clerk', 'decider');
		await join(database, involved, id, 'reader');
		expect(await refusalOf(propose(involved, id))).toMatchObject({
			code: 'PT409',
			message: 'conflict_of_interest'
		});
		const second = await propose(clerk, id);
		expect(await refusalOf(countersign(involved, second))).toMatchObject({ message: 'conflict_of_interest' });
		const moving = database.call(involved, 'transition_application', [id, 'assessment', 'x']);
		expect(await refusalOf(moving)).toMatchObject({ message: 'conflict_of_interest' });
	});

	it('is refused when the first signer has joined the organisation since', async () => {
		const { id } = await readyForDecision(database, clerk);
		const joining = await signUpStaff(database, 'clerk');
		const decision = await propose(joining, id);
		await join(database, joining, id, 'editor');
		expect(await refusalOf(countersign(decider, decision))).toMatchObject({
			message: 'conflict_of_interest'
		});
	});

	it('is refused twice, while one is open, and outside the state decision', async () => {
		const early = await submitted(database);
		expect(await refusalOf(propose(clerk, early.id))).toMatchObject({
			code: 'PT409',
			message: 'not_in_state'
		});
		const { id } = await readyForDecision(database, clerk);
		const decision = await propose(clerk, id);
		expect(await refusalOf(propose(decider, id))).toMatchObject({
			code: 'PT409',
			message: 'already_decided'
		});
		await countersign(decider, decision);
		expect(await refusalOf(countersign(decider, decision))).toMatchObject({
			code: 'PT409',
			message: 'already_decided'
		});
	});

	it.each([
		['approved', null, null, 'amount_invalid'],
		['approved', 0, null, 'amount_invalid'],
		['approved', -1, null, 'amount_invalid'],
		['approved', 100001, null, 'amount_invalid'],
		['approved', 99999, ' \n', 'reason_required'],
		['waitlisted', 100, null, 'amount_invalid'],
		['rejected', 100, 'because', 'amount_invalid'],
		['rejected', null, ' \n', 'reason_required'],
		['invented', null, null, 'payload_invalid']
	])('%s with %s cents and reason %j is refused: %s', async (outcome, amount, reason, message) => {
		const { id } = await readyForDecision(database, clerk);
		expect(await refusalOf(propose(clerk, id, amount, outcome, reason))).toMatchObject({
			code: 'PT422',
			message
		});
	});

	it('goes by the cap an application was sent under, also when it falls afterwards', async () => {
		const round = await copyRound(database, 'lower-cap', 5800000);
		const { id } = await readyForDecision(database, clerk, 'lower-cap');
		await database.owner(`update public.funding_rounds set cap_cents = 80000 where id = $1`, [round]);
		await propose(clerk, id, 80001);
	});

	it('can be discarded and made anew, and falls when the case is reopened or withdrawn', async () => {
		const { id, applicant } = await readyForDecision(database, clerk);
		const first = await propose(clerk, id);
		expect(await database.call(decider, 'discard_decision', [first, 'Betrag'])).toEqual({});
		expect(await refusalOf(countersign(decider, first))).toMatchObject({ message: 'already_decided' });
		const second = await propose(clerk, id);
		await database.call(clerk, 'transition_application', [id, 'assessment', 'nochmal']);
		expect(await refusalOf(countersign(decider, second))).toMatchObject({ message: 'already_decided' });
		await database.call(clerk, 'transition_application', [id, 'decision', null]);
		await propose(clerk, id);
		await database.call(applicant, 'withdraw_application', [id, null]);
		const open = await database.owner(
			`select id from public.decisions where application_id = $1 and discarded_at is null`,
			[id]
		);
		expect(open).toEqual([]);
	});

	it('is not readable for applicants and final for everybody', async () => {
		const { id, applicant } = await readyForDecision(database, clerk);
		const decision = await propose(clerk, id, 50000);
		expect(await database.as(applicant, `select id from public.decisions`)).toEqual([]);
		const raise = database.owner(`update public.decisions set amount_cents = 60000 where id = $1`, [
			decision
		]);
		expect((await refusalOf(raise)).code).toBe('42501');
		await countersign(decider, decision);
		const undo = database.owner(
			`update public.decisions set second_signed_at = null, second_signed_by = null where id = $1`,
			[decision]
		);
		expect((await refusalOf(undo)).code).toBe('42501');
		expect((await refusalOf(database.owner(`delete from public.decisions`))).code).toBe('42501');
	});
});

describe('the budget', () => {
	it('is told to staff only, in all its parts', async () => {
		const round = await copyRound(database, 'told', 300000);
		const [first, second] = [
			await readyForDecision(database, clerk, 'told'),
			await readyForDecision(database, clerk, 'told')
		];
		await countersign(decider, await propose(clerk, first.id, 70000));
		await propose(clerk, second.id, 40000);
		expect(await database.call(clerk, 'round_budget', [round])).toEqual({
			total_cents: 300000,
			requested_cents: 200000,
			in_review_cents: 100000,
			reserved_cents: 40000,
			approved_cents: 70000,
			paid_cents: 0,
			returned_cents: 0,
			returned_late_cents: 0,
			free_cents: 230000
		});
		expect(await refusalOf(database.call(await signUp(database), 'round_budget', [round]))).toMatchObject({
			code: 'PT403'
		});
	});

	it('cannot be cut below what is promised', async () => {
		const round = await copyRound(database, 'cut', 300000);
		const { id } = await readyForDecision(database, clerk, 'cut');
		await countersign(decider, await propose(clerk, id, 100000));
		await database.owner(`update public.funding_rounds set cap_cents = 50000, min_cents = 1 where id = $1`, [
			round
		]);
		const cut = database.owner(`update public.funding_rounds set total_budget_cents = 99999 where id = $1`, [
			round
		]);
		expect(await refusalOf(cut)).toMatchObject({ code: 'PT422', message: 'budget_exceeded' });
		await database.owner(`update public.funding_rounds set total_budget_cents = 100000 where id = $1`, [
			round
		]);
	});

	it('is never exceeded, whatever is decided in whatever order', patience, async () => {
		let count = 0;
		const step = fc.record({
			amountCents: fc.integer({ min: 1, max: 100000 }),
			isSigned: fc.boolean(),
			isShuffled: fc.boolean()
		});
		await fc.assert(
			fc.asyncProperty(
				fc.array(step, { minLength: 1, maxLength: 6 }),
				fc.integer({ min: 250000, max: 300000 }),
				async (steps, totalCents) => {
					const slug = `budget-${(count += 1)}`;
					const round = await copyRound(database, slug, totalCents);
					const waiting: string[] = [];
					let promised = 0;
					for (const { amountCents, isSigned, isShuffled } of steps) {
						const { id } = await readyForDecision(database, clerk, slug, completeForm);
						waiting.push(await propose(clerk, id, amountCents));
						if (!isSigned) continue;
						const decision = isShuffled ? waiting.shift() : waiting.pop();
						if (decision === undefined) continue;
						const { amount_cents: signed } = await one(
							database,
							`select amount_cents from public.decisions where id = $1`,
							[decision]
						);
						if (promised + Number(signed) <= totalCents) {
							promised += Number(signed);
							expect(await countersign(decider, decision)).toEqual({
								state: 'approved',
								free_cents: totalCents - promised
							});
						} else {
							const refusal = await refusalOf(countersign(decider, decision));
							expect(refusal).toMatchObject({ code: 'PT422', message: 'budget_exceeded' });
							expect(JSON.parse(refusal.detail ?? '')).toEqual({ free_cents: totalCents - promised });
						}
						const budget = await database.call(clerk, 'round_budget', [round]);
						expect(budget).toMatchObject({ approved_cents: promised, free_cents: totalCents - promised });
					}
				}
			),
			{
				numRuns: 15,
				examples: [
					[
						Array.from({ length: 6 }, () => ({ amountCents: 100000, isSigned: true, isShuffled: false })),
						250000
					]
				]
			}
		);
	});
});
