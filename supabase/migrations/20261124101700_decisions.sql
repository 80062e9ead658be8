create table public.decisions (
	id uuid primary key default gen_random_uuid(),
	application_id uuid not null references public.applications (id),
	round_id uuid not null references public.funding_rounds (id),
	outcome text not null,
	amount_cents bigint,
	reason text,
	conditions text,
	first_signed_by uuid not null,
	first_signed_at timestamptz not null,
	second_signed_by uuid,
	second_signed_at timestamptz,
	discarded_by uuid,
	discarded_at timestamptz,
	discard_reason text
);
comment on table public.decisions is
	'A decision needs two signatures of different people. Signatures are plain ids without foreign key: the file outlives '
	'the accounts. Not readable for applicants; they are told by letter.';
comment on column public.decisions.reason is 'Grounds as they go into the letter (§ 39 VwVfG NRW); required for a refusal.';

alter table public.decisions add constraint decisions_known_outcomes check (outcome in ('approved', 'waitlisted', 'rejected'));
alter table public.decisions add constraint decisions_amount_goes_with_approval
	check ((outcome = 'approved') = (amount_cents is not null) and (amount_cents is null or amount_cents > 0));
alter table public.decisions add constraint decisions_refusal_has_grounds check (outcome <> 'rejected' or reason is not null);
alter table public.decisions add constraint decisions_two_different_people check (second_signed_by <> first_signed_by);
alter table public.decisions add constraint decisions_second_signature_is_whole
	check ((second_signed_by is null) = (second_signed_at is null));
alter table public.decisions add constraint decisions_signed_or_discarded check (second_signed_at is null or discarded_at is null);
alter table public.decisions add constraint decisions_short_texts
	check (length(reason) <= 4000 and length(conditions) <= 4000 and length(discard_reason) <= 4000);

create unique index decisions_one_open on public.decisions (application_id)
	where second_signed_at is null and discarded_at is null;
comment on index public.decisions_one_open is 'One open decision per application.';
create index decisions_by_round on public.decisions (round_id) where second_signed_at is not null;
comment on index public.decisions_by_round is 'The sum that binds the budget.';
create index decisions_by_application on public.decisions (application_id);
comment on index public.decisions_by_application is 'The decisions of one application.';

revoke all on public.decisions from public, anon, authenticated, service_role;
grant select on public.decisions to authenticated, service_role;
alter table public.decisions enable row level security;

create policy "Staff read decisions" on public.decisions for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function private.approved_cents(p_round uuid) returns bigint
language sql stable security definer set search_path = ''
as $$
	select coalesce(sum(d.amount_cents), 0)::bigint
	from public.decisions d
	where d.round_id = p_round and d.outcome = 'approved' and d.second_signed_at is not null;
$$;
comment on function private.approved_cents(uuid) is
	'Money the city has promised in a round. There is no way back from approved in the workflow, so every countersigned '
	'approval counts, whatever happened to the application later.';
revoke all on function private.approved_cents(uuid) from public, anon, authenticated, service_role;

create function private.guard_decision() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
	total bigint;
	promised bigint;
begin
	if tg_op = 'UPDATE' and (old.second_signed_at is not null or old.discarded_at is not null) then
		raise exception 'a signed or discarded decision is final' using errcode = '42501';
	end if;
	if tg_op = 'UPDATE' and
		(new.id, new.application_id, new.round_id, new.outcome, new.amount_cents, new.reason, new.conditions,
			new.first_signed_by, new.first_signed_at) is distinct from
		(old.id, old.application_id, old.round_id, old.outcome, old.amount_cents, old.reason, old.conditions,
			old.first_signed_by, old.first_signed_at)
	then
		raise exception 'what was signed first cannot be changed' using errcode = '42501';
	end if;
	if new.second_signed_at is not null and new.outcome = 'approved' then
		-- "No key", so that drafts of the round can go on being created meanwhile. The lock makes decisions of one round queue here; the sum below then sees every earlier one.
		select r.total_budget_cents into strict total from public.funding_rounds r where r.id = new.round_id for no key update;
		promised := private.approved_cents(new.round_id);
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
	'exceed the budget of the round however many race. PT422 budget_exceeded (detail {"free_cents"}).';
