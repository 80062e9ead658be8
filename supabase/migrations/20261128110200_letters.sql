create table public.letters (
	id uuid primary key default gen_random_uuid(),
	application_id uuid not null references public.applications (id),
	kind text not null,
	source_id uuid not null,
	written_at timestamptz not null,
	language text not null,
	template jsonb not null,
	facts jsonb not null,
	print_due_at timestamptz not null default now(),
	printed_at timestamptz,
	sha256 text,
	size integer,
	storage_path text unique,
	first_opened_at timestamptz,
	first_opened_by uuid,
	unique (kind, source_id)
);
comment on table public.letters is
	'What the office wrote to an applicant: written in the transaction of what it tells, from copies of the template and of '
	'the facts, and printed by a job of the server. Both never change. A decision is undone by another one, with its letter.';
comment on column public.letters.source_id is 'The submission (receipt), clarification (request) or decision (the other kinds).';
comment on column public.letters.language is 'In which the last page explains it; German binds.';
comment on column public.letters.template is '{"subject", "blocks", "explanations", "version"} as they were at that moment.';
comment on column public.letters.facts is 'What the placeholders stand for, as codes, cents and days; see i18n/letter-text.ts.';
comment on column public.letters.print_due_at is 'When printing may be tried (again). Without meaning once printed.';
comment on column public.letters.sha256 is 'Of the PDF. Its bytes are in the private bucket "letters" under storage_path.';
comment on column public.letters.first_opened_at is 'When one of the applicants first opened it in the app; staff do not count.';

alter table public.letters add constraint letters_known_kinds
	check (kind in ('receipt', 'request', 'approved', 'waitlisted', 'rejected'));
alter table public.letters add constraint letters_known_languages check (language in ('de', 'en', 'tr', 'ar'));
alter table public.letters add constraint letters_printed_whole check (
	(printed_at is null) = (sha256 is null) and (printed_at is null) = (size is null)
	and (printed_at is null) = (storage_path is null) and sha256 ~ '^[0-9a-f]{64}$' and size > 0
);
alter table public.letters add constraint letters_opened_by_somebody check (
	(first_opened_at is null) = (first_opened_by is null) and (first_opened_at is null or printed_at is not null)
);

create index letters_by_application on public.letters (application_id, written_at);
comment on index public.letters_by_application is 'The letters of one application.';
create index letters_to_print on public.letters (print_due_at) where printed_at is null;
comment on index public.letters_to_print is 'What the printing job picks up.';

revoke all on public.letters from public, anon, authenticated, service_role;
grant select on public.letters to authenticated, service_role;
alter table public.letters enable row level security;

create policy "Members read the printed letters of their organisation" on public.letters for select to authenticated
	using (printed_at is not null and exists (
		select from public.applications a
		where a.id = application_id and a.organisation_id in (select private.my_organisation_ids())
	));
create policy "Staff read letters" on public.letters for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('letters', 'letters', false, 10485760, array['application/pdf'])
on conflict (id) do update set
	public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;
create policy "Whoever sees a letter reads its bytes" on storage.objects for select to authenticated
	using (bucket_id = 'letters' and exists (select from public.letters l where l.storage_path = objects.name));

create function private.guard_letter() returns trigger
language plpgsql set search_path = ''
as $$
begin
	if (new.id, new.application_id, new.kind, new.source_id, new.written_at, new.language, new.template, new.facts)
		is distinct from
		(old.id, old.application_id, old.kind, old.source_id, old.written_at, old.language, old.template, old.facts)
		or (old.printed_at is not null and (new.printed_at, new.sha256, new.size, new.storage_path) is distinct from
			(old.printed_at, old.sha256, old.size, old.storage_path))
		or (old.first_opened_at is not null and (new.first_opened_at, new.first_opened_by) is distinct from
			(old.first_opened_at, old.first_opened_by))
	then
		raise exception 'a letter stays as it was written' using errcode = '42501';
	end if;
	return new;
end;
$$;
comment on function private.guard_letter() is
	'Holds for the owner too: a letter is printed once and opened for the first time once; nothing else about it changes.';
revoke all on function private.guard_letter() from public, anon, authenticated, service_role;

create trigger letters_are_guarded before update on public.letters
	for each row execute function private.guard_letter();
comment on trigger letters_are_guarded on public.letters is 'See private.guard_letter().';
create trigger letters_stay before delete or truncate on public.letters
	for each statement execute function private.refuse_change();
comment on trigger letters_stay on public.letters is 'Evidence for both sides.';

create function private.german(p_value jsonb) returns text
language sql immutable set search_path = ''
as $$
	select case jsonb_typeof(p_value) when 'object' then p_value ->> 'de' else p_value #>> '{}' end;
$$;
comment on function private.german(jsonb) is 'A text of a round that is the same in all languages, or its German.';
revoke all on function private.german(jsonb) from public, anon, authenticated, service_role;

