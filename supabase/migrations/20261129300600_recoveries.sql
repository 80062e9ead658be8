create table public.recoveries (
	id uuid primary key,
	application_id uuid not null references public.applications (id),
	number integer not null,
	cause text not null,
	reason text not null,
	amount_cents bigint not null,
	interest_from date,
	due_on date not null,
	first_signed_by uuid not null,
	first_signed_at timestamptz not null,
	second_signed_by uuid,
	second_signed_at timestamptz,
	discarded_by uuid,
	discarded_at timestamptz,
	unique (application_id, number)
);
comment on table public.recoveries is
	'Rückforderung (§§ 49, 49a VwVfG NRW): money of a grant that is to come back, claimed by letter with two signatures.';
comment on column public.recoveries.id is 'Made with the form, so that sending it twice is one claim.';
comment on column public.recoveries.cause is 'unspent, not_for_purpose, cancelled, changed or overpaid.';
comment on column public.recoveries.amount_cents is 'Without interest.';
comment on column public.recoveries.interest_from is 'The first day that bears interest; null where none is asked.';

alter table public.recoveries add constraint recoveries_known_causes
	check (cause in ('unspent', 'not_for_purpose', 'cancelled', 'changed', 'overpaid'));
alter table public.recoveries add constraint recoveries_of_something check (amount_cents > 0);
alter table public.recoveries add constraint recoveries_have_grounds check (length(reason) between 1 and 4000);
alter table public.recoveries add constraint recoveries_two_different_people check (second_signed_by <> first_signed_by);
alter table public.recoveries add constraint recoveries_signed_or_discarded check (
	(second_signed_by is null) = (second_signed_at is null) and (discarded_by is null) = (discarded_at is null)
	and (second_signed_at is null or discarded_at is null)
);

revoke all on public.recoveries from public, anon, authenticated, service_role;
grant select on public.recoveries to authenticated, service_role;
alter table public.recoveries enable row level security;
create policy "Staff read claims" on public.recoveries for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create table public.money_returns (
	id uuid primary key,
	application_id uuid not null references public.applications (id),
	recovery_id uuid references public.recoveries (id),
	amount_cents bigint not null,
	interest_cents bigint not null default 0,
	received_on date not null,
	is_in_budget_year boolean not null,
	recorded_by uuid not null,
	recorded_at timestamptz not null
);
comment on table public.money_returns is
	'Money of a grant that came back, on a claim or of the group''s own accord. In the budget year of the round it is free again; '
	'later it belongs to the treasury (Jährlichkeit).';
comment on column public.money_returns.id is 'Made with the form, so that sending it twice is one receipt.';
comment on column public.money_returns.amount_cents is 'Of the grant itself; interest is counted apart and never free again.';

alter table public.money_returns add constraint money_returns_of_something
	check (amount_cents >= 0 and interest_cents >= 0 and amount_cents + interest_cents > 0);

create index money_returns_by_application on public.money_returns (application_id);
comment on index public.money_returns_by_application is 'What came back of one grant.';
create index money_returns_by_recovery on public.money_returns (recovery_id) where recovery_id is not null;
comment on index public.money_returns_by_recovery is 'What came back on one claim.';

revoke all on public.money_returns from public, anon, authenticated, service_role;
grant select on public.money_returns to authenticated, service_role;
alter table public.money_returns enable row level security;
create policy "Staff read what came back" on public.money_returns for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function private.guard_recovery() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if old.second_signed_at is not null or old.discarded_at is not null
		or (new.id, new.application_id, new.number, new.cause, new.reason, new.amount_cents, new.interest_from, new.due_on,
			new.first_signed_by, new.first_signed_at) is distinct from
			(old.id, old.application_id, old.number, old.cause, old.reason, old.amount_cents, old.interest_from, old.due_on,
			old.first_signed_by, old.first_signed_at)
	then
		raise exception 'a claim stays as it was signed' using errcode = '42501';
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
comment on function private.guard_recovery() is 'Holds for the owner too: as with decisions, see private.guard_decision(). PT409 conflict_of_interest.';
revoke all on function private.guard_recovery() from public, anon, authenticated, service_role;

create trigger recoveries_are_guarded before update on public.recoveries
	for each row execute function private.guard_recovery();
comment on trigger recoveries_are_guarded on public.recoveries is 'See private.guard_recovery().';
create trigger recoveries_stay before delete or truncate on public.recoveries
	for each statement execute function private.refuse_change();
comment on trigger recoveries_stay on public.recoveries is 'A claim is discarded, never deleted.';
create trigger recoveries_touch_their_case after insert or update on public.recoveries
	for each row execute function private.touch_case();
comment on trigger recoveries_touch_their_case on public.recoveries is 'See private.touch_case().';
create trigger money_returns_stay before update or delete or truncate on public.money_returns
	for each statement execute function private.refuse_change();
comment on trigger money_returns_stay on public.money_returns is 'What came back came back.';
create trigger money_returns_touch_their_case after insert on public.money_returns
	for each row execute function private.touch_case();
comment on trigger money_returns_touch_their_case on public.money_returns is 'See private.touch_case().';
