-- Whoever leaves out the century of a number, which people do, found nothing: 27-0013.
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
		-- A number without its century, as it is said: 27-0013.
		if word ~ '^\d{2}$' and p_text ~ ('(^|\D)' || word || '\s*-\s*\d') then
			condition := condition || format(' or c.search like %L', '% 20' || word || ' %');
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
