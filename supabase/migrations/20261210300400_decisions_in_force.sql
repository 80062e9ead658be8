-- The decision in force was asked for case by case in lists and figures of a whole round: a function that cannot be taken apart, called
-- ten thousand times. For a round it is one question.
create function private.decisions_in_force(p_round uuid) returns setof public.decisions
language sql stable security definer set search_path = ''
as $$
	select distinct on (d.application_id) d.*
	from public.decisions d
	left join public.decisions n on n.replaces = d.id and n.second_signed_at is not null
	where d.round_id = p_round and d.second_signed_at is not null and n.id is null
	order by d.application_id, d.second_signed_at desc;
$$;
comment on function private.decisions_in_force(uuid) is 'As private.decision_in_force, of every application of a round that has one.';
revoke all on function private.decisions_in_force(uuid) from public, anon, authenticated, service_role;

create or replace function private.sent_applications(p_round uuid) returns setof private.sent_application
language sql stable security definer set search_path = ''
as $$
	select a.id, a.reference_number, a.submitted_at, a.is_late, a.state, a.title, a.organisation_name, a.district, a.areas,
		a.requested_cents, s.form, d.outcome, d.amount_cents, d.second_signed_at
	from public.applications a
	cross join lateral (
		select x.snapshot -> 'form' as form from public.submissions x
		where x.application_id = a.id order by x.version desc limit 1
	) s
	left join private.decisions_in_force(p_round) d on d.application_id = a.id
	where a.round_id = p_round and a.state <> 'draft'
	union all
	select null, null, timestamptz 'epoch', p.is_late, p.state, null, null, p.district, p.areas, p.requested_cents, p.facts, p.outcome,
		p.decided_cents, timestamptz 'epoch' + make_interval(secs => (p.days_to_decision * 86400)::double precision)
	from private.past_applications p where p.round_id = p_round;
$$;

create or replace function private.waiting_ranks(p_round uuid) returns setof int
language sql stable security definer set search_path = ''
as $$
	select d.waiting_rank
	from private.decisions_in_force(p_round) d
	join public.applications a on a.id = d.application_id
	where a.state = 'waitlisted' and d.waiting_rank is not null
	union all
	select d.waiting_rank
	from public.decisions d
	where d.round_id = p_round and d.waiting_rank is not null and d.second_signed_at is null and d.discarded_at is null;
$$;
