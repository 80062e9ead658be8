-- Words that readers of these languages put right. A text the office wrote itself is left alone: it no longer says what we proposed.
with words (kind, language, was, better) as (
	values
	('approved', 'uk', 'за місяць', 'через місяць'),
	('waitlisted', 'ku', 'têrê ji bo her kesî nakin', 'têra her kesî nakin')
), reworded as (
	select p.kind, w.language, p.explanations ->> w.language as proposed, replace(p.explanations ->> w.language, w.was, w.better) as text
	from private.letter_proposals p join words w on w.kind = p.kind
), proposals as (
	update private.letter_proposals p set explanations = p.explanations || r.texts
	from (select kind, jsonb_object_agg(language, text) as texts from reworded group by kind) r
	where r.kind = p.kind
)
-- The version tells whoever has the old words open, and the letters with these apart from those before.
update public.letter_templates t set version = t.version + 1, explanations = t.explanations || r.texts
from (
	select o.round_id, o.kind, jsonb_object_agg(w.language, w.text) as texts
	from public.letter_templates o join reworded w on w.kind = o.kind and w.proposed = o.explanations ->> w.language
	group by o.round_id, o.kind
) r
where r.round_id = t.round_id and r.kind = t.kind;
