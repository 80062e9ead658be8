alter table public.decisions add column cuts jsonb not null default '[]';
alter table public.decisions add column plan jsonb;
alter table public.decisions add column waiting_rank integer;
alter table public.decisions add column replaces uuid references public.decisions (id);
comment on column public.decisions.cuts is '[{"line", "approved_cents", "reason"}]: cost lines of which less is paid than was planned.';
comment on column public.decisions.plan is
	'For an approval, the plan that holds: {"lines": [{"id", "category", "label", "requested_cents", "approved_cents", "reason"}], '
	'"costs_cents", "approved_costs_cents", "incomes_cents", "requested_cents"}.';
comment on column public.decisions.waiting_rank is 'Place on the waiting list of the round, 1 first; no two that wait have the same.';
comment on column public.decisions.replaces is
	'The signed decision that this one undoes, if there was one. Nothing signed is ever changed: what holds is the newest '
	'decision signed twice.';

alter table public.decisions add constraint decisions_rank_goes_with_waiting
	check ((waiting_rank is null or outcome = 'waitlisted') and waiting_rank > 0);
alter table public.decisions add constraint decisions_small_plan
	check (octet_length(cuts::text) <= 200000 and octet_length(plan::text) <= 200000);

create index decisions_by_what_they_replace on public.decisions (replaces) where replaces is not null;
comment on index public.decisions_by_what_they_replace is 'What undid a decision.';

-- The way back is a decision of its own: reopened with a reason, decided anew with two signatures.
insert into public.state_transitions (from_state, to_state, role, needs_reason, is_reason_public) values
	('approved', 'decision', 'decider', true, false),
	('rejected', 'decision', 'decider', true, false);

create function private.is_replaced(p_decision uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from public.decisions n where n.replaces = p_decision and n.second_signed_at is not null
	);
$$;
comment on function private.is_replaced(uuid) is 'True once the decision that undoes this one is signed twice.';
revoke all on function private.is_replaced(uuid) from public, anon, authenticated, service_role;

create function private.decision_in_force(p_application uuid) returns public.decisions
language sql stable security definer set search_path = ''
as $$
	select d from public.decisions d
	where d.application_id = p_application and d.second_signed_at is not null and not private.is_replaced(d.id)
	order by d.second_signed_at desc
	limit 1;
$$;
comment on function private.decision_in_force(uuid) is
	'The newest decision signed twice that no other one replaces; a row of nulls before there is one.';
revoke all on function private.decision_in_force(uuid) from public, anon, authenticated, service_role;

create or replace function private.approved_cents(p_round uuid) returns bigint
language sql stable security definer set search_path = ''
as $$
	select coalesce(sum(f.amount_cents) filter (where f.outcome = 'approved'), 0)::bigint
	from (
		select distinct on (d.application_id) d.outcome, d.amount_cents
		from public.decisions d
		where d.round_id = p_round and d.second_signed_at is not null and not private.is_replaced(d.id)
		order by d.application_id, d.second_signed_at desc
	) f;
$$;
comment on function private.approved_cents(uuid) is
	'Money the city has promised in a round: the approvals in force, whatever happened to the application later. A reopened '
	'case keeps its promise until the new decision is signed twice.';

create or replace function private.guard_decision() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
	total bigint;
	promised bigint;
	own constant public.decisions := private.decision_in_force(new.application_id);
begin
	if tg_op = 'UPDATE' and (old.second_signed_at is not null or old.discarded_at is not null) then
		raise exception 'a signed or discarded decision is final' using errcode = '42501';
	end if;
	if tg_op = 'UPDATE' and
		(new.id, new.application_id, new.round_id, new.outcome, new.amount_cents, new.reason, new.conditions, new.cuts, new.plan,
			new.waiting_rank, new.replaces, new.first_signed_by, new.first_signed_at) is distinct from
		(old.id, old.application_id, old.round_id, old.outcome, old.amount_cents, old.reason, old.conditions, old.cuts, old.plan,
			old.waiting_rank, old.replaces, old.first_signed_by, old.first_signed_at)
	then
		raise exception 'what was signed first cannot be changed' using errcode = '42501';
	end if;
	if new.second_signed_at is not null and new.outcome = 'approved' then
		-- "No key", so that drafts of the round can go on being created meanwhile. The lock makes decisions of one round queue
		-- here; the sum below then sees every earlier one.
		select r.total_budget_cents into strict total from public.funding_rounds r where r.id = new.round_id for no key update;
		promised := private.approved_cents(new.round_id);
		if own.outcome = 'approved' then
			promised := promised - own.amount_cents;
		end if;
		if promised + new.amount_cents > total then
			raise sqlstate 'PT422' using
				message = 'budget_exceeded', detail = jsonb_build_object('free_cents', total - promised)::text;
		end if;
	end if;
	return new;
end;
$$;
comment on function private.guard_decision() is
	'Holds for the owner too: the first signature stays what it was, a finished decision is final, and approvals never '
	'exceed the budget of the round however many race; one that replaces another counts in its place. PT422 budget_exceeded '
	'(detail {"free_cents"}).';

