-- What a Supabase project brings along before the first migration, as far as ours lean on it. The surplus default
-- privileges are Supabase's own: they are here so that a migration that forgets to revoke is found out.
do $$
begin
	if not exists (select from pg_roles where rolname = 'anon') then create role anon nologin noinherit; end if;
	if not exists (select from pg_roles where rolname = 'authenticated') then create role authenticated nologin noinherit; end if;
	if not exists (select from pg_roles where rolname = 'service_role') then create role service_role nologin noinherit bypassrls; end if;
end;
$$;
create schema auth;
grant usage on schema auth to anon, authenticated, service_role;
grant usage on schema public to anon, authenticated, service_role;
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;

create table auth.users (
	id uuid primary key default gen_random_uuid(),
	email varchar(255),
	email_confirmed_at timestamptz,
	raw_user_meta_data jsonb
);
create table auth.sessions (
	id uuid primary key default gen_random_uuid(),
	user_id uuid not null references auth.users (id) on delete cascade,
	created_at timestamptz default now()
);
create function auth.uid() returns uuid language sql stable as $$
	select coalesce(
		nullif(current_setting('request.jwt.claim.sub', true), ''),
		nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
	)::uuid;
$$;
create function auth.role() returns text language sql stable as $$
	select coalesce(
		nullif(current_setting('request.jwt.claim.role', true), ''),
		nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
	);
$$;
create function auth.email() returns text language sql stable as $$
	select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email';
$$;
create function auth.jwt() returns jsonb language sql stable as $$
	select coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb;
$$;
grant execute on all functions in schema auth to anon, authenticated, service_role;

-- Storage: the columns and rights our policies lean on. On Supabase row-level security alone decides there.
create schema storage;
grant usage on schema storage to anon, authenticated, service_role;
create table storage.buckets (
	id text primary key,
	name text not null unique,
	public boolean default false,
	file_size_limit bigint,
	allowed_mime_types text[]
);
create table storage.objects (
	id uuid primary key default gen_random_uuid(),
	bucket_id text references storage.buckets (id),
	name text,
	unique (bucket_id, name)
);
grant all on storage.buckets, storage.objects to anon, authenticated, service_role;
alter table storage.buckets enable row level security;
alter table storage.objects enable row level security;
