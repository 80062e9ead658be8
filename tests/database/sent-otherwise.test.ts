import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, copyRound, inTime } from './support/applications.ts';
import { refusalOf, TestDatabase } from './support/database.ts';
import {
	accept,
	accepted,
	allowPayouts,
	approved,
	iban,
	office,
	type Office,
	otherIban
} from './support/grants.ts';

/**
 * An answer gets lost, and what is sent anew under the same id says something else by now: never taken for a repetition, and never
 * done twice.
 */
let database: TestDatabase;
let people: Office;
const round = 'sent-otherwise';
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
	await allowPayouts(database, await copyRound(database, round, 100_000_000), 5);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

type Deed = {
	readonly call: string;
	readonly begin: () => Promise<Applied>;
	/** What is sent after the application's and the deed's id. */
	readonly first: readonly unknown[];
	/** Each of these in place of the argument at its place. */
	readonly others: readonly (readonly [place: number, value: unknown])[];
	/** The same said in another way. */
	readonly same: readonly (readonly [place: number, value: unknown])[];
};

const granted = () => accepted(database, people, { round });
const account = [iban, 'Nachbarschaft Hochfeld', false];
const period = { period_from: '2027-05-01', period_until: '2027-10-31' };
const deeds: Readonly<Record<string, Deed>> = {
	'an acceptance': {
		call: 'accept_grant',
		begin: () => approved(database, people, { round }),
		first: [...account, true],
		others: [
			[0, otherIban],
			[1, 'Nachbarschaft Hochfeld e. V.'],
			[2, true],
			[3, false]
		],
		same: [
			[0, 'de89 3704 0044 0532 0130 00'],
			[1, ' Nachbarschaft Hochfeld ']
		]
	},
	'another account': {
		call: 'give_bank_account',
		begin: granted,
		first: [otherIban, 'Nachbarschaft Hochfeld', false],
		others: [
			[0, 'DE02500105170137075030'],
			[1, 'Neue Kasse'],
			[2, true]
		],
		same: [[1, 'Nachbarschaft Hochfeld  ']]
	},
	'a request for money': {
		call: 'request_payout',
		begin: granted,
		first: [30_000, '2027-03-15', 'Miete'],
		others: [
			[0, 40_000],
			[1, '2027-03-16'],
			[2, 'Miete und Tee']
		],
		same: [[2, ' Miete ']]
	},
	'a change': {
		call: 'notify_change',
		begin: granted,
		first: ['period', 'Es kommt anders.', JSON.stringify(period)],
		others: [
			[1, 'Es kommt noch anders.'],
			[2, JSON.stringify({ ...period, period_until: '2027-11-30' })]
		],
		same: [[2, JSON.stringify({ period_until: '2027-10-31', period_from: '2027-05-01' })]]
	}
};

describe.each(Object.entries(deeds))('%s', (_, { call, begin, first, others, same }) => {
	const written = ({ id }: Applied) =>
		database.owner(
			`select (select jsonb_agg(to_jsonb(b) order by b.number) from public.bank_accounts b where b.application_id = $1) as accounts,
				(select jsonb_agg(to_jsonb(p) order by p.number) from public.payouts p where p.application_id = $1) as payouts,
				(select jsonb_agg(to_jsonb(c) order by c.number) from public.grant_changes c where c.application_id = $1) as changes,
				(select jsonb_agg(to_jsonb(g)) from public.grant_acceptances g where g.application_id = $1) as acceptances`,
			[id]
		);

	it('is done once, however often it is said in the same words, and refused in others', async () => {
		const application = await begin();
		const deed = randomUUID();
		const send = (words: readonly unknown[]) =>
			database.call(application.applicant, call, [application.id, deed, ...words]);
		const answer = await send(first);
		const before = await written(application);
		expect(await send(first)).toEqual(answer);
		for (const [place, value] of same)
			expect(await send(first.with(place, value)), String(value)).toEqual(answer);
		for (const [place, value] of others)
			expect(await refusalOf(send(first.with(place, value))), String(value)).toMatchObject({
				code: 'PT409',
				message: 'sent_otherwise'
			});
		expect(await written(application)).toEqual(before);
	});
});

describe('a change of another kind', () => {
	it('is refused as well', async () => {
		const application = await granted();
		const change = randomUUID();
		const send = (kind: string) =>
			database.call(application.applicant, 'notify_change', [application.id, change, kind, 'Anders.', '{}']);
		await send('purpose');
		expect(await refusalOf(send('cancellation'))).toMatchObject({ message: 'sent_otherwise' });
	});
});

describe('an acceptance without a waiver', () => {
	it('is not repeated by one with it, and still is the same when a waiver of its own came later', async () => {
		const application = await approved(database, people, { round });
		const account = randomUUID();
		const send = (waives: boolean) =>
			accept(database, application, { account, holder: 'Nachbarschaft Hochfeld', waives });
		const answer = await send(false);
		expect(await refusalOf(send(true))).toMatchObject({ message: 'sent_otherwise' });
		await database.setClock('2027-01-20T13:00:00+01:00');
		await database.call(application.applicant, 'waive_remedies', [application.id]);
		expect(await send(false)).toEqual(answer);
		expect(await send(true)).toEqual(answer);
	});
});
