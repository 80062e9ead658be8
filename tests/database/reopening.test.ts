import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyRound, inTime, readyForDecision } from './support/applications.ts';
import { type Person, refusalOf, service, TestDatabase } from './support/database.ts';
import { hash } from './support/files.ts';
import { accept } from './support/grants.ts';
import { decide, printed } from './support/letters.ts';
import { one, signUpStaff } from './support/people.ts';
import { countersignDecision, proposeDecision } from './support/signatures.ts';

let database: TestDatabase;
let people: Record<'clerk' | 'decider' | 'auditor', Person & { id: string }>;

beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	people = {
		clerk: await signUpStaff(database, 'clerk'),
		decider: await signUpStaff(database, 'decider'),
		auditor: await signUpStaff(database, 'auditor')
	};
});
afterAll(() => database.stop());

const reopen = (id: string, person: Person = people.decider, reason: string | null = 'Neue Tatsachen.') =>
	database.call(person, 'transition_application', [id, 'decision', reason]);
const keep = (id: string, person: Person = people.decider, reason: string | null = 'War doch richtig.') =>
	database.call(person, 'keep_decision', [id, reason]);
const propose = (id: string, ...rest: readonly unknown[]) =>
	proposeDecision(database, people.clerk, [id, ...rest]);

async function granted(cents = 80_000) {
	const slug = `reopened-${randomUUID().slice(0, 8)}`;
	const round = await copyRound(database, slug, 300_000);
	const application = await readyForDecision(database, people.clerk, slug);
	await decide(database, people, application.id, { cents, reason: 'Sechs Abende genügen.' });
	await printed(database, application.id, 'approved');
	return { ...application, round };
}

/** All that the group can see of where its application stands. */
async function seenBy(applicant: Person, id: string) {
	const [application] = await database.as(
		applicant,
		`select state, updated_at from public.applications where id = $1`,
		[id]
	);
	return {
		application,
		events: await database.as(
			applicant,
			`select from_state, to_state, at from public.status_events order by id`
		),
		letters: await database.as(applicant, `select kind, source_id from public.letters order by id`),
		decision: await database.call(applicant, 'read_decision', [id]),
		grant: await database.call(applicant, 'read_grant', [id]),
		mails: await database.owner(
			`select event from public.notifications where application_id = $1 order by id`,
			[id]
		)
	};
}
const atDesk = (id: string) =>
	one(database, `select state, view, is_open from private.cases where application_id = $1`, [id]);
const stateOf = async (id: string) =>
	(await one(database, `select state from public.applications where id = $1`, [id]))['state'];

