-- Cyrillic and Arabic letters were searched as English writes them, and of titles only the letters: "Schachmaty" did not find Шахматы,
-- "Dschamal" not جمال.
create function private.in_german_letters(p_text text) returns text
language sql immutable parallel safe set search_path = ''
as $$
	with other as (
		-- Only words in these scripts: the others are searched as they stand.
		select coalesce(string_agg(w.word, ' '), '') as t
		from regexp_split_to_table(lower(normalize(left(coalesce(p_text, ''), 4000), nfkc)), '\s+') w (word)
		where w.word ~ '[\u0400-\u04ff\u0600-\u06ff]'
	), pairs as (
		select replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
			replace(replace(replace(replace(replace(
			t, 'щ', 'schtsch'), 'ш', 'sch'), 'ч', 'tsch'), 'ж', 'sch'), 'х', 'ch'), 'ю', 'ju'), 'я', 'ja'), 'ё', 'jo'), 'є', 'je'),
			'ї', 'ji'), 'ش', 'sch'), 'ج', 'dsch'), 'چ', 'tsch'), 'خ', 'ch'), 'ث', 'th'), 'ذ', 'dh'), 'غ', 'gh'), 'ژ', 'sch'), 'ق', 'k'
		) as t from other
	)
	select translate(t, 'йцвзوي' || 'یى', 'jzwswj' || 'jj') from pairs;
$$;
comment on function private.in_german_letters(text) is
	'The words of a text in Cyrillic or Arabic letters as German spells them (sch, tsch, ch, ja, w); nothing where there are none. Letters '
	'that German writes as everybody does stay for private.folded.';
revoke all on function private.in_german_letters(text) from public, anon, authenticated, service_role;

create or replace function private.refresh_case(p_application uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	application public.applications;
	round public.funding_rounds;
	usual_days int;
	sent jsonb;
	since timestamptz;
	due date;
	at_desk text;
	reopened timestamptz;
begin
	select a.* into application from public.applications a where a.id = p_application and a.state <> 'draft';
	if not found then
		return;
	end if;
	select r.* into strict round from private.terms_of(application.id) r;
	select r.reopened_at into reopened
	from public.decision_reopenings r where r.application_id = application.id and r.closed_at is null;
	at_desk := case when reopened is null then application.state else 'decision' end;
	select private.whole_number(r.settings #> array['usual_days', at_desk])::int into strict usual_days
	from public.funding_rounds r where r.id = application.round_id;
	select coalesce(s.snapshot -> 'form', '{}') into sent
	from public.submissions s where s.application_id = p_application order by s.version desc limit 1;
	select coalesce(reopened, max(e.at), application.submitted_at) into since
	from public.status_events e where e.application_id = p_application and e.to_state = application.state;
	due := coalesce(
		(private.open_clarification(p_application)).due_on,
		(since at time zone 'Europe/Berlin')::date + usual_days
	);
	insert into private.cases as c
		(application_id, round_id, state, state_since, submitted_at, is_late, missing_documents, requested_cents, district,
		areas, organisation_kind, organisation_name, title, reference_number, due_on, search, sounds)
	values (
		application.id, application.round_id, at_desk, since, application.submitted_at, application.is_late,
		private.missing_documents(application.id, sent, round), application.requested_cents, application.district,
		application.areas, sent ->> 'legal_form', application.organisation_name, application.title,
		application.reference_number, due,
		' ' || private.folded(concat_ws(' ', application.organisation_name, application.title,
			private.people_named(sent), application.reference_number,
			private.in_german_letters(concat_ws(' ', application.organisation_name, application.title)))) || ' ',
		' ' || concat_ws(' ',
			private.heard(concat_ws(' ', application.organisation_name, private.people_named(sent))),
			-- Vowels that Arabic does not write stand in the German spelling: of titles too only what is heard is the same.
			private.sounds(private.folded(private.in_german_letters(concat_ws(' ', application.organisation_name, application.title))))
		) || ' '
	)
	on conflict (application_id) do update set
		state = excluded.state, state_since = excluded.state_since, is_late = excluded.is_late,
		missing_documents = excluded.missing_documents, requested_cents = excluded.requested_cents,
		district = excluded.district, areas = excluded.areas, organisation_kind = excluded.organisation_kind,
		organisation_name = excluded.organisation_name, title = excluded.title, due_on = excluded.due_on,
		search = excluded.search, sounds = excluded.sounds, revision = c.revision + 1;
end;
$$;

do $$
declare
	written record;
begin
	for written in
		select c.application_id from private.cases c
		where concat_ws(' ', c.organisation_name, c.title) ~ '[\u0400-\u04ff\u0600-\u06ff]'
	loop
		perform private.refresh_case(written.application_id);
	end loop;
end;
$$;
