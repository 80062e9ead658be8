-- A brace that belongs to no placeholder would be printed in a letter as it is: one alone is found now, like half a pair.
create or replace function private.placeholders_in(p_text text) returns setof text
language sql immutable set search_path = ''
as $$
	select m.name[1] from regexp_matches(p_text, '\{\{\s*([a-z_]*)\s*\}\}', 'g') m (name)
	union
	-- What only looks like one counts as itself, so that it is found to be unknown.
	select (regexp_match(
		regexp_replace(p_text, '\{\{\s*[a-z_]*\s*\}\}', '', 'g'), '\{+[^{}\n]{0,40}\}+|\{+ *[^{} \n]{0,40}|\}+'
	))[1]
	where regexp_replace(p_text, '\{\{\s*[a-z_]*\s*\}\}', '', 'g') ~ '[{}]';
$$;
