-- Opening a decision again took one person, and the group lost its status and its letter at once. What holds is still the decision
-- that was signed twice: opening it again is an affair of the office, and only the new one, signed twice as well, changes anything for
-- the group, the budget and the waiting list.
alter table public.state_transitions add column is_internal boolean not null default false;
comment on column public.state_transitions.is_internal is
	'True where the step is one of the desk alone: the application keeps its state, see decision_reopenings.';
update public.state_transitions set is_internal = true
where to_state = 'decision' and from_state in ('approved', 'waitlisted', 'rejected');
-- What replaces a decision leads from its outcome to the new one, also to the same with another sum or place.
insert into public.state_transitions (from_state, to_state, role, needs_reason, is_reason_public)
select f.state, t.state, 'system', false, false
from unnest(array['approved', 'waitlisted', 'rejected']) f (state)
cross join unnest(array['approved', 'waitlisted', 'rejected']) t (state);

create table public.decision_reopenings (
	id uuid primary key default gen_random_uuid(),
	application_id uuid not null references public.applications (id),
	decision_id uuid not null references public.decisions (id),
	reason text,
	reopened_by uuid,
	reopened_at timestamptz not null,
	outcome text,
	closed_by uuid,
	closed_at timestamptz,
	close_reason text
);
comment on table public.decision_reopenings is
	'That the office thinks a signed decision over. The decision stays in force until another one signed twice replaces it.';
comment on column public.decision_reopenings.decision_id is 'The decision that was in force then.';
comment on column public.decision_reopenings.reason is 'Stays in the office; null where a place on the waiting list moves up.';
comment on column public.decision_reopenings.reopened_by is 'Null where nobody is known: opened before this table was there.';
comment on column public.decision_reopenings.outcome is
	'decided (another decision replaced it), kept (it stays as it is), overtaken (the group accepted it, or it ended otherwise); null '
	'while it is open.';

alter table public.decision_reopenings add constraint decision_reopenings_known_outcomes
	check (outcome in ('decided', 'kept', 'overtaken'));
alter table public.decision_reopenings add constraint decision_reopenings_open_or_closed
	check ((outcome is null) = (closed_at is null) and coalesce(outcome = 'kept', false) = (close_reason is not null));
alter table public.decision_reopenings add constraint decision_reopenings_small
	check (length(reason) <= 4000 and length(close_reason) <= 4000);

create unique index decision_reopenings_one_open on public.decision_reopenings (application_id) where closed_at is null;
comment on index public.decision_reopenings_one_open is 'A decision is opened once.';
create index decision_reopenings_by_application on public.decision_reopenings (application_id);
comment on index public.decision_reopenings_by_application is 'The history of one case.';
create index decision_reopenings_by_decision on public.decision_reopenings (decision_id);
comment on index public.decision_reopenings_by_decision is 'For erasing.';

revoke all on public.decision_reopenings from public, anon, authenticated, service_role;
grant select on public.decision_reopenings to authenticated, service_role;
alter table public.decision_reopenings enable row level security;
create policy "Staff who take part read what was opened again" on public.decision_reopenings for select to authenticated
	using (
		(select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])) and not private.takes_no_part(application_id)
	);

create function private.guard_reopening() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if old.closed_at is not null
		or (new.id, new.application_id, new.decision_id, new.reason, new.reopened_by, new.reopened_at) is distinct from
			(old.id, old.application_id, old.decision_id, old.reason, old.reopened_by, old.reopened_at)
	then
		raise exception 'history is not rewritten' using errcode = '42501';
	end if;
	return new;
end;
$$;
comment on function private.guard_reopening() is 'Holds for the owner too: it is closed once, and stays what it was.';
revoke all on function private.guard_reopening() from public, anon, authenticated, service_role;

create function private.is_reopened(p_application uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from public.decision_reopenings r where r.application_id = p_application and r.closed_at is null
	);
$$;
comment on function private.is_reopened(uuid) is 'True while the office thinks the decision in force over.';
revoke all on function private.is_reopened(uuid) from public, anon, authenticated, service_role;

