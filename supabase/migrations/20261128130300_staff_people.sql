create function private.known_staff_roles(p_roles text[]) returns text[]
language plpgsql immutable set search_path = ''
as $$
begin
	if p_roles is null or not p_roles <@ array['clerk', 'decider', 'admin', 'auditor'] or array_position(p_roles, null) is not null then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	return array(select distinct r from unnest(p_roles) r order by r);
end;
$$;
comment on function private.known_staff_roles(text[]) is 'Each role once, sorted. PT422 payload_invalid for anything that is none.';
revoke all on function private.known_staff_roles(text[]) from public, anon, authenticated, service_role;

create function public.invite_staff(p_email text, p_roles text[]) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	address constant text := lower(btrim(p_email));
	roles text[];
begin
	if not private.has_staff_role(array['admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	roles := private.known_staff_roles(p_roles);
	if roles = '{}' or address is null or length(address) > 254 or address !~ '^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$' then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if exists (
		select from public.staff_members m join auth.users u on u.id = m.user_id where lower(u.email) = address and m.is_active
	) then
		raise sqlstate 'PT409' using message = 'already_staff';
	end if;
	-- A new invitation takes the place of an older one, so that it counts from today and holds these roles alone.
	delete from public.staff_invitations i where i.email = address and i.claimed_at is null;
	insert into public.staff_invitations (email, role, invited_by, created_at, expires_at)
	select address, r, auth.uid(), private.now(), private.now() + interval '30 days' from unnest(roles) r;
	return jsonb_build_object('email', address, 'roles', to_jsonb(roles));
end;
$$;
comment on function public.invite_staff(text, text[]) is
	'{"email", "roles"}: open for 30 days, claimed at the next sign-in with that address. For admins. PT403 not_allowed, '
	'PT409 already_staff (whoever works here gets other roles through set_staff_roles), PT422 payload_invalid.';
revoke all on function public.invite_staff(text, text[]) from public, anon, authenticated, service_role;
grant execute on function public.invite_staff(text, text[]) to authenticated;

create function public.revoke_staff_invitation(p_email text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	delete from public.staff_invitations i where i.email = lower(btrim(p_email)) and i.claimed_at is null;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return '{}';
end;
$$;
comment on function public.revoke_staff_invitation(text) is 'Takes back what nobody has claimed yet. For admins. PT403 not_allowed, PT404 not_found.';
revoke all on function public.revoke_staff_invitation(text) from public, anon, authenticated, service_role;
grant execute on function public.revoke_staff_invitation(text) to authenticated;

create function public.set_staff_roles(p_user uuid, p_roles text[]) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	roles text[];
begin
	if not private.has_staff_role(array['admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	roles := private.known_staff_roles(p_roles);
	-- Two admins who remove each other at once would leave none: the second waits here and then finds itself the last.
	lock table public.staff_members in share row exclusive mode;
	if not exists (select from public.staff_members m where m.user_id = p_user) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	update public.staff_members m set deactivated_at = private.now()
	where m.user_id = p_user and m.is_active and not m.role = any (roles);
	insert into public.staff_members as m (user_id, role, created_at)
	select p_user, r, private.now() from unnest(roles) r
	on conflict (user_id, role) do update set deactivated_at = null where m.deactivated_at is not null;
	if not exists (select from public.staff_members m where m.role = 'admin' and m.is_active) then
		raise sqlstate 'PT409' using message = 'last_admin';
	end if;
	return jsonb_build_object('roles', to_jsonb(roles));
end;
$$;
comment on function public.set_staff_roles(uuid, text[]) is
	'{"roles"}: exactly these from now on, none takes every right away with the next statement. Only for somebody who was '
	'of the office before; everybody else is invited. For admins. PT403 not_allowed, PT404 not_found, PT409 last_admin, '
	'PT422 payload_invalid.';
revoke all on function public.set_staff_roles(uuid, text[]) from public, anon, authenticated, service_role;
grant execute on function public.set_staff_roles(uuid, text[]) to authenticated;
