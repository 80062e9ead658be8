import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	maxFileBytes,
	maxFiles,
	maxPartBytes,
	maxProofFiles,
	partGrainBytes
} from '../../src/lib/core/api/limits.ts';
import {
	type Applied,
	completeForm,
	draft,
	inTime,
	signCheck,
	submit,
	submitted
} from './support/applications.ts';
import { anonymous, type Person, refusalOf, service, TestDatabase } from './support/database.ts';
import { announce, handIn, hash, partBytes, pass } from './support/files.ts';
import { join, one, signUp, signUpStaff } from './support/people.ts';

let database: TestDatabase;
let clerk: Person & { id: string };
let stranger: Person & { id: string };

beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	clerk = await signUpStaff(database, 'clerk');
	stranger = await signUp(database, 'stranger');
});
afterAll(() => database.stop());

const messageOf = async (attempt: Promise<unknown>) => {
	const { code, message } = await refusalOf(attempt);
	return `${code} ${message}`;
};
const rowOf = (id: string) => one(database, `select * from public.files where id = $1`, [id]);
const note = (person: Person, id: string, offset: number, length: number) =>
	database.call(person, 'note_file_part', [id, offset, length]);
const moveTo = (id: string, ...states: string[]) =>
	states.reduce(async (before, state) => {
		await before;
		await database.call(clerk, 'transition_application', [id, state, 'Bitte nachreichen']);
	}, Promise.resolve());

/** Stores an object the way Supabase Storage does: as the person, so that its policies decide. */
const store = (person: Person, bucket: string, name: string) =>
	database.as(
		person,
		`insert into storage.objects (bucket_id, name) values ($1, $2)
		on conflict (bucket_id, name) do update set name = excluded.name returning name`,
		[bucket, name]
	);
const objectsSeenBy = async (person: Person, bucket: string) =>
	(
		await database.as(person, `select name from storage.objects where bucket_id = $1 order by name`, [bucket])
	).map((row) => row['name']);

