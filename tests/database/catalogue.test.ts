import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figure } from '../support/figures.ts';
import { TestDatabase } from './support/database.ts';

/** Reviewed by hand. A table, grant or function that is not here fails: new ones are added on purpose. */
const grants: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	'private.audit_head': {},
	'private.case_visits': {},
	'private.cases': {},
	'private.exports': {},
	'private.form_fields': {},
	'private.letter_placeholders': {},
	'private.letter_proposals': {},
	'private.reference_counters': {},
	'private.payer_proposals': {},
	'private.receipt_marks': {},
	'private.signed_letters': {},
	'private.former_staff_names': {},
	'private.review_readers': {},
	'public.accessibility_reports': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.application_helpers': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.applications': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.audit_log': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.case_notes': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.clarifications': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.conflicts': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.decision_reopenings': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.decisions': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.draft_changes': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.bank_accounts': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.grant_acceptances': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.grant_changes': { authenticated: 'SELECT', service_role: 'SELECT' },
	'private.deleted_drafts': {},
	'private.discarded_objects': {},
	'private.draft_warnings': {},
	'private.erasing': {},
	'private.erasure_failures': {},
	'private.past_applications': {},
	'private.pushes': {},
	'private.account_languages': {},
	'private.sessions': {},
	'public.push_subscriptions': {},
	'public.erasure_requests': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.legal_holds': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.retention_periods': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.grant_rulings': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.grant_terms': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.money_returns': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.payer_accounts': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.payment_runs': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.payouts': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.proof_checks': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.proof_queries': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.proof_submissions': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.proofs': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.recoveries': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.files': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.formal_checks': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.funding_rounds': { anon: 'SELECT', authenticated: 'SELECT', service_role: 'SELECT' },
	'public.invitations': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.letter_templates': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.letters': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.message_files': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.messages': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.notifications': {},
	'public.organisation_members': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.organisations': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.rate_limits': {},
	'public.reviews': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.saved_views': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.round_versions': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.settings': { service_role: 'DELETE,INSERT,SELECT,UPDATE' },
	'public.staff_invitations': { authenticated: 'SELECT', service_role: 'DELETE,INSERT,SELECT,UPDATE' },
	'public.staff_names': {},
	'public.staff_members': { authenticated: 'SELECT', service_role: 'INSERT,SELECT,UPDATE' },
	'public.state_transitions': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.status_event_details': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.status_events': { authenticated: 'SELECT', service_role: 'SELECT' },
	'public.submissions': { authenticated: 'SELECT', service_role: 'SELECT' }
};

