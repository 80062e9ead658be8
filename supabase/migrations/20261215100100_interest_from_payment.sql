-- Nobody owes interest on money they did not have yet (§ 49a (3) VwVfG NRW). A slip in the year of the first day made interest for
-- decades, or, without base rates for them, a claim that two people had signed and nobody could end any more.
create function private.require_claim_days(p_application uuid, p_due_on date, p_interest_from date) returns void
language plpgsql stable security definer set search_path = ''
as $$
declare
	first_paid constant date := (
		select min(p.paid_on) from public.payouts p where p.application_id = p_application and p.state = 'paid'
	);
begin
	if p_due_on < private.today() then
		raise sqlstate 'PT422' using message = 'due_day_past';
	end if;
	if p_interest_from > private.today() then
		raise sqlstate 'PT422' using message = 'interest_day_to_come';
	end if;
	if p_interest_from < first_paid then
		raise sqlstate 'PT422' using message = 'interest_day_early',
			detail = jsonb_build_object('day', to_char(first_paid, 'YYYY-MM-DD'))::text;
	end if;
end;
$$;
comment on function private.require_claim_days(uuid, date, date) is
	'Refuses a claim that is due before today, or whose interest begins after today or before the first payment. Raises PT422 due_day_past, interest_day_to_come, interest_day_early.';
revoke all on function private.require_claim_days(uuid, date, date) from public, anon, authenticated, service_role;

create or replace function public.claim_recovery(
	p_application uuid, p_id uuid, p_cause text, p_reason text, p_amount_cents bigint, p_due_on date,
	p_interest_from date default null, p_seen int default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	grounds constant text := private.said(p_reason);
	most bigint;
begin
	if exists (select from public.recoveries r where r.id = p_id and r.application_id = p_application) then
		return '{}';
	end if;
	perform private.require_seen(p_application, p_seen);
	if application.state not in ('paid', 'report_due', 'report_submitted', 'report_clarification', 'report_checked', 'recovery') then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if grounds is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if p_id is null or exists (select from public.recoveries r where r.id = p_id) or length(grounds) > 4000
		or p_cause is null or p_cause not in ('unspent', 'not_for_purpose', 'cancelled', 'changed', 'overpaid')
		or p_due_on is null
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	perform private.require_claim_days(p_application, p_due_on, p_interest_from);
	select private.unclaimed_cents(p_application) - private.booked_cents(p_application) + coalesce((
		-- What is booked on a claim is part of what the claim waits for already.
		select sum(m.amount_cents) from public.money_returns m
		where m.application_id = p_application and m.recovery_id is not null and m.confirmed_at is null and m.discarded_at is null
	), 0) - coalesce(sum(private.owed_cents(r)), 0)
	into most from public.recoveries r where r.application_id = p_application and r.second_signed_at is null;
	if coalesce(p_amount_cents, 0) not between 1 and most then
		raise sqlstate 'PT422' using message = 'amount_invalid', detail = jsonb_build_object('rest_cents', most)::text;
	end if;
	insert into public.recoveries
		(id, application_id, number, cause, reason, amount_cents, interest_from, due_on, first_signed_by, first_signed_at)
	select p_id, p_application, 1 + coalesce(max(r.number), 0), p_cause, grounds, p_amount_cents, p_interest_from, p_due_on,
		auth.uid(), private.now()
	from public.recoveries r where r.application_id = p_application;
	perform private.write_audit(
		'clerk', 'recovery_proposed', 'recovery', p_id::text,
		jsonb_build_object('application_id', p_application, 'cause', p_cause, 'amount_cents', p_amount_cents)
	);
	return '{}';
end;
$$;

create or replace function public.sign_proof_check(p_submission uuid, p_reason text default null::text, p_claim_due_on date default null::date, p_interest_from date default null::date, p_seen integer default null::integer) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	checked public.proof_checks;
	grounds constant text := private.said(p_reason);
	sums record;
begin
	if private.has_staff_role(array['clerk', 'decider']) then
		perform from public.applications a
		where a.id = (select s.application_id from public.proof_submissions s where s.id = p_submission) for update;
	end if;
	select c.* into checked from public.proof_checks c
	where c.submission_id = p_submission and c.first_signed_by = auth.uid() and c.revision = p_seen + 1
		and c.reason is not distinct from grounds and (
			c.claim_cents = 0 or (c.claim_due_on, c.interest_from) is not distinct from (p_claim_due_on, p_interest_from)
		);
	if found then
		return jsonb_build_object('needs_second', checked.concluded_at is null or checked.second_signed_at is not null);
	end if;
	checked := private.lock_proof(p_submission, p_seen);
	if checked.first_signed_at is not null then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	perform private.require_settled_money(checked.application_id);
	select s.* into strict sums from private.proof_sums(checked) s;
	if sums.open_count > 0 then
		raise sqlstate 'PT422' using message = 'receipts_open', detail = jsonb_build_object('count', sums.open_count)::text;
	end if;
	-- A grant that ends smaller than its accepted costs says why (§ 39 VwVfG NRW).
	if (sums.needs_second or sums.unpaid_cents > 0) and grounds is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(grounds) > 4000 or (sums.claim_cents > 0 and p_claim_due_on is null) then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if sums.claim_cents > 0 then
		perform private.require_claim_days(checked.application_id, p_claim_due_on, p_interest_from);
	end if;
	update public.proof_checks set
		reason = grounds, accepted_cents = sums.accepted_cents, grant_cents = sums.grant_cents, claim_cents = sums.claim_cents,
		unpaid_cents = sums.unpaid_cents,
		claim_due_on = case when sums.claim_cents > 0 then p_claim_due_on end,
		interest_from = case when sums.claim_cents > 0 then p_interest_from end,
		first_signed_by = auth.uid(), first_signed_at = private.now(), revision = revision + 1
	where submission_id = p_submission returning * into checked;
	perform private.write_audit(
		'clerk', 'proof_check_signed', 'application', checked.application_id::text,
		jsonb_build_object('submission_id', p_submission, 'claim_cents', checked.claim_cents, 'needs_second', sums.needs_second)
	);
	if not sums.needs_second then
		perform private.conclude_proof(checked);
	end if;
	return jsonb_build_object('needs_second', sums.needs_second);
end;
$$;

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
			perform private.require_claim_days(p_ruling.application_id, p_ruling.due_on, p_ruling.interest_from);
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

drop function private.require_claim_days(date, date);
