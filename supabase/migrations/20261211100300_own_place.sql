-- A waiting case that is decided anew may keep the place it has.
drop function private.waiting_ranks(uuid);
create function private.waiting_ranks(p_round uuid, p_besides uuid) returns setof int
language sql stable security definer set search_path = ''
as $$
	select d.waiting_rank
	from private.decisions_in_force(p_round) d
	join public.applications a on a.id = d.application_id
	where a.state = 'waitlisted' and d.waiting_rank is not null and d.application_id <> p_besides
	union all
	select d.waiting_rank
	from public.decisions d
	where d.round_id = p_round and d.waiting_rank is not null and d.second_signed_at is null and d.discarded_at is null
		and d.application_id <> p_besides;
$$;
comment on function private.waiting_ranks(uuid, uuid) is
	'Places on the waiting list that others than this application have, or will have when the second signature is there.';
revoke all on function private.waiting_ranks(uuid, uuid) from public, anon, authenticated, service_role;

create or replace function private.proposed_decision(
	p_application public.applications, p_outcome text, p_amount_cents bigint, p_reason text, p_conditions text, p_cuts jsonb,
	p_waiting_rank int
) returns public.decisions
language plpgsql stable security definer set search_path = ''
as $$
declare
	in_force constant public.decisions := private.decision_in_force(p_application.id);
	proposed public.decisions;
	cap bigint;
	cut_cents bigint := 0;
	form jsonb;
begin
	proposed.application_id := p_application.id;
	proposed.round_id := p_application.round_id;
	proposed.outcome := p_outcome;
	proposed.amount_cents := p_amount_cents;
	proposed.reason := nullif(btrim(p_reason, E' \t\r\n'), '');
	proposed.conditions := nullif(btrim(p_conditions, E' \t\r\n'), '');
	proposed.cuts := p_cuts;
	proposed.replaces := in_force.id;
	proposed.first_signed_by := auth.uid();
	select s.snapshot -> 'form' into strict form
	from public.submissions s where s.application_id = p_application.id order by s.version desc limit 1;
	if p_outcome is null or p_outcome not in ('approved', 'waitlisted', 'rejected')
		or length(proposed.reason) > 4000 or length(proposed.conditions) > 4000
		or not private.are_cuts(p_cuts, form) or (p_outcome <> 'approved' and p_cuts <> '[]')
		-- Only a grant has conditions in its letter; what nobody would read is not signed.
		or (p_outcome <> 'approved' and proposed.conditions is not null)
		or (p_waiting_rank is not null and (p_outcome <> 'waitlisted' or p_waiting_rank not between 1 and 9999))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select r.cap_cents into strict cap from private.terms_of(p_application.id) r;
	if p_outcome = 'approved' then
		proposed.plan := private.approved_plan(form, p_cuts);
		cut_cents := coalesce((proposed.plan ->> 'costs_cents')::bigint - (proposed.plan ->> 'approved_costs_cents')::bigint, 0);
	end if;
	if (p_outcome = 'approved') <> (p_amount_cents is not null)
		or p_amount_cents <= 0 or p_amount_cents > cap
		-- What was cut is not asked for any more.
		or p_amount_cents > coalesce(p_application.requested_cents, 0) - cut_cents
	then
		raise sqlstate 'PT422' using message = 'amount_invalid';
	end if;
	-- Whoever undoes a decision says why (§ 39 VwVfG NRW), whichever way it goes; and granting less refuses the rest, which has its
	-- grounds too, unless the cuts say them line by line.
	if proposed.reason is null and (
		p_outcome = 'rejected' or in_force.outcome in ('approved', 'rejected') or p_amount_cents < p_application.requested_cents - cut_cents
	) then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if p_outcome = 'waitlisted' then
		if p_waiting_rank in (select private.waiting_ranks(p_application.round_id, p_application.id)) then
			raise sqlstate 'PT422' using message = 'rank_taken';
		end if;
		proposed.waiting_rank := coalesce(
			p_waiting_rank, (select coalesce(max(w), 0) + 1 from private.waiting_ranks(p_application.round_id, p_application.id) w)
		);
	end if;
	return proposed;
end;
$$;
comment on function private.proposed_decision(public.applications, text, bigint, text, text, jsonb, int) is
	'The decision of a first signature as public.propose_decision would keep it. PT422 as there.';
