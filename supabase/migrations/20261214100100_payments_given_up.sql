-- A payment that came back once the case was concluded, and to which no account ever came, stayed bound for ever; refused by one person it
-- stayed bound too. The office gives it up: two people, a reason, and the money is free in the same budget.
alter table public.grant_rulings drop constraint grant_rulings_known_kinds;
alter table public.grant_rulings add constraint grant_rulings_known_kinds
	check (kind in ('revocation', 'waiver', 'interest_waiver', 'correction', 'lapse'));
comment on column public.grant_rulings.subject_id is
	'The claim of a waiver (of the sum, or of its interest), the return of a correction, the payout that is not paid again (lapse); null '
	'for a revocation.';
comment on column public.grant_rulings.amount_cents is
	'What the grant is from then on (revocation), what is let go (waiver), what was booked (correction), what is not paid any more (lapse).';
comment on column public.grant_terms.ruling_id is 'The revocation or lapse that made this version.';

create function private.waits_again_cents(p_application uuid) returns bigint
language sql stable security definer set search_path = ''
as $$
	select coalesce(sum(p.amount_cents), 0)::bigint from public.payouts p
	where p.application_id = p_application and p.replaces is not null and p.state in ('requested', 'checked', 'released', 'ordered');
$$;
comment on function private.waits_again_cents(uuid) is 'What came back and waits to be paid once more.';
revoke all on function private.waits_again_cents(uuid) from public, anon, authenticated, service_role;

create function private.may_lapse(p_payout public.payouts) returns boolean
language sql stable security definer set search_path = ''
as $$
	select private.is_concluded(p_payout.application_id) and case
		when p_payout.state in ('requested', 'checked', 'released') then p_payout.replaces is not null
		-- Refused, or never ordered again: nothing waits, and the grant still says more than the group has.
		when p_payout.state = 'refused' and p_payout.replaces is not null
			or p_payout.state = 'bounced' and not exists (select from public.payouts n where n.replaces = p_payout.id)
			then (private.terms_in_force(p_payout.application_id)).amount_cents
				> private.unclaimed_cents(p_payout.application_id) + private.waits_again_cents(p_payout.application_id)
		else false end;
$$;
comment on function private.may_lapse(public.payouts) is
	'Whether the office can give up paying this: it came back, the check of the proof is over, and it binds money that nobody will get.';
revoke all on function private.may_lapse(public.payouts) from public, anon, authenticated, service_role;

create or replace function private.require_ruling_fits(p_ruling public.grant_rulings) returns void
language plpgsql stable security definer set search_path = ''
as $$
declare
	terms constant public.grant_terms := private.terms_in_force(p_ruling.application_id);
	state constant text := (select a.state from public.applications a where a.id = p_ruling.application_id);
	most bigint;
	is_claim boolean;
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
		if private.claimed_by_ruling(p_ruling) > 0 then
			if p_ruling.due_on is null then
				raise sqlstate 'PT422' using message = 'due_day_missing';
			end if;
			perform private.require_claim_days(p_ruling.due_on, p_ruling.interest_from);
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
	elsif p_ruling.kind = 'interest_waiver' then
		select private.interest_owed_cents(r) - private.booked_interest_cents(r.id), true into most, is_claim
		from public.recoveries r
		where r.id = p_ruling.subject_id and r.application_id = p_ruling.application_id and r.second_signed_at is not null;
		if is_claim is null then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
		if most is null then
			raise sqlstate 'PT422' using message = 'base_rate_missing';
		end if;
		if p_ruling.amount_cents not between 1 and most then
			raise sqlstate 'PT422' using message = 'amount_invalid', detail = jsonb_build_object('rest_cents', most)::text;
		end if;
	elsif p_ruling.kind = 'lapse' then
		perform from public.payouts p
		where p.id = p_ruling.subject_id and p.application_id = p_ruling.application_id and p.amount_cents = p_ruling.amount_cents;
		if not found then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
		if not (select private.may_lapse(p) from public.payouts p where p.id = p_ruling.subject_id) then
			raise sqlstate 'PT409' using message = 'not_in_state';
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

