-- Own and other money is part of the financing plan (ANBest-P 1.2 and 2): a further grant the office agrees to enters it, so that the
-- checking of the proof of use reckons with it. Before, only a letter said so.
create function private.plan_with_grant(p_plan jsonb, p_wish jsonb) returns jsonb
language sql immutable set search_path = ''
as $$
	select p_plan || jsonb_build_object(
		'incomes_cents', coalesce(private.whole_number(p_plan -> 'incomes_cents'), 0) + (p_wish ->> 'cents')::bigint,
		'further_grants', coalesce(p_plan -> 'further_grants', '[]') || jsonb_build_array(p_wish)
	);
$$;
comment on function private.plan_with_grant(jsonb, jsonb) is
	'A plan with one more grant of somebody else, {"grantor", "cents"}: other money grows by it, and "further_grants" names it.';
revoke all on function private.plan_with_grant(jsonb, jsonb) from public, anon, authenticated, service_role;
comment on column public.grant_terms.plan is
	'As decisions.plan; "approved_cents" of its lines are what holds, "incomes_cents" is all other money, of which "further_grants" '
	'[{"grantor", "cents"}] were told and agreed to after the decision.';

create or replace function private.told_by_change(p_change public.grant_changes) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object(
		'amount_cents', coalesce((p_change.proposal ->> 'amount_cents')::bigint, t.amount_cents),
		'reason', p_change.proposal ->> 'reason',
		'change', jsonb_build_object('kind', p_change.kind, 'notified_at',
			to_char(p_change.notified_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
			|| case when p_change.kind = 'further_grant' then p_change.wish else '{}' end,
		'plan', case when p_change.proposal ->> 'outcome' is distinct from 'agreed' then t.plan
			when p_change.kind = 'plan' then private.shifted_plan(t.plan, p_change.wish -> 'lines')
			when p_change.kind = 'further_grant' then private.plan_with_grant(t.plan, p_change.wish)
			else t.plan end,
		'period_from', case when p_change.kind = 'period' and p_change.proposal ->> 'outcome' = 'agreed'
			then p_change.wish ->> 'period_from' else t.period_from::text end,
		'period_until', case when p_change.kind = 'period' and p_change.proposal ->> 'outcome' = 'agreed'
			then p_change.wish ->> 'period_until' else t.period_until::text end
	)
	from private.terms_in_force(p_change.application_id) t;
$$;

-- What was agreed to before enters the plans of grants that are still to be accounted for.
do $$
declare
	change public.grant_changes;
	terms public.grant_terms;
begin
	for change in
		select c.* from public.grant_changes c join public.applications a on a.id = c.application_id
		where c.kind = 'further_grant' and c.outcome = 'agreed'
			and a.state in ('accepted', 'paid', 'report_due', 'report_submitted', 'report_clarification')
		order by c.application_id, c.number
	loop
		terms := private.terms_in_force(change.application_id);
		continue when not exists (
			select from public.grant_terms t where t.change_id = change.id and t.decision_id = terms.decision_id
		);
		insert into public.grant_terms
			(application_id, version, decision_id, change_id, amount_cents, plan, period_from, period_until, purpose, since)
		values (
			terms.application_id, terms.version + 1, terms.decision_id, change.id, terms.amount_cents,
			private.plan_with_grant(terms.plan, change.wish), terms.period_from, terms.period_until, terms.purpose, private.now()
		);
	end loop;
end;
$$;

