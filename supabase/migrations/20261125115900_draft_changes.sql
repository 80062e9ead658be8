create table if not exists public.draft_changes (
	application_id uuid not null references public.applications (id),
	revision integer not null,
	actor_id uuid,
	at timestamptz not null,
	paths text[] not null,
	primary key (application_id, revision)
);
comment on table public.draft_changes is 'Who changed which fields of a draft when; no words, those are in the form.';
revoke all on public.draft_changes from public, anon, authenticated, service_role;
grant select on public.draft_changes to authenticated, service_role;
alter table public.draft_changes enable row level security;
