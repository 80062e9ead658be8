create function public.set_retention_period(p_kind text, p_days int) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	before int;
begin
	if not private.has_staff_role(array['admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select p.days into before from public.retention_periods p where p.kind = p_kind for update;
	if not found or p_days is null then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	update public.retention_periods set days = p_days, updated_at = private.now() where kind = p_kind and days <> p_days;
	if found then
		perform private.write_audit(
			'admin', 'retention_period_set', 'setting', p_kind, jsonb_build_object('from', before, 'to', p_days)
		);
	end if;
	return '{}';
exception
	when check_violation then
		raise sqlstate 'PT422' using message = 'period_too_short';
end;
$$;
comment on function public.set_retention_period(text, int) is
	'{}: how long a kind is kept, for admins. PT403 not_allowed, PT422 period_too_short (below the least days, or a century) | '
	'payload_invalid.';
revoke all on function public.set_retention_period(text, int) from public, anon, authenticated, service_role;
grant execute on function public.set_retention_period(text, int) to authenticated;

create function private.lock_for_hold(p_application uuid, p_reason text) returns text
language plpgsql security definer set search_path = ''
as $$
declare
	grounds constant text := nullif(btrim(p_reason, E' \t\r\n'), '');
begin
	if not private.has_staff_role(array['decider', 'admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform from public.applications a where a.id = p_application and a.state <> 'draft' for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if grounds is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(grounds) > 2000 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	return grounds;
end;
$$;
comment on function private.lock_for_hold(uuid, text) is 'The reason, trimmed, behind a lock on the application. PT403, PT404, PT422.';
revoke all on function private.lock_for_hold(uuid, text) from public, anon, authenticated, service_role;

create function public.set_legal_hold(p_application uuid, p_reason text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	grounds constant text := private.lock_for_hold(p_application, p_reason);
begin
	if exists (select from public.legal_holds h where h.application_id = p_application and h.lifted_at is null) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	insert into public.legal_holds (application_id, number, reason, set_by, set_at)
	select p_application, 1 + coalesce(max(h.number), 0), grounds, auth.uid(), private.now()
	from public.legal_holds h where h.application_id = p_application;
	perform private.write_audit('decider', 'legal_hold_set', 'application', p_application::text, '{}');
	return '{}';
end;
$$;
comment on function public.set_legal_hold(uuid, text) is
	'{}: nothing of this case is deleted until it is lifted; for deciders and admins. PT403 not_allowed, PT404 not_found, PT409 '
	'not_in_state (it is held already), PT422 reason_required | payload_invalid.';
revoke all on function public.set_legal_hold(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.set_legal_hold(uuid, text) to authenticated;

create function public.lift_legal_hold(p_application uuid, p_reason text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	grounds constant text := private.lock_for_hold(p_application, p_reason);
begin
	update public.legal_holds set lifted_by = auth.uid(), lifted_at = private.now(), lift_reason = grounds
	where application_id = p_application and lifted_at is null;
	if not found then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	perform private.write_audit('decider', 'legal_hold_lifted', 'application', p_application::text, '{}');
	return '{}';
end;
$$;
comment on function public.lift_legal_hold(uuid, text) is
	'{}: from now on the period counts again. PT403 not_allowed, PT404 not_found, PT409 not_in_state, PT422 reason_required | '
	'payload_invalid.';
revoke all on function public.lift_legal_hold(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.lift_legal_hold(uuid, text) to authenticated;

create function public.desk_retention() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	days_ahead constant int := 90;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return jsonb_build_object(
		'periods', (
			select jsonb_agg(jsonb_build_object('kind', p.kind, 'days', p.days, 'least_days', p.least_days) order by p.days)
			from public.retention_periods p
		),
		'holds', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'reason', h.reason, 'set_by', h.set_by, 'set_at', h.set_at
			) order by h.set_at), '[]')
			from public.legal_holds h join public.applications a on a.id = h.application_id
			where h.lifted_at is null
		),
		'due', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'application_id', d.id, 'reference_number', d.reference_number, 'organisation_name', d.organisation_name,
				'kind', d.kind, 'due_on', d.due_on, 'is_asked', d.is_asked
			) order by d.due_on, d.reference_number), '[]')
			from (
				select a.id, a.reference_number, a.organisation_name, r.kind, r.due_on, r.is_asked
				from public.applications a cross join lateral private.retention_of(a) r
				where a.state in ('rejected', 'withdrawn', 'closed', 'waitlisted') and not r.is_held
					and r.due_on <= private.today() + days_ahead
				order by r.due_on limit 100
			) d
		)
	);
