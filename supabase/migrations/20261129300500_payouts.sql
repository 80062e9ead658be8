create table public.payment_runs (
	id uuid primary key,
	round_id uuid not null references public.funding_rounds (id),
	number integer not null,
	message_id text not null unique,
	payer_name text not null,
	payer_iban text not null,
	payer_bic text,
	execution_on date not null,
	created_by uuid not null,
	created_at timestamptz not null,
	payouts_count integer not null,
	sum_cents bigint not null,
	sha256 text,
	settled_by uuid,
	settled_at timestamptz,
	paid_on date,
	unique (round_id, number)
);
comment on table public.payment_runs is
	'One order to the bank: a SEPA file made of this row and its payouts, which do not change any more. Made again it has the same '
	'message id and the same bytes.';
comment on column public.payment_runs.id is 'Made with the form, so that a double click is one run.';
comment on column public.payment_runs.message_id is 'What the bank tells orders apart by; at most 35 characters.';
comment on column public.payment_runs.sha256 is 'Of the file as it was first made; another one is never given out.';

alter table public.payment_runs add constraint payment_runs_pay_something check (payouts_count > 0 and sum_cents > 0);
alter table public.payment_runs add constraint payment_runs_message_id check (message_id ~ '^[A-Z0-9-]{1,35}$');
alter table public.payment_runs add constraint payment_runs_settled_whole check (
	(settled_by is null) = (settled_at is null) and (settled_by is null) = (paid_on is null) and sha256 ~ '^[0-9a-f]{64}$'
);

revoke all on public.payment_runs from public, anon, authenticated, service_role;
grant select on public.payment_runs to authenticated, service_role;
alter table public.payment_runs enable row level security;
create policy "Staff read payment runs" on public.payment_runs for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create table public.payouts (
	id uuid primary key,
	application_id uuid not null references public.applications (id),
	number integer not null,
	amount_cents bigint not null,
	needed_by date not null,
	words text not null default '',
	requested_by uuid not null,
	requested_at timestamptz not null,
	account_id uuid references public.bank_accounts (id),
	first_released_by uuid,
	first_released_at timestamptz,
	second_released_by uuid,
	second_released_at timestamptz,
	refused_by uuid,
	refused_at timestamptz,
	refusal_reason text,
	run_id uuid references public.payment_runs (id),
	paid_on date,
	bounced_on date,
	bounce_reason text,
	state text not null generated always as (case
		when refused_at is not null then 'refused'
		when bounced_on is not null then 'bounced'
		when paid_on is not null then 'paid'
		when run_id is not null then 'ordered'
		when second_released_at is not null then 'released'
		when first_released_at is not null then 'checked'
		else 'requested'
	end) stored,
	unique (application_id, number)
);
comment on table public.payouts is
	'Mittelabruf and Auszahlung: one sum that is asked for, checked and released by two people, ordered in exactly one run and '
	'paid. What the bank sent back (bounced) counts as not paid and is asked for anew.';
comment on column public.payouts.id is 'Made with the form, so that a double tap is one request.';
comment on column public.payouts.needed_by is 'When the last bill is due that is paid with it (ANBest-P 1.4).';
comment on column public.payouts.account_id is 'The account that was in force when it was released; another account undoes the release.';
comment on column public.payouts.state is 'requested, checked (released once), released, ordered, paid; refused; bounced.';

alter table public.payouts add constraint payouts_of_something check (amount_cents > 0 and number > 0);
alter table public.payouts add constraint payouts_two_different_people check (second_released_by <> first_released_by);
alter table public.payouts add constraint payouts_released_whole check (
	(first_released_by is null) = (first_released_at is null) and (first_released_by is null) = (account_id is null)
	and (second_released_by is null) = (second_released_at is null)
	and (second_released_by is null or first_released_by is not null)
);
alter table public.payouts add constraint payouts_ordered_once_released check (run_id is null or second_released_at is not null);
alter table public.payouts add constraint payouts_paid_once_ordered check (
	(paid_on is null or run_id is not null) and (bounced_on is null or run_id is not null)
);
alter table public.payouts add constraint payouts_refused_whole check (
	(refused_by is null) = (refused_at is null) and (refused_by is null) = (refusal_reason is null)
	and (refused_at is null or run_id is null) and (bounced_on is null) = (bounce_reason is null)
);
alter table public.payouts add constraint payouts_short_texts
	check (length(words) <= 2000 and length(refusal_reason) between 1 and 4000 and length(bounce_reason) between 1 and 1000);

create index payouts_by_run on public.payouts (run_id) where run_id is not null;
comment on index public.payouts_by_run is 'What one file orders.';
create index payouts_by_account on public.payouts (account_id) where account_id is not null;
comment on index public.payouts_by_account is 'What goes to one account.';
create index payouts_waiting on public.payouts (requested_at) where run_id is null and refused_at is null;
comment on index public.payouts_waiting is 'The queue of what is to be released or ordered.';

