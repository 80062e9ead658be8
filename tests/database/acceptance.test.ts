import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTime, readyForDecision } from './support/applications.ts';
import { type Person, refusalOf, type Row, TestDatabase } from './support/database.ts';
import {
	accept,
	accepted,
	approved,
	confirmAccount,
	iban,
	type Office,
	office,
	otherIban,
	planForm,
	release,
	releaseAs,
	requestPayout,
	stateOf
} from './support/grants.ts';
import { decide } from './support/letters.ts';
import { join, one, signUp, signUpStaff } from './support/people.ts';

let database: TestDatabase;
let people: Office;
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

const standing = (person: Person, id: string) => database.call(person, 'read_grant', [id]);
const letter = async (person: Person, id: string) => (await standing(person, id))['letter'] as Row;

describe('accepting a grant', () => {
	it('declares receipt, gives the account and waits for the day the letter is final', async () => {
		const application = await approved(database, people);
		expect(await accept(database, application, { waives: false })).toEqual({ state: 'accepted' });
		const told = await standing(application.applicant, application.id);
		expect(told).toMatchObject({
			state: 'accepted',
			account: { iban, is_confirmed: false },
			// Four days after 20 January, a month of remedies until 24 February, a Wednesday.
			letter: { posted_on: '2027-01-20', delivered_on: '2027-01-24', final_on: '2027-02-25', is_final: false }
		});
		await database.setClock('2027-02-25T00:00:01+01:00');
		expect(await letter(application.applicant, application.id)).toMatchObject({ is_final: true });
	});

	it('is final at once with a waiver, which is said once and stays', async () => {
		const application = await approved(database, people);
		await accept(database, application, { waives: false });
		await database.call(application.applicant, 'waive_remedies', [application.id]);
		await database.call(application.applicant, 'waive_remedies', [application.id]);
		expect(await letter(application.applicant, application.id)).toMatchObject({ is_final: true });
		const undone = database.owner(`update public.grant_acceptances set waived_at = null, waived_by = null`);
		expect((await refusalOf(undone)).code).toBe('42501');
	});

	it('ends the time for remedies on the next working day when its last day is on a weekend or holiday', async () => {
		const ends = await database.owner(
			`select private.end_of_remedies(d::date, 1)::text as last
			from unnest(array['2027-01-31', '2027-02-06', '2027-02-07', '2027-02-26', '2026-11-25']) d`
		);
		// 28 February 2027 is a Sunday, 6 March a Saturday, 7 March a Sunday, 26 March Good Friday, 25 December 2026 a Friday.
		expect(ends.map(({ last }) => last)).toEqual([
			'2027-03-01',
			'2027-03-08',
			'2027-03-08',
			'2027-03-30',
			'2026-12-28'
		]);
	});

	it('reckons Easter and the holidays of North Rhine-Westphalia that move with it', async () => {
		const easters = await database.owner(
			`select private.easter_sunday(y)::text as day from unnest(array[1961, 2000, 2008, 2011, 2024, 2026, 2027, 2038, 2285]) y`
		);
		expect(easters.map(({ day }) => day)).toEqual([
			'1961-04-02',
			'2000-04-23',
			'2008-03-23',
			'2011-04-24',
			'2024-03-31',
			'2026-04-05',
			'2027-03-28',
			'2038-04-25',
			'2285-03-22'
		]);
		const holidays = await database.owner(
			`select d::date::text as day from generate_series('2027-01-01'::date, '2027-12-31', '1 day') d where private.is_holiday(d::date)`
		);
		expect(holidays.map(({ day }) => day)).toEqual([
			'2027-01-01',
			'2027-03-26',
			'2027-03-29',
			'2027-05-01',
			'2027-05-06',
			'2027-05-17',
			'2027-05-27',
			'2027-10-03',
			'2027-11-01',
			'2027-12-25',
			'2027-12-26'
		]);
	});

	it('is one thing however often it is tapped', async () => {
		const application = await approved(database, people);
		const account = randomUUID();
		await accept(database, application, { account });
		expect(await accept(database, application, { account })).toEqual({ state: 'accepted' });
		const rows = await database.owner(`select from public.bank_accounts where application_id = $1`, [
			application.id
		]);
		expect(rows).toHaveLength(1);
	});

	it('needs the letter, an approval, and somebody who may act for the group', async () => {
		const application = await readyForDecision(database, people.clerk);
		expect(await refusalOf(accept(database, application))).toMatchObject({ message: 'not_in_state' });
		await decide(database, people, application.id);
		expect(await refusalOf(accept(database, application))).toMatchObject({ message: 'letter_not_there' });
		const granted = await approved(database, people);
		const reader = await signUp(database);
		await join(database, reader, granted.id, 'reader');
		for (const person of [reader, await signUp(database), people.clerk]) {
			const attempt = accept(database, { ...granted, applicant: { ...person, id: String(person.id) } });
			expect(await refusalOf(attempt)).toMatchObject({ message: 'not_found' });
			for (const rpc of ['waive_remedies', 'read_grant'] as const) {
				if (person === reader && rpc === 'read_grant') continue;
				expect(await refusalOf(database.call(person, rpc, [granted.id]))).toMatchObject({
					message: 'not_found'
				});
			}
		}
		expect(await standing(reader, granted.id)).toMatchObject({ may_act: false });
	});

	it.each([
		['DE89370400440532013001', 'iban_invalid'],
		['', 'iban_invalid'],
		['FR1420041010050500013M02606', null],
		['BR1500000000000010932840814P2', 'iban_not_sepa'],
		['TR330006100519786457841326', 'iban_not_sepa']
	])('reads %s with its check digits', async (to, refusal) => {
		const application = await approved(database, people);
		const attempt = accept(database, application, { to });
		if (refusal === null) await attempt;
		else expect(await refusalOf(attempt)).toMatchObject({ message: refusal });
	});

	it('takes the account of a person only for groups without a legal form', async () => {
		const initiative = await approved(database, people);
		await accept(database, initiative, { isPrivate: true });
		const association = await approved(database, people, {
			form: { ...planForm, legal_form: 'foundation', foundation_authority: 'Bezirksregierung Düsseldorf' }
		});
		expect(await refusalOf(accept(database, association, { isPrivate: true }))).toMatchObject({
			message: 'private_account_not_allowed'
		});
	});
});

