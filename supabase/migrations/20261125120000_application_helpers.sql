create table public.application_helpers (
	application_id uuid not null references public.applications (id) on delete cascade,
	user_id uuid not null references auth.users (id) on delete cascade,
	until date not null,
	invited_by uuid,
	created_at timestamptz not null,
	ended_at timestamptz,
	ended_by uuid,
	primary key (application_id, user_id)
);
comment on table public.application_helpers is
	'Counsellors and interpreters who help with one application for a time. They read it and write its draft; they never '
	'send, withdraw or invite, and see nothing else of the organisation. Rows stay when the help has ended: who took part '
	'in an application takes no part in deciding it, see private.is_member_of.';
comment on column public.application_helpers.until is 'The last day of access, in Europe/Berlin.';
comment on column public.application_helpers.ended_at is 'Set when the helper left or was removed before that day.';

alter table public.application_helpers add constraint application_helpers_for_sixty_days
	check (until between (created_at at time zone 'Europe/Berlin')::date and (created_at at time zone 'Europe/Berlin')::date + 60);
alter table public.application_helpers add constraint application_helpers_end_after_they_began check (ended_at >= created_at);

create index application_helpers_by_user on public.application_helpers (user_id, application_id) where ended_at is null;
comment on index public.application_helpers_by_user is 'Every policy of the applicant side asks whom a person helps.';

revoke all on public.application_helpers from public, anon, authenticated, service_role;
grant select on public.application_helpers to authenticated, service_role;
alter table public.application_helpers enable row level security;

create function private.today() returns date
language sql stable security definer set search_path = ''
as $$
	select (private.now() at time zone 'Europe/Berlin')::date;
$$;
comment on function private.today() is 'The day it is in Duisburg, by the clock every deadline is measured with.';
revoke all on function private.today() from public, anon, authenticated, service_role;

create function private.my_helped_application_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$
	select h.application_id
	from public.application_helpers h
	where h.user_id = (select auth.uid()) and h.ended_at is null and h.until >= (select private.today());
$$;
comment on function private.my_helped_application_ids() is
	'Applications the caller helps with today. Asked by every statement: access ends with the day or with the removal, not '
	'with the session.';
revoke all on function private.my_helped_application_ids() from public, anon, authenticated, service_role;
grant execute on function private.my_helped_application_ids() to authenticated;

create or replace function private.my_application_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$
	select a.id
	from public.applications a
	join public.organisation_members m on m.organisation_id = a.organisation_id
	where m.user_id = (select auth.uid())
	union
	select private.my_helped_application_ids();
$$;
comment on function private.my_application_ids() is
	'Applications of the caller''s organisations and those they help with, for the policies of what hangs on them. To read '
	'is all it gives: writing asks private.may_write_application, sending private.may_write_for.';

create or replace function private.may_write_application(p_application public.applications) returns boolean
language sql stable security definer set search_path = ''
as $$
	select private.may_write_for(p_application.organisation_id)
		or p_application.id in (select private.my_helped_application_ids());
$$;
comment on function private.may_write_application(public.applications) is
	'Who may write words into a draft: owners and editors of the organisation, and helpers of this application while their '
	'help runs. Sending, withdrawing and answering ask private.may_write_for instead, which no helper passes.';
revoke all on function private.may_write_application(public.applications) from public, anon, authenticated, service_role;

create or replace function private.is_member_of(p_organisation uuid, p_user uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from public.organisation_members m where m.organisation_id = p_organisation and m.user_id = p_user
	) or exists (
		select from public.applications a
		where a.organisation_id = p_organisation and (
			exists (select from public.application_helpers h where h.application_id = a.id and h.user_id = p_user)
			or exists (select from public.draft_changes c where c.application_id = a.id and c.actor_id = p_user)
		)
	);
$$;
comment on function private.is_member_of(uuid, uuid) is
	'Conflict of interest: whoever belongs to the applicant, even as a reader, takes no part in its procedure, nor does '
	'whoever helped with an application of theirs or wrote in one, also when that is over (§ 20 Abs. 1 VwVfG NRW, Nr. 1, 5 '
	'and 6).';

create policy "People see who helps with applications they can read" on public.application_helpers
	for select to authenticated using (application_id in (select private.my_application_ids()));
create policy "Helpers read the applications they help with" on public.applications for select to authenticated
	using (id in (select private.my_helped_application_ids()));