create or replace function public.propose_ruling(
	p_application uuid, p_id uuid, p_kind text, p_subject uuid, p_amount_cents bigint, p_reason text, p_due_on date default null,
	p_interest_from date default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	grounds constant text := private.said(p_reason);
	ruling public.grant_rulings;
begin
	if exists (select from public.grant_rulings w where w.id = p_id and w.application_id = p_application) then
		return '{}';
	end if;
	if grounds is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if p_id is null or exists (select from public.grant_rulings w where w.id = p_id) or length(grounds) > 4000
		or p_kind is null or p_kind not in ('revocation', 'waiver', 'interest_waiver', 'correction', 'lapse') or (p_kind = 'revocation') <> (p_subject is null)
		or (p_kind <> 'revocation' and (p_due_on is not null or p_interest_from is not null))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select p_id, application.id, 1 + coalesce(max(w.number), 0), p_kind, p_subject,
		case p_kind when 'correction' then (select m.amount_cents from public.money_returns m where m.id = p_subject)
			when 'lapse' then (select p.amount_cents from public.payouts p where p.id = p_subject)
			else p_amount_cents end,
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
	'{}: first signature under a ruling, see grant_rulings; p_id is made with the form. A correction takes its sum from the return, a lapse '
	'from the payout. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | already_decided (one like it waits already) | '
	'not_in_state | payment_under_way | claim_open, PT422 amount_invalid | base_rate_missing | due_day_missing | reason_required | '
	'payload_invalid.';

create function private.let_lapse(p_ruling public.grant_rulings) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	terms constant public.grant_terms := private.terms_in_force(p_ruling.application_id);
	kept bigint;
begin
	update public.payouts set
		refused_by = auth.uid(), refused_at = private.now(), refusal_reason = p_ruling.reason
	where id = p_ruling.subject_id and state in ('requested', 'checked', 'released');
	kept := greatest(0, private.unclaimed_cents(p_ruling.application_id)) + private.waits_again_cents(p_ruling.application_id);
	if kept < terms.amount_cents then
		insert into public.grant_terms
			(application_id, version, decision_id, amount_cents, plan, period_from, period_until, purpose, since, ruling_id)
		values (
			p_ruling.application_id, terms.version + 1, terms.decision_id, kept, terms.plan, terms.period_from, terms.period_until,
			terms.purpose, private.now(), p_ruling.id
		);
	end if;
	perform private.notify('payout_refused', p_ruling.application_id, p_ruling.subject_id);
	perform private.write_audit(
		'decider', 'payout_refused', 'payout', p_ruling.subject_id::text,
		jsonb_build_object('application_id', p_ruling.application_id, 'ruling_id', p_ruling.id, 'amount_cents', p_ruling.amount_cents)
	);
end;
$$;
comment on function private.let_lapse(public.grant_rulings) is
	'A signed lapse takes effect: the payout is refused for that reason, the group is told, and the grant is what it has.';
revoke all on function private.let_lapse(public.grant_rulings) from public, anon, authenticated, service_role;

create or replace function public.countersign_ruling(p_ruling uuid) returns jsonb
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
	elsif ruling.kind = 'lapse' then
		perform private.let_lapse(ruling);
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

create or replace function public.refuse_payout(p_payout uuid, p_reason text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	payout constant public.payouts := private.lock_payout(p_payout);
	reason constant text := private.said(p_reason);
begin
	if payout.state not in ('requested', 'checked', 'released') then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	-- The end of it for the group: not for one person.
	if private.may_lapse(payout) then
		raise sqlstate 'PT409' using message = 'lapse_needed';
	end if;
	if reason is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(reason) > 4000 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	update public.payouts set refused_by = auth.uid(), refused_at = private.now(), refusal_reason = reason where id = p_payout;
	perform private.notify('payout_refused', payout.application_id, p_payout);
	perform private.write_audit(
		'clerk', 'payout_refused', 'payout', p_payout::text, jsonb_build_object('application_id', payout.application_id)
	);
	return '{}';
end;
$$;
comment on function public.refuse_payout(uuid, text) is
	'{}: what is not ordered yet is given back to the group with a reason they read; they may ask anew. PT403 not_allowed, PT404 '
	'not_found, PT409 conflict_of_interest | case_moved_on | lapse_needed (it came back after the check: two people give it up, see '
	'propose_ruling), PT422 reason_required | payload_invalid.';

create or replace function private.grants_of_round(p_round uuid) returns table (
	application_id uuid, most_cents bigint, amount_cents bigint, paid_cents bigint, returned_cents bigint, freed_cents bigint,
	bound_cents bigint, is_in_force boolean
)
language sql stable security definer set search_path = ''
as $$
	select s.application_id, s.most_cents, s.amount_cents, s.paid_cents, s.returned_cents, s.freed_cents,
		greatest(s.amount_cents, s.paid_cents + s.again_cents) - s.freed_cents, s.is_in_force
	from (
		select e.application_id, e.most_cents, coalesce(t.amount_cents, 0) as amount_cents, coalesce(p.cents, 0)::bigint as paid_cents,
			coalesce(m.cents, 0)::bigint as returned_cents, coalesce(m.freed, 0)::bigint as freed_cents,
			-- The terms of a grant that was checked are without what was given back: they do not tell what waits to be paid again.
			private.waits_again_cents(e.application_id) as again_cents,
			coalesce(f.outcome = 'approved', false) as is_in_force
		from (
			select d.application_id, max(d.amount_cents) as most_cents
			from public.decisions d
			where d.round_id = p_round and d.second_signed_at is not null and d.outcome = 'approved'
			group by d.application_id
		) e
		cross join lateral private.decision_in_force(e.application_id) f
		left join lateral (
			select g.amount_cents from public.grant_terms g where g.decision_id = f.id order by g.version desc limit 1
		) t on true
		left join lateral (
			select sum(o.amount_cents) as cents from public.payouts o
			where o.application_id = e.application_id and o.state = 'paid'
		) p on true
		left join lateral (
			select sum(r.amount_cents) as cents, sum(r.amount_cents) filter (where r.is_in_budget_year) as freed
			from public.money_returns r
			where r.application_id = e.application_id and r.confirmed_at is not null and r.reversed_at is null
		) m on true
		union all
		select null, p.most_cents, p.amount_cents, p.paid_cents, p.returned_cents, p.freed_cents, 0, p.outcome = 'approved'
		from private.past_applications p where p.round_id = p_round and p.most_cents is not null
	) s;
$$;
comment on function private.grants_of_round(uuid) is
	'The money of every grant there ever was in a round, in cents: the most that was promised, what holds now, paid, returned, '
	'returned in the budget year, and what it binds: the larger of promised and paid (or to be paid again), less what came back in time. '
	'Binding only ever becomes less without a new decision, so the ceiling that was asked at the signature stays kept. is_in_force is '
	'false once a later decision undid it.';

-- What was waived of a claim is the group's as well: paid again with the rest of a payment that came back.
create or replace function private.order_again(p_payout public.payouts) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := (select a from public.applications a where a.id = p_payout.application_id);
	rest bigint;
	again public.payouts;
begin
	-- Until the proof is sent the group asks again itself; afterwards it cannot, and the money was asked for.
	if application.state not in ('report_submitted', 'report_clarification', 'report_checked', 'recovery', 'closed') then
		return;
	end if;
	rest := coalesce((private.terms_in_force(application.id)).amount_cents, 0) - private.promised_cents(application.id)
		+ case when private.is_concluded(application.id)
			then private.returned_cents(application.id) + private.waived_cents(application.id) else 0 end;
	if rest <= 0 then
		return;
	end if;
	insert into public.payouts
		(id, application_id, number, amount_cents, needed_by, words, requested_by, requested_at, replaces)
	select gen_random_uuid(), application.id, 1 + max(p.number), least(rest, p_payout.amount_cents), private.today(), p_payout.words,
		p_payout.requested_by, private.now(), p_payout.id
	from public.payouts p where p.application_id = application.id
	returning * into again;
	perform private.write_audit(
		'system', 'payout_requested', 'payout', again.id::text,
		jsonb_build_object('application_id', application.id, 'amount_cents', again.amount_cents, 'replaces', p_payout.id)
	);
end;
$$;

create or replace function private.payout_blocks(p_payout payouts) returns text[]
language sql stable security definer set search_path = ''
as $$
	select array_remove(array[
		case when not exists (select from private.finality(p_payout.application_id) f where f.is_final) then 'not_final' end,
		case when private.has_open_change(p_payout.application_id) then 'change_open' end,
		case when b.id is null then 'account_missing'
			-- It came back from there; the same account again brings it back again.
			when p_payout.replaces is not null and b.iban = (
				select o.iban from public.payouts r join public.bank_accounts o on o.id = r.account_id where r.id = p_payout.replaces
			) and b.given_at < p_payout.requested_at then 'account_bounced'
			when not private.is_sepa_iban(b.iban) then 'account_not_sepa'
			when not private.is_sepa_name(b.holder) then 'holder_not_latin'
			when b.needs_confirmation and b.confirmed_at is null then 'account_unconfirmed' end,
		case when coalesce((private.terms_in_force(p_payout.application_id)).amount_cents, 0)
			< private.promised_cents(p_payout.application_id)
				- case when private.is_concluded(p_payout.application_id)
					then private.returned_cents(p_payout.application_id) + private.waived_cents(p_payout.application_id) else 0 end
			then 'amount_exceeded' end,
		case when not exists (
			select from public.applications a
			where a.id = p_payout.application_id and (
				a.state in ('accepted', 'paid', 'report_due', 'report_submitted', 'report_clarification')
				or (p_payout.replaces is not null and a.state in ('report_checked', 'recovery', 'closed'))
			)
		) then 'wrong_state' end
	], null)
	from (select (private.account_in_force(p_payout.application_id)).*) b;
$$;
