create table public.staff_members (
	user_id uuid not null references auth.users (id) on delete cascade,
	role text not null,
	created_at timestamptz not null default now(),
	deactivated_at timestamptz,
	is_active boolean not null generated always as (deactivated_at is null) stored,
	primary key (user_id, role)
);
comment on table public.staff_members is
	'Who works for the office, one row per role. Roles live here and not in the token, so that a dismissed clerk loses '
	'access with the next statement and not when the token expires.';

alter table public.staff_members add constraint staff_members_known_roles
	check (role in ('clerk', 'decider', 'admin', 'auditor'));

revoke all on public.staff_members from public, anon, authenticated, service_role;
grant select on public.staff_members to authenticated;
grant select, insert, update on public.staff_members to service_role;
alter table public.staff_members enable row level security;

create function private.has_staff_role(p_roles text[]) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from public.staff_members m
		where m.user_id = (select auth.uid()) and m.is_active and m.role = any (p_roles)
	)
	and (
		not private.is_setting_on('staff_requires_aal2')
		or coalesce((select auth.jwt() ->> 'aal'), '') = 'aal2'
	);
$$;
comment on function private.has_staff_role(text[]) is
	'True for an active member of staff with one of the roles and, where the deployment demands it, a second factor.';
revoke all on function private.has_staff_role(text[]) from public, anon, authenticated, service_role;
grant execute on function private.has_staff_role(text[]) to authenticated;

create policy "Staff see the list of staff" on public.staff_members for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function public.my_staff_roles() returns text[]
language sql stable security definer set search_path = ''
as $$
	select coalesce(array_agg(m.role order by m.role), '{}')
	from public.staff_members m
	where m.user_id = (select auth.uid()) and m.is_active;
$$;
comment on function public.my_staff_roles() is
	'Roles of the caller, sorted; empty for applicants. Says nothing about the second factor on purpose: the screens need '
	'to know whom to ask for it, while every table and RPC checks it through private.has_staff_role.';
revoke all on function public.my_staff_roles() from public, anon, authenticated, service_role;
grant execute on function public.my_staff_roles() to authenticated;