describe('a document', () => {
	it('is announced, arrives in parts, is judged and complete', async () => {
		const { id: applicationId, applicant } = await draft(database);
		const id = randomUUID();
		const size = 2 * partBytes + 3;
		const announced = () =>
			announce(database, applicant, applicationId, { id, size, document: 'other', language: 'ar' });
		expect(await announced()).toEqual({ received_bytes: 0, size, is_complete: false });
		await note(applicant, id, 0, partBytes);
		await note(applicant, id, partBytes, partBytes);
		expect(await announced()).toEqual({ received_bytes: 2 * partBytes, size, is_complete: false });
		expect(await note(applicant, id, 2 * partBytes, 3)).toMatchObject({ received_bytes: size });
		expect(await pass(database, id, 'Satzung.pdf')).toBe(`${applicationId}/${id}/${hash('kept')}`);
		expect(await database.call(applicant, 'complete_file', [id])).toMatchObject({ is_complete: true });
		expect(await database.call(applicant, 'complete_file', [id])).toMatchObject({ is_complete: true });
		expect(await announced()).toMatchObject({ is_complete: true });
		expect(await rowOf(id)).toMatchObject({
			state: 'complete',
			size: 4,
			sha256: hash('kept'),
			announced_size: size,
			announced_sha256: hash('bytes'),
			media_type: 'application/pdf',
			language: 'ar',
			created_by: applicant.id
		});
	});

	it('leaves its steps in the audit log, once each and without its name', async () => {
		const application = await draft(database);
		const id = await handIn(database, application, { name: 'Kündigung von Amina.pdf' });
		await database.call(application.applicant, 'remove_file', [id]);
		await database.call(application.applicant, 'remove_file', [id]);
		const entries = await database.owner(
			`select action, actor_id, actor_role, detail::text as detail from public.audit_log where entity_id = $1 order by id`,
			[id]
		);
		expect(entries.map(({ action, actor_id }) => [action, actor_id])).toEqual(
			['file_announced', 'file_completed', 'file_removed'].map((action) => [action, application.applicant.id])
		);
		expect(JSON.stringify(entries)).not.toContain('Amina');
	});

	it('is announced once: repeating changes nothing, other bytes under the same id are refused', async () => {
		const { id: applicationId, applicant } = await draft(database);
		const id = randomUUID();
		await announce(database, applicant, applicationId, { id, name: 'eins.pdf' });
		await announce(database, applicant, applicationId, { id, name: 'zwei.pdf' });
		expect(await rowOf(id)).toMatchObject({ name: 'eins.pdf' });
		const entries = await database.owner(`select 1 from public.audit_log where entity_id = $1`, [id]);
		expect(entries.length).toBe(1);
		for (const other of [{ size: 6 }, { sha256: hash('other') }]) {
			expect(await messageOf(announce(database, applicant, applicationId, { id, ...other }))).toBe(
				'PT422 payload_invalid'
			);
		}
	});

	it.each([
		['empty', { size: 0 }, 'PT422 file_empty'],
		['one byte too large', { size: maxFileBytes + 1 }, 'PT422 file_too_large'],
		['far too large', { size: 2 ** 40 }, 'PT422 file_too_large'],
		['of negative size', { size: -1 }, 'PT422 payload_invalid'],
		['for a document nobody asks for', { document: 'passport' }, 'PT422 payload_invalid'],
		['with a hash that is none', { sha256: 'x' }, 'PT422 payload_invalid'],
		['with a path as name', { name: '../../etc/passwd' }, 'PT422 payload_invalid'],
		['with a Windows path as name', { name: 'C:\\x.pdf' }, 'PT422 payload_invalid'],
		['with a name that reads backwards', { name: 'gpj.\u202efdp.exe' }, 'PT422 payload_invalid'],
		['with a line break in its name', { name: 'a\nb.pdf' }, 'PT422 payload_invalid'],
		['without a name', { name: '' }, 'PT422 payload_invalid'],
		['with an endless name', { name: 'x'.repeat(201) }, 'PT422 payload_invalid'],
		['in a language that is none', { language: "de'; --" }, 'PT422 payload_invalid']
	])('is refused when it is %s', async (_, announcement, refusal) => {
		const { id, applicant } = await draft(database);
		expect(await messageOf(announce(database, applicant, id, announcement))).toBe(refusal);
	});

	it('may be the largest allowed, and any document of its round', async () => {
		const { id, applicant } = await draft(database);
		const [round] = await database.owner(
			`select documents from public.funding_rounds where slug = 'kofei-2027'`
		);
		const codes = (round?.['documents'] as { code: string }[]).map(({ code }) => code);
		expect(codes.length).toBeGreaterThan(0);
		for (const document of [...codes, 'other', 'signed_page']) {
			expect(await announce(database, applicant, id, { document, size: maxFileBytes })).toMatchObject({
				received_bytes: 0
			});
		}
	});

	it('is one of thirty; a removed one makes room, but not for ever', async () => {
		const { id: applicationId, applicant } = await draft(database);
		const first = randomUUID();
		for (let count = 0; count < maxFiles; count += 1) {
			await announce(database, applicant, applicationId, { id: count === 0 ? first : randomUUID() });
		}
		expect(await messageOf(announce(database, applicant, applicationId))).toBe('PT422 too_many_files');
		expect(await announce(database, applicant, applicationId, { id: first })).toMatchObject({
			received_bytes: 0
		});
		await database.call(applicant, 'remove_file', [first]);
		await announce(database, applicant, applicationId);
		await database.owner(
			`insert into public.files (id, application_id, document, name, size, sha256, announced_size, announced_sha256, state, created_at)
			select gen_random_uuid(), $1, 'other', '', 1, $2, 1, $2, 'removed', now() from generate_series(1, 569)`,
			[applicationId, hash('x')]
		);
		await database.owner(
			`update public.files set state = 'removed' where application_id = $1 and state = 'announced'`,
			[applicationId]
		);
		expect(await messageOf(announce(database, applicant, applicationId))).toBe('PT429 too_many_attempts');
	});

	it('has the limits that core tells people', async () => {
		const [row] = await database.owner(
			`select pg_get_functiondef('public.announce_file'::regproc) as announce, pg_get_functiondef('public.note_file_part'::regproc) as note`
		);
		expect(row?.['announce']).toContain(`most_bytes constant int := ${maxFileBytes};`);
		expect(row?.['announce']).toContain(`when 'proof' then ${maxProofFiles} else ${maxFiles} end;`);
		expect(row?.['note']).toContain(`longest_part constant int := ${maxPartBytes};`);
		expect(row?.['note']).toContain(`grain constant int := ${partGrainBytes};`);
		const buckets = await database.owner(
			`select id, public, file_size_limit::int as bytes from storage.buckets order by id`
		);
		expect(buckets).toEqual([
			{ id: 'file-parts', public: false, bytes: maxPartBytes },
			{ id: 'files', public: false, bytes: maxFileBytes },
			{ id: 'letters', public: false, bytes: maxFileBytes }
		]);
	});
});