const executables: Readonly<Record<string, string>> = {
	'private.has_opened_reviews(p_application uuid)': 'authenticated',
	'private.has_staff_role(p_roles text[])': 'authenticated',
	'private.is_open_file_part(p_name text, p_is_next boolean)': 'authenticated',
	'private.my_application_ids()': 'authenticated',
	'private.my_helped_application_ids()': 'authenticated',
	'private.my_organisation_ids()': 'authenticated',
	'private.takes_no_part(p_application uuid)': 'authenticated',
	'private.hidden_cases()': 'authenticated',
	'private.waits_for_reviews(p_application uuid)': 'authenticated',
	'public.report_barrier(p_id uuid, p_locale text, p_page text, p_barrier text, p_wish text, p_email text)':
		'anon,authenticated',
	'public.settle_barrier(p_id uuid)': 'authenticated',
	'public.sign_language_video()': 'anon,authenticated',
	'public.add_note(p_application uuid, p_id uuid, p_text text)': 'authenticated',
	'public.ask_reviewer(p_application uuid, p_reviewer uuid)': 'authenticated',
	'public.assign_cases(p_cases jsonb, p_to uuid)': 'authenticated',
	'public.case_readers(p_application uuid)': 'authenticated',
	'public.case_reviewers(p_application uuid)': 'authenticated',
	'public.partial_people(p_application uuid)': 'authenticated',
	'public.declare_conflict(p_application uuid, p_reason text)': 'authenticated',
	'public.desk_counts(p_round uuid)': 'authenticated',
	'public.desk_elsewhere(p_round uuid, p_text text)': 'authenticated',
	'public.desk_queue(p_round uuid, p_filter jsonb, p_sort text, p_after jsonb, p_limit integer)':
		'authenticated',
	'public.forget_view(p_id uuid)': 'authenticated',
	'public.formal_check(p_application uuid)': 'authenticated',
	'public.open_case(p_application uuid)': 'authenticated',
	'public.open_reviews(p_application uuid)': 'authenticated',
	'public.remind_of_clarification(p_application uuid, p_on date)': 'authenticated',
	'public.remove_reviewer(p_application uuid, p_reviewer uuid, p_reason text)': 'authenticated',
	'public.round_ranking(p_round uuid)': 'authenticated',
	'public.save_review(p_application uuid, p_revision integer, p_scores jsonb, p_statement text, p_recommended_cents bigint, p_submit boolean)':
		'authenticated',
	'public.save_view(p_name text, p_query text)': 'authenticated',
	'public.write_formal_check(p_application uuid, p_revision integer, p_judgements jsonb, p_note text, p_sign boolean)':
		'authenticated',
	'public.ask_clarification(p_application uuid, p_items jsonb, p_due_on date, p_message text, p_message_language text, p_message_de text)':
		'authenticated',
	'public.announce_file(p_application uuid, p_id uuid, p_document text, p_name text, p_size bigint, p_sha256 text, p_language text)':
		'authenticated',
	'public.application_people(p_application uuid)': 'authenticated',
	'public.change_member_role(p_application uuid, p_person uuid, p_role text)': 'authenticated',
	'public.claim_invitations()': 'authenticated',
	'public.claim_letters(p_limit integer)': 'service_role',
	'public.claim_notifications(p_limit integer)': 'service_role',
	'public.invite_person(p_application uuid, p_email text, p_role text, p_until date, p_locale text)':
		'authenticated',
	'public.keep_letter(p_id uuid, p_sha256 text, p_size integer)': 'service_role',
	'public.note_messages_read(p_application uuid)': 'authenticated',
	'public.open_letter(p_id uuid)': 'authenticated',
	'public.preview_decision_letter(p_decision uuid)': 'authenticated',
	'public.queue_reminders()': 'service_role',
	'public.read_messages(p_application uuid)': 'authenticated',
	'public.save_letter_template(p_round uuid, p_kind text, p_version integer, p_subject text, p_blocks jsonb, p_explanations jsonb)':
		'authenticated',
	'public.settle_notification(p_id uuid, p_attempt integer, p_failure text, p_is_final boolean)':
		'service_role',
	'public.write_message(p_application uuid, p_id uuid, p_text text, p_files uuid[])': 'authenticated',
	'public.write_office_message(p_application uuid, p_id uuid, p_text text, p_files jsonb)': 'authenticated',
	'public.leave_application(p_application uuid)': 'authenticated',
	'public.my_applications()': 'authenticated',
	'public.remove_person(p_application uuid, p_person uuid)': 'authenticated',
	'public.claim_staff_invitations()': 'authenticated',
	'public.complete_file(p_id uuid)': 'authenticated',
	'public.judge_file(p_id uuid, p_refusal text, p_name text, p_size integer, p_sha256 text, p_media_type text)':
		'service_role',
	'public.note_file_part(p_id uuid, p_offset integer, p_length integer)': 'authenticated',
	'public.remove_file(p_id uuid)': 'authenticated',
	'public.restart_rate_limit(p_bucket text, p_subject_hash text)': 'service_role',
	'public.consume_rate_limit(p_bucket text, p_subject_hash text, p_limit integer, p_window_seconds integer)':
		'service_role',
	'public.case_history(p_application uuid)': 'authenticated',
	'public.keep_decision(p_application uuid, p_reason text, p_seen integer)': 'authenticated',
	'public.countersign_decision(p_decision uuid, p_letter text)': 'authenticated',
	'public.discard_decision(p_decision uuid, p_reason text)': 'authenticated',
	'public.read_clarification(p_application uuid)': 'authenticated',
	'public.read_earlier_clarifications(p_application uuid)': 'authenticated',
	'public.read_decision(p_application uuid)': 'authenticated',
	'public.staff_directory()': 'authenticated',
	'public.audit_page(p_filter jsonb, p_before bigint)': 'authenticated',
	'public.begin_export(p_kind text, p_format text, p_filter jsonb)': 'authenticated',
	'public.change_round(p_id uuid, p_revision integer, p_changes jsonb)': 'authenticated',
	'public.copy_round(p_from uuid, p_slug text)': 'authenticated',
	'public.set_payer_account(p_round uuid, p_name text, p_iban text, p_bic text, p_seen uuid)':
		'authenticated',
	'public.export_applications(p_export uuid, p_after text)': 'authenticated',
	'public.export_queue(p_export uuid, p_after jsonb)': 'authenticated',
	'public.export_audit(p_export uuid, p_after bigint)': 'authenticated',
	'public.hides_audit_entries()': 'authenticated',
	'public.invite_staff(p_email text, p_roles text[])': 'authenticated',
	'public.revoke_staff_invitation(p_email text)': 'authenticated',
	'public.round_problems(p_id uuid)': 'authenticated',
	'public.round_statistics(p_round uuid)': 'authenticated',
	'public.set_clock(p_moment timestamp with time zone)': 'service_role',
	'public.set_round_status(p_id uuid, p_revision integer, p_to text)': 'authenticated',
	'public.delete_round(p_id uuid, p_revision integer)': 'authenticated',
	'public.set_staff_name(p_user uuid, p_name text)': 'authenticated',
	'public.set_staff_roles(p_user uuid, p_roles text[])': 'authenticated',
	'public.accept_grant(p_application uuid, p_account uuid, p_iban text, p_holder text, p_is_private boolean, p_waives boolean)':
		'authenticated',
	'public.waive_remedies(p_application uuid)': 'authenticated',
	'public.give_bank_account(p_application uuid, p_account uuid, p_iban text, p_holder text, p_is_private boolean)':
		'authenticated',
	'public.judge_bank_account(p_account uuid, p_is_right boolean, p_note text)': 'authenticated',
	'public.notify_change(p_application uuid, p_id uuid, p_kind text, p_words text, p_wish jsonb)':
		'authenticated',
	'public.withdraw_change(p_change uuid)': 'authenticated',
	'public.discard_change_proposal(p_change uuid)': 'authenticated',
	'public.request_payout(p_application uuid, p_id uuid, p_amount_cents bigint, p_needed_by date, p_words text)':
		'authenticated',
	'public.release_payout(p_payout uuid, p_seen text, p_account uuid)': 'authenticated',
	'public.withdraw_payout(p_payout uuid)': 'authenticated',
	'public.refuse_payout(p_payout uuid, p_reason text)': 'authenticated',
	'public.confirm_payer_account(p_round uuid, p_proposal uuid)': 'authenticated',
	'public.order_payouts(p_round uuid, p_id uuid, p_execution_on date)': 'authenticated',
	'public.payment_order(p_run uuid)': 'authenticated',
	'public.note_payment_file(p_run uuid, p_format text, p_sha256 text)': 'authenticated',
	'public.settle_payment_run(p_run uuid, p_paid_on date)': 'authenticated',
	'public.confirm_payment_run(p_run uuid, p_note text)': 'authenticated',
	'public.discard_payment_run(p_run uuid)': 'authenticated',
	'public.bounce_payout(p_payout uuid, p_on date, p_reason text)': 'authenticated',
	'public.confirm_bounce(p_payout uuid)': 'authenticated',
	'public.discard_bounce(p_payout uuid)': 'authenticated',
	'public.discard_recovery(p_recovery uuid)': 'authenticated',
	'public.record_return(p_application uuid, p_id uuid, p_amount_cents bigint, p_interest_cents bigint, p_received_on date, p_recovery uuid, p_excess_cents bigint, p_excess_note text)':
		'authenticated',
	'public.confirm_return(p_return uuid)': 'authenticated',
	'public.discard_return(p_return uuid)': 'authenticated',
	'public.discard_ruling(p_ruling uuid)': 'authenticated',
	'public.queue_claim_reminders()': 'service_role',
	'public.land_report(p_round uuid, p_format text)': 'authenticated',
	'public.keep_push_subscription(p_endpoint text)': 'authenticated',
	'public.drop_push_subscription(p_endpoint text)': 'authenticated',
	'public.claim_pushes(p_limit integer)': 'service_role',
	'public.settle_push(p_id uuid, p_attempt integer, p_outcome text)': 'service_role',
	'public.erase_due(p_limit integer)': 'service_role',
	'public.erase_accounts()': 'service_role',
	'public.erasure_failures()': 'service_role',
	'public.warn_of_expiry()': 'service_role',
	'public.clear_old_barriers()': 'service_role',
	'public.clear_unfinished_files()': 'service_role',
	'public.claim_discarded_objects(p_limit integer)': 'service_role',
	'public.settle_discarded_objects(p_ids bigint[])': 'service_role',
	'public.set_retention_period(p_kind text, p_days integer)': 'authenticated',
	'public.set_sign_language(p_video text, p_transcript text)': 'authenticated',
	'public.set_legal_hold(p_application uuid, p_reason text)': 'authenticated',
	'public.lift_legal_hold(p_application uuid, p_reason text)': 'authenticated',
	'public.desk_retention()': 'authenticated',
	'public.own_grant_history(p_application uuid)': 'authenticated',
	'public.own_mails()': 'authenticated',
	'public.own_push_subscriptions()': 'authenticated',
	'public.my_retention()': 'authenticated',
	'public.ask_for_erasure()': 'authenticated',
	'public.take_back_erasure()': 'authenticated',
	'public.preview_grant_letter(p_source uuid)': 'authenticated',
	'public.preview_proof_letter(p_submission uuid)': 'authenticated',
	'public.save_proof(p_application uuid, p_base_revision integer, p_changes jsonb)': 'authenticated',
	'public.submit_proof(p_application uuid, p_key uuid, p_revision integer, p_prepared_at timestamp with time zone, p_answers uuid)':
		'authenticated',
	'public.read_proof(p_application uuid)': 'authenticated',
	'public.case_proof(p_application uuid)': 'authenticated',
	'public.judge_receipts(p_submission uuid, p_judgements jsonb, p_scope text, p_seen integer)':
		'authenticated',
	'public.unsign_proof_check(p_submission uuid)': 'authenticated',
	'public.ask_about_proof(p_submission uuid, p_items jsonb, p_due_on date, p_message text, p_message_language text, p_message_de text, p_seen integer)':
		'authenticated',
	'public.end_proof_query(p_application uuid)': 'authenticated',
	'public.read_grant(p_application uuid)': 'authenticated',
	'public.case_grant(p_application uuid)': 'authenticated',
	'public.desk_payments(p_round uuid)': 'authenticated',
	'public.my_staff_roles()': 'authenticated',
	'public.note_session(p_device text, p_is_active boolean)': 'authenticated',
	'public.choose_language(p_locale text)': 'authenticated',
	'public.my_language()': 'authenticated',
	'public.my_sessions()': 'authenticated',
	'public.end_session(p_id uuid)': 'authenticated',
	'public.end_sessions(p_user uuid, p_keep_this boolean)': 'authenticated',
	'public.begin_factor_reset(p_user uuid)': 'authenticated',
	'public.propose_decision(p_application uuid, p_outcome text, p_amount_cents bigint, p_reason text, p_conditions text, p_cuts jsonb, p_waiting_rank integer, p_seen integer, p_letter text)':
		'authenticated',
	'public.preview_proposal(p_application uuid, p_outcome text, p_amount_cents bigint, p_reason text, p_conditions text, p_cuts jsonb, p_waiting_rank integer)':
		'authenticated',
	'public.preview_request(p_application uuid, p_items jsonb, p_due_on date, p_message text, p_message_language text, p_message_de text)':
		'authenticated',
	'public.case_mails_given_up(p_application uuid)': 'authenticated',
	'public.desk_mails_given_up(p_round uuid)': 'authenticated',
	'public.settle_mail_given_up(p_id uuid, p_deed text)': 'authenticated',
	'public.mailed_addresses(p_application uuid)': 'authenticated',
	'public.signed_letters(p_application uuid)': 'authenticated',
	'public.countersign_letter(p_source uuid, p_letter text)': 'authenticated',
	'public.preview_signature(p_deed text, p_source uuid, p_application uuid, p_choice text, p_reason text, p_amount_cents bigint, p_due_on date, p_interest_from date, p_seen integer, p_purpose text, p_subject uuid)':
		'authenticated',
	'public.sign_letter(p_letter text, p_deed text, p_source uuid, p_application uuid, p_choice text, p_reason text, p_amount_cents bigint, p_due_on date, p_interest_from date, p_seen integer, p_purpose text, p_subject uuid)':
		'authenticated',
	'public.round_budget(p_round uuid)': 'authenticated',
	'public.save_draft(p_id uuid, p_round text, p_base_revision integer, p_changes jsonb, p_schema_version integer, p_copied_from uuid)':
		'authenticated',
	'public.submit_application(p_id uuid, p_key uuid, p_revision integer, p_prepared_at timestamp with time zone, p_answers uuid)':
		'authenticated',
	'public.transition_application(p_id uuid, p_to text, p_reason text, p_seen integer)': 'authenticated',
	'public.verify_audit_chain()': 'authenticated',
	'public.delete_draft(p_id uuid)': 'authenticated',
	'public.was_access_ended(p_id uuid)': 'authenticated',
	'public.was_draft_deleted(p_id uuid)': 'authenticated',
	'public.withdraw_application(p_id uuid, p_reason text)': 'authenticated'
};

