create function private.unclaimed_cents(p_application uuid) returns bigint
language sql stable security definer set search_path = ''
as $$
	select private.paid_cents(p_application) - private.returned_cents(p_application) - coalesce((
		select sum(private.owed_cents(r)) from public.recoveries r
		where r.application_id = p_application and r.second_signed_at is not null
	), 0)::bigint;
$$;
comment on function private.unclaimed_cents(uuid) is 'What was paid, has not come back, and no signed claim waits for.';
revoke all on function private.unclaimed_cents(uuid) from public, anon, authenticated, service_role;

-- A return booked beside a claim, or before its second signature, left a claim that nothing could ever settle.
create or replace function public.record_return(
	p_application uuid, p_id uuid, p_amount_cents bigint, p_interest_cents bigint, p_received_on date, p_recovery uuid default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	recovery public.recoveries;
	first_paid date;
	is_in_year boolean;
begin
	if exists (select from public.money_returns m where m.id = p_id and m.application_id = p_application) then
		return '{}';
	end if;
	select min(p.paid_on) into first_paid from public.payouts p where p.application_id = p_application and p.state = 'paid';
	if p_id is null or exists (select from public.money_returns m where m.id = p_id)
		or p_received_on is null or p_received_on > private.today() or p_received_on < coalesce(first_paid, p_received_on)
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if p_recovery is not null then
		select r.* into recovery from public.recoveries r
		where r.id = p_recovery and r.application_id = p_application and r.second_signed_at is not null;
		if not found then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
	end if;
	if p_amount_cents is null or p_interest_cents is null or p_amount_cents < 0 or p_interest_cents < 0
		or p_amount_cents + p_interest_cents = 0
		or p_amount_cents > (case when p_recovery is null then private.unclaimed_cents(p_application)
			else private.paid_cents(p_application) - private.returned_cents(p_application) end)
		or (p_recovery is not null and p_amount_cents > private.owed_cents(recovery))
		or (p_recovery is null and p_interest_cents > 0)
	then
		raise sqlstate 'PT422' using message = 'amount_invalid';
	end if;
	select extract(year from p_received_on)::int = private.budget_year(r) into strict is_in_year
	from public.funding_rounds r where r.id = application.round_id;
	insert into public.money_returns
		(id, application_id, recovery_id, amount_cents, interest_cents, received_on, is_in_budget_year, recorded_by, recorded_at)
	values (
		p_id, p_application, p_recovery, p_amount_cents, p_interest_cents, p_received_on, is_in_year, auth.uid(), private.now()
	);
	perform private.notify('money_returned', p_application, p_id);
	perform private.write_audit(
		'clerk', 'money_returned', 'application', p_application::text,
		jsonb_build_object(
			'return_id', p_id, 'recovery_id', p_recovery, 'amount_cents', p_amount_cents, 'interest_cents', p_interest_cents,
			'is_in_budget_year', is_in_year
		)
	);
	return '{}';
end;
$$;
comment on function public.record_return(uuid, uuid, bigint, bigint, date, uuid) is
	'{}: money of a grant came back, on a claim or without one; in the budget year it is free again. The same p_id again changes '
	'nothing. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest, PT422 amount_invalid (more than was paid, or claimed; '
	'without a claim, more than signed claims leave) | payload_invalid.';

create or replace function public.countersign_recovery(p_recovery uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	recovery public.recoveries;
begin
	if not private.has_staff_role(array['decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	recovery := private.lock_recovery(p_recovery);
	if recovery.first_signed_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	if recovery.amount_cents > private.unclaimed_cents(recovery.application_id) then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	update public.recoveries set second_signed_by = auth.uid(), second_signed_at = private.now() where id = p_recovery;
	perform private.write_letter(recovery.application_id, 'recovery', p_recovery, private.told_by_recovery(recovery));
	perform private.write_audit(
		'decider', 'recovery_countersigned', 'recovery', p_recovery::text,
		jsonb_build_object('application_id', recovery.application_id, 'amount_cents', recovery.amount_cents)
	);
	return '{}';
end;
$$;
comment on function public.countersign_recovery(uuid) is
	'Second signature, by a decider who is somebody else: {}, and the letter is written. PT403 not_allowed, PT404 not_found, PT409 '
	'conflict_of_interest | already_decided | same_person | case_moved_on (so much is not outside any more).';

-- Whoever closed a case before anybody had claimed gave the money away alone.
create or replace function private.require_settled_claims() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if exists (
		select from public.recoveries r
		where r.application_id = new.application_id and r.discarded_at is null
			and (r.second_signed_at is null or private.owed_cents(r) > 0)
	) or private.paid_cents(new.application_id) - private.returned_cents(new.application_id)
		> coalesce((private.terms_in_force(new.application_id)).amount_cents, 0)
	then
		raise sqlstate 'PT422' using message = 'claim_open';
	end if;
	return new;
end;
$$;
comment on function private.require_settled_claims() is
	'Nothing is closed while a claim is not signed or not paid, or while the group has more than the grant holds. PT422 claim_open.';
