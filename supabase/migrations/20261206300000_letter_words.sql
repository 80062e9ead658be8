-- Words that readers of these languages put right. A text the office wrote itself is left alone: it no longer says what we proposed.
with words (kind, language, was, better) as (
	values
	('receipt', 'uk', 'Ваша заявка надійшла до нас ({{received_at}}).', 'Ми отримали вашу заявку ({{received_at}}).'),
	('receipt', 'ru', 'Ваша заявка пришла к нам ({{received_at}}).', 'Мы получили вашу заявку ({{received_at}}).'),
	('approved', 'de-simple', 'nach einem Monat', 'nach 1 Monat'),
	('approved', 'uk', 'наше позитивне рішення:', 'наше позитивне рішення (Zusage):'),
	('approved', 'ru', 'наше положительное решение:', 'наше положительное решение (Zusage):'),
	('approved', 'ar', 'حق رفع الدعوى', 'حق رفع الدعوى (Klage)'),
	('rejected', 'de-simple', 'einen Monat Zeit', '1 Monat Zeit'),
	('rejected', 'tr', 'Mahkemesi''nde', 'Mahkemesi’nde'),
	('changed', 'ar', 'التغيير الذي طلبتموه', 'التغيير الذي أبلغتم عنه'),
	('proof_checked', 'ar', 'لقد فحصنا', 'دققنا'),
	('proof_checked', 'tr',
		'Harcama belgenizi inceledik. Kabul edilen giderler {{accepted_costs}}; desteğiniz sonuç olarak {{amount}}. {{claim}} Belgeleri',
		'Harcama dökümünüzü inceledik. Kabul edilen harcamalar {{accepted_costs}}; desteğiniz sonuç olarak {{amount}}. {{claim}} Fişleri'),
	('revoked', 'ar', 'سحب موافقتنا', 'سحب موافقتنا (Widerruf)'),
	('revoked', 'bg', 'или виждате нещата по друг начин', 'или не сте съгласни'),
	('revoked', 'uk', 'або бачите це інакше', 'або не згодні'),
	('revoked', 'ru', 'или видите это иначе', 'или не согласны'),
	('revoked', 'ku', 'biaxivin', 'bipeyivin')
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
