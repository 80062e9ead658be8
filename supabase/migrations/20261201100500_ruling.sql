-- The kinds of letters are those there is a proposal for: one list less, and a later kind needs no constraint to be written anew.
alter table public.letters drop constraint letters_known_kinds;
alter table public.letters add constraint letters_known_kinds foreign key (kind) references private.letter_proposals (kind);
alter table public.letter_templates drop constraint letter_templates_known_kinds;
alter table public.letter_templates add constraint letter_templates_known_kinds foreign key (kind) references private.letter_proposals (kind);
create index letter_templates_by_kind on public.letter_templates (kind);
comment on index public.letter_templates_by_kind is 'The templates of one kind in all rounds.';
comment on column public.letters.source_id is
	'The submission (receipt), clarification (request), decision (approved, waitlisted, rejected), change (changed, change_refused), '
	'claim (recovery) or ruling (revoked).';

insert into private.letter_placeholders (kind, name, is_required)
select 'revoked', p.name, p.name in ('reference_number', 'amount', 'reason')
from private.letter_placeholders p where p.kind = 'recovery'
union all select 'revoked', 'claimed', false;

insert into private.letter_proposals (kind, subject, blocks, explanations)
select 'revoked', p.value ->> 'subject', (
	select jsonb_agg(b.value order by b.ordinality)
	from jsonb_array_elements((p.value -> 'blocks') || (
		select jsonb_agg(l.value order by l.ordinality)
		from private.letter_proposals a cross join jsonb_array_elements(a.blocks) with ordinality l
		where a.kind = 'approved' and l.ordinality > jsonb_array_length(a.blocks) - 4
	)) with ordinality b
), p.value -> 'explanations'
from (values ($json$
{
	"subject": "Widerruf der Zuwendung zum Antrag {{reference_number}}",
	"blocks": [
		{
			"heading": "",
			"text": "Sehr geehrte Damen und Herren,\n\nwir widerrufen unseren Zuwendungsbescheid für Ihr Projekt „{{project_title}}“ (Antrag {{reference_number}}), soweit die Zuwendung {{amount}} übersteigt (§ 49 Abs. 3 VwVfG NRW)."
		},
		{
			"heading": "Begründung",
			"text": "{{reason}}"
		},
		{
			"heading": "Erstattung",
			"text": "Bereits ausgezahlt und zu erstatten sind {{claimed}} (§ 49a Abs. 1 VwVfG NRW).\nBitte überweisen Sie den Betrag bis zum {{due_date}}.\n{{pay_to}}"
		},
		{
			"heading": "Zinsen",
			"text": "{{interest}}"
		}
	],
	"explanations": {
		"de": "Wir müssen unsere Zusage zurücknehmen. Eure Förderung beträgt jetzt {{amount}}. Warum, steht im Brief.\nZurückzahlen müsst ihr {{claimed}}.\nZeit habt ihr bis zum {{due_date}}.\nKönnt ihr nicht auf einmal zahlen oder seht ihr es anders, meldet euch bei uns.",
		"en": "We have to take our approval back. Your grant is now {{amount}}. The letter says why.\nYou have to pay back {{claimed}}.\nYou have time until {{due_date}}.\nIf you cannot pay at once or see it differently, talk to us.",
		"tr": "Verdiğimiz onayı geri almak zorundayız. Desteğiniz şimdi {{amount}}. Nedeni mektupta yazıyor.\nGeri ödemeniz gereken tutar: {{claimed}}.\nSon gün: {{due_date}}.\nBir defada ödeyemiyorsanız ya da farklı düşünüyorsanız bize haber verin.",
		"ar": "نضطر إلى سحب موافقتنا. تبلغ المنحة الآن {{amount}}. السبب مذكور في الرسالة.\nعليكم إعادة {{claimed}}.\nالموعد الأخير هو {{due_date}}.\nإذا لم تستطيعوا الدفع دفعة واحدة أو كان لكم رأي آخر فتواصلوا معنا."
	}
}
$json$::jsonb)) p (value);

insert into public.letter_templates (round_id, kind, subject, blocks, explanations)
select r.id, p.kind, p.subject, p.blocks, p.explanations
from public.funding_rounds r cross join private.letter_proposals p where p.kind = 'revoked';

create function private.claimed_by_ruling(p_ruling public.grant_rulings) returns bigint
language sql stable security definer set search_path = ''
as $$
	-- What is outside beyond what the grant holds then; signed claims wait for their part of it already.
	select greatest(0, private.unclaimed_cents(p_ruling.application_id) - p_ruling.amount_cents);
$$;
comment on function private.claimed_by_ruling(public.grant_rulings) is 'Cents that a revocation claims back.';
revoke all on function private.claimed_by_ruling(public.grant_rulings) from public, anon, authenticated, service_role;

