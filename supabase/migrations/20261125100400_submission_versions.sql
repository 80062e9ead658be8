alter table public.submissions add column version integer not null default 1;
alter table public.submissions alter column version drop default;
comment on column public.submissions.version is
	'1 is what arrived first, and its receipt is THE receipt; each answer to a clarification adds one.';
comment on column public.submissions.is_late is 'Arrived after the deadline of the round; an answer: after the day it was due on.';

alter table public.submissions drop constraint submissions_application_id_key;
alter table public.submissions add constraint submissions_one_of_each_version unique (application_id, version);
alter table public.submissions add constraint submissions_versions_from_one check (version >= 1);

create function private.sent_files(p_application uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select '[]'::jsonb where p_application is not null;
$$;
comment on function private.sent_files(uuid) is
	'[{id, document, name, size, sha256, media_type, language}] of the files that have arrived: what a submission counts as '
	'handed in. Words never wait for files.';
revoke all on function private.sent_files(uuid) from public, anon, authenticated, service_role;

create or replace function private.guard_application() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
	sent jsonb;
begin
	if tg_op = 'INSERT' then
		if new.state <> 'draft' then
			raise exception 'applications begin as drafts' using errcode = '42501';
		end if;
		return new;
	end if;
	if new.state <> old.state and not exists (
		select from public.status_events e
		join public.state_transitions t on t.from_state = e.from_state and t.to_state = e.to_state
		where e.application_id = new.id and e.from_state = old.state and e.to_state = new.state
			and e.transaction_id = pg_current_xact_id()
	) then
		raise exception 'a state changes only through private.change_state' using errcode = '42501';
	end if;
	if (new.id, new.round_id, new.organisation_id, new.created_at) is distinct from
		(old.id, old.round_id, old.organisation_id, old.created_at)
		or (new.author_id is distinct from old.author_id and new.author_id is not null)
	then
		raise exception 'an application keeps its round and its owner' using errcode = '42501';
	end if;
	if old.state = 'draft' then
		return new;
	end if;
	if (new.reference_number, new.submitted_at, new.is_late) is distinct from
		(old.reference_number, old.submitted_at, old.is_late)
		or ((new.form, new.form_schema_version, new.revision) is distinct from (old.form, old.form_schema_version, old.revision)
			and (private.open_clarification(new.id)).id is null)
	then
		raise exception 'what was sent stays as it was sent' using errcode = '42501';
	end if;
	if (new.title, new.requested_cents, new.district, new.areas, new.organisation_name) is distinct from
		(old.title, old.requested_cents, old.district, old.areas, old.organisation_name)
	then
		select s.snapshot -> 'form' into sent
		from public.submissions s where s.application_id = new.id order by s.version desc limit 1;
		if new is distinct from private.with_listed(new, sent) then
			raise exception 'lists show what was sent' using errcode = '42501';
		end if;
	end if;
	return new;
end;
$$;
comment on function private.guard_application() is
	'Holds for the owner and the service key too. A state change needs a status event of this very transaction with the '
	'same from and to: not a flag that a session could set, but the row whose absence would make the change '
	'untraceable. Rows of status_events can only be written by the owner, and only for steps of state_transitions. After '
	'sending, the form moves only while a clarification is open, and the lists of staff only to what the last submission says.';

create function private.keep_submission(
	p_application public.applications, p_form jsonb, p_key uuid, p_prepared_at timestamptz, p_is_late boolean
) returns public.submissions
language plpgsql security definer set search_path = ''
as $$
declare
	round public.funding_rounds;
	submission public.submissions;
	document jsonb;
	next_version int;
begin
	if p_key is null or exists (select from public.submissions s where s.idempotency_key = p_key) then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select r.* into strict round from public.funding_rounds r where r.id = p_application.round_id;
	select coalesce(max(s.version), 0) + 1 into next_version
	from public.submissions s where s.application_id = p_application.id;
	document := jsonb_build_object(
		'application_id', p_application.id,
		'reference_number', p_application.reference_number,
		'version', next_version,
		'round', jsonb_build_object(
			'id', round.id, 'slug', round.slug, 'closes_at', round.closes_at,
			'min_cents', round.min_cents, 'cap_cents', round.cap_cents
		),
		'declarations', round.declarations,
		'form', private.pruned_form(p_form, round),
		'files', private.sent_files(p_application.id),
		'form_schema_version', p_application.form_schema_version,
		'revision', p_application.revision
	);
	insert into public.submissions
		(application_id, version, idempotency_key, user_id, snapshot, sha256, received_at, prepared_at, is_late)
	values
		(p_application.id, next_version, p_key, auth.uid(), document,
		encode(sha256(convert_to(document::text, 'UTF8')), 'hex'), private.now(), p_prepared_at, p_is_late)
	returning * into submission;
	return submission;
end;
$$;
comment on function private.keep_submission(public.applications, jsonb, uuid, timestamptz, boolean) is
	'Writes down what is sent, without what the answers and the round make superfluous. PT422 payload_invalid for a key '
	'that is missing or belongs to something else.';
revoke all on function private.keep_submission(public.applications, jsonb, uuid, timestamptz, boolean)
	from public, anon, authenticated, service_role;

create function private.refuse_incomplete(p_problems jsonb) returns void
language plpgsql immutable set search_path = ''
as $$
begin
	if jsonb_array_length(p_problems) > 0 then
		raise sqlstate 'PT422' using message = 'application_incomplete', detail = p_problems::text;
	end if;
end;
$$;
comment on function private.refuse_incomplete(jsonb) is 'PT422 application_incomplete with the problems in detail, if there are any.';
revoke all on function private.refuse_incomplete(jsonb) from public, anon, authenticated, service_role;

create function private.send_first(application public.applications, p_key uuid, p_prepared_at timestamptz)
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
	application.is_late := round.closes_at is not null and moment > round.closes_at;
	if application.is_late and (p_prepared_at is null or p_prepared_at > round.closes_at) then
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
comment on function private.send_first(public.applications, uuid, timestamptz) is
	'Version 1 of a locked draft: within the round, complete, with a number. See submit_application for what it refuses.';
revoke all on function private.send_first(public.applications, uuid, timestamptz) from public, anon, authenticated, service_role;

create function private.answered_form(p_sent jsonb, p_form jsonb, p_items jsonb) returns jsonb
language sql stable set search_path = ''
as $$
	select coalesce(jsonb_object_agg(f.key, f.value), '{}')
	from (
		select s.key, s.value from jsonb_each(p_sent) s where not private.is_reopened(s.key, p_items)
		union all
		select n.key, n.value from jsonb_each(p_form) n where private.is_reopened(n.key, p_items)
	) f;
$$;
comment on function private.answered_form(jsonb, jsonb, jsonb) is
	'What was sent last, with the parts that were asked for as they are written now. Words of an earlier clarification that '
	'was never answered stay out.';
revoke all on function private.answered_form(jsonb, jsonb, jsonb) from public, anon, authenticated, service_role;

create function private.send_answer(
	application public.applications, p_last public.submissions, p_key uuid, p_prepared_at timestamptz
) returns public.submissions
language plpgsql security definer set search_path = ''
as $$
declare
	moment constant timestamptz := private.now();
	clarification constant public.clarifications := private.open_clarification(application.id);
	form constant jsonb := private.answered_form(p_last.snapshot -> 'form', application.form, clarification.items);
	round public.funding_rounds;
	submission public.submissions;
begin
	select r.* into strict round from public.funding_rounds r where r.id = application.round_id;
	-- Only what may be changed can be put right: a form that was complete under earlier rules must not become a trap.
	perform private.refuse_incomplete(coalesce((
		select jsonb_agg(p.value) from jsonb_array_elements(private.submission_problems(form, round)) p
		where private.is_reopened(p.value ->> 'path', clarification.items)
	), '[]'));
	submission := private.keep_submission(
		application, form, p_key, p_prepared_at, (moment at time zone 'Europe/Berlin')::date > clarification.due_on
	);
	application := private.with_listed(application, submission.snapshot -> 'form');
	update public.applications set
		title = application.title, requested_cents = application.requested_cents, district = application.district,
		areas = application.areas, organisation_name = application.organisation_name, updated_at = moment
	where id = application.id;
	perform private.name_organisation(application);
	update public.clarifications set answered_at = moment, answer = (
		select string_agg(form ->> ('answers.' || (i.value ->> 'id')), E'\n\n' order by i.ordinality)
		from jsonb_array_elements(clarification.items) with ordinality i
		where i.value ->> 'kind' = 'question'
	) where id = clarification.id;
	perform private.change_state(application.id, 'formal_check', array['applicant']);
	perform private.write_audit(
		'applicant', 'clarification_answered', 'application', application.id::text,
		jsonb_build_object(
			'sha256', submission.sha256, 'version', submission.version, 'submission_id', submission.id,
			'clarification_id', clarification.id
		)
	);
	return submission;
end;
$$;
comment on function private.send_answer(public.applications, public.submissions, uuid, timestamptz) is
	'The next version, as the answer to the open clarification of a locked application; after its day and after the '
	'deadline of the round too. See submit_application for what it refuses.';
revoke all on function private.send_answer(public.applications, public.submissions, uuid, timestamptz)
	from public, anon, authenticated, service_role;

create function private.is_repetition(
	p_application uuid, p_last public.submissions, p_key uuid, p_revision int, p_prepared_at timestamptz
) returns boolean
language sql stable security definer set search_path = ''
as $$
	select p_last.id is not null and (
		c.id is null
		or exists (
			select from public.submissions s where s.application_id = p_application and s.idempotency_key = p_key
		)
		or ((p_last.snapshot ->> 'revision')::int = p_revision and coalesce(p_prepared_at < c.asked_at, false))
	)
	from private.open_clarification(p_application) c;
$$;
comment on function private.is_repetition(uuid, public.submissions, uuid, int, timestamptz) is
	'True where nothing new is being sent: nobody waits for an answer, the key is known, or a device that was long without '
	'network sends, with a key of its own, the very words that arrived before the office asked.';
revoke all on function private.is_repetition(uuid, public.submissions, uuid, int, timestamptz)
	from public, anon, authenticated, service_role;

create or replace function public.submit_application(
	p_id uuid, p_key uuid, p_revision int, p_prepared_at timestamptz default null
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
	if not private.is_repetition(p_id, last, p_key, p_revision, p_prepared_at) then
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
comment on function public.submit_application(uuid, uuid, int, timestamptz) is
	'Sends a draft, or the answer to an open clarification, and gives the receipt {"application_id", "reference_number", '
	'"received_at", "sha256", "is_late", "state", "round"} of version 1: the same for every repetition and every answer. For '
	'owners and editors. PT404 not_found, PT409 draft_moved_on, PT422 round_not_open | round_closed | '
	'application_incomplete (detail: JSON array of problems) | payload_invalid.';
