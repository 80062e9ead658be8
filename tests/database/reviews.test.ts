import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	type Applied,
	answer,
	ask,
	assess,
	copyRound,
	inAssessment,
	inTime,
	scores
} from './support/applications.ts';
import { type Person, refusalOf, type Row, TestDatabase } from './support/database.ts';
import { join, one, signUpStaff } from './support/people.ts';
import { countersignDecision, proposeDecision } from './support/signatures.ts';

let database: TestDatabase;
let clerk: Person & { id: string };
let first: Person & { id: string };
let second: Person & { id: string };
let application: Applied;
beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	clerk = await signUpStaff(database, 'clerk');
	first = await signUpStaff(database, 'clerk');
	second = await signUpStaff(database, 'decider');
});
beforeEach(async () => {
	application = await inAssessment(database, clerk);
});
afterAll(() => database.stop());

const askFor = (reviewer: { id: string }) =>
	database.call(clerk, 'ask_reviewer', [application.id, reviewer.id]);
const submitReview = async (reviewer: Person, points = 2) =>
	database.call(reviewer, 'save_review', [
		application.id,
		0,
		await scores(database, application.roundId, points),
		'Gesamt',
		80000,
		true
	]);
const openReviews = (person: Person) => database.call(person, 'open_reviews', [application.id]);
const readBy = async (person: Person) => {
	await openReviews(person).catch(() => null);
	return database.as(person, `select reviewer_id from public.reviews where application_id = $1`, [
		application.id
	]);
};
const goOn = () => database.call(clerk, 'transition_application', [application.id, 'decision', null]);
const rankingRow = async (id: string, round = application.roundId, person: Person = clerk) =>
	((await database.call(person, 'round_ranking', [round])) as unknown as Row[]).find(
		(row) => row['id'] === id
	);

describe('reviewers', () => {
	it('read nothing of each other before all have submitted, and neither does anybody else', async () => {
		await askFor(first);
		await askFor(second);
		await submitReview(first, 3);
		const auditor = await signUpStaff(database, 'auditor');
		expect(await readBy(first)).toEqual([{ reviewer_id: first.id }]);
		for (const person of [clerk, auditor]) expect(await readBy(person)).toEqual([]);
		expect(await readBy(second)).toEqual([{ reviewer_id: second.id }]);
		expect(await rankingRow(application.id)).toMatchObject({
			score: null,
			reviews_submitted: 1,
			reviews_open: 1
		});
		await submitReview(second, 0);
		for (const person of [clerk, first, second, auditor]) expect(await readBy(person)).toHaveLength(2);
		expect(await readBy(application.applicant)).toEqual([]);
		expect(await rankingRow(application.id)).toMatchObject({
			score: 50,
			// Of two, either end is somebody's own.
			lowest: null,
			highest: null,
			recommended_cents: 80000
		});
	});

	it('write for themselves only, and what they submitted stays', async () => {
		await askFor(first);
		expect(await refusalOf(submitReview(second))).toMatchObject({ message: 'review_not_asked' });
		await submitReview(first);
		expect(await refusalOf(submitReview(first))).toMatchObject({ message: 'already_submitted' });
		const forged = database.owner(
			`update public.reviews set statement = 'anders' where application_id = $1`,
			[application.id]
		);
		expect(await refusalOf(forged)).toMatchObject({ code: '42501' });
		expect(
			await refusalOf(
				database.owner(`delete from public.reviews where application_id = $1`, [application.id])
			)
		).toMatchObject({ code: '42501' });
	});

	it('keep half an assessment, but submit a whole one', async () => {
		await askFor(first);
		const half = JSON.stringify({
			empowerment: { points: 2, reason: 'Gut.' },
			costs: { points: null, reason: '' }
		});
		const keep = (revision: number, isSubmitted = false) =>
			database.call(first, 'save_review', [application.id, revision, half, '', null, isSubmitted]);
		expect(await keep(0)).toEqual({ revision: 1, is_submitted: false });
		expect(await refusalOf(keep(0))).toMatchObject({ message: 'case_moved_on' });
		expect(await refusalOf(keep(1, true))).toMatchObject({ message: 'review_incomplete' });
	});

	it.each([
		['four points', { empowerment: { points: 4, reason: 'x' } }],
		['a half', { empowerment: { points: 1.5, reason: 'x' } }],
		['an unknown criterion', { charm: { points: 1, reason: 'x' } }],
		['more than was asked', { empowerment: { points: 1, reason: 'x', weight: 9 } }],
		['no map', [1]]
	])('cannot give %s', async (_, given) => {
		await askFor(first);
		const saving = database.call(first, 'save_review', [
			application.id,
			0,
			JSON.stringify(given),
			'',
			null,
			false
		]);
		expect(await refusalOf(saving)).toMatchObject({ message: 'payload_invalid' });
	});

	it('are nobody of the group itself, and nobody from outside the office', async () => {
		const member = await signUpStaff(database, 'clerk');
		await join(database, member, application.id, 'reader');
		expect(await refusalOf(askFor(member))).toMatchObject({ message: 'conflict_of_interest' });
		for (const person of [application.applicant, await signUpStaff(database, 'auditor')])
			expect(await refusalOf(askFor(person))).toMatchObject({ message: 'payload_invalid' });
		await askFor(first);
		await join(database, first, application.id, 'editor');
		expect(await refusalOf(submitReview(first))).toMatchObject({ message: 'conflict_of_interest' });
		await database.owner(`delete from public.organisation_members where user_id = $1`, [first.id]);
	});
});

