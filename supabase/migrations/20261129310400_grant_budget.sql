create function private.grants_of_round(p_round uuid) returns table (
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
			from public.money_returns r where r.application_id = e.application_id
		) m on true
	) s;
$$;
comment on function private.grants_of_round(uuid) is
	'The money of every grant there ever was in a round, in cents: the most that was promised, what holds now, paid, returned, '
	'returned in the budget year, and what it binds: the larger of promised and paid, less what came back in time. Binding only '
	'ever becomes less without a new decision, so the ceiling that was asked at the signature stays kept.';
revoke all on function private.grants_of_round(uuid) from public, anon, authenticated, service_role;

create or replace function private.approved_cents(p_round uuid) returns bigint
language sql stable security definer set search_path = ''
as $$
	select coalesce(sum(g.bound_cents), 0)::bigint from private.grants_of_round(p_round) g;
$$;
comment on function private.approved_cents(uuid) is
	'Money of a round that is not free: see private.grants_of_round. A reopened case keeps its promise until the new decision is '
	'signed twice.';

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
			coalesce(sum(s.requested_cents) filter (where s.state <> 'withdrawn'), 0)::bigint as requested_cents,
			coalesce(sum(s.requested_cents) filter (where s.is_open), 0)::bigint as in_review_cents
		from private.cases s
		where s.round_id = r.id
	) a
	cross join lateral (
		select coalesce(sum(p.amount_cents), 0)::bigint as reserved_cents
		from public.decisions p
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
	'Cents: {"total_cents", "requested_cents" (sent, not withdrawn), "in_review_cents", "reserved_cents" (signed once), '
	'"approved_cents" (promised or paid, and not free again), "paid_cents" (of these), "returned_cents" (promised once and free '
	'again: by a later decision, a change, or paid back in the budget year), "returned_late_cents" (paid back after it, which frees '
	'nothing), "free_cents" (total − approved)}. PT403, PT404.';
