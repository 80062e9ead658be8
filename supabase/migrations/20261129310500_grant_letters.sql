alter table public.letters drop constraint letters_known_kinds;
alter table public.letters add constraint letters_known_kinds check (
	kind in ('receipt', 'request', 'approved', 'waitlisted', 'rejected', 'changed', 'change_refused', 'recovery')
);
alter table public.letter_templates drop constraint letter_templates_known_kinds;
alter table public.letter_templates add constraint letter_templates_known_kinds check (
	kind in ('receipt', 'request', 'approved', 'waitlisted', 'rejected', 'changed', 'change_refused', 'recovery')
);
comment on column public.letters.source_id is
	'The submission (receipt), clarification (request), decision (approved, waitlisted, rejected), change (changed, change_refused) '
	'or claim (recovery).';

insert into private.letter_placeholders (kind, name, is_required) values
	('changed', 'reference_number', true), ('changed', 'change', true), ('changed', 'amount', true),
	('changed', 'period_from', false), ('changed', 'period_until', false), ('changed', 'plan', false), ('changed', 'reason', false),
	('change_refused', 'reference_number', true), ('change_refused', 'change', true), ('change_refused', 'reason', true),
	('recovery', 'reference_number', true), ('recovery', 'amount', true), ('recovery', 'reason', true),
	('recovery', 'due_date', true), ('recovery', 'interest', false), ('recovery', 'pay_to', false);
insert into private.letter_placeholders (kind, name, is_required)
select k.kind, n.name, false
from unnest(array['changed', 'change_refused', 'recovery']) k (kind)
cross join (select p.name from private.letter_placeholders p where p.kind = 'receipt' and not p.is_required) n;

