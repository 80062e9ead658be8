-- Titles in Arabic were found by whoever writes Arabic, and hardly by others: Jamiat or Jama'a found no جمعية, Shabab no شباب.
create function private.in_other_scripts(p_text text) returns text
language sql immutable parallel safe set search_path = ''
as $$
	select regexp_replace(p_text, '[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+', ' ', 'g');
$$;
comment on function private.in_other_scripts(text) is
	'What of a text is not written in Latin letters: only there a title is heard like a name, because everybody spells it otherwise.';
revoke all on function private.in_other_scripts(text) from public, anon, authenticated, service_role;

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
			private.heard(concat_ws(' ', application.organisation_name, private.people_named(sent),
				private.in_other_scripts(application.title))),
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

create or replace function private.sounds_sought(p_word text, p_has_article boolean, p_is_latin boolean) returns text[]
language sql immutable set search_path = ''
as $$
	with said as (
		select private.sounds(p_word) as sound, private.sounds(substring(p_word from '^[aeu]l(\w+)$')) as after_article,
			-- Before another word the end of جمعية is said with a t: Jamiat al-Amal.
			case when p_word ~ '[aey]t$' then private.sounds(left(p_word, -1)) end as without_t
	), once as (
		-- What is doubled across a vowel that Arabic does not write: شباب, Shabab.
		select s.*, regexp_replace(s.sound, '(\w)\1+', '\1', 'g') as single,
			regexp_replace(s.without_t, '(\w)\1+', '\1', 'g') as single_without_t
		from said s
	)
	select array_remove(array[
		case when length(s.sound) >= case when p_is_latin then 3 else 2 end then s.sound
			when length(s.sound) = 2 then 'x' || s.sound end,
		-- Passports write the article into the name: Alzaytun, Elmansour.
		case when p_is_latin and length(s.after_article) >= 2 then 'x' || s.after_article end,
		-- Heard like this only what is written in another script.
		case when length(s.sound) >= 3 and length(s.single) >= 2 and s.single <> s.sound then 'x' || s.single end,
		case when length(s.single_without_t) >= 2 then 'x' || s.single_without_t end,
		-- And the other way round: جمعية is there as Jamiat.
		case when not p_is_latin and p_word ~ 'h$' and length(s.sound) >= 2 then s.sound || 't' end
	] || string_to_array(private.sounds_besides(case when p_has_article then '+' else '' end || p_word), ' '), null)
	from once s;
$$;

create or replace function private.search_condition(p_text text, p_is_fuzzy boolean) returns text
language plpgsql immutable set search_path = ''
as $$
declare
	marks constant text := '''’‘ʼʿʾ`´';
	-- What stands for ع or ء inside a word is a letter to some and nothing to others: Jama'a, Jamaa.
	joined constant text := regexp_replace(p_text, '(\w{2})[' || marks || '](?=\w)', '\1', 'g');
	longest constant int := 6;
	digits_of_number constant int := 4;
	is_latin constant boolean := p_text !~ '[^\u0000-\u024f\u1e00-\u1eff]';
	marked text;
	word text;
	sound text;
	condition text := '';
begin
	if joined <> p_text then
		return format(
			' and ((true%s) or (true%s))', private.search_condition(translate(p_text, marks, repeat(' ', length(marks))), p_is_fuzzy),
			private.search_condition(joined, p_is_fuzzy)
		);
	end if;
	foreach marked in array (regexp_split_to_array(private.marked_articles(private.folded(p_text)), ' '))[1:longest] loop
		word := ltrim(marked, '+');
		condition := condition || format(' and (c.search like %L', case when length(word) < 3 then '% ' else '%' end || word || '%');
		if word ~ '^\d+$' and length(word) < digits_of_number then
			condition := condition || format(' or c.search like %L', '% ' || lpad(word, digits_of_number, '0') || ' %');
		end if;
		foreach sound in array private.sounds_sought(word, marked like '+%', is_latin) loop
			condition := condition || format(' or c.sounds like %L', '% ' || sound || ' %');
		end loop;
		if p_is_fuzzy and length(word) > 3 then
			condition := condition || format(' or c.search operator(extensions.%%>) %L', word);
		end if;
		condition := condition || ')';
	end loop;
	return condition;
end;
$$;

update private.cases c set sounds = c.sounds || private.heard(private.in_other_scripts(c.title)) || ' '
where c.title ~ '[^\u0000-\u024f\u1e00-\u1eff]';
