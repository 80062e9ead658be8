-- Trigrams find a word inside a longer one, and a word with a slip in it; both by index, on Supabase as on PGlite.
create schema if not exists extensions;
create extension if not exists pg_trgm with schema extensions;

create function private.folded(p_text text) returns text
language sql immutable parallel safe set search_path = ''
as $$
	with plain as (
		select regexp_replace(
			normalize(lower(normalize(left(coalesce(p_text, ''), 4000), nfkc)), nfd), '[\u0300-\u036f\u0640\u064b-\u0655]', '', 'g'
		) as t
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
comment on function private.folded(text) is
	'A text as it is searched: small Latin letters and digits. Accents go, ä and ae are the same, Cyrillic and Arabic letters '
	'become the Latin ones nearest to them.';
revoke all on function private.folded(text) from public, anon, authenticated, service_role;

create function private.sounds(p_folded text) returns text
language sql immutable parallel safe set search_path = ''
as $$
	with pairs as (
		select regexp_replace(regexp_replace(regexp_replace(regexp_replace(
			p_folded, 'tsch', 'ch', 'g'), 'sch|sh|zh|ts', 's', 'g'), 'kh|ch', 'h', 'g'), '([ptdg])h', '\1', 'g') as t
	), consonants as (
		select translate(regexp_replace(t, '(?<=\w)[vw]|h\M', '', 'g'), 'dzqcgwaeiouy', 'tskkkv') as t from pairs
	)
	select btrim(regexp_replace(regexp_replace(t, '(.)\1+', '\1', 'g'), ' +', ' ', 'g')) from consonants;
$$;
comment on function private.sounds(text) is
	'The consonants of folded words, as far as languages agree on them: Mohammed, Muhamad and محمد are the same. The names of '
	'one family are written differently in every office.';
revoke all on function private.sounds(text) from public, anon, authenticated, service_role;