describe('a decision that is opened again', () => {
	it('stays what holds for the group, and the budget bound, until the new one is signed twice', async () => {
		const { id, applicant, round } = await granted();
		const before = await seenBy(applicant, id);
		expect(before.letters).toHaveLength(1);
		await reopen(id);
		expect(await seenBy(applicant, id)).toEqual(before);
		expect(await atDesk(id)).toEqual({ state: 'decision', view: 'decide', is_open: true });
		const { decision_id } = await propose(id, 'rejected', null, 'Nicht begonnen.');
		expect(await seenBy(applicant, id)).toEqual(before);
		expect(await database.call(people.clerk, 'round_budget', [round])).toMatchObject({
			approved_cents: 80_000
		});
		await countersignDecision(database, people.decider, decision_id);
		expect(await stateOf(id)).toBe('rejected');
		expect(await atDesk(id)).toMatchObject({ state: 'rejected', is_open: false });
		expect(await database.call(people.clerk, 'round_budget', [round])).toMatchObject({ approved_cents: 0 });
		const events = (await seenBy(applicant, id)).events;
		expect(events.at(-1)).toMatchObject({ from_state: 'approved', to_state: 'rejected' });
		expect(await reopenings(id)).toEqual([{ outcome: 'decided', reason: 'Neue Tatsachen.' }]);
	});

	it('may give another sum: the group hears of it as of any decision', async () => {
		const { id, applicant } = await granted();
		const { mails } = await seenBy(applicant, id);
		await reopen(id);
		await decide(database, people, id, { cents: 60_000, reason: 'Weniger Abende.' });
		const after = await seenBy(applicant, id);
		expect(after.application).toMatchObject({ state: 'approved' });
		expect(after.decision).toMatchObject({ amount_cents: 60_000 });
		const { id: letter } = await one(
			database,
			`select id from public.letters where application_id = $1 and kind = 'approved' and printed_at is null`,
			[id]
		);
		await database.call(service, 'keep_letter', [letter, hash('pdf'), 1234]);
		const told = await seenBy(applicant, id);
		expect(told.letters).toHaveLength(2);
		expect(told.mails.length).toBeGreaterThan(mails.length);
		expect(await atDesk(id)).toMatchObject({ state: 'approved' });
	});

	it('may stay as it is, with a reason, and what was signed once falls', async () => {
		const { id, applicant } = await granted();
		const before = await seenBy(applicant, id);
		await reopen(id);
		const { decision_id } = await propose(id, 'rejected', null, 'Nicht begonnen.');
		expect(await refusalOf(keep(id, people.auditor))).toMatchObject({ message: 'not_allowed' });
		expect(await refusalOf(keep(id, people.decider, ' '))).toMatchObject({ message: 'reason_required' });
		await keep(id);
		expect(await seenBy(applicant, id)).toEqual(before);
		expect(await atDesk(id)).toMatchObject({ state: 'approved' });
		const late = countersignDecision(database, people.decider, decision_id);
		expect(await refusalOf(late)).toMatchObject({ message: 'already_decided' });
		expect(await refusalOf(keep(id))).toMatchObject({ message: 'not_in_state' });
		expect(await reopenings(id)).toEqual([{ outcome: 'kept', reason: 'Neue Tatsachen.' }]);
	});

	it('may be accepted by the group meanwhile: then there is nothing left to decide anew', async () => {
		const application = await granted();
		await reopen(application.id);
		const { decision_id } = await propose(application.id, 'rejected', null, 'Nicht begonnen.');
		await accept(database, application);
		expect(await stateOf(application.id)).toBe('accepted');
		const late = countersignDecision(database, people.decider, decision_id);
		expect(await refusalOf(late)).toMatchObject({ message: 'already_decided' });
		expect(await atDesk(application.id)).toMatchObject({ state: 'accepted' });
		expect(await reopenings(application.id)).toMatchObject([{ outcome: 'overtaken' }]);
	});

	it('is opened once, by a decider with a reason, and nothing is decided without it', async () => {
		const { id } = await granted();
		expect(await refusalOf(propose(id, 'rejected', null, 'So.'))).toMatchObject({ message: 'not_in_state' });
		expect(await refusalOf(reopen(id, people.clerk))).toMatchObject({ message: 'transition_not_allowed' });
		expect(await refusalOf(reopen(id, people.decider, null))).toMatchObject({ message: 'reason_required' });
		await reopen(id);
		expect(await refusalOf(reopen(id))).toMatchObject({ message: 'transition_not_allowed' });
		// The way back to the assessment was for what has not been told to anybody.
		const back = database.call(people.clerk, 'transition_application', [id, 'assessment', 'Noch einmal.']);
		expect(await refusalOf(back)).toMatchObject({ message: 'transition_not_allowed' });
	});

	it('on the waiting list keeps its place until the new one is signed', async () => {
		const slug = `waiting-${randomUUID().slice(0, 8)}`;
		await copyRound(database, slug, 300_000);
		const { id, applicant } = await readyForDecision(database, people.clerk, slug);
		await decide(database, people, id, { outcome: 'waitlisted' });
		const before = await seenBy(applicant, id);
		await reopen(id, people.clerk, null);
		expect(await seenBy(applicant, id)).toEqual(before);
		const other = await readyForDecision(database, people.clerk, slug);
		const taken = propose(other.id, 'waitlisted', null, null, null, '[]', 1);
		expect(await refusalOf(taken)).toMatchObject({ message: 'rank_taken' });
		await decide(database, people, id, { cents: 50_000 });
		expect(await stateOf(id)).toBe('approved');
	});

	it('on the waiting list may be decided anew with the place it has, and nobody else has', async () => {
		const slug = `own-place-${randomUUID().slice(0, 8)}`;
		await copyRound(database, slug, 300_000);
		const { id } = await readyForDecision(database, people.clerk, slug);
		const other = await readyForDecision(database, people.clerk, slug);
		await decide(database, people, id, { outcome: 'waitlisted' });
		await decide(database, people, other.id, { outcome: 'waitlisted' });
		await reopen(id, people.clerk, null);
		const waiting = (rank: number) => propose(id, 'waitlisted', null, 'Neu geprüft.', null, '[]', rank);
		expect(await refusalOf(waiting(2))).toMatchObject({ message: 'rank_taken' });
		const { decision_id } = await waiting(1);
		await countersignDecision(database, people.decider, decision_id);
		expect(
			await one(database, `select waiting_rank from public.decisions where id = $1`, [decision_id])
		).toEqual({ waiting_rank: 1 });
	});

	it('needs a reason that can be seen', async () => {
		const { id } = await granted();
		for (const nothing of ['\u00a0', '\u200b \u2060', '\u3000\ufeff'])
			expect(await refusalOf(reopen(id, people.decider, nothing))).toMatchObject({
				message: 'reason_required'
			});
		await reopen(id, people.decider, 'א\u200d');
		expect(await refusalOf(keep(id, people.decider, '\u200b'))).toMatchObject({ message: 'reason_required' });
		// Undoing a grant has a reason, whichever way it goes.
		for (const outcome of ['rejected', 'waitlisted'])
			expect(await refusalOf(propose(id, outcome, null, '\u00a0\u200b'))).toMatchObject({
				message: 'reason_required'
			});
	});

	it('is not deleted meanwhile, nor its history rewritten, and only the office reads of it', async () => {
		const slug = `refused-${randomUUID().slice(0, 8)}`;
		await copyRound(database, slug, 300_000);
		const { id, applicant } = await readyForDecision(database, people.clerk, slug);
		await decide(database, people, id, { outcome: 'rejected', reason: 'Kein Bedarf.' });
		await reopen(id);
		const [period] = await database.owner(
			`select (private.retention_of(a)).kind from public.applications a where a.id = $1`,
			[id]
		);
		expect(period).toEqual({ kind: 'running' });
		expect(await database.as(applicant, `select from public.decision_reopenings`)).toEqual([]);
		for (const sql of [
			`update public.decision_reopenings set reason = 'anders'`,
			`update public.decision_reopenings set reopened_by = null`,
			`delete from public.decision_reopenings`
		]) {
			expect((await refusalOf(database.owner(sql))).code, sql).toBe('42501');
		}
	});
});