describe('whoever has read what others think', () => {
	const remove = (reviewer: { id: string }) =>
		database.call(clerk, 'remove_reviewer', [application.id, reviewer.id, 'Versehen.']);

	it('is not asked for an assessment any more: not somebody who was removed, and nobody who only looked', async () => {
		await askFor(first);
		await askFor(second);
		await submitReview(first);
		await remove(second);
		expect(await readBy(second)).toHaveLength(2);
		expect(await readBy(clerk)).toHaveLength(1);
		for (const reader of [second, clerk])
			expect(await refusalOf(askFor(reader))).toMatchObject({ code: 'PT409', message: 'has_read_reviews' });
		const told = (await database.call(clerk, 'case_readers', [application.id])) as unknown as string[];
		expect([...told].sort()).toEqual([second.id, clerk.id].sort());
		const forged = database.owner(
			`insert into public.reviews (application_id, reviewer_id, asked_by, asked_at) values ($1, $2, $2, now())`,
			[application.id, second.id]
		);
		expect(await refusalOf(forged)).toMatchObject({ message: 'has_read_reviews' });
		const fresh = await signUpStaff(database, 'clerk');
		await askFor(fresh);
		expect(await submitReview(fresh)).toMatchObject({ is_submitted: true });
	});

	it('is who opened them: before that they are shown to nobody, and one’s own words are nobody else’s', async () => {
		await askFor(first);
		await submitReview(first);
		const unread = () =>
			database.as(second, `select 1 from public.reviews where application_id = $1`, [application.id]);
		expect(await unread()).toEqual([]);
		await openReviews(clerk);
		expect(await unread()).toEqual([]);
		await openReviews(first);
		expect(await database.call(clerk, 'case_readers', [application.id])).toEqual([clerk.id]);
		await askFor(first);
		await openReviews(second);
		expect(await unread()).toHaveLength(1);
		expect(await refusalOf(openReviews(application.applicant))).toMatchObject({ message: 'not_allowed' });
	});

	it('includes whoever is shown the score in the ranking, which is nobody while more are to be asked', async () => {
		const needing = (count: number) =>
			database.owner(
				`update public.funding_rounds set settings = settings || jsonb_build_object('reviews_needed', $2::int) where id = $1`,
				[application.roundId, count]
			);
		const [asked, looking] = [await signUpStaff(database, 'clerk'), await signUpStaff(database, 'decider')];
		const scoreFor = async (person: Person) =>
			(await rankingRow(application.id, application.roundId, person))?.['score'];
		await needing(2);
		await askFor(first);
		await submitReview(first, 1);
		expect(await scoreFor(looking)).toBeNull();
		expect(await database.call(clerk, 'case_readers', [application.id])).toEqual([]);
		expect(await scoreFor(first)).not.toBeNull();
		await askFor(asked);
		expect(await scoreFor(asked)).toBeNull();
		await submitReview(asked, 3);
		expect(await rankingRow(application.id, application.roundId, looking)).toMatchObject({
			score: expect.any(Number),
			lowest: null,
			highest: null
		});
		expect(await database.call(clerk, 'case_readers', [application.id])).toEqual([looking.id]);
		expect(await refusalOf(askFor(looking))).toMatchObject({ message: 'has_read_reviews' });
		await askFor(second);
		await submitReview(second, 2);
		const row = await rankingRow(application.id, application.roundId, looking);
		expect(Number(row?.['lowest'])).toBeLessThan(Number(row?.['highest']));
		await needing(1);
	});

	it('may assess the next version, which nobody has read anything about', async () => {
		await askFor(first);
		await submitReview(first);
		await openReviews(second);
		await database.call(clerk, 'transition_application', [
			application.id,
			'formal_check',
			'Doch noch etwas.'
		]);
		await ask(database, clerk, application.id);
		await database.setClock('2027-01-21T12:00:00+01:00');
		await answer(database, application, 1);
		await openReviews(second);
		await askFor(second);
		await database.setClock(inTime);
	});
});

