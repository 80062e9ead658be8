create or replace function public.note_session(p_device text, p_is_active boolean default true) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	session constant uuid := private.my_session_id();
	roles constant text[] := public.my_staff_roles();
	idle_s int;
	left_s int;
begin
	if auth.uid() is null then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if p_device is null or p_is_active is null or p_device !~ '^[a-z]{1,12}/[a-z]{1,12}$' then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if not private.is_session_live(case when roles <> '{}' then private.staff_idle_limit() end) then
		-- Whoever comes back too late must not revive it, not even with its refresh token.
		perform private.end_sessions(auth.uid(), session, null);
		return jsonb_build_object('is_live', false, 'roles', '[]'::jsonb, 'needs_second_factor', false);
	end if;
	if session is not null then
		update private.sessions s set seen_at = now(), device = p_device
		where s.id = session and p_is_active and s.seen_at < now() - interval '1 minute';
		if not found and not exists (select from private.sessions s where s.id = session) then
			insert into private.sessions (id, user_id, device) values (session, auth.uid(), p_device) on conflict do nothing;
			-- Longer than any token lives (Supabase: at most a week).
			delete from private.sessions s where s.user_id = auth.uid() and coalesce(s.ended_at, s.seen_at) < now() - interval '8 days'
				and not exists (select from auth.sessions a where a.id = s.id);
		end if;
		if roles <> '{}' then
			select extract(epoch from coalesce(s.seen_at, a.created_at) + private.staff_idle_limit() - now())::int,
				extract(epoch from a.created_at + interval '12 hours' - now())::int
			into idle_s, left_s
			from auth.sessions a left join private.sessions s on s.id = a.id
			where a.id = session and a.user_id = auth.uid();
		end if;
	end if;
	return jsonb_build_object(
		'is_live', true, 'roles', to_jsonb(roles),
		'needs_second_factor', roles <> '{}' and private.is_setting_on('staff_requires_aal2')
			and coalesce(auth.jwt() ->> 'aal', '') <> 'aal2',
		'idle_seconds', idle_s, 'seconds', left_s
	);
end;
$$;
comment on function public.note_session(text, boolean) is
	'{"is_live", "roles", "needs_second_factor", "idle_seconds", "seconds"}: a sign of life of the caller''s session, written down once a '
	'minute at most, and what the screens of the office need to know: in how many seconds it ends without another sign, and in how many '
	'whatever happens (WCAG 2.2.1: people are told before); null for groups, who stay signed in. p_is_active false: asked by the page '
	'itself, nobody need be there. PT403 not_allowed, PT422 payload_invalid.';
revoke all on function public.note_session(text, boolean) from public, anon, authenticated, service_role;
grant execute on function public.note_session(text, boolean) to authenticated;
