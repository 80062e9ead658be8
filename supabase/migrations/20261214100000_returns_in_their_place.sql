-- Money for a claim that was booked without naming it left the claim open, and was counted as given back on top. And what a group
-- transferred beyond what it owed could not be booked at all: the statement of the account and the books never met.
alter table public.money_returns add column excess_cents bigint not null default 0, add column excess_note text;
comment on column public.money_returns.excess_cents is
	'Came in with it beyond what was owed: belongs to the group, is counted nowhere, and goes back through the cash office.';
comment on column public.money_returns.excess_note is 'What happens to that; not for the group. Null where nothing was too much.';
alter table public.money_returns drop constraint money_returns_of_something;
alter table public.money_returns add constraint money_returns_of_something check (
	amount_cents >= 0 and interest_cents >= 0 and excess_cents >= 0 and amount_cents + interest_cents + excess_cents > 0
);
alter table public.money_returns add constraint money_returns_excess_explained check (
	(excess_cents > 0) = (excess_note is not null) and length(excess_note) between 1 and 4000
);

create or replace function private.guard_money_return() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if (new.id, new.application_id, new.recovery_id, new.amount_cents, new.interest_cents, new.received_on, new.is_in_budget_year,
			new.recorded_by, new.recorded_at, new.excess_cents, new.excess_note) is distinct from
			(old.id, old.application_id, old.recovery_id, old.amount_cents, old.interest_cents, old.received_on, old.is_in_budget_year,
			old.recorded_by, old.recorded_at, old.excess_cents, old.excess_note)
		or old.discarded_at is not null or old.reversed_at is not null
		or (old.confirmed_at is not null and (new.confirmed_at, new.confirmed_by) is distinct from (old.confirmed_at, old.confirmed_by))
	then
		raise exception 'what came back stays as it was booked' using errcode = '42501';
	end if;
	if new.discarded_at is null and new.reversed_at is null and (
		private.is_partial(new.application_id, new.recorded_by) or private.is_partial(new.application_id, new.confirmed_by)
	) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	return new;
end;
$$;

create function private.has_unbooked_claim(p_application uuid, p_on date) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from public.recoveries r
		where r.application_id = p_application and r.second_signed_at is not null and (
			private.owed_cents(r) > private.booked_cents(p_application, r.id)
			or private.interest_owed_on_cents(r, p_on) > private.booked_interest_cents(r.id)
		)
	);
$$;
comment on function private.has_unbooked_claim(uuid, date) is
	'Whether something is claimed that did not come in by that day, nor is booked as such: sum, or interest that can be reckoned.';
revoke all on function private.has_unbooked_claim(uuid, date) from public, anon, authenticated, service_role;