describe('the parts of a document', () => {
	const travelling = async (size: number) => {
		const application = await draft(database);
		const id = randomUUID();
		await announce(database, application.applicant, application.id, { id, size });
		return { ...application, file: id };
	};

	it('come in order: a repeated one is fine, a gap says where to go on', async () => {
		const { applicant, file } = await travelling(2 * partBytes);
		await note(applicant, file, 0, partBytes);
		expect(await note(applicant, file, 0, partBytes)).toMatchObject({ received_bytes: partBytes });
		const gap = await refusalOf(note(applicant, file, 2 * partBytes, 1));
		expect([gap.code, gap.message, gap.detail]).toEqual([
			'PT409',
			'file_gap',
			`{"received_bytes": ${partBytes}}`
		]);
	});

	it.each([
		['longer than a part', partBytes + 65_536],
		['crumbs', 1],
		['longer than the file', 8 * 65_536],
		['negative', -5],
		['a whole piece backwards', -65_536]
	])('are refused when they are %s', async (_, length) => {
		const { applicant, file } = await travelling(6 * 65_536);
		expect(await messageOf(note(applicant, file, 0, length))).toBe('PT422 payload_invalid');
		expect(await rowOf(file)).toMatchObject({ received_bytes: 0 });
	});

	it('are stored by those who write the application, only where the next one is due', async () => {
		const { id, applicant, file } = await travelling(2 * partBytes);
		const at = (offset: number) => `${id}/${file}/${offset}`;
		await store(applicant, 'file-parts', at(0));
		await store(applicant, 'file-parts', at(0));
		expect(await objectsSeenBy(applicant, 'file-parts')).toEqual([at(0)]);
		await note(applicant, file, 0, partBytes);
		const reader = await signUp(database);
		await join(database, reader, id, 'reader');
		const attempts: [Person, string, string][] = [
			[applicant, 'file-parts', at(0)],
			[applicant, 'file-parts', at(2 * partBytes)],
			[applicant, 'file-parts', `${randomUUID()}/${file}/${partBytes}`],
			[applicant, 'file-parts', `${id}/${file}/../${partBytes}`],
			[applicant, 'file-parts', `${id}/${file}/${partBytes}x`],
			[applicant, 'file-parts', 'x'],
			[applicant, 'files', at(partBytes)],
			[applicant, 'files', `${id}/${file}/${hash('kept')}`],
			[stranger, 'file-parts', at(partBytes)],
			[reader, 'file-parts', at(partBytes)],
			[clerk, 'file-parts', at(partBytes)],
			[anonymous, 'file-parts', at(partBytes)]
		];
		for (const [person, bucket, name] of attempts) {
			expect((await refusalOf(store(person, bucket, name))).code, `${bucket}/${name}`).toBe('42501');
			const plainly = database.as(person, `insert into storage.objects (bucket_id, name) values ($1, $2)`, [
				bucket,
				name
			]);
			// The part that is there already is a duplicate to whoever may know of it.
			expect(['42501', '23505'], `${bucket}/${name}`).toContain((await refusalOf(plainly)).code);
		}
		for (const person of [stranger, reader, clerk, anonymous]) {
			expect(await objectsSeenBy(person, 'file-parts')).toEqual([]);
		}
		await store(applicant, 'file-parts', at(partBytes));
	});

	it('are not changed once they are written down, and moved nowhere', async () => {
		const { id, applicant, file } = await travelling(2 * partBytes);
		const at = (offset: number) => `${id}/${file}/${offset}`;
		const change = (set: string, name: string) =>
			database.as(applicant, `update storage.objects set ${set} where name = $1 returning 1 as n`, [name]);
		await store(applicant, 'file-parts', at(0));
		await note(applicant, file, 0, partBytes);
		expect(await change('name = name', at(0))).toEqual([]);
		await store(applicant, 'file-parts', at(partBytes));
		expect(await change('name = name', at(partBytes))).toEqual([{ n: 1 }]);
		for (const set of [`bucket_id = 'files'`, `name = name || '0'`, `name = '${id}/${randomUUID()}/0'`]) {
			expect((await refusalOf(change(set, at(partBytes)))).code, set).toBe('42501');
		}
	});

	it('can be deleted by nobody, and stored no more once the file is complete or removed', async () => {
		const { id, applicant, file } = await travelling(partBytes);
		const name = `${id}/${file}/0`;
		await store(applicant, 'file-parts', name);
		await database.as(applicant, `delete from storage.objects`);
		expect(await objectsSeenBy(applicant, 'file-parts')).toEqual([name]);
		await database.call(applicant, 'remove_file', [file]);
		expect(await objectsSeenBy(applicant, 'file-parts')).toEqual([]);
		expect((await refusalOf(store(applicant, 'file-parts', name))).code).toBe('42501');
		expect(await messageOf(note(applicant, file, 0, partBytes))).toBe('PT404 not_found');
	});
});

