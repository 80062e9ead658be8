create function public.was_access_ended(p_id uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from public.applications a
		where a.id = p_id and (
			exists (
				select from public.invitations i
				where i.organisation_id = a.organisation_id and i.claimed_by = (select auth.uid()) and i.role <> 'helper'
			)
			or exists (
				select from public.application_helpers h
				where h.application_id = a.id and h.user_id = (select auth.uid())
			)
			or exists (
				select from public.draft_changes c where c.application_id = a.id and c.actor_id = (select auth.uid())
			)
		) and not exists (
			select from public.organisation_members m
			where m.organisation_id = a.organisation_id and m.user_id = (select auth.uid())
		) and not exists (
			select from public.application_helpers h
			where h.application_id = a.id and h.user_id = (select auth.uid())
				and h.ended_at is null and h.until >= (select private.today())
		)
	);
$$;
comment on function public.was_access_ended(uuid) is
	'True where the caller took part in this application or its organisation, or helped with it, and does not any more: their '
	'devices must tell that from a server that was restored from an older copy, or they would show it as theirs and offer it '
	'anew. Of any other id false, so that ids tell nothing.';
revoke all on function public.was_access_ended(uuid) from public, anon, authenticated, service_role;
grant execute on function public.was_access_ended(uuid) to authenticated;