create function private.letter_content(p_application uuid, p_kind text, p_told jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	application public.applications;
	round public.funding_rounds;
	template public.letter_templates;
	sent jsonb;
begin
	select a.* into strict application from public.applications a where a.id = p_application;
	select r.* into strict round from public.funding_rounds r where r.id = application.round_id;
	select t.* into strict template from public.letter_templates t where t.round_id = round.id and t.kind = p_kind;
	select s.snapshot into strict sent
	from public.submissions s where s.application_id = p_application order by s.version desc limit 1;
	return jsonb_build_object(
		'language', case when sent #>> '{form,contact_language}' in ('de', 'en', 'tr', 'ar')
			then sent #>> '{form,contact_language}' else 'de' end,
		'template', jsonb_build_object(
			'version', template.version, 'subject', template.subject, 'blocks', template.blocks,
			'explanations', template.explanations
		),
		'facts', jsonb_build_object(
			'reference_number', sent ->> 'reference_number',
			'organisation_name', sent #> '{form,organisation_name}',
			'street', sent #> '{form,street}',
			'postal_code', sent #> '{form,postal_code}',
			'city', sent #> '{form,city}',
			'project_title', sent #> '{form,project_title}',
			'requested_cents', sent #> '{form,requested_cents}',
			'period_from', coalesce(sent #>> '{form,period_start}', round.project_from::text),
			'period_until', coalesce(sent #>> '{form,period_end}', round.project_until::text),
			'round_title', round.texts #> '{de,title}',
			'contact', (select jsonb_object_agg(c.key, private.german(c.value)) from jsonb_each(round.contact) c)
		) || p_told
	);
end;
$$;
comment on function private.letter_content(uuid, text, jsonb) is
	'{"language", "template", "facts"} of a letter as it would be written now: the one place for previews and for the letter '
	'itself. p_told are the facts of what it tells.';
revoke all on function private.letter_content(uuid, text, jsonb) from public, anon, authenticated, service_role;

create function private.write_letter(p_application uuid, p_kind text, p_source uuid, p_told jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	content constant jsonb := private.letter_content(p_application, p_kind, p_told);
begin
	insert into public.letters (application_id, kind, source_id, written_at, language, template, facts)
	values (
		p_application, p_kind, p_source, private.now(), content ->> 'language', content -> 'template', content -> 'facts'
	);
end;
$$;
comment on function private.write_letter(uuid, text, uuid, jsonb) is
	'Writes a letter inside the caller''s transaction: what it tells and the letter stand or fall together.';
revoke all on function private.write_letter(uuid, text, uuid, jsonb) from public, anon, authenticated, service_role;

create function private.told_by_submission(p_submission public.submissions) returns jsonb
language sql immutable set search_path = ''
as $$
	select jsonb_build_object(
		'received_at', to_char(p_submission.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
		'sha256', p_submission.sha256
	);
$$;
comment on function private.told_by_submission(public.submissions) is 'Facts of a receipt.';
revoke all on function private.told_by_submission(public.submissions) from public, anon, authenticated, service_role;

create function private.told_by_clarification(p_clarification public.clarifications) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object(
		'due_on', p_clarification.due_on,
		'items', p_clarification.items,
		'message', coalesce(p_clarification.message_de, p_clarification.message),
		'document_labels', (
			select coalesce(jsonb_object_agg(d.value ->> 'code', d.value #>> '{labels,de}'), '{}')
			from public.applications a
			join public.funding_rounds r on r.id = a.round_id
			cross join jsonb_array_elements(r.documents) d
			where a.id = p_clarification.application_id
				and p_clarification.items @> jsonb_build_array(jsonb_build_object('document', d.value ->> 'code'))
		)
	);
$$;
comment on function private.told_by_clarification(public.clarifications) is
	'Facts of a request: what is asked for, until when, and the German of the message.';
revoke all on function private.told_by_clarification(public.clarifications) from public, anon, authenticated, service_role;

create function private.told_by_decision(p_decision public.decisions) returns jsonb
language sql stable set search_path = ''
as $$
	select jsonb_build_object(
		'amount_cents', p_decision.amount_cents, 'reason', p_decision.reason, 'conditions', p_decision.conditions,
		-- Which cost lines are paid less of; a column of a later migration.
		'plan', to_jsonb(p_decision) -> 'plan'
	);
$$;
comment on function private.told_by_decision(public.decisions) is 'Facts of a letter about a decision.';
revoke all on function private.told_by_decision(public.decisions) from public, anon, authenticated, service_role;

create function private.write_receipt() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	perform private.write_letter(new.application_id, 'receipt', new.id, private.told_by_submission(new));
	return null;
end;
$$;
comment on function private.write_receipt() is 'What arrived first is acknowledged by letter (Eingangsbestätigung).';
revoke all on function private.write_receipt() from public, anon, authenticated, service_role;

create trigger submissions_are_acknowledged after insert on public.submissions
	for each row when (new.version = 1) execute function private.write_receipt();
comment on trigger submissions_are_acknowledged on public.submissions is 'See private.write_receipt().';

create function private.write_request() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	perform private.write_letter(new.application_id, 'request', new.id, private.told_by_clarification(new));
	return null;
end;
$$;
comment on function private.write_request() is 'What is asked for is asked for by letter too (Nachforderung).';
revoke all on function private.write_request() from public, anon, authenticated, service_role;

create trigger clarifications_are_written after insert on public.clarifications
	for each row execute function private.write_request();
comment on trigger clarifications_are_written on public.clarifications is 'See private.write_request().';

create function private.write_decision() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	perform private.write_letter(new.application_id, new.outcome, new.id, private.told_by_decision(new));
	return null;
end;
$$;
comment on function private.write_decision() is 'The second signature makes the letter.';
revoke all on function private.write_decision() from public, anon, authenticated, service_role;

create trigger decisions_are_written after update on public.decisions
	for each row when (old.second_signed_at is null and new.second_signed_at is not null)
	execute function private.write_decision();
comment on trigger decisions_are_written on public.decisions is 'See private.write_decision().';

create function public.preview_decision_letter(p_decision uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	decision public.decisions;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select d.* into decision from public.decisions d where d.id = p_decision;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return private.letter_content(decision.application_id, decision.outcome, private.told_by_decision(decision))
		|| jsonb_build_object('kind', decision.outcome, 'application_id', decision.application_id);
end;
$$;
comment on function public.preview_decision_letter(uuid) is
	'{"kind", "application_id", "language", "template", "facts"} of the letter that the second signature would make now. For '
	'staff. PT403 not_allowed, PT404 not_found.';
revoke all on function public.preview_decision_letter(uuid) from public, anon, authenticated, service_role;
grant execute on function public.preview_decision_letter(uuid) to authenticated;

create function public.claim_letters(p_limit int) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	most constant int := 20;
	lease constant interval := interval '2 minutes';
	moment constant timestamptz := clock_timestamp();
	claimed jsonb;
begin
	with due as (
		select l.id from public.letters l
		where l.printed_at is null and l.print_due_at <= moment
		-- Decisions first: nobody hears of one before its letter is there.
		order by l.kind in ('receipt', 'request'), l.print_due_at, l.id
		limit least(p_limit, most)
		for update skip locked
	), mine as (
		update public.letters l set print_due_at = moment + lease from due where l.id = due.id
		returning l.id, l.application_id, l.kind, l.written_at, l.language, l.template, l.facts
	)
	select coalesce(jsonb_agg(jsonb_build_object(
		'id', c.id, 'application_id', c.application_id, 'kind', c.kind, 'written_at', c.written_at, 'language', c.language,
		'template', c.template, 'facts', c.facts
	)), '[]') into claimed from mine c;
	return claimed;
end;
$$;
comment on function public.claim_letters(int) is
	'Takes up to 20 letters that are not printed yet for two minutes: [{"id", "application_id", "kind", "written_at", "language", '
	'"template", "facts"}]. For the secret key alone.';
revoke all on function public.claim_letters(int) from public, anon, authenticated, service_role;
grant execute on function public.claim_letters(int) to service_role;

create function public.keep_letter(p_id uuid, p_sha256 text, p_size int) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	letter public.letters;
begin
	select l.* into letter from public.letters l where l.id = p_id for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if letter.printed_at is not null then
		return;
	end if;
	update public.letters set
		printed_at = private.now(), sha256 = p_sha256, size = p_size,
		storage_path = letter.application_id || '/' || letter.id || '/' || p_sha256
	where id = p_id;
	-- Receipts and requests are told by their step already.
	if letter.kind not in ('receipt', 'request') then
		perform private.notify('letter', letter.application_id, letter.id);
	end if;
	perform private.write_audit(
		'system', 'letter_printed', 'letter', p_id::text,
		jsonb_build_object('application_id', letter.application_id, 'kind', letter.kind, 'sha256', p_sha256)
	);
end;
$$;
comment on function public.keep_letter(uuid, text, int) is
	'Says that the PDF is in the bucket "letters" under <application>/<letter>/<sha256>; from now on its applicants see it, and '
	'are told of a decision. The first print stands. For the secret key alone. PT404 not_found.';
revoke all on function public.keep_letter(uuid, text, int) from public, anon, authenticated, service_role;
grant execute on function public.keep_letter(uuid, text, int) to service_role;

create function public.open_letter(p_id uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	letter public.letters;
begin
	select l.* into letter
	from public.letters l
	join public.applications a on a.id = l.application_id
	where l.id = p_id and l.printed_at is not null and a.organisation_id in (select private.my_organisation_ids())
	for update of l;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if letter.first_opened_at is not null then
		return;
	end if;
	update public.letters set first_opened_at = private.now(), first_opened_by = auth.uid() where id = p_id;
	perform private.write_audit(
		'applicant', 'letter_opened', 'letter', p_id::text,
		jsonb_build_object('application_id', letter.application_id, 'kind', letter.kind)
	);
end;
$$;
comment on function public.open_letter(uuid) is
	'Notes that a member of the organisation opens a letter, the first time. PT404 not_found, for everybody else.';
revoke all on function public.open_letter(uuid) from public, anon, authenticated, service_role;
grant execute on function public.open_letter(uuid) to authenticated;
