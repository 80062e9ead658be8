-- The desk offers nobody what would be refused: it asks who of the office is partial, declared or found by the database.
create function public.partial_people(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return (
		select coalesce(jsonb_agg(jsonb_build_object('user_id', p.user_id, 'is_declared', c.user_id is not null)
			order by c.declared_at, p.user_id), '[]')
		from (select distinct s.user_id from public.staff_members s) p
		left join public.conflicts c on c.application_id = p_application and c.user_id = p.user_id
		where private.is_partial(p_application, p.user_id)
	);
end;
$$;
comment on function public.partial_people(uuid) is
	'[{"user_id", "is_declared"}]: who of the office takes no part in this case; who did not declare it belongs to the applicant, '
	'helped or wrote in an application of theirs, see private.is_partial. PT403 not_allowed.';
revoke all on function public.partial_people(uuid) from public, anon, authenticated, service_role;
grant execute on function public.partial_people(uuid) to authenticated;