const reopenings = (id: string) =>
	database.as(
		people.clerk,
		`select outcome, reason from public.decision_reopenings where application_id = $1 order by reopened_at`,
		[id]
	);

describe('a case that was open again before this was kept apart', () => {
	it('has its decision in force for the group again', async () => {
		const migration = '20261210300000';
		const old = await TestDatabase.startBefore(migration);
		await old.setClock(inTime);
		const office = { clerk: await signUpStaff(old, 'clerk'), decider: await signUpStaff(old, 'decider') };
		const { id } = await readyForDecision(old, office.clerk);
		const wish = [id, 'approved', 80_000, 'Das genügt.'];
		const { decision_id: first } = await old.call(office.clerk, 'propose_decision', wish);
		await countersignDecision(old, office.decider, first);
		await old.call(office.decider, 'transition_application', [id, 'decision', 'Neue Tatsachen.']);
		const { decision_id } = await old.call(office.clerk, 'propose_decision', [id, 'rejected', null, 'Nein.']);
		// Words of letters that change later ask for both signatures anew, as they should: this is about the state.
		await old.migrate((name) => name >= migration && name < '20261215010000');
		const state = () => one(old, `select state from public.applications where id = $1`, [id]);
		expect(await state()).toEqual({ state: 'approved' });
		expect(await one(old, `select state from private.cases where application_id = $1`, [id])).toEqual({
			state: 'decision'
		});
		await old.call(office.decider, 'countersign_decision', [decision_id]);
		expect(await state()).toEqual({ state: 'rejected' });
		await old.stop();
	});
});
