-- "A legal remedy is not given: no action within a month" has the words of an instruction on remedies, and was taken for one.
create or replace function private.tells_remedies(p_blocks jsonb) returns boolean
language sql immutable set search_path = ''
as $$
	with denial (words) as (
		values ('nicht|kein|weder|ausgeschlossen|unzulässig|unstatthaft|entfällt|entfallen|verzicht')
	)
	select exists (
		select from jsonb_array_elements(p_blocks) b cross join denial d
		where b.value ->> 'heading' ~* 'Rechtsbehelf' and b.value ->> 'heading' !~* d.words
			-- A part that stands for a fact is left out where there is none.
			and position('{{' in (b.value ->> 'heading') || (b.value ->> 'text')) = 0
			-- Said of each in a sentence that denies nothing.
			and not exists (
				select from (values ('Klage|Widerspruch'), ('Monat')) w (word)
				where not exists (
					select from regexp_split_to_table(b.value ->> 'text', '[.!?][ \n]') s (sentence)
					where s.sentence ~* w.word and s.sentence !~* d.words
				)
			)
	);
$$;
