-- Interest was booked without an upper limit: a slip of the finger made money of the city out of nothing. What is above the sum or the
-- interest that is owed is refused by a name of its own; it was paid by mistake, is the group's, and goes back to them.
create or replace function public.record_return(
	p_application uuid, p_id uuid, p_amount_cents bigint, p_interest_cents bigint, p_received_on date, p_recovery uuid default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	booked constant bigint := private.booked_cents(p_application);
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
		or p_amount_cents + p_interest_cents = 0 or (p_recovery is null and p_interest_cents > 0)
	then
		raise sqlstate 'PT422' using message = 'amount_invalid';
	end if;
	if p_interest_cents > 0 and private.interest_owed_cents(recovery) is null then
		raise sqlstate 'PT422' using message = 'base_rate_missing';
	end if;
	if p_amount_cents > (case when p_recovery is null then private.unclaimed_cents(p_application)
			else private.paid_cents(p_application) - private.returned_cents(p_application) end) - booked
		or (p_recovery is not null and p_amount_cents > private.owed_cents(recovery) - private.booked_cents(p_application, p_recovery))
		or (p_interest_cents > 0
			and p_interest_cents > private.interest_owed_cents(recovery) - private.booked_interest_cents(p_recovery))
	then
		raise sqlstate 'PT422' using message = 'more_than_owed';
	end if;
	-- What came before the year began is there for it; what comes later belongs to the treasury.
	select extract(year from p_received_on)::int <= private.budget_year(r) into strict is_in_year
	from public.funding_rounds r where r.id = application.round_id;
	insert into public.money_returns
		(id, application_id, recovery_id, amount_cents, interest_cents, received_on, is_in_budget_year, recorded_by, recorded_at)
	values (
		p_id, p_application, p_recovery, p_amount_cents, p_interest_cents, p_received_on, is_in_year, auth.uid(), private.now()
	);
	perform private.write_audit(
		'clerk', 'return_booked', 'application', p_application::text,
		jsonb_build_object(
			'return_id', p_id, 'recovery_id', p_recovery, 'amount_cents', p_amount_cents, 'interest_cents', p_interest_cents,
			'is_in_budget_year', is_in_year
		)
	);
	return '{}';
end;
$$;
comment on function public.record_return(uuid, uuid, bigint, bigint, date, uuid) is
	'{}: books money that came in, on a claim or without one; it counts once somebody else has confirmed it. Sum and interest are each '
	'at most what is owed and not booked yet, interest until today. p_id is made with the form. PT403 not_allowed, PT404 not_found, '
	'PT409 conflict_of_interest, PT422 amount_invalid | more_than_owed | base_rate_missing (nobody knows what interest is owed) | '
	'payload_invalid.';

create or replace function public.confirm_return(p_return uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	back constant public.money_returns := private.lock_return(p_return);
begin
	if back.recorded_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	-- A claim may have been signed, waived or bounced away since it was booked.
	if back.amount_cents > (case when back.recovery_id is null then private.unclaimed_cents(back.application_id) else least(
		(select private.owed_cents(r) from public.recoveries r where r.id = back.recovery_id),
		private.paid_cents(back.application_id) - private.returned_cents(back.application_id)
	) end) or (back.interest_cents > 0 and back.interest_cents > coalesce((
		select private.interest_owed_cents(r) from public.recoveries r where r.id = back.recovery_id
	), 0)) then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	update public.money_returns set confirmed_by = auth.uid(), confirmed_at = private.now() where id = p_return;
	perform private.notify('money_returned', back.application_id, p_return);
	perform private.write_audit(
		'clerk', 'money_returned', 'application', back.application_id::text,
		jsonb_build_object(
			'return_id', p_return, 'recovery_id', back.recovery_id, 'amount_cents', back.amount_cents,
			'interest_cents', back.interest_cents, 'is_in_budget_year', back.is_in_budget_year
		)
	);
	return '{}';
end;
$$;