revoke all on public.payouts from public, anon, authenticated, service_role;
grant select on public.payouts to authenticated, service_role;
alter table public.payouts enable row level security;
create policy "Staff read payouts" on public.payouts for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function private.guard_payout() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if tg_op = 'UPDATE' then
		if (new.id, new.application_id, new.number, new.amount_cents, new.needed_by, new.words, new.requested_by, new.requested_at)
				is distinct from
				(old.id, old.application_id, old.number, old.amount_cents, old.needed_by, old.words, old.requested_by,
				old.requested_at)
			or old.refused_at is not null or old.bounced_on is not null
			or (old.paid_on is not null and new.paid_on is distinct from old.paid_on)
			or (old.run_id is not null and (new.run_id, new.account_id, new.first_released_by, new.first_released_at,
				new.second_released_by, new.second_released_at) is distinct from
				(old.run_id, old.account_id, old.first_released_by, old.first_released_at,
				old.second_released_by, old.second_released_at))
			or (old.account_id is not null and new.account_id is not null and (new.account_id, new.first_released_by,
				new.first_released_at) is distinct from (old.account_id, old.first_released_by, old.first_released_at))
		then
			raise exception 'a payout stays as it was asked for, released and ordered' using errcode = '42501';
		end if;
		if new.run_id is null and (
			private.is_partial(new.application_id, new.first_released_by)
			or private.is_partial(new.application_id, new.second_released_by)
		) then
			raise sqlstate 'PT409' using message = 'conflict_of_interest';
		end if;
		if old.run_id is null and new.run_id is not null and (
			new.account_id is distinct from (private.account_in_force(new.application_id)).id
			or exists (select from public.grant_changes c where c.application_id = new.application_id and c.is_open)
		) then
			raise sqlstate 'PT409' using message = 'payout_blocked';
		end if;
	end if;
	return new;
end;
$$;
comment on function private.guard_payout() is
	'Holds for the owner too: what was asked for stays, an order is given once and to the account in force, never while a change '
	'is open, and nobody partial releases. PT409 conflict_of_interest | payout_blocked.';
revoke all on function private.guard_payout() from public, anon, authenticated, service_role;

create function private.account_in_force(p_application uuid) returns public.bank_accounts
language sql stable security definer set search_path = ''
as $$
	select b from public.bank_accounts b
	where b.application_id = p_application and b.refused_at is null
	order by b.number desc
	limit 1;
$$;
comment on function private.account_in_force(uuid) is 'The newest account that was not refused, confirmed or not; a row of nulls before there is one.';
revoke all on function private.account_in_force(uuid) from public, anon, authenticated, service_role;

create function private.guard_payment_run() returns trigger
language plpgsql set search_path = ''
as $$
begin
	if (new.id, new.round_id, new.number, new.message_id, new.payer_name, new.payer_iban, new.payer_bic, new.execution_on,
			new.created_by, new.created_at, new.payouts_count, new.sum_cents) is distinct from
			(old.id, old.round_id, old.number, old.message_id, old.payer_name, old.payer_iban, old.payer_bic, old.execution_on,
			old.created_by, old.created_at, old.payouts_count, old.sum_cents)
		or (old.sha256 is not null and new.sha256 is distinct from old.sha256)
		or (old.settled_at is not null and (new.settled_at, new.settled_by, new.paid_on) is distinct from
			(old.settled_at, old.settled_by, old.paid_on))
	then
		raise exception 'an order stays as it was given' using errcode = '42501';
	end if;
	return new;
end;
$$;
comment on function private.guard_payment_run() is 'Holds for the owner too: a file is made of what never changes, and settled once.';
revoke all on function private.guard_payment_run() from public, anon, authenticated, service_role;

create trigger payment_runs_are_guarded before update on public.payment_runs
	for each row execute function private.guard_payment_run();
comment on trigger payment_runs_are_guarded on public.payment_runs is 'See private.guard_payment_run().';
create trigger payment_runs_stay before delete or truncate on public.payment_runs
	for each statement execute function private.refuse_change();
comment on trigger payment_runs_stay on public.payment_runs is 'An order to the bank is part of the books.';
create trigger payouts_are_guarded before update on public.payouts
	for each row execute function private.guard_payout();
comment on trigger payouts_are_guarded on public.payouts is 'See private.guard_payout().';
create trigger payouts_stay before delete or truncate on public.payouts
	for each statement execute function private.refuse_change();
comment on trigger payouts_stay on public.payouts is 'Refused, never deleted.';
create trigger payouts_touch_their_case after insert or update on public.payouts
	for each row execute function private.touch_case();
comment on trigger payouts_touch_their_case on public.payouts is 'See private.touch_case().';