insert into private.letter_proposals (kind, subject, blocks, explanations)
select p.kind, p.value ->> 'subject', (
	select jsonb_agg(b.value order by b.ordinality)
	from jsonb_array_elements((p.value -> 'blocks') || (
		-- Remedies, questions and the end are those of every decision of ours.
		select jsonb_agg(l.value order by l.ordinality)
		from private.letter_proposals a cross join jsonb_array_elements(a.blocks) with ordinality l
		where a.kind = 'approved' and l.ordinality > jsonb_array_length(a.blocks) - 4
	)) with ordinality b
), p.value -> 'explanations'
from jsonb_each($json$
{
	"changed": {
		"subject": "Änderungsbescheid zum Antrag {{reference_number}}",
		"blocks": [
			{
				"heading": "",
				"text": "Sehr geehrte Damen und Herren,\n\nSie haben uns mitgeteilt, dass sich bei Ihrem Projekt „{{project_title}}“ etwas ändert: {{change}}. Damit sind wir einverstanden. Unser Zuwendungsbescheid zum Antrag {{reference_number}} gilt ab heute in dieser Fassung:"
			},
			{
				"heading": "Zuwendung und Bewilligungszeitraum",
				"text": "Die Zuwendung beträgt {{amount}}. Der Bewilligungszeitraum reicht vom {{period_from}} bis zum {{period_until}}."
			},
			{
				"heading": "Anerkannte Kosten",
				"text": "{{plan}}"
			},
			{
				"heading": "Begründung",
				"text": "{{reason}}"
			},
			{
				"heading": "Im Übrigen",
				"text": "Alles andere im Zuwendungsbescheid gilt weiter, auch die Nebenbestimmungen."
			}
		],
		"explanations": {
			"de": "Wir sind mit eurer Änderung einverstanden. Eure Förderung beträgt jetzt {{amount}}, euer Projekt läuft vom {{period_from}} bis zum {{period_until}}. Alles andere bleibt, wie es war.",
			"en": "We agree to your change. Your grant is now {{amount}}, and your project runs from {{period_from}} until {{period_until}}. Everything else stays as it was.",
			"tr": "Değişikliğinizi kabul ediyoruz. Desteğiniz şimdi {{amount}}; projeniz {{period_from}} ile {{period_until}} arasında sürüyor. Diğer her şey olduğu gibi kalıyor.",
			"ar": "نوافق على التغيير الذي طلبتموه. تبلغ المنحة الآن {{amount}}، ويستمر مشروعكم من {{period_from}} حتى {{period_until}}. كل ما عدا ذلك يبقى كما كان."
		}
	},
	"change_refused": {
		"subject": "Ihre Änderungsanzeige zum Antrag {{reference_number}}",
		"blocks": [
			{
				"heading": "",
				"text": "Sehr geehrte Damen und Herren,\n\nSie haben uns mitgeteilt, dass sich bei Ihrem Projekt „{{project_title}}“ etwas ändern soll: {{change}}. Dem können wir leider nicht zustimmen. Unser Zuwendungsbescheid zum Antrag {{reference_number}} gilt unverändert weiter."
			},
			{
				"heading": "Begründung",
				"text": "{{reason}}"
			}
		],
		"explanations": {
			"de": "Der Änderung, die ihr gemeldet habt, können wir leider nicht zustimmen. Den Grund findet ihr im Brief. Eure Förderung gilt weiter wie bisher. Ruft uns gern an: Oft gibt es einen anderen Weg.",
			"en": "Unfortunately we cannot agree to the change you told us about. The letter says why. Your grant goes on as before. You are welcome to call us: often there is another way.",
			"tr": "Ne yazık ki bildirdiğiniz değişikliği kabul edemiyoruz. Nedeni mektupta yazıyor. Desteğiniz eskisi gibi geçerli. Bizi arayabilirsiniz: çoğu zaman başka bir yol vardır.",
			"ar": "للأسف لا نستطيع الموافقة على التغيير الذي أبلغتمونا به. السبب مذكور في الرسالة. تبقى المنحة سارية كما كانت. يسعدنا أن تتصلوا بنا: كثيرًا ما يوجد حل آخر."
		}
	},
	"recovery": {
		"subject": "Rückforderung zum Antrag {{reference_number}}",
		"blocks": [
			{
				"heading": "",
				"text": "Sehr geehrte Damen und Herren,\n\nvon der Zuwendung für Ihr Projekt „{{project_title}}“ (Antrag {{reference_number}}) fordern wir {{amount}} zurück (§§ 49, 49a VwVfG NRW)."
			},
			{
				"heading": "Begründung",
				"text": "{{reason}}"
			},
			{
				"heading": "Bis wann und wohin",
				"text": "Bitte überweisen Sie den Betrag bis zum {{due_date}} und geben Sie dabei die Nummer {{reference_number}} an.\n{{pay_to}}"
			},
			{
				"heading": "Zinsen",
				"text": "{{interest}}"
			},
			{
				"heading": "Wenn Sie nicht auf einmal zahlen können",
				"text": "Bitte melden Sie sich vor dem {{due_date}} bei uns. Wir suchen gemeinsam einen Weg."
			}
		],
		"explanations": {
			"de": "Ein Teil des Geldes muss zurück: {{amount}}, bis zum {{due_date}}. Warum, steht im Brief. Überweist es mit der Nummer {{reference_number}}. Könnt ihr nicht auf einmal zahlen, meldet euch vorher bei uns.",
			"en": "Part of the money has to be paid back: {{amount}}, by {{due_date}}. The letter says why. Transfer it with the number {{reference_number}}. If you cannot pay at once, talk to us before that day.",
			"tr": "Paranın bir kısmının geri ödenmesi gerekiyor: {{amount}}, en geç {{due_date}}. Nedeni mektupta yazıyor. {{reference_number}} numarasını yazarak havale edin. Bir defada ödeyemiyorsanız o günden önce bize haber verin.",
			"ar": "يجب إعادة جزء من المال: {{amount}} حتى {{due_date}}. السبب مذكور في الرسالة. حوّلوه مع ذكر الرقم {{reference_number}}. إذا لم تستطيعوا الدفع دفعة واحدة فتواصلوا معنا قبل ذلك اليوم."
		}
	}
}
$json$) p (kind, value);

insert into public.letter_templates (round_id, kind, subject, blocks, explanations)
select r.id, p.kind, p.subject, p.blocks, p.explanations
from public.funding_rounds r
cross join private.letter_proposals p
where p.kind in ('changed', 'change_refused', 'recovery');

create function public.preview_grant_letter(p_source uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	change public.grant_changes;
	recovery public.recoveries;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select c.* into change from public.grant_changes c where c.id = p_source and c.is_open and c.proposal is not null;
	if found then
		return private.letter_content(
			change.application_id, case change.proposal ->> 'outcome' when 'agreed' then 'changed' else 'change_refused' end,
			private.told_by_change(change)
		) || jsonb_build_object(
			'kind', case change.proposal ->> 'outcome' when 'agreed' then 'changed' else 'change_refused' end,
			'application_id', change.application_id
		);
	end if;
	select r.* into recovery from public.recoveries r
	where r.id = p_source and r.second_signed_at is null and r.discarded_at is null;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return private.letter_content(recovery.application_id, 'recovery', private.told_by_recovery(recovery))
		|| jsonb_build_object('kind', 'recovery', 'application_id', recovery.application_id);
end;
$$;
comment on function public.preview_grant_letter(uuid) is
	'{"kind", "application_id", "language", "template", "facts"} of the letter that the second signature under a change or a claim '
	'would make now. For staff. PT403 not_allowed, PT404 not_found.';
revoke all on function public.preview_grant_letter(uuid) from public, anon, authenticated, service_role;
grant execute on function public.preview_grant_letter(uuid) to authenticated;
