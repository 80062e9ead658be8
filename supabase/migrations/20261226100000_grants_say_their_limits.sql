-- The explanation beside a grant said "you may start" where the letter has conditions to be met first, and nothing of costs that were cut;
-- the plan of the application was part of the decision, in front of the lines that change it; and whoever had to wait was told that the
-- money is not enough for everybody, which nobody had looked up. A text the office wrote itself is left alone.
insert into private.letter_placeholders (kind, name, is_required) values
	('approved', 'start', false),
	('waitlisted', 'waiting_place', false);

create temporary table words (kind text, language text, was text, better text);
insert into words (kind, language, was, better) values
	('approved', 'de', 'Ihr dürft anfangen.', '{{start}}'),
	('approved', 'de-simple', 'Ihr dürft anfangen.', '{{start}}'),
	('approved', 'en', 'You may start.', '{{start}}'),
	('approved', 'tr', 'Başlayabilirsiniz.', '{{start}}'),
	('approved', 'ar', 'يمكنكم البدء.', '{{start}}'),
	('approved', 'bg', 'Можете да започнете.', '{{start}}'),
	('approved', 'ro', 'Puteți începe.', '{{start}}'),
	('approved', 'uk', 'Можна починати.', '{{start}}'),
	('approved', 'ru', 'Можно начинать.', '{{start}}'),
	('approved', 'ku', 'Hûn dikarin dest pê bikin.', '{{start}}'),
	('approved', 'fa', 'اجازه دارید شروع کنید.', '{{start}}'),
	('approved', 'fr', 'Vous pouvez commencer.', '{{start}}'),
	('approved', 'pl', 'Możecie zacząć.', '{{start}}'),
	('waitlisted', 'de', 'Euer Antrag ist gut, aber das Geld reicht im Moment nicht für alle. Ihr steht auf der Warteliste. Wird Geld frei, entscheiden', E'Euer Antrag ist gut, aber wir können noch nicht endgültig entscheiden. Ihr steht auf der Warteliste.\nEuer Platz dort: {{waiting_place}}.\nWird Geld frei, entscheiden'),
	('waitlisted', 'de-simple', 'Euer Antrag ist gut. Aber das Geld reicht im Moment nicht für alle. Ihr steht auf der Warte-Liste. Wird', E'Euer Antrag ist gut. Aber wir können noch nicht zu Ende entscheiden. Ihr steht auf der Warte-Liste.\nEuer Platz auf der Liste ist: {{waiting_place}}.\nWird'),
	('waitlisted', 'en', 'Your application is good, but at the moment the money is not enough for everybody. You are on the waiting list. If', E'Your application is good, but we cannot make a final decision yet. You are on the waiting list.\nYour place on it: {{waiting_place}}.\nIf'),
	('waitlisted', 'tr', 'Başvurunuz iyi, ama şu anda para herkese yetmiyor. Bekleme listesindesiniz. Yeniden', E'Başvurunuz iyi, ama henüz kesin karar veremiyoruz. Bekleme listesindesiniz.\nListedeki sıranız: {{waiting_place}}.\nYeniden'),
	('waitlisted', 'ar', 'طلبكم جيد، لكن المال لا يكفي حاليًا للجميع. أنتم على قائمة الانتظار. إذا', E'طلبكم جيد، لكننا لا نستطيع اتخاذ قرار نهائي بعد. أنتم على قائمة الانتظار.\nترتيبكم فيها: {{waiting_place}}.\nإذا'),
	('waitlisted', 'bg', 'Заявлението ви е добро, но в момента парите не стигат за всички. Вие сте в списъка на чакащите. Ако', E'Заявлението ви е добро, но още не можем да решим окончателно. Вие сте в списъка на чакащите.\nМястото ви в него: {{waiting_place}}.\nАко'),
	('waitlisted', 'ro', 'Cererea voastră este bună, dar acum banii nu ajung pentru toți. Sunteți pe lista de așteptare. Dacă', E'Cererea voastră este bună, dar încă nu putem lua o decizie definitivă. Sunteți pe lista de așteptare.\nLocul vostru pe listă: {{waiting_place}}.\nDacă'),
	('waitlisted', 'uk', 'Ваша заявка хороша, але зараз грошей вистачає не на всіх. Ви у списку очікування. Якщо', E'Ваша заявка хороша, але остаточно вирішити ми ще не можемо. Ви у списку очікування.\nВаше місце в ньому: {{waiting_place}}.\nЯкщо'),
	('waitlisted', 'ru', 'Ваша заявка хорошая, но сейчас денег хватает не на всех. Вы в списке ожидания. Если', E'Ваша заявка хорошая, но окончательно решить мы пока не можем. Вы в списке ожидания.\nВаше место в нём: {{waiting_place}}.\nЕсли'),
	('waitlisted', 'ku', 'Serlêdana we baş e, lê niha pere têra her kesî nakin. Hûn di lîsteya bendê de ne. Heke', E'Serlêdana we baş e, lê em hê nikarin biryara dawî bidin. Hûn di lîsteya bendê de ne.\nCihê we di lîsteyê de: {{waiting_place}}.\nHeke'),
	('waitlisted', 'fa', 'درخواست شما خوب است، ولی الان پول برای همه کافی نیست. در فهرست انتظار هستید. اگر', E'درخواست شما خوب است، ولی هنوز نمی‌توانیم تصمیم نهایی بگیریم. در فهرست انتظار هستید.\nجایگاه شما در آن: {{waiting_place}}.\nاگر'),
	('waitlisted', 'fr', 'Votre demande est bonne, mais en ce moment l’argent ne suffit pas pour tout le monde. Vous êtes sur la liste d’attente. Si', E'Votre demande est bonne, mais nous ne pouvons pas encore décider définitivement. Vous êtes sur la liste d’attente.\nVotre place sur cette liste : {{waiting_place}}.\nSi'),
	('waitlisted', 'pl', 'Wasz wniosek jest dobry, ale teraz nie wystarcza pieniędzy dla wszystkich. Jesteście na liście oczekujących. Jeśli', E'Wasz wniosek jest dobry, ale nie możemy jeszcze podjąć ostatecznej decyzji. Jesteście na liście oczekujących.\nWasze miejsce na niej: {{waiting_place}}.\nJeśli');

