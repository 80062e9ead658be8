create table public.applications (
	id uuid primary key,
	round_id uuid not null references public.funding_rounds (id),
	organisation_id uuid not null references public.organisations (id),
	author_id uuid references auth.users (id) on delete set null,
	state text not null default 'draft',
	form jsonb not null default '{}',
	form_schema_version integer not null,
	revision integer not null default 0,
	title text,
	requested_cents bigint,
	district text,
	areas text[] not null default '{}',
	organisation_name text,
	reference_number text unique,
	submitted_at timestamptz,
	is_late boolean not null default false,
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now()
);
comment on table public.applications is
	'One application. Written through RPCs only. The id is made on the device, so that writing starts without network.';
comment on column public.applications.form is
	'Flat map of field path to value (see core/application). Kept as typed: what a person wrote is a problem to report, '
	'never a reason to refuse saving.';
comment on column public.applications.revision is 'Grows by one with every save; a client that names another one is told to merge.';
comment on column public.applications.title is
	'title, requested_cents, district, areas, organisation_name: copies out of the form for the lists of staff; null '
	'where the form holds nothing usable.';

alter table public.applications add constraint applications_known_states check (state in (
	'draft', 'submitted', 'formal_check', 'clarification', 'assessment', 'decision', 'approved', 'waitlisted', 'rejected',
	'accepted', 'paid', 'report_due', 'report_submitted', 'report_clarification', 'report_checked', 'closed', 'recovery',
	'withdrawn'
));
alter table public.applications add constraint applications_form_is_a_small_map
	check (jsonb_typeof(form) = 'object' and octet_length(form::text) <= 200000);
alter table public.applications add constraint applications_sent_has_a_number
	check (state = 'draft' or (reference_number is not null and submitted_at is not null));

create index applications_by_organisation on public.applications (organisation_id);
comment on index public.applications_by_organisation is 'Row-level security of applicants.';
create index applications_by_author on public.applications (author_id) where state = 'draft';
comment on index public.applications_by_author is 'Counts the open drafts of a person.';
create index applications_queue on public.applications (round_id, state, submitted_at, id) where state <> 'draft';
comment on index public.applications_queue is 'The list of staff: one round, one state, oldest first, by keyset.';

revoke all on public.applications from public, anon, authenticated, service_role;
grant select on public.applications to authenticated, service_role;
alter table public.applications enable row level security;

create policy "Members read the applications of their organisations" on public.applications for select to authenticated
	using (organisation_id in (select private.my_organisation_ids()));
create policy "Staff read applications once they are sent" on public.applications for select to authenticated
	using (state <> 'draft' and (select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));
create policy "Staff read organisations that sent an application" on public.organisations for select to authenticated
	using (
		(select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']))
		and exists (select from public.applications a where a.organisation_id = organisations.id and a.state <> 'draft')
	);

create function private.my_application_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$
	select a.id
	from public.applications a
	join public.organisation_members m on m.organisation_id = a.organisation_id
	where m.user_id = (select auth.uid());
$$;
comment on function private.my_application_ids() is 'Applications of the caller''s organisations, for the policies of what hangs on them.';
revoke all on function private.my_application_ids() from public, anon, authenticated, service_role;
grant execute on function private.my_application_ids() to authenticated;
