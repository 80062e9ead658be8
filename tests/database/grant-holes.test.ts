import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, copyRound, inTime } from './support/applications.ts';
import { type Person, refusalOf, TestDatabase } from './support/database.ts';
import {
	accept,
	accepted,
	allowPayouts,
	approved,
	confirmAccount,
	iban,
	notifyChange,
	type Office,
	office,
	order,
	otherIban,
	pay,
	planForm,
	recordReturn,
	release,
	releaseAs,
	requestPayout,
	setPayer,
	stateOf,
	settleRun
} from './support/grants.ts';
import { hash } from './support/files.ts';
import { join, one, signUp, signUpStaff } from './support/people.ts';
import { countersign, signFirst } from './support/signatures.ts';

let database: TestDatabase;
let people: Office;
let roundId: string;
const round = 'holes';
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
	roundId = await copyRound(database, round, 100_000_000);
	await allowPayouts(database, roundId, 9);
	await setPayer(database, people, roundId);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

const standing = ({ id, applicant }: Applied) => database.call(applicant, 'read_grant', [id]);
const paymentOf = (id: string) =>
	one(database, `select state, run_id from public.payouts where id = $1`, [id]);

describe('another account', () => {
	const change = ({ id, applicant }: Applied, to: string, holder: string) =>
		database.call(applicant, 'give_bank_account', [id, randomUUID(), to, holder, false]);

	it('is not confirmed by being given once more with another holder', async () => {
		const application = await accepted(database, people, { round });
		await change(application, otherIban, 'Nachbarschaft Hochfeld');
		await change(application, otherIban, 'Nachbarschaft  Hochfeld e. V.');
		expect(await standing(application)).toMatchObject({ account: { is_confirmed: false } });
		const payout = await requestPayout(database, application, 100_000);
		expect(await refusalOf(releaseAs(database, people.clerk, payout, 'requested'))).toMatchObject({
			message: 'payout_blocked',
			detail: '["account_unconfirmed"]'
		});
	});

	it('needs no confirmation where it is the one before again', async () => {
		const application = await approved(database, people, { round });
		await accept(database, application);
		await confirmAccount(database, people, application);
		const { account } = (await standing(application)) as { account: { iban: string; holder: string } };
		await change(application, otherIban, account.holder);
		await change(application, account.iban, account.holder);
		expect(await standing(application)).toMatchObject({
			account: { iban: account.iban, is_confirmed: true }
		});
	});
});

describe('a payout checked by somebody who then turns out to be partial', () => {
	it('can be refused by a colleague, so that the group asks anew', async () => {
		const application = await accepted(database, people, { round });
		const payout = await requestPayout(database, application, 100_000);
		const clerk = await signUpStaff(database, 'clerk');
		await releaseAs(database, clerk, payout, 'requested');
		await database.call(clerk, 'declare_conflict', [application.id, 'Nachbarn']);
		await database.call(people.clerk, 'refuse_payout', [payout, 'Bitte noch einmal.']);
		expect(await paymentOf(payout)).toMatchObject({ state: 'refused' });
		await pay(database, people, application, 100_000, '2027-01-20');
	});
});

describe('an order that has not left the house', () => {
	const ordered = async () => {
		const application = await accepted(database, people, { round });
		const payout = await requestPayout(database, application, 100_000);
		await release(database, people, payout);
		return { application, payout, run: await order(database, people, roundId) };
	};
	const note = (person: Person, run: string, format: string, sha256: string | null) =>
		database.call(person, 'note_payment_file', [run, format, sha256]);
	const bounce = (payout: string, on = '2027-01-20') =>
		database.call(people.clerk, 'bounce_payout', [payout, on, 'Konto erloschen']);

	it('cannot bounce: its file would pay what was asked for anew', async () => {
		const { payout, run } = await ordered();
		expect(await refusalOf(bounce(payout))).toMatchObject({ message: 'not_in_state' });
		await note(people.clerk, run, 'csv', hash('list'));
		expect(await refusalOf(bounce(payout, '2027-01-19'))).toMatchObject({ message: 'payload_invalid' });
		await bounce(payout);
		expect(await paymentOf(payout)).toMatchObject({ state: 'bounced' });
	});

	it('makes no bank file any more once it is settled', async () => {
		const { run } = await ordered();
		await settleRun(database, people.clerk, run, '2027-01-20');
		expect(await refusalOf(note(people.clerk, run, 'pain.001', hash('late')))).toMatchObject({
			message: 'not_in_state'
		});
		await note(people.clerk, run, 'csv', hash('list'));
	});

	it('is noted with a fingerprint, first by who may pay', async () => {
		const { run } = await ordered();
		expect(await refusalOf(note(people.clerk, run, 'pain.001', null))).toMatchObject({
			message: 'payload_invalid'
		});
		const auditor = await signUpStaff(database, 'auditor');
		expect(await refusalOf(note(auditor, run, 'pain.001', hash('one')))).toMatchObject({
			message: 'not_allowed'
		});
		await note(people.clerk, run, 'pain.001', hash('one'));
		await note(auditor, run, 'pain.001', hash('one'));
		await note(auditor, run, 'csv', hash('list'));
	});
});

