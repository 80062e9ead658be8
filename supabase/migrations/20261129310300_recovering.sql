create function private.interest_rate(p_day date, p_settings jsonb) returns int
language sql immutable set search_path = ''
as $$
	select greatest((r.value ->> 'hundredths')::int + (p_settings ->> 'interest_points')::int, 0)
	from jsonb_array_elements(p_settings -> 'base_rates') r
	where (r.value ->> 'from')::date <= p_day
	order by r.value ->> 'from' desc
	limit 1;
$$;
comment on function private.interest_rate(date, jsonb) is
	'Hundredths of a percent a year on that day, by settings as private.grant_settings gives them; null before the first base rate.';
revoke all on function private.interest_rate(date, jsonb) from public, anon, authenticated, service_role;

create function private.claim_interest(p_recovery public.recoveries, p_until date, p_settings jsonb) returns bigint
language sql stable security definer set search_path = ''
as $$
	-- § 49a (3) VwVfG NRW: for each day on what was still owed that day, a year taken as 365 days, cents rounded off once.
	select case when p_recovery.interest_from is null then 0
		when count(*) filter (where private.interest_rate(d.day::date, p_settings) is null) > 0 then null
		else coalesce(floor(sum(private.interest_rate(d.day::date, p_settings)::numeric * (p_recovery.amount_cents - (
			select coalesce(sum(m.amount_cents), 0) from public.money_returns m
			where m.recovery_id = p_recovery.id and m.received_on <= d.day::date
		))) / (365 * 10000)), 0)::bigint end
	from generate_series(p_recovery.interest_from, p_until - 1, interval '1 day') d (day);
$$;
comment on function private.claim_interest(public.recoveries, date, jsonb) is
	'Cents of interest on a claim up to and without a day; null where the base rate of one of the days is not in the settings.';
revoke all on function private.claim_interest(public.recoveries, date, jsonb) from public, anon, authenticated, service_role;

create function private.owed_cents(p_recovery public.recoveries) returns bigint
language sql stable security definer set search_path = ''
as $$
	select case when p_recovery.discarded_at is not null then 0 else p_recovery.amount_cents - coalesce((
		select sum(m.amount_cents) from public.money_returns m where m.recovery_id = p_recovery.id
	), 0)::bigint end;
$$;
comment on function private.owed_cents(public.recoveries) is 'What of a claim has not come back yet, without interest.';
revoke all on function private.owed_cents(public.recoveries) from public, anon, authenticated, service_role;

create function private.budget_year(p_round public.funding_rounds) returns int
language sql immutable set search_path = ''
as $$
	select coalesce(
		(private.grant_settings(p_round.settings) ->> 'budget_year')::int, extract(year from p_round.project_from)::int
	);
$$;
comment on function private.budget_year(public.funding_rounds) is 'The year whose money a round gives away.';
revoke all on function private.budget_year(public.funding_rounds) from public, anon, authenticated, service_role;

