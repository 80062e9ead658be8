-- Money that came back before its budget year was called late and stayed bound: a grant can be paid and given back in the year before.
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
		or p_amount_cents + p_interest_cents = 0
		or p_amount_cents > (case when p_recovery is null then private.unclaimed_cents(p_application)
			else private.paid_cents(p_application) - private.returned_cents(p_application) end) - booked
		or (p_recovery is not null and p_amount_cents > private.owed_cents(recovery) - private.booked_cents(p_application, p_recovery))
		or (p_recovery is null and p_interest_cents > 0)
	then
		raise sqlstate 'PT422' using message = 'amount_invalid';
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
comment on column public.money_returns.is_in_budget_year is
	'Came back in the budget year of the round or before it, and is free again; later it belongs to the treasury (Jährlichkeit).';