describe('the first account', () => {
	it('is paid to by nobody before the office has asked the group, the account of a person neither', async () => {
		const application = await approved(database, people);
		await accept(database, application, { isPrivate: true });
		const payout = await requestPayout(database, application, 100_000);
		expect(await refusalOf(release(database, people, payout))).toMatchObject({
			message: 'payout_blocked',
			detail: '["account_unconfirmed"]'
		});
		const desk = await database.call(people.clerk, 'desk_payments', [application.roundId]);
		expect(desk['accounts']).toContainEqual(
			expect.objectContaining({ application_id: application.id, is_private: true })
		);
		await confirmAccount(database, people, application);
		await release(database, people, payout);
	});
});

describe('another account', () => {
	const change = ({ id, applicant }: Awaited<ReturnType<typeof approved>>, account: string = randomUUID()) =>
		database.call(applicant, 'give_bank_account', [id, account, otherIban, 'Nachbarschaft Hochfeld', false]);

	it('stops payment until another person of the office has confirmed it, and is mailed to all who may act', async () => {
		const application = await accepted(database, people);
		const payout = await requestPayout(database, application, 100_000);
		await release(database, people, payout);
		const account = randomUUID();
		await change(application, account);
		expect(await one(database, `select state from public.payouts where id = $1`, [payout])).toEqual({
			state: 'requested'
		});
		expect(
			await database.owner(
				`select event from public.notifications where event = 'bank_changed' and application_id = $1`,
				[application.id]
			)
		).toHaveLength(1);
		const blocked = releaseAs(database, people.clerk, payout, 'requested');
		expect(await refusalOf(blocked)).toMatchObject({
			message: 'payout_blocked',
			detail: '["account_unconfirmed"]'
		});
		const judge = (person: Person, isRight: boolean, note: string | null) =>
			database.call(person, 'judge_bank_account', [account, isRight, note]);
		expect(await refusalOf(judge(people.clerk, true, ' '))).toMatchObject({ message: 'reason_required' });
		for (const person of [application.applicant, people.admin])
			expect(await refusalOf(judge(person, true, 'x'))).toMatchObject({ message: 'not_allowed' });
		await judge(people.clerk, true, 'Rückruf unter der Nummer aus dem Antrag.');
		expect(await refusalOf(judge(people.decider, false, 'x'))).toMatchObject({ message: 'not_in_state' });
		await release(database, people, payout);
	});

	it('is never confirmed by who gave it, at the table neither', async () => {
		const application = await accepted(database, people);
		const account = randomUUID();
		await change(application, account);
		const forged = database.owner(
			`update public.bank_accounts set confirmed_by = given_by, confirmed_at = now() where id = $1`,
			[account]
		);
		expect((await refusalOf(forged)).code).toBe('23514');
		const both = { ...application.applicant };
		await database.owner(`insert into public.staff_members (user_id, role) values ($1, 'clerk')`, [both.id]);
		expect(await refusalOf(database.call(both, 'judge_bank_account', [account, true, 'x']))).toMatchObject({
			message: 'conflict_of_interest'
		});
	});

	it('that is refused leaves the one before in force', async () => {
		const application = await accepted(database, people);
		const account = randomUUID();
		await change(application, account);
		await database.call(people.clerk, 'judge_bank_account', [
			account,
			false,
			'Die Gruppe weiß davon nichts.'
		]);
		expect(await standing(application.applicant, application.id)).toMatchObject({
			account: { iban, is_confirmed: true }
		});
	});

	it('counts against the one of the application, too: all who may act are told', async () => {
		const application = await approved(database, people, {
			form: { ...planForm, iban: otherIban, account_holder: 'Hochfeld' }
		});
		await accept(database, application);
		expect(
			await database.owner(
				`select from public.notifications where event = 'bank_changed' and application_id = $1`,
				[application.id]
			)
		).toHaveLength(1);
	});

	it('stays as it was given, whoever writes', async () => {
		const application = await accepted(database, people);
		const forged = database.owner(`update public.bank_accounts set iban = $2 where application_id = $1`, [
			application.id,
			otherIban
		]);
		expect((await refusalOf(forged)).code).toBe('42501');
	});

	it('is not changed by a double tap, nor before the grant was accepted', async () => {
		const application = await approved(database, people);
		expect(await refusalOf(change(application))).toMatchObject({ message: 'not_in_state' });
		await accept(database, application);
		const account = randomUUID();
		await change(application, account);
		await change(application, account);
		await change(application);
		expect(
			await database.owner(`select from public.bank_accounts where application_id = $1`, [application.id])
		).toHaveLength(2);
	});
});

it('shows the rows of a grant to the office alone, and the terms to the group', async () => {
	const application = await accepted(database, people);
	const reads = async (person: Person, table: string) =>
		(await database.as(person, `select from public.${table} where application_id = $1`, [application.id]))
			.length;
	for (const table of ['grant_acceptances', 'bank_accounts']) {
		expect(await reads(application.applicant, table)).toBe(0);
		expect(await reads(people.clerk, table)).toBe(1);
		expect(await reads(await signUpStaff(database, 'auditor'), table)).toBe(1);
	}
	expect(await reads(application.applicant, 'grant_terms')).toBe(1);
	expect(await reads(await signUp(database), 'grant_terms')).toBe(0);
	expect(await stateOf(database, application)).toBe('accepted');
});