create function public.claim_recovery(
	p_application uuid, p_id uuid, p_cause text, p_reason text, p_amount_cents bigint, p_due_on date,
	p_interest_from date default null, p_seen int default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	grounds constant text := nullif(btrim(p_reason, E' \t\r\n'), '');
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
		or p_due_on is null or p_due_on < private.today() or p_interest_from > private.today()
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select private.paid_cents(p_application) - private.returned_cents(p_application) - coalesce(sum(private.owed_cents(r)), 0)
	into most from public.recoveries r where r.application_id = p_application;
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
comment on function public.claim_recovery(uuid, uuid, text, text, bigint, date, date, int) is
	'{}: first signature under a claim of at most what was paid, has not come back and is not claimed yet; p_id is made with the '
	'form. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | case_moved_on | not_in_state, PT422 amount_invalid (detail '
	'{"rest_cents"}) | reason_required | payload_invalid.';
revoke all on function public.claim_recovery(uuid, uuid, text, text, bigint, date, date, int) from public, anon, authenticated, service_role;
grant execute on function public.claim_recovery(uuid, uuid, text, text, bigint, date, date, int) to authenticated;

create function private.lock_recovery(p_recovery uuid) returns public.recoveries
language plpgsql security definer set search_path = ''
as $$
declare
	recovery public.recoveries;
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select r.* into recovery from public.recoveries r where r.id = p_recovery;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform private.require_staff_for(recovery.application_id);
	select r.* into recovery from public.recoveries r where r.id = p_recovery for update;
	if recovery.second_signed_at is not null or recovery.discarded_at is not null then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	return recovery;
end;
$$;
comment on function private.lock_recovery(uuid) is
	'A claim that waits for its second signature, application first. PT403, PT404, PT409 conflict_of_interest | already_decided.';
revoke all on function private.lock_recovery(uuid) from public, anon, authenticated, service_role;

create function private.told_by_recovery(p_recovery public.recoveries) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object(
		'amount_cents', p_recovery.amount_cents, 'reason', p_recovery.reason, 'due_on', p_recovery.due_on,
		'interest_from', p_recovery.interest_from,
		'interest_points', private.grant_settings(r.settings) -> 'interest_points',
		'pay_to', (select jsonb_build_object('name', p.name, 'iban', p.iban) from public.payer_accounts p where p.round_id = r.id)
	)
	from public.applications a join public.funding_rounds r on r.id = a.round_id
	where a.id = p_recovery.application_id;
$$;
comment on function private.told_by_recovery(public.recoveries) is 'Facts of a letter about a claim.';
revoke all on function private.told_by_recovery(public.recoveries) from public, anon, authenticated, service_role;

create function public.countersign_recovery(p_recovery uuid) returns jsonb
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
	'conflict_of_interest | already_decided | same_person.';
revoke all on function public.countersign_recovery(uuid) from public, anon, authenticated, service_role;
grant execute on function public.countersign_recovery(uuid) to authenticated;

create function public.discard_recovery(p_recovery uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	recovery constant public.recoveries := private.lock_recovery(p_recovery);
begin
	update public.recoveries set discarded_by = auth.uid(), discarded_at = private.now() where id = p_recovery;
	perform private.write_audit(
		'clerk', 'recovery_discarded', 'recovery', p_recovery::text, jsonb_build_object('application_id', recovery.application_id)
	);
	return '{}';
end;
$$;
comment on function public.discard_recovery(uuid) is 'Takes a claim off the table before it is a letter: {}. PT403, PT404, PT409 conflict_of_interest | already_decided.';
revoke all on function public.discard_recovery(uuid) from public, anon, authenticated, service_role;
grant execute on function public.discard_recovery(uuid) to authenticated;

create function public.record_return(
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
		or p_amount_cents > private.paid_cents(p_application) - private.returned_cents(p_application)
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
	'nothing. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest, PT422 amount_invalid (more than was paid, or claimed) | '
	'payload_invalid.';
revoke all on function public.record_return(uuid, uuid, bigint, bigint, date, uuid) from public, anon, authenticated, service_role;
grant execute on function public.record_return(uuid, uuid, bigint, bigint, date, uuid) to authenticated;

create function private.require_settled_claims() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if exists (
		select from public.recoveries r
		where r.application_id = new.application_id and r.discarded_at is null
			and (r.second_signed_at is null or private.owed_cents(r) > 0)
	) then
		raise sqlstate 'PT422' using message = 'claim_open';
	end if;
	return new;
end;
$$;
comment on function private.require_settled_claims() is 'Nothing is closed while a claim is not signed or not paid. PT422 claim_open.';
revoke all on function private.require_settled_claims() from public, anon, authenticated, service_role;

create trigger status_events_need_settled_claims before insert on public.status_events
	for each row when (new.to_state = 'closed') execute function private.require_settled_claims();
comment on trigger status_events_need_settled_claims on public.status_events is 'See private.require_settled_claims().';