create function private.approved_plan(p_form jsonb, p_cuts jsonb) returns jsonb
language sql stable set search_path = ''
as $$
	with lines as (
		select r.id, p_form -> ('cost_lines.' || r.id || '.position') as position,
			p_form ->> ('cost_lines.' || r.id || '.category') as category, p_form ->> ('cost_lines.' || r.id || '.label') as label,
			coalesce(private.positive_cents(p_form -> ('cost_lines.' || r.id || '.amount_cents')), 0) as requested, c.value as cut
		from private.form_rows(p_form) r
		left join jsonb_array_elements(p_cuts) c on c.value ->> 'line' = r.id
		where r.list = 'cost_lines'
	), approved as (
		select l.*, coalesce((l.cut ->> 'approved_cents')::bigint, l.requested) as approved from lines l
	)
	select jsonb_build_object(
		'lines', coalesce(jsonb_agg(jsonb_build_object(
			'id', a.id, 'category', a.category, 'label', a.label, 'requested_cents', a.requested, 'approved_cents', a.approved,
			'reason', a.cut ->> 'reason'
		) order by private.whole_number(a.position), a.id), '[]'),
		'costs_cents', coalesce(sum(a.requested), 0), 'approved_costs_cents', coalesce(sum(a.approved), 0),
		'incomes_cents', (select s.incomes from private.plan_sums(p_form) s),
		'requested_cents', private.whole_number(p_form -> 'requested_cents')
	) from approved a;
$$;
comment on function private.approved_plan(jsonb, jsonb) is 'The plan that was sent, with what of it is approved; see decisions.plan.';
revoke all on function private.approved_plan(jsonb, jsonb) from public, anon, authenticated, service_role;

create function private.are_cuts(p_cuts jsonb, p_form jsonb) returns boolean
language sql stable set search_path = ''
as $$
	select case when jsonb_typeof(p_cuts) <> 'array' then false else not exists (
		select from jsonb_array_elements(p_cuts) c
		cross join lateral (
			select private.positive_cents(p_form -> ('cost_lines.' || (c.value ->> 'line') || '.amount_cents')) as planned
		) l
		where jsonb_typeof(c.value) <> 'object' or c.value - array['line', 'approved_cents', 'reason'] <> '{}'
			or l.planned is null or private.whole_number(c.value -> 'approved_cents') is null
			or private.whole_number(c.value -> 'approved_cents') not between 0 and l.planned - 1
			or jsonb_typeof(c.value -> 'reason') is distinct from 'string' or private.trimmed(c.value ->> 'reason') = ''
			or length(c.value ->> 'reason') > 2000
	) and (select count(*) = count(distinct c.value ->> 'line') from jsonb_array_elements(p_cuts) c) end;
$$;
comment on function private.are_cuts(jsonb, jsonb) is
	'Lines of this plan, each once, each less than planned and with a reason.';
revoke all on function private.are_cuts(jsonb, jsonb) from public, anon, authenticated, service_role;

create function private.waiting_ranks(p_round uuid) returns setof int
language sql stable security definer set search_path = ''
as $$
	select d.waiting_rank
	from public.applications a
	cross join lateral private.decision_in_force(a.id) d
	where a.round_id = p_round and a.state = 'waitlisted' and d.waiting_rank is not null
	union all
	select d.waiting_rank
	from public.decisions d
	where d.round_id = p_round and d.waiting_rank is not null and d.second_signed_at is null and d.discarded_at is null;
$$;
comment on function private.waiting_ranks(uuid) is 'Places on the waiting list that are taken, or will be when the second signature is there.';
revoke all on function private.waiting_ranks(uuid) from public, anon, authenticated, service_role;

