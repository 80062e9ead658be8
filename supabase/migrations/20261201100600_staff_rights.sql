-- An admin could make themselves a decider and sign second.
create or replace function public.set_staff_roles(p_user uuid, p_roles text[]) returns jsonb
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
	if p_user = auth.uid() and exists (
		select from unnest(roles) r (role)
		where not exists (select from public.staff_members m where m.user_id = p_user and m.role = r.role and m.is_active)
	) then
		raise sqlstate 'PT409' using message = 'own_rights';
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
	'of the office before; everybody else is invited. For admins, who give themselves no right they do not have. PT403 not_allowed, '
	'PT404 not_found, PT409 last_admin | own_rights, PT422 payload_invalid.';
