-- Two consonants alone would find anybody, so short names are heard with their vowels as well: Leila, Layla and Leyla, but not
-- Lola. And an article counts alike whether it stands apart or in the name: El Mansour, Elmansour, Almansour.
create function private.respelt(p_folded text) returns text
language sql immutable parallel safe set search_path = ''
as $$
	with starts as (
		select regexp_replace(regexp_replace(regexp_replace(
			p_folded, 'dsch|dzh|\mdj', 'j', 'g'), '\m(y|i(?=[aou]))', 'j', 'g'), '([^aeiou\W])j(?=[aeiou])', '\1', 'g') as t
	), pairs as (
		select regexp_replace(regexp_replace(regexp_replace(regexp_replace(replace(
			t, 'x', 'ks'), 'tsch', 'ch', 'g'), 'sch|sh|zh|ts', 's', 'g'), 'kh|ch', 'h', 'g'), '([ptdg])h', '\1', 'g') as t from starts
	)
	-- Doubled before the vowels go: Layla has two sounds, Mohammed no more than Muhamad.
	select regexp_replace(translate(t, 'dzqcgw', 'tskkkv'), '([^aeiou ])\1+', '\1', 'g') from pairs;
$$;
comment on function private.respelt(text) is 'Folded words with one letter for what languages write in several ways.';
revoke all on function private.respelt(text) from public, anon, authenticated, service_role;

create or replace function private.sounds(p_folded text) returns text
language sql immutable parallel safe set search_path = ''
as $$
	select btrim(regexp_replace(
		regexp_replace(private.respelt(p_folded), '(?<=\w)v|h\M|[aeiouy]', '', 'g'), ' +', ' ', 'g'));
$$;

create function private.marked_articles(p_folded text) returns text
language sql immutable parallel safe set search_path = ''
as $$
	select regexp_replace(
		regexp_replace(p_folded, '\m[aeu]l (?=\w)', '+', 'g'), '\m[ae](sh|sch|[dnrstz]) (\1)', '+\2', 'g');
$$;
comment on function private.marked_articles(text) is
	'Folded words, an Arabic article before one as a plus: al-Nahhas, El-Nahhas and An-Nahhas are +nahhas.';
revoke all on function private.marked_articles(text) from public, anon, authenticated, service_role;

-- All words at once: a call for each would cost a hundred times the work.
create function private.sounds_besides(p_marked text) returns text
language sql immutable parallel safe set search_path = ''
as $$
	with words as (
		select ltrim(w.word, '+') as word, w.word like '+%' as has_article
		from regexp_split_to_table(private.respelt(p_marked), ' ') w (word)
	), stems as (
		select w.word, regexp_replace(w.word, '(?<=\w)v|h\M|[aeiouy]', '', 'g') as sound,
			case when w.has_article then w.word else substring(w.word from '^[aeu]l([^aeiouy].+)$') end as stem
		from words w
	), names as (
		select s.stem,
			-- No letter is left that q could be taken for: it stands for ai, ay, ei and ey.
			case when length(s.word) > 2 and length(s.sound) in (1, 2) then 'u' || regexp_replace(regexp_replace(
				regexp_replace(regexp_replace(s.word, 'h\M', ''), '[ae][ijy]', 'q', 'g'), 'ee|ie|iy|[iy]', 'i', 'g'), '[ou]+', 'u', 'g'
			) end as spoken
		from stems s
	), parts as (
		select n.spoken, regexp_replace(n.stem, '(?<=\w)v|h\M|[aeiouy]', '', 'g') as after_article from names n
	)
	select string_agg(concat_ws(' ', p.spoken, case when length(p.after_article) > 1 then 'o' || p.after_article end), ' ')
	from parts p
	where p.spoken is not null or length(p.after_article) > 1;
$$;
comment on function private.sounds_besides(text) is
	'What folded words with marked articles are heard as besides their consonants: a short one with its vowels after a u, as far '
	'as ways of writing agree on them (Nour, Noor, Nur); one with an article, apart or in it, without that after an o. No sound '
	'begins with a vowel.';
revoke all on function private.sounds_besides(text) from public, anon, authenticated, service_role;

create or replace function private.heard(p_text text) returns text
language sql immutable parallel safe set search_path = ''
as $$
	with folded as materialized (select private.folded(p_text) as words)
	select concat_ws(' ',
		private.sounds(f.words),
		private.sounds_besides(private.marked_articles(f.words)),
		case when p_text ~ '[^\u0000-\u024f\u1e00-\u1eff]' then (
			select string_agg('x' || s.sound, ' ')
			from regexp_split_to_table(private.sounds(private.without_articles(private.folded(
				regexp_replace(p_text, '[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+', ' ', 'g')))), ' ') s (sound)
			where s.sound <> ''
		) end
	)
	from folded f;
$$;
comment on function private.heard(text) is
	'The sounds of names, and what else they are heard as (private.sounds_besides); those written in another script once more '
	'with an x, which no sound has: two consonants are enough to find ليلى for Layla.';

drop function private.sounds_sought(text, boolean);
create function private.sounds_sought(p_word text, p_has_article boolean, p_is_latin boolean) returns text[]
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
	] || string_to_array(private.sounds_besides(case when p_has_article then '+' else '' end || p_word), ' '), null)
	from said s;
$$;
comment on function private.sounds_sought(text, boolean, boolean) is 'What a folded word may stand as in private.heard.';
revoke all on function private.sounds_sought(text, boolean, boolean) from public, anon, authenticated, service_role;

create or replace function private.search_condition(p_text text, p_is_fuzzy boolean) returns text
language plpgsql immutable set search_path = ''
as $$
declare
	longest constant int := 6;
	digits_of_number constant int := 4;
	is_latin constant boolean := p_text !~ '[^\u0000-\u024f\u1e00-\u1eff]';
	marked text;
	word text;
	sound text;
	condition text := '';
begin
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

select private.refresh_case(a.id) from public.applications a where a.state <> 'draft';