describe('a conflict of interest', () => {
	it('hides what the office noted, checked and thinks of the case, and takes no note', async () => {
		const member = await signUpStaff(database, 'clerk');
		const declaring = await signUpStaff(database, 'decider');
		await database.call(clerk, 'add_note', [application.id, randomUUID(), 'Verdacht auf Doppelförderung.']);
		await assess(database, first, application);
		const seen = async (person: Person) => {
			await openReviews(person).catch(() => null);
			const counts = await Promise.all(
				['case_notes', 'formal_checks', 'reviews'].map((table) =>
					database.as(person, `select 1 from public.${table} where application_id = $1`, [application.id])
				)
			);
			const check = await database.call(person, 'formal_check', [application.id]);
			const asked = (await database.call(person, 'case_reviewers', [application.id])) as unknown as Row[];
			return [
				...counts.map((rows) => rows.length),
				(check['records'] as Row[]).length,
				(check['findings'] as Row[]).length > 0,
				asked.length
			];
		};
		const open = [1, 1, 1, 1, true, 1];
		for (const person of [member, declaring]) expect(await seen(person)).toEqual(open);
		await join(database, member, application.id, 'reader');
		await database.call(declaring, 'declare_conflict', [
			application.id,
			'Meine Schwester leitet die Gruppe.'
		]);
		for (const person of [member, declaring]) {
			expect(await seen(person)).toEqual([0, 0, 0, 0, false, 0]);
			const noting = database.call(person, 'add_note', [application.id, randomUUID(), 'Eine Notiz.']);
			expect(await refusalOf(noting)).toMatchObject({ code: 'PT409', message: 'conflict_of_interest' });
		}
		expect(await seen(clerk)).toEqual(open);
		await database.owner(`delete from public.organisation_members where user_id = $1`, [member.id]);
	});

	it('hides the score, what is being decided and its letter, until it is decided', async () => {
		const partial = await signUpStaff(database, 'decider');
		const signer = await signUpStaff(database, 'clerk');
		await assess(database, first, application);
		await goOn();
		const propose = async (...rest: unknown[]) =>
			(await proposeDecision(database, signer, [application.id, 'approved', 50000, ...rest]))['decision_id'];
		await database.call(second, 'discard_decision', [await propose('Falsch.'), 'Zu wenig.']);
		const decision = await propose('Das genügt.');
		expect((await rankingRow(application.id, application.roundId, partial))?.['score']).not.toBeNull();
		await database.call(partial, 'declare_conflict', [application.id, 'Meine Schwester leitet die Gruppe.']);
		const seen = (person: Person) =>
			database.as(person, `select reason from public.decisions where application_id = $1`, [application.id]);
		const preview = (person: Person) => database.call(person, 'preview_decision_letter', [decision]);
		expect(await seen(partial)).toEqual([]);
		expect(await seen(second)).toHaveLength(2);
		expect(await refusalOf(preview(partial))).toMatchObject({ message: 'conflict_of_interest' });
		expect(await preview(second)).toMatchObject({ kind: 'approved' });
		const blank = { reviews_submitted: 1, score: null, recommended_cents: null };
		expect(await rankingRow(application.id, application.roundId, partial)).toMatchObject(blank);
		expect((await rankingRow(application.id, application.roundId, second))?.['score']).not.toBeNull();
		await countersignDecision(database, second, decision);
		expect(await seen(partial)).toEqual([{ reason: 'Das genügt.' }]);
		expect(await rankingRow(application.id, application.roundId, partial)).toMatchObject(blank);
	});

	it('is told to the office, with whether it was declared or found, and to nobody else', async () => {
		const member = await signUpStaff(database, 'clerk');
		const declaring = await signUpStaff(database, 'decider');
		const auditor = await signUpStaff(database, 'auditor');
		await join(database, member, application.id, 'reader');
		await database.call(declaring, 'declare_conflict', [
			application.id,
			'Meine Schwester leitet die Gruppe.'
		]);
		const told = (await database.call(auditor, 'partial_people', [application.id])) as unknown as Row[];
		expect(told).toHaveLength(2);
		expect(told).toContainEqual({ user_id: member.id, is_declared: false });
		expect(told).toContainEqual({ user_id: declaring.id, is_declared: true });
		const asking = database.call(application.applicant, 'partial_people', [application.id]);
		expect(await refusalOf(asking)).toMatchObject({ message: 'not_allowed' });
		await database.owner(`delete from public.organisation_members where user_id = $1`, [member.id]);
	});

	it('that was declared ends every part in the case, for good', async () => {
		const partial = await signUpStaff(database, 'decider');
		await askFor(partial);
		const declare = (reason: string) => database.call(partial, 'declare_conflict', [application.id, reason]);
		expect(await refusalOf(declare(' '))).toMatchObject({ message: 'reason_required' });
		await declare('Meine Schwester leitet die Gruppe.');
		await declare('Noch einmal.');
		expect(await refusalOf(submitReview(partial))).toMatchObject({ message: 'conflict_of_interest' });
		expect(await refusalOf(askFor(partial))).toMatchObject({ message: 'conflict_of_interest' });
		await assess(database, clerk, application);
		await goOn();
		const proposing = (person: Person) =>
			proposeDecision(database, person, [application.id, 'approved', 50000, 'Das genügt.']);
		expect(await refusalOf(proposing(partial))).toMatchObject({ message: 'conflict_of_interest' });
		const { decision_id } = await proposing(clerk);
		expect(await refusalOf(countersignDecision(database, partial, decision_id))).toMatchObject({
			message: 'conflict_of_interest'
		});
		expect(await database.as(application.applicant, `select 1 from public.conflicts`)).toEqual([]);
		expect(await refusalOf(database.owner(`delete from public.conflicts`))).toMatchObject({ code: '42501' });
	});

	it('is told to whoever answers for the office, and its reason to nobody else', async () => {
		const [partial, other] = [await signUpStaff(database, 'clerk'), await signUpStaff(database, 'decider')];
		const auditor = await signUpStaff(database, 'auditor');
		await database.call(partial, 'declare_conflict', [application.id, 'Meine Schwester leitet die Gruppe.']);
		await database.call(other, 'declare_conflict', [application.id, 'Mein Nachbar.']);
		const reasons = async (person: Person) => {
			const sql = `select reason from public.conflicts where application_id = $1 order by declared_at`;
			return (await database.as(person, sql, [application.id])).map(({ reason }) => reason);
		};
		const both = ['Meine Schwester leitet die Gruppe.', 'Mein Nachbar.'];
		expect(await reasons(clerk)).toEqual([]);
		expect(await reasons(partial)).toEqual(both.slice(0, 1));
		expect(await reasons(other)).toEqual(both.slice(1));
		expect((await reasons(second)).sort()).toEqual([...both].sort());
		expect((await reasons(auditor)).sort()).toEqual([...both].sort());
		// Nor does whoever takes no part read why the office took its steps.
		const steps = (person: Person) =>
			database.as(person, `select from public.status_event_details where application_id = $1`, [
				application.id
			]);
		expect(await steps(partial)).toEqual([]);
		expect((await steps(clerk)).length).toBeGreaterThan(0);
	});

	it('declared after the first signature stops the second one', async () => {
		const signer = await signUpStaff(database, 'clerk');
		await assess(database, clerk, application);
		await goOn();
		const { decision_id } = await proposeDecision(database, signer, [
			application.id,
			'approved',
			50000,
			'Das genügt.'
		]);
		await database.call(signer, 'declare_conflict', [application.id, 'Erst jetzt gesehen.']);
		expect(await refusalOf(countersignDecision(database, second, decision_id))).toMatchObject({
			message: 'first_signer_partial'
		});
		const forged = database.owner(
			`update public.decisions set second_signed_by = $1, second_signed_at = now() where id = $2`,
			[second.id, decision_id]
		);
		expect(await refusalOf(forged)).toMatchObject({ message: 'first_signer_partial' });
		await database.call(second, 'discard_decision', [decision_id, 'Befangen.']);
	});
});

