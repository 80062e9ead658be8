alter table public.letters drop constraint letters_known_kinds;
alter table public.letters add constraint letters_known_kinds check (
	kind in ('receipt', 'request', 'approved', 'waitlisted', 'rejected', 'changed', 'change_refused', 'recovery', 'proof_checked')
);
alter table public.letter_templates drop constraint letter_templates_known_kinds;
alter table public.letter_templates add constraint letter_templates_known_kinds check (
	kind in ('receipt', 'request', 'approved', 'waitlisted', 'rejected', 'changed', 'change_refused', 'recovery', 'proof_checked')
);
comment on column public.letters.source_id is
	'The submission (receipt), clarification (request), decision (approved, waitlisted, rejected), change (changed, change_refused), '
	'claim (recovery) or version of the proof of use (proof_checked).';

insert into private.letter_placeholders (kind, name, is_required) values
	('proof_checked', 'reference_number', true), ('proof_checked', 'amount', true), ('proof_checked', 'accepted_costs', true),
	('proof_checked', 'receipt_cuts', false), ('proof_checked', 'reason', false), ('proof_checked', 'claim', false);
insert into private.letter_placeholders (kind, name, is_required)
select 'proof_checked', p.name, false from private.letter_placeholders p where p.kind = 'receipt' and not p.is_required;

insert into private.letter_proposals (kind, subject, blocks, explanations)
select p.kind, p.value ->> 'subject', (
	select jsonb_agg(b.value order by b.ordinality)
	from jsonb_array_elements((p.value -> 'blocks') || (
		select jsonb_agg(l.value order by l.ordinality)
		from private.letter_proposals a cross join jsonb_array_elements(a.blocks) with ordinality l
		where a.kind = 'approved' and l.ordinality > jsonb_array_length(a.blocks) - 4
	)) with ordinality b
), p.value -> 'explanations'
from jsonb_each($json$
{
	"proof_checked": {
		"subject": "Ergebnis der Prüfung Ihres Verwendungsnachweises zum Antrag {{reference_number}}",
		"blocks": [
			{
				"heading": "",
				"text": "Sehr geehrte Damen und Herren,\n\nwir haben den Verwendungsnachweis für Ihr Projekt „{{project_title}}“ (Antrag {{reference_number}}) geprüft. Wir erkennen Ausgaben von {{accepted_costs}} an. Damit beträgt Ihre Zuwendung endgültig {{amount}}."
			},
			{
				"heading": "Gekürzte Belege",
				"text": "{{receipt_cuts}}"
			},
			{
				"heading": "Begründung",
				"text": "{{reason}}"
			},
			{
				"heading": "Rückzahlung",
				"text": "{{claim}}"
			},
			{
				"heading": "Aufbewahrung",
				"text": "Bitte bewahren Sie die Belege noch fünf Jahre auf (Nr. 6 ANBest-P)."
			}
		],
		"explanations": {
			"de": "Wir haben euren Nachweis geprüft. Anerkannt sind Kosten von {{accepted_costs}}, eure Förderung beträgt am Ende {{amount}}. {{claim}} Hebt die Belege noch fünf Jahre auf. Danke für eure Arbeit.",
			"en": "We have checked your proof of use. We accept costs of {{accepted_costs}}, and your grant is {{amount}} in the end. {{claim}} Keep the receipts for five more years. Thank you for your work.",
			"tr": "Harcama belgenizi inceledik. Kabul edilen giderler {{accepted_costs}}; desteğiniz sonuç olarak {{amount}}. {{claim}} Belgeleri beş yıl daha saklayın. Emeğiniz için teşekkürler.",
			"ar": "لقد فحصنا إثبات الصرف الخاص بكم. نقبل تكاليف قدرها {{accepted_costs}}، وتبلغ منحتكم في النهاية {{amount}}. {{claim}} احتفظوا بالإيصالات خمس سنوات أخرى. شكرًا على عملكم."
		}
	}
}
$json$) p (kind, value);

insert into public.letter_templates (round_id, kind, subject, blocks, explanations)
select r.id, p.kind, p.subject, p.blocks, p.explanations
from public.funding_rounds r
cross join private.letter_proposals p
where p.kind = 'proof_checked';

create function public.preview_proof_letter(p_submission uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	checked public.proof_checks;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select c.* into checked from public.proof_checks c
	where c.submission_id = p_submission and c.first_signed_at is not null and c.concluded_at is null;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return private.letter_content(checked.application_id, 'proof_checked', private.told_by_proof(checked))
		|| jsonb_build_object('kind', 'proof_checked', 'application_id', checked.application_id);
end;
$$;
comment on function public.preview_proof_letter(uuid) is
	'{"kind", "application_id", "language", "template", "facts"} of the letter that the second signature under a check would make now. '
	'For staff. PT403 not_allowed, PT404 not_found.';
revoke all on function public.preview_proof_letter(uuid) from public, anon, authenticated, service_role;
grant execute on function public.preview_proof_letter(uuid) to authenticated;