describe('a claim', () => {
	const paid = async (cents = 100_000) => {
		const application = await accepted(database, people, { round });
		await pay(database, people, application, cents, '2027-01-20');
		return application;
	};
	const claim = async ({ id }: Applied, cents: number) => {
		const claimed = randomUUID();
		await signFirst(database, people.clerk, 'claim_recovery', [
			id,
			claimed,
			'unspent',
			'Nicht gebraucht.',
			cents,
			'2027-02-28',
			null
		]);
		return claimed;
	};
	const sign = (claimed: string) => countersign(database, people.decider, claimed);
	const back = (application: Applied, cents: number, recovery: string | null = null) =>
		recordReturn(database, people, application, cents, { recovery });

	it('keeps what it waits for: a return without it comes after it, and takes only the rest', async () => {
		const application = await paid();
		const claimed = await claim(application, 60_000);
		await sign(claimed);
		expect(await refusalOf(back(application, 40_000))).toMatchObject({ message: 'claim_first' });
		await back(application, 60_000, claimed);
		expect(await refusalOf(back(application, 40_001))).toMatchObject({ message: 'more_than_owed' });
		await back(application, 40_000);
	});

	it('is not signed for more than is still outside', async () => {
		const application = await paid();
		const claimed = await claim(application, 60_000);
		await back(application, 50_000);
		expect(await refusalOf(sign(claimed))).toMatchObject({ message: 'case_moved_on' });
		await database.call(people.clerk, 'discard_recovery', [claimed]);
		await sign(await claim(application, 50_000));
	});

	it('is needed: nobody alone closes a grant that has more than it holds', async () => {
		const application = await paid(40_000);
		const id = randomUUID();
		await notifyChange(database, application, 'cancellation', {}, id);
		await signFirst(database, people.clerk, 'propose_change', [id, 'agreed', 'Auf Wunsch.', 0]);
		await countersign(database, people.decider, id);
		const close = () => database.call(people.clerk, 'transition_application', [application.id, 'closed']);
		expect(await refusalOf(close())).toMatchObject({ message: 'claim_open' });
		await back(application, 40_000);
		await close();
		expect(await stateOf(database, application)).toBe('closed');
	});
});

describe('shifts of the plan', () => {
	it('that were both read against the plan of before do not add up to more', async () => {
		const application = await accepted(database, people, { round, form: planForm });
		const [{ plan }] = (await database.owner(
			`select plan from public.grant_terms where application_id = $1`,
			[application.id]
		)) as [{ plan: { lines: { id: string; approved_cents: number }[]; approved_costs_cents: number } }];
		const [first, second] = plan.lines;
		if (!first || !second) expect.unreachable();
		const shift = async (lines: object[]) => {
			const id = randomUUID();
			await notifyChange(database, application, 'plan', { lines }, id);
			return id;
		};
		const all = plan.approved_costs_cents;
		const one_ = await shift([
			{ line: first.id, cents: all },
			{ line: second.id, cents: 0 }
		]);
		const two = await shift([{ line: second.id, cents: second.approved_cents - 1 }]);
		for (const id of [one_, two])
			await signFirst(database, people.clerk, 'propose_change', [id, 'agreed', 'Gut.', null]);
		await countersign(database, people.decider, one_);
		expect(await refusalOf(countersign(database, people.decider, two))).toMatchObject({
			message: 'letter_moved_on'
		});
		await database.call(people.clerk, 'discard_change_proposal', [two]);
		await signFirst(database, people.clerk, 'propose_change', [two, 'refused', 'Passt nicht mehr.', null]);
	});
});

it('shows the whole number of the account to whoever may act for the group alone', async () => {
	const application = await accepted(database, people, { round });
	const reader = await signUp(database);
	await join(database, reader, application.id, 'reader');
	const told = await database.call(reader, 'read_grant', [application.id]);
	expect(told).toMatchObject({ may_act: false, account: { iban: '••••3000' }, form_account: { iban: '' } });
	expect(await standing(application)).toMatchObject({ account: { iban } });
});
