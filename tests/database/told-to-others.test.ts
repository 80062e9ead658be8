import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, copyRound, inTime, submitted } from './support/applications.ts';
import { type Person, service, TestDatabase } from './support/database.ts';
import {
	accept,
	accepted,
	allowPayouts,
	approved,
	bounce,
	iban,
	notifyChange,
	office,
	type Office,
	order,
	otherIban,
	pay,
	release,
	requestPayout,
	setPayer,
	settleRun
} from './support/grants.ts';
import { join, signUp } from './support/people.ts';
import { sentProof } from './support/proofs.ts';

let database: TestDatabase;
let people: Office;
const round = 'told-to-others';
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
	const roundId = await copyRound(database, round, 100_000_000);
	await allowPayouts(database, roundId, 5);
	await setPayer(database, people, roundId);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

type Member = Person & { readonly id: string; readonly email: string };
type Others = Readonly<Record<'owner' | 'editor' | 'reader' | 'helper', Member>>;

/** Everybody else who can open this application. */
async function withOthers(application: Applied): Promise<Others> {
	const others = {
		owner: await signUp(database, 'owner'),
		editor: await signUp(database, 'editor'),
		reader: await signUp(database, 'reader'),
		helper: await signUp(database, 'helper')
	};
	for (const role of ['owner', 'editor', 'reader'] as const)
		await join(database, others[role], application.id, role);
	await database.owner(
		`insert into public.application_helpers (application_id, user_id, invited_by, created_at, until)
		values ($1, $2, $3, private.now(), private.today() + 30)`,
		[application.id, others.helper.id, application.applicant.id]
	);
	await database.owner(`delete from public.notifications`);
	return others;
}

/** What was put into the outbox since, and for whom. */
async function told(application: Applied, others: Others): Promise<readonly string[]> {
	const rows = await database.owner(
		`select event, recipient_id from public.notifications where application_id = $1 order by event`,
		[application.id]
	);
	const names = Object.entries({ doer: application.applicant, ...others });
	return rows
		.map(({ event, recipient_id }) => {
			const who = names.find(([, person]) => person.id === recipient_id)?.[0];
			return `${String(event)} ${who ?? 'nobody we know'}`;
		})
		.toSorted();
}
const both = (event: string) => [`${event} editor`, `${event} owner`];
const give = (application: Applied, to: string, holder = 'Nachbarschaft Hochfeld', account = randomUUID()) =>
	database.call(application.applicant, 'give_bank_account', [application.id, account, to, holder, false]);

