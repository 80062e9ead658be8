create table public.organisations (
	id uuid primary key default gen_random_uuid(),
	name text not null default '',
	created_at timestamptz not null default now()
);
comment on table public.organisations is 'Association, initiative or institution that applies. The name follows the application while it is a draft.';

alter table public.organisations add constraint organisations_short_name check (length(name) <= 20000);

revoke all on public.organisations from public, anon, authenticated, service_role;
grant select on public.organisations to authenticated, service_role;
alter table public.organisations enable row level security;
