-- A grant that was given back whole ended with the letter of a change: it promised 0 EUR and asked for a proof of use of nothing.
-- Assumptions as in private.letter_proposals, to be confirmed by the city.
comment on column public.letters.source_id is
	'The submission (receipt), clarification (request), decision (approved, waitlisted, rejected), change (changed, change_refused, '
	'given_back), claim (recovery), ruling (revoked) or version of the proof of use (proof_checked).';

insert into private.letter_placeholders (kind, name, is_required)
select 'given_back', p.name, p.is_required and p.name in ('reference_number', 'change')
from private.letter_placeholders p where p.kind = 'change_refused'
union all select 'given_back', 'outstanding', true;

insert into private.letter_proposals (kind, subject, blocks, explanations)
select 'given_back', p.value ->> 'subject', (
	select jsonb_agg(b.value order by b.ordinality)
	from jsonb_array_elements((p.value -> 'blocks') || (
		-- Remedies, questions and the end are those of every decision of ours.
		select jsonb_agg(l.value order by l.ordinality)
		from private.letter_proposals a cross join jsonb_array_elements(a.blocks) with ordinality l
		where a.kind = 'approved' and l.ordinality > jsonb_array_length(a.blocks) - 4
	)) with ordinality b
), p.value -> 'explanations'
from (values ($json$
{
	"subject": "Aufhebung der Zuwendung zum Antrag {{reference_number}}",
	"blocks": [
		{
			"heading": "",
			"text": "Sehr geehrte Damen und Herren,\n\nSie haben uns zu Ihrem Projekt „{{project_title}}“ mitgeteilt: {{change}}. Wir heben unseren Zuwendungsbescheid zum Antrag {{reference_number}} deshalb ganz auf (§ 49 VwVfG NRW). Weiteres Geld wird nicht ausgezahlt."
		},
		{
			"heading": "Begründung",
			"text": "{{reason}}"
		},
		{
			"heading": "Erstattung",
			"text": "Ausgezahlt und noch nicht zurückgezahlt sind {{outstanding}}. Dieser Betrag ist zu erstatten (§ 49a Abs. 1 VwVfG NRW). Bis wann und wohin, sagt Ihnen ein eigenes Schreiben."
		},
		{
			"heading": "Verwendungsnachweis",
			"text": "Ein Verwendungsnachweis zum Antrag {{reference_number}} ist nicht nötig."
		}
	],
	"explanations": {
		"de": "Ihr habt die Förderung ganz zurückgegeben. Unsere Zusage gilt nicht mehr. Einen Nachweis und Belege brauchen wir nicht.\nVon dem Geld, das ihr schon habt, müsst ihr {{outstanding}} zurückzahlen. Bis wann und wohin, sagt euch ein eigener Brief.",
		"de-simple": "Ihr habt die Förderung ganz zurückgegeben. Unsere Zusage gilt nicht mehr. Ihr müsst keine Abrechnung machen.\nIhr habt schon Geld von uns. Davon müsst ihr {{outstanding}} zurückzahlen. Dazu kommt noch ein Brief. Darin steht, bis wann und wohin.",
		"tr": "Desteğin tamamını geri verdiniz. Onayımız artık geçerli değil. Harcama dökümü ve fiş göndermenize gerek yok.\nSize ödenen paranın {{outstanding}} tutarındaki kısmını geri ödemeniz gerekiyor. Ne zamana kadar ve hangi hesaba olduğu ayrı bir mektupta yazacak.",
		"ar": "لقد أعدتم المنحة كاملة. لم تعد موافقتنا سارية. لا نحتاج إلى كشف حساب ولا إلى إيصالات.\nمن المال الذي وصلكم يجب أن تعيدوا {{outstanding}}. أما الموعد والحساب فستجدونهما في رسالة أخرى.",
		"bg": "Върнахте цялото финансиране. Нашето одобрение вече не важи. Не ни трябват отчет и бележки.\nОт парите, които вече сте получили, трябва да върнете {{outstanding}}. Докога и къде, ще пише в отделно писмо.",
		"ro": "Ați renunțat la toată finanțarea. Aprobarea noastră nu mai este valabilă. Nu avem nevoie de decont și de bonuri.\nDin banii pe care i-ați primit deja trebuie să dați înapoi {{outstanding}}. Până când și unde, vă spune o altă scrisoare.",
		"uk": "Ви повернули грант повністю. Наше рішення більше не діє. Звіт про гроші та чеки нам не потрібні.\nІз грошей, які ви вже отримали, треба повернути {{outstanding}}. До якого дня й куди, буде в окремому листі.",
		"ru": "Вы полностью вернули грант. Наше решение больше не действует. Отчёт о деньгах и чеки нам не нужны.\nИз денег, которые вы уже получили, нужно вернуть {{outstanding}}. До какого дня и куда, будет в отдельном письме.",
		"en": "You have given the whole grant back. Our approval no longer holds. We need no proof of use and no receipts.\nOf the money you already have, you must pay back {{outstanding}}. Another letter will say by when and where to.",
		"ku": "We piştgirî bi temamî vegerand. Erêkirina me êdî ne derbasdar e. Hesabdan û meqbûz ji me re ne pêwîst in.\nJi pereyên ku we berê standine divê hûn {{outstanding}} vegerînin. Heta kengî û bo ku, dê di nameyeke din de be.",
		"fa": "شما همهٔ کمک مالی را پس داده‌اید. موافقت ما دیگر اعتبار ندارد. تسویه‌حساب و رسید لازم نداریم.\nاز پولی که تا حالا گرفته‌اید باید {{outstanding}} را برگردانید. تا چه روزی و به کدام حساب، در نامهٔ دیگری نوشته می‌شود.",
		"fr": "Vous avez rendu toute la subvention. Notre accord n’est plus valable. Nous n’avons besoin ni de comptes ni de reçus.\nDe l’argent que vous avez déjà reçu, vous devez rendre {{outstanding}}. Une autre lettre vous dira jusqu’à quand et où.",
		"pl": "Zwróciliście całe dofinansowanie. Nasza zgoda już nie obowiązuje. Nie potrzebujemy rozliczenia ani rachunków.\nZ pieniędzy, które już macie, trzeba zwrócić {{outstanding}}. Do kiedy i dokąd, będzie w osobnym piśmie."
	}
}
$json$::jsonb)) p (value);

