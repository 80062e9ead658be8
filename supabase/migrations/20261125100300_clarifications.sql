create table public.clarifications (
	id uuid primary key default gen_random_uuid(),
	application_id uuid not null references public.applications (id),
	asked_by uuid not null,
	asked_at timestamptz not null,
	due_on date not null,
	items jsonb not null,
	message text not null,
	message_language text not null,
	message_de text,
	answered_at timestamptz,
	answer text,
	closed_at timestamptz
);
comment on table public.clarifications is
	'Nachforderung: what the office needs before it can go on. While one is open, its applicants may change the parts it '
	'names and nothing else. For staff; applicants read it through read_clarification, which leaves out who asked.';
comment on column public.clarifications.asked_by is 'Who asked. No foreign key: the file outlives the account.';
comment on column public.clarifications.due_on is 'A day in Europe/Berlin. An answer after it is taken too, and marked as late.';
comment on column public.clarifications.items is
	'[{"kind": "section", "section", "note"} | {"kind": "document", "document", "note"} | {"kind": "question", "id", "note"} '
	'| {"kind": "translation", "path", "note"}]; see core/application/clarification.ts.';
comment on column public.clarifications.message_language is 'Language of message; message_de is the German version where it is another.';
comment on column public.clarifications.answer is 'The answers to the questions, one after the other, as they were sent.';
comment on column public.clarifications.closed_at is
	'When the application left the state clarification: answered, withdrawn, or taken back by the office unanswered.';

alter table public.clarifications add constraint clarifications_some_items
	check (case jsonb_typeof(items) when 'array' then jsonb_array_length(items) between 1 and 50 else false end);
alter table public.clarifications add constraint clarifications_short_texts
	check (length(message) between 1 and 4000 and length(message_de) <= 4000);
alter table public.clarifications add constraint clarifications_answered_are_closed
	check (answered_at is null or closed_at is null or answered_at <= closed_at);

create unique index clarifications_one_open on public.clarifications (application_id) where closed_at is null;
comment on index public.clarifications_one_open is 'One question at a time; finds the open one.';
create index clarifications_by_application on public.clarifications (application_id, asked_at);
comment on index public.clarifications_by_application is 'All that was asked about one application.';

revoke all on public.clarifications from public, anon, authenticated, service_role;
grant select on public.clarifications to authenticated, service_role;
alter table public.clarifications enable row level security;

create policy "Staff read what was asked for" on public.clarifications for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

insert into public.state_transitions (from_state, to_state, role, needs_reason, is_reason_public) values
	('clarification', 'formal_check', 'applicant', false, false);

create function private.guard_clarification() returns trigger
language plpgsql set search_path = ''
as $$
begin
	if old.closed_at is not null
		or (new.id, new.application_id, new.asked_by, new.asked_at, new.due_on, new.items, new.message,
			new.message_language, new.message_de) is distinct from
		(old.id, old.application_id, old.asked_by, old.asked_at, old.due_on, old.items, old.message,
			old.message_language, old.message_de)
	then
		raise exception 'what was asked stays as it was asked' using errcode = '42501';
	end if;
	return new;
end;
$$;
comment on function private.guard_clarification() is 'An open question is answered or closed, once; nothing else about it changes.';
revoke all on function private.guard_clarification() from public, anon, authenticated, service_role;

create trigger clarifications_are_guarded before update on public.clarifications
	for each row execute function private.guard_clarification();
comment on trigger clarifications_are_guarded on public.clarifications is 'See private.guard_clarification().';
create trigger clarifications_stay before delete or truncate on public.clarifications
	for each statement execute function private.refuse_change();
comment on trigger clarifications_stay on public.clarifications is 'What the office asked for is part of the file.';

create function private.close_clarification() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	update public.clarifications set closed_at = new.at where application_id = new.application_id and closed_at is null;
	return new;
end;
$$;
comment on function private.close_clarification() is 'A question is over with its state, whichever way the application leaves it.';
revoke all on function private.close_clarification() from public, anon, authenticated, service_role;

create trigger status_events_close_clarifications after insert on public.status_events
	for each row when (new.from_state = 'clarification') execute function private.close_clarification();
comment on trigger status_events_close_clarifications on public.status_events is 'See private.close_clarification().';

create function private.open_clarification(p_application uuid) returns public.clarifications
language sql stable security definer set search_path = ''
as $$
	select c from public.clarifications c where c.application_id = p_application and c.closed_at is null;
$$;
comment on function private.open_clarification(uuid) is 'What the office waits for now; a row of nulls when it waits for nothing.';
revoke all on function private.open_clarification(uuid) from public, anon, authenticated, service_role;

create function private.is_reopened(p_path text, p_items jsonb) returns boolean
language sql stable set search_path = ''
as $$
	select exists (
		select from jsonb_array_elements(p_items) i
		where case i.value ->> 'kind'
			when 'section' then i.value ->> 'section' = private.section_of(p_path)
			when 'question' then p_path = 'answers.' || (i.value ->> 'id')
			when 'translation' then p_path = any (private.companion_paths(i.value ->> 'path'))
			else false
		end
	);
$$;
comment on function private.is_reopened(text, jsonb) is 'isReopened of core/application/clarification.ts.';
revoke all on function private.is_reopened(text, jsonb) from public, anon, authenticated, service_role;

