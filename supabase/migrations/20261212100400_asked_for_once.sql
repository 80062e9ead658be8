-- What an application had asked for left the budget with its words; figures stay, like those of the statistics.
create or replace function public.round_budget(p_round uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	budget jsonb;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select jsonb_build_object(
		'total_cents', r.total_budget_cents,
		'requested_cents', a.requested_cents,
		'in_review_cents', a.in_review_cents,
		'reserved_cents', d.reserved_cents,
		'approved_cents', g.bound_cents,
		'paid_cents', g.paid_cents,
		'returned_cents', g.most_cents - g.bound_cents,
		'returned_late_cents', g.late_cents,
		'free_cents', r.total_budget_cents - g.bound_cents
	) into budget
	from public.funding_rounds r
	cross join lateral (
		select
			coalesce(sum(s.requested_cents) filter (where s.state <> 'withdrawn'), 0)::bigint + (
				select coalesce(sum(p.requested_cents), 0)::bigint from private.past_applications p
				where p.round_id = r.id and p.state <> 'withdrawn'
			) as requested_cents,
			-- Of a grant that is decided anew only what is asked for beyond it: the rest is among what is approved.
			coalesce(sum(greatest(0, s.requested_cents - coalesce(h.bound_cents, 0))) filter (where s.is_open), 0)::bigint as in_review_cents
		from private.cases s
		left join private.grants_of_round(r.id) h on h.application_id = s.application_id
		where s.round_id = r.id
	) a
	cross join lateral (
		select coalesce(sum(greatest(0, p.amount_cents - coalesce(h.bound_cents, 0))), 0)::bigint as reserved_cents
		from public.decisions p
		left join private.grants_of_round(r.id) h on h.application_id = p.application_id
		where p.round_id = r.id and p.outcome = 'approved' and p.second_signed_at is null and p.discarded_at is null
	) d
	cross join lateral (
		select coalesce(sum(x.most_cents), 0)::bigint as most_cents, coalesce(sum(x.bound_cents), 0)::bigint as bound_cents,
			coalesce(sum(x.paid_cents - x.freed_cents), 0)::bigint as paid_cents,
			coalesce(sum(x.returned_cents - x.freed_cents), 0)::bigint as late_cents
		from private.grants_of_round(r.id) x
	) g
	where r.id = p_round;
	if budget is null then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return budget;
end;
$$;
comment on function public.round_budget(uuid) is
	'Cents: {"total_cents", "requested_cents" (sent, not withdrawn, also by those that are erased), "in_review_cents" and "reserved_cents" (signed once), both beyond '
	'what the application holds already, '
	'"approved_cents" (promised or paid, and not free again), "paid_cents" (of these), "returned_cents" (promised once and free '
	'again: by a later decision, a change, or paid back in the budget year), "returned_late_cents" (paid back after it, which frees '
	'nothing), "free_cents" (total − approved)}. PT403, PT404.';