describe('the verdict over the bytes', () => {
	it('is given with the secret key alone, and nothing is complete without it', async () => {
		const { id: applicationId, applicant } = await draft(database);
		const id = randomUUID();
		await announce(database, applicant, applicationId, { id });
		expect(await messageOf(pass(database, id))).toBe('PT409 file_gap');
		await note(applicant, id, 0, 5);
		expect(await messageOf(database.call(applicant, 'complete_file', [id]))).toBe('PT409 file_gap');
		const verdict = [id, null, 'x.pdf', 4, hash('kept'), 'application/pdf'];
		for (const person of [applicant, clerk, anonymous]) {
			expect((await refusalOf(database.call(person, 'judge_file', verdict))).code).toBe('42501');
		}
	});

	it('stands: a second one is answered with the first', async () => {
		const { id: applicationId, applicant } = await draft(database);
		const id = randomUUID();
		await announce(database, applicant, applicationId, { id });
		await note(applicant, id, 0, 5);
		const path = await pass(database, id);
		const again = [id, null, 'x.pdf', 9, hash('other'), 'application/pdf'];
		expect(await database.call(service, 'judge_file', again)).toBe(path);
		const refusal = [id, 'file_hostile', null, null, null, null];
		expect(await database.call(service, 'judge_file', refusal)).toBe(path);
		expect(await rowOf(id)).toMatchObject({ size: 4, refusal: null });
	});

	it('keeps answering a refused file with its refusal, and its name is gone', async () => {
		const { id: applicationId, applicant } = await draft(database);
		const id = randomUUID();
		await announce(database, applicant, applicationId, { id });
		await note(applicant, id, 0, 5);
		await database.call(service, 'judge_file', [id, 'file_hostile', null, null, null, null]);
		for (const attempt of [
			announce(database, applicant, applicationId, { id }),
			note(applicant, id, 0, 5),
			database.call(applicant, 'complete_file', [id])
		]) {
			expect(await messageOf(attempt)).toBe('PT422 file_hostile');
		}
		expect(await rowOf(id)).toMatchObject({ state: 'removed', name: '' });
	});
});

