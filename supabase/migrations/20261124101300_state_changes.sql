create function private.change_state(
	p_application uuid, p_to text, p_roles text[], p_reason text default null
) returns text
language plpgsql security definer set search_path = ''
as $$
declare
	longest_reason constant int := 4000;
	moment constant timestamptz := private.now();
	reason constant text := nullif(btrim(p_reason, E' \t\r\n'), '');
	application public.applications;
	step public.state_transitions;
	event bigint;
	abandoned uuid;
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

	insert into public.status_events (application_id, from_state, to_state, at, public_reason)
	values (application.id, application.state, p_to, moment, case when step.is_reason_public then reason end)
	returning id into event;
	insert into public.status_event_details (event_id, application_id, actor_id, actor_role, reason)
	values (event, application.id, auth.uid(), step.role, reason);
	update public.applications set state = p_to, updated_at = moment where id = application.id;
	-- An application that leaves the desk undecided takes its half-signed decision with it: a later second signature
	-- must not bind the city to a case that has been reopened.
	if application.state = 'decision' then
		update public.decisions as d
		set discarded_at = moment, discarded_by = auth.uid(), discard_reason = 'left_decision'
		where d.application_id = application.id and d.second_signed_at is null and d.discarded_at is null
		returning d.id into abandoned;
	end if;
	insert into public.notifications (event, application_id, status_event_id, recipient_id)
	select 'state_' || p_to, application.id, event, m.user_id
	from public.organisation_members m
	where m.organisation_id = application.organisation_id and m.role in ('owner', 'editor');
	if abandoned is not null then
		perform private.write_audit(
			step.role, 'decision_discarded', 'decision', abandoned::text,
			jsonb_build_object('application_id', application.id, 'left_decision', true)
		);
	end if;
	perform private.write_audit(
		step.role, 'state_changed', 'application', application.id::text,
		jsonb_build_object('from', application.state, 'to', p_to, 'status_event_id', event)
	);
	return p_to;
end;
$$;
comment on function private.change_state(uuid, text, text[], text) is
	'The only way a state changes: locks the application, looks the step up for one of the roles, then writes event, '
	'office details, state, notifications and audit entry in one transaction. The caller has checked who may ask. '
	'PT404 not_found, PT422 transition_not_allowed | reason_required | payload_invalid.';
revoke all on function private.change_state(uuid, text, text[], text) from public, anon, authenticated, service_role;

create function private.require_staff_for(p_application uuid) returns public.applications
language plpgsql security definer set search_path = ''
as $$
declare
	application public.applications;
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select a.* into application from public.applications a where a.id = p_application and a.state <> 'draft' for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if private.is_member_of(application.organisation_id, auth.uid()) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	return application;
end;
$$;
comment on function private.require_staff_for(uuid) is
	'Locks and returns an application for a clerk or decider who may act on it. The role is checked before the id, so that '
	'strangers learn nothing about ids; drafts do not exist for staff. PT403, PT404, PT409 conflict_of_interest.';
revoke all on function private.require_staff_for(uuid) from public, anon, authenticated, service_role;

create function public.transition_application(p_id uuid, p_to text, p_reason text default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_id);
	roles text[] := array['clerk'];
begin
	if private.has_staff_role(array['decider']) then
		roles := array['clerk', 'decider'];
	end if;
	return jsonb_build_object('state', private.change_state(application.id, p_to, roles, p_reason));
end;
$$;
comment on function public.transition_application(uuid, text, text) is
	'{"state"}. For clerks and deciders. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest, PT422 '
	'transition_not_allowed | reason_required | payload_invalid.';
revoke all on function public.transition_application(uuid, text, text) from public, anon, authenticated, service_role;
grant execute on function public.transition_application(uuid, text, text) to authenticated;

create function public.withdraw_application(p_id uuid, p_reason text default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application public.applications;
begin
	select a.* into application from public.applications a where a.id = p_id for update;
	if not found or not private.may_write_for(application.organisation_id) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return jsonb_build_object('state', private.change_state(p_id, 'withdrawn', array['applicant'], p_reason));
end;
$$;
comment on function public.withdraw_application(uuid, text) is
	'{"state"}. For owners and editors, before a decision. PT404 not_found, PT422 transition_not_allowed | payload_invalid.';
revoke all on function public.withdraw_application(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.withdraw_application(uuid, text) to authenticated;