describe('the way to the decision', () => {
	it('needs as many assessments as the round wants, and waits for everybody who was asked', async () => {
		const refused = await refusalOf(goOn());
		expect(refused).toMatchObject({ message: 'reviews_missing' });
		expect(JSON.parse(refused.detail ?? '')).toEqual({ needed: 1, there: 0 });
		await askFor(first);
		await askFor(second);
		await submitReview(first);
		expect(await refusalOf(goOn())).toMatchObject({ message: 'reviews_open' });
		await database.call(clerk, 'remove_reviewer', [application.id, second.id, 'Lange krank.']);
		expect(await goOn()).toEqual({ state: 'decision' });
	});

	it('goes on when a reviewer leaves in the middle; what was submitted stays, what was not does not count', async () => {
		const [leaving, gone] = [await signUpStaff(database, 'clerk'), await signUpStaff(database, 'clerk')];
		await askFor(leaving);
		await askFor(gone);
		await submitReview(gone, 3);
		const waiting = `select removal_code from public.reviews where application_id = $1 and reviewer_id = $2`;
		for (const { id } of [leaving, gone])
			await database.owner(`update public.staff_members set deactivated_at = now() where user_id = $1`, [id]);
		expect(await one(database, waiting, [application.id, leaving.id])).toEqual({
			removal_code: 'left_office'
		});
		expect(await one(database, waiting, [application.id, gone.id])).toEqual({ removal_code: null });
		expect(await refusalOf(submitReview(leaving))).toMatchObject({ code: 'PT403' });
		expect(await goOn()).toEqual({ state: 'decision' });
	});

	it('counts what was handed in: a decider takes it out with a reason before anybody has read it, and nobody else does', async () => {
		const decider = await signUpStaff(database, 'decider');
		const auditor = await signUpStaff(database, 'auditor');
		const third = await signUpStaff(database, 'clerk');
		const remove = (person: Person, reason = 'Verwechselt.') =>
			database.call(person, 'remove_reviewer', [application.id, first.id, reason]);
		const counts = { code: 'PT409', message: 'review_counts' };
		await askFor(first);
		await askFor(third);
		await submitReview(first, 0);
		expect(await refusalOf(remove(clerk))).toMatchObject(counts);
		expect(await refusalOf(remove(first))).toMatchObject(counts);
		await remove(decider);
		await askFor(first);
		await submitReview(first, 0);
		await submitReview(third, 3);
		await readBy(clerk);
		for (const person of [clerk, decider]) expect(await refusalOf(remove(person))).toMatchObject(counts);
		await readBy(auditor);
		const kept = await database.as(
			auditor,
			`select removed_by, removal_reason from public.reviews where application_id = $1 and removed_at is not null`,
			[application.id]
		);
		expect(kept).toEqual([{ removed_by: decider.id, removal_reason: 'Verwechselt.' }]);
	});

	it('does not count for ever what somebody partial handed in', async () => {
		const decider = await signUpStaff(database, 'decider');
		await askFor(first);
		await submitReview(first, 3);
		await readBy(clerk);
		await join(database, first, application.id, 'reader');
		await database.call(decider, 'remove_reviewer', [application.id, first.id, 'Gehört zur Gruppe.']);
		await database.owner(`delete from public.organisation_members where user_id = $1`, [first.id]);
		const own = await signUpStaff(database, 'clerk');
		await askFor(own);
		await submitReview(own, 3);
		await database.call(own, 'declare_conflict', [application.id, 'Meine Schwester leitet die Gruppe.']);
		const told = (await database.call(clerk, 'case_reviewers', [application.id])) as unknown as Row[];
		expect(told.map(({ removal_code, removal_reason }) => [removal_code, removal_reason])).toEqual(
			expect.arrayContaining([
				[null, 'Gehört zur Gruppe.'],
				['conflict', null]
			])
		);
	});

	it('is told from the words of whoever removed somebody, whatever they are', async () => {
		await askFor(first);
		await database.call(clerk, 'remove_reviewer', [application.id, first.id, 'conflict']);
		expect(await database.call(clerk, 'case_reviewers', [application.id])).toEqual([
			expect.objectContaining({ removal_code: null, removal_reason: 'conflict', removed_by: clerk.id })
		]);
		await assess(database, clerk, application);
		await database.call(clerk, 'transition_application', [application.id, 'decision', null]);
		const propose = () =>
			proposeDecision(database, clerk, [application.id, 'rejected', null, 'Passt nicht.', null]);
		const { decision_id } = await propose();
		await database.call(clerk, 'discard_decision', [decision_id, 'left_decision']);
		await propose();
		await database.call(clerk, 'transition_application', [application.id, 'assessment', 'Noch einmal.']);
		const discarded = await database.owner(
			`select discard_code, discard_reason from public.decisions where application_id = $1 order by first_signed_at, discarded_at`,
			[application.id]
		);
		expect(discarded).toContainEqual({ discard_code: null, discard_reason: 'left_decision' });
		expect(discarded).toContainEqual({ discard_code: 'left_decision', discard_reason: null });
	});

	it('removes a reviewer only with a reason, and asks the same person again', async () => {
		await askFor(first);
		const remove = (reason: string) =>
			database.call(clerk, 'remove_reviewer', [application.id, first.id, reason]);
		expect(await refusalOf(remove(''))).toMatchObject({ message: 'reason_required' });
		await remove('Versehen.');
		expect(await refusalOf(submitReview(first))).toMatchObject({ message: 'review_not_asked' });
		expect(await refusalOf(remove('Noch einmal.'))).toMatchObject({ code: 'PT404' });
		await askFor(first);
		await submitReview(first);
		expect(await database.call(clerk, 'case_reviewers', [application.id])).toHaveLength(2);
	});
});

describe('the ranking', () => {
	it('weighs each criterion as the round says and puts the best first', async () => {
		const round = await copyRound(database, 'ranked', 1_000_000);
		await database.owner(
			`update public.funding_rounds set criteria =
				'[{"code": "heart", "labels": {"de": "Herz"}, "weight": 3}, {"code": "money", "labels": {"de": "Geld"}}]' where id = $1`,
			[round]
		);
		const [good, better] = [
			await inAssessment(database, clerk, 'ranked'),
			await inAssessment(database, clerk, 'ranked')
		];
		for (const [{ id }, heart, money] of [
			[good, 1, 3],
			[better, 3, 1]
		] as const) {
			await database.call(clerk, 'ask_reviewer', [id, first.id]);
			const given = { heart: { points: heart, reason: 'x' }, money: { points: money, reason: 'x' } };
			await database.call(first, 'save_review', [id, 0, JSON.stringify(given), '', null, true]);
		}
		const rows = (await database.call(clerk, 'round_ranking', [round])) as unknown as Row[];
		expect(rows.map(({ id, score }) => [id, score])).toEqual([
			[better.id, 83.3],
			[good.id, 50]
		]);
	});
});
