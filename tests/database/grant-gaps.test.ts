import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, copyRound, inTime } from './support/applications.ts';
import { type Person, refusalOf, type Row, TestDatabase } from './support/database.ts';
import {
	accepted,
	allowPayouts,
	approved,
	confirmAccount,
	iban,
	notifyChange,
	office,
	type Office,
	order,
	otherIban,
	pay,
	recordReturn,
	release,
	requestPayout,
	setPayer,
	stateOf,
	settleRun
} from './support/grants.ts';
import { letterOf } from './support/letters.ts';
import { cut, judge, paidGrant, sentProof, signCheck, whole } from './support/proofs.ts';
import { countersign as signSecond, signFirst } from './support/signatures.ts';

let database: TestDatabase;
let people: Office;
let roundId: string;
const round = 'gaps';
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
	roundId = await copyRound(database, round, 100_000_000);
	await allowPayouts(database, roundId, 5);
	await setPayer(database, people, roundId);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

const told = async (application: Applied, kind: string, wish: object = {}) => {
	const id = randomUUID();
	await notifyChange(database, application, kind, wish, id);
	return id;
};
const propose = (
	change: string,
	outcome: string,
	reason: string | null = null,
	cents: number | null = null
) => signFirst(database, people.clerk, 'propose_change', [change, outcome, reason, cents]);
const countersign = (change: string) => signSecond(database, people.decider, change);
const further = { grantor: 'Stiftung am Rhein', cents: 30_000 };
const caseProof = async (application: Applied) =>
	(await database.call(people.clerk, 'case_proof', [application.id])) as Record<string, never>;
const newest = async (application: Applied): Promise<Row> => {
	const [row] = await database.owner(
		`select amount_cents::int, plan from public.grant_terms where application_id = $1 order by version desc limit 1`,
		[application.id]
	);
	return row ?? {};
};
const accepting = { rrrrrrr1: whole(80_000), rrrrrrr2: whole(40_000) };

describe('a further grant the office agreed to', () => {
	it('is part of the financing plan, and what it covers is claimed', async () => {
		const application = await paidGrant(database, people, round);
		await propose(await told(application, 'further_grant', further), 'agreed');
		expect((await newest(application))['plan']).toMatchObject({
			incomes_cents: 50_000,
			further_grants: [further]
		});
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, accepting);
		expect((await caseProof(application))['sums']).toMatchObject({
			grant_cents: 70_000,
			claim_cents: 30_000
		});
	});

	it('is told in the letter, and nothing of it counts where it was refused', async () => {
		const application = await paidGrant(database, people, round);
		await propose(await told(application, 'further_grant', further), 'refused', 'Zu spät.');
		expect((await newest(application))['plan']).not.toHaveProperty('further_grants');
		await propose(await told(application, 'further_grant', further), 'agreed');
		const { facts } = await letterOf(database, application.id, 'changed');
		expect(facts).toMatchObject({
			plan: { incomes_cents: 50_000 },
			change: { kind: 'further_grant', grantor: 'Stiftung am Rhein', cents: 30_000 }
		});
	});

	it('is taken up by a grant that becomes as much smaller, once', async () => {
		const application = await paidGrant(database, people, round);
		const change = await told(application, 'further_grant', further);
		await propose(change, 'agreed', 'Die Stiftung zahlt mit.', 70_000);
		await countersign(change);
		expect(await newest(application)).toMatchObject({
			amount_cents: 70_000,
			plan: { incomes_cents: 50_000 }
		});
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, accepting);
		expect((await caseProof(application))['sums']).toMatchObject({
			grant_cents: 70_000,
			claim_cents: 30_000
		});
	});
});

