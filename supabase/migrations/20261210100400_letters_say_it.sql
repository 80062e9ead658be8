-- What a letter says of interest, and of other money in the financing plan, it says in the language of the group too: lines of the
-- explanation, left out where there is nothing to say. Assumptions as in private.letter_proposals, to be confirmed by the city.
insert into private.letter_placeholders (kind, name, is_required) values ('changed', 'other_money', false);

with lines (kind, line) as (
	values ('recovery', '{{interest}}'), ('revoked', '{{interest}}'), ('changed', '{{other_money}}')
), longer as (
	select p.kind, e.key as language, e.value as proposed, e.value || E'\n' || l.line as text
	from private.letter_proposals p join lines l on l.kind = p.kind cross join jsonb_each_text(p.explanations) e
), proposals as (
	update private.letter_proposals p set explanations = p.explanations || r.texts
	from (select kind, jsonb_object_agg(language, text) as texts from longer group by kind) r
	where r.kind = p.kind
)
-- A text the office wrote itself is left alone: it no longer says what we proposed.
update public.letter_templates t set version = t.version + 1, explanations = t.explanations || r.texts
from (
	select o.round_id, o.kind, jsonb_object_agg(w.language, w.text) as texts
	from public.letter_templates o join longer w on w.kind = o.kind and w.proposed = o.explanations ->> w.language
	group by o.round_id, o.kind
) r
where r.round_id = t.round_id and r.kind = t.kind;

create function pg_temp.with_financing(p_blocks jsonb) returns jsonb
language sql
as $$
	-- Before the grounds, which are about all that stands above them.
	select jsonb_agg(b.value order by b.place) from (
		select e.value, e.ordinality::numeric as place from jsonb_array_elements(p_blocks) with ordinality e
		union all select '{"heading": "Finanzierung", "text": "{{other_money}}"}', coalesce((
			select min(q.ordinality) from jsonb_array_elements(p_blocks) with ordinality q where q.value ->> 'heading' = 'Begründung'
		), jsonb_array_length(p_blocks) + 1) - 0.5
	) b;
$$;
update private.letter_proposals p set blocks = pg_temp.with_financing(p.blocks) where p.kind = 'changed';
update public.letter_templates t set version = t.version + 1, blocks = pg_temp.with_financing(t.blocks)
where t.kind = 'changed' and t.updated_by is null;
drop function pg_temp.with_financing(jsonb);