describe('who may do what with a document', () => {
	let ours: Applied;
	let file: string;
	beforeAll(async () => {
		ours = await draft(database);
		file = await handIn(database, ours);
		await database.owner(`insert into storage.objects (bucket_id, name) values ('files', $1)`, [
			(await rowOf(file))['storage_path']
		]);
	});

	const seenBy = async (person: Person) =>
		(await database.as(person, `select id from public.files`)).map(({ id }) => id);

	it('shows it, and its bytes, to all members and to nobody else while it is a draft', async () => {
		const reader = await signUp(database);
		await join(database, reader, ours.id, 'reader');
		const path = (await rowOf(file))['storage_path'];
		for (const person of [ours.applicant, reader]) {
			expect(await seenBy(person)).toEqual([file]);
			expect(await objectsSeenBy(person, 'files')).toEqual([path]);
		}
		for (const person of [stranger, clerk]) {
			expect(await seenBy(person)).not.toContain(file);
			expect(await objectsSeenBy(person, 'files')).not.toContain(path);
		}
		expect((await refusalOf(seenBy(anonymous))).code).toBe('42501');
	});

	it('lets strangers, readers and staff write nothing, as if it did not exist', async () => {
		const reader = await signUp(database);
		await join(database, reader, ours.id, 'reader');
		for (const person of [stranger, reader, clerk]) {
			for (const attempt of [
				announce(database, person, ours.id),
				announce(database, person, ours.id, { id: file }),
				note(person, file, 0, 5),
				database.call(person, 'complete_file', [file]),
				database.call(person, 'remove_file', [file])
			]) {
				expect(await messageOf(attempt)).toBe('PT404 not_found');
			}
		}
		expect((await refusalOf(announce(database, anonymous, ours.id))).code).toBe('42501');
		for (const name of ['note_file_part', 'complete_file', 'remove_file']) {
			const args = name === 'note_file_part' ? [randomUUID(), 0, 1] : [randomUUID()];
			expect(await messageOf(database.call(ours.applicant, name, args))).toBe('PT404 not_found');
		}
	});

	it('keeps an id that belongs to another application for that application', async () => {
		const theirs = await draft(database);
		expect(await messageOf(announce(database, theirs.applicant, theirs.id, { id: file }))).toBe(
			'PT404 not_found'
		);
		await join(database, theirs.applicant, ours.id, 'editor');
		expect(await messageOf(announce(database, theirs.applicant, theirs.id, { id: file }))).toBe(
			'PT404 not_found'
		);
		await database.owner(`delete from public.organisation_members where user_id = $1 and role = 'editor'`, [
			theirs.applicant.id
		]);
	});

	it('lets in whom the hook lets in', async () => {
		const helper = await signUp(database, 'helper');
		const before = await one(
			database,
			`select pg_get_functiondef('private.may_write_application'::regproc) as body`
		);
		await database.connection.exec(
			`create or replace function private.may_write_application(p_application public.applications) returns boolean
			language sql stable security definer set search_path = ''
			as $$ select auth.uid() = '${helper.id}' and p_application.id = '${ours.id}' $$`
		);
		const id = randomUUID();
		await announce(database, helper, ours.id, { id });
		await store(helper, 'file-parts', `${ours.id}/${id}/0`);
		expect(await objectsSeenBy(helper, 'file-parts')).toEqual([`${ours.id}/${id}/0`]);
		expect(await messageOf(note(ours.applicant, id, 0, 5))).toBe('PT404 not_found');
		await note(helper, id, 0, 5);
		await pass(database, id);
		await database.call(helper, 'complete_file', [id]);
		await database.call(helper, 'remove_file', [id]);
		await database.connection.exec(String(before['body']));
	});

	it('lets nobody touch the rows directly', async () => {
		for (const person of [ours.applicant, clerk, service]) {
			for (const sql of [
				`update public.files set state = 'complete', storage_path = 'x'`,
				`delete from public.files`,
				`insert into public.files (id, application_id, document, name, size, sha256, announced_size, announced_sha256, created_at)
				values (gen_random_uuid(), '${ours.id}', 'other', 'x', 1, '${hash('x')}', 1, '${hash('x')}', now())`
			]) {
				expect((await refusalOf(database.as(person, sql))).code, sql).toBe('42501');
			}
		}
	});

	it('shows staff the documents that arrived once the application is sent, with the second factor where needed and a session that lives', async () => {
		const sent = await draft(database);
		const arrived = await handIn(database, sent);
		const travelling = randomUUID();
		await announce(database, sent.applicant, sent.id, { id: travelling });
		const path = (await rowOf(arrived))['storage_path'];
		await database.owner(`insert into storage.objects (bucket_id, name) values ('files', $1)`, [path]);
		expect(await seenBy(clerk)).not.toContain(arrived);
		await submit(database, sent);
		expect(await seenBy(clerk)).toContain(arrived);
		expect(await seenBy(clerk)).not.toContain(travelling);
		expect(await objectsSeenBy(clerk, 'files')).toContain(path);
		await database.owner(`update public.settings set value = 'true' where key = 'staff_requires_aal2'`);
		expect(await seenBy(clerk)).toEqual([]);
		expect(await objectsSeenBy(clerk, 'files')).toEqual([]);
		expect(await seenBy({ ...clerk, aal: 'aal2' })).toContain(arrived);
		await database.owner(`update public.settings set value = 'false' where key = 'staff_requires_aal2'`);
		const session = randomUUID();
		await database.owner(`insert into auth.sessions (id, user_id) values ($1, $2)`, [session, clerk.id]);
		expect(await objectsSeenBy({ ...clerk, session }, 'files')).toContain(path);
		await database.owner(
			`update auth.sessions set created_at = now() - interval '31 minutes' where id = $1`,
			[session]
		);
		expect(await seenBy({ ...clerk, session })).toEqual([]);
		expect(await objectsSeenBy({ ...clerk, session }, 'files')).toEqual([]);
	});
});

