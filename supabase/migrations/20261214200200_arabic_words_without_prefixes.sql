-- "Shabab" did not find للشباب: what Arabic writes in one with the next word (for the, by the, and, for, by) hid how that word begins.
create function private.without_prefixes(p_text text) returns text
language sql immutable parallel safe set search_path = ''
as $$
	select regexp_replace(
		normalize(p_text, nfkc),
		-- The article after a preposition or an "and"; one of these alone only where much of a word is left: ليلى, وليد and بدر begin so.
		'(^|[^\u0621-\u0652])(?:[وف]?(?:لل|[بكل]?ال)(?=[\u0621-\u0652]{3})|[وبل](?=[\u0621-\u0652]{4}))', '\1', 'g'
	);
$$;
comment on function private.without_prefixes(text) is 'Arabic words without what is written in one with them: للشباب, والشباب, وشباب as شباب.';
revoke all on function private.without_prefixes(text) from public, anon, authenticated, service_role;

create or replace function private.heard(p_text text) returns text
language sql immutable parallel safe set search_path = ''
as $$
	with folded as materialized (select private.folded(p_text) as words),
	foreign_words as (
		select w.said from (
			select regexp_replace(p_text, '[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+', ' ', 'g') as said
			where p_text ~ '[^\u0000-\u024f\u1e00-\u1eff]'
		) w
	), each as (
		select distinct s.sound
		from foreign_words w
		cross join lateral (
			values (w.said), (case when w.said ~ '[\u0621-\u0652]' then private.without_prefixes(w.said) end)
		) v (said)
		cross join lateral regexp_split_to_table(private.sounds(private.without_articles(private.folded(v.said))), ' ') s (sound)
		where s.sound <> ''
	)
	select concat_ws(' ',
		private.sounds(f.words), private.sounds_besides(private.marked_articles(f.words)),
		-- Whoever writes a long word in Latin letters asks for its consonants as they are: Banat.
		(select private.sounds(private.folded(private.without_prefixes(w.said))) from foreign_words w where w.said ~ '[\u0621-\u0652]'),
		(select string_agg('x' || e.sound, ' ' order by e.sound) from each e)
	)
	from folded f;
$$;

do $$
declare
	written record;
begin
	for written in
		select c.application_id from private.cases c
		join public.submissions s on s.application_id = c.application_id
		where s.snapshot::text ~ '[\u0621-\u0652]' or concat_ws(' ', c.organisation_name, c.title) ~ '[\u0621-\u0652]'
		group by c.application_id
	loop
		perform private.refresh_case(written.application_id);
	end loop;
end;
$$;
