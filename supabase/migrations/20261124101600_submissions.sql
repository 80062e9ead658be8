create table public.submissions (
	id uuid primary key default gen_random_uuid(),
	application_id uuid not null unique references public.applications (id),
	idempotency_key uuid not null unique,
	user_id uuid not null,
	snapshot jsonb not null,
	sha256 text not null,
	received_at timestamptz not null,
	prepared_at timestamptz,
	is_late boolean not null
);
comment on table public.submissions is 'What was sent, word for word, with the declarations as they were shown. Never changed.';
comment on column public.submissions.idempotency_key is 'Made on the device before the first attempt; never expires.';
comment on column public.submissions.user_id is 'Who sent it. No foreign key: the file outlives the account.';
comment on column public.submissions.sha256 is 'Hex SHA-256 of snapshot::text in UTF-8.';
comment on column public.submissions.prepared_at is 'When the device says it was sent; only evidence, received_at is the fact.';

alter table public.submissions add constraint submissions_hash_matches
	check (sha256 = encode(sha256(convert_to(snapshot::text, 'UTF8')), 'hex'));

create table private.reference_counters (
	series text primary key,
	last_number integer not null
);
comment on table private.reference_counters is
	'Running numbers, one series per prefix and year. A row and not a sequence: a refused submission leaves no gap.';

revoke all on public.submissions from public, anon, authenticated, service_role;
grant select on public.submissions to authenticated, service_role;
revoke all on private.reference_counters from public, anon, authenticated, service_role;
alter table public.submissions enable row level security;
alter table private.reference_counters enable row level security;

create policy "Members read what their organisation sent" on public.submissions for select to authenticated
	using (application_id in (select private.my_application_ids()));
create policy "Staff read what was sent" on public.submissions for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function private.next_reference_number(p_round public.funding_rounds) returns text
language sql volatile security definer set search_path = ''
as $$
	insert into private.reference_counters as c (series, last_number)
	values (p_round.reference_prefix || '-' || extract(year from p_round.project_from)::int, 1)
	on conflict (series) do update set last_number = c.last_number + 1
	returning c.series || '-' || case when c.last_number < 10000 then lpad(c.last_number::text, 4, '0') else c.last_number::text end;
$$;
comment on function private.next_reference_number(public.funding_rounds) is '<prefix>-<year of the project>-<four digits>.';
revoke all on function private.next_reference_number(public.funding_rounds) from public, anon, authenticated, service_role;

create function private.receipt(p_submission public.submissions) returns jsonb
language sql stable set search_path = ''
as $$
	select jsonb_build_object(
		'application_id', p_submission.application_id,
		'reference_number', p_submission.snapshot ->> 'reference_number',
		'received_at', to_char(p_submission.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
		'sha256', p_submission.sha256,
		'is_late', p_submission.is_late,
		'state', 'submitted',
		'round', p_submission.snapshot #>> '{round,slug}'
	);
$$;
comment on function private.receipt(public.submissions) is
	'Made of immutable rows alone, so that the same key gets the same receipt forever: the state is that of the moment.';
revoke all on function private.receipt(public.submissions) from public, anon, authenticated, service_role;

create function public.submit_application(p_id uuid, p_key uuid, p_revision int, p_prepared_at timestamptz default null)
returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	moment constant timestamptz := private.now();
	application public.applications;
	round public.funding_rounds;
	submission public.submissions;
	problems jsonb;
	document jsonb;
begin
	select a.* into application from public.applications a where a.id = p_id for update;
	if not found or not private.may_write_for(application.organisation_id) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	select s.* into submission from public.submissions s where s.application_id = p_id;
	if found then
		return private.receipt(submission);
	end if;
	if application.state <> 'draft' then
		raise sqlstate 'PT409' using message = 'already_submitted';
	end if;
	if p_key is null or exists (select from public.submissions s where s.idempotency_key = p_key) then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if p_revision is distinct from application.revision then
		raise sqlstate 'PT409' using message = 'draft_moved_on';
	end if;

	select r.* into strict round from public.funding_rounds r where r.id = application.round_id;
	if round.status <> 'published' or moment < round.opens_at then
		raise sqlstate 'PT422' using message = 'round_not_open';
	end if;
	-- Sent on the device in time, received too late: kept with both times and shown to staff as late, never dropped.
	application.is_late := round.closes_at is not null and moment > round.closes_at;
	if application.is_late and (p_prepared_at is null or p_prepared_at > round.closes_at) then
		raise sqlstate 'PT422' using message = 'round_closed';
	end if;
	problems := private.submission_problems(application.form, round);
	if jsonb_array_length(problems) > 0 then
		raise sqlstate 'PT422' using message = 'application_incomplete', detail = problems::text;
	end if;

	application.reference_number := private.next_reference_number(round);
	document := jsonb_build_object(
		'application_id', application.id,
		'reference_number', application.reference_number,
		'round', jsonb_build_object(
			'id', round.id, 'slug', round.slug, 'closes_at', round.closes_at,
			'min_cents', round.min_cents, 'cap_cents', round.cap_cents
		),
		'declarations', round.declarations,
		'form', application.form,
		'form_schema_version', application.form_schema_version,
		'revision', application.revision
	);
	insert into public.submissions
		(application_id, idempotency_key, user_id, snapshot, sha256, received_at, prepared_at, is_late)
	values
		(p_id, p_key, auth.uid(), document, encode(sha256(convert_to(document::text, 'UTF8')), 'hex'), moment,
		p_prepared_at, application.is_late)
	returning * into submission;
	update public.applications set
		reference_number = application.reference_number, submitted_at = moment, is_late = application.is_late,
		updated_at = moment
	where id = p_id;
	perform private.change_state(p_id, 'submitted', array['applicant']);
	perform private.write_audit(
		'applicant', 'submitted', 'application', p_id::text,
		jsonb_build_object('sha256', submission.sha256, 'is_late', submission.is_late, 'submission_id', submission.id)
	);
	return private.receipt(submission);
end;
$$;
comment on function public.submit_application(uuid, uuid, int, timestamptz) is
	'Receipt {"application_id", "reference_number", "received_at", "sha256", "is_late", "state", "round"}; the same for '
	'every repetition, whatever its key: one submission per application. PT404 not_found, PT409 draft_moved_on, PT422 '
	'round_not_open | round_closed | application_incomplete (detail: JSON array of problems) | payload_invalid.';
revoke all on function public.submit_application(uuid, uuid, int, timestamptz) from public, anon, authenticated, service_role;
grant execute on function public.submit_application(uuid, uuid, int, timestamptz) to authenticated;

create trigger submissions_are_append_only before update or delete or truncate on public.submissions
	for each statement execute function private.refuse_change();
comment on trigger submissions_are_append_only on public.submissions is 'Evidence for both sides.';
