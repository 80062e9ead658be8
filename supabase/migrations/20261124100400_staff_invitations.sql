create table public.staff_invitations (
	id uuid primary key default gen_random_uuid(),
	email text not null,
	role text not null,
	invited_by uuid,
	created_at timestamptz not null default now(),
	expires_at timestamptz not null default now() + interval '30 days',
	claimed_at timestamptz,
	claimed_by uuid
);
comment on table public.staff_invitations is
	'Staff are invited by address and receive the role at the first sign-in with that verified address: the embedded '
	'backend has no admin API that could create accounts.';

alter table public.staff_invitations add constraint staff_invitations_known_roles
	check (role in ('clerk', 'decider', 'admin', 'auditor'));
alter table public.staff_invitations add constraint staff_invitations_lower_case_email
	check (email = lower(btrim(email)) and email like '%_@_%' and length(email) <= 320);

create unique index staff_invitations_one_open on public.staff_invitations (email, role) where claimed_at is null;
comment on index public.staff_invitations_one_open is 'One open invitation per address and role; serves the claim.';

revoke all on public.staff_invitations from public, anon, authenticated, service_role;
grant select on public.staff_invitations to authenticated;
grant select, insert, update, delete on public.staff_invitations to service_role;
alter table public.staff_invitations enable row level security;

create policy "Admins see invitations" on public.staff_invitations for select to authenticated
	using ((select private.has_staff_role(array['admin'])));

create function public.claim_staff_invitations() returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	actor uuid := auth.uid();
	address text;
	invitation public.staff_invitations;
begin
	if actor is null then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	-- The address comes from the account, never from the token: its metadata can be written by the person.
	select lower(u.email) into address from auth.users u where u.id = actor and u.email_confirmed_at is not null;
	for invitation in
		select i.* from public.staff_invitations i
		where i.email = address and i.claimed_at is null and i.expires_at > private.now()
		order by i.role
		for update
	loop
		insert into public.staff_members as m (user_id, role) values (actor, invitation.role)
		on conflict (user_id, role) do update set deactivated_at = null
			where m.deactivated_at < invitation.created_at;
		update public.staff_invitations set claimed_at = private.now(), claimed_by = actor where id = invitation.id;
		perform private.write_audit(
			'system', 'staff_invitation_claimed', 'staff_invitation', invitation.id::text,
			jsonb_build_object('role', invitation.role)
		);
	end loop;
	return jsonb_build_object('roles', to_jsonb(public.my_staff_roles()));
end;
$$;
comment on function public.claim_staff_invitations() is
	'{"roles": […]}: gives the caller the roles invited for their confirmed address and returns all roles they hold. An '
	'invitation older than a dismissal does not undo it.';
revoke all on function public.claim_staff_invitations() from public, anon, authenticated, service_role;
grant execute on function public.claim_staff_invitations() to authenticated;