describe('interest on a claim', () => {
	const claimed = async (from: string | null = '2027-01-10') => {
		await database.setClock('2026-12-14T12:00:00+01:00');
		const application = await accepted(database, people, { round });
		await pay(database, people, application, 100_000, '2026-12-14');
		await database.setClock(inTime);
		const change = await told(application, 'cancellation');
		await propose(change, 'agreed', 'Auf Wunsch.', 0);
		await countersign(change);
		const claim = randomUUID();
		const words = ['cancelled', 'Nicht gebraucht.'];
		await signFirst(database, people.clerk, 'claim_recovery', [
			application.id,
			claim,
			...words,
			100_000,
			'2027-02-28',
			from
		]);
		await signSecond(database, people.decider, claim);
		return { application, claim };
	};
	const close = ({ id }: Applied) => database.call(people.clerk, 'transition_application', [id, 'closed']);
	const claimOf = async ({ id, applicant }: Applied) => {
		const { claims } = (await database.call(applicant, 'read_grant', [id])) as { claims: Row[] };
		return claims[0];
	};
	/** 6.27 % a year for ten days on 1,000 euros. */
	const owed = Math.floor((627 * 100_000 * 10) / (365 * 10_000));
	const waive = (application: Applied, claim: string, cents: number, id = randomUUID() as string) =>
		signFirst(database, people.clerk, 'propose_ruling', [
			application.id,
			id,
			'interest_waiver',
			claim,
			cents,
			'Der Betrag lohnt die Arbeit nicht.'
		]);

	it('is owed after the sum came back, told to the group, and keeps the case open until it is paid', async () => {
		const { application, claim } = await claimed();
		await recordReturn(database, people, application, 100_000, { on: '2027-01-20', recovery: claim });
		await database.setClock('2027-03-05T12:00:00+01:00');
		expect(await claimOf(application)).toMatchObject({
			owed_cents: 0,
			interest_from: '2027-01-10',
			interest_owed_cents: owed
		});
		expect(await refusalOf(close(application))).toMatchObject({ message: 'claim_open' });
		await database.call(people.clerk, 'record_return', [
			application.id,
			randomUUID(),
			0,
			owed,
			'2027-03-05',
			claim
		]);
		expect(await refusalOf(close(application))).toMatchObject({ message: 'claim_open' });
		const { returns } = (await database.call(people.clerk, 'case_grant', [application.id])) as {
			returns: Row[];
		};
		await database.call(people.decider, 'confirm_return', [returns.at(-1)?.['id']]);
		expect(await claimOf(application)).toMatchObject({ interest_owed_cents: 0 });
		await close(application);
		expect(await stateOf(database, application)).toBe('closed');
	});

	it('can be waived with a reason, by two people, never for more than there is', async () => {
		const { application, claim } = await claimed();
		await recordReturn(database, people, application, 100_000, { on: '2027-01-20', recovery: claim });
		await database.setClock('2027-03-05T12:00:00+01:00');
		expect(await refusalOf(waive(application, claim, owed + 1))).toMatchObject({ message: 'amount_invalid' });
		const ruling = randomUUID();
		await waive(application, claim, owed, ruling);
		expect(await refusalOf(close(application))).toMatchObject({ message: 'claim_open' });
		await signSecond(database, people.decider, ruling);
		// The sum itself is not touched.
		const { recoveries } = (await database.call(people.clerk, 'case_grant', [application.id])) as {
			recoveries: Row[];
		};
		expect(recoveries).toMatchObject([
			{ owed_cents: 0, waived_cents: 0, interest_owed_cents: 0, interest_waived_cents: owed }
		]);
		await close(application);
	});

	it('is unknown, not nothing, while a base rate is missing', async () => {
		const { application, claim } = await claimed('2026-12-15');
		await recordReturn(database, people, application, 100_000, { on: '2027-01-20', recovery: claim });
		expect(await claimOf(application)).toMatchObject({ owed_cents: 0, interest_owed_cents: null });
		expect(await refusalOf(close(application))).toMatchObject({ message: 'base_rate_missing' });
		const booking = database.call(people.clerk, 'record_return', [
			application.id,
			randomUUID(),
			0,
			1,
			'2027-01-20',
			claim
		]);
		expect(await refusalOf(booking)).toMatchObject({ message: 'base_rate_missing' });
		const waiver = signFirst(database, people.clerk, 'propose_ruling', [
			application.id,
			randomUUID(),
			'interest_waiver',
			claim,
			1,
			'Unbillig'
		]);
		expect(await refusalOf(waiver)).toMatchObject({ message: 'base_rate_missing' });
	});

	it('is booked up to what is owed, with what waits to be confirmed', async () => {
		const { application, claim } = await claimed();
		await recordReturn(database, people, application, 100_000, { on: '2027-01-20', recovery: claim });
		await database.setClock('2027-03-05T12:00:00+01:00');
		const book = (interest: number) =>
			database.call(people.clerk, 'record_return', [
				application.id,
				randomUUID(),
				0,
				interest,
				'2027-03-05',
				claim
			]);
		expect(await refusalOf(book(owed + 1))).toMatchObject({ message: 'more_than_owed' });
		await book(owed);
		expect(await refusalOf(book(1))).toMatchObject({ message: 'more_than_owed' });
	});

	it('is confirmed only while it is still owed: the sum may have come earlier than anybody saw', async () => {
		const { application, claim } = await claimed();
		await database.setClock('2027-03-05T12:00:00+01:00');
		const booked = randomUUID();
		const words = [0, owed + 1, '2027-03-05', claim];
		await database.call(people.clerk, 'record_return', [application.id, booked, ...words]);
		await recordReturn(database, people, application, 100_000, { on: '2027-01-20', recovery: claim });
		const confirming = database.call(people.decider, 'confirm_return', [booked]);
		expect(await refusalOf(confirming)).toMatchObject({ message: 'case_moved_on' });
	});

	it('is reminded of although the sum itself is back', async () => {
		const { application, claim } = await claimed();
		await recordReturn(database, people, application, 100_000, { on: '2027-01-20', recovery: claim });
		await database.setClock('2027-03-05T12:00:00+01:00');
		await database.owner('select public.queue_claim_reminders()');
		const rows = await database.owner(
			`select event from public.notifications where subject_id = $1 and event like 'claim_%'`,
			[claim]
		);
		expect(rows).toEqual([{ event: 'claim_overdue' }]);
	});

	it('is reminded of again, once, where a booking that ended it was reversed', async () => {
		const { application, claim } = await claimed(null);
		const reminded = async () => {
			await database.owner('select public.queue_claim_reminders()');
			const rows = await database.owner(
				`select event from public.notifications where application_id = $1 and event like 'claim_%' order by created_at, id`,
				[application.id]
			);
			return rows.map(({ event }) => event);
		};
		await database.setClock('2027-03-05T12:00:00+01:00');
		expect(await reminded()).toEqual(['claim_overdue']);
		for (const [day, so_far] of [
			['06', 2],
			['08', 3]
		] as const) {
			const back = await recordReturn(database, people, application, 100_000, {
				on: '2027-03-05',
				recovery: claim
			});
			expect(await reminded()).toHaveLength(so_far - 1);
			await database.setClock(`2027-03-${day}T12:00:00+01:00`);
			const ruling = randomUUID();
			const words = ['correction', back, 0, 'Falsch gebucht.', null, null];
			await signFirst(database, people.clerk, 'propose_ruling', [application.id, ruling, ...words]);
			await signSecond(database, people.decider, ruling);
			expect(await reminded(), 'not on the day it was reversed').toHaveLength(so_far - 1);
			await database.setClock(`2027-03-0${String(Number(day) + 1)}T12:00:00+01:00`);
			await reminded();
			expect(await reminded()).toEqual(Array.from({ length: so_far }, () => 'claim_overdue'));
		}
	});

	it('is nothing where none was asked for', async () => {
		const { application, claim } = await claimed(null);
		await recordReturn(database, people, application, 100_000, { recovery: claim });
		expect(await claimOf(application)).toMatchObject({ interest_from: null, interest_owed_cents: 0 });
		await close(application);
	});
});