end;
$$;
comment on function public.desk_retention() is
	'{"periods": [{"kind", "days", "least_days"}], "holds", "due" (what is deleted within 90 days, at most 100)}. For the office. PT403 '
	'not_allowed.';
revoke all on function public.desk_retention() from public, anon, authenticated, service_role;
grant execute on function public.desk_retention() to authenticated;

create function public.my_retention() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if auth.uid() is null then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return jsonb_build_object(
		'asked_at', (select r.asked_at from public.erasure_requests r where r.user_id = auth.uid()),
		'applications', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', a.id, 'title', a.title, 'reference_number', a.reference_number,
				'why', case when r.is_held then 'held' else r.kind end,
				'due_on', case when not r.is_held then r.due_on end,
				-- The day it would be, if it were asked for now.
				'asked_on', case when r.is_held or r.kind in ('running', 'granted') then null
					when r.kind = 'draft' then private.today()
					when r.kind = 'refused' then greatest(
						private.today(), r.due_on - private.period_days('refused') + private.period_days('asked')
					) else r.due_on end,
				'has_other_owners', exists (
					select from public.organisation_members o
					where o.organisation_id = a.organisation_id and o.role = 'owner' and o.user_id <> auth.uid()
				)
			) order by a.updated_at desc), '[]')
			from public.applications a
			join public.organisation_members m on m.organisation_id = a.organisation_id and m.user_id = auth.uid() and m.role = 'owner'
			cross join lateral private.retention_of(a) r
		),
		'expiring', (
			select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'title', a.title, 'due_on', r.due_on) order by r.due_on), '[]')
			from public.applications a
			join public.organisation_members m
				on m.organisation_id = a.organisation_id and m.user_id = auth.uid() and m.role in ('owner', 'editor')
			join private.draft_warnings w on w.application_id = a.id and w.of_draft = a.updated_at
			cross join lateral (
				select greatest(
					q.due_on, (w.warned_at at time zone 'Europe/Berlin')::date + 14
				) as due_on from private.retention_of(a) q where not q.is_held
			) r
			where a.state = 'draft'
		)
	);
end;
$$;
comment on function public.my_retention() is
	'{"asked_at": null | when the caller asked for deletion, "applications": [{"id", "title", "reference_number", "why" (held, running, '
	'draft, refused, asked, granted), "due_on" (null: not yet to be said), "asked_on" (the day it would be if asked now; null: not '
	'before its time), "has_other_owners"}] of which the caller is an owner, "expiring": [{"id", "title", "due_on"}] drafts that lie '
	'still}. PT403 without an account.';
revoke all on function public.my_retention() from public, anon, authenticated, service_role;
grant execute on function public.my_retention() to authenticated;

create function public.ask_for_erasure() returns jsonb
language plpgsql security definer set search_path = ''
as $$
begin
	if auth.uid() is null then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if exists (select from public.staff_members m where m.user_id = auth.uid() and m.is_active) then
		raise sqlstate 'PT409' using message = 'staff_account';
	end if;
	insert into public.erasure_requests (user_id, asked_at) values (auth.uid(), private.now()) on conflict do nothing;
	if found then
		perform private.write_audit('applicant', 'erasure_asked', 'account', auth.uid()::text, '{}');
	end if;
	return public.my_retention();
end;
$$;
comment on function public.ask_for_erasure() is
	'What public.my_retention() says after it: everything of the caller that may be deleted is, the rest on its day; again changes '
	'nothing. PT403 not_allowed, PT409 staff_account (the office deletes those).';
revoke all on function public.ask_for_erasure() from public, anon, authenticated, service_role;
grant execute on function public.ask_for_erasure() to authenticated;

create function public.take_back_erasure() returns jsonb
language plpgsql security definer set search_path = ''
as $$
begin
	delete from public.erasure_requests r where r.user_id = auth.uid();
	if found then
		perform private.write_audit('applicant', 'erasure_taken_back', 'account', auth.uid()::text, '{}');
	end if;
	return public.my_retention();
end;
$$;
comment on function public.take_back_erasure() is 'What public.my_retention() says after it: what is not gone yet stays. PT403 without an account.';
revoke all on function public.take_back_erasure() from public, anon, authenticated, service_role;
grant execute on function public.take_back_erasure() to authenticated;