let database: TestDatabase;
beforeAll(async () => {
	database = await TestDatabase.start();
});
afterAll(() => database.stop());

const ours = `n.nspname in ('public', 'private')`;

describe('the catalogue', () => {
	it('gives each role exactly the reviewed rights on tables', async () => {
		const rows = await database.owner(
			`select n.nspname || '.' || c.relname as name, r.role,
				string_agg(p.privilege, ',' order by p.privilege) filter (where has_table_privilege(r.role, c.oid, p.privilege)) as rights
			from pg_class c join pg_namespace n on n.oid = c.relnamespace
			cross join (values ('anon'), ('authenticated'), ('service_role')) r (role)
			cross join (values ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE'), ('REFERENCES'), ('TRIGGER')) p (privilege)
			where ${ours} and c.relkind in ('r', 'p', 'v', 'm', 'f') group by 1, 2 order by 1, 2`
		);
		const actual: Record<string, Record<string, string>> = {};
		for (const { name, role, rights } of rows) {
			const table = (actual[String(name)] ??= {});
			if (rights !== null) table[String(role)] = String(rights);
		}
		expect(actual).toEqual(grants);
		// Seven rights each.
		figure('cells: rights of roles on tables', rows.length * 7);
	});

	it('has no column grants and no grants on sequences beyond them', async () => {
		const columns = await database.owner(
			`select c.relname, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
			where ${ours} and a.attacl is not null`
		);
		expect(columns).toEqual([]);
		const sequences = await database.owner(
			`select c.relname, r.role from pg_class c join pg_namespace n on n.oid = c.relnamespace
			cross join (values ('anon'), ('authenticated'), ('service_role')) r (role)
			where ${ours} and c.relkind = 'S' and has_sequence_privilege(r.role, c.oid, 'USAGE,SELECT,UPDATE')`
		);
		expect(sequences).toEqual([]);
	});

	it('has row-level security on every table and no views', async () => {
		const open = await database.owner(
			`select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where ${ours} and ((c.relkind in ('r', 'p') and not c.relrowsecurity) or c.relkind in ('v', 'm'))`
		);
		expect(open).toEqual([]);
	});

	it('has only policies for reading, none for public', async () => {
		const rows = await database.owner(
			`select tablename, cmd, roles::text as roles from pg_policies where schemaname in ('public', 'private')
			and (cmd <> 'SELECT' or roles::text not in ('{authenticated}', '{anon,authenticated}'))`
		);
		expect(rows).toEqual([]);
		const anon = await database.owner(`select tablename from pg_policies where 'anon' = any (roles)`);
		expect(anon).toEqual([{ tablename: 'funding_rounds' }]);
	});

	it('keeps every bucket closed, with exactly the reviewed policies over its bytes', async () => {
		expect(await database.owner(`select id from storage.buckets where public order by id`)).toEqual([]);
		const policies = await database.owner(
			`select policyname as name, cmd, roles::text as roles from pg_policies where schemaname = 'storage' order by 1`
		);
		expect(policies.map(({ name, cmd, roles }) => `${name} ${cmd} ${roles}`)).toEqual([
			'Whoever sees a document reads its bytes SELECT {authenticated}',
			'Whoever sees a letter reads its bytes SELECT {authenticated}',
			'Writers read the parts of a file on its way SELECT {authenticated}',
			'Writers repeat the part that is due UPDATE {authenticated}',
			'Writers store the part that is due INSERT {authenticated}'
		]);
		const buckets = await database.owner(`select from storage.buckets`);
		// Four ways to touch a file, three roles.
		figure('cells: buckets touched by roles', buckets.length * 4 * 3);
	});

	it('lets each role execute exactly the reviewed functions', async () => {
		const rows = await database.owner(
			`select n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name,
				string_agg(r.role, ',' order by r.role) as roles
			from pg_proc p join pg_namespace n on n.oid = p.pronamespace
			cross join (values ('anon'), ('authenticated'), ('service_role'), ('public')) r (role)
			where ${ours} and has_function_privilege(r.role, p.oid, 'execute') group by 1`
		);
		expect(Object.fromEntries(rows.map((row) => [row['name'], row['roles']]))).toEqual(executables);
		const [all] = await database.owner(
			`select count(*)::int as n from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ours}`
		);
		figure('cells: functions executed by roles', Number(all?.['n']) * 4);
	});

	it('pins the search path of every function to nothing', async () => {
		const rows = await database.owner(
			`select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
			where ${ours} and not coalesce(p.proconfig @> array['search_path=""'], false)`
		);
		expect(rows).toEqual([]);
	});

	it('leaves the private schema to its owner', async () => {
		const rows = await database.owner(
			`select r.role from (values ('anon'), ('authenticated'), ('service_role')) r (role)
			where has_schema_privilege(r.role, 'private', 'usage') or has_schema_privilege(r.role, 'public', 'create')`
		);
		expect(rows).toEqual([]);
	});

	it('gives nothing away by default', async () => {
		await database.connection.exec(
			`create table public.forgotten (id int); create function public.forgotten() returns int language sql as 'select 1'`
		);
		const [row] = await database.owner(
			`select bool_or(has_table_privilege(r.role, 'public.forgotten', 'select')) as reads,
				bool_or(has_function_privilege(r.role, 'public.forgotten()', 'execute')) as executes
			from (values ('anon'), ('authenticated'), ('service_role')) r (role)`
		);
		await database.connection.exec(`drop table public.forgotten; drop function public.forgotten()`);
		expect(row).toEqual({ reads: false, executes: false });
	});

	it('explains every table, function and trigger', async () => {
		const rows = await database.owner(
			`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
				where ${ours} and c.relkind = 'r' and obj_description(c.oid, 'pg_class') is null
			union all select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
				where ${ours} and obj_description(p.oid, 'pg_proc') is null
			union all select t.tgname from pg_trigger t where not t.tgisinternal and obj_description(t.oid, 'pg_trigger') is null`
		);
		expect(rows).toEqual([]);
	});

	it('indexes every foreign key that is used to find rows', async () => {
		const rows = await database.owner(
			`select c.conrelid::regclass::text || '.' || a.attname as name from pg_constraint c
			join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
			join pg_namespace n on n.oid = c.connamespace
			where c.contype = 'f' and ${ours} and not exists (
				select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1]
			)`
		);
		expect(rows.map((row) => row['name'])).toEqual([]);
	});
});
