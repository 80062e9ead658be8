create table public.settings (
	key text primary key,
	value jsonb not null,
	updated_at timestamptz not null default now()
);
comment on table public.settings is
	'Switches of this deployment. Changed by the owner or the service key only; never shown to applicants or staff.';
comment on column public.settings.key is
	'staff_requires_aal2 (boolean): staff need a second factor, to be true on real Supabase. clock_override (timestamp '
	'as text): see private.now().';

alter table public.settings add constraint settings_known_keys check (key in ('staff_requires_aal2', 'clock_override'));
alter table public.settings add constraint settings_values_have_their_type check (
	case key
		when 'staff_requires_aal2' then jsonb_typeof(value) = 'boolean'
		else jsonb_typeof(value) = 'string'
	end
);

revoke all on public.settings from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.settings to service_role;
alter table public.settings enable row level security;

create function private.now() returns timestamptz
language sql stable security definer set search_path = ''
as $$
	select coalesce((select (s.value #>> '{}')::timestamptz from public.settings s where s.key = 'clock_override'), now());
$$;
comment on function private.now() is
	'The clock every deadline is measured with. The override exists so that tests and the demo round can stand on either '
	'side of a deadline; only the owner or the service key can set it, because whoever sets it can reopen a closed round.';
revoke all on function private.now() from public, anon, authenticated, service_role;

create function private.is_setting_on(p_key text) returns boolean
language sql stable security definer set search_path = ''
as $$
	select coalesce((select s.value = 'true'::jsonb from public.settings s where s.key = p_key), false);
$$;
comment on function private.is_setting_on(text) is 'A switch that is absent is off.';
revoke all on function private.is_setting_on(text) from public, anon, authenticated, service_role;

insert into public.settings (key, value) values ('staff_requires_aal2', 'false');