insert into public.letter_templates (round_id, kind, subject, blocks, explanations)
select r.id, p.kind, p.subject, p.blocks, p.explanations
from public.funding_rounds r cross join private.letter_proposals p where p.kind = 'given_back';

create function private.letter_of_change(p_change public.grant_changes) returns text
language sql immutable set search_path = ''
as $$
	select case when p_change.proposal ->> 'outcome' is distinct from 'agreed' then 'change_refused'
		when (p_change.proposal ->> 'amount_cents')::bigint = 0 then 'given_back' else 'changed' end;
$$;
comment on function private.letter_of_change(public.grant_changes) is 'Which letter says what was decided about a change.';
revoke all on function private.letter_of_change(public.grant_changes) from public, anon, authenticated, service_role;

create or replace function private.told_by_change(p_change public.grant_changes) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object(
		'amount_cents', coalesce((p_change.proposal ->> 'amount_cents')::bigint, t.amount_cents),
		'reason', p_change.proposal ->> 'reason',
		'change', jsonb_build_object('kind', p_change.kind, 'notified_at',
			to_char(p_change.notified_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
			|| case when p_change.kind = 'further_grant' then p_change.wish else '{}' end,
		'plan', case when p_change.proposal ->> 'outcome' is distinct from 'agreed' then t.plan
			when p_change.kind = 'plan' then private.shifted_plan(t.plan, p_change.wish -> 'lines')
			when p_change.kind = 'further_grant' then private.plan_with_grant(t.plan, p_change.wish)
			else t.plan end,
		'period_from', case when p_change.kind = 'period' and p_change.proposal ->> 'outcome' = 'agreed'
			then p_change.wish ->> 'period_from' else t.period_from::text end,
		'period_until', case when p_change.kind = 'period' and p_change.proposal ->> 'outcome' = 'agreed'
			then p_change.wish ->> 'period_until' else t.period_until::text end
	) || case when private.letter_of_change(p_change) = 'given_back' and o.cents > 0
		then jsonb_build_object('outstanding_cents', o.cents) else '{}' end
	from private.terms_in_force(p_change.application_id) t
	cross join lateral (
		select private.paid_cents(p_change.application_id) - private.returned_cents(p_change.application_id)
			- private.waived_cents(p_change.application_id) as cents
	) o;
$$;

create or replace function private.close_change(p_change public.grant_changes) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	terms constant public.grant_terms := private.terms_in_force(p_change.application_id);
	told constant jsonb := private.told_by_change(p_change);
	is_agreed constant boolean := p_change.proposal ->> 'outcome' = 'agreed';
	state constant text := (select a.state from public.applications a where a.id = p_change.application_id);
	dropped record;
begin
	if is_agreed and (p_change.proposal -> 'needs_second')::boolean and exists (
		select from public.payouts p where p.application_id = p_change.application_id and p.state = 'ordered'
	) then
		raise sqlstate 'PT409' using message = 'payment_under_way';
	end if;
	update public.grant_changes set outcome = p_change.proposal ->> 'outcome', closed_at = private.now() where id = p_change.id;
	perform private.write_letter(p_change.application_id, private.letter_of_change(p_change), p_change.id, told);
	perform private.write_audit(
		'clerk', 'change_decided', 'application', p_change.application_id::text,
		jsonb_build_object('change_id', p_change.id, 'outcome', p_change.proposal ->> 'outcome', 'amount_cents', told -> 'amount_cents')
	);
	if not is_agreed then
		return;
	end if;
	insert into public.grant_terms
		(application_id, version, decision_id, change_id, amount_cents, plan, period_from, period_until, purpose, since)
	values (
		p_change.application_id, terms.version + 1, terms.decision_id, p_change.id, (told ->> 'amount_cents')::bigint,
		told -> 'plan', (told ->> 'period_from')::date, (told ->> 'period_until')::date,
		case when p_change.kind = 'purpose' then p_change.words else terms.purpose end, private.now()
	);
	if (told ->> 'amount_cents')::bigint > 0 then
		return;
	end if;
	-- Given back whole: nothing more is paid, and what was paid is to come back.
	for dropped in
		update public.payouts set
			refused_by = auth.uid(), refused_at = private.now(), refusal_reason = coalesce(told ->> 'reason', '–')
		where application_id = p_change.application_id and run_id is null and refused_at is null and withdrawn_at is null
		returning id
	loop
		perform private.write_audit(
			'clerk', 'payout_refused', 'payout', dropped.id::text, jsonb_build_object('application_id', p_change.application_id)
		);
	end loop;
	if state in ('approved', 'accepted', 'paid', 'report_due') then
		perform private.change_state(
			p_change.application_id,
			case when private.paid_cents(p_change.application_id) > private.returned_cents(p_change.application_id)
				or private.has_open_interest(p_change.application_id) then 'recovery' else 'closed' end,
			array['system']
		);
	end if;
end;
$$;

create or replace function public.preview_grant_letter(p_source uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	change public.grant_changes;
	recovery public.recoveries;
	ruling public.grant_rulings;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select c.* into change from public.grant_changes c where c.id = p_source and c.is_open and c.proposal is not null;
	if found then
		return private.letter_content(
			change.application_id, private.letter_of_change(change), private.told_by_change(change)
		) || jsonb_build_object('kind', private.letter_of_change(change), 'application_id', change.application_id);
	end if;
	select w.* into ruling from public.grant_rulings w
	where w.id = p_source and w.kind = 'revocation' and w.second_signed_at is null and w.discarded_at is null;
	if found then
		return private.letter_content(ruling.application_id, 'revoked', private.told_by_ruling(ruling))
			|| jsonb_build_object('kind', 'revoked', 'application_id', ruling.application_id);
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
