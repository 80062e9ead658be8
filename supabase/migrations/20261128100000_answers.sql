drop function private.is_repetition(uuid, public.submissions, uuid, int, timestamptz);
create function private.is_repetition(p_application uuid, p_last public.submissions, p_key uuid, p_answers uuid)
returns boolean
language sql stable security definer set search_path = ''
as $$
	select p_last.id is not null and (
		p_answers is null
		or p_answers is distinct from (private.open_clarification(p_application)).id
		or exists (
			select from public.submissions s where s.application_id = p_application and s.idempotency_key = p_key
		)
	);
$$;
comment on function private.is_repetition(uuid, public.submissions, uuid, uuid) is
	'True where nothing new is being sent: the key is known, or what is sent is not the answer to what the office waits for '
	'now. A phone that was long without network must not answer a question its people have never read.';
revoke all on function private.is_repetition(uuid, public.submissions, uuid, uuid)
	from public, anon, authenticated, service_role;

create function private.is_over(p_closes_at timestamptz, p_moment timestamptz) returns boolean
language sql immutable set search_path = ''
as $$
	select coalesce(p_moment >= date_trunc('second', p_closes_at) + interval '1 second', false);
$$;
comment on function private.is_over(timestamptz, timestamptz) is
	'msUntilClosing of core/round/closing.ts: a call that closes at 23:59:59 takes applications until that second is over. '
	'Null closes_at: never over.';
revoke all on function private.is_over(timestamptz, timestamptz) from public, anon, authenticated, service_role;

create or replace function private.send_first(application public.applications, p_key uuid, p_prepared_at timestamptz)
returns public.submissions
language plpgsql security definer set search_path = ''
as $$
declare
	moment constant timestamptz := private.now();
	round public.funding_rounds;
	submission public.submissions;
begin
	select r.* into strict round from public.funding_rounds r where r.id = application.round_id;
	if round.status <> 'published' or moment < round.opens_at then
		raise sqlstate 'PT422' using message = 'round_not_open';
	end if;
	-- Sent on the device in time, received too late: kept with both times and shown to staff as late, never dropped.
	application.is_late := private.is_over(round.closes_at, moment);
	if application.is_late and (p_prepared_at is null or private.is_over(round.closes_at, p_prepared_at)) then
		raise sqlstate 'PT422' using message = 'round_closed';
	end if;
	perform private.refuse_incomplete(private.submission_problems(application.form, round));

	application.reference_number := private.next_reference_number(round);
	submission := private.keep_submission(application, application.form, p_key, p_prepared_at, application.is_late);
	update public.applications set
		reference_number = application.reference_number, submitted_at = moment, is_late = application.is_late,
		updated_at = moment
	where id = application.id;
	perform private.change_state(application.id, 'submitted', array['applicant']);
	perform private.write_audit(
		'applicant', 'submitted', 'application', application.id::text,
		jsonb_build_object('sha256', submission.sha256, 'is_late', submission.is_late, 'submission_id', submission.id)
	);
	return submission;
end;
$$;

drop function public.submit_application(uuid, uuid, int, timestamptz);
create function public.submit_application(
	p_id uuid, p_key uuid, p_revision int, p_prepared_at timestamptz default null, p_answers uuid default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application public.applications;
	last public.submissions;
	first public.submissions;
begin
	select a.* into application from public.applications a where a.id = p_id for update;
	if not found or not private.may_write_for(application.organisation_id) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	select s.* into last from public.submissions s where s.application_id = p_id order by s.version desc limit 1;
	if not private.is_repetition(p_id, last, p_key, p_answers) then
		if p_revision is distinct from application.revision then
			raise sqlstate 'PT409' using message = 'draft_moved_on';
		elsif application.state = 'draft' then
			perform private.send_first(application, p_key, p_prepared_at);
		else
			perform private.send_answer(application, last, p_key, p_prepared_at);
		end if;
	end if;
	select s.* into strict first from public.submissions s where s.application_id = p_id and s.version = 1;
	return private.receipt(first);
end;
$$;
comment on function public.submit_application(uuid, uuid, int, timestamptz, uuid) is
	'Sends a draft, or the answer to the clarification p_answers while that is open, and gives the receipt '
	'{"application_id", "reference_number", "received_at", "sha256", "is_late", "state", "round"} of version 1: the same '
	'for every repetition, every answer, and what answers nothing any more. read_clarification tells which answer arrived. '
	'For owners and editors. PT404 not_found, PT409 draft_moved_on, PT422 round_not_open | round_closed | '
	'application_incomplete (detail: JSON array of problems) | payload_invalid.';
revoke all on function public.submit_application(uuid, uuid, int, timestamptz, uuid)
	from public, anon, authenticated, service_role;
grant execute on function public.submit_application(uuid, uuid, int, timestamptz, uuid) to authenticated;

create function private.last_answer(p_application uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object(
		'clarification_id', c.id, 'version', s.version, 'received_at', s.received_at, 'sha256', s.sha256,
		'is_late', s.is_late
	)
	from public.submissions s
	-- Each answer makes one version, so the last ones of both belong together.
	cross join lateral (
		select k.id from public.clarifications k
		where k.application_id = s.application_id and k.answered_at is not null
		order by k.answered_at desc limit 1
	) c
	where s.application_id = p_application and s.version > 1
	order by s.version desc limit 1;
$$;
comment on function private.last_answer(uuid) is
	'{"clarification_id", "version", "received_at", "sha256", "is_late"} of the answer that arrived last; null without one.';
revoke all on function private.last_answer(uuid) from public, anon, authenticated, service_role;

create or replace function public.read_clarification(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	clarification public.clarifications;
begin
	if p_application is null or p_application not in (select private.my_application_ids()) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	clarification := private.open_clarification(p_application);
	return jsonb_build_object(
		'clarification', case when clarification.id is not null then jsonb_build_object(
			'id', clarification.id, 'asked_at', clarification.asked_at, 'due_on', clarification.due_on,
			'items', clarification.items, 'message', clarification.message,
			'message_language', clarification.message_language, 'message_de', clarification.message_de
		) end,
		'answered', private.last_answer(p_application)
	);
end;
$$;
comment on function public.read_clarification(uuid) is
	'{"clarification": null | {"id", "asked_at", "due_on", "items", "message", "message_language", "message_de"}, '
	'"answered": null | {"clarification_id", "version", "received_at", "sha256", "is_late"}}: the open one, and the last '
	'answer that arrived, for the people of the application. PT404 not_found.';