describe('what somebody does with the grant of a group', () => {
	it('is told to everybody else who acts for it: that it was accepted, with a waiver or without', async () => {
		for (const waives of [true, false]) {
			const application = await approved(database, people, { round });
			const others = await withOthers(application);
			const account = randomUUID();
			await accept(database, application, { account, waives });
			await accept(database, application, { account, waives });
			expect(await told(application, others)).toEqual(
				both(waives ? 'other_accepted_waived' : 'other_accepted')
			);
		}
	});

	it('is told once: remedies waived later', async () => {
		const application = await approved(database, people, { round });
		await accept(database, application, { waives: false });
		const others = await withOthers(application);
		await database.call(application.applicant, 'waive_remedies', [application.id]);
		await database.call(application.applicant, 'waive_remedies', [application.id]);
		expect(await told(application, others)).toEqual(both('other_waived'));
	});

	it('is told when money is asked for, and when that is taken back', async () => {
		const application = await accepted(database, people, { round });
		const others = await withOthers(application);
		const payout = await requestPayout(database, application, 10_000);
		await requestPayout(database, application, 10_000, { payout });
		expect(await told(application, others)).toEqual(both('other_payout'));
		for (let tap = 0; tap < 2; tap++) await database.call(application.applicant, 'withdraw_payout', [payout]);
		expect(await told(application, others)).toEqual([
			...both('other_payout'),
			...both('other_payout_withdrawn')
		]);
	});

	it('is told when an account is given, and by the louder mail alone where it is another one', async () => {
		const application = await accepted(database, people, { round });
		const others = await withOthers(application);
		const account = randomUUID();
		await give(application, iban, 'Andere Schreibweise', account);
		await give(application, iban, 'Andere Schreibweise', account);
		expect(await told(application, others)).toEqual(both('other_account'));
		await join(database, await signUp(database, 'late'), application.id, 'owner');
		await give(application, iban, 'Andere Schreibweise', account);
		expect(await told(application, others), 'nor to whoever came since').toEqual(both('other_account'));
		await database.owner(`delete from public.organisation_members m using auth.users u
			where u.id = m.user_id and u.email like 'late.%'`);
		await database.owner(`delete from public.notifications`);
		await give(application, otherIban);
		expect(await told(application, others)).toEqual([
			'bank_changed doer',
			'bank_changed editor',
			'bank_changed owner'
		]);
		await database.owner(`delete from public.notifications`);
		await give(application, otherIban);
		expect(await told(application, others), 'the same account again is none').toEqual([]);
	});

	it('is told when a change is reported or taken back, and more clearly when the grant is to be given back', async () => {
		const application = await accepted(database, people, { round });
		const others = await withOthers(application);
		const change = randomUUID();
		await notifyChange(database, application, 'purpose', {}, change);
		await notifyChange(database, application, 'purpose', {}, change);
		expect(await told(application, others)).toEqual(both('other_change'));
		await database.owner(`delete from public.notifications`);
		for (let tap = 0; tap < 2; tap++) await database.call(application.applicant, 'withdraw_change', [change]);
		expect(await told(application, others)).toEqual(both('other_change_withdrawn'));
		await database.owner(`delete from public.notifications`);
		await notifyChange(database, application, 'cancellation');
		expect(await told(application, others)).toEqual(both('other_cancellation'));
	});

	it('is told when the application is withdrawn', async () => {
		const application = await submitted(database);
		const others = await withOthers(application);
		await database.call(application.applicant, 'withdraw_application', [application.id]);
		expect(await told(application, others)).toEqual(both('other_withdrawn'));
	});

	it('is told of a proof by its receipt, to all who act, and by nothing besides', async () => {
		const application = await accepted(database, people, { round });
		await pay(database, people, application, 100_000, '2027-01-20');
		const others = await withOthers(application);
		await sentProof(database, application);
		const events = await told(application, others);
		expect(events.filter((one) => one.startsWith('other_'))).toEqual([]);
		expect(events).toEqual(
			expect.arrayContaining(['state_report_submitted owner', 'state_report_submitted doer'])
		);
	});

	it('is not what the office does: a payment ordered again after it came back', async () => {
		const application = await accepted(database, people, { round });
		const payout = await requestPayout(database, application, 100_000);
		await release(database, people, payout);
		const run = await order(database, people, application.roundId);
		await settleRun(database, people.clerk, run, '2027-01-20');
		await sentProof(database, application);
		const others = await withOthers(application);
		await bounce(database, people, payout, '2027-01-20');
		const events = await told(application, others);
		expect(events.filter((one) => one.startsWith('other_'))).toEqual([]);
	});
});

describe('a mail about it', () => {
	const mails = async () =>
		(await database.call(service, 'claim_notifications', [50])) as unknown as readonly {
			event: string;
			email: string;
			locale: string;
			is_wanted: boolean;
		}[];
	const speaks = (person: Member, locale: string) => database.call(person, 'choose_language', [locale]);
	const write = async (application: Applied, form: Readonly<Record<string, string>>) => {
		await database.owner(`alter table public.applications disable trigger user`);
		await database.owner(`update public.applications set form = form || $2::jsonb where id = $1`, [
			application.id,
			JSON.stringify(form)
		]);
		await database.owner(`alter table public.applications enable trigger user`);
	};

	it('speaks the language of whoever reads it, and that of the application to its contact and to whoever chose none', async () => {
		const application = await approved(database, people, { round });
		const others = await withOthers(application);
		await write(application, {
			contact_language: 'ar',
			contact_email: ` ${others.editor.email.toUpperCase()} `
		});
		await speaks(others.owner, 'tr');
		await speaks(others.editor, 'en');
		const silent = await signUp(database, 'silent');
		await join(database, silent, application.id, 'owner');
		await accept(database, application);
		const languages = Object.fromEntries((await mails()).map(({ email, locale }) => [email, locale]));
		expect(languages).toEqual({
			[others.owner.email]: 'tr',
			[others.editor.email]: 'ar',
			[silent.email]: 'ar'
		});
	});

	it('is not wanted by somebody who only reads by now', async () => {
		const application = await approved(database, people, { round });
		const others = await withOthers(application);
		await accept(database, application);
		await database.owner(`update public.organisation_members set role = 'reader' where user_id = $1`, [
			others.editor.id
		]);
		expect(
			(await mails()).map(({ email, is_wanted }) => [email === others.editor.email, is_wanted]).toSorted()
		).toEqual([
			[false, true],
			[true, false]
		]);
	});
});