create function private.is_deciding(p_application public.applications) returns boolean
language sql stable security definer set search_path = ''
as $$
	select p_application.state = 'decision' or private.is_reopened(p_application.id);
$$;
comment on function private.is_deciding(public.applications) is 'True where a decision may be signed.';
revoke all on function private.is_deciding(public.applications) from public, anon, authenticated, service_role;

create function private.discard_open_decision(p_application uuid, p_role text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	abandoned uuid;
begin
	update public.decisions as d
	set discarded_at = private.now(), discarded_by = auth.uid(), discard_reason = 'left_decision'
	where d.application_id = p_application and d.second_signed_at is null and d.discarded_at is null
	returning d.id into abandoned;
	if abandoned is not null then
		perform private.write_audit(
			p_role, 'decision_discarded', 'decision', abandoned::text,
			jsonb_build_object('application_id', p_application, 'left_decision', true)
		);
	end if;
end;
$$;
comment on function private.discard_open_decision(uuid, text) is
	'An application that leaves the desk undecided takes its half-signed decision with it: a later second signature must not bind the '
	'city. The caller holds the lock of the application.';
revoke all on function private.discard_open_decision(uuid, text) from public, anon, authenticated, service_role;

create or replace function private.change_state(p_application uuid, p_to text, p_roles text[], p_reason text default null) returns text
language plpgsql security definer set search_path = ''
as $$
declare
	longest_reason constant int := 4000;
	moment constant timestamptz := private.now();
	reason constant text := nullif(btrim(p_reason, E' \t\r\n'), '');
	application public.applications;
	step public.state_transitions;
	event bigint;
begin
	select a.* into application from public.applications a where a.id = p_application for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	select t.* into step from public.state_transitions t
	where t.from_state = application.state and t.to_state = p_to and t.role = any (p_roles)
	limit 1;
	if not found then
		raise sqlstate 'PT422' using message = 'transition_not_allowed';
	end if;
	if step.needs_reason and reason is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(reason) > longest_reason then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;

	if step.is_internal then
		if private.is_reopened(application.id) then
			raise sqlstate 'PT422' using message = 'transition_not_allowed';
		end if;
		insert into public.decision_reopenings (application_id, decision_id, reason, reopened_by, reopened_at)
		values (application.id, (private.decision_in_force(application.id)).id, reason, auth.uid(), moment);
		perform private.write_audit(
			step.role, 'decision_reopened', 'application', application.id::text, jsonb_build_object('from', application.state)
		);
		return p_to;
	end if;
	insert into public.status_events (application_id, from_state, to_state, at, public_reason)
	values (application.id, application.state, p_to, moment, case when step.is_reason_public then reason end)
	returning id into event;
	insert into public.status_event_details (event_id, application_id, actor_id, actor_role, reason)
	values (event, application.id, auth.uid(), step.role, reason);
	update public.applications set state = p_to, updated_at = moment where id = application.id;
	perform private.discard_open_decision(application.id, step.role);
	update public.decision_reopenings r
	set outcome = case when private.is_replaced(r.decision_id) then 'decided' else 'overtaken' end,
		closed_by = auth.uid(), closed_at = moment
	where r.application_id = application.id and r.closed_at is null;
	insert into public.notifications (event, application_id, status_event_id, recipient_id)
	select 'state_' || p_to, application.id, event, m.user_id
	from public.organisation_members m
	where m.organisation_id = application.organisation_id and m.role in ('owner', 'editor');
	perform private.write_audit(
		step.role, 'state_changed', 'application', application.id::text,
		jsonb_build_object('from', application.state, 'to', p_to, 'status_event_id', event)
	);
	return p_to;
end;
$$;

comment on function private.change_state(uuid, text, text[], text) is
	'The only way a state changes: locks the application, looks the step up for one of the roles, then writes event, office details, state, '
	'notifications and audit entry in one transaction; an internal step only opens the decision in force again. The caller has checked who '
	'may ask. PT404 not_found, PT422 transition_not_allowed | reason_required | payload_invalid.';

create function public.keep_decision(p_application uuid, p_reason text, p_seen int default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	grounds constant text := nullif(btrim(p_reason, E' \t\r\n'), '');
begin
	if not private.is_reopened(p_application) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	perform private.require_seen(p_application, p_seen);
	if grounds is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(grounds) > 4000 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	perform private.discard_open_decision(p_application, 'clerk');
	update public.decision_reopenings
	set outcome = 'kept', closed_by = auth.uid(), closed_at = private.now(), close_reason = grounds
	where application_id = p_application and closed_at is null;
	perform private.write_audit('clerk', 'decision_kept', 'application', p_application::text, '{}');
	return jsonb_build_object('state', application.state);
end;
$$;
comment on function public.keep_decision(uuid, text, int) is
	'{"state"}: a decision that was opened again stays as it is; what was signed once falls. Clerk or decider. PT403 not_allowed, PT404 '
	'not_found, PT409 conflict_of_interest | not_in_state (none is open) | case_moved_on, PT422 reason_required | payload_invalid.';
revoke all on function public.keep_decision(uuid, text, int) from public, anon, authenticated, service_role;
grant execute on function public.keep_decision(uuid, text, int) to authenticated;

-- The desk has it among what waits to be decided.

create or replace function private.refresh_case(p_application uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	application public.applications;
	round public.funding_rounds;
	usual_days int;
	sent jsonb;
	since timestamptz;
	due date;
	at_desk text;
	reopened timestamptz;
begin
	select a.* into application from public.applications a where a.id = p_application and a.state <> 'draft';
	if not found then
		return;
	end if;
	select r.* into strict round from private.terms_of(application.id) r;
	select r.reopened_at into reopened
	from public.decision_reopenings r where r.application_id = application.id and r.closed_at is null;
	at_desk := case when reopened is null then application.state else 'decision' end;
	select private.whole_number(r.settings #> array['usual_days', at_desk])::int into strict usual_days
	from public.funding_rounds r where r.id = application.round_id;
	select coalesce(s.snapshot -> 'form', '{}') into sent
	from public.submissions s where s.application_id = p_application order by s.version desc limit 1;
	select coalesce(reopened, max(e.at), application.submitted_at) into since
	from public.status_events e where e.application_id = p_application and e.to_state = application.state;
	due := coalesce(
		(private.open_clarification(p_application)).due_on,
		(since at time zone 'Europe/Berlin')::date + usual_days
	);
	insert into private.cases as c
		(application_id, round_id, state, state_since, submitted_at, is_late, missing_documents, requested_cents, district,
		areas, organisation_kind, organisation_name, title, reference_number, due_on, search, sounds)
	values (
		application.id, application.round_id, at_desk, since, application.submitted_at, application.is_late,
		private.missing_documents(application.id, sent, round), application.requested_cents, application.district,
		application.areas, sent ->> 'legal_form', application.organisation_name, application.title,
		application.reference_number, due,
		' ' || private.folded(concat_ws(' ', application.organisation_name, application.title,
			private.people_named(sent), application.reference_number)) || ' ',
		' ' || private.heard(concat_ws(' ', application.organisation_name, private.people_named(sent))) || ' '
	)
	on conflict (application_id) do update set
		state = excluded.state, state_since = excluded.state_since, is_late = excluded.is_late,
		missing_documents = excluded.missing_documents, requested_cents = excluded.requested_cents,
		district = excluded.district, areas = excluded.areas, organisation_kind = excluded.organisation_kind,
		organisation_name = excluded.organisation_name, title = excluded.title, due_on = excluded.due_on,
		search = excluded.search, sounds = excluded.sounds, revision = c.revision + 1;
end;
$$;

comment on function private.refresh_case(uuid) is
	'Brings the line of the queue up to what the application, its last version, its documents, its open question and a decision that is '
	'thought over say.';

create or replace function public.open_case(p_application uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	absence constant interval := interval '3 minutes';
	moment constant timestamptz := clock_timestamp();
	opened private.cases;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select c.* into opened from private.cases c where c.application_id = p_application;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	-- Who only looks does not stand in anybody's way.
	if private.has_staff_role(array['clerk', 'decider']) then
		insert into private.case_visits as v (application_id, user_id, since, seen_at)
		values (p_application, auth.uid(), moment, moment)
		on conflict (application_id, user_id) do update set
			since = case when v.seen_at < moment - absence then moment else v.since end, seen_at = moment;
	end if;
	return jsonb_build_object(
		'state', opened.state,
		'revision', opened.revision, 'assigned_to', opened.assigned_to, 'due_on', opened.due_on,
		'missing_documents', to_jsonb(opened.missing_documents),
		'others', (
			select coalesce(jsonb_agg(jsonb_build_object('user_id', v.user_id, 'since', v.since) order by v.since), '[]')
			from private.case_visits v
			where v.application_id = p_application and v.user_id <> auth.uid() and v.seen_at >= moment - absence
		)
	);
end;
$$;

comment on function public.open_case(uuid) is
	'{"state" (at the desk: decision while a signed one is thought over), "revision", "assigned_to", "due_on", "missing_documents": '
	'[codes], "others": [{"user_id", "since"}]}: how the case stands and who else has it open; notes that the caller has. Called again '
	'every minute while it is open. PT403, PT404.';

-- What a first signature would be set under, for the signature and for the letter that is read before it.
create function private.proposed_decision(
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
		if p_waiting_rank in (select private.waiting_ranks(p_application.round_id)) then
			raise sqlstate 'PT422' using message = 'rank_taken';
		end if;
		proposed.waiting_rank := coalesce(
			p_waiting_rank, (select coalesce(max(w), 0) + 1 from private.waiting_ranks(p_application.round_id) w)
		);
	end if;
	return proposed;
end;
$$;
comment on function private.proposed_decision(public.applications, text, bigint, text, text, jsonb, int) is
	'The decision of a first signature as public.propose_decision would keep it. PT422 as there.';
revoke all on function private.proposed_decision(public.applications, text, bigint, text, text, jsonb, int)
	from public, anon, authenticated, service_role;

drop function public.propose_decision(uuid, text, bigint, text, text, jsonb, int, int);
create function public.propose_decision(
	p_application uuid, p_outcome text, p_amount_cents bigint default null, p_reason text default null,
	p_conditions text default null, p_cuts jsonb default '[]', p_waiting_rank int default null, p_seen int default null,
	p_letter text default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	proposed public.decisions;
	decision uuid;
begin
	if not private.is_deciding(application) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if exists (
		select from public.decisions d
		where d.application_id = p_application and d.second_signed_at is null and d.discarded_at is null
	) then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	perform private.require_seen(p_application, p_seen);
	if p_outcome = 'waitlisted' then
		-- Two proposals at once would be given the same place.
		perform from public.funding_rounds r where r.id = application.round_id for no key update;
	end if;
	proposed := private.proposed_decision(
		application, p_outcome, p_amount_cents, p_reason, p_conditions, p_cuts, p_waiting_rank
	);
	if p_letter <> private.decision_letter(proposed) ->> 'sha256' then
		raise sqlstate 'PT409' using message = 'letter_moved_on';
	end if;
	insert into public.decisions
		(application_id, round_id, outcome, amount_cents, reason, conditions, cuts, plan, waiting_rank, replaces, first_signed_by,
		first_signed_at)
	values
		(p_application, proposed.round_id, proposed.outcome, proposed.amount_cents, proposed.reason, proposed.conditions,
		proposed.cuts, proposed.plan, proposed.waiting_rank, proposed.replaces, auth.uid(), private.now())
	returning id into decision;
	perform private.write_audit(
		'clerk', 'decision_proposed', 'decision', decision::text,
		jsonb_build_object(
			'application_id', p_application, 'outcome', p_outcome, 'amount_cents', p_amount_cents,
			'waiting_rank', proposed.waiting_rank, 'cuts', jsonb_array_length(p_cuts), 'replaces', proposed.replaces
		)
	);
	return jsonb_build_object('decision_id', decision);
end;
$$;
comment on function public.propose_decision(uuid, text, bigint, text, text, jsonb, int, int, text) is
	'First signature, by a clerk or decider: {"decision_id"}. Amount in cents, only for approved, at most the cap and what was requested '
	'less the cuts; p_cuts as in decisions.cuts, only for approved; p_waiting_rank only for waitlisted, the next place when null; p_seen '
	'the revision of the case that was read; p_letter the "sha256" of the letter that was (see preview_proposal). PT403 not_allowed, PT404 '
	'not_found, PT409 conflict_of_interest | not_in_state | already_decided (one is open) | case_moved_on | letter_moved_on (the letter '
	'would be another one), PT422 amount_invalid | reason_required (a refusal, less than was asked for and not cut, or what undoes a '
	'decision) | rank_taken | payload_invalid.';
revoke all on function public.propose_decision(uuid, text, bigint, text, text, jsonb, int, int, text)
	from public, anon, authenticated, service_role;
grant execute on function public.propose_decision(uuid, text, bigint, text, text, jsonb, int, int, text) to authenticated;

create function public.preview_proposal(
	p_application uuid, p_outcome text, p_amount_cents bigint default null, p_reason text default null,
	p_conditions text default null, p_cuts jsonb default '[]', p_waiting_rank int default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
begin
	if not private.is_deciding(application) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	return private.decision_letter(private.proposed_decision(
		application, p_outcome, p_amount_cents, p_reason, p_conditions, p_cuts, p_waiting_rank
	)) || jsonb_build_object('kind', p_outcome, 'application_id', p_application);
end;
$$;
comment on function public.preview_proposal(uuid, text, bigint, text, text, jsonb, int) is
	'As public.preview_decision_letter, of a decision that nobody has signed yet; changes nothing. Clerks and deciders. PT403, PT404, '
	'PT409 conflict_of_interest | not_in_state, PT422 as public.propose_decision.';
revoke all on function public.preview_proposal(uuid, text, bigint, text, text, jsonb, int) from public, anon, authenticated, service_role;
grant execute on function public.preview_proposal(uuid, text, bigint, text, text, jsonb, int) to authenticated;

create function public.preview_request(
	p_application uuid, p_items jsonb, p_due_on date, p_message text, p_message_language text default null,
	p_message_de text default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	round public.funding_rounds;
	asked public.clarifications;
begin
	select r.* into strict round from private.terms_of(p_application) r;
	if p_due_on is null or not private.are_clarification_items(p_items, round)
		or length(p_message) > 4000 or length(p_message_de) > 4000
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	asked.application_id := application.id;
	asked.asked_by := auth.uid();
	asked.due_on := p_due_on;
	asked.items := p_items;
	asked.message := btrim(p_message, E' \t\r\n');
	asked.message_language := coalesce(p_message_language, 'de');
	asked.message_de := nullif(btrim(p_message_de, E' \t\r\n'), '');
	return private.letter_content(p_application, 'request', private.told_by_clarification(asked))
		|| jsonb_build_object('kind', 'request', 'application_id', p_application);
end;
$$;
comment on function public.preview_request(uuid, jsonb, date, text, text, text) is
	'{"kind", "application_id", "language", "template", "facts"} of the letter that public.ask_clarification would send now; changes '
	'nothing. Clerks and deciders. PT403, PT404, PT409 conflict_of_interest, PT422 payload_invalid.';
revoke all on function public.preview_request(uuid, jsonb, date, text, text, text) from public, anon, authenticated, service_role;
grant execute on function public.preview_request(uuid, jsonb, date, text, text, text) to authenticated;

create or replace function public.countersign_decision(p_decision uuid, p_letter text default null) returns jsonb
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
	if not private.is_deciding(application) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if decision.first_signed_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	-- Whoever signed first may have joined the organisation since.
	if private.is_member_of(application.organisation_id, decision.first_signed_by) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	if p_letter <> decision.letter_sha256 then
		raise sqlstate 'PT409' using message = 'letter_moved_on';
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

create or replace function public.read_decision(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	decision public.decisions;
begin
	if p_application is null or p_application not in (select private.my_application_ids()) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	decision := private.decision_in_force(p_application);
	return jsonb_build_object(
		'outcome', decision.outcome, 'amount_cents', decision.amount_cents, 'conditions', decision.conditions
	);
end;
$$;

create or replace function private.retention_of(
	p_application public.applications, out kind text, out due_on date, out is_held boolean, out is_asked boolean
) returns record
language plpgsql stable security definer set search_path = ''
as $$
declare
	last_event timestamptz;
begin
	is_held := exists (
		select from public.legal_holds h where h.application_id = p_application.id and h.lifted_at is null
	);
	-- One owner alone deletes nothing that another one still wants.
	is_asked := not exists (
		select from public.organisation_members m
		where m.organisation_id = p_application.organisation_id and m.role = 'owner'
			and not exists (select from public.erasure_requests r where r.user_id = m.user_id)
	) and exists (
		select from public.organisation_members m
		where m.organisation_id = p_application.organisation_id and m.role = 'owner'
	);
	-- What is thought over is not over.
	if private.is_reopened(p_application.id) then
		kind := 'running';
		return;
	end if;
	if p_application.state = 'draft' then
		kind := 'draft';
		due_on := case when is_asked then private.today()
			else (p_application.updated_at at time zone 'Europe/Berlin')::date + private.period_days('draft') end;
		return;
	end if;
	select max(e.at) into last_event from public.status_events e where e.application_id = p_application.id;
	last_event := coalesce(last_event, p_application.submitted_at);
	if p_application.state = 'closed' and exists (
		select from public.decisions d
		where d.application_id = p_application.id and d.outcome = 'approved' and d.second_signed_at is not null
	) then
		kind := 'granted';
	elsif p_application.state in ('rejected', 'withdrawn', 'closed') then
		kind := case when is_asked then 'asked' else 'refused' end;
	elsif p_application.state = 'waitlisted' then
		-- On the list somebody may still move up, until the last day of projects.
		kind := case when is_asked then 'asked' else 'refused' end;
		select greatest(last_event, r.project_until::timestamptz) into last_event
		from public.funding_rounds r where r.id = p_application.round_id;
	else
		kind := 'running';
		return;
	end if;
	due_on := (last_event at time zone 'Europe/Berlin')::date + private.period_days(kind);
end;
$$;

create trigger decision_reopenings_are_guarded before update on public.decision_reopenings
	for each row execute function private.guard_reopening();
comment on trigger decision_reopenings_are_guarded on public.decision_reopenings is 'See private.guard_reopening().';
create trigger decision_reopenings_stay before delete or truncate on public.decision_reopenings
	for each statement execute function private.refuse_change();
comment on trigger decision_reopenings_stay on public.decision_reopenings is 'History is not rewritten.';
create trigger decision_reopenings_are_listed after insert or update on public.decision_reopenings
	for each row execute function private.follow_application();
comment on trigger decision_reopenings_are_listed on public.decision_reopenings is 'See private.follow_application().';

-- What is open again today: its decision holds for the group once more.
do $$
declare
	reopened record;
	event bigint;
begin
	for reopened in
		select a.id, d.id as decision_id, d.outcome, (
			select max(e.at) from public.status_events e where e.application_id = a.id and e.to_state = 'decision'
		) as since
		from public.applications a cross join lateral private.decision_in_force(a.id) d
		where a.state = 'decision' and d.id is not null
	loop
		insert into public.status_events (application_id, from_state, to_state, at)
		values (reopened.id, 'decision', reopened.outcome, private.now()) returning id into event;
		insert into public.status_event_details (event_id, application_id, actor_id, actor_role, reason)
		values (event, reopened.id, null, 'system', null);
		update public.applications set state = reopened.outcome where id = reopened.id;
		insert into public.decision_reopenings (application_id, decision_id, reason, reopened_by, reopened_at)
		select reopened.id, reopened.decision_id, d.reason, d.actor_id, reopened.since
		from public.status_events e join public.status_event_details d on d.event_id = e.id
		where e.application_id = reopened.id and e.to_state = 'decision' and e.from_state = reopened.outcome
		order by e.id desc limit 1;
		if not found then
			insert into public.decision_reopenings (application_id, decision_id, reopened_at)
			values (reopened.id, reopened.decision_id, reopened.since);
		end if;
	end loop;
end;
$$;
