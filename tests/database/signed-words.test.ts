import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { copyRound, inTime, readyForDecision } from './support/applications.ts';
import { type Person, refusalOf, TestDatabase } from './support/database.ts';
import { one, signUpStaff } from './support/people.ts';
import { countersignDecision, proposeDecision } from './support/signatures.ts';

let database: TestDatabase;
let people: Record<'clerk' | 'decider' | 'admin', Person & { id: string }>;
let round: { id: string; slug: string };

beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	people = {
		clerk: await signUpStaff(database, 'clerk'),
		decider: await signUpStaff(database, 'decider'),
		admin: await signUpStaff(database, 'admin')
	};
});
afterAll(() => database.stop());
beforeEach(async () => {
	const slug = `signed-${randomUUID().slice(0, 8)}`;
	round = { id: String(await copyRound(database, slug, 5_800_000)), slug };
});

/** Signed once; gives the decision and what its page would show to whoever signs second. */
async function signedOnce() {
	const application = await readyForDecision(database, people.clerk, round.slug);
	const { decision_id } = await proposeDecision(database, people.clerk, [
		application.id,
		'approved',
		50_000,
		'Das genügt.',
		null
	]);
	return { application: application.id, decision: decision_id };
}
const shownTo = async (person: Person, decision: unknown) =>
	(await database.call(person, 'preview_decision_letter', [decision]))['sha256'];
/** For the letter that was signed first, unless another one is named. */
const sign = (decision: unknown, letter?: unknown) =>
	letter === undefined
		? countersignDecision(database, people.decider, decision)
		: database.call(people.decider, 'countersign_decision', [decision, letter]);
const reword = async (words: string | null) => {
	const { version, subject, blocks, explanations } = await one(
		database,
		`select * from public.letter_templates where round_id = $1 and kind = 'approved'`,
		[round.id]
	);
	await database.call(people.admin, 'save_letter_template', [
		round.id,
		'approved',
		version,
		words ?? subject,
		JSON.stringify(blocks),
		JSON.stringify(explanations)
	]);
};
const movedOn = { code: 'PT409', message: 'letter_moved_on' };
const left = (application: string) =>
	one(
		database,
		`select a.state, count(l.id)::int as letters from public.applications a
		left join public.letters l on l.application_id = a.id and l.kind = 'approved' where a.id = $1 group by a.state`,
		[application]
	);

describe('the second signature', () => {
	it('is for the letter that was signed first: another template, and nothing is signed', async () => {
		const { application, decision } = await signedOnce();
		const read = await shownTo(people.decider, decision);
		await reword('Ganz anders {{reference_number}}');
		expect(await refusalOf(sign(decision, read))).toMatchObject(movedOn);
		// Nor by somebody who has read the new one: whoever signed first has not.
		expect(await refusalOf(sign(decision, await shownTo(people.decider, decision)))).toMatchObject(movedOn);
		expect(await refusalOf(sign(decision))).toMatchObject(movedOn);
		expect(await left(application)).toEqual({ state: 'decision', letters: 0 });
		await database.call(people.clerk, 'discard_decision', [decision, 'Neuer Brief.']);
		const again = await proposeDecision(database, people.clerk, [
			application,
			'approved',
			50_000,
			'Das genügt.',
			null
		]);
		await sign(again['decision_id'], await shownTo(people.decider, again['decision_id']));
		expect(await left(application)).toEqual({ state: 'approved', letters: 1 });
	});

	it('is for every word of it: whom to ask, days and percents too', async () => {
		for (const change of [
			`contact = jsonb_set(contact, '{phone}', '"0203 999"')`,
			`settings = jsonb_set(settings, '{grant}', coalesce(settings -> 'grant', '{}') || '{"tolerance_percent": 7}')`
		]) {
			const { application, decision } = await signedOnce();
			await database.owner(`update public.funding_rounds set ${change} where id = $1`, [round.id]);
			expect(await refusalOf(sign(decision)), change).toMatchObject(movedOn);
			expect(await left(application)).toEqual({ state: 'decision', letters: 0 });
		}
	});

	it('does not mind the same words saved again, nor the name below them', async () => {
		const { decision } = await signedOnce();
		const read = await shownTo(people.clerk, decision);
		await reword(null);
		await database.call(people.decider, 'set_staff_name', [people.decider.id, 'Ruth Becker']);
		await sign(decision, read);
	});

	it('names whoever gives it, or nothing is signed', async () => {
		const { application, decision } = await signedOnce();
		await database.call(people.decider, 'set_staff_name', [people.decider.id, '']);
		expect(await refusalOf(sign(decision))).toMatchObject({ code: 'PT422', message: 'name_required' });
		expect(await left(application)).toEqual({ state: 'decision', letters: 0 });
		await database.call(people.decider, 'set_staff_name', [people.decider.id, 'Ruth Becker-Krüger']);
		await sign(decision);
	});

	it('has nothing under it that its letter would not say: conditions go with a grant', async () => {
		for (const outcome of ['rejected', 'waitlisted']) {
			const { id } = await readyForDecision(database, people.clerk, round.slug);
			const proposed = proposeDecision(database, people.clerk, [id, outcome, null, 'Grund.', 'Auflage.']);
			expect(await refusalOf(proposed), outcome).toMatchObject({ code: 'PT422', message: 'payload_invalid' });
		}
	});

	it('is refused where the page showed another letter', async () => {
		const { application, decision } = await signedOnce();
		expect(await refusalOf(sign(decision, 'f'.repeat(64)))).toMatchObject(movedOn);
		expect(await refusalOf(sign(decision, null)), 'unnamed').toMatchObject(movedOn);
		expect(await left(application)).toEqual({ state: 'decision', letters: 0 });
	});

	it('holds for the owner too, and so does what was signed first', async () => {
		const { application, decision } = await signedOnce();
		expect(
			(
				await refusalOf(
					database.owner(`update public.decisions set letter_sha256 = repeat('f', 64) where id = $1`, [
						decision
					])
				)
			).code
		).toBe('42501');
		await reword('Noch anders {{reference_number}}');
		const forged = database.owner(
			`update public.decisions set second_signed_by = $2, second_signed_at = now() where id = $1`,
			[decision, people.decider.id]
		);
		expect(await refusalOf(forged)).toMatchObject(movedOn);
		expect(await left(application)).toEqual({ state: 'decision', letters: 0 });
	});
});

describe('a grant that is decided anew', () => {
	it('promises in its letter what the preview said, though the round has changed since the first grant', async () => {
		const { application, decision } = await signedOnce();
		await sign(decision);
		await database.owner(
			`update public.funding_rounds set settings = jsonb_set(settings, '{grant}',
				coalesce(settings -> 'grant', '{}') || '{"tolerance_percent": 9}') where id = $1`,
			[round.id]
		);
		await database.call(people.decider, 'transition_application', [application, 'decision', 'Neu.']);
		const again = await proposeDecision(database, people.clerk, [
			application,
			'approved',
			40_000,
			'Weniger.',
			null
		]);
		const preview = await database.call(people.decider, 'preview_decision_letter', [again['decision_id']]);
		await sign(again['decision_id'], preview['sha256']);
		const letter = await one(database, `select facts, template from public.letters where source_id = $1`, [
			again['decision_id']
		]);
		expect(letter).toEqual({ facts: preview['facts'], template: preview['template'] });
		expect(letter['facts']).toMatchObject({
			replaced: { outcome: 'approved', amount_cents: 50_000 },
			withdrawn_cents: 10_000,
			tolerance_percent: 9
		});
	});
});
