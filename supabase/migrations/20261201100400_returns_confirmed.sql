-- One person could book money that never came, and it was free to be granted again at once.
alter table public.money_returns
	add column confirmed_by uuid, add column confirmed_at timestamptz,
	add column discarded_by uuid, add column discarded_at timestamptz,
	add column reversed_at timestamptz;
comment on table public.money_returns is
	'Money of a grant that came back, on a claim or of the group''s own accord: booked by one person, counted once another has seen it on '
	'the account. In the budget year of the round it is free again; later it belongs to the treasury (Jährlichkeit).';
comment on column public.money_returns.confirmed_by is 'Null for what was booked before a second person was needed.';
comment on column public.money_returns.discarded_at is 'Taken off the table before anybody had confirmed it.';
comment on column public.money_returns.reversed_at is 'Booked wrongly after all, see grant_rulings; counts no longer.';

drop trigger money_returns_stay on public.money_returns;
update public.money_returns set confirmed_at = recorded_at;

alter table public.money_returns add constraint money_returns_two_different_people check (confirmed_by <> recorded_by);
alter table public.money_returns add constraint money_returns_confirmed_or_discarded check (
	(discarded_by is null) = (discarded_at is null) and (confirmed_at is null or discarded_at is null)
	and (reversed_at is null or confirmed_at is not null)
);

create function private.guard_money_return() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if (new.id, new.application_id, new.recovery_id, new.amount_cents, new.interest_cents, new.received_on, new.is_in_budget_year,
			new.recorded_by, new.recorded_at) is distinct from
			(old.id, old.application_id, old.recovery_id, old.amount_cents, old.interest_cents, old.received_on, old.is_in_budget_year,
			old.recorded_by, old.recorded_at)
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
comment on function private.guard_money_return() is
	'Holds for the owner too: a booking is confirmed, discarded or reversed once, and nothing else of it changes. PT409 '
	'conflict_of_interest.';
revoke all on function private.guard_money_return() from public, anon, authenticated, service_role;

create trigger money_returns_are_guarded before update on public.money_returns
	for each row execute function private.guard_money_return();
comment on trigger money_returns_are_guarded on public.money_returns is 'See private.guard_money_return().';
create trigger money_returns_stay before delete or truncate on public.money_returns
	for each statement execute function private.refuse_change();
comment on trigger money_returns_stay on public.money_returns is 'Reversed, never deleted.';
drop trigger money_returns_touch_their_case on public.money_returns;
create trigger money_returns_touch_their_case after insert or update on public.money_returns
	for each row execute function private.touch_case();
comment on trigger money_returns_touch_their_case on public.money_returns is 'See private.touch_case().';

create table public.grant_rulings (
	id uuid primary key,
	application_id uuid not null references public.applications (id),
	number integer not null,
	kind text not null,
	subject_id uuid,
	amount_cents bigint not null,
	reason text not null,
	due_on date,
	interest_from date,
	first_signed_by uuid not null,
	first_signed_at timestamptz not null,
	second_signed_by uuid,
	second_signed_at timestamptz,
	discarded_by uuid,
	discarded_at timestamptz,
	unique (application_id, number)
);
comment on table public.grant_rulings is
	'What the office rules about a grant without being asked, always by two people: revocation (Widerruf, §§ 49, 49a VwVfG NRW), with '
	'letter and claim; waiver of a claim (Erlass or Niederschlagung, § 59 LHO NRW); correction of a return that was booked wrongly.';
comment on column public.grant_rulings.id is 'Made with the form, so that sending it twice is one ruling.';
comment on column public.grant_rulings.subject_id is 'The claim of a waiver, the return of a correction; null for a revocation.';
comment on column public.grant_rulings.amount_cents is 'What the grant is from then on (revocation), what is let go (waiver), what was booked (correction).';
comment on column public.grant_rulings.due_on is 'When what a revocation claims is due; interest_from: the first day that bears interest. Null without a claim.';

