-- Names as people write them: the Arabic article apart from its word, short names across scripts, x as ks, j as y.
create or replace function private.folded(p_text text) returns text
language sql immutable parallel safe set search_path = ''
as $$
	with parted as (
		-- The Arabic article becomes a word, as Latin letters write it. Only a bare alif begins one: ألمانيا has none.
		select regexp_replace(
			lower(normalize(left(coalesce(p_text, ''), 4000), nfkc)), '(^|[^\u0621-\u0652])ال(?=[\u0621-\u0652]{3})', '\1al ', 'g'
		) as t
	), plain as (
		select regexp_replace(normalize(t, nfd), '[\u0300-\u036f\u0640\u064b-\u0655]', '', 'g') as t from parted
	), pairs as (
		select replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
			t, 'ß', 'ss'), 'ш', 'sh'), 'ش', 'sh'), 'щ', 'sch'), 'ж', 'zh'), 'ч', 'ch'), 'х', 'kh'), 'خ', 'kh'), 'ю', 'yu'), 'я', 'ya'
		) as t from plain
	), latin as (
		-- Letters beyond the end of the second list are left out: signs that have no sound of their own.
		select translate(
			t,
			'ıłøđðæœ' || 'абвгґдезиіклмнопрстуфцыэє' || 'بتثجحدذرزژسصضطظغفقكکلمنهةويیىپگچ' || 'ьъاءعٱ',
			'iloddao' || 'abvggdeziiklmnoprstufcyee' || 'bttjhddrzzssdtzgfqkklmnhhwyyypgc'
		) as t from pairs
	)
	select btrim(regexp_replace(regexp_replace(t, '([aou])e', '\1', 'g'), '[^a-z0-9]+', ' ', 'g')) from latin;
$$;

create or replace function private.sounds(p_folded text) returns text
language sql immutable parallel safe set search_path = ''
as $$
	with starts as (
		select regexp_replace(regexp_replace(regexp_replace(
			p_folded, 'dsch|dzh|\mdj', 'j', 'g'), '\m(y|i(?=[aou]))', 'j', 'g'), '([^aeiou\W])j(?=[aeiou])', '\1', 'g') as t
	), pairs as (
		select regexp_replace(regexp_replace(regexp_replace(regexp_replace(replace(
			t, 'x', 'ks'), 'tsch', 'ch', 'g'), 'sch|sh|zh|ts', 's', 'g'), 'kh|ch', 'h', 'g'), '([ptdg])h', '\1', 'g') as t from starts
	), consonants as (
		-- Doubled before the vowels go: Layla has two sounds, Mohammed no more than Muhamad.
		select regexp_replace(translate(t, 'dzqcgw', 'tskkkv'), '([^aeiou ])\1+', '\1', 'g') as t from pairs
	)
	select btrim(regexp_replace(regexp_replace(t, '(?<=\w)v|h\M|[aeiouy]', '', 'g'), ' +', ' ', 'g')) from consonants;
$$;

create function private.without_articles(p_folded text) returns text
language sql immutable parallel safe set search_path = ''
as $$
	select regexp_replace(regexp_replace(p_folded, '\m[aeu]l (?=\w)', '', 'g'), '\m[ae](sh|sch|[dnrstz]) (\1)', '\2', 'g');
$$;
comment on function private.without_articles(text) is
	'Folded words without the Arabic article, however it is said before the next word: al-Nahhas, El-Nahhas, An-Nahhas.';
revoke all on function private.without_articles(text) from public, anon, authenticated, service_role;

create function private.heard(p_text text) returns text
language sql immutable parallel safe set search_path = ''
as $$
	select concat_ws(' ',
		private.sounds(private.folded(p_text)),
		(
			select string_agg('x' || s.sound, ' ')
			from regexp_split_to_table(private.sounds(private.without_articles(private.folded(
				regexp_replace(p_text, '[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+', ' ', 'g')))), ' ') s (sound)
			where s.sound <> ''
		)
	);
$$;
comment on function private.heard(text) is
	'The sounds of names; those written in another script once more with an x, which no sound has: two consonants are enough to '
	'find ليلى for Layla, and among Latin names they would find anybody.';
revoke all on function private.heard(text) from public, anon, authenticated, service_role;
comment on column private.cases.sounds is 'The consonants of organisation and people, see private.heard.';

create function private.sounds_sought(p_word text, p_is_latin boolean) returns text[]
language sql immutable set search_path = ''
as $$
	with said as (
		select private.sounds(p_word) as sound, private.sounds(substring(p_word from '^[aeu]l(\w+)$')) as after_article
	)
	select array_remove(array[
		case when length(s.sound) >= case when p_is_latin then 3 else 2 end then s.sound
			when length(s.sound) = 2 then 'x' || s.sound end,
		-- Passports write the article into the name: Alzaytun, Elmansour.
		case when p_is_latin and length(s.after_article) >= 2 then 'x' || s.after_article end
	], null)
	from said s;
$$;
comment on function private.sounds_sought(text, boolean) is 'What a folded word may stand as in private.heard.';
revoke all on function private.sounds_sought(text, boolean) from public, anon, authenticated, service_role;

create or replace function private.search_condition(p_text text, p_is_fuzzy boolean) returns text
language plpgsql immutable set search_path = ''
as $$
declare
	longest constant int := 6;
	digits_of_number constant int := 4;
	is_latin constant boolean := p_text !~ '[^\u0000-\u024f\u1e00-\u1eff]';
	word text;
	sound text;
	condition text := '';
