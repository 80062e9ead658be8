-- A letter that decides says how to go to court (§ 37 (6) VwVfG NRW), or it can be fought for a year (§ 58 (2) VwGO). A template could be
-- saved without it.
alter function private.letter_template_problems(text, text, jsonb, jsonb) rename to letter_template_mistakes;
comment on function private.letter_template_mistakes(text, text, jsonb, jsonb) is 'See private.letter_template_problems.';

create function private.tells_remedies(p_blocks jsonb) returns boolean
language sql immutable set search_path = ''
as $$
	select exists (
		select from jsonb_array_elements(p_blocks) b
		where b.value ->> 'heading' ~* 'Rechtsbehelf' and b.value ->> 'text' ~* 'Klage|Widerspruch' and b.value ->> 'text' ~* 'Monat'
			-- A part that stands for a fact is left out where there is none.
			and position('{{' in (b.value ->> 'heading') || (b.value ->> 'text')) = 0
	);
$$;
comment on function private.tells_remedies(jsonb) is
	'Whether a part of a letter is the instruction on remedies, whatever the facts are: tellsRemedies of core/letter/template.ts.';
revoke all on function private.tells_remedies(jsonb) from public, anon, authenticated, service_role;

create function private.letter_template_problems(p_kind text, p_subject text, p_blocks jsonb, p_explanations jsonb) returns jsonb
language sql stable set search_path = ''
as $$
	select m.mistakes || case
		when m.mistakes @> '[{"code": "shape"}]' or p_kind in ('receipt', 'request', 'waitlisted') or private.tells_remedies(p_blocks)
			then '[]'::jsonb
		else '[{"code": "remedies_missing"}]'::jsonb
	end
	from (select private.letter_template_mistakes(p_kind, p_subject, p_blocks, p_explanations) as mistakes) m;
$$;
comment on function private.letter_template_problems(text, text, jsonb, jsonb) is
	'templateProblems of core/letter/template.ts, and "shape" for what no form of ours sends.';
revoke all on function private.letter_template_problems(text, text, jsonb, jsonb) from public, anon, authenticated, service_role;

create or replace function private.guard_letter_template() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
	-- What an admin had saved before comes along when a round is copied; it is mended with the next saving.
	problems constant jsonb := case tg_op
		when 'INSERT' then private.letter_template_mistakes(new.kind, new.subject, new.blocks, new.explanations)
		else private.letter_template_problems(new.kind, new.subject, new.blocks, new.explanations) end;
begin
	if problems <> '[]' then
		raise sqlstate 'PT422' using message = 'letter_template_invalid', detail = problems::text;
	end if;
	return new;
end;
$$;
comment on function private.guard_letter_template() is
	'Holds for the owner too: a template that lacks something is refused when it is saved, not when a letter is needed.';
