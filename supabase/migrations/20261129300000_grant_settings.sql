create function private.grant_settings(p_settings jsonb) returns jsonb
language sql immutable set search_path = ''
as $$
	select jsonb_build_object(
		'delivery_days', 4, 'remedy_months', 1, 'most_payouts', 1, 'need_months', 2, 'tolerance_percent', 20,
		'interest_points', 500, 'base_rates', '[]'::jsonb, 'budget_year', null
	) || case when jsonb_typeof(p_settings -> 'grant') = 'object' then p_settings -> 'grant' else '{}' end;
$$;
comment on function private.grant_settings(jsonb) is
	'What a round says about the life of its grants, or what is usual: {"delivery_days" (§ 41 VwVfG NRW), "remedy_months" (§ 74 '
	'VwGO), "most_payouts" (1: in one sum), "need_months" (ANBest-P 1.4), "tolerance_percent" of a cost line (ANBest-P 1.2), '
	'"interest_points" (hundredths of a percent above the base rate, § 49a (3) VwVfG NRW), "base_rates" [{"from", "hundredths"}] '
	'(§ 247 BGB), "budget_year" (null: that of the first day of the projects)}.';
revoke all on function private.grant_settings(jsonb) from public, anon, authenticated, service_role;

create function private.are_grant_settings(p_settings jsonb) returns boolean
language plpgsql immutable set search_path = ''
as $$
declare
	said constant jsonb := private.grant_settings(p_settings);
	rate record;
	before date;
begin
	if not (
		p_settings -> 'grant' is null or jsonb_typeof(p_settings -> 'grant') = 'object'
	) or said - array[
		'delivery_days', 'remedy_months', 'most_payouts', 'need_months', 'tolerance_percent', 'interest_points', 'base_rates',
		'budget_year'
	] <> '{}'
		or not private.is_integer_in(said -> 'delivery_days', 0, 30)
		or not private.is_integer_in(said -> 'remedy_months', 0, 12)
		or not private.is_integer_in(said -> 'most_payouts', 1, 12)
		or not private.is_integer_in(said -> 'need_months', 1, 24)
		or not private.is_integer_in(said -> 'tolerance_percent', 0, 100)
		or not private.is_integer_in(said -> 'interest_points', 0, 2000)
		or not (said -> 'budget_year' = 'null' or private.is_integer_in(said -> 'budget_year', 2000, 2200))
		or jsonb_typeof(said -> 'base_rates') <> 'array'
	then
		return false;
	end if;
	for rate in select r.value from jsonb_array_elements(said -> 'base_rates') with ordinality r order by r.ordinality loop
		if jsonb_typeof(rate.value) <> 'object' or rate.value - array['from', 'hundredths'] <> '{}'
			or not private.is_integer_in(rate.value -> 'hundredths', -1000, 3000)
			or coalesce(rate.value ->> 'from', '') !~ '^\d{4}-\d{2}-\d{2}$'
			or (rate.value ->> 'from')::date <= before
		then
			return false;
		end if;
		before := (rate.value ->> 'from')::date;
	end loop;
	return true;
exception
	when data_exception then
		return false;
end;
$$;
comment on function private.are_grant_settings(jsonb) is 'True for settings of a round whose part about grants can be reckoned with; base rates by day, rising.';
revoke all on function private.are_grant_settings(jsonb) from public, anon, authenticated, service_role;

alter table public.funding_rounds add constraint funding_rounds_grant_settings check (private.are_grant_settings(settings));

create table public.payer_accounts (
	round_id uuid primary key references public.funding_rounds (id) on delete cascade,
	name text not null,
	iban text not null,
	bic text,
	updated_by uuid not null,
	updated_at timestamptz not null
);
comment on table public.payer_accounts is
	'The account of the city from which the grants of a round are paid. Not among the settings of the round, which everybody reads.';

alter table public.payer_accounts add constraint payer_accounts_are_accounts check (
	length(btrim(name)) between 1 and 70 and private.is_iban(iban) and iban = upper(replace(iban, ' ', ''))
	and bic ~ '^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$'
);

revoke all on public.payer_accounts from public, anon, authenticated, service_role;
grant select on public.payer_accounts to authenticated, service_role;
alter table public.payer_accounts enable row level security;
create policy "Staff read from which account is paid" on public.payer_accounts for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function public.set_payer_account(p_round uuid, p_name text, p_iban text, p_bic text default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	plain constant text := upper(regexp_replace(coalesce(p_iban, ''), '\s', '', 'g'));
	bank constant text := nullif(upper(regexp_replace(coalesce(p_bic, ''), '\s', '', 'g')), '');
	called constant text := btrim(coalesce(p_name, ''), E' \t\r\n');
begin
	if not private.has_staff_role(array['admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform from public.funding_rounds r where r.id = p_round;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if not private.is_iban(plain) then
		raise sqlstate 'PT422' using message = 'iban_invalid';
	end if;
	insert into public.payer_accounts (round_id, name, iban, bic, updated_by, updated_at)
	values (p_round, called, plain, bank, auth.uid(), private.now())
	on conflict (round_id) do update set
		name = excluded.name, iban = excluded.iban, bic = excluded.bic, updated_by = excluded.updated_by,
		updated_at = excluded.updated_at;
	perform private.write_audit(
		'admin', 'payer_account_set', 'funding_round', p_round::text, jsonb_build_object('iban_ends', right(plain, 4))
	);
	return '{}';
exception
	when check_violation then
		raise sqlstate 'PT422' using message = 'payload_invalid';
end;
$$;
comment on function public.set_payer_account(uuid, text, text, text) is
	'{}. For admins. Files made before keep the account they were made with. PT403 not_allowed, PT404 not_found, PT422 iban_invalid '
	'| payload_invalid.';
revoke all on function public.set_payer_account(uuid, text, text, text) from public, anon, authenticated, service_role;
grant execute on function public.set_payer_account(uuid, text, text, text) to authenticated;