alter table public.grant_rulings add constraint grant_rulings_known_kinds check (kind in ('revocation', 'waiver', 'correction'));
alter table public.grant_rulings add constraint grant_rulings_about_something check ((kind = 'revocation') = (subject_id is null));
alter table public.grant_rulings add constraint grant_rulings_sums check (amount_cents >= 0 and number > 0);
alter table public.grant_rulings add constraint grant_rulings_have_grounds check (length(reason) between 1 and 4000);
alter table public.grant_rulings add constraint grant_rulings_two_different_people check (second_signed_by <> first_signed_by);
alter table public.grant_rulings add constraint grant_rulings_signed_or_discarded check (
	(second_signed_by is null) = (second_signed_at is null) and (discarded_by is null) = (discarded_at is null)
	and (second_signed_at is null or discarded_at is null)
);

create unique index grant_rulings_one_open on public.grant_rulings (kind, coalesce(subject_id, application_id))
	where second_signed_at is null and discarded_at is null;
comment on index public.grant_rulings_one_open is 'Two people do not propose the same thing twice.';
create index grant_rulings_by_subject on public.grant_rulings (subject_id) where subject_id is not null;
comment on index public.grant_rulings_by_subject is 'What was waived of one claim.';

revoke all on public.grant_rulings from public, anon, authenticated, service_role;
grant select on public.grant_rulings to authenticated, service_role;
alter table public.grant_rulings enable row level security;
create policy "Staff read rulings" on public.grant_rulings for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function private.guard_grant_ruling() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if old.second_signed_at is not null or old.discarded_at is not null
		or (new.id, new.application_id, new.number, new.kind, new.subject_id, new.amount_cents, new.reason, new.due_on,
			new.interest_from, new.first_signed_by, new.first_signed_at) is distinct from
			(old.id, old.application_id, old.number, old.kind, old.subject_id, old.amount_cents, old.reason, old.due_on,
			old.interest_from, old.first_signed_by, old.first_signed_at)
	then
		raise exception 'a ruling stays as it was signed' using errcode = '42501';
	end if;
	if new.discarded_at is null and (
		private.is_partial(new.application_id, new.first_signed_by)
		or private.is_partial(new.application_id, new.second_signed_by)
	) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	return new;
end;
$$;
comment on function private.guard_grant_ruling() is 'Holds for the owner too: as with claims, see private.guard_recovery(). PT409 conflict_of_interest.';
revoke all on function private.guard_grant_ruling() from public, anon, authenticated, service_role;

create trigger grant_rulings_are_guarded before update on public.grant_rulings
	for each row execute function private.guard_grant_ruling();
comment on trigger grant_rulings_are_guarded on public.grant_rulings is 'See private.guard_grant_ruling().';
create trigger grant_rulings_stay before delete or truncate on public.grant_rulings
	for each statement execute function private.refuse_change();
comment on trigger grant_rulings_stay on public.grant_rulings is 'A ruling is discarded, never deleted.';
create trigger grant_rulings_touch_their_case after insert or update on public.grant_rulings
	for each row execute function private.touch_case();
comment on trigger grant_rulings_touch_their_case on public.grant_rulings is 'See private.touch_case().';

alter table public.recoveries drop constraint recoveries_known_causes;
alter table public.recoveries add constraint recoveries_known_causes
	check (cause in ('unspent', 'not_for_purpose', 'cancelled', 'changed', 'overpaid', 'revoked'));
comment on column public.recoveries.cause is 'unspent, not_for_purpose, cancelled, changed, overpaid, or revoked (made by a ruling, see grant_rulings).';
alter table public.grant_terms add column ruling_id uuid;
comment on column public.grant_terms.ruling_id is 'The revocation that made this version.';

create or replace function private.returned_cents(p_application uuid) returns bigint
language sql stable security definer set search_path = ''
as $$
	select coalesce(sum(r.amount_cents), 0)::bigint from public.money_returns r
	where r.application_id = p_application and r.confirmed_at is not null and r.reversed_at is null;
$$;
comment on function private.returned_cents(uuid) is 'What came back of a grant and two people have seen, without interest.';

create function private.booked_cents(p_application uuid, p_recovery uuid default null) returns bigint
language sql stable security definer set search_path = ''
as $$
	select coalesce(sum(r.amount_cents), 0)::bigint from public.money_returns r
	where r.application_id = p_application and r.confirmed_at is null and r.discarded_at is null
		and (p_recovery is null or r.recovery_id = p_recovery);