describe('a grant that is given back whole', () => {
	it('ends with a letter that asks for no proof, and says what of the money has to come back', async () => {
		const application = await accepted(database, people, { round });
		await pay(database, people, application, 40_000, '2027-01-20');
		const change = await told(application, 'cancellation');
		await propose(change, 'agreed', 'Auf Wunsch.', 0);
		const preview = (await database.call(people.decider, 'preview_grant_letter', [change])) as Row;
		expect(preview).toMatchObject({ kind: 'given_back' });
		await countersign(change);
		expect(await database.owner(`select kind from public.letters where source_id = $1`, [change])).toEqual([
			{ kind: 'given_back' }
		]);
		const { facts } = await letterOf(database, application.id, 'given_back');
		expect(facts).toMatchObject({ outstanding_cents: 40_000, reason: 'Auf Wunsch.' });
		expect(facts).not.toHaveProperty('proof_due_on');
		expect(await stateOf(database, application)).toBe('recovery');
	});

	it('is over where nothing was paid', async () => {
		const application = await approved(database, people, { round });
		const change = await told(application, 'cancellation');
		await propose(change, 'agreed', 'Auf Wunsch.', 0);
		await countersign(change);
		expect((await letterOf(database, application.id, 'given_back'))['facts']).not.toHaveProperty(
			'outstanding_cents'
		);
		expect(await stateOf(database, application)).toBe('closed');
	});

	it('keeps the letter of a change where a part of it stays', async () => {
		const application = await accepted(database, people, { round });
		const change = await told(application, 'cancellation');
		await propose(change, 'agreed', 'Ein Teil bleibt.', 50_000);
		await countersign(change);
		expect((await letterOf(database, application.id, 'changed'))['facts']).toHaveProperty('proof_due_on');
	});
});

