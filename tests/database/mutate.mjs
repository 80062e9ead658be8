// Drops one guard at a time and runs the database tests: each mutation must turn at least one of them red.
// `node tests/database/mutate.mjs <vitest config>`; prints what caught which, and ends with 1 when a guard was not missed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const config = process.argv[2];
const loosened = (name, from, to) =>
	`do $m$ declare body text := pg_get_functiondef('${name}'::regproc); begin
	if position($f$${from}$f$ in body) = 0 then raise exception 'nothing to loosen in ${name}'; end if;
	execute replace(body, $f$${from}$f$, $f$${to}$f$); end $m$`;

const mutations = [
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
		loosened('private.guard_decision', 'promised + new.amount_cents > total', 'false'),
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
		loosened(
			'private.require_staff_for',
			'private.is_member_of(application.organisation_id, auth.uid())',
			'false'
		),
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
		loosened('public.submit_application', 'p_prepared_at > round.closes_at', 'false'),
		'submissions'
	],
	[
		'submitting without membership',
		loosened('public.submit_application', 'or not private.may_write_for(application.organisation_id)', ''),
		'submissions'
	],
	[
		'completeness not checked',
		loosened('public.submit_application', 'jsonb_array_length(problems) > 0', 'false'),
		'submissions'
	],
	[
		'saving without membership',
		loosened('public.save_draft', 'not private.may_write_for(application.organisation_id)', 'false'),
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
		loosened('private.is_open_file_part', 'and private.takes_files(a.state)', ''),
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
		loosened('public.announce_file', 'not private.takes_files(application.state)', 'false'),
		'files'
	],
	[
		'counting parts in any state',
		loosened('public.note_file_part', 'not private.takes_files(application.state)', 'false'),
		'files'
	],
	[
		'completing in any state',
		loosened('public.complete_file', 'not private.takes_files(application.state)', 'false'),
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
		loosened('public.announce_file', `p_document not in ('other', 'signed_page')`, 'false'),
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
	['any path', loosened('public.save_draft', 'not private.is_form_path(c.key) or', ''), 'drafts'],
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
		'reason not needed',
		loosened('private.change_state', 'step.needs_reason and reason is null', 'false'),
		'staff'
	],
	[
		'execute for anon',
		'grant execute on function public.save_draft(uuid, text, int, jsonb, int) to anon',
		'catalogue'
	],
	[
		'mutable search path',
		'alter function public.save_draft(uuid, text, int, jsonb, int) reset search_path',
		'catalogue'
	],
	[
		'a step too many',
		`insert into public.state_transitions values ('draft', 'approved', 'applicant', false, false)`,
		'states'
	]
];

const reportFile = join(mkdtempSync(join(tmpdir(), 'kofei-mutate-')), 'report.json');
let missed = 0;
for (const [name, sql, files] of mutations) {
	const paths = files.split(' ').map((file) => `tests/database/${file}.test.ts`);
	const options = [...(config ? ['--config', config] : []), '--reporter=json', `--outputFile=${reportFile}`];
	spawnSync('npx', ['vitest', 'run', ...options, ...paths], {
		env: { ...process.env, KOFEI_MUTATION: sql },
		stdio: 'ignore'
	});
	const report = JSON.parse(readFileSync(reportFile, 'utf8'));
	const failed = report.testResults.flatMap((file) =>
		file.assertionResults.filter((test) => test.status === 'failed').map((test) => test.fullName)
	);
	const broken = report.testResults.filter(
		(file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed')
	);
	if (failed.length === 0) missed += 1;
	console.log(
		`${failed.length > 0 ? 'caught' : 'MISSED'}  ${name}  ←  ${failed[0] ?? (broken[0]?.message ?? '').slice(0, 200)}${failed.length > 1 ? ` (+${failed.length - 1})` : ''}`
	);
}
process.exit(missed === 0 ? 0 : 1);
