import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Applied, ask, draft, inTime, readyForDecision, submitted } from './support/applications.ts';
import { anonymous, type Person, refusalOf, service, TestDatabase } from './support/database.ts';
import { join, one, signUp, signUpStaff } from './support/people.ts';

/** Tables that hang on an application or organisation and what must be true for the rows of ours. */
const applicantTables = {
	applications: 'id',
	submissions: 'application_id',
	status_events: 'application_id',
	draft_changes: 'application_id'
} as const;

// The embedded backend grants everything on every table to everybody at its first request (measured in 0.10), so
// row-level security must hold alone; on Supabase the grants refuse first. Both worlds are tested.
describe.each(['as migrated', 'with the surplus grants of the embedded backend'])('access, %s', (world) => {
	const isEmbedded = world !== 'as migrated';
	let database: TestDatabase;
	let ours: Applied;
	let oursAsDraft: Applied;
	let theirs: Applied;
	let clerk: Person & { id: string };
	let stranger: Person & { id: string };

	beforeAll(async () => {
		database = await TestDatabase.start();
		await database.setClock(inTime);
		clerk = await signUpStaff(database, 'clerk');
		stranger = await signUp(database, 'stranger');
		ours = await readyForDecision(database, clerk);
		oursAsDraft = await draft(database);
		theirs = await submitted(database);
		if (isEmbedded) {
			await database.connection.exec(
				`grant usage on schema public, private to anon, authenticated, service_role;
				grant all on all tables in schema public to anon, authenticated, service_role;
				grant all on all tables in schema private to anon, authenticated, service_role;`
			);
		}
	});
	afterAll(() => database.stop());

	/** A write that must not happen: refused outright, or touching no row. */
	async function expectNothingWritten(person: Person, sql: string) {
		const fingerprint = `select md5(string_agg(t::text, ',' order by t::text)) as h from (
			select a::text as t from public.applications a union all select s::text from public.submissions s
			union all select o::text from public.organisations o union all select m::text from public.organisation_members m
			union all select e::text from public.status_events e union all select d::text from public.status_event_details d
			union all select n::text from public.notifications n union all select f::text from public.staff_members f
			union all select r::text from public.funding_rounds r union all select c::text from public.decisions c
			union all select i::text from public.staff_invitations i union all select g::text from public.settings g
			union all select q::text from public.clarifications q union all select b::text from public.draft_changes b
			union all select p::text from public.application_helpers p union all select v::text from public.invitations v
			union all select l::text from public.letters l union all select y::text from public.letter_templates y
			union all select z::text from public.messages z union all select k::text from public.message_files k
			union all select w::text from public.state_transitions w union all select u::text from public.audit_log u
		) x`;
		const before = await one(database, fingerprint);
		const code = await database.as(person, sql).then(
			() => null,
			(error: { code: string }) => error.code
		);
		if (!isEmbedded) expect(code, sql).toBe('42501');
		else expect([null, '42501'], sql).toContain(code);
		expect(await one(database, fingerprint), sql).toEqual(before);
	}

	it('shows members what is theirs and strangers nothing', async () => {
		for (const [table, column] of Object.entries(applicantTables)) {
			const seen = await database.as(ours.applicant, `select distinct ${column} as id from public.${table}`);
			expect(seen, table).toEqual([{ id: ours.id }]);
			expect(await database.as(stranger, `select 1 from public.${table}`), table).toEqual([]);
		}
		for (const table of ['organisations', 'organisation_members']) {
			expect(await database.as(ours.applicant, `select 1 as n from public.${table}`), table).toEqual([
				{ n: 1 }
			]);
			expect(await database.as(stranger, `select 1 from public.${table}`), table).toEqual([]);
		}
	});

	it('shows readers of an organisation its applications, and nothing once they are removed', async () => {
		const reader = await signUp(database);
		await join(database, reader, theirs.id, 'reader');
		expect(await database.as(reader, `select id from public.applications`)).toEqual([{ id: theirs.id }]);
		await database.owner(`delete from public.organisation_members where user_id = $1`, [reader.id]);
		expect(await database.as(reader, `select id from public.applications`)).toEqual([]);
	});

	it('shows staff what was sent, and no drafts', async () => {
		const seen = await database.as(clerk, `select id from public.applications order by submitted_at`);
		expect(seen.map((row) => row['id'])).toEqual(expect.arrayContaining([ours.id, theirs.id]));
		expect(seen.map((row) => row['id'])).not.toContain(oursAsDraft.id);
		expect(await database.as(clerk, `select 1 from public.draft_changes`)).toEqual([]);
		const organisations = await database.as(clerk, `select count(*)::int as n from public.organisations`);
		expect(organisations).toEqual([{ n: 2 }]);
	});

	it('keeps names and reasons of the office from applicants, unless written for them', async () => {
		const application = await submitted(database);
		await database.call(clerk, 'transition_application', [application.id, 'formal_check', 'interne Notiz']);
		await ask(database, clerk, application.id, { message: 'Bitte die Satzung nachreichen' });
		const events = await database.as(
			application.applicant,
			`select to_state, public_reason from public.status_events where application_id = $1 order by id`,
			[application.id]
		);
		expect(events).toEqual([
			{ to_state: 'submitted', public_reason: null },
			{ to_state: 'formal_check', public_reason: null },
			{ to_state: 'clarification', public_reason: 'Bitte die Satzung nachreichen' }
		]);
		expect(await database.as(application.applicant, `select 1 from public.status_event_details`)).toEqual([]);
		const details = await database.as(
			clerk,
			`select actor_id, reason from public.status_event_details where application_id = $1 order by event_id`,
			[application.id]
		);
		expect(details[1]).toEqual({ actor_id: clerk.id, reason: 'interne Notiz' });
		for (const table of [
			'staff_members',
			'staff_invitations',
			'decisions',
			'clarifications',
			'audit_log',
			'letter_templates',
			'messages'
		]) {
			expect(await database.as(application.applicant, `select 1 from public.${table}`), table).toEqual([]);
		}
	});

	it.each(['settings', 'rate_limits', 'notifications'])('shows %s to nobody who signs in', async (table) => {
		for (const person of [ours.applicant, clerk, anonymous]) {
			const seen = await database.as(person, `select 1 from public.${table}`).catch(() => []);
			expect(seen).toEqual([]);
		}
	});

	it('shows anonymous visitors rounds that are published or archived and nothing else', async () => {
		await database.owner(
			`insert into public.funding_rounds (slug, status, reference_prefix, opens_at, project_from, project_until, total_budget_cents, min_cents, cap_cents)
			values ('in-preparation', 'draft', 'KOFEI', now(), '2028-01-01', '2028-12-31', 100, 1, 100) on conflict do nothing`
		);
		const seen = `select slug from public.funding_rounds order by slug`;
		for (const person of [anonymous, stranger]) {
			expect(await database.as(person, seen)).toEqual([{ slug: 'kofei-2026' }, { slug: 'kofei-2027' }]);
		}
		expect(await database.as(clerk, seen)).toContainEqual({ slug: 'in-preparation' });
		for (const table of [
			...Object.keys(applicantTables),
			'organisations',
			'staff_members',
			'decisions',
			'state_transitions'
		]) {
			expect(await database.as(anonymous, `select 1 from public.${table}`).catch(() => []), table).toEqual(
				[]
			);
		}
	});

	it('lets applicants write no column of an application directly, not even of their own draft', async () => {
		const columns = await database.owner(
			`select column_name as name, data_type as type from information_schema.columns
			where table_schema = 'public' and table_name = 'applications'`
		);
		expect(columns.length).toBeGreaterThan(15);
		for (const { name } of columns) {
			for (const id of [oursAsDraft.id, ours.id]) {
				const person = id === ours.id ? ours.applicant : oursAsDraft.applicant;
				await expectNothingWritten(
					person,
					`update public.applications set ${name} = ${name} where id = '${id}'`
				);
			}
		}
		const values = `state = 'approved', requested_cents = 1, organisation_id = gen_random_uuid(), round_id = gen_random_uuid(), form = '{}'`;
		for (const person of [ours.applicant, stranger, anonymous, clerk]) {
			await expectNothingWritten(person, `update public.applications set ${values} where id = '${ours.id}'`);
		}
	});

	it('lets nobody add or delete rows of any table directly', async () => {
		const member = `(organisation_id, user_id, role) select organisation_id, '${stranger.id}', 'owner' from public.applications`;
		for (const person of [ours.applicant, stranger, clerk, anonymous]) {
			await expectNothingWritten(person, `insert into public.organisation_members ${member}`);
			await expectNothingWritten(
				person,
				`insert into public.staff_members (user_id, role) values ('${stranger.id}', 'decider')`
			);
			await expectNothingWritten(
				person,
				`insert into public.staff_invitations (email, role) values ('x@example.org', 'admin')`
			);
			await expectNothingWritten(
				person,
				`insert into public.invitations (organisation_id, email, role, created_at, expires_at)
				select organisation_id, 'x@example.org', 'editor', now(), now() + interval '1 day' from public.applications`
			);
			await expectNothingWritten(
				person,
				`insert into public.application_helpers (application_id, user_id, until, created_at)
				select id, '${stranger.id}', now()::date, now() from public.applications`
			);
			await expectNothingWritten(person, `insert into public.organisations default values`);
			await expectNothingWritten(
				person,
				`insert into public.settings (key, value) values ('clock_override', '"2020-01-01"') on conflict do nothing`
			);
			await expectNothingWritten(person, `update public.organisation_members set role = 'owner'`);
			await expectNothingWritten(person, `update public.staff_members set deactivated_at = null`);
			await expectNothingWritten(person, `update public.funding_rounds set closes_at = null`);
			await expectNothingWritten(person, `update public.settings set value = 'true'`);
			await expectNothingWritten(person, `update public.letters set printed_at = null`);
			await expectNothingWritten(person, `update public.letter_templates set subject = 'x'`);
			await expectNothingWritten(
				person,
				`insert into public.messages (id, application_id, is_from_office, author_id, written_at, text)
				select gen_random_uuid(), id, true, '${clerk.id}', now(), 'x' from public.applications`
			);
			await expectNothingWritten(person, `update public.clarifications set due_on = '2099-01-01'`);
			await expectNothingWritten(
				person,
				`insert into public.draft_changes select id, 99, '${stranger.id}', now(), '{}' from public.applications`
			);
			for (const table of [
				'application_helpers',
				'applications',
				'invitations',
				'submissions',
				'status_events',
				'organisations',
				'notifications',
				'letters',
				'letter_templates',
				'messages',
				'message_files',
				'clarifications',
				'draft_changes',
				'decisions',
				'funding_rounds',
				'settings',
				'state_transitions'
			]) {
				await expectNothingWritten(person, `delete from public.${table}`);
			}
		}
	});

	it('keeps the state from the service key and the owner too', async () => {
		const changes = [
			`update public.applications set state = 'approved' where id = '${ours.id}'`,
			`update public.applications set organisation_id = (select organisation_id from public.applications where id = '${theirs.id}') where id = '${oursAsDraft.id}'`,
			`update public.applications set author_id = '${stranger.id}' where id = '${oursAsDraft.id}'`,
			`insert into public.applications (id, round_id, organisation_id, state, form_schema_version, reference_number, submitted_at)
			select '${randomUUID()}', round_id, organisation_id, 'approved', 1, 'X', now() from public.applications where id = '${ours.id}'`
		];
		for (const change of changes) {
			expect((await refusalOf(database.owner(change))).code, change).toBe('42501');
			expect((await refusalOf(database.as(service, change))).code, change).toBe('42501');
		}
	});
});
