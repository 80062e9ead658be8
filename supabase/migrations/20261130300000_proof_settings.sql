create or replace function private.grant_settings(p_settings jsonb) returns jsonb
language sql immutable set search_path = ''
as $$
	select jsonb_build_object(
		'delivery_days', 4, 'remedy_months', 1, 'most_payouts', 1, 'need_months', 2, 'tolerance_percent', 20,
		'interest_points', 500, 'base_rates', '[]'::jsonb, 'budget_year', null,
		'proof_days', 56, 'proof_remind_days', 14, 'financing', 'shortfall', 'sample_percent', 25
	) || case when jsonb_typeof(p_settings -> 'grant') = 'object' then p_settings -> 'grant' else '{}' end;
$$;
comment on function private.grant_settings(jsonb) is
	'What a round says about the life of its grants, or what is usual: {"delivery_days" (§ 41 VwVfG NRW), "remedy_months" (§ 74 '
	'VwGO), "most_payouts" (1: in one sum), "need_months" (ANBest-P 1.4), "tolerance_percent" of a cost line (ANBest-P 1.2), '
	'"interest_points" (hundredths of a percent above the base rate, § 49a (3) VwVfG NRW), "base_rates" [{"from", "hundredths"}] '
	'(§ 247 BGB), "budget_year" (null: that of the first day of the projects), "proof_days" after the last day of a project until '
	'its proof of use is due, "proof_remind_days" before that day, "financing" (VV 2 to § 44 LHO: shortfall, share or fixed), '
	'"sample_percent" of the receipts that a sample looks at}.';

create or replace function private.are_grant_settings(p_settings jsonb) returns boolean
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
		'budget_year', 'proof_days', 'proof_remind_days', 'financing', 'sample_percent'
	] <> '{}'
		or not private.is_integer_in(said -> 'delivery_days', 0, 30)
		or not private.is_integer_in(said -> 'remedy_months', 0, 12)
		or not private.is_integer_in(said -> 'most_payouts', 1, 12)
		or not private.is_integer_in(said -> 'need_months', 1, 24)
		or not private.is_integer_in(said -> 'tolerance_percent', 0, 100)
		or not private.is_integer_in(said -> 'interest_points', 0, 2000)
		or not (said -> 'budget_year' = 'null' or private.is_integer_in(said -> 'budget_year', 2000, 2200))
		or not private.is_integer_in(said -> 'proof_days', 1, 366)
		or not private.is_integer_in(said -> 'proof_remind_days', 0, 90)
		or not private.is_integer_in(said -> 'sample_percent', 1, 100)
		or not said -> 'financing' <@ '["shortfall", "share", "fixed"]'
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

create function private.final_grant_cents(
	p_financing text, p_grant_cents bigint, p_planned_cents bigint, p_accepted_cents bigint, p_income_cents bigint
) returns bigint
language sql immutable set search_path = ''
as $$
	select greatest(0, least(p_grant_cents, p_accepted_cents, case p_financing
		when 'shortfall' then p_accepted_cents - p_income_cents
		when 'share' then case when p_planned_cents > 0
			then div(p_accepted_cents::numeric * p_grant_cents, p_planned_cents)::bigint else 0 end
		else p_grant_cents
	end));
$$;
comment on function private.final_grant_cents(text, bigint, bigint, bigint, bigint) is
	'What a grant is in the end, in cents: never more than was granted or than was accepted; of a shortfall, what other income leaves; '
	'of a share, the part of the planned costs that was granted, rounded off. finalGrantCents of core/proof/result.ts; a test compares.';
revoke all on function private.final_grant_cents(text, bigint, bigint, bigint, bigint) from public, anon, authenticated, service_role;

-- A proof moves by its own functions alone, which look at what the general step of a clerk would not.
delete from public.state_transitions t where (t.from_state, t.to_state) in (
	('report_submitted', 'report_clarification'), ('report_submitted', 'report_checked'), ('report_checked', 'closed'),
	('report_checked', 'recovery')
);
insert into public.state_transitions (from_state, to_state, role, needs_reason, is_reason_public) values
	('report_submitted', 'report_clarification', 'system', true, true),
	('report_clarification', 'report_submitted', 'system', false, false),
	('report_submitted', 'report_checked', 'system', false, false),
	('report_checked', 'closed', 'system', false, false),
	('report_checked', 'recovery', 'system', false, false);