create function private.told_by_ruling(p_ruling public.grant_rulings) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object('amount_cents', p_ruling.amount_cents, 'reason', p_ruling.reason)
		|| case when c.cents = 0 then '{}' else jsonb_build_object(
			'claimed_cents', c.cents, 'due_on', p_ruling.due_on, 'interest_from', p_ruling.interest_from,
			'interest_points', private.settings_of_grant(a.id) -> 'interest_points',
			'pay_to', (
				select jsonb_build_object('name', p.name, 'iban', p.iban) from public.payer_accounts p where p.round_id = a.round_id
			)
		) end
	from public.applications a
	cross join lateral (select private.claimed_by_ruling(p_ruling) as cents) c
	where a.id = p_ruling.application_id;
$$;
comment on function private.told_by_ruling(public.grant_rulings) is 'Facts of a letter about a revocation.';
revoke all on function private.told_by_ruling(public.grant_rulings) from public, anon, authenticated, service_role;

create function private.require_ruling_fits(p_ruling public.grant_rulings) returns void
language plpgsql stable security definer set search_path = ''
as $$
declare
	terms constant public.grant_terms := private.terms_in_force(p_ruling.application_id);
	state constant text := (select a.state from public.applications a where a.id = p_ruling.application_id);
	most bigint;
begin
	if p_ruling.kind = 'revocation' then
		if terms.application_id is null or state not in ('approved', 'accepted', 'paid', 'report_due') then
			raise sqlstate 'PT409' using message = 'not_in_state';
		end if;
		if exists (
			select from public.payouts p where p.application_id = p_ruling.application_id and p.state = 'ordered'
		) then
			raise sqlstate 'PT409' using message = 'payment_under_way';
		end if;
		-- A claim or booking on its way counts from what the grant holds now.
		if exists (
			select from public.recoveries r
			where r.application_id = p_ruling.application_id and r.second_signed_at is null and r.discarded_at is null
		) or private.booked_cents(p_ruling.application_id) > 0 then
			raise sqlstate 'PT409' using message = 'claim_open';
		end if;
		if p_ruling.amount_cents >= terms.amount_cents then
			raise sqlstate 'PT422' using message = 'amount_invalid';
		end if;
		if private.claimed_by_ruling(p_ruling) > 0 and (p_ruling.due_on is null or p_ruling.due_on < private.today()) then
			raise sqlstate 'PT422' using message = 'due_day_missing';
		end if;
	elsif p_ruling.kind = 'waiver' then
		select private.owed_cents(r) - private.booked_cents(r.application_id, r.id) into most
		from public.recoveries r
		where r.id = p_ruling.subject_id and r.application_id = p_ruling.application_id and r.second_signed_at is not null;
		if not found then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
		if p_ruling.amount_cents not between 1 and most then
			raise sqlstate 'PT422' using message = 'amount_invalid', detail = jsonb_build_object('rest_cents', most)::text;
		end if;
	else
		perform from public.money_returns m
		where m.id = p_ruling.subject_id and m.application_id = p_ruling.application_id and m.confirmed_at is not null
			and m.reversed_at is null and m.amount_cents = p_ruling.amount_cents;
		if not found then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
		if state in ('closed', 'withdrawn') then
			raise sqlstate 'PT409' using message = 'not_in_state';
		end if;
	end if;
end;
$$;
comment on function private.require_ruling_fits(public.grant_rulings) is
	'Asked at both signatures. PT404 not_found, PT409 not_in_state | payment_under_way | claim_open, PT422 amount_invalid | '
	'due_day_missing (money is claimed and no day is said).';
revoke all on function private.require_ruling_fits(public.grant_rulings) from public, anon, authenticated, service_role;

