-- A German version says which text it was written to, so that people learn when that text has changed since.
insert into private.form_fields (is_companion, name, kind, longest) values (true, 'german_of', 'text', 16);

comment on column private.form_fields.is_companion is
	'Stands beside every long answer, under <name>.<path of the answer>: its language, its German version, who made that, and a '
	'fingerprint of the answer it was made of.';
comment on function private.companion_paths(text) is
	'Paths of the language, the German version, its maker and what it was made of beside a long answer; empty for every other path.';