$$;
comment on function private.booked_cents(uuid, uuid) is 'What is booked as come back, on one claim or all in all, and not confirmed yet.';
revoke all on function private.booked_cents(uuid, uuid) from public, anon, authenticated, service_role;

create function private.waived_cents(p_application uuid, p_recovery uuid default null) returns bigint
language sql stable security definer set search_path = ''
as $$
	select coalesce(sum(w.amount_cents), 0)::bigint from public.grant_rulings w
	where w.application_id = p_application and w.kind = 'waiver' and w.second_signed_at is not null
		and (p_recovery is null or w.subject_id = p_recovery);
$$;
comment on function private.waived_cents(uuid, uuid) is 'What was waived of one claim, or of all of a grant. It stays paid and bound.';
revoke all on function private.waived_cents(uuid, uuid) from public, anon, authenticated, service_role;

create or replace function private.owed_cents(p_recovery public.recoveries) returns bigint
language sql stable security definer set search_path = ''
as $$
	select case when p_recovery.discarded_at is not null then 0 else p_recovery.amount_cents
		- private.waived_cents(p_recovery.application_id, p_recovery.id) - coalesce((
			select sum(m.amount_cents) from public.money_returns m
			where m.recovery_id = p_recovery.id and m.confirmed_at is not null and m.reversed_at is null
		), 0)::bigint end;
$$;
comment on function private.owed_cents(public.recoveries) is 'What of a claim has not come back yet and was not waived, without interest.';

create or replace function private.claim_interest(p_recovery public.recoveries, p_until date, p_settings jsonb) returns bigint
language sql stable security definer set search_path = ''
as $$
	-- § 49a (3) VwVfG NRW: for each day on what was still owed that day, a year taken as 365 days, cents rounded off once.
	select case when p_recovery.interest_from is null then 0
		when count(*) filter (where private.interest_rate(d.day::date, p_settings) is null) > 0 then null
		else coalesce(floor(sum(private.interest_rate(d.day::date, p_settings)::numeric * (p_recovery.amount_cents - (
			select coalesce(sum(m.amount_cents), 0) from public.money_returns m
			where m.recovery_id = p_recovery.id and m.received_on <= d.day::date
				and m.confirmed_at is not null and m.reversed_at is null
		) - (
			select coalesce(sum(w.amount_cents), 0) from public.grant_rulings w
			where w.subject_id = p_recovery.id and w.kind = 'waiver'
				and (w.second_signed_at at time zone 'Europe/Berlin')::date <= d.day::date
		))) / (365 * 10000)), 0)::bigint end
	from generate_series(p_recovery.interest_from, p_until - 1, interval '1 day') d (day);
$$;

create or replace function private.unclaimed_cents(p_application uuid) returns bigint
language sql stable security definer set search_path = ''
as $$
	select private.paid_cents(p_application) - private.returned_cents(p_application) - private.waived_cents(p_application) - coalesce((
		select sum(private.owed_cents(r)) from public.recoveries r
		where r.application_id = p_application and r.second_signed_at is not null
	), 0)::bigint;
$$;
comment on function private.unclaimed_cents(uuid) is 'What was paid, has not come back, was not waived, and no signed claim waits for.';

create or replace function private.require_settled_claims() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if exists (
		select from public.recoveries r
		where r.application_id = new.application_id and r.discarded_at is null
			and (r.second_signed_at is null or private.owed_cents(r) > 0)
	) or private.paid_cents(new.application_id) - private.returned_cents(new.application_id) - private.waived_cents(new.application_id)
		> coalesce((private.terms_in_force(new.application_id)).amount_cents, 0)
		or exists (
			select from public.grant_rulings w
			where w.application_id = new.application_id and w.second_signed_at is null and w.discarded_at is null
		)
	then
		raise sqlstate 'PT422' using message = 'claim_open';
	end if;
	return new;
end;
$$;
comment on function private.require_settled_claims() is
	'Nothing is closed while a claim or ruling is not signed, a claim neither paid nor waived, or while the group has more than the '
	'grant holds and was left. PT422 claim_open.';

