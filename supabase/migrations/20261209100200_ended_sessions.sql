-- What the policies and writing functions of groups rest on: a session that was ended elsewhere sees and writes nothing more, although
-- its token would be valid for an hour. Asked once a statement, not once a row.
create or replace function private.my_organisation_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$
	select m.organisation_id from public.organisation_members m
	where m.user_id = (select auth.uid()) and (select private.is_session_live(null));
$$;

create or replace function private.my_helped_application_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$
	select h.application_id
	from public.application_helpers h
	where h.user_id = (select auth.uid()) and h.ended_at is null and h.until >= (select private.today())
		and (select private.is_session_live(null));
$$;

create or replace function private.my_application_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$
	select a.id
	from public.applications a
	join public.organisation_members m on m.organisation_id = a.organisation_id
	where m.user_id = (select auth.uid()) and (select private.is_session_live(null))
	union
	select private.my_helped_application_ids();
$$;

create or replace function private.may_write_for(p_organisation uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from public.organisation_members m
		where m.organisation_id = p_organisation and m.user_id = (select auth.uid()) and m.role in ('owner', 'editor')
	) and private.is_session_live(null);
$$;
