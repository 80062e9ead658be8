create function public.staff_directory() returns table (user_id uuid, email text)
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return query
		select u.id, u.email::text from auth.users u
		where exists (select from public.staff_members m where m.user_id = u.id);
end;
$$;
comment on function public.staff_directory() is
	'Addresses of everybody who holds or held a role: whoever signs second must see who signed first. Accounts of '
	'applicants are never in it. PT403 not_allowed.';
revoke all on function public.staff_directory() from public, anon, authenticated, service_role;
grant execute on function public.staff_directory() to authenticated;