revoke all on function private.guard_decision() from public, anon, authenticated, service_role;

create function private.guard_round_budget() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if new.total_budget_cents < private.approved_cents(new.id) then
		raise sqlstate 'PT422' using message = 'budget_exceeded', detail = jsonb_build_object(
			'free_cents', new.total_budget_cents - private.approved_cents(new.id))::text;
	end if;
	return new;
end;
$$;
comment on function private.guard_round_budget() is 'A budget cannot be cut below what is already promised.';
revoke all on function private.guard_round_budget() from public, anon, authenticated, service_role;

create function public.propose_decision(
	p_application uuid, p_outcome text, p_amount_cents bigint default null, p_reason text default null,
	p_conditions text default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	cap bigint;
	decision uuid;
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
	if p_outcome is null or p_outcome not in ('approved', 'waitlisted', 'rejected')
		or length(reason) > 4000 or length(conditions) > 4000
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select r.cap_cents into strict cap from public.funding_rounds r where r.id = application.round_id;
	if (p_outcome = 'approved') <> (p_amount_cents is not null)
		or p_amount_cents <= 0 or p_amount_cents > cap
		or p_amount_cents > coalesce(application.requested_cents, 0)
	then
		raise sqlstate 'PT422' using message = 'amount_invalid';
	end if;
	if p_outcome = 'rejected' and reason is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	insert into public.decisions
		(application_id, round_id, outcome, amount_cents, reason, conditions, first_signed_by, first_signed_at)
	values
		(p_application, application.round_id, p_outcome, p_amount_cents, reason, conditions, auth.uid(), private.now())
	returning id into decision;
	perform private.write_audit(
		'clerk', 'decision_proposed', 'decision', decision::text,
		jsonb_build_object('application_id', p_application, 'outcome', p_outcome, 'amount_cents', p_amount_cents)
	);
	return jsonb_build_object('decision_id', decision);
end;
$$;
comment on function public.propose_decision(uuid, text, bigint, text, text) is
	'First signature, by a clerk or decider: {"decision_id"}. Amount in cents, only for approved, at most what was '
	'requested and the cap. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | not_in_state | '
	'already_decided (one is open), PT422 amount_invalid | reason_required | payload_invalid.';
revoke all on function public.propose_decision(uuid, text, bigint, text, text) from public, anon, authenticated, service_role;
grant execute on function public.propose_decision(uuid, text, bigint, text, text) to authenticated;

create function public.countersign_decision(p_decision uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application public.applications;
	decision public.decisions;
	new_state text;
begin
	if not private.has_staff_role(array['decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select d.* into decision from public.decisions d where d.id = p_decision;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	-- Always round, then application, then decision: two countersignatures can wait for each other but never in a circle.
	perform from public.funding_rounds r where r.id = decision.round_id for no key update;
	application := private.require_staff_for(decision.application_id);
	select d.* into decision from public.decisions d where d.id = p_decision for update;
	if decision.second_signed_at is not null or decision.discarded_at is not null then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	if application.state <> 'decision' then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if decision.first_signed_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	-- Whoever signed first may have joined the organisation since.
	if private.is_member_of(application.organisation_id, decision.first_signed_by) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	update public.decisions set second_signed_by = auth.uid(), second_signed_at = private.now() where id = p_decision;
	new_state := private.change_state(application.id, decision.outcome, array['system'], decision.reason);
	perform private.write_audit(
		'decider', 'decision_countersigned', 'decision', p_decision::text,
		jsonb_build_object(
			'application_id', application.id, 'outcome', decision.outcome, 'amount_cents', decision.amount_cents,
			'first_signed_by', decision.first_signed_by
		)
	);
	return jsonb_build_object('state', new_state, 'free_cents', (
		select r.total_budget_cents - private.approved_cents(r.id) from public.funding_rounds r where r.id = decision.round_id
	));
end;
$$;
comment on function public.countersign_decision(uuid) is
	'Second signature, by a decider who is somebody else: {"state", "free_cents"}. PT403 not_allowed, PT404 not_found, '
	'PT409 already_decided | not_in_state | same_person | conflict_of_interest, PT422 budget_exceeded (detail '
	'{"free_cents"}).';
revoke all on function public.countersign_decision(uuid) from public, anon, authenticated, service_role;
grant execute on function public.countersign_decision(uuid) to authenticated;

create function public.discard_decision(p_decision uuid, p_reason text default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	decision public.decisions;
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select d.* into decision from public.decisions d where d.id = p_decision;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform private.require_staff_for(decision.application_id);
	select d.* into decision from public.decisions d where d.id = p_decision for update;
	if decision.second_signed_at is not null or decision.discarded_at is not null then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	if length(p_reason) > 4000 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	update public.decisions
	set discarded_by = auth.uid(), discarded_at = private.now(), discard_reason = nullif(btrim(p_reason, E' \t\r\n'), '')
	where id = p_decision;
	perform private.write_audit(
		'clerk', 'decision_discarded', 'decision', p_decision::text,
		jsonb_build_object('application_id', decision.application_id)
	);
	return '{}';
end;
$$;
comment on function public.discard_decision(uuid, text) is
	'Takes an open decision off the table: {}. Clerk or decider. PT403 not_allowed, PT404 not_found, PT409 already_decided '
	'| conflict_of_interest, PT422 payload_invalid.';
revoke all on function public.discard_decision(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.discard_decision(uuid, text) to authenticated;

create function public.read_decision(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	decision public.decisions;
begin
	if p_application is null or p_application not in (select private.my_application_ids()) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	select d.* into decision
	from public.decisions d
	where d.application_id = p_application and d.second_signed_at is not null
	order by d.second_signed_at desc
	limit 1;
	return jsonb_build_object(
		'outcome', decision.outcome, 'amount_cents', decision.amount_cents, 'conditions', decision.conditions
	);
end;
$$;
comment on function public.read_decision(uuid) is
	'{"outcome","amount_cents","conditions"} of the last decision signed twice, all null before; for members of the '
	'organisation. Who signed and the grounds stay with the office: the grounds are told by letter. PT404 not_found.';
revoke all on function public.read_decision(uuid) from public, anon, authenticated, service_role;
grant execute on function public.read_decision(uuid) to authenticated;

create function public.round_budget(p_round uuid) returns jsonb
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
		'approved_cents', private.approved_cents(r.id),
		'paid_cents', d.paid_cents,
		'free_cents', r.total_budget_cents - private.approved_cents(r.id)
	) into budget
	from public.funding_rounds r
	cross join lateral (
		select
			coalesce(sum(s.requested_cents) filter (where s.state <> 'withdrawn'), 0)::bigint as requested_cents,
			coalesce(sum(s.requested_cents) filter (where s.state in (
				'submitted', 'formal_check', 'clarification', 'assessment', 'decision'
			)), 0)::bigint as in_review_cents
		from public.applications s
		where s.round_id = r.id and s.state <> 'draft'
	) a
	cross join lateral (
		select
			coalesce(sum(p.amount_cents) filter (where p.second_signed_at is null and p.discarded_at is null), 0)::bigint
				as reserved_cents,
			coalesce(sum(p.amount_cents) filter (where p.second_signed_at is not null and s.state in (
				'paid', 'report_due', 'report_submitted', 'report_clarification', 'report_checked', 'closed', 'recovery'
			)), 0)::bigint as paid_cents
		from public.decisions p
		join public.applications s on s.id = p.application_id
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
	'"approved_cents" (signed twice, paid or not), "paid_cents", "free_cents" (total − approved)}. PT403, PT404.';
revoke all on function public.round_budget(uuid) from public, anon, authenticated, service_role;
grant execute on function public.round_budget(uuid) to authenticated;

create trigger decisions_are_guarded before insert or update on public.decisions
	for each row execute function private.guard_decision();
comment on trigger decisions_are_guarded on public.decisions is 'See private.guard_decision().';
create trigger decisions_are_kept before delete or truncate on public.decisions
	for each statement execute function private.refuse_change();
comment on trigger decisions_are_kept on public.decisions is 'A decision is discarded, never deleted.';
create trigger funding_rounds_keep_their_promises before update on public.funding_rounds
	for each row execute function private.guard_round_budget();
comment on trigger funding_rounds_keep_their_promises on public.funding_rounds is 'See private.guard_round_budget().';