create or replace function private.grants_of_round(p_round uuid) returns table (
	application_id uuid, most_cents bigint, amount_cents bigint, paid_cents bigint, returned_cents bigint, freed_cents bigint,
	bound_cents bigint
)
language sql stable security definer set search_path = ''
as $$
	select s.application_id, s.most_cents, s.amount_cents, s.paid_cents, s.returned_cents, s.freed_cents,
		greatest(s.amount_cents, s.paid_cents) - s.freed_cents
	from (
		select e.application_id, e.most_cents, coalesce(t.amount_cents, 0) as amount_cents, coalesce(p.cents, 0)::bigint as paid_cents,
			coalesce(m.cents, 0)::bigint as returned_cents, coalesce(m.freed, 0)::bigint as freed_cents
		from (
			select d.application_id, max(d.amount_cents) as most_cents
			from public.decisions d
			where d.round_id = p_round and d.second_signed_at is not null and d.outcome = 'approved'
			group by d.application_id
		) e
		left join lateral (
			select d.id from public.decisions d
			where d.application_id = e.application_id and d.second_signed_at is not null and not private.is_replaced(d.id)
			order by d.second_signed_at desc limit 1
		) f on true
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
	) s;
$$;

create or replace function public.claim_recovery(
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

create or replace function private.told_by_recovery(p_recovery public.recoveries) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object(
		'amount_cents', p_recovery.amount_cents, 'reason', p_recovery.reason, 'due_on', p_recovery.due_on,
		'interest_from', p_recovery.interest_from,
		'interest_points', private.settings_of_grant(a.id) -> 'interest_points',
		'pay_to', (select jsonb_build_object('name', p.name, 'iban', p.iban) from public.payer_accounts p where p.round_id = a.round_id)
	)
	from public.applications a
	where a.id = p_recovery.application_id;
$$;

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
	select extract(year from p_received_on)::int = private.budget_year(r) into strict is_in_year
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
	'{}: somebody books money of a grant that came back, on a claim or without one; it counts once another has confirmed it. The same '
	'p_id again changes nothing. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest, PT422 amount_invalid (more than was '
	'paid, or claimed; without a claim, more than signed claims leave) | payload_invalid.';

create function private.lock_return(p_return uuid) returns public.money_returns
language plpgsql security definer set search_path = ''
as $$
declare
	back public.money_returns;
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select m.* into back from public.money_returns m where m.id = p_return;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform private.require_staff_for(back.application_id);
	select m.* into back from public.money_returns m where m.id = p_return for update;
	if back.confirmed_at is not null or back.discarded_at is not null then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	return back;
end;
$$;
comment on function private.lock_return(uuid) is
	'A booking that waits to be confirmed, application first. PT403, PT404, PT409 conflict_of_interest | already_decided.';
revoke all on function private.lock_return(uuid) from public, anon, authenticated, service_role;

create function public.confirm_return(p_return uuid) returns jsonb
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
	) end) then
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
comment on function public.confirm_return(uuid) is
	'{}: a clerk or decider who did not book it has seen the money on the account; from now on it counts, in the budget year it is '
	'free again, and the group is told. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | already_decided | same_person '
	'| case_moved_on (so much is not outside any more).';
revoke all on function public.confirm_return(uuid) from public, anon, authenticated, service_role;
grant execute on function public.confirm_return(uuid) to authenticated;

create function public.discard_return(p_return uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	back constant public.money_returns := private.lock_return(p_return);
begin
	update public.money_returns set discarded_by = auth.uid(), discarded_at = private.now() where id = p_return;
	perform private.write_audit(
		'clerk', 'return_discarded', 'application', back.application_id::text,
		jsonb_build_object('return_id', p_return, 'amount_cents', back.amount_cents)
	);
	return '{}';
end;
$$;
comment on function public.discard_return(uuid) is
	'Takes a booking off the table before it counts: {}. PT403, PT404, PT409 conflict_of_interest | already_decided.';
revoke all on function public.discard_return(uuid) from public, anon, authenticated, service_role;
grant execute on function public.discard_return(uuid) to authenticated;
