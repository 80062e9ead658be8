-- What is given up for an earlier payment is the right to go to court about this decision, which becomes final by it
-- (Rechtsbehelfsverzicht); "legal action" could be any, also against somebody else. A text the office wrote is left alone.
with reworded as (
	select p.kind, p.explanations ->> 'en' as proposed, replace(
		p.explanations ->> 'en',
		'It is paid out after one month, or earlier if you waive legal action.',
		'It is paid out once this decision is final: one month after you were notified of it, or earlier if you give up your right '
		'to challenge it in court (Rechtsbehelfsverzicht).'
	) as text
	from private.letter_proposals p
	where p.kind = 'approved'
), proposals as (
	update private.letter_proposals p set explanations = p.explanations || jsonb_build_object('en', r.text)
	from reworded r where r.kind = p.kind
)
-- The version tells whoever has the old words open, and the letters with these apart from those before.
update public.letter_templates t set version = t.version + 1, explanations = t.explanations || jsonb_build_object('en', r.text)
from reworded r
where r.kind = t.kind and r.proposed = t.explanations ->> 'en' and r.text <> r.proposed;
