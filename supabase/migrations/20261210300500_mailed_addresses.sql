-- Before a click that mails, the screen named the contact of the form: mails go to the accounts of owners and editors.
create function public.mailed_addresses(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return (
		-- As private.notify.
		select coalesce(jsonb_agg(u.email order by m.role desc, u.email), '[]')
		from public.applications a
		join public.organisation_members m on m.organisation_id = a.organisation_id
		join auth.users u on u.id = m.user_id
		where a.id = p_application and a.state <> 'draft' and m.role in ('owner', 'editor') and u.email is not null
	);
end;
$$;
comment on function public.mailed_addresses(uuid) is
	'[address]: whom a mail about a sent application goes to today, its owners first. For the office. PT403 not_allowed.';
revoke all on function public.mailed_addresses(uuid) from public, anon, authenticated, service_role;
grant execute on function public.mailed_addresses(uuid) to authenticated;