describe('documents and the state of the application', () => {
	it('arrive before and after sending, until the formal check is over', async () => {
		const application = await submitted(database);
		await handIn(database, application);
		await moveTo(application.id, 'formal_check');
		await handIn(database, application);
		await moveTo(application.id, 'clarification');
		await handIn(database, application);
		const late = randomUUID();
		await announce(database, application.applicant, application.id, { id: late });
		const judged = randomUUID();
		await announce(database, application.applicant, application.id, { id: judged });
		await note(application.applicant, judged, 0, 5);
		await pass(database, judged);
		await moveTo(application.id, 'formal_check');
		await signCheck(database, clerk, application.id);
		await moveTo(application.id, 'assessment');
		expect(await messageOf(announce(database, application.applicant, application.id))).toBe(
			'PT409 not_in_state'
		);
		expect(await messageOf(note(application.applicant, late, 0, 5))).toBe('PT409 not_in_state');
		expect(await messageOf(database.call(application.applicant, 'complete_file', [judged]))).toBe(
			'PT409 not_in_state'
		);
		expect(
			(await refusalOf(store(application.applicant, 'file-parts', `${application.id}/${late}/0`))).code
		).toBe('42501');
	});

	it('can be taken back before sending, on their way, and when added since a clarification', async () => {
		const application = await draft(database);
		const { applicant } = application;
		const removed = await handIn(database, application);
		const sent = await handIn(database, application);
		const remove = (id: string) => database.call(applicant, 'remove_file', [id]);
		expect(await remove(removed)).toMatchObject({ application_id: application.id, received_bytes: 5 });
		expect(await rowOf(removed)).toMatchObject({ state: 'removed', name: '' });
		await submit(database, application);
		expect(await messageOf(remove(sent))).toBe('PT409 not_in_state');
		const travelling = randomUUID();
		await announce(database, applicant, application.id, { id: travelling });
		await remove(travelling);
		await moveTo(application.id, 'formal_check');
		const between = await handIn(database, application);
		await database.setClock('2027-01-21T12:00:00+01:00');
		await moveTo(application.id, 'clarification');
		const asked = await handIn(database, application);
		for (const id of [sent, between]) expect(await messageOf(remove(id))).toBe('PT409 not_in_state');
		await remove(asked);
		await database.setClock(inTime);
	});

	it('are told to the submission: what has arrived, and nothing else', async () => {
		const application = await draft(database, completeForm);
		const id = await handIn(database, application, { document: 'other', language: 'tr' });
		await announce(database, application.applicant, application.id);
		await database.call(application.applicant, 'remove_file', [await handIn(database, application)]);
		const [row] = await database.owner(`select private.sent_files($1) as files`, [application.id]);
		expect(row?.['files']).toEqual([
			{
				id,
				document: 'other',
				name: 'Satzung.pdf',
				size: 4,
				sha256: hash('kept'),
				media_type: 'application/pdf',
				language: 'tr'
			}
		]);
	});
});
