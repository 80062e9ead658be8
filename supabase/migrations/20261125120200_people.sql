create function public.my_applications() returns table (application_id uuid, may text)
language sql stable security definer set search_path = ''
as $$
	select a.id, case when m.role in ('owner', 'editor') then 'send' when h.id is not null then 'write' else 'read' end
	from private.my_application_ids() i (id)
	join public.applications a on a.id = i.id
	left join public.organisation_members m on m.organisation_id = a.organisation_id and m.user_id = (select auth.uid())
	left join private.my_helped_application_ids() h (id) on h.id = a.id;
$$;
comment on function public.my_applications() is
	'Every application of the caller''s organisations or that they help with, and what they may: send (owner, editor), '
	'write (helper), read (reader). Staff read more than this; it is what the applicants'' side shows.';
revoke all on function public.my_applications() from public, anon, authenticated, service_role;
grant execute on function public.my_applications() to authenticated;

create function private.people_of(p_application public.applications) returns table (
	id uuid, email text, role text, until date, state text, rank int
)
language sql stable security definer set search_path = ''
as $$
	select m.user_id, u.email::text, m.role, null::date, 'active', array_position(array['owner', 'editor', 'reader'], m.role)
	from public.organisation_members m
	join auth.users u on u.id = m.user_id
	where m.organisation_id = p_application.organisation_id
	union all
	select h.user_id, u.email::text, 'helper', h.until, 'active', 4
	from public.application_helpers h
	join auth.users u on u.id = h.user_id
	where h.application_id = p_application.id and h.ended_at is null and h.until >= private.today()
	union all
	select i.id, i.email, i.role, i.until, 'invited', 5
	from public.invitations i
	where i.organisation_id = p_application.organisation_id
		and (i.application_id is null or i.application_id = p_application.id)
		and i.claimed_at is null and i.revoked_at is null and i.expires_at > private.now()
		and (i.until is null or i.until >= private.today())
		-- Whom the organisation has asked is its own business: a helper sees who is here.
		and i.organisation_id in (select private.my_organisation_ids());
$$;
comment on function private.people_of(public.applications) is
	'Members of the organisation, helpers of this application and, for members, open invitations. The caller has checked '
	'who may ask.';
revoke all on function private.people_of(public.applications) from public, anon, authenticated, service_role;

create function public.application_people(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	most_changes constant int := 100;
	application public.applications;
begin
	select a.* into application
	from public.applications a
	where a.id = p_application and a.id in (select private.my_application_ids());
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return jsonb_build_object(
		'me', (select m.may from public.my_applications() m where m.application_id = p_application),
		'people', (
			select jsonb_agg(jsonb_build_object(
				'id', p.id, 'email', p.email, 'role', p.role, 'until', p.until,
				'is_me', p.state = 'active' and p.id = auth.uid(), 'state', p.state
			) order by p.rank, p.email)
			from private.people_of(application) p
		),
		'changes', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'at', to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'email', c.email, 'paths', c.paths
			) order by c.at desc), '[]')
			from (
				-- Of every field the last change by each person: thirty saves of one paragraph are one line.
				select l.at, u.email::text as email, jsonb_agg(l.path order by l.path) as paths
				from (
					select d.actor_id, f.path, max(d.at) as at
					from public.draft_changes d
					cross join unnest(d.paths) f (path)
					where d.application_id = p_application
					group by d.actor_id, f.path
				) l
				left join auth.users u on u.id = l.actor_id
				group by l.at, l.actor_id, u.email
				order by l.at desc
				limit most_changes
			) c
		)
	);
end;
$$;
comment on function public.application_people(uuid) is
	'{"me": "send"|"write"|"read", "people": [{"id", "email", "role", "until", "is_me", "state"}], "changes": [{"at", '
	'"email" (null: the account is gone), "paths"}]}, newest change first, for everybody who can read the application. '
	'The id of an invited person is the invitation''s. PT404 not_found.';
revoke all on function public.application_people(uuid) from public, anon, authenticated, service_role;
grant execute on function public.application_people(uuid) to authenticated;

create function private.has_other_owner(p_organisation uuid, p_user uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from public.organisation_members m
		where m.organisation_id = p_organisation and m.role = 'owner' and m.user_id <> p_user
	);
$$;
comment on function private.has_other_owner(uuid, uuid) is 'Asked under the lock of the organisation''s row.';
revoke all on function private.has_other_owner(uuid, uuid) from public, anon, authenticated, service_role;

create function private.end_access(p_organisation uuid, p_application uuid, p_user uuid) returns text
language plpgsql security definer set search_path = ''
as $$
declare
	was_member boolean;
	was_helper boolean;
