create function public.begin_factor_reset(p_user uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	-- A session somebody found open must not exchange the second factor of its owner.
	if p_user is not distinct from auth.uid() then
		raise sqlstate 'PT409' using message = 'own_rights';
	end if;
	if not exists (select from public.staff_members m where m.user_id = p_user) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform private.end_sessions(p_user, null, null);
	perform private.write_audit('admin', 'second_factor_reset', 'staff_member', p_user::text, '{}');
end;
$$;
comment on function public.begin_factor_reset(uuid) is
	'Somebody of the office lost their second factor: signs them out everywhere and writes it down, before the server removes the '
	'factor with the secret key. By another admin only. PT403 not_allowed, PT404 not_found, PT409 own_rights.';
revoke all on function public.begin_factor_reset(uuid) from public, anon, authenticated, service_role;
grant execute on function public.begin_factor_reset(uuid) to authenticated;