drop function public.propose_decision(uuid, text, bigint, text, text);
create function public.propose_decision(
	p_application uuid, p_outcome text, p_amount_cents bigint default null, p_reason text default null,
	p_conditions text default null, p_cuts jsonb default '[]', p_waiting_rank int default null, p_seen int default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	in_force constant public.decisions := private.decision_in_force(p_application);
	cap bigint;
	decision uuid;
	form jsonb;
	plan jsonb;
	rank int := p_waiting_rank;
	reason constant text := nullif(btrim(p_reason, E' \t\r\n'), '');
	conditions constant text := nullif(btrim(p_conditions, E' \t\r\n'), '');
begin
	if application.state <> 'decision' then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if exists (
		select from public.decisions d
		where d.application_id = p_application and d.second_signed_at is null and d.discarded_at is null
	) then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	perform private.require_seen(p_application, p_seen);
	select s.snapshot -> 'form' into strict form
	from public.submissions s where s.application_id = p_application order by s.version desc limit 1;
	if p_outcome is null or p_outcome not in ('approved', 'waitlisted', 'rejected')
		or length(reason) > 4000 or length(conditions) > 4000
		or not private.are_cuts(p_cuts, form) or (p_outcome <> 'approved' and p_cuts <> '[]')
		or (rank is not null and (p_outcome <> 'waitlisted' or rank not between 1 and 9999))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select r.cap_cents into strict cap from public.funding_rounds r where r.id = application.round_id;
	if p_outcome = 'approved' then
		plan := private.approved_plan(form, p_cuts);
	end if;
	if (p_outcome = 'approved') <> (p_amount_cents is not null)
		or p_amount_cents <= 0 or p_amount_cents > cap
		-- What was cut is not asked for any more.
		or p_amount_cents > coalesce(application.requested_cents, 0)
			- coalesce((plan ->> 'costs_cents')::bigint - (plan ->> 'approved_costs_cents')::bigint, 0)
	then
		raise sqlstate 'PT422' using message = 'amount_invalid';
	end if;
	-- Whoever undoes a decision says why (§ 39 VwVfG NRW), whichever way it goes.
	if reason is null and (p_outcome = 'rejected' or in_force.outcome in ('approved', 'rejected')) then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if p_outcome = 'waitlisted' then
		-- Two proposals at once would be given the same place.
		perform from public.funding_rounds r where r.id = application.round_id for no key update;
		if rank in (select private.waiting_ranks(application.round_id)) then
			raise sqlstate 'PT422' using message = 'rank_taken';
		end if;
		rank := coalesce(rank, (select coalesce(max(w), 0) + 1 from private.waiting_ranks(application.round_id) w));
	end if;
	insert into public.decisions
		(application_id, round_id, outcome, amount_cents, reason, conditions, cuts, plan, waiting_rank, replaces, first_signed_by,
		first_signed_at)
	values
		(p_application, application.round_id, p_outcome, p_amount_cents, reason, conditions, p_cuts, plan, rank, in_force.id,
		auth.uid(), private.now())
	returning id into decision;
	perform private.write_audit(
		'clerk', 'decision_proposed', 'decision', decision::text,
		jsonb_build_object(
			'application_id', p_application, 'outcome', p_outcome, 'amount_cents', p_amount_cents, 'waiting_rank', rank,
			'cuts', jsonb_array_length(p_cuts), 'replaces', in_force.id
		)
	);
	return jsonb_build_object('decision_id', decision);
end;
$$;
comment on function public.propose_decision(uuid, text, bigint, text, text, jsonb, int, int) is
	'First signature, by a clerk or decider: {"decision_id"}. Amount in cents, only for approved, at most the cap and what was '
	'requested less the cuts; p_cuts as in decisions.cuts, only for approved; p_waiting_rank only for waitlisted, the next place '
	'when null; p_seen the revision of the case that was read. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | '
	'not_in_state | already_decided (one is open) | case_moved_on, PT422 amount_invalid | reason_required (a refusal, or what '
	'undoes a decision) | rank_taken | payload_invalid.';
revoke all on function public.propose_decision(uuid, text, bigint, text, text, jsonb, int, int)
	from public, anon, authenticated, service_role;
grant execute on function public.propose_decision(uuid, text, bigint, text, text, jsonb, int, int) to authenticated;

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
		'approved_cents', f.approved_cents,
		'paid_cents', f.paid_cents,
		'returned_cents', d.ever_cents - f.approved_cents,
		'free_cents', r.total_budget_cents - f.approved_cents
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
		select
			coalesce(sum(e.amount_cents) filter (where e.outcome = 'approved'), 0)::bigint as approved_cents,
			coalesce(sum(e.amount_cents) filter (where e.outcome = 'approved' and e.state in (
				'paid', 'report_due', 'report_submitted', 'report_clarification', 'report_checked', 'closed', 'recovery'
			)), 0)::bigint as paid_cents
		from (
			select distinct on (p.application_id) p.outcome, p.amount_cents, s.state
			from public.decisions p
			join public.applications s on s.id = p.application_id
			where p.round_id = r.id and p.second_signed_at is not null and not private.is_replaced(p.id)
			order by p.application_id, p.second_signed_at desc
		) e
	) f
	cross join lateral (
		select
			coalesce(sum(p.amount_cents) filter (where p.second_signed_at is null and p.discarded_at is null), 0)::bigint
				as reserved_cents,
			-- The most each application was ever promised: what is less now came back to the pot.
			coalesce((
				select sum(m.most) from (
					select max(q.amount_cents) as most from public.decisions q
					where q.round_id = r.id and q.outcome = 'approved' and q.second_signed_at is not null
					group by q.application_id
				) m
			), 0)::bigint as ever_cents
		from public.decisions p
		where p.round_id = r.id and p.outcome = 'approved'
	) d
	where r.id = p_round;
	if budget is null then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return budget;
end;
$$;
comment on function public.round_budget(uuid) is
	'Cents: {"total_cents", "requested_cents" (sent, not withdrawn), "in_review_cents", "reserved_cents" (signed once), '
	'"approved_cents" (approvals in force, paid or not), "paid_cents", "returned_cents" (promised once and taken back by a later '
	'decision), "free_cents" (total − approved)}. PT403, PT404.';