begin
	foreach word in array (regexp_split_to_array(private.without_articles(private.folded(p_text)), ' '))[1:longest] loop
		condition := condition || format(' and (c.search like %L', case when length(word) < 3 then '% ' else '%' end || word || '%');
		if word ~ '^\d+$' and length(word) < digits_of_number then
			condition := condition || format(' or c.search like %L', '% ' || lpad(word, digits_of_number, '0') || ' %');
		end if;
		foreach sound in array private.sounds_sought(word, is_latin) loop
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

create or replace function private.queue_statement(
	p_round uuid, p_filter jsonb, p_sort text, p_after jsonb, p_limit int, p_me uuid
) returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
	view constant text := p_filter ->> 'view';
	is_down constant boolean := p_sort like '%\_down';
	key constant text := case regexp_replace(p_sort, '_(up|down)$', '')
		when 'arrived' then 'submitted_at' when 'amount' then 'amount_key' when 'due' then 'due_key' when 'name' then 'name_key'
	end;
	type constant text := case key
		when 'submitted_at' then 'timestamptz' when 'amount_key' then 'bigint' when 'due_key' then 'date' else 'text'
	end;
	statement text := format('select c from private.cases c where c.round_id = %L::uuid', p_round);
begin
	if key is null or p_sort !~ '_(up|down)$' then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	statement := statement || case
		when view = 'mine' then format(' and c.assigned_to = %L::uuid and c.is_open', p_me)
		when view = 'unassigned' then ' and c.assigned_to is null and c.is_open'
		when view is null or view = 'all' then ''
		else format(' and c.view = %L', view)
	end;
	statement := statement
		|| coalesce(' and c.state = ' || quote_literal(p_filter ->> 'state'), '')
		|| coalesce(' and c.district = ' || quote_literal(p_filter ->> 'district'), '')
		|| coalesce(' and ' || quote_literal(p_filter ->> 'area') || ' = any (c.areas)', '')
		|| coalesce(' and c.organisation_kind = ' || quote_literal(p_filter ->> 'kind'), '')
		|| coalesce(' and c.amount_key >= ' || private.whole_number(p_filter -> 'min_cents'), '')
		|| coalesce(' and c.amount_key <= ' || private.whole_number(p_filter -> 'max_cents'), '')
		|| coalesce(' and c.state_since < ' || quote_literal(
			private.now() - private.whole_number(p_filter -> 'older_than_days') * interval '1 day'), '')
		|| coalesce(' and c.due_key < ' || quote_literal(
			private.today() + private.whole_number(p_filter -> 'due_within_days')::int), '')
		|| case when p_filter ->> 'mark' = 'late' then ' and c.is_late' else '' end
		|| case when p_filter ->> 'mark' = 'incomplete' then ' and cardinality(c.missing_documents) > 0' else '' end;
	if btrim(p_filter ->> 'text') <> '' then
		statement := statement || case when private.folded(p_filter ->> 'text') = '' then ' and false'
			else private.search_condition(p_filter ->> 'text', p_filter -> 'is_fuzzy' = 'true') end;
	end if;
	if p_after is not null then
		statement := statement || format(' and (c.%I, c.application_id) %s (%L::%s, %L::uuid)',
			key, case when is_down then '<' else '>' end, p_after ->> 'key', type, p_after ->> 'id');
	end if;
	return statement || format(' order by c.%1$I %2$s, c.application_id %2$s limit %3$s',
		key, case when is_down then 'desc' else 'asc' end, p_limit);
end;
$$;

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
begin
	select a.* into application from public.applications a where a.id = p_application and a.state <> 'draft';
	if not found then
		return;
	end if;
	select r.* into strict round from private.terms_of(application.id) r;
	select private.whole_number(r.settings #> array['usual_days', application.state])::int into strict usual_days
	from public.funding_rounds r where r.id = application.round_id;
	select coalesce(s.snapshot -> 'form', '{}') into sent
	from public.submissions s where s.application_id = p_application order by s.version desc limit 1;
	select coalesce(max(e.at), application.submitted_at) into since
	from public.status_events e where e.application_id = p_application and e.to_state = application.state;
	due := coalesce(
		(private.open_clarification(p_application)).due_on,
		(since at time zone 'Europe/Berlin')::date + usual_days
	);
	insert into private.cases as c
		(application_id, round_id, state, state_since, submitted_at, is_late, missing_documents, requested_cents, district,
		areas, organisation_kind, organisation_name, title, reference_number, due_on, search, sounds)
	values (
		application.id, application.round_id, application.state, since, application.submitted_at, application.is_late,
		private.missing_documents(application.id, sent, round), application.requested_cents, application.district,
		application.areas, sent ->> 'legal_form', application.organisation_name, application.title,
		application.reference_number, due,
		' ' || private.folded(concat_ws(' ', application.organisation_name, application.title,
			private.people_named(sent), application.reference_number)) || ' ',
		' ' || private.heard(concat_ws(' ', application.organisation_name, private.people_named(sent))) || ' '
	)
	on conflict (application_id) do update set
		state = excluded.state, state_since = excluded.state_since, is_late = excluded.is_late,
		missing_documents = excluded.missing_documents, requested_cents = excluded.requested_cents,
		district = excluded.district, areas = excluded.areas, organisation_kind = excluded.organisation_kind,
		organisation_name = excluded.organisation_name, title = excluded.title, due_on = excluded.due_on,
		search = excluded.search, sounds = excluded.sounds, revision = c.revision + 1;
end;
$$;

select private.refresh_case(a.id) from public.applications a where a.state <> 'draft';