with better as (
	select p.kind, w.language, p.explanations ->> w.language as proposed,
		replace(p.explanations ->> w.language, w.was, w.better) as text
	from private.letter_proposals p join words w on w.kind = p.kind
), proposals as (
	update private.letter_proposals p set explanations = p.explanations || r.texts
	from (select kind, jsonb_object_agg(language, text) as texts from better group by kind) r
	where r.kind = p.kind
)
update public.letter_templates t set version = t.version + 1, explanations = t.explanations || r.texts
from (
	select o.round_id, o.kind, jsonb_object_agg(b.language, b.text) as texts
	from public.letter_templates o join better b on b.kind = o.kind and b.proposed = o.explanations ->> b.language
	group by o.round_id, o.kind
) r
where r.round_id = t.round_id and r.kind = t.kind
	-- One that could not be saved as it stands waits for the office, which is asked about it.
	and private.letter_template_problems(t.kind, t.subject, t.blocks, t.explanations) = '[]';
drop table words;

create temporary table sentences (kind text, was text, better text);
insert into sentences (kind, was, better) values
	('approved', 'Bei diesen Kosten erkennen wir weniger an als beantragt:', 'Der Kosten- und Finanzierungsplan gilt mit den folgenden Änderungen. Bei diesen Kosten erkennen wir weniger an als beantragt:'),
	('waitlisted', 'Zurzeit reichen die Mittel jedoch nicht für alle Anträge. Wir haben Ihren Antrag deshalb auf die Warteliste gesetzt.', E'Wir können über die Förderung jedoch noch nicht abschließend entscheiden und haben Ihren Antrag auf die Warteliste gesetzt.\nIhr Platz auf der Warteliste: {{waiting_place}}');

create function pg_temp.with_better_sentence(p_kind text, p_blocks jsonb) returns jsonb
language sql
as $$
	select jsonb_agg(jsonb_set(b.value, '{text}', to_jsonb(replace(b.value ->> 'text', s.was, s.better))) order by b.ordinality)
	from jsonb_array_elements(p_blocks) with ordinality b, sentences s
	where s.kind = p_kind;
$$;
update private.letter_proposals p set blocks = pg_temp.with_better_sentence(p.kind, p.blocks) where p.kind in ('approved', 'waitlisted');
update public.letter_templates t set version = t.version + 1, blocks = pg_temp.with_better_sentence(t.kind, t.blocks)
where t.kind in ('approved', 'waitlisted') and t.updated_by is null and pg_temp.with_better_sentence(t.kind, t.blocks) <> t.blocks
	and private.letter_template_problems(t.kind, t.subject, t.blocks, t.explanations) = '[]';
drop function pg_temp.with_better_sentence(text, jsonb);
drop table sentences;

create or replace function private.told_by_decision(p_decision public.decisions) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select case when p_decision.second_signed_by is null then private.next_signer(p_decision.first_signed_by)
		else private.signer(p_decision.second_signed_by) end
		|| jsonb_build_object(
			'amount_cents', p_decision.amount_cents, 'reason', p_decision.reason, 'conditions', p_decision.conditions,
			'plan', p_decision.plan
		) || case when p_decision.outcome = 'waitlisted' then jsonb_build_object('waiting_rank', p_decision.waiting_rank) else '{}' end || private.told_by_replaced(p_decision);
$$;
