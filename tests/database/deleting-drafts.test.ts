import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Applied, draft, inTime, save, submitted } from './support/applications.ts';
import { anonymous, type Person, refusalOf, service, TestDatabase } from './support/database.ts';
import { handIn } from './support/files.ts';
import { invited } from './support/invitations.ts';
import { join, signUp, signUpStaff } from './support/people.ts';

let database: TestDatabase;
let ours: Applied;

beforeAll(async () => {
	database = await TestDatabase.start();
});
afterAll(() => database.stop());
beforeEach(async () => {
	await database.setClock(inTime);
	ours = await draft(database);
});

const remove = (person: Person, { id }: Pick<Applied, 'id'>) => database.call(person, 'delete_draft', [id]);
const codeOf = async (attempt: Promise<unknown>) => {
	const { code, message } = await refusalOf(attempt);
	return `${code} ${message}`;
};
const isThere = async ({ id }: Pick<Applied, 'id'>) =>
	(await database.owner(`select from public.applications where id = $1`, [id])).length === 1;
const isKnownAsDeleted = async (person: Person, { id }: Pick<Applied, 'id'>) =>
	(await database.as(person, `select public.was_draft_deleted($1) as known`, [id]))[0]?.['known'];

describe('a draft its owner deletes', () => {
	it('is gone with its rows and documents, and the trail says so in numbers', async () => {
		await handIn(database, ours, { name: 'Satzung.pdf', document: 'other' });
		expect(await remove(ours.applicant, ours)).toEqual({});
		expect(await isThere(ours)).toBe(false);
		expect(await database.owner(`select from public.files where application_id = $1`, [ours.id])).toEqual([]);
		const trail = await database.owner(
			`select action, actor_id, detail from public.audit_log where entity_id = $1
			and action in ('draft_deleted', 'application_erased') order by id`,
			[ours.id]
		);
		expect(trail.map(({ action }) => action)).toEqual(['draft_deleted', 'application_erased']);
		expect(trail[1]?.['detail']).toMatchObject({ kind: 'deleted', state: 'draft', rows: { files: 1 } });
		expect(await database.call(service, 'claim_discarded_objects', [100])).toContainEqual(
			expect.objectContaining({ bucket: 'files' })
		);
		const auditor = await signUpStaff(database, 'auditor');
		expect(await database.call(auditor, 'verify_audit_chain', [])).toMatchObject({ is_intact: true });
	});

	it('stays deleted when it is said again, and when another device of theirs offers it anew', async () => {
		await remove(ours.applicant, ours);
		expect(await remove(ours.applicant, ours)).toEqual({});
		expect(await codeOf(save(database, ours.applicant, ours.id, 1, { need: 'Neu.' }))).toBe(
			'PT404 not_found'
		);
		expect(await codeOf(save(database, ours.applicant, ours.id, 0, { need: 'Neu.' }))).toBe(
			'PT410 draft_deleted'
		);
		expect(await isThere(ours)).toBe(false);
	});

	it('is told to everybody who could read it, and to nobody else', async () => {
		const editor = await invited(database, ours, 'editor');
		const helper = await invited(database, ours, 'helper', '2027-01-25');
		const gone = await invited(database, ours, 'helper', '2027-01-21');
		await database.setClock('2027-01-23T12:00:00+01:00');
		await remove(ours.applicant, ours);
		for (const person of [ours.applicant, editor, helper])
			expect(await isKnownAsDeleted(person, ours)).toBe(true);
		for (const person of [gone, await signUp(database, 'stranger')])
			expect(await isKnownAsDeleted(person, ours)).toBe(false);
	});

	it('is forgotten with the account', async () => {
		await remove(ours.applicant, ours);
		await database.owner(
			`delete from auth.users u using private.deleted_drafts d where d.user_id = u.id and d.draft_id = $1`,
			[ours.id]
		);
		expect(await database.owner(`select from private.deleted_drafts where draft_id = $1`, [ours.id])).toEqual(
			[]
		);
	});
});

describe('nobody deletes', () => {
	it('what was sent, whatever became of it', async () => {
		const sent = await submitted(database);
		expect(await codeOf(remove(sent.applicant, sent))).toBe('PT409 already_submitted');
		await database.call(sent.applicant, 'withdraw_application', [sent.id, null]);
		expect(await codeOf(remove(sent.applicant, sent))).toBe('PT409 already_submitted');
		expect(await isThere(sent)).toBe(true);
	});

	it('what is not theirs alone: editors, readers, helpers, one of two owners', async () => {
		for (const role of ['editor', 'reader'])
			expect(await codeOf(remove(await invited(database, ours, role), ours))).toBe('PT403 not_allowed');
		const helper = await invited(database, ours, 'helper', '2027-01-25');
		expect(await codeOf(remove(helper, ours))).toBe('PT403 not_allowed');
		const second = await signUp(database, 'second');
		await join(database, second, ours.id, 'owner');
		for (const owner of [second, ours.applicant])
			expect(await codeOf(remove(owner, ours))).toBe('PT403 not_allowed');
		expect(await isThere(ours)).toBe(true);
		await database.call(second, 'change_member_role', [ours.id, second.id, 'editor']);
		expect(await codeOf(remove(second, ours)), 'who gave it up').toBe('PT403 not_allowed');
		await remove(ours.applicant, ours);
		expect(await isThere(ours), 'whoever is left decides').toBe(false);
	});

	it('what they cannot even see', async () => {
		expect(await codeOf(remove(await signUp(database, 'stranger'), ours))).toBe('PT404 not_found');
		expect(await codeOf(remove(await signUpStaff(database, 'admin'), ours))).toBe('PT404 not_found');
		expect(await codeOf(remove(anonymous, ours))).toMatch(/^42501/);
		expect(await isThere(ours)).toBe(true);
	});
});