drop function public.record_return(uuid, uuid, bigint, bigint, date, uuid);
create function public.record_return(p_application uuid, p_id uuid, p_amount_cents bigint, p_interest_cents bigint, p_received_on date, p_recovery uuid default null::uuid, p_excess_cents bigint default 0, p_excess_note text default null::text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	booked constant bigint := private.booked_cents(p_application);
	-- What is booked on a claim takes nothing from what is not claimed.
	booked_free constant bigint := (
		select coalesce(sum(m.amount_cents), 0) from public.money_returns m
		where m.application_id = p_application and m.recovery_id is null and m.confirmed_at is null and m.discarded_at is null
	);
	recovery public.recoveries;
	note constant text := private.said(p_excess_note);
	most bigint;
	most_interest bigint := 0;
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
	if p_amount_cents is null or p_interest_cents is null or p_excess_cents is null
		or p_amount_cents < 0 or p_interest_cents < 0 or p_excess_cents < 0
		or p_amount_cents + p_interest_cents + p_excess_cents = 0 or (p_recovery is null and p_interest_cents > 0)
	then
		raise sqlstate 'PT422' using message = 'amount_invalid';
	end if;
	if p_excess_cents > 0 and note is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(note) > 4000 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	-- What is claimed is paid first: booked beside it, it would be asked for again, and counted as given back as well.
	if p_recovery is null and private.has_unbooked_claim(p_application, p_received_on) then
		raise sqlstate 'PT422' using message = 'claim_first';
	end if;
	if p_recovery is null then
		most := private.unclaimed_cents(p_application) - booked_free;
	else
		most := least(
			private.owed_cents(recovery) - private.booked_cents(p_application, p_recovery),
			private.paid_cents(p_application) - private.returned_cents(p_application) - booked
		);
		most_interest := private.interest_owed_on_cents(recovery, p_received_on) - private.booked_interest_cents(p_recovery);
	end if;
	if p_interest_cents + p_excess_cents > 0 and most_interest is null then
		raise sqlstate 'PT422' using message = 'base_rate_missing';
	end if;
	if p_amount_cents > most or (p_interest_cents > 0 and p_interest_cents > most_interest) then
		raise sqlstate 'PT422' using message = 'more_than_owed';
	end if;
	-- Too much is only what is left when everything that was owed is booked.
	if p_excess_cents > 0 and (p_amount_cents, p_interest_cents) <> (most, greatest(0, most_interest)) then
		raise sqlstate 'PT422' using message = 'owed_first';
	end if;
	-- What came before the year began is there for it; what comes later belongs to the treasury.
	select extract(year from p_received_on)::int <= private.budget_year(r) into strict is_in_year
	from public.funding_rounds r where r.id = application.round_id;
	insert into public.money_returns
		(id, application_id, recovery_id, amount_cents, interest_cents, received_on, is_in_budget_year, recorded_by, recorded_at,
			excess_cents, excess_note)
	values (
		p_id, p_application, p_recovery, p_amount_cents, p_interest_cents, p_received_on, is_in_year, auth.uid(), private.now(),
		p_excess_cents, case when p_excess_cents > 0 then note end
	);
	perform private.write_audit(
		'clerk', 'return_booked', 'application', p_application::text,
		jsonb_build_object(
			'return_id', p_id, 'recovery_id', p_recovery, 'amount_cents', p_amount_cents, 'interest_cents', p_interest_cents,
			'excess_cents', p_excess_cents,
			'is_in_budget_year', is_in_year
		)
	);
	return '{}';
end;
$$;
comment on function public.record_return(uuid, uuid, bigint, bigint, date, uuid, bigint, text) is
	'{}: books money that came in, on a claim or without one; it counts once somebody else has confirmed it. Sum and interest are each '
	'at most what is owed and not booked yet, interest until the day it came; what is beyond all of it belongs to the group '
	'(p_excess_cents, with a note what happens to it). p_id is made with the form. PT403 not_allowed, PT404 not_found, PT409 '
	'conflict_of_interest, PT422 amount_invalid | more_than_owed | owed_first (too much, with less than all of it booked) | claim_first '
	'(something is claimed, and this names no claim) | base_rate_missing (nobody knows what interest is owed) | reason_required (no note) | '
	'payload_invalid.';
revoke all on function public.record_return(uuid, uuid, bigint, bigint, date, uuid, bigint, text) from public, anon, authenticated, service_role;
grant execute on function public.record_return(uuid, uuid, bigint, bigint, date, uuid, bigint, text) to authenticated;

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
		select private.interest_owed_on_cents(r, back.received_on) from public.recoveries r where r.id = back.recovery_id
	), 0)) or (back.recovery_id is null and exists (
		-- Claimed since: it is the same money, and is booked on the claim.
		select from public.recoveries r
		where r.application_id = back.application_id and r.second_signed_at > back.recorded_at and private.owed_cents(r) > 0
	)) or (
		-- Nor is it too much any more where something of the claim was reversed since.
		back.excess_cents > 0 and back.amount_cents < (case when back.recovery_id is null then private.unclaimed_cents(back.application_id)
			else (select private.owed_cents(r) from public.recoveries r where r.id = back.recovery_id) end)
	) then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	update public.money_returns set confirmed_by = auth.uid(), confirmed_at = private.now() where id = p_return;
	perform private.notify('money_returned', back.application_id, p_return);
	perform private.write_audit(
		'clerk', 'money_returned', 'application', back.application_id::text,
		jsonb_build_object(
			'return_id', p_return, 'recovery_id', back.recovery_id, 'amount_cents', back.amount_cents,
			'interest_cents', back.interest_cents, 'is_in_budget_year', back.is_in_budget_year,
			'excess_cents', back.excess_cents
		)
	);
	return '{}';
end;
$$;
