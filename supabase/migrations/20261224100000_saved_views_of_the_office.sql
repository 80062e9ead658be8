-- Lists of the office are the office's: who lost the role or has not given the second factor, where it is demanded, neither reads
-- nor removes them. What somebody searched for says something about groups.

alter policy "People read the views they saved" on public.saved_views
	using (
		user_id = (select auth.uid())
		and (select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']))
	);

create or replace function public.forget_view(p_id uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	delete from public.saved_views v where v.id = p_id and v.user_id = (select auth.uid());
	return case when found then '{}'::jsonb end;
end;
$$;
comment on function public.forget_view(uuid) is 'Removes a saved view of the caller: {}, or null where there is none. PT403.';
