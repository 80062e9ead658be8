import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, draft, inTime, readyForDecision, submitted } from './support/applications.ts';
import { type Person, service, TestDatabase } from './support/database.ts';
import { handIn } from './support/files.ts';
import { type Office, office } from './support/grants.ts';
import { decide, printed } from './support/letters.ts';
import { join, signUp, signUpStaff } from './support/people.ts';

let database: TestDatabase;
let people: Office;
beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

type Member = Person & { readonly id: string };

async function eraseEverything(): Promise<void> {
	await database.as(service, `select public.erase_due(100)`);
	await database.as(service, `select public.erase_accounts()`);
}
const hasAccount = async ({ id }: Member) =>
	(await database.owner(`select from auth.users where id = $1`, [id])).length === 1;
const roleOf = async ({ id }: Member) =>
	(await database.owner(`select role from public.organisation_members where user_id = $1`, [id]))[0]?.[
		'role'
	];
const newsFor = async ({ id }: Member) =>
	(await database.owner(`select from public.notifications where recipient_id = $1`, [id])).length;
const trailOf = async ({ id }: Member) =>
	(
		await database.owner(
			`select action from public.audit_log where entity = 'account' and entity_id = $1 order by id`,
			[id]
		)
	).map(({ action }) => action);

async function refused(): Promise<Applied> {
	const application = await readyForDecision(database, people.clerk);
	await decide(database, people, application.id, { outcome: 'rejected', cents: null, reason: 'Zu spät.' });
	await printed(database, application.id, 'rejected');
	return application;
}

async function withPeople(application: Applied) {
	const others = {
		owner: await signUp(database, 'owner'),
		editor: await signUp(database, 'editor'),
		helper: await signUp(database, 'helper')
	};
	await join(database, others.owner, application.id, 'owner');
	await join(database, others.editor, application.id, 'editor');
	await database.owner(
		`insert into public.application_helpers (application_id, user_id, invited_by, created_at, until)
		values ($1, $2, $3, private.now(), private.today() + 1)`,
		[application.id, others.helper.id, application.applicant.id]
	);
	return others;
}

describe('whoever asks to be deleted while a hold lies on a case of theirs', () => {
	it('stays with their account and what names them, another owner or not, and is told so; the trail says it once', async () => {
		const application = await refused();
		const { applicant } = application;
		const { editor, helper } = await withPeople(application);
		await database.call(people.decider, 'set_legal_hold', [application.id, 'Klage']);
		const news = await newsFor(applicant);
		expect(news).toBeGreaterThan(0);
		for (const person of [applicant, editor, helper]) {
			const told = await database.call(person, 'ask_for_erasure', []);
			expect(told['applications']).toMatchObject([{ id: application.id, why: 'held', asked_on: null }]);
		}
		await eraseEverything();
		await database.setClock('2028-01-20T12:00:00+01:00');
		await eraseEverything();
		for (const person of [applicant, editor, helper]) {
			expect(await hasAccount(person)).toBe(true);
			expect(await trailOf(person)).toEqual(['erasure_asked', 'account_kept']);
		}
		expect([await roleOf(applicant), await roleOf(editor)]).toEqual(['owner', 'editor']);
		expect(await newsFor(applicant)).toBe(news);

		await database.call(people.admin, 'lift_legal_hold', [application.id, 'Abgewiesen']);
		await eraseEverything();
		for (const person of [applicant, editor, helper]) {
			expect(await hasAccount(person)).toBe(false);
			expect(await trailOf(person)).toEqual(['erasure_asked', 'account_kept', 'account_erased']);
		}
		const auditor = await signUpStaff(database, 'auditor');
		expect(await database.call(auditor, 'verify_audit_chain', [])).toMatchObject({ is_intact: true });
	});

	it('stays also after they left the group, as long as something of the case names them: who wrote it, was told or handed in', async () => {
		const application = await submitted(database);
		const { id, applicant } = application;
		const [told, handedIn, stranger] = [
			await signUp(database, 'told'),
			await signUp(database, 'handed-in'),
			await signUp(database, 'stranger')
		];
		await join(database, told, id, 'editor');
		await database.owner(`select private.notify('message', $1, gen_random_uuid())`, [id]);
		await handIn(database, application);
		await database.owner(`update public.files set created_by = $2 where application_id = $1`, [
			id,
			handedIn.id
		]);
		await join(database, await signUp(database), id, 'owner');
		await database.owner(`delete from public.notifications where recipient_id = $1`, [applicant.id]);
		await database.owner(`delete from public.organisation_members where user_id = any ($1)`, [
			[applicant.id, told.id]
		]);
		await database.call(people.decider, 'set_legal_hold', [id, 'Klage']);
		for (const person of [applicant, told, handedIn]) {
			const answer = await database.call(person, 'ask_for_erasure', []);
			expect(answer['applications']).toMatchObject([{ why: 'held', title: null, reference_number: null }]);
		}
		await database.call(stranger, 'ask_for_erasure', []);
		await eraseEverything();
		for (const person of [applicant, told, handedIn]) expect(await hasAccount(person)).toBe(true);
		expect(await newsFor(told)).toBe(1);
		expect(await hasAccount(stranger)).toBe(false);
	});

	it('is told of a second hold anew, and goes at once where the hold is on a case of others', async () => {
		const [application, foreign] = [await refused(), await draft(database)];
		const { owner } = await withPeople(application);
		const hold = (reason: string) =>
			database.call(people.decider, 'set_legal_hold', [application.id, reason]);
		await hold('Klage');
		await database.call(owner, 'ask_for_erasure', []);
		await eraseEverything();
		await database.call(owner, 'take_back_erasure', []);
		await database.call(owner, 'ask_for_erasure', []);
		await eraseEverything();
		expect(await trailOf(owner)).toEqual([
			'erasure_asked',
			'account_kept',
			'erasure_taken_back',
			'erasure_asked',
			'account_kept'
		]);
		await database.call(foreign.applicant, 'ask_for_erasure', []);
		await eraseEverything();
		expect(await hasAccount(foreign.applicant)).toBe(false);
	});
});