create function public.propose_ruling(
	p_application uuid, p_id uuid, p_kind text, p_subject uuid, p_amount_cents bigint, p_reason text, p_due_on date default null,
	p_interest_from date default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	grounds constant text := nullif(btrim(p_reason, E' \t\r\n'), '');
	ruling public.grant_rulings;
begin
	if exists (select from public.grant_rulings w where w.id = p_id and w.application_id = p_application) then
		return '{}';
	end if;
	if grounds is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if p_id is null or exists (select from public.grant_rulings w where w.id = p_id) or length(grounds) > 4000
		or p_kind is null or p_kind not in ('revocation', 'waiver', 'correction') or (p_kind = 'revocation') <> (p_subject is null)
		or p_interest_from > private.today() or (p_kind <> 'revocation' and (p_due_on is not null or p_interest_from is not null))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select p_id, application.id, 1 + coalesce(max(w.number), 0), p_kind, p_subject,
		case when p_kind = 'correction' then (select m.amount_cents from public.money_returns m where m.id = p_subject) else p_amount_cents end,
		grounds, p_due_on, p_interest_from, auth.uid(), private.now()
	into ruling.id, ruling.application_id, ruling.number, ruling.kind, ruling.subject_id, ruling.amount_cents, ruling.reason,
		ruling.due_on, ruling.interest_from, ruling.first_signed_by, ruling.first_signed_at
	from public.grant_rulings w where w.application_id = p_application;
	if ruling.amount_cents is null or ruling.amount_cents < 0 then
		raise sqlstate 'PT422' using message = 'amount_invalid';
	end if;
	perform private.require_ruling_fits(ruling);
	insert into public.grant_rulings select ruling.*;
	perform private.write_audit(
		'clerk', 'ruling_signed', 'application', p_application::text,
		jsonb_build_object('ruling_id', p_id, 'kind', p_kind, 'subject_id', p_subject, 'amount_cents', ruling.amount_cents)
	);
	return '{}';
exception
	when unique_violation then
		raise sqlstate 'PT409' using message = 'already_decided';
end;
$$;
comment on function public.propose_ruling(uuid, uuid, text, uuid, bigint, text, date, date) is
	'{}: first signature under a ruling, see grant_rulings; p_id is made with the form. A correction takes its sum from the return. '
	'PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | already_decided (one like it waits already) | not_in_state | '
	'payment_under_way | claim_open, PT422 amount_invalid | due_day_missing | reason_required | payload_invalid.';
revoke all on function public.propose_ruling(uuid, uuid, text, uuid, bigint, text, date, date) from public, anon, authenticated, service_role;
grant execute on function public.propose_ruling(uuid, uuid, text, uuid, bigint, text, date, date) to authenticated;

create function private.lock_ruling(p_ruling uuid) returns public.grant_rulings
language plpgsql security definer set search_path = ''
as $$
declare
	ruling public.grant_rulings;
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select w.* into ruling from public.grant_rulings w where w.id = p_ruling;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform private.require_staff_for(ruling.application_id);
	select w.* into ruling from public.grant_rulings w where w.id = p_ruling for update;
	if ruling.second_signed_at is not null or ruling.discarded_at is not null then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	return ruling;
end;
$$;
comment on function private.lock_ruling(uuid) is
	'A ruling that waits for its second signature, application first. PT403, PT404, PT409 conflict_of_interest | already_decided.';
revoke all on function private.lock_ruling(uuid) from public, anon, authenticated, service_role;

create function private.revoke_grant(p_ruling public.grant_rulings) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	terms constant public.grant_terms := private.terms_in_force(p_ruling.application_id);
	claimed constant bigint := private.claimed_by_ruling(p_ruling);
	told constant jsonb := private.told_by_ruling(p_ruling);
	dropped record;
begin
	insert into public.grant_terms
		(application_id, version, decision_id, amount_cents, plan, period_from, period_until, purpose, since, ruling_id)
	values (
		p_ruling.application_id, terms.version + 1, terms.decision_id, p_ruling.amount_cents, terms.plan, terms.period_from,
		terms.period_until, terms.purpose, private.now(), p_ruling.id
	);
	-- Requests were made for a grant that is no more; what is left is asked for anew.
	for dropped in
		update public.payouts set refused_by = auth.uid(), refused_at = private.now(), refusal_reason = p_ruling.reason
		where application_id = p_ruling.application_id and run_id is null and refused_at is null and withdrawn_at is null
		returning id
	loop
		perform private.write_audit(
			'decider', 'payout_refused', 'payout', dropped.id::text, jsonb_build_object('application_id', p_ruling.application_id)
		);
	end loop;
	if claimed > 0 then
		insert into public.recoveries
			(id, application_id, number, cause, reason, amount_cents, interest_from, due_on, first_signed_by, first_signed_at,
			second_signed_by, second_signed_at)
		select gen_random_uuid(), p_ruling.application_id, 1 + coalesce(max(r.number), 0), 'revoked', p_ruling.reason, claimed,
			p_ruling.interest_from, p_ruling.due_on, p_ruling.first_signed_by, p_ruling.first_signed_at, auth.uid(), private.now()
		from public.recoveries r where r.application_id = p_ruling.application_id;
	end if;
	perform private.write_letter(p_ruling.application_id, 'revoked', p_ruling.id, told);
	if p_ruling.amount_cents = 0 then
		perform private.change_state(
			p_ruling.application_id,
			case when private.paid_cents(p_ruling.application_id) > private.returned_cents(p_ruling.application_id)
				then 'recovery' else 'closed' end,
			array['system']
		);
	end if;
end;
$$;
comment on function private.revoke_grant(public.grant_rulings) is
	'A signed revocation takes effect: the next version of the terms, requests given back, claim, letter, and the end of a grant of '
	'which nothing is left.';
revoke all on function private.revoke_grant(public.grant_rulings) from public, anon, authenticated, service_role;

create function public.countersign_ruling(p_ruling uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	ruling public.grant_rulings;
begin
	if not private.has_staff_role(array['decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	ruling := private.lock_ruling(p_ruling);
	if ruling.first_signed_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	perform private.require_ruling_fits(ruling);
	update public.grant_rulings set second_signed_by = auth.uid(), second_signed_at = private.now()
	where id = p_ruling returning * into ruling;
	if ruling.kind = 'revocation' then
		perform private.revoke_grant(ruling);
	elsif ruling.kind = 'correction' then
		update public.money_returns set reversed_at = private.now() where id = ruling.subject_id;
	else
		perform private.notify('claim_waived', ruling.application_id, p_ruling);
	end if;
	perform private.write_audit(
		'decider', 'ruling_countersigned', 'application', ruling.application_id::text,
		jsonb_build_object(
			'ruling_id', p_ruling, 'kind', ruling.kind, 'subject_id', ruling.subject_id, 'amount_cents', ruling.amount_cents
		)
	);
	return '{}';
end;
$$;
comment on function public.countersign_ruling(uuid) is
	'Second signature, by a decider who is somebody else: {}, and it takes effect. PT403 not_allowed, PT404 not_found, PT409 '
	'conflict_of_interest | already_decided | same_person | not_in_state | payment_under_way | claim_open, PT422 amount_invalid | '
	'due_day_missing.';
revoke all on function public.countersign_ruling(uuid) from public, anon, authenticated, service_role;
grant execute on function public.countersign_ruling(uuid) to authenticated;

create function public.discard_ruling(p_ruling uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	ruling constant public.grant_rulings := private.lock_ruling(p_ruling);
begin
	update public.grant_rulings set discarded_by = auth.uid(), discarded_at = private.now() where id = p_ruling;
	perform private.write_audit(
		'clerk', 'ruling_discarded', 'application', ruling.application_id::text, jsonb_build_object('ruling_id', p_ruling)
	);
	return '{}';
end;
$$;
comment on function public.discard_ruling(uuid) is
	'Takes a ruling off the table before it has effect: {}. PT403, PT404, PT409 conflict_of_interest | already_decided.';
revoke all on function public.discard_ruling(uuid) from public, anon, authenticated, service_role;
grant execute on function public.discard_ruling(uuid) to authenticated;

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
			change.application_id, case change.proposal ->> 'outcome' when 'agreed' then 'changed' else 'change_refused' end,
			private.told_by_change(change)
		) || jsonb_build_object(
			'kind', case change.proposal ->> 'outcome' when 'agreed' then 'changed' else 'change_refused' end,
			'application_id', change.application_id
		);
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
comment on function public.preview_grant_letter(uuid) is
	'{"kind", "application_id", "language", "template", "facts"} of the letter that the second signature under a change, a claim or a '
	'revocation would make now. For staff. PT403 not_allowed, PT404 not_found.';

-- A request that was taken back is not refused on top when a grant is given back.
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
	perform private.write_letter(
		p_change.application_id, case when is_agreed then 'changed' else 'change_refused' end, p_change.id, told
	);
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
				then 'recovery' else 'closed' end,
			array['system']
		);
	end if;
end;
$$;

create function public.queue_claim_reminders() returns int
language plpgsql security definer set search_path = ''
as $$
declare
	days_before constant int := 7;
	due record;
	queued int := 0;
begin
	for due in
		select r.id, r.application_id, t.event
		from public.recoveries r
		cross join lateral (
			select case when private.today() > r.due_on then 'claim_overdue' when private.today() >= r.due_on - days_before then 'claim_due' end
		) t (event)
		where r.second_signed_at is not null and r.discarded_at is null and t.event is not null and private.owed_cents(r) > 0
			-- Whoever was told only then needs no reminder a moment later.
			and private.today() > (r.second_signed_at at time zone 'Europe/Berlin')::date
			and not exists (select from public.notifications n where n.event = t.event and n.subject_id = r.id)
	loop
		perform private.notify(due.event, due.application_id, due.id);
		queued := queued + 1;
	end loop;
	return queued;
end;
$$;
comment on function public.queue_claim_reminders() is
	'Reminds, once each, of claims that are due within a week and of those that are overdue; how many were new. For the secret key alone.';
revoke all on function public.queue_claim_reminders() from public, anon, authenticated, service_role;
grant execute on function public.queue_claim_reminders() to service_role;
