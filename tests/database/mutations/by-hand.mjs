// Guards of the database, taken out by hand: what it is called, the statements that take it out, and the test files that must
// notice, the likeliest first. New ones go to the end.
/** @param {string} [name] @param {string} [from] @param {string} [to] */
const loosened = (name, from, to) =>
	`do $m$ declare body text := pg_get_functiondef('${name}'::regproc); begin
	if position($f$${from}$f$ in body) = 0 then raise exception 'nothing to loosen in ${name}'; end if;
	execute replace(body, $f$${from}$f$, $f$${to}$f$); end $m$`;

/** @type {readonly (readonly string[])[]} */
export const byHand = [
	[
		'applications without row-level security',
		'alter table public.applications disable row level security',
		'access'
	],
	[
		'submissions without row-level security',
		'alter table public.submissions disable row level security',
		'access'
	],
	[
		'members policy of applications dropped',
		'drop policy "Members read the applications of their organisations" on public.applications',
		'access'
	],
	[
		'staff policy of applications shows drafts',
		`alter policy "Staff read applications once they are sent" on public.applications using ((select private.has_staff_role(array['clerk'])))`,
		'access'
	],
	[
		'office details open to members',
		'create policy x on public.status_event_details for select to authenticated using (true)',
		'access'
	],
	[
		'rounds in preparation public',
		'alter policy "Everybody reads published and archived rounds" on public.funding_rounds using (true)',
		'access'
	],
	[
		'update granted on applications',
		'grant update on public.applications to authenticated; create policy x on public.applications for update to authenticated using (true)',
		'access'
	],
	[
		'guard of applications dropped',
		'drop trigger applications_are_guarded on public.applications',
		'access submissions'
	],
	['audit log changeable', 'drop trigger audit_log_is_append_only on public.audit_log', 'audit-log'],
	[
		'chain without its end',
		loosened(
			'public.verify_audit_chain',
			'head.last_id is distinct from checked or head.last_hash is distinct from previous',
			'false'
		),
		'audit-log'
	],
	[
		'chain without links',
		loosened('public.verify_audit_chain', 'entry.previous_hash <> previous or', ''),
		'audit-log'
	],
	[
		'budget not checked',
		loosened('private.guard_decision', 'promised + asked > total', 'false'),
		'decisions'
	],
	[
		'same person signs twice (RPC)',
		loosened('public.countersign_decision', 'decision.first_signed_by = auth.uid()', 'false'),
		'decisions'
	],
	[
		'same person signs twice (table)',
		'alter table public.decisions drop constraint decisions_two_different_people',
		'decisions'
	],
	[
		'conflict of interest of the actor',
		loosened('private.require_staff_for', 'private.is_partial(application.id, auth.uid())', 'false'),
		'decisions'
	],
	[
		'conflict of interest of the first signer',
		loosened(
			'public.countersign_decision',
			'private.is_member_of(application.organisation_id, decision.first_signed_by)',
			'false'
		),
		'decisions'
	],
	[
		'deadline not checked',
		loosened('private.send_first', 'private.is_over(round.closes_at, p_prepared_at)', 'false'),
		'submissions'
	],
	[
		'submitting without membership',
		loosened('public.submit_application', 'or not private.may_write_for(application.organisation_id)', ''),
		'submissions clarifications drafts'
	],
	[
		'completeness not checked',
		loosened('private.refuse_incomplete', 'jsonb_array_length(p_problems) > 0', 'false'),
		'submissions'
	],
	[
		'saving without membership',
		loosened('public.save_draft', 'not private.may_write_application(application)', 'false'),
		'drafts'
	],
	['files without row-level security', 'alter table public.files disable row level security', 'files'],
	[
		'staff see documents of drafts',
		`alter policy "Staff see documents that arrived of applications that were sent" on public.files using (state = 'complete' and (select private.has_staff_role(array['clerk'])))`,
		'files'
	],
	[
		'staff see documents on their way',
		`alter policy "Staff see documents that arrived of applications that were sent" on public.files using ((select private.has_staff_role(array['clerk'])) and exists (select from public.applications a where a.id = application_id and a.state <> 'draft'))`,
		'files'
	],
	[
		'bytes of documents open to everybody who signs in',
		`alter policy "Whoever sees a document reads its bytes" on storage.objects using (bucket_id = 'files')`,
		'files'
	],
	[
		'applicants write to the bucket of what is kept',
		`create policy x on storage.objects for insert to authenticated with check (bucket_id = 'files')`,
		'files'
	],
	[
		'parts that were counted can be exchanged',
		loosened('private.is_open_file_part', `f.received_bytes = split_part(p_name, '/', 3)::int`, 'true'),
		'files'
	],
	[
		'parts without membership',
		loosened('private.is_open_file_part', 'and private.may_write_application(a)', ''),
		'files'
	],
	[
		'parts in any state',
		loosened('private.is_open_file_part', 'and private.takes_file(a.state, f.document)', ''),
		'files'
	],
	[
		'parts of what is removed',
		loosened('private.is_open_file_part', `and f.state = 'announced'`, ''),
		'files'
	],
	[
		'announcing without membership',
		loosened('public.announce_file', 'or not private.may_write_application(application)', ''),
		'files'
	],
	[
		'documents without membership',
		loosened('private.application_of_file', 'or not private.may_write_application(application)', ''),
		'files'
	],
	[
		'announcing in any state',
		loosened('public.announce_file', 'not private.takes_file(application.state, p_document)', 'false'),
		'files'
	],
	[
		'counting parts in any state',
		loosened('public.note_file_part', 'not private.takes_file(application.state, file.document)', 'false'),
		'files'
	],
	[
		'completing in any state',
		loosened('public.complete_file', 'not private.takes_file(application.state, file.document)', 'false'),
		'files'
	],
	[
		'completing without a verdict',
		loosened('public.complete_file', 'file.storage_path is null', 'false'),
		'files'
	],
	[
		'a verdict before the last byte',
		loosened('public.judge_file', 'file.received_bytes <> file.announced_size', 'false'),
		'files'
	],
	['a second verdict', loosened('public.judge_file', 'file.storage_path is not null', 'false'), 'files'],
	[
		'verdicts by applicants',
		'grant execute on function public.judge_file(uuid, text, text, int, text, text) to authenticated',
		'files'
	],
	[
		'somebody else’s file under one’s own application',
		loosened('public.announce_file', 'file.application_id <> p_application', 'false'),
		'files'
	],
	[
		'gaps between parts',
		loosened('public.note_file_part', 'p_offset > file.received_bytes', 'false'),
		'files'
	],
	['parts of any length', loosened('public.note_file_part', 'p_length > longest_part or', ''), 'files'],
	['crumbs', loosened('public.note_file_part', 'p_length % grain <> 0', 'false'), 'files'],
	['thirty-one documents', loosened('public.announce_file', '>= most_files', '>= 999'), 'files'],
	['endless attempts', loosened('public.announce_file', '>= most_attempts', '>= 9999'), 'files'],
	[
		'other bytes under the same id',
		loosened('public.announce_file', 'is distinct from (p_size::int, p_sha256)', 'is null'),
		'files'
	],
	[
		'documents nobody asks for',
		loosened(
			'public.announce_file',
			`p_document not in ('other', 'signed_page') and private.file_room(p_document) = 'application'`,
			'false'
		),
		'files'
	],
	[
		'taking back what the office was given',
		loosened('public.remove_file', `application.state <> 'draft'`, 'false'),
		'files'
	],
	[
		'taking back what was there before the clarification',
		loosened('public.remove_file', 'file.completed_at >=', 'now() >='),
		'files'
	],
	[
		'snapshots with documents that have not arrived',
		loosened('private.sent_files', `and f.state = 'complete'`, ''),
		'files'
	],
	['saving what is sent', loosened('public.save_draft', `application.state <> 'draft'`, 'false'), 'drafts'],
	['saving what nobody asked for', loosened('public.save_draft', 'reopened is null', 'false'), 'drafts'],
	['any path', loosened('private.are_form_changes', 'not private.is_form_path(c.key) or', ''), 'drafts'],
	[
		'any version of the form',
		loosened('public.save_draft', 'not p_schema_version = any (known_schema_versions)', 'false'),
		'drafts'
	],
	[
		'answers without end',
		loosened('private.are_form_changes', `length(c.value #>> '{}') > 2000`, 'false'),
		'drafts'
	],
	['forms without end', loosened('private.is_small_map', '<= 1000', '<= 100000'), 'drafts'],
	['bytes without end', loosened('private.is_small_map', '<= 300000', '<= 30000000'), 'drafts'],
	[
		'a table that takes any size',
		'alter table public.applications drop constraint applications_form_is_a_small_map',
		'drafts'
	],
	[
		'a copy joins anybody',
		loosened('private.start_draft', 'and private.may_write_for(a.organisation_id)', ''),
		'drafts'
	],
	[
		'an old program takes the form back',
		loosened(
			'public.save_draft',
			'greatest(application.form_schema_version, p_schema_version)',
			'p_schema_version'
		),
		'drafts'
	],
	[
		'changes noted for nobody',
		loosened('private.note_draft_change', 'auth.uid()', 'gen_random_uuid()'),
		'drafts'
	],
	[
		'changes of drafts open to everybody',
		'alter policy "Members read who changed their applications" on public.draft_changes using (true)',
		'drafts access'
	],
	[
		'writing anything while the office waits',
		loosened('public.save_draft', 'not private.is_reopened(c.path, reopened)', 'false'),
		'clarifications'
	],
	[
		'lists show unsent words',
		loosened('public.save_draft', `if application.state = 'draft' then`, 'if true then'),
		'clarifications'
	],
	[
		'lists change without a submission',
		loosened('private.guard_application', 'new is distinct from private.with_listed(new, sent)', 'false'),
		'clarifications'
	],
	[
		'a form that moves after sending',
		loosened('private.guard_application', '(private.open_clarification(new.id)).id is null', 'false'),
		'clarifications submissions'
	],
	[
		'asking without a role',
		loosened('private.require_staff_for', `not private.has_staff_role(array['clerk', 'decider'])`, 'false'),
		'clarifications'
	],
	[
		'asking for anything',
		loosened('public.ask_clarification', 'not private.are_clarification_items(p_items, round)', 'false'),
		'clarifications'
	],
	[
		'asking twice for one place',
		loosened('private.are_clarification_items', `count(distinct i.value - 'note')`, 'count(*)'),
		'clarifications'
	],
	[
		'a due day in the past',
		loosened('public.ask_clarification', 'p_due_on not between today and today + 366', 'false'),
		'clarifications'
	],
	[
		'reading the question of others',
		loosened(
			'public.read_clarification',
			'p_application not in (select private.my_application_ids())',
			'false'
		),
		'clarifications'
	],
	[
		'reading earlier questions of others',
		loosened(
			'public.read_earlier_clarifications',
			'p_application not in (select private.my_application_ids())',
			'false'
		),
		'clarifications'
	],
	[
		'the open question among the earlier ones',
		loosened('public.read_earlier_clarifications', 'and c.closed_at is not null', ''),
		'clarifications'
	],
	[
		'what was only written shown as an answer',
		loosened(
			'public.read_earlier_clarifications',
			"select v.snapshot -> 'form' as form from public.submissions v",
			'select a.form from public.submissions v join public.applications a on a.id = v.application_id'
		),
		'clarifications'
	],
	[
		'clarifications open to members',
		'create policy x on public.clarifications for select to authenticated using (true)',
		'access clarifications'
	],
	[
		'questions rewritten',
		'drop trigger clarifications_are_guarded on public.clarifications',
		'clarifications'
	],
	['questions deleted', 'drop trigger clarifications_stay on public.clarifications', 'clarifications'],
	[
		'questions that never close',
		'drop trigger status_events_close_clarifications on public.status_events',
		'clarifications'
	],
	['two open questions', 'drop index public.clarifications_one_open', 'clarifications'],
	[
		'a version twice',
		'alter table public.submissions drop constraint submissions_one_of_each_version',
		'clarifications'
	],
	['a key twice', loosened('private.is_repetition', 's.idempotency_key = p_key', 'false'), 'clarifications'],
	[
		'a foreign key',
		loosened(
			'private.keep_submission',
			'exists (select from public.submissions s where s.idempotency_key = p_key)',
			'false'
		),
		'clarifications submissions'
	],
	[
		'what was sent once sent again',
		loosened('private.is_repetition', 'p_answers is null', 'false'),
		'submissions clarifications'
	],
	[
		'an answer to another question',
		loosened(
			'private.is_repetition',
			'p_answers is distinct from (private.open_clarification(p_application)).id',
			'(private.open_clarification(p_application)).id is null'
		),
		'clarifications'
	],
	['the last second cut off', loosened('private.is_over', `+ interval '1 second'`, ''), 'submissions'],
	[
		'the last answer of others',
		loosened('private.last_answer', 's.application_id = p_application', 'true'),
		'clarifications'
	],
	[
		'an answer to words nobody saw',
		loosened('public.submit_application', 'p_revision is distinct from application.revision', 'false'),
		'clarifications submissions'
	],
	[
		'an answer with holes',
		loosened('private.send_answer', `private.is_reopened(p.value ->> 'path', clarification.items)`, 'false'),
		'clarifications'
	],
	[
		'an answer trapped by later rules',
		loosened('private.send_answer', `private.is_reopened(p.value ->> 'path', clarification.items)`, 'true'),
		'clarifications'
	],
	[
		'unsent words of an earlier question sent',
		loosened(
			'private.send_answer',
			`private.answered_form(p_last.snapshot -> 'form', application.form, clarification.items)`,
			'application.form'
		),
		'clarifications'
	],
	[
		'superfluous answers sent',
		loosened('private.keep_submission', 'private.pruned_form(p_form, round)', 'p_form'),
		'submissions'
	],
	[
		'what a round leaves out, asked',
		loosened('private.asked_fields', 'not left_out && array[f.name, f.section]', 'true'),
		'parity'
	],
	[
		'rows a round leaves out, asked',
		loosened('private.asked_fields', 'not left_out && array[f.list, f.section]', 'true'),
		'parity'
	],
	[
		'what a round needs besides, not asked',
		loosened('private.submission_problems', 'or a.path = any (also_required)', ''),
		'parity'
	],
	[
		'a signed page and a name',
		loosened('private.asked_fields', `or signature = 'typed_name'`, 'or true'),
		'parity'
	],
	[
		'conditions of a row ignored',
		loosened(
			'private.asked_fields',
			`f.shown_if is null
		or private.is_one_of(p_form -> (r.list`,
			`true
		or private.is_one_of(p_form -> (r.list`
		),
		'parity'
	],
	[
		'a German version of German',
		loosened('private.asked_fields', `not in ('"de"', '""', '[]')`, 'is not null'),
		'parity'
	],
	['one person of a group', loosened('private.list_problems', 'then 2 else 1', 'then 1 else 1'), 'parity'],
	[
		'sums that do not multiply',
		loosened('private.product_problems', 'n.quantity * n.unit <> n.amount', 'false'),
		'parity'
	],
	[
		'years to come',
		loosened('private.text_problem', `to_char(p_round.project_from, 'YYYY')`, `'9999'`),
		'parity'
	],
	['the hour 24', loosened('private.text_problem', '2[0-3]', '2[0-4]'), 'parity'],
	[
		'blanks as Postgres knows them',
		loosened(
			'private.field_problem',
			`private.with_plain_blanks(private.trimmed(p_value #>> '{}'))`,
			`private.trimmed(p_value #>> '{}')`
		),
		'parity'
	],
	[
		'refused categories',
		loosened('private.choice_problem', `o.value -> 'is_eligible' = 'false'`, 'false'),
		'parity'
	],
	['a field missing', `delete from private.form_fields where name = 'venue'`, 'parity'],
	[
		'second factor ignored',
		loosened('private.has_staff_role', `not private.is_setting_on('staff_requires_aal2')`, 'true'),
		'staff'
	],
	['dismissed staff', loosened('private.has_staff_role', 'and m.is_active', ''), 'staff'],
	[
		'unconfirmed address claims',
		loosened('public.claim_staff_invitations', 'and u.email_confirmed_at is not null', ''),
		'staff'
	],
	[
		'help without an end',
		loosened('private.my_helped_application_ids', 'and h.until >= (select private.today())', ''),
		'people'
	],
	[
		'help after the removal',
		loosened('private.my_helped_application_ids', 'and h.ended_at is null', ''),
		'people'
	],
	['days in Greenwich', loosened('private.today', 'Europe/Berlin', 'UTC'), 'people'],
	[
		'helpers do not write',
		loosened(
			'private.may_write_application',
			'or p_application.id in (select private.my_helped_application_ids())',
			''
		),
		'people'
	],
	[
		'helpers send',
		loosened(
			'private.may_write_for',
			`and m.role in ('owner', 'editor')
	)`,
			`and m.role in ('owner', 'editor')
	) or p_organisation in (select a.organisation_id from public.applications a where a.id in (select private.my_helped_application_ids()))`
		),
		'people'
	],
	[
		'helpers see all applications of the organisation',
		`alter policy "Helpers read the applications they help with" on public.applications using (organisation_id in (select a.organisation_id from public.application_helpers h join public.applications a on a.id = h.application_id))`,
		'people'
	],
	[
		'helpers decide about those they helped',
		loosened(
			'private.is_member_of',
			'exists (select from public.application_helpers h where h.application_id = a.id and h.user_id = p_user)',
			'false'
		),
		'people'
	],
	[
		'authors decide about what they wrote',
		loosened(
			'private.is_member_of',
			'exists (select from public.draft_changes c where c.application_id = a.id and c.actor_id = p_user)',
			'false'
		),
		'people'
	],
	[
		'everybody invites and removes',
		loosened('private.lock_owned_organisation', `and m.role = 'owner'`, ''),
		'people'
	],
	[
		'inviting to somebody else’s application',
		loosened('private.lock_owned_organisation', 'and a.id in (select private.my_application_ids())', ''),
		'people'
	],
	[
		'invitation of an unconfirmed address',
		loosened('public.claim_invitations', 'and u.email_confirmed_at is not null', ''),
		'people'
	],
	[
		'invitation taken back still opens',
		loosened('public.claim_invitations', 'and i.revoked_at is null', ''),
		'people'
	],
	[
		'invitation never runs out',
		loosened('public.claim_invitations', 'and i.expires_at > moment', ''),
		'people'
	],
	[
		'invitation takes a role away',
		loosened('public.claim_invitations', 'do nothing', 'do update set role = excluded.role'),
		'people'
	],
	[
		'owner by invitation',
		loosened('public.invite_person', `p_role not in ('editor', 'reader', 'helper')`, 'false'),
		'people'
	],
	[
		'help for a year',
		loosened('public.invite_person', 'longest_help constant int := 60', 'longest_help constant int := 365'),
		'people'
	],
	['open invitations without limit', loosened('public.invite_person', '>= most_open', '< 0'), 'people'],
	[
		'invitations of one person without limit',
		loosened(
			'public.invite_person',
			`perform private.within_invitation_limit('invite_by_person', auth.uid()::text, most_a_day);`,
			''
		),
		'people'
	],
	[
		'one address invited without limit',
		loosened(
			'public.invite_person',
			`perform private.within_invitation_limit('invite_again', organisation::text || address, most_to_one_address);`,
			''
		),
		'people'
	],
	[
		'invitations open to helpers',
		`alter policy "Members see whom their organisations have invited" on public.invitations using (organisation_id in (select a.organisation_id from public.applications a where a.id in (select private.my_application_ids())))`,
		'people'
	],
	[
		'last owner leaves',
		loosened('public.leave_application', 'not private.has_other_owner(organisation, auth.uid())', 'false'),
		'people'
	],
	['last owner steps down', loosened('public.change_member_role', `p_role <> 'owner'`, 'false'), 'people'],
	['removing oneself', loosened('public.remove_person', 'or p_person = auth.uid()', ''), 'people'],
	[
		'removed with an invitation left',
		loosened(
			'private.end_access',
			`i.email = (select lower(u.email) from auth.users u where u.id = p_user)`,
			'false'
		),
		'people'
	],
	[
		'people of somebody else’s application',
		loosened('public.application_people', 'and a.id in (select private.my_application_ids())', ''),
		'people'
	],
	[
		'queue for everybody',
		loosened(
			'public.desk_queue',
			`if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])`,
			'if false'
		),
		'desk'
	],
	['search without its index', 'drop index private.cases_search', 'desk'],
	[
		'an order without its index',
		'drop index private.cases_of_view_by_due_day, private.cases_by_due_day',
		'desk'
	],
	[
		'assignment overwritten',
		loosened('public.assign_cases', 'wish.assigned_to is distinct from wish.was', 'false'),
		'desk'
	],
	[
		'work given to a member',
		loosened('public.assign_cases', 'p_to is not null and private.is_partial(wish.id, p_to)', 'false'),
		'desk'
	],
	[
		'work given away by who takes no part',
		loosened('public.assign_cases', 'private.takes_no_part(wish.id) or', ''),
		'desk'
	],
	[
		'messages read for the office by who takes no part',
		loosened('public.note_messages_read', 'if private.takes_no_part(p_application) then', 'if false then'),
		'desk'
	],
	['acting on an old page', loosened('private.require_seen', 'c.revision <> p_seen', 'false'), 'desk'],
	[
		'notes open to members',
		'create policy x on public.case_notes for select to authenticated using (true)',
		'desk'
	],
	['notes changeable', 'drop trigger case_notes_stay on public.case_notes', 'desk'],
	[
		'saved views of others',
		'alter policy "People read the views they saved" on public.saved_views using (true)',
		'desk'
	],
	['assessed without a check', 'drop trigger status_events_need_a_check on public.status_events', 'checks'],
	[
		'check of an earlier version',
		loosened('private.require_formal_check', 'f.version = (', 'f.version <= ('),
		'checks'
	],
	['signed check changeable', 'drop trigger formal_checks_are_guarded on public.formal_checks', 'checks'],
	[
		'check overwritten',
		loosened('public.write_formal_check', 'coalesce(draft.revision, 0) is distinct from p_revision', 'false'),
		'checks'
	],
	[
		'signed without reasons',
		loosened('public.write_formal_check', 'cardinality(lacking) > 0', 'false'),
		'checks'
	],
	[
		'reviews seen too early',
		loosened('private.waits_for_reviews', 'r.submitted_at is null and r.removed_at is null', 'false'),
		'reviews'
	],
	[
		'reviews open to members',
		'create policy x on public.reviews for select to authenticated using (true)',
		'reviews'
	],
	['submitted review changeable', 'drop trigger reviews_are_guarded on public.reviews', 'reviews'],
	[
		'decided without assessments',
		'drop trigger status_events_need_reviews on public.status_events',
		'reviews'
	],
	['reviewers who read the others', 'drop trigger reviews_are_independent on public.reviews', 'reviews'],
	[
		'reviews read without a word in the file',
		loosened('private.has_opened_reviews', 'r.user_id = (select auth.uid())', 'true'),
		'reviews'
	],
	[
		'notes shown to somebody partial',
		`alter policy "Staff read the notes of the office" on public.case_notes using ((select private.has_staff_role(array['clerk', 'decider'])))`,
		'reviews'
	],
	[
		'checks shown to somebody partial',
		`alter policy "Staff read formal checks" on public.formal_checks using ((select private.has_staff_role(array['clerk', 'decider'])))`,
		'reviews'
	],
	[
		'checklist told to somebody partial',
		loosened('public.formal_check', 'private.takes_no_part(p_application)', 'false'),
		'reviews'
	],
	[
		'reviews shown to somebody partial',
		`alter policy "Staff read reviews once everybody has submitted" on public.reviews using ((select private.has_staff_role(array['clerk', 'decider', 'auditor'])) and submitted_at is not null and not private.waits_for_reviews(application_id) and private.has_opened_reviews(application_id))`,
		'reviews'
	],
	[
		'reviewers told to somebody partial',
		loosened('public.case_reviewers', 'not private.takes_no_part(p_application)', 'true'),
		'reviews'
	],
	[
		'a note of somebody partial',
		loosened('public.add_note', 'private.require_staff_for(p_application)', 'null'),
		'reviews'
	],
	[
		'the Land told of a grant undone',
		loosened('public.export_applications', "(private.decision_in_force(a.id)).outcome = 'approved'", 'true'),
		'land-report'
	],
	[
		'proofs counted of a grant undone',
		loosened('private.proof_figures', 'where g.is_in_force and', 'where'),
		'land-report'
	],
	['a declared conflict forgotten', loosened('private.is_partial', 'c.user_id = p_user', 'false'), 'reviews'],
	['signature of somebody partial', 'drop trigger decisions_are_impartial on public.decisions', 'reviews'],
	['reviewer who left', 'drop trigger staff_members_release_reviews on public.staff_members', 'reviews'],
	['cut of another plan', loosened('private.are_cuts', 'or l.planned is null', 'or false'), 'decision-plans'],
	[
		'cuts that cost nothing',
		loosened(
			'private.proposed_decision',
			`coalesce((proposed.plan ->> 'costs_cents')::bigint - (proposed.plan ->> 'approved_costs_cents')::bigint, 0)`,
			'0'
		),
		'decision-plans'
	],
	[
		'a place given twice',
		loosened(
			'private.proposed_decision',
			'p_waiting_rank in (select private.waiting_ranks(p_application.round_id, p_application.id))',
			'false'
		),
		'decision-plans'
	],
	[
		'undone without a reason',
		loosened('private.proposed_decision', `or in_force.outcome in ('approved', 'rejected')`, ''),
		'reopening'
	],
	[
		'reason not needed',
		loosened('private.change_state', 'step.needs_reason and reason is null', 'false'),
		'staff'
	],
	[
		'outbox: a claimed mail is given out again',
		loosened('public.claim_notifications', 'due_at = moment + lease', 'due_at = n.due_at'),
		'outbox'
	],
	[
		'outbox: a late failure wakes a sent mail',
		loosened('public.settle_notification', 'where id = p_id and sent_at is null', 'where false'),
		'outbox'
	],
	[
		'outbox: open to who signs in',
		'grant select on public.notifications to authenticated',
		'outbox catalogue'
	],
	[
		'outbox: silent steps are mailed',
		'drop trigger notifications_are_worth_a_mail on public.notifications',
		'outbox'
	],
	[
		'outbox: who has left is told',
		loosened(
			'public.claim_notifications',
			'm.organisation_id = a.organisation_id and m.user_id = c.recipient_id',
			'true'
		),
		'outbox'
	],
	[
		'outbox: one address is mailed without end',
		loosened(
			'public.invite_person',
			'most_mails_to_one_address constant int := 5',
			'most_mails_to_one_address constant int := 500'
		),
		'outbox'
	],
	[
		'outbox: what was sent again is given up at once',
		loosened('public.claim_notifications', 'coalesce(again_at, created_at)', 'created_at'),
		'mails-given-up'
	],
	[
		'outbox: what the office dealt with is shown on',
		loosened('private.mails_given_up', 'and n.told_at is null', ''),
		'mails-given-up'
	],
	[
		'outbox: whoever has left is shown as not told',
		loosened('private.mails_given_up', `m.role in ('owner', 'editor')`, 'true'),
		'mails-given-up'
	],
	[
		'outbox: a mail is dealt with by whoever takes no part',
		loosened('public.settle_mail_given_up', 'perform private.require_staff_for(mail.application_id);', ''),
		'mails-given-up'
	],
	[
		'outbox: a proof that is checked without an answer is called arrived',
		loosened('private.keep_silent_steps_out', `d.actor_role = 'system'`, 'false'),
		'proofs'
	],
	[
		'outbox: the end after money came back is told to nobody',
		loosened('private.keep_silent_steps_out', `e.from_state = 'recovery'`, 'false'),
		'told-of-the-end'
	],
	[
		'outbox: the end is told twice, by a letter and by itself',
		loosened('private.keep_silent_steps_out', `e.from_state = 'recovery'`, 'true'),
		'told-of-the-end'
	],
	[
		'outbox: a confirmed account is told to nobody',
		loosened('public.judge_bank_account', `private.notify('bank_confirmed'`, `private.notify('letter'`),
		'told-of-the-end'
	],
	[
		'second signature that names a letter where there is none',
		loosened('public.countersign_letter', 'if p_letter is not null then', 'if false then'),
		'signed-letters'
	],
	[
		'second signature past the letter',
		'grant execute on function public.countersign_change(uuid, int) to authenticated',
		'signed-letters catalogue'
	],
	[
		'outbox: whoever has answered is reminded',
		loosened('public.queue_reminders', 'c.closed_at is null and', ''),
		'outbox'
	],
	[
		'outbox: reminded every hour',
		loosened('public.queue_reminders', `n.event = 'reminder' and n.subject_id = c.id`, 'false'),
		'outbox'
	],
	[
		'letters: everybody reads what is printed',
		'alter policy "Members read the printed letters of their organisation" on public.letters using (printed_at is not null)',
		'letters'
	],
	[
		'letters: read before they are printed',
		`alter policy "Members read the printed letters of their organisation" on public.letters using (exists (
			select from public.applications a where a.id = application_id and a.organisation_id in (select private.my_organisation_ids())))`,
		'letters'
	],
	[
		'letters: bytes for everybody',
		`alter policy "Whoever sees a letter reads its bytes" on storage.objects using (bucket_id = 'letters')`,
		'letters'
	],
	['letters: changeable', 'drop trigger letters_are_guarded on public.letters', 'letters'],
	['letters: deletable', 'drop trigger letters_stay on public.letters', 'letters'],
	[
		'letters: opened by strangers',
		loosened('public.open_letter', 'and a.organisation_id in (select private.my_organisation_ids())', ''),
		'letters'
	],
	['letters: no letter of a decision', 'drop trigger decisions_are_written on public.decisions', 'letters'],
	[
		'letters: another one than was signed first',
		loosened(
			'private.write_decision',
			'private.letter_fingerprint(l.language, l.template, l.facts) = new.letter_sha256',
			'true'
		),
		'signed-words'
	],
	[
		'letters: another one than was read',
		loosened('public.countersign_decision', 'p_letter is distinct from decision.letter_sha256', 'false'),
		'signed-words'
	],
	[
		'letters: what was signed first rewritten',
		'drop trigger decisions_keep_signed_words on public.decisions',
		'signed-words'
	],
	[
		'letters: one that undoes says nothing of it',
		loosened('private.told_by_decision', '|| private.told_by_replaced(p_decision)', ''),
		'signed-words'
	],
	[
		'budget: a grant decided anew counted twice',
		loosened('public.round_budget', 's.requested_cents - coalesce(h.bound_cents, 0)', 's.requested_cents'),
		'decision-plans'
	],
	[
		'letters: conditions no letter says',
		loosened('private.keep_letter_of_decision', `new.outcome <> 'approved'`, 'false'),
		'signed-words'
	],
	[
		'letters: templates not checked',
		'drop trigger letter_templates_are_whole on public.letter_templates',
		'letters'
	],
	[
		'letters: templates saved over each other',
		loosened('public.save_letter_template', 'template.version is distinct from p_version', 'false'),
		'letters'
	],
	[
		'letters: templates saved by clerks',
		loosened('public.save_letter_template', `array['admin']`, `array['admin', 'clerk']`),
		'letters'
	],
	[
		'messages: written by strangers',
		loosened('public.write_message', 'or not private.may_write_application(application)', ''),
		'messages'
	],
	[
		'messages: read by strangers',
		loosened('public.read_messages', 'p_application not in (select private.my_application_ids())', 'false'),
		'messages'
	],
	['messages: changeable', 'drop trigger messages_are_guarded on public.messages', 'messages'],
	['messages: deletable', 'drop trigger messages_stay on public.messages', 'messages'],
	[
		'messages: any document goes with them',
		loosened('private.keep_message', `and k.document = 'message'`, ''),
		'messages'
	],
	[
		'messages: a document with two',
		loosened(
			'private.keep_message',
			'and not exists (select from public.message_files o where o.file_id = k.id)',
			''
		),
		'messages'
	],
	[
		'messages: documents go with what is sent',
		loosened('private.sent_files', ` and private.file_room(f.document) = 'application'`, ''),
		'messages'
	],
	[
		'messages: their documents taken back',
		loosened(
			'public.remove_file',
			'exists (select from public.message_files o where o.file_id = p_id)',
			'false'
		),
		'messages'
	],
	[
		'rows of others: letters once they are printed',
		'create policy x on public.letters for select to authenticated using (printed_at is not null)',
		'matrix'
	],
	[
		'rows of others: who is partial',
		'create policy x on public.conflicts for select to authenticated using (true)',
		'matrix'
	],
	[
		'execute for anon',
		'grant execute on function public.save_draft(uuid, text, int, jsonb, int, uuid) to anon',
		'catalogue'
	],
	[
		'mutable search path',
		'alter function public.save_draft(uuid, text, int, jsonb, int, uuid) reset search_path',
		'catalogue'
	],
	[
		'a step too many',
		`insert into public.state_transitions values ('draft', 'approved', 'applicant', false, false)`,
		'states'
	],
	[
		'round edited by anybody of the office',
		loosened('private.locked_round', "array['admin']", "array['admin', 'clerk', 'decider', 'auditor']"),
		'round-editing'
	],
	[
		'round changed over a newer one',
		loosened('private.locked_round', 'round.revision is distinct from p_revision', 'false'),
		'round-editing'
	],
	[
		'published round breaks its promises',
		loosened('public.change_round', "before.status <> 'draft'", 'false'),
		'round-editing'
	],
	[
		'submission names no terms',
		'drop trigger submissions_name_their_terms on public.submissions',
		'round-editing'
	],
	[
		'versions of a round changeable',
		'drop trigger round_versions_are_append_only on public.round_versions',
		'round-editing'
	],
	[
		'versions of a round for everybody',
		'create policy x on public.round_versions for select to authenticated using (true)',
		'round-editing'
	],
	[
		'published round deleted',
		loosened('public.delete_round', "round.status <> 'draft'", 'false'),
		'round-editing'
	],
	[
		'name of a colleague said by anybody',
		loosened('public.set_staff_name', 'p_user is distinct from auth.uid()', 'false'),
		'staff-people'
	],
	[
		'office mailed for every message',
		loosened('private.tell_office', 'and m.read_at is null', 'and false'),
		'messages'
	],
	[
		'office mailed about what was read',
		loosened(
			'public.claim_notifications',
			'w.id = c.subject_id and w.read_at is null',
			'w.id = c.subject_id'
		),
		'messages'
	],
	[
		'documents of the office without end',
		loosened('public.write_office_message', '> most_files', '> 1000'),
		'messages'
	],
	[
		'cases judged by the round of today',
		loosened('private.terms_of', "coalesce(v.terms, '{}')", "'{}'::jsonb"),
		'terms'
	],
	[
		'deadline of today in the formal check',
		loosened('private.check_findings', `first.snapshot #> '{round,closes_at}'`, 'round.closes_at'),
		'terms'
	],
	[
		'ranking by the weights of today',
		loosened('private.review_scores', 'l.revision = s.round_revision', 'false'),
		'terms'
	],
	[
		'terms of a version for all applicants',
		`alter policy "Whoever sent something reads the terms it was sent under" on public.round_versions using (true)`,
		'terms'
	],
	[
		'roles set by anybody of the office',
		loosened('public.set_staff_roles', "array['admin']", "array['admin', 'clerk', 'decider', 'auditor']"),
		'staff-people'
	],
	[
		'last admin may go',
		loosened('public.set_staff_roles', "m.role = 'admin' and m.is_active", 'true'),
		'staff-people'
	],
	[
		'roles for strangers',
		loosened('public.set_staff_roles', 'm.user_id = p_user) then', 'true) then'),
		'staff-people'
	],
	[
		'invitation by anybody of the office',
		loosened('public.invite_staff', "array['admin']", "array['admin', 'clerk', 'decider', 'auditor']"),
		'staff-people'
	],
	[
		'export unrecorded',
		loosened('public.begin_export', 'perform private.write_audit(', 'perform concat('),
		'exports'
	],
	[
		'export read by another',
		loosened('private.export_of_caller', 'e.actor_id = auth.uid()', 'true'),
		'exports'
	],
	[
		'export read after leaving',
		loosened(
			'private.export_of_caller',
			'if not private.has_staff_role(',
			'if false and not private.has_staff_role('
		),
		'exports'
	],
	[
		'export of one page',
		loosened('public.export_applications', 'case when count(*) = page_size', 'case when false'),
		'exports'
	],
	[
		'queue export of one page',
		loosened('public.export_queue', 'case when cardinality(found) = page_size', 'case when false'),
		'exports'
	],
	['names in the trail of exports', loosened('public.begin_export', "p_filter ? 'text'", 'false'), 'exports'],
	[
		'trail read by clerks',
		loosened(
			'public.audit_page',
			"array['auditor', 'admin']",
			"array['auditor', 'admin', 'clerk', 'decider']"
		),
		'exports'
	],
	[
		'figures for everybody',
		loosened(
			'public.round_statistics',
			'if not private.has_staff_role(',
			'if false and not private.has_staff_role('
		),
		'exports'
	],
	[
		'acceptance without the letter',
		loosened('public.accept_grant', 'not exists (select from private.finality(p_application))', 'false'),
		'acceptance'
	],
	[
		'acts for the group without membership',
		loosened('private.lock_own_application', 'or not private.may_write_for(application.organisation_id)', ''),
		'acceptance grant-changes'
	],
	[
		'account without check digits',
		loosened('private.keep_bank_account', 'not private.is_iban(plain)', 'false'),
		'acceptance'
	],
	[
		'private account for everybody',
		loosened('private.keep_bank_account', 'if p_is_private and', 'if false and'),
		'acceptance'
	],
	[
		'another account needs nobody',
		loosened('private.keep_bank_account', 'confirmed_iban is distinct from plain', 'false'),
		'acceptance'
	],
	[
		'release outlives the account it was for',
		loosened('private.keep_bank_account', 'run_id is null and refused_at is null', 'false'),
		'acceptance'
	],
	[
		'own account confirmed (table)',
		'alter table public.bank_accounts drop constraint bank_accounts_confirmed_by_another',
		'acceptance'
	],
	['accounts changeable', 'drop trigger bank_accounts_are_guarded on public.bank_accounts', 'acceptance'],
	[
		'waiver taken back',
		'drop trigger grant_acceptances_are_guarded on public.grant_acceptances',
		'acceptance'
	],
	[
		'final before the time for remedies',
		loosened('private.finality', 'p.final_on <= private.today()', 'true'),
		'acceptance payouts'
	],
	[
		'more requested than granted',
		loosened('public.request_payout', 'not between 1 and rest', 'not between 1 and 1000000000'),
		'payouts'
	],
	[
		'need without end',
		loosened(
			'public.request_payout',
			'p_needed_by > private.today()',
			'false and p_needed_by > private.today()'
		),
		'payouts'
	],
	[
		'requests without number',
		loosened('public.request_payout', ">= (settings ->> 'most_payouts')::int", '>= 1000'),
		'payouts'
	],
	[
		'one person releases (RPC)',
		loosened(
			'public.release_payout',
			"payout.state = 'checked' and payout.first_released_by = auth.uid()",
			'false'
		),
		'payouts'
	],
	[
		'one person releases (table)',
		'alter table public.payouts drop constraint payouts_two_different_people',
		'payouts'
	],
	[
		'release without a decider',
		loosened('public.release_payout', "not private.has_staff_role(array['decider'])", 'false'),
		'payouts'
	],
	[
		'blocks ignored at release',
		loosened('public.release_payout', 'cardinality(blocks) > 0', 'false'),
		'payouts acceptance'
	],
	[
		'paid during a change',
		loosened('private.payout_blocks', 'private.has_open_change(p_payout.application_id)', 'false'),
		'payouts'
	],
	[
		'ordered during a change (table)',
		loosened(
			'private.guard_payout',
			'or exists (select from public.grant_changes c',
			'or false and exists (select from public.grant_changes c'
		),
		'payouts'
	],
	['payouts changeable', 'drop trigger payouts_are_guarded on public.payouts', 'payouts'],
	['runs changeable', 'drop trigger payment_runs_are_guarded on public.payment_runs', 'payouts'],
	[
		'a run pays although an account was changed',
		loosened(
			'private.require_undisturbed_run',
			'private.run_disturbances(r) d where',
			'private.run_disturbances(r) d where false and'
		),
		'grant-gaps'
	],
	[
		'one person lets a disturbed run stand',
		loosened('public.confirm_payment_run', 'run.created_by = auth.uid()', 'false'),
		'grant-gaps'
	],
	[
		'a run taken back that left the house',
		loosened(
			'public.discard_payment_run',
			'num_nonnulls(run.given_out_at, run.settled_at, run.sha256) > 0',
			'false'
		),
		'grant-gaps'
	],
	[
		'closed without its interest',
		loosened('private.require_settled_claims', 'or private.interest_owed_cents(r) > 0)', ')'),
		'grant-gaps'
	],
	[
		'more interest waived than there is',
		loosened(
			'private.require_ruling_fits',
			"if p_ruling.amount_cents not between 1 and most then\n			raise sqlstate 'PT422' using message = 'amount_invalid', detail = jsonb_build_object('rest_cents', most)::text;\n		end if;\n	elsif p_ruling.kind = 'lapse'",
			"if false then null; end if; elsif p_ruling.kind = 'lapse'"
		),
		'grant-gaps'
	],
	[
		'another file for a run',
		loosened('public.note_payment_file', 'run.sha256 <> p_sha256', 'false'),
		'payouts'
	],
	[
		'payouts open to the group',
		'create policy x on public.payouts for select to authenticated using (true)',
		'payouts matrix'
	],
	[
		'change without a second signature (table)',
		'alter table public.grant_changes drop constraint grant_changes_are_decided_with_signatures',
		'grant-changes'
	],
	[
		'one person changes money',
		loosened('public.countersign_change', 'change.first_signed_by = auth.uid()', 'false'),
		'grant-changes'
	],
	[
		'any shift is only noted',
		loosened('private.is_within_tolerance', '(100 + p_percent)', '(100000 + p_percent)'),
		'grant-changes'
	],
	[
		'a change gives more money',
		loosened('private.guard_grant_terms', 'new.amount_cents > before.amount_cents', 'false'),
		'grant-changes'
	],
	['terms rewritten', 'drop trigger grant_terms_stay on public.grant_terms', 'grant-changes'],
	[
		'words of a change rewritten',
		'drop trigger grant_changes_are_guarded on public.grant_changes',
		'grant-changes'
	],
	[
		'money changed while it is being paid',
		loosened('private.close_change', "p.state = 'ordered'", 'false'),
		'grant-changes'
	],
	[
		'one person claims (RPC)',
		loosened('public.countersign_recovery', 'recovery.first_signed_by = auth.uid()', 'false'),
		'recoveries'
	],
	[
		'claims without end',
		loosened('public.claim_recovery', 'not between 1 and most', 'not between 1 and 1000000000'),
		'recoveries'
	],
	['claims changeable', 'drop trigger recoveries_are_guarded on public.recoveries', 'recoveries'],
	[
		'closed with an open claim',
		'drop trigger status_events_need_settled_claims on public.status_events',
		'recoveries'
	],
	['returns changeable', 'drop trigger money_returns_are_guarded on public.money_returns', 'recoveries'],
	[
		'more returned than paid',
		loosened('public.record_return', 'p_amount_cents > most or', 'false or'),
		'grant-changes recoveries'
	],
	[
		'an account given twice needs nobody',
		loosened('private.keep_bank_account', 'and b.confirmed_at is not null', ''),
		'grant-holes'
	],
	[
		'checked by somebody partial, refused by nobody',
		loosened('private.guard_payout', 'new.refused_at is null and (', 'true and ('),
		'grant-holes'
	],
	[
		'bounced before it was ordered',
		loosened('public.bounce_payout', 'given_out is null', 'false'),
		'grant-holes'
	],
	[
		'ordered after it was paid',
		loosened('public.note_payment_file', 'run.settled_at is not null', 'false'),
		'grant-holes'
	],
	[
		'a file without fingerprint',
		loosened('public.note_payment_file', 'p_sha256 is null', 'false'),
		'grant-holes'
	],
	[
		'an auditor makes the file',
		loosened('public.note_payment_file', 'run.sha256 is null and not pays', 'false'),
		'grant-holes'
	],
	[
		'a return takes what a claim waits for',
		loosened('public.record_return', 'most := private.unclaimed_cents(p_application)', 'most := 1000000000'),
		'grant-holes'
	],
	[
		'a claim for what came back',
		loosened('public.countersign_recovery', 'recovery.amount_cents > most', 'false'),
		'grant-holes'
	],
	[
		'closed with money outside',
		loosened(
			'private.require_settled_claims',
			'> coalesce((private.terms_in_force',
			'> 1000000000 + coalesce((private.terms_in_force'
		),
		'grant-holes'
	],
	[
		'shifts add up to more',
		loosened('private.guard_grant_terms', "(new.plan ->> 'approved_costs_cents')::bigint >", 'false and 0 >'),
		'grant-holes'
	],
	[
		'free again after the budget year',
		loosened(
			'public.record_return',
			'extract(year from p_received_on)::int <= private.budget_year(r)',
			'true'
		),
		'recoveries'
	],
	['returned money stays bound', loosened('private.grants_of_round', '- s.freed_cents', ''), 'recoveries'],
	[
		'the first account needs nobody',
		loosened('private.payout_blocks', 'b.needs_confirmation and b.confirmed_at is null', 'false'),
		'acceptance'
	],
	[
		'accounts our file cannot reach',
		loosened('private.keep_bank_account', 'not private.is_sepa_iban(plain)', 'false'),
		'acceptance'
	],
	[
		'released for another account than was seen',
		loosened('public.release_payout', 'account.id is distinct from p_account', 'false'),
		'rulings'
	],
	[
		'taken back after the release (table)',
		loosened(
			'private.guard_payout',
			'or (old.second_released_at is not null and new.withdrawn_at is not null)',
			''
		),
		'rulings'
	],
	[
		'holidays end no period',
		loosened('private.working_day', 'and not private.is_holiday(p_day + d.ahead)', ''),
		'acceptance'
	],
	[
		'terms of today',
		loosened('private.settings_of_grant', "coalesce(v.terms -> 'settings', r.settings)", 'r.settings'),
		'rulings'
	],
	[
		'a raised grant locked away',
		loosened('public.request_payout', 'and p.requested_at >= decision.second_signed_at', ''),
		'rulings'
	],
	[
		'a new decision counts what was promised once',
		loosened('private.guard_decision', 'promised - own.bound_cents', 'promised - 100000'),
		'rulings'
	],
	[
		'a return counts at once',
		loosened('private.grants_of_round', 'and r.confirmed_at is not null', ''),
		'recoveries'
	],
	[
		'one person books and confirms (RPC)',
		loosened('public.confirm_return', 'back.recorded_by = auth.uid()', 'false'),
		'recoveries'
	],
	[
		'booked twice while the first waits',
		loosened('public.record_return', '- private.booked_cents(p_application, p_recovery)', ''),
		'rulings'
	],
	[
		'a reversed return still counts',
		loosened('private.owed_cents', 'and m.reversed_at is null', ''),
		'rulings'
	],
	[
		'one person rules (RPC)',
		loosened('public.countersign_ruling', 'ruling.first_signed_by = auth.uid()', 'false'),
		'rulings'
	],
	[
		'one person rules (table)',
		'alter table public.grant_rulings drop constraint grant_rulings_two_different_people',
		'rulings'
	],
	['rulings changeable', 'drop trigger grant_rulings_are_guarded on public.grant_rulings', 'rulings'],
	['rulings deletable', 'drop trigger grant_rulings_stay on public.grant_rulings', 'rulings'],
	[
		'revoked while a payment is under way',
		loosened('private.require_ruling_fits', "p.state = 'ordered'", 'false'),
		'rulings'
	],
	[
		'waived more than is owed',
		loosened('private.require_ruling_fits', 'not between 1 and most', 'not between 1 and 1000000000'),
		'rulings'
	],
	[
		'waived and claimed anew',
		loosened('private.unclaimed_cents', '- private.waived_cents(p_application)', ''),
		'rulings'
	],
	[
		'rulings open to the group',
		'create policy x on public.grant_rulings for select to authenticated using (true)',
		'rulings'
	],
	[
		'rights for oneself',
		loosened('public.set_staff_roles', 'p_user = auth.uid() and exists', 'false and exists'),
		'staff-people'
	],
	[
		'claims reminded of when they are paid',
		loosened(
			'public.queue_claim_reminders',
			'and (private.owed_cents(r) > 0 or private.interest_owed_cents(r) > 0)',
			''
		),
		'rulings'
	],
	[
		'erased before its time',
		loosened('private.retention_of', '+ private.period_days(kind)', '+ 1'),
		'retention'
	],
	[
		'a held case is erased',
		`${loosened('public.erase_due', 'continue when kept.is_held or', 'continue when')}; ${loosened('public.erase_due', 'and not r.is_held', '')}`,
		'retention'
	],
	[
		'a draft goes without a warning',
		`${loosened('public.erase_due', "(r.kind <> 'draft' or r.is_asked or exists (", '(true or exists (')}; ${loosened('public.erase_due', "kept.kind = 'draft' and not kept.is_asked", 'false')}`,
		'retention'
	],
	[
		'anybody deletes what is kept',
		loosened(
			'private.refuse_change',
			'exists (select from private.erasing e',
			'true or exists (select from private.erasing e'
		),
		'retention audit-log'
	],
	[
		'a case that cannot be erased keeps all others',
		loosened('public.erase_due', 'when others then', 'when division_by_zero then'),
		'erasing-cases'
	],
	[
		'an account that cannot be deleted keeps all others',
		loosened('public.erase_accounts', 'when others then', 'when division_by_zero then'),
		'erasing-cases'
	],
	[
		'what cannot be erased takes the turn of others',
		loosened('private.may_try_erasure', 'f.retry_on > private.today()', 'false'),
		'erasing-cases'
	],
	[
		'a grant goes while it may still be accepted',
		loosened(
			'private.retention_of',
			'last_event := greatest(last_event, (private.terms_in_force(p_application.id)).period_until::timestamptz)',
			'null'
		),
		'erasing-cases'
	],
	...[
		'author_id = p_user',
		'm.user_id = p_user',
		'p.user_id = p_user',
		'n.recipient_id = p_user',
		'f.created_by = p_user'
	].map((whose) => [
		`an account goes that a held case needs: ${whose}`,
		loosened('private.held_with', whose, `${whose} and false`),
		'held-people'
	]),
	[
		'who is out of a held case reads its title',
		loosened(
			'public.my_retention',
			'case when a.id in (select private.my_application_ids()) then a.title end',
			'a.title'
		),
		'held-people'
	],
	[
		'that an account stays is written down every time',
		loosened('public.erase_accounts', 'if asked.kept_at is null then', 'if true then'),
		'held-people'
	],
	[
		'one owner deletes for the other',
		loosened(
			'private.retention_of',
			'and not exists (select from public.erasure_requests r where r.user_id = m.user_id)',
			'and false'
		),
		'retention'
	],
	[
		'names stay behind',
		loosened(
			'private.erase_application',
			"c.relname <> 'erasing'",
			"c.relname not in ('erasing', 'messages')"
		),
		'retention'
	],
	[
		'invited addresses stay behind',
		loosened(
			'private.erase_application',
			'delete from public.notifications n',
			'delete from public.notifications n where false; perform from public.notifications n'
		),
		'retention'
	],
	[
		'figures go with the rows',
		loosened('private.erase_application', 'perform private.keep_figures(p_application);', 'null;'),
		'retention'
	],
	[
		'video in sign language: set by clerks',
		loosened('public.set_sign_language', "array['admin']", "array['admin', 'clerk', 'decider']"),
		'accessibility-reports'
	],
	[
		'periods set by clerks',
		loosened('public.set_retention_period', "array['admin']", "array['admin', 'clerk', 'decider']"),
		'retention'
	],
	[
		'periods below the law',
		'alter table public.retention_periods drop constraint retention_periods_long_enough',
		'retention'
	],
	[
		'holds set by clerks',
		loosened('private.lock_for_hold', "array['decider', 'admin']", "array['decider', 'admin', 'clerk']"),
		'retention'
	],
	[
		'holds set by partial people',
		loosened(
			'private.lock_for_hold',
			'if private.is_partial(p_application, auth.uid()) then',
			'if false then'
		),
		'partial-people'
	],
	[
		'the report leaves unnoted',
		loosened('public.land_report', 'if p_format is not null then', 'if false then'),
		'land-report'
	],
	[
		'reported barriers open to applicants',
		'alter policy "Staff read the barriers that were reported" on public.accessibility_reports using (true)',
		'accessibility-reports'
	],
	[
		'barriers without end',
		loosened('public.report_barrier', '>= most_a_day', '>= 100 * most_a_day'),
		'accessibility-reports'
	],
	[
		'barriers settled by anybody',
		loosened('public.settle_barrier', 'not private.has_staff_role', 'false and not private.has_staff_role'),
		'accessibility-reports'
	],
	[
		'addresses kept after the answer',
		loosened('public.settle_barrier', ', email = null', '') +
			'; alter table public.accessibility_reports drop constraint accessibility_reports_forget_addresses',
		'accessibility-reports'
	],
	[
		'video from anywhere',
		'alter table public.settings drop constraint settings_addresses_lead_somewhere',
		'accessibility-reports'
	],
	[
		'proofs that are being written open to the office',
		`create policy x on public.proofs for select to authenticated using ((select private.has_staff_role(array['clerk'])))`,
		'proofs'
	],
	[
		'checks of proofs open to everybody',
		'create policy x on public.proof_checks for select to authenticated using (true)',
		'proofs'
	],
	[
		'proofs that were sent changeable',
		'drop trigger proof_submissions_stay on public.proof_submissions',
		'proofs'
	],
	[
		'a proof before any money',
		loosened(
			'public.submit_proof',
			`application.state not in ('paid', `,
			`application.state not in ('accepted', 'paid', `
		),
		'proofs'
	],
	[
		'a query opens every receipt',
		loosened('private.is_proof_reopened', `(i.value ->> 'section') || '.'`, `'receipts'`),
		'proofs'
	],
	[
		'a proof answers a query nobody named',
		loosened('public.submit_proof', 'p_answers is null or p_answers is distinct from query.id', 'false'),
		'proofs'
	],
	[
		'a proof judged on an old page',
		loosened('public.judge_receipts', 'p_seen <> checked.revision', 'false'),
		'proofs'
	],
	[
		'a proof signed on an old page',
		loosened('private.lock_proof', 'p_seen is not null and', 'false and'),
		'proof-money'
	],
	[
		'an earlier version of a proof judged',
		loosened('private.lock_proof', 'or (private.last_proof(application.id)).id <> p_submission', ''),
		'proofs'
	],
	[
		'receipts cut without a reason',
		loosened('private.are_receipt_judgements', `<> (j.value ->> 'reason' is null)`, 'and false'),
		'proofs'
	],
	[
		'one person cuts a proof',
		loosened('private.proof_sums', 'c.is_cut or c.claim_cents > 0', 'false'),
		'proofs'
	],
	[
		'the owner concludes a check alone',
		loosened(
			'private.guard_proof_check',
			'new.concluded_at is not null and new.second_signed_at is null',
			'false'
		),
		'proofs'
	],
	[
		'one person signs a check twice',
		loosened('public.countersign_proof_check', 'checked.first_signed_by = auth.uid()', 'false'),
		'proofs'
	],
	[
		'a check countersigned over another sum',
		loosened(
			'public.countersign_proof_check',
			'(sums.grant_cents, sums.claim_cents) is distinct from (checked.grant_cents, checked.claim_cents)',
			'false'
		),
		'proofs'
	],
	[
		'a proof concluded while a payment is under way',
		loosened('private.require_settled_money', `, 'ordered')`, ')'),
		'proofs'
	],
	[
		'a proof concluded while a change is open',
		loosened('private.conclude_proof', 'if private.has_open_change', 'if false and private.has_open_change'),
		'proofs'
	],
	[
		'a cut proof frees nothing',
		loosened('private.conclude_proof', 'p_check.grant_cents < terms.amount_cents', 'false'),
		'proofs'
	],
	[
		'a clerk moves a proof by the general step',
		`insert into public.state_transitions values ('report_submitted', 'report_checked', 'clerk', false, false)`,
		'proofs'
	],
	[
		'pictures of a sent proof removable',
		loosened('public.remove_file', `application.state in ('accepted', 'paid', 'report_due')`, 'true'),
		'proofs'
	],
	[
		'the reminder before the day of a proof counts for the one after it',
		loosened('private.remind_of_proofs', 'n.event = news', 'true'),
		'proofs'
	],
	[
		'sessions: idle ones go on',
		loosened('private.is_session_live', 'coalesce(s.seen_at, a.created_at) > now() - p_idle and', ''),
		'sessions'
	],
	[
		'sessions: no end after half a day',
		loosened('private.is_session_live', `and a.created_at > now() - interval '12 hours'`, ''),
		'sessions'
	],
	[
		'sessions: refresh tokens stay',
		loosened('private.end_sessions', 'delete from auth.sessions a', 'delete from private.sessions a'),
		'sessions'
	],
	[
		'sessions: of somebody else',
		loosened('private.is_session_live', 'and a.user_id = (select auth.uid())', ''),
		'sessions'
	],
	[
		'sessions: not asked for the office',
		loosened('private.has_staff_role', 'and private.is_session_live(private.staff_idle_limit())', ''),
		'sessions'
	],
	[
		'sessions: not asked for members (organisations)',
		loosened('private.my_organisation_ids', 'and (select private.is_session_live(null))', ''),
		'sessions'
	],
	[
		'sessions: not asked for members (applications)',
		loosened('private.my_application_ids', 'and (select private.is_session_live(null))', ''),
		'sessions'
	],
	[
		'sessions: not asked for helpers',
		loosened('private.my_helped_application_ids', 'and (select private.is_session_live(null))', ''),
		'sessions'
	],
	[
		'sessions: not asked for writing',
		loosened('private.may_write_for', 'and private.is_session_live(null)', ''),
		'sessions'
	],
	[
		'sessions: revived by whoever comes late',
		loosened('public.note_session', 'not private.is_session_live(', 'false and not private.is_session_live('),
		'sessions'
	],
	[
		'sessions: a page that asks by itself keeps them',
		loosened('public.note_session', 'and p_is_active and s.seen_at', 'and s.seen_at'),
		'sessions'
	],
	[
		'sessions: written down with every request',
		loosened('public.note_session', `and s.seen_at < now() - interval '1 minute'`, ''),
		'sessions'
	],
	[
		'sessions: the end is told as if a page that asks by itself had put it off',
		loosened(
			'public.note_session',
			'coalesce(s.seen_at, a.created_at) + private.staff_idle_limit()',
			'now() + private.staff_idle_limit()'
		),
		'sessions'
	],
	[
		'sessions: no word of the half day',
		loosened('public.note_session', `a.created_at + interval '12 hours'`, `now() + interval '12 hours'`),
		'sessions'
	],
	[
		'sessions: any word for a device',
		loosened('public.note_session', 'p_device !~', 'false and p_device !~'),
		'sessions'
	],
	[
		'languages: those of others told',
		loosened('public.my_language', 'a.user_id = (select auth.uid())', 'true'),
		'account-languages'
	],
	[
		'languages: any word for one',
		'alter table private.account_languages drop constraint account_languages_are_codes',
		'account-languages'
	],
	['languages: the table open', 'grant select on private.account_languages to authenticated', 'catalogue'],
	[
		'sessions: those of others listed',
		loosened('public.my_sessions', 'a.user_id = (select auth.uid()) and', ''),
		'sessions'
	],
	[
		'sessions: idle ones listed',
		loosened('public.my_sessions', 'seen.at > now() - private.staff_idle_limit() and', ''),
		'sessions'
	],
	[
		'sessions: those of others ended one by one',
		loosened('public.end_session', 'and a.user_id = auth.uid()', ''),
		'sessions'
	],
	[
		'sessions: ended by one that is over',
		loosened('public.end_session', 'not private.is_session_live(null) or', ''),
		'sessions'
	],
	[
		'sessions: everybody ends those of others',
		loosened('public.end_sessions', `private.has_staff_role(array['admin'])`, 'true'),
		'sessions'
	],
	[
		'sessions: an admin ends those of applicants',
		loosened('public.end_sessions', 'not (is_own or is_staff)', 'false'),
		'sessions'
	],
	[
		'sessions: ended without a line in the trail',
		loosened('public.end_session', `public.my_staff_roles() <> '{}'`, 'false'),
		'sessions'
	],
	[
		'sessions: any limit',
		'alter table public.settings drop constraint settings_idle_limit_is_bearable',
		'sessions'
	],
	['sessions: the table open', 'grant select on private.sessions to authenticated', 'catalogue'],
	[
		'factor reset by everybody',
		loosened('public.begin_factor_reset', `not private.has_staff_role(array['admin'])`, 'false'),
		'sessions'
	],
	[
		'factor reset by its owner',
		loosened('public.begin_factor_reset', 'p_user is not distinct from auth.uid()', 'false'),
		'sessions'
	],
	[
		'factor reset without a line in the trail',
		loosened(
			'public.begin_factor_reset',
			`perform private.write_audit('admin', 'second_factor_reset', 'staff_member', p_user::text, '{}');`,
			''
		),
		'sessions'
	],
	[
		'factor reset leaves sessions',
		loosened('public.begin_factor_reset', 'perform private.end_sessions(p_user, null, null);', ''),
		'sessions'
	],
	[
		'partial people told to everybody',
		loosened('public.partial_people', 'not private.has_staff_role', 'false and not private.has_staff_role'),
		'reviews'
	],
	[
		'partial people: nobody found',
		loosened('public.partial_people', 'where private.is_partial(p_application, p.user_id)', 'where false'),
		'reviews'
	],
	[
		'partial people: declared by none',
		loosened('public.partial_people', 'c.user_id is not null', 'false'),
		'reviews'
	],
	[
		'search: short names not heard',
		loosened(
			'private.sounds_sought',
			`|| string_to_array(private.sounds_besides(case when p_has_article then '+' else '' end || p_word), ' ')`,
			''
		),
		'desk'
	],
	[
		'search: articles count',
		loosened(
			'private.search_condition',
			'private.marked_articles(private.folded(p_text))',
			'private.folded(p_text)'
		),
		'desk'
	],
	[
		'search: titles not heard',
		loosened('private.refresh_case', 'private.in_other_scripts(application.title)', 'null'),
		'desk'
	],
	[
		'search: the t of a name that goes on',
		loosened('private.sounds_sought', `p_word ~ '[aey]t$'`, 'false'),
		'desk'
	],
	[
		'search: a letter that is none to others',
		loosened('private.search_condition', 'joined <> p_text', 'false'),
		'desk'
	],
	['search: other scripts not heard', loosened('private.heard', `'x' || e.sound`, `''`), 'desk'],
	[
		'search: vowels of short names ignored',
		loosened('private.sounds_besides', 'length(s.sound) in (1, 2)', 'false'),
		'desk'
	],
	[
		'search: no slips',
		loosened('private.search_condition', 'p_is_fuzzy and length(word) > 3', 'false'),
		'desk'
	],
	[
		'old barriers stay',
		loosened(
			'public.clear_old_barriers',
			`< private.now() - make_interval(days => private.period_days('barrier'))`,
			`< 'epoch'`
		),
		'accessibility-reports'
	],
	[
		'deleting a draft: what was sent too',
		loosened('public.delete_draft', `application.state <> 'draft'`, 'false'),
		'deleting-drafts'
	],
	[
		'deleting a draft: one owner without the other',
		loosened('public.delete_draft', 'm.user_id <> auth.uid()', 'false'),
		'deleting-drafts'
	],
	[
		'deleting a draft: told to everybody who knows its id',
		loosened('public.was_draft_deleted', 'd.user_id = (select auth.uid())', 'true'),
		'deleting-drafts'
	],
	[
		'access that ended: told to whoever is in',
		loosened('public.was_access_ended', 'where m.organisation_id = a.organisation_id and', 'where false and'),
		'people'
	],
	[
		'access that ended: told to whoever helps',
		loosened('public.was_access_ended', 'h.until >= (select private.today())', 'false'),
		'people'
	],
	[
		'access that ended: told to helpers of another application',
		loosened('public.was_access_ended', 'where h.application_id = a.id and h.user_id', 'where h.user_id'),
		'people'
	],
	[
		'access that ended: not told to whoever began it or wrote in it',
		loosened('public.was_access_ended', 'c.actor_id = (select auth.uid())', 'false'),
		'people'
	],
	[
		'access that ended: not told to whoever only read',
		loosened('public.was_access_ended', `i.role <> 'helper'`, 'false'),
		'people'
	],
	[
		'deleting a draft: it comes back',
		'drop trigger deleted_drafts_stay_deleted on public.applications',
		'deleting-drafts'
	],
	[
		'a reopened decision changes the state at once',
		loosened('private.change_state', 'if step.is_internal then', 'if false then'),
		'reopening'
	],
	[
		'reopened twice',
		loosened('private.change_state', 'if private.is_reopened(application.id) then', 'if false then'),
		'reopening'
	],
	[
		'reopenings changeable',
		'drop trigger decision_reopenings_are_guarded on public.decision_reopenings',
		'reopening'
	],
	[
		'reopenings deletable',
		'drop trigger decision_reopenings_stay on public.decision_reopenings',
		'reopening'
	],
	[
		'a reopened refusal is deleted',
		loosened('private.retention_of', 'if private.is_reopened(p_application.id) then', 'if false then'),
		'reopening'
	],
	[
		'less than was asked for without grounds',
		loosened(
			'private.proposed_decision',
			'or p_amount_cents < p_application.requested_cents - cut_cents',
			''
		),
		'decision-plans'
	],
	[
		'first signature under another letter than was read',
		loosened(
			'public.propose_decision',
			"if p_letter is distinct from private.decision_letter(proposed) ->> 'sha256' then",
			'if false then'
		),
		'signed-letters'
	],
	['letters as of the moment', 'drop trigger letters_are_as_signed on public.letters', 'signed-letters'],
	[
		'second signature under another letter than was read',
		loosened('public.countersign_letter', 'if p_letter is distinct from signed.sha256 then', 'if false then'),
		'signed-letters'
	],
	[
		'first signature under a decision that names no letter',
		loosened(
			'public.propose_decision',
			"if p_letter is distinct from private.decision_letter(proposed) ->> 'sha256' then",
			"if p_letter <> private.decision_letter(proposed) ->> 'sha256' then"
		),
		'signed-letters'
	],
	...[
		'propose_change(uuid, text, text, bigint, int, text)',
		'claim_recovery(uuid, uuid, text, text, bigint, date, date, int)',
		'propose_ruling(uuid, uuid, text, uuid, bigint, text, date, date)',
		'sign_proof_check(uuid, text, date, date, int)'
	].map((call) => [
		`first signature past the letter: ${call}`,
		`grant execute on function public.${call} to authenticated`,
		'signed-letters catalogue'
	]),
	[
		'first signature under another letter of a grant than was read',
		loosened(
			'public.sign_letter',
			'if p_letter is distinct from (',
			'if false and p_letter is distinct from ('
		),
		'signed-letters'
	],
	[
		'first signatures of a grant by nobody of the office',
		loosened(
			'private.sign_first',
			"if not private.has_staff_role(array['clerk', 'decider']) then",
			'if false then'
		),
		'signed-letters'
	],
	[
		'change of purpose to nothing in particular',
		loosened('public.propose_change', "if purpose = '' then", 'if false then'),
		'grant-changes'
	],
	[
		'preview that signs',
		loosened('public.preview_signature', "raise sqlstate 'UNDO0';", 'null;'),
		'signed-letters'
	],
	[
		'former names forgotten',
		'drop trigger staff_names_are_kept on public.staff_names; drop trigger staff_names_are_kept_when_gone on public.staff_names',
		'staff-people'
	],
	['names by nobody', 'drop trigger staff_names_say_by_whom on public.staff_names', 'staff-people'],
	[
		'late translations in time at the desk',
		loosened('private.refresh_case', '(private.lateness(application)).since', 'null'),
		'checks'
	],
	[
		'Arabic words with their prefixes alone',
		loosened('private.heard', 'private.without_prefixes(w.said)', 'w.said'),
		'desk'
	],
	[
		'denied remedies taken for an instruction',
		loosened('private.tells_remedies', 'and s.sentence !~* d.words', ''),
		'letters'
	],
	[
		'decisions open to who takes no part',
		`alter policy "Staff read decisions" on public.decisions using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])))`,
		'reviews'
	],
	[
		'letter of a decision shown to who takes no part',
		loosened(
			'public.preview_decision_letter',
			'if private.takes_no_part(decision.application_id) then',
			'if false then'
		),
		'reviews'
	],
	[
		'ranking: scores shown to who takes no part',
		loosened('public.round_ranking', 'except\n\t\t\tselect private.partial_applications(p_round)', ''),
		'reviews'
	],
	[
		'ranking: readers of scores not noted',
		loosened('public.round_ranking', "and (a.state <> 'assessment' or needed <=", 'and (true or needed <='),
		'reviews'
	],
	[
		'ranking: both ends of two assessments',
		loosened('public.round_ranking', 'case when count(*) >= 3 then min(s.score) end', 'min(s.score)'),
		'reviews'
	],
	[
		'waiting list: a place given twice',
		loosened('private.waiting_ranks', 'd.application_id <> p_besides', 'false'),
		'reopening'
	],
	[
		'reasons that nobody sees',
		`create or replace function private.said(p_text text) returns text language sql immutable set search_path = '' as $x$ select nullif(btrim(p_text, E' \\t\\r\\n'), '') $x$`,
		'reopening'
	],
	[
		'reasons of conflicts open to the office',
		`alter policy "Staff read who is partial" on public.conflicts using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])))`,
		'reviews'
	],
	[
		'trail of a case shown to who takes no part',
		`alter policy "Auditors and admins read the audit log" on public.audit_log using ((select private.has_staff_role(array['auditor', 'admin'])))`,
		'partial-people'
	],
	[
		'pages and files of the trail shown to who takes no part',
		loosened('private.audit_entries', "hidden <> '{}'", 'false'),
		'partial-people'
	],
	[
		'entries hidden without a word',
		loosened('public.hides_audit_entries', '= any (private.hidden_cases())', "= ''"),
		'partial-people'
	],
	[
		'clerk asks what the trail hides',
		loosened(
			'public.hides_audit_entries',
			"array['auditor', 'admin']",
			"array['auditor', 'admin', 'clerk', 'decider']"
		),
		'partial-people'
	],
	...[
		['Staff read rulings', 'grant_rulings'],
		['Staff read changes', 'grant_changes'],
		['Staff read claims', 'recoveries'],
		['Staff read checks of proofs', 'proof_checks']
	].map(([policy, table]) => [
		`${table}: proposals open to who takes no part`,
		`alter policy "${policy}" on public.${table} using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])))`,
		'partial-people'
	]),
	...['change', 'ruling', 'recovery'].map((source) => [
		`letter of a ${source} shown to who takes no part`,
		loosened('public.preview_grant_letter', `private.takes_no_part(${source}.application_id)`, 'false'),
		'partial-people'
	]),
	[
		'letter of a proof shown to who takes no part',
		loosened('public.preview_proof_letter', 'private.takes_no_part(checked.application_id)', 'false'),
		'partial-people'
	],
	[
		'grant: proposals shown to who takes no part',
		loosened('public.case_grant', 'not private.takes_no_part(p_application)', 'true'),
		'partial-people'
	],
	[
		'proof: an open check shown to who takes no part',
		loosened('public.case_proof', 'not private.takes_no_part(p_application)', 'true'),
		'partial-people'
	],
	[
		'waiting letters named to who takes no part',
		loosened('public.signed_letters', 'and not private.takes_no_part(p_application)', ''),
		'partial-people'
	],
	[
		'assessment handed in taken out by any clerk',
		loosened('public.remove_reviewer', "private.has_staff_role(array['decider', 'admin'])", 'true'),
		'reviews'
	],
	[
		'assessment taken out by who has read it',
		loosened('public.remove_reviewer', 'or not exists (', 'or true or not exists ('),
		'reviews'
	],
	[
		'assessment of who is partial counts for ever',
		loosened('public.remove_reviewer', 'private.is_partial(p_application, p_reviewer) or', ''),
		'reviews'
	],
	[
		'clerk undoes what a decider signed whose role was taken away',
		loosened('private.require_signers_peer', "m.role = 'decider'", "m.role = 'decider' and m.is_active"),
		'reasons'
	],
	['marks and lengthening strokes as words', loosened('private.said', '\\u0300-\\u036f', ''), 'reasons'],
	[
		'two colleagues of one name',
		loosened('public.set_staff_name', 'if private.is_borne_name(words, p_user)', 'if false'),
		'staff-people'
	],
	[
		'a colleague’s name by invitation',
		loosened('public.claim_staff_invitations', 'and not private.is_borne_name(invitation.name, actor)', ''),
		'staff-people'
	],
	[
		'names that hide signs',
		loosened('public.set_staff_name', 'if private.hides_signs(words) then', 'if false then'),
		'staff-people'
	],
	[
		'steps of the office open to who takes no part',
		`alter policy "Staff read who acted and why" on public.status_event_details using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])))`,
		'reviews'
	],
	[
		'money once more: a file made first over what came back',
		loosened('public.note_payment_file', 'p.bounced_on is not null', 'false'),
		'money-once-more'
	],
	[
		'money once more: a bounce clears away what waits for a second person',
		loosened('public.bounce_payout', 'perform private.require_undisturbed_run(payout.run_id);', ''),
		'money-once-more'
	],
	[
		'money once more: a bounce under an open claim',
		loosened('private.require_bounce_fits', 'private.has_unsettled_claim(p_payout.application_id)', 'false'),
		'money-once-more'
	],
	[
		'money once more: closed over a payment that was asked for',
		loosened(
			'private.require_settled_money',
			`('requested', 'checked', 'released', 'ordered')`,
			`('ordered')`
		),
		'money-once-more'
	],
	[
		'cash desk: other money is what the report says',
		loosened(
			'private.counted_income_cents',
			`from jsonb_array_elements(p_plan -> 'further_grants') g`,
			`from jsonb_array_elements('[]') g`
		),
		'proof-money'
	],
	[
		'cash desk: a grant made larger by one signature',
		loosened('private.proof_sums', 'or c.kept_cents > c.planned_left_cents', ''),
		'proof-money'
	],
	[
		'cash desk: judged over what somebody else did',
		loosened('public.judge_receipts', 'checked.worked_by = auth.uid()', 'true'),
		'proof-money'
	],
	[
		'cash desk: judged over what somebody else did in between',
		loosened(
			'private.note_who_works',
			'new.worked_from := old.revision',
			'new.worked_from := coalesce(old.worked_from, 0)'
		),
		'proof-money'
	],
	[
		'cash desk: interest without an upper limit',
		loosened('public.record_return', 'p_interest_cents > most_interest', 'false'),
		'grant-gaps'
	],
	[
		'cash desk: interest confirmed that is not owed any more',
		loosened('public.confirm_return', 'back.interest_cents > coalesce(', 'false and 0 > coalesce('),
		'grant-gaps'
	],
	[
		'cash desk: what erased applications asked for',
		loosened('public.round_budget', "p.state <> 'withdrawn'", 'false'),
		'retention'
	],
	[
		'cash desk: how somebody else’s grant came to stand',
		loosened(
			'public.own_grant_history',
			'p_application not in (select private.my_application_ids())',
			'false'
		),
		'own-grant-history'
	],
	[
		'cash desk: whole accounts for who only reads',
		loosened('public.own_grant_history', 'acts or b.given_by = auth.uid()', 'true'),
		'own-grant-history'
	],
	[
		'cash desk: mails of everybody',
		loosened('public.own_mails', 'n.recipient_id = auth.uid()', 'true'),
		'own-grant-history'
	],
	[
		'cash desk: claims that wait, told to the group',
		loosened(
			'public.own_grant_history',
			'r.application_id = p_application and r.second_signed_at is not null',
			'r.application_id = p_application'
		),
		'own-grant-history'
	],
	[
		'cash desk: devices of everybody',
		loosened('public.own_push_subscriptions', 's.user_id = auth.uid()', 'true'),
		'own-grant-history'
	],
	[
		'cash desk: a list that left the house without a word',
		loosened('public.payment_order', 'if pays then', 'if false then'),
		'cash-desk'
	],
	[
		'cash desk: an auditor’s list that can be paid by',
		loosened('public.payment_order', 'case when shown then', 'case when true then'),
		'cash-desk'
	],
	[
		'cash desk: paid before its day',
		loosened('public.settle_payment_run', 'p_paid_on < run.execution_on - most_days_early', 'false'),
		'cash-desk'
	],
	[
		'cash desk: the account of the city by one person',
		loosened('public.confirm_payer_account', 'proposal.proposed_by = auth.uid()', 'false'),
		'cash-desk'
	],
	[
		'cash desk: another account of the city than was read',
		loosened('public.confirm_payer_account', 'and y.id = p_proposal', ''),
		'cash-desk'
	],
	[
		'cash desk: an account that waits begins anew',
		loosened('public.set_payer_account', 'if proposal is null then', 'if true then'),
		'cash-desk'
	],
	[
		'cash desk: holders no payment file can name',
		loosened('private.keep_bank_account', 'not private.is_sepa_name(called)', 'false'),
		'cash-desk'
	],
	[
		'cash desk: paid to a holder no file can name',
		loosened('private.payout_blocks', 'not private.is_sepa_name(b.holder)', 'false'),
		'cash-desk'
	],
	[
		'cash desk: a grant larger than what was paid',
		loosened('private.proof_sums', 'c.income_cents, c.kept_cents', 'c.income_cents, c.left_cents'),
		'proof-money'
	],
	[
		'cash desk: receipts of other applications not compared',
		'drop trigger proof_submissions_mark_receipts on public.proof_submissions',
		'proof-money',
		'letter signed by somebody it cannot name',
		loosened(
			'private.name_signer',
			`new.facts ->> 'signer' is null then
		raise`,
			`false then
		raise`
		),
		'signed-letters signed-words'
	],
	[
		'preview that names whoever looks at it',
		loosened('private.next_signer', `and private.has_staff_role(array['decider'])`, ''),
		'signed-letters'
	],
	[
		'invitation that renames somebody',
		loosened(
			'public.claim_staff_invitations',
			'on conflict (user_id) do nothing',
			'on conflict (user_id) do update set name = excluded.name'
		),
		'staff'
	],
	[
		'a dot as a reason of a score',
		loosened(
			'private.are_scores',
			`private.said(p_scores -> code ->> 'reason') is null`,
			`private.trimmed(p_scores -> code ->> 'reason') = ''`
		),
		'reasons'
	],
	[
		'decision discarded without a reason',
		loosened('public.discard_decision', 'if grounds is null', 'if false'),
		'reasons'
	],
	...['discard_decision', 'keep_decision', 'transition_application'].map((name) => [
		`clerk undoes what a decider signed (${name})`,
		loosened(`public.${name}`, 'private.require_signers_peer(', 'to_json('),
		'reasons'
	]),
	[
		'template saved without remedies',
		loosened('private.letter_template_problems', `'[{"code": "remedies_missing"}]'`, `'[]'`),
		'letters'
	],
	[
		'late: dropped where the round is archived',
		loosened('private.send_first', "not in ('published', 'archived')", "not in ('published')"),
		'archived-rounds'
	],
	[
		'late: a new draft dropped where the round is archived',
		loosened('private.start_draft', "in ('published', 'archived')", "in ('published')"),
		'archived-rounds'
	],
	[
		'round archived with cases that are open',
		loosened('public.set_round_status', 'undecided > 0', 'false'),
		'archived-rounds'
	],
	[
		'open round opened again',
		loosened(
			'public.set_round_status',
			`p_to = 'reopened' and round.status = 'archived'`,
			`p_to = 'reopened'`
		),
		'round-editing'
	],
	...[
		[
			'a proof signed over what waits',
			'public.sign_proof_check',
			'perform private.require_settled_money(checked.application_id);',
			''
		],
		[
			'a proof countersigned over what waits',
			'public.countersign_proof_check',
			'perform private.require_settled_money(checked.application_id);',
			''
		],
		[
			'a booking that waits',
			'private.require_settled_money',
			'm.confirmed_at is null and m.discarded_at is null',
			'false'
		],
		[
			'a claim that waits',
			'private.require_settled_money',
			'r.second_signed_at is null and r.discarded_at is null',
			'false'
		],
		[
			'a claim signed over a booking',
			'public.countersign_recovery',
			'm.confirmed_at is null and m.discarded_at is null',
			'false'
		],
		[
			'a claim of before the grant became smaller',
			'public.countersign_recovery',
			'most := most - terms.amount_cents',
			'null'
		],
		[
			'unasked money that was claimed since',
			'public.confirm_return',
			'r.second_signed_at > back.recorded_at',
			'false'
		],
		[
			'closed over a booking',
			'private.require_settled_claims',
			'm.confirmed_at is null and m.discarded_at is null',
			'false'
		],
		['no room beside a claim', 'public.record_return', '- booked_free', '- booked'],
		[
			'interest of later days booked',
			'public.record_return',
			'private.interest_owed_on_cents(recovery, p_received_on)',
			'private.interest_owed_cents(recovery)'
		],
		[
			'a grant with what was given back',
			'private.proof_sums',
			'least(f.left_cents, p.kept_cents) as kept_cents',
			'least(f.left_cents, p.paid_cents) as kept_cents'
		],
		['not paid any more without a reason', 'public.sign_proof_check', 'or sums.unpaid_cents > 0', ''],
		[
			'figures with what came back later',
			'private.proof_figures_of',
			'greatest(0, private.unclaimed_cents(p_application))',
			'k.grant_cents'
		]
	].map(([name, subject, from, to]) => [
		`no cent twice: ${name}`,
		loosened(subject, from, to),
		'no-cent-twice'
	]),
	...[
		['seen by one', 'public.confirm_bounce', 'payout.back_noted_by = auth.uid()', 'false'],
		[
			'made by the owner',
			'private.guard_payout',
			'old.paid_on is not null and new.bounced_on is not null',
			'false'
		],
		['before it was paid', 'private.require_bounce_fits', 'p_on < coalesce(p_payout.paid_on, p_on)', 'false'],
		[
			'over money that was sent back',
			'private.require_bounce_fits',
			'private.returned_cents(p_payout.application_id) +',
			'-1000000000 +'
		],
		['checked while one waits', 'private.require_settled_money', 'p.back_noted_at is not null', 'false'],
		['lost after the proof', 'private.order_again', 'if rest <= 0 then', 'if true then'],
		[
			'paid again less what came back',
			'private.order_again',
			'private.is_concluded(application.id)',
			'false'
		],
		[
			'blocked by what came back',
			'private.payout_blocks',
			'private.is_concluded(p_payout.application_id)',
			'false'
		],
		['to the same account unasked', 'private.payout_blocks', 'b.given_at < p_payout.requested_at', 'false'],
		[
			'no account after the proof',
			'public.give_bank_account',
			'and private.waits_for_payment(p_application)',
			'and false'
		],
		[
			'any account after the proof',
			'public.give_bank_account',
			'and private.waits_for_payment(p_application)',
			''
		],
		['accounts nobody judges', 'public.desk_payments', 'private.waits_for_payment(a.id)', 'false'],
		[
			'taken back for good',
			'public.withdraw_payout',
			`or application.state not in ('accepted', 'paid', 'report_due')`,
			''
		],
		['a holder that is too long', 'private.keep_bank_account', 'length(called) > 70', 'false']
	].map(([name, subject, from, to]) => [`bounces: ${name}`, loosened(subject, from, to), 'bounces']),
	[
		'translation that came late counts as in time',
		loosened('private.check_findings', 'when late.since <= private.now()', 'when false'),
		'checks'
	],
	...[
		[
			'booked beside its claim',
			'public.record_return',
			'private.has_unbooked_claim(p_application, p_received_on)',
			'false'
		],
		[
			'interest booked beside its claim',
			'private.has_unbooked_claim',
			'private.interest_owed_on_cents(r, p_on) >',
			'0 >'
		],
		[
			'too much before all is booked',
			'public.record_return',
			'(p_amount_cents, p_interest_cents) <> (most, greatest(0, most_interest))',
			'false'
		],
		['too much without a word', 'public.record_return', 'p_excess_cents > 0 and note is null', 'false'],
		['too much that is owed', 'public.confirm_return', 'back.excess_cents > 0', 'false'],
		[
			'too much changed later',
			'private.guard_money_return',
			'old.recorded_at, old.excess_cents, old.excess_note',
			'old.recorded_at, new.excess_cents, new.excess_note'
		],
		['given up by one', 'public.refuse_payout', 'private.may_lapse(payout)', 'false'],
		[
			'given up before the check',
			'private.may_lapse',
			'private.is_concluded(p_payout.application_id)',
			'true'
		],
		[
			'given up while ordered again',
			'private.may_lapse',
			'and not exists (select from public.payouts n where n.replaces = p_payout.id)',
			''
		],
		[
			'given up of another grant',
			'private.require_ruling_fits',
			'and p.application_id = p_ruling.application_id',
			''
		],
		['given up and bound for ever', 'private.let_lapse', 'kept < terms.amount_cents', 'false'],
		['paid again and not bound', 'private.grants_of_round', 's.paid_cents + s.again_cents', 's.paid_cents'],
		['paid again less what was let go', 'private.order_again', '+ private.waived_cents(application.id)', ''],
		[
			'blocked by what was let go',
			'private.payout_blocks',
			'+ private.waived_cents(p_payout.application_id)',
			''
		],
		['shown though discarded', 'public.read_grant', 'm.discarded_at is null', 'true']
	].map(([name, subject, from, to]) => [
		`money in its place: ${name}`,
		loosened(subject, from, to),
		'money-in-its-place'
	]),
	...[
		['dropped by an old form', 'and y.id = p_seen', ''],
		['replaced by an old form', 'waiting is distinct from p_seen', 'false']
	].map(([name, from, to]) => [
		`payer seen: ${name}`,
		loosened('public.set_payer_account', from, to),
		'cash-desk'
	]),
	[
		'names of all scripts: payees the search does not know',
		loosened('private.receipt_mark', 'private.payee_key(', 'private.folded('),
		'proof-money'
	],
	...[
		[
			'a pot lowered below what it binds',
			'private.guard_round_budget',
			'new.total_budget_cents < private.approved_cents(new.id)',
			'false'
		],
		[
			'a round that waits for its pot',
			'private.guard_round_budget',
			'new.total_budget_cents < old.total_budget_cents and',
			''
		],
		['interest before the money', 'private.require_claim_days', 'p_interest_from < first_paid', 'false'],
		[
			'a run of their own noted as paid',
			'public.settle_payment_run',
			'perform private.require_impartial_run(p_run);',
			''
		],
		[
			'a run of their own taken back',
			'public.discard_payment_run',
			'perform private.require_impartial_run(p_run);',
			''
		],
		[
			'a run of their own given out',
			'public.payment_order',
			'perform private.require_impartial_run(p_run);',
			''
		],
		[
			'a file of their own made',
			'public.note_payment_file',
			'perform private.require_impartial_run(p_run);',
			''
		],
		[
			'who signed a change of theirs',
			'public.desk_payments',
			'when not private.takes_no_part(a.id) then c.first_signed_by',
			'when true then c.first_signed_by'
		],
		[
			'a claim of theirs that waits',
			'public.desk_payments',
			'(r.second_signed_at is null and not private.takes_no_part(a.id))',
			'r.second_signed_at is null'
		],
		[
			'a ruling of theirs that waits',
			'public.desk_payments',
			`w.discarded_at is null
				and not private.takes_no_part(a.id)`,
			'w.discarded_at is null'
		],
		[
			'a second payment that makes a grant paid once more',
			'public.settle_payment_run',
			`a.id = paid.application_id and a.state = 'accepted'`,
			'a.id = paid.application_id'
		],
		[
			'a case that stays closed though something is owed',
			'public.countersign_ruling',
			'perform private.open_if_owed(ruling.application_id);',
			''
		],
		[
			'a case opened though nothing is owed',
			'private.open_if_owed',
			'> coalesce((private.terms_in_force(p_application)).amount_cents, 0)',
			'> 0'
		],
		['words about people in the trail', 'public.judge_receipts', `j.value -> 'accepted_cents'`, 'j.value'],
		[
			'a payment ended by one person',
			'private.proof_sums',
			'c.unpaid_cents > 0 and exists (',
			'false and exists ('
		],
		['every refusal ends a payment', 'private.proof_sums', 'p.refused_at >= (', 'p.refused_at <> ('],
		[
			'an old proposal that names a missing right',
			'private.close_change',
			`(told ->> 'amount_cents')::bigint > terms.amount_cents`,
			'false'
		],
		[
			'words about people in an order that stays',
			'private.erase_application',
			`set confirm_note = '–'`,
			'set confirm_note = r.confirm_note'
		]
	].map(([name, subject, from, to]) => [
		`money and people: ${name}`,
		loosened(subject, from, to),
		'money-and-people'
	]),
	[
		'report to the Land: as of before a payment came back',
		loosened('public.land_report', `l.action = 'payout_bounced'`, 'false'),
		'land-report'
	],
	...[
		[
			'another day',
			'private.remind_of_proofs',
			'n.subject_id = private.day_of_proof(proof.id, proof.due_on)',
			'true'
		],
		[
			'the same day twice',
			'private.remind_of_proofs',
			'n.subject_id = private.day_of_proof(proof.id, proof.due_on)',
			'false'
		],
		['asked for at once', 'public.queue_reminders', `<= q.due_on - shortest_time`, '<= q.due_on'],
		['long before', 'public.queue_reminders', 'q.due_on - days_before and', `q.due_on - 30 and`],
		['twice', 'public.queue_reminders', 'n.subject_id = q.id', 'false']
	].map(([name, subject, from, to]) => [
		`reminders of a proof: ${name}`,
		loosened(subject, from, to),
		'proofs'
	]),
	[
		'reminded once for ever',
		loosened(
			'public.queue_claim_reminders',
			'n.subject_id = coalesce(b.id, r.id)',
			'n.subject_id in (b.id, r.id)'
		),
		'grant-gaps'
	],
	[
		'reminded on the day a booking was reversed',
		loosened(
			'public.queue_claim_reminders',
			'greatest(r.second_signed_at, b.reversed_at)',
			'r.second_signed_at'
		),
		'grant-gaps'
	],
	[
		'the list of a run names what came back',
		loosened('public.payment_order', `'bounced_on', p.bounced_on`, `'bounced_on', null`),
		'cash-desk'
	],
	...[
		['the one who did it', 'private.tell_others', 'and m.user_id <> auth.uid()', ''],
		['readers', 'private.tell_others', `m.role in ('owner', 'editor')`, 'true'],
		['of what the office does', 'private.tell_others', 'private.may_write_for(a.organisation_id)', 'true'],
		['twice of another account', 'public.give_bank_account', `n.event = 'bank_changed'`, 'false'],
		['of no account', 'public.give_bank_account', 'b.number > coalesce(newest, 0)', 'true'],
		['who only reads by now', 'public.claim_notifications', `and m.role in ('owner', 'editor')`, ''],
		['in the language of somebody else', 'public.claim_notifications', 'l.locale,', ''],
		[
			'the contact in another language than it asks for',
			'public.claim_notifications',
			`case when lower(btrim(a.form ->> 'contact_email')) = lower(u.email) then a.form ->> 'contact_language' end,`,
			''
		],
		[
			'readers, on the screen',
			'public.read_grant',
			'case when acts then private.deeds_of_group',
			'case when true then private.deeds_of_group'
		],
		['without end, on the screen', 'private.deeds_of_group', 'limit 20', ''],
		['an order in the office as one at the bank', 'public.read_grant', 'n.given_out_at is not null', 'true'],
		['a day that is over', 'public.read_grant', 'n.execution_on >= private.today()', 'true'],
		[
			'the day of a run that stands still',
			'public.read_grant',
			'not exists (select from private.run_disturbances(n))',
			'true'
		]
	].map(([name, subject, from, to]) => [
		`told to others: ${name}`,
		loosened(subject, from, to),
		'told-to-others'
	]),
	...[
		['acceptances_are_told', 'grant_acceptances'],
		['acceptances_with_waiver_are_told', 'grant_acceptances'],
		['waivers_are_told', 'grant_acceptances'],
		['payouts_are_told', 'payouts'],
		['payouts_taken_back_are_told', 'payouts'],
		['changes_are_told', 'grant_changes'],
		['cancellations_are_told', 'grant_changes'],
		['changes_taken_back_are_told', 'grant_changes'],
		['withdrawals_are_told', 'applications']
	].map(([trigger, table]) => [
		`told to others: ${trigger} dropped`,
		`drop trigger ${trigger} on public.${table}`,
		'told-to-others'
	]),
	[
		'saved views removed by whoever is not of the office',
		loosened('public.forget_view', 'not private.has_staff_role', 'false and not private.has_staff_role'),
		'calls'
	],
	[
		'counting of another subject begun anew',
		`create or replace function public.restart_rate_limit(p_bucket text, p_subject_hash text) returns jsonb language sql security definer
		set search_path = '' as $$ delete from public.rate_limits r where r.bucket = p_bucket; select '{}'::jsonb $$`,
		'staff'
	]
];