describe('money that came back', () => {
	it('is free again where it came before the budget year began', async () => {
		const early = 'gaps-early';
		const own = await copyRound(database, early, 1_000_000);
		await allowPayouts(database, own, 5);
		await database.owner(
			`update public.funding_rounds set settings = jsonb_set(settings, '{grant,budget_year}', '2028') where id = $1`,
			[own]
		);
		await setPayer(database, people, own);
		const application = await accepted(database, people, { round: early });
		await pay(database, people, application, 100_000, '2027-01-20');
		await recordReturn(database, people, application, 30_000);
		const { returns } = (await database.call(people.clerk, 'case_grant', [application.id])) as {
			returns: Row[];
		};
		expect(returns).toMatchObject([{ is_in_budget_year: true }]);
		expect(await database.call(people.clerk, 'round_budget', [own])).toMatchObject({
			returned_cents: 30_000
		});
	});
});

describe('a payment run after which something happened', () => {
	const hash = 'a'.repeat(64);
	const ordered = async () => {
		const name = `run-${randomUUID().slice(0, 8)}`;
		const own = await copyRound(database, name, 1_000_000);
		await allowPayouts(database, own, 5);
		await setPayer(database, people, own);
		const application = await accepted(database, people, { round: name });
		const payout = await requestPayout(database, application, 50_000);
		await release(database, people, payout);
		const run = await order(database, people, own);
		return { application, own, payout, run };
	};
	const file = (run: string) => database.call(people.clerk, 'payment_order', [run]);
	const noted = (run: string) => database.call(people.clerk, 'note_payment_file', [run, 'csv', hash]);
	const settle = (run: string) => settleRun(database, people.clerk, run, '2027-01-20');
	const confirm = (
		run: string,
		person: Person = people.decider,
		note = 'Beide Konten am Telefon bestätigt.'
	) => database.call(person, 'confirm_payment_run', [run, note]);
	const otherAccount = (application: Applied) =>
		database.call(application.applicant, 'give_bank_account', [
			application.id,
			randomUUID(),
			otherIban,
			'Nachbarschaft Hochfeld',
			false
		]);
	const runOf = async (own: string) => {
		const { runs } = (await database.call(people.clerk, 'desk_payments', [own])) as { runs: Row[] };
		return runs[0] ?? {};
	};

	it('pays to neither account until somebody else has let it stand', async () => {
		const { application, own, run } = await ordered();
		expect(await runOf(own)).toMatchObject({ disturbances: [] });
		await otherAccount(application);
		expect(await runOf(own)).toMatchObject({
			disturbances: [{ application_id: application.id, account_changed: true, change_open: false }]
		});
		for (const attempt of [file(run), noted(run), settle(run)])
			expect(await refusalOf(attempt)).toMatchObject({ message: 'run_disturbed' });
		expect(await refusalOf(confirm(run, people.clerk))).toMatchObject({ message: 'same_person' });
		expect(await refusalOf(confirm(run, people.admin))).toMatchObject({ message: 'not_allowed' });
		expect(await refusalOf(confirm(run, people.decider, ' '))).toMatchObject({ message: 'reason_required' });
		await confirm(run);
		expect(await refusalOf(confirm(run))).toMatchObject({ message: 'not_in_state' });
		expect(await file(run)).toMatchObject({ transfers: [{ iban }] });
		await noted(run);
		// What happens after that asks anew.
		await database.setClock('2027-01-20T13:00:00+01:00');
		await told(application, 'further_grant', further);
		expect(await runOf(own)).toMatchObject({ disturbances: [{ account_changed: false, change_open: true }] });
		expect(await refusalOf(settle(run))).toMatchObject({ message: 'run_disturbed' });
		await confirm(run, people.decider, 'Die Bank hat es schon.');
		await settle(run);
		expect(await stateOf(database, application)).toBe('paid');
	});

	it('can be taken back before it leaves the house, and is then released and ordered anew', async () => {
		const { application, own, payout, run } = await ordered();
		await otherAccount(application);
		await database.call(people.clerk, 'discard_payment_run', [run]);
		await database.call(people.clerk, 'discard_payment_run', [run]);
		expect(await refusalOf(file(run))).toMatchObject({ message: 'not_in_state' });
		const { payouts } = (await database.call(people.clerk, 'case_grant', [application.id])) as {
			payouts: Row[];
		};
		expect(payouts).toMatchObject([{ state: 'requested', run_id: null, first_released_by: null }]);
		await confirmAccount(database, people, application);
		await release(database, people, payout);
		const again = await order(database, people, own);
		expect(await file(again)).toMatchObject({ transfers: [{ iban: otherIban }] });
		await noted(again);
		expect(await refusalOf(database.call(people.clerk, 'discard_payment_run', [again]))).toMatchObject({
			message: 'not_in_state'
		});
		const forged = database.owner(`update public.payouts set run_id = null where id = $1`, [payout]);
		expect((await refusalOf(forged)).code).toBe('42501');
	});
});

describe('a receipt that was cut', () => {
	it('is named in the letter by its number as well, as it stands in the list', async () => {
		const application = await paidGrant(database, people, round);
		const submission = await sentProof(database, application);
		await judge(database, people.clerk, submission, { ...accepting, rrrrrrr2: cut(10_000) });
		await signCheck(database, people.clerk, submission, {
			reason: 'Ein Beleg zählt nicht.',
			due: '2027-12-01'
		});
		const { facts } = (await database.call(people.decider, 'preview_proof_letter', [submission])) as {
			facts: Row;
		};
		expect(facts['receipt_cuts']).toMatchObject([
			{ number: 2, payee: 'Getränke Meyer', accepted_cents: 10_000 }
		]);
	});
});