begin
	delete from public.organisation_members m where m.organisation_id = p_organisation and m.user_id = p_user;
	was_member := found;
	update public.application_helpers h set ended_at = greatest(private.now(), h.created_at), ended_by = auth.uid()
	where h.user_id = p_user and h.ended_at is null and (
		h.application_id = p_application
		or (was_member and h.application_id in (
			select a.id from public.applications a where a.organisation_id = p_organisation
		))
	);
	was_helper := found;
	-- An open invitation would let them in again at the next sign-in.
	update public.invitations i set revoked_at = private.now()
	where i.organisation_id = p_organisation and i.claimed_at is null and i.revoked_at is null
		and (was_member or i.application_id = p_application)
		and i.email = (select lower(u.email) from auth.users u where u.id = p_user);
	return case when was_member then 'member' when was_helper then 'helper' end;
end;
$$;
comment on function private.end_access(uuid, uuid, uuid) is
	'Takes somebody out: a member of the organisation altogether, a helper of this application alone. Gives member, helper '
	'or, where nobody was, null. Every policy reads these rows, so it holds from the next statement on.';
revoke all on function private.end_access(uuid, uuid, uuid) from public, anon, authenticated, service_role;

create function public.remove_person(p_application uuid, p_person uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	organisation constant uuid := private.lock_owned_organisation(p_application);
	ended text;
begin
	-- Leaving has its own rule about the last owner.
	if p_person is null or p_person = auth.uid() then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	ended := private.end_access(organisation, p_application, p_person);
	if ended is null then
		update public.invitations i set revoked_at = private.now()
		where i.id = p_person and i.organisation_id = organisation and i.claimed_at is null and i.revoked_at is null;
		if not found then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
		ended := 'invitation';
	end if;
	perform private.write_audit(
		'applicant', case ended when 'invitation' then 'invitation_revoked' else ended || '_removed' end,
		'application', p_application::text,
		jsonb_build_object(case ended when 'invitation' then 'invitation_id' else 'user_id' end, p_person)
	);
	return '{}';
end;
$$;
comment on function public.remove_person(uuid, uuid) is
	'{}: an owner takes out a member, a helper or an open invitation, by the id application_people gives. PT403 '
	'not_allowed, PT404 not_found, PT422 payload_invalid (oneself).';
revoke all on function public.remove_person(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.remove_person(uuid, uuid) to authenticated;

create function public.leave_application(p_application uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	organisation uuid;
	ended text;
begin
	select a.organisation_id into organisation
	from public.applications a
	where a.id = p_application and a.id in (select private.my_application_ids())
	for key share;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform from public.organisations o where o.id = organisation for no key update;
	if not private.has_other_owner(organisation, auth.uid()) and exists (
		select from public.organisation_members m
		where m.organisation_id = organisation and m.user_id = auth.uid() and m.role = 'owner'
	) then
		raise sqlstate 'PT409' using message = 'last_owner';
	end if;
	ended := private.end_access(organisation, p_application, auth.uid());
	perform private.write_audit(
		'applicant', ended || '_left', 'application', p_application::text,
		jsonb_build_object('organisation_id', organisation)
	);
	return '{}';
end;
$$;
comment on function public.leave_application(uuid) is
	'{}: a member leaves the organisation and with it all its applications, a helper this application. PT404 not_found, '
	'PT409 last_owner: somebody must be left who can decide about the others.';
revoke all on function public.leave_application(uuid) from public, anon, authenticated, service_role;
grant execute on function public.leave_application(uuid) to authenticated;

create function public.change_member_role(p_application uuid, p_person uuid, p_role text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	organisation constant uuid := private.lock_owned_organisation(p_application);
begin
	if p_role is null or p_role not in ('owner', 'editor', 'reader') then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if p_role <> 'owner' and not private.has_other_owner(organisation, p_person) then
		raise sqlstate 'PT409' using message = 'last_owner';
	end if;
	update public.organisation_members m set role = p_role
	where m.organisation_id = organisation and m.user_id = p_person;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform private.write_audit(
		'applicant', 'member_role_changed', 'application', p_application::text,
		jsonb_build_object('user_id', p_person, 'role', p_role)
	);
	return '{}';
end;
$$;
comment on function public.change_member_role(uuid, uuid, text) is
	'{}: an owner makes a member owner, editor or reader, so that a board that changes can hand over. PT403 not_allowed, '
	'PT404 not_found, PT409 last_owner, PT422 payload_invalid.';
revoke all on function public.change_member_role(uuid, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.change_member_role(uuid, uuid, text) to authenticated;
