-- Refusing a payment is for one person because it can be asked for again. Once the proof was sent it cannot: the refusal and the check of
-- one and the same person ended what the group had asked for, as giving it up does with two.
create or replace function private.proof_sums(p_check proof_checks) returns table (open_count integer, accepted_cents bigint, income_cents bigint, grant_cents bigint, claim_cents bigint, is_cut boolean, needs_second boolean, unpaid_cents bigint)
language sql stable security definer set search_path = ''
as $$
	with receipts as (
		select r.id, r.amount_cents, p_check.judgements -> r.id as judged,
			p_check.scope = 'full' or r.id = any (private.proof_sample_of(s)) as is_looked_at
		from public.proof_submissions s cross join lateral private.sent_receipts(s) r
		where s.id = p_check.submission_id
	), summed as (
		select count(*) filter (where r.is_looked_at and r.judged is null)::int as open_count,
			coalesce(sum(coalesce((r.judged ->> 'accepted_cents')::bigint, r.amount_cents)), 0)::bigint as accepted,
			coalesce(bool_or(r.judged ->> 'reason' is not null), false) as is_cut
		from receipts r
	), final as (
		select u.*, i.income_cents, private.final_grant_cents(m.financing, m.amount_cents, m.planned_cents, u.accepted, i.income_cents) as left_cents,
			private.final_grant_cents(
				m.financing, m.amount_cents, m.planned_cents, u.accepted, greatest(i.income_cents, m.planned_income_cents)
			) as planned_left_cents
		from summed u
		cross join (select private.proof_facts(p_check.application_id) as value) f
		cross join lateral (
			select f.value ->> 'financing' as financing, (f.value ->> 'amount_cents')::bigint as amount_cents,
				(f.value ->> 'planned_income_cents')::bigint as planned_income_cents,
				(select coalesce(sum((l.value ->> 'cents')::bigint), 0)::bigint from jsonb_array_elements(f.value -> 'lines') l) as planned_cents
		) m
		join public.proof_submissions s on s.id = p_check.submission_id
		cross join lateral (
			select private.counted_income_cents(
				(private.terms_in_force(p_check.application_id)).plan,
				private.whole_number(s.snapshot -> 'form' -> 'report.income_cents')
			) as income_cents
		) i
	), claimed as (
		select f.*, least(f.left_cents, p.kept_cents) as kept_cents, greatest(0, p.kept_cents - f.left_cents) as claim_cents,
			greatest(0, f.left_cents - p.paid_cents) as unpaid_cents
		from final f cross join (
			select private.paid_cents(p_check.application_id) as paid_cents, greatest(0, private.unclaimed_cents(p_check.application_id)) as kept_cents
		) p
	)
	-- Nothing is paid any more once a proof is checked, neither what was not asked for nor what was given back.
	select c.open_count, c.accepted, c.income_cents, c.kept_cents, c.claim_cents, c.is_cut,
		c.is_cut or c.claim_cents > 0 or c.kept_cents > c.planned_left_cents or (c.unpaid_cents > 0 and exists (
			select from public.payouts p
			where p.application_id = p_check.application_id and p.state = 'refused' and p.refused_at >= (
				select min(s.received_at) from public.proof_submissions s where s.application_id = p_check.application_id
			)
		)), c.unpaid_cents
	from claimed c;
$$;