describe('the screen of a grant', () => {
	const deeds = async (person: Person, { id }: Applied) =>
		(await database.call(person, 'read_grant', [id]))['deeds'] as readonly Record<string, unknown>[];

	it('says who of the group did what, newest first, to those who act for it', async () => {
		const application = await approved(database, people, { round });
		const others = await withOthers(application);
		await accept(database, application);
		await database.setClock('2027-01-20T12:30:00+01:00');
		await notifyChange(database, { ...application, applicant: others.owner }, 'purpose');
		const email = String(
			(await database.owner(`select email from auth.users where id = $1`, [application.applicant.id]))[0]?.[
				'email'
			]
		);
		expect(await deeds(application.applicant, application)).toMatchObject([
			{ deed: 'change_notified', email: others.owner.email, is_me: false },
			{ deed: 'grant_accepted', email, is_me: true },
			{ deed: 'bank_account_given', email, is_me: true }
		]);
		expect((await deeds(others.editor, application)).map(({ is_me }) => is_me)).toEqual([
			false,
			false,
			false
		]);
		expect(await deeds(others.reader, application)).toEqual([]);
		expect(await deeds(others.helper, application)).toEqual([]);
	});

	it('names payments among it, at most twenty things, and nobody whose account is gone', async () => {
		const application = await accepted(database, people, { round });
		const payout = await requestPayout(database, application, 10_000);
		await database.call(application.applicant, 'withdraw_payout', [payout]);
		const others = await withOthers(application);
		expect((await deeds(others.owner, application)).slice(0, 2)).toMatchObject([
			{ deed: 'payout_withdrawn' },
			{ deed: 'payout_requested' }
		]);
		for (let times = 0; times < 10; times++) {
			const change = randomUUID();
			await notifyChange(database, application, 'purpose', {}, change);
			await database.call(application.applicant, 'withdraw_change', [change]);
		}
		expect(await deeds(others.owner, application)).toHaveLength(20);
		await database.owner(`update auth.users set email = null where id = $1`, [application.applicant.id]);
		expect((await deeds(others.owner, application))[0]).toMatchObject({ email: null, is_me: false });
	});

	it('tells a payment that two have released from one the cash office has, and when that pays', async () => {
		const own = 'told-cashier';
		const roundId = await copyRound(database, own, 1_000_000);
		await allowPayouts(database, roundId, 5);
		await setPayer(database, people, roundId);
		const application = await accepted(database, people, { round: own });
		const payment = async () => {
			const { payouts } = await database.call(application.applicant, 'read_grant', [application.id]);
			const { state, is_with_cashier, planned_on } = (payouts as readonly Record<string, unknown>[])[0] ?? {};
			return { state, is_with_cashier, planned_on };
		};
		const payout = await requestPayout(database, application, 10_000);
		expect(await payment()).toEqual({ state: 'requested', is_with_cashier: false, planned_on: null });
		await release(database, people, payout);
		const released = { state: 'released', is_with_cashier: false, planned_on: null };
		expect(await payment()).toEqual(released);
		const run = await order(database, people, roundId, { on: '2027-01-27' });
		expect(await payment(), 'an order that lies in the office').toEqual(released);
		await database.call(people.clerk, 'payment_order', [run]);
		const ordered = { ...released, is_with_cashier: true, planned_on: '2027-01-27' };
		expect(await payment()).toEqual(ordered);
		await database.setClock('2027-01-28T12:00:00+01:00');
		expect(await payment(), 'a day that is over').toEqual({ ...ordered, planned_on: null });
		await database.setClock('2027-01-21T12:00:00+01:00');
		expect(await payment()).toEqual(ordered);
		await give(application, otherIban);
		expect(await payment(), 'a run that stands still').toEqual({ ...ordered, planned_on: null });
		await database.call(people.decider, 'confirm_payment_run', [run, 'Rückruf.']);
		await database.setClock('2027-01-27T12:00:00+01:00');
		await settleRun(database, people.clerk, run, '2027-01-27');
		expect(await payment()).toEqual({ state: 'paid', is_with_cashier: false, planned_on: null });
	});
});