create function private.is_clarification_item(p_item jsonb, p_round public.funding_rounds) returns boolean
language sql stable set search_path = ''
as $$
	select case
		when jsonb_typeof(p_item) <> 'object' or jsonb_typeof(p_item -> 'note') is distinct from 'string'
			or length(p_item ->> 'note') > 2000 then false
		else coalesce(case p_item ->> 'kind'
			when 'section' then p_item - array['kind', 'note', 'section'] = '{}' and (
				p_item ->> 'section' = 'documents'
				or exists (select from private.form_fields f where f.section = p_item ->> 'section')
			)
			when 'document' then p_item - array['kind', 'note', 'document'] = '{}'
				and p_item ->> 'document' = any (private.codes_of(p_round.documents) || array['other', 'signed_page'])
			when 'question' then p_item - array['kind', 'note', 'id'] = '{}'
				and p_item ->> 'id' ~ '^[a-z0-9]{8}$' and not private.is_absent(p_item -> 'note')
			when 'translation' then p_item - array['kind', 'note', 'path'] = '{}'
				and cardinality(private.companion_paths(p_item ->> 'path')) > 0
		end, false)
	end;
$$;
comment on function private.is_clarification_item(jsonb, public.funding_rounds) is
	'One of the four kinds with known codes and nothing besides. A question is its note; elsewhere the note may be empty.';
revoke all on function private.is_clarification_item(jsonb, public.funding_rounds) from public, anon, authenticated, service_role;

create function private.are_clarification_items(p_items jsonb, p_round public.funding_rounds) returns boolean
language sql stable set search_path = ''
as $$
	select case when jsonb_typeof(p_items) = 'array' then jsonb_array_length(p_items) between 1 and 50
		and not exists (
			select from jsonb_array_elements(p_items) i where not private.is_clarification_item(i.value, p_round)
		)
		-- The same place twice would be one field with two questions.
		and (
			select count(*) = count(distinct i.value - 'note') from jsonb_array_elements(p_items) i
			where jsonb_typeof(i.value) = 'object'
		)
	else false end;
$$;
comment on function private.are_clarification_items(jsonb, public.funding_rounds) is 'At least one item, at most 50, each place once.';
revoke all on function private.are_clarification_items(jsonb, public.funding_rounds) from public, anon, authenticated, service_role;

create function public.ask_clarification(
	p_application uuid, p_items jsonb, p_due_on date, p_message text, p_message_language text default null,
	p_message_de text default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	moment constant timestamptz := private.now();
	today constant date := (moment at time zone 'Europe/Berlin')::date;
	message_language constant text := coalesce(p_message_language, 'de');
	round public.funding_rounds;
	clarification uuid;
begin
	select r.* into strict round from public.funding_rounds r where r.id = application.round_id;
	if p_due_on is null or p_due_on not between today and today + 366
		or not private.are_clarification_items(p_items, round)
		or length(p_message) > 4000 or length(p_message_de) > 4000
		or not exists (
			select from private.form_fields f where f.name = 'text_language' and message_language = any (f.options)
		)
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	-- First the step: it refuses a wrong state and a missing message before there is anything to answer.
	perform private.change_state(application.id, 'clarification', array['clerk'], p_message);
	insert into public.clarifications
		(application_id, asked_by, asked_at, due_on, items, message, message_language, message_de)
	values
		(application.id, auth.uid(), moment, p_due_on, p_items, btrim(p_message, E' \t\r\n'), message_language,
		nullif(btrim(p_message_de, E' \t\r\n'), ''))
	returning id into clarification;
	perform private.write_audit(
		'clerk', 'clarification_asked', 'application', application.id::text,
		jsonb_build_object('clarification_id', clarification, 'due_on', p_due_on, 'items', jsonb_array_length(p_items))
	);
	return jsonb_build_object('clarification_id', clarification, 'state', 'clarification');
end;
$$;
comment on function public.ask_clarification(uuid, jsonb, date, text, text, text) is
	'{"clarification_id", "state"}: from formal_check, for clerks and deciders. p_items as in clarifications.items, each '
	'place once; p_due_on from today to a year from now; p_message is what the applicants read, in p_message_language '
	'(German when null) with its German version in p_message_de. PT403 not_allowed, PT404 not_found, PT409 '
	'conflict_of_interest, PT422 payload_invalid | reason_required | transition_not_allowed.';
revoke all on function public.ask_clarification(uuid, jsonb, date, text, text, text) from public, anon, authenticated, service_role;
grant execute on function public.ask_clarification(uuid, jsonb, date, text, text, text) to authenticated;

create function public.read_clarification(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	clarification public.clarifications;
begin
	if p_application is null or p_application not in (select private.my_application_ids()) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	clarification := private.open_clarification(p_application);
	return jsonb_build_object('clarification', case when clarification.id is not null then jsonb_build_object(
		'id', clarification.id, 'asked_at', clarification.asked_at, 'due_on', clarification.due_on,
		'items', clarification.items, 'message', clarification.message,
		'message_language', clarification.message_language, 'message_de', clarification.message_de
	) end);
end;
$$;
comment on function public.read_clarification(uuid) is
	'{"clarification": null | {"id", "asked_at", "due_on", "items", "message", "message_language", "message_de"}}: the open '
	'one, for the people of the application. PT404 not_found.';
revoke all on function public.read_clarification(uuid) from public, anon, authenticated, service_role;
grant execute on function public.read_clarification(uuid) to authenticated;
