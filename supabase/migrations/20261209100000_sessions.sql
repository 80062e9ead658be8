alter table public.settings drop constraint settings_known_keys;
alter table public.settings add constraint settings_known_keys check (
	key in ('staff_requires_aal2', 'staff_idle_minutes', 'clock_override', 'sign_language_video', 'sign_language_transcript')
);
alter table public.settings drop constraint settings_values_have_their_type;
alter table public.settings add constraint settings_values_have_their_type check (
	case key
		when 'staff_requires_aal2' then jsonb_typeof(value) = 'boolean'
		when 'staff_idle_minutes' then jsonb_typeof(value) = 'number'
		else jsonb_typeof(value) = 'string'
	end
);
-- Below ten minutes a session would end between two signs of life of somebody who is writing.
alter table public.settings add constraint settings_idle_limit_is_bearable check (
	case when key = 'staff_idle_minutes' then (value #>> '{}') ~ '^[0-9]{2,3}$' and (value #>> '{}')::int between 10 and 720 else true end
);
comment on column public.settings.key is
	'staff_requires_aal2 (boolean): staff need a second factor, to be true on real Supabase. staff_idle_minutes (number, 10 to 720, '
	'30 where it is absent): after so long without a sign of life a session of staff is over, and after twelve hours anyway. clock_override (timestamp as text): '
	'see private.now(). sign_language_video, sign_language_transcript (address, https:// or a path of this site): the video in '
	'German Sign Language and its text, shown beside the accessibility statement once they are there.';

create table private.sessions (
	id uuid primary key,
	user_id uuid not null references auth.users (id) on delete cascade,
	device text not null,
	seen_at timestamptz not null default now(),
	ended_at timestamptz
);
comment on table private.sessions is
	'What Supabase does not note of a session (auth.sessions, same id): on what it lives and when it was last used. No address and '
	'no version of a browser: enough to recognise a device of one''s own, too little to follow anybody.';
comment on column private.sessions.device is 'Browser and system as codes of core/api/device.ts, such as firefox/windows.';
comment on column private.sessions.ended_at is
	'From then on refused, even where its token still looks valid. Rows go once no token of theirs can be.';
alter table private.sessions add constraint sessions_devices_are_codes check (device ~ '^[a-z]{1,12}/[a-z]{1,12}$');
alter table private.sessions add constraint sessions_end_after_use check (ended_at >= seen_at);
create index sessions_by_person on private.sessions (user_id);
comment on index private.sessions_by_person is 'The devices of one person.';
revoke all on private.sessions from public, anon, authenticated, service_role;
alter table private.sessions enable row level security;

create function private.my_session_id() returns uuid
language sql stable security definer set search_path = ''
as $$
	select nullif(auth.jwt() ->> 'session_id', '')::uuid;
$$;
comment on function private.my_session_id() is
	'Session of the caller''s token. Every token of Supabase names one; null for keys and for tokens the tests sign themselves.';
revoke all on function private.my_session_id() from public, anon, authenticated, service_role;

create function private.staff_idle_limit() returns interval
language sql stable security definer set search_path = ''
as $$
	select make_interval(mins => coalesce((select (s.value #>> '{}')::int from public.settings s where s.key = 'staff_idle_minutes'), 30));
$$;
comment on function private.staff_idle_limit() is 'How long a session of staff may lie still.';
revoke all on function private.staff_idle_limit() from public, anon, authenticated, service_role;

create function private.is_session_live(p_idle interval) returns boolean
language sql stable security definer set search_path = ''
as $$
	select private.my_session_id() is null or exists (
		select from auth.sessions a left join private.sessions s on s.id = a.id
		where a.id = private.my_session_id() and a.user_id = (select auth.uid()) and s.ended_at is null
			-- The real clock: whoever stands on either side of a deadline in a test is no longer or shorter away.
			and (
				p_idle is null
				or coalesce(s.seen_at, a.created_at) > now() - p_idle and a.created_at > now() - interval '12 hours'
			)
	);
$$;
comment on function private.is_session_live(interval) is
	'False once the session of the caller''s token was ended, by whatever way. With p_idle, for staff, also once it lay still for longer, '
	'or began half a day ago (NIST SP 800-63B asks for both at its second level). One that was never noted counts as used when it began.';
revoke all on function private.is_session_live(interval) from public, anon, authenticated, service_role;

create or replace function private.has_staff_role(p_roles text[]) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from public.staff_members m
		where m.user_id = (select auth.uid()) and m.is_active and m.role = any (p_roles)
	)
	and (
		not private.is_setting_on('staff_requires_aal2')
		or coalesce((select auth.jwt() ->> 'aal'), '') = 'aal2'
	)
	and private.is_session_live(private.staff_idle_limit());
$$;
comment on function private.has_staff_role(text[]) is
	'True for an active member of staff with one of the roles whose session is neither ended nor idle and, where the deployment '
	'demands it, has a second factor.';

create function private.end_sessions(p_user uuid, p_only uuid, p_except uuid) returns int
language plpgsql security definer set search_path = ''
as $$
declare
	ended int;
begin
	update private.sessions s set ended_at = greatest(now(), s.seen_at)
	where s.user_id = p_user and s.ended_at is null and (p_only is null or s.id = p_only) and s.id is distinct from p_except;
	delete from auth.sessions a
	where a.user_id = p_user and (p_only is null or a.id = p_only) and a.id is distinct from p_except;
	get diagnostics ended = row_count;
	return ended;
end;
$$;
comment on function private.end_sessions(uuid, uuid, uuid) is
	'Ends all sessions of a person, or one, or all but one; how many. Their refresh tokens go with auth.sessions, what a token that '
	'is still valid may do is refused by private.is_session_live.';
revoke all on function private.end_sessions(uuid, uuid, uuid) from public, anon, authenticated, service_role;

create function public.note_session(p_device text, p_is_active boolean default true) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	session constant uuid := private.my_session_id();
	roles constant text[] := public.my_staff_roles();
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
	end if;
	return jsonb_build_object(
		'is_live', true, 'roles', to_jsonb(roles),
		'needs_second_factor', roles <> '{}' and private.is_setting_on('staff_requires_aal2')
			and coalesce(auth.jwt() ->> 'aal', '') <> 'aal2'
	);
end;
$$;
comment on function public.note_session(text, boolean) is
	'{"is_live", "roles", "needs_second_factor"}: a sign of life of the caller''s session, written down once a minute at most, and what '
	'the screens of the office need to know. p_is_active false: asked by the page itself, nobody need be there. PT403 not_allowed, '
	'PT422 payload_invalid.';
revoke all on function public.note_session(text, boolean) from public, anon, authenticated, service_role;
grant execute on function public.note_session(text, boolean) to authenticated;

create function public.my_sessions() returns jsonb
language sql stable security definer set search_path = ''
as $$
	select coalesce(jsonb_agg(l.line order by l.is_this desc, l.seen_at desc), '[]')
	from (
		select seen.at as seen_at, a.id is not distinct from private.my_session_id() as is_this, jsonb_build_object(
			'id', a.id, 'device', coalesce(s.device, 'other/other'), 'began_at', a.created_at, 'seen_at', seen.at,
			'is_this', a.id is not distinct from private.my_session_id()
		) as line
		from auth.sessions a left join private.sessions s on s.id = a.id
		cross join lateral (select coalesce(s.seen_at, a.created_at) as at) seen
		where a.user_id = (select auth.uid()) and s.ended_at is null
			and (
				public.my_staff_roles() = '{}'
				or seen.at > now() - private.staff_idle_limit() and a.created_at > now() - interval '12 hours'
			)
		order by seen.at desc limit 50
	) l;
$$;
comment on function public.my_sessions() is
	'[{"id", "device", "began_at", "seen_at", "is_this"}]: where the caller is signed in, this session first; of staff only those that '
	'are not idle. The newest fifty.';
revoke all on function public.my_sessions() from public, anon, authenticated, service_role;
grant execute on function public.my_sessions() to authenticated;

create function public.end_session(p_id uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
	if not private.is_session_live(null) or not exists (
		select from auth.sessions a where a.id = p_id and a.user_id = auth.uid()
	) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform private.end_sessions(auth.uid(), p_id, null);
	if public.my_staff_roles() <> '{}' then
		perform private.write_audit('clerk', 'sessions_ended', 'staff_member', auth.uid()::text, jsonb_build_object('sessions', 1));
	end if;
end;
$$;
comment on function public.end_session(uuid) is
	'Signs the caller out on one of their devices, with the next request there. PT404 not_found, also for sessions of others.';
revoke all on function public.end_session(uuid) from public, anon, authenticated, service_role;
grant execute on function public.end_session(uuid) to authenticated;

create function public.end_sessions(p_user uuid, p_keep_this boolean) returns int
language plpgsql security definer set search_path = ''
as $$
declare
	is_own constant boolean := p_user is not distinct from auth.uid();
	is_staff constant boolean := exists (select from public.staff_members m where m.user_id = p_user);
	ended int;
begin
	if auth.uid() is null or not private.is_session_live(null) or not (is_own or private.has_staff_role(array['admin'])) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if not (is_own or is_staff) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	ended := private.end_sessions(p_user, null, case when coalesce(p_keep_this, false) then private.my_session_id() end);
	if is_staff then
		perform private.write_audit(
			case when is_own then 'clerk' else 'admin' end, 'sessions_ended', 'staff_member', p_user::text,
			jsonb_build_object('sessions', ended)
		);
	end if;
	return ended;
end;
$$;
comment on function public.end_sessions(uuid, boolean) is
	'Signs somebody out everywhere, or everywhere else; how many sessions that were. Oneself, or by an admin anybody of the office. '
	'PT403 not_allowed, PT404 not_found.';
revoke all on function public.end_sessions(uuid, boolean) from public, anon, authenticated, service_role;
grant execute on function public.end_sessions(uuid, boolean) to authenticated;
