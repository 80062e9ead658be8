create table public.organisation_members (
	organisation_id uuid not null references public.organisations (id) on delete cascade,
	user_id uuid not null references auth.users (id) on delete cascade,
	role text not null,
	created_at timestamptz not null default now(),
	primary key (organisation_id, user_id)
);
comment on table public.organisation_members is 'Who acts for an organisation: owner and editor write, reader only reads.';

alter table public.organisation_members add constraint organisation_members_known_roles
	check (role in ('owner', 'editor', 'reader'));

create index organisation_members_by_user on public.organisation_members (user_id, organisation_id);
comment on index public.organisation_members_by_user is 'Every policy of the applicant side asks for the organisations of a person.';

revoke all on public.organisation_members from public, anon, authenticated, service_role;
grant select on public.organisation_members to authenticated, service_role;
alter table public.organisation_members enable row level security;

create function private.my_organisation_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$
	select m.organisation_id from public.organisation_members m where m.user_id = (select auth.uid());
$$;
comment on function private.my_organisation_ids() is
	'Organisations of the caller. A definer function, because a policy of organisation_members that reads '
	'organisation_members would call itself.';
revoke all on function private.my_organisation_ids() from public, anon, authenticated, service_role;
grant execute on function private.my_organisation_ids() to authenticated;

create function private.may_write_for(p_organisation uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from public.organisation_members m
		where m.organisation_id = p_organisation and m.user_id = (select auth.uid()) and m.role in ('owner', 'editor')
	);
$$;
comment on function private.may_write_for(uuid) is 'True for owners and editors of the organisation.';
revoke all on function private.may_write_for(uuid) from public, anon, authenticated, service_role;

create function private.is_member_of(p_organisation uuid, p_user uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from public.organisation_members m where m.organisation_id = p_organisation and m.user_id = p_user
	);
$$;
comment on function private.is_member_of(uuid, uuid) is
	'Conflict of interest: whoever belongs to the applicant, even as a reader, takes no part in its procedure '
	'(§ 20 Abs. 1 VwVfG NRW).';
revoke all on function private.is_member_of(uuid, uuid) from public, anon, authenticated, service_role;

create policy "Members see who belongs to their organisations" on public.organisation_members for select to authenticated
	using (organisation_id in (select private.my_organisation_ids()));
create policy "Members read their organisations" on public.organisations for select to authenticated
	using (id in (select private.my_organisation_ids()));
