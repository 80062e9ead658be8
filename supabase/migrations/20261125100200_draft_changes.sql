create table public.draft_changes (
	application_id uuid not null references public.applications (id) on delete cascade,
	revision integer not null,
	actor_id uuid not null,
	at timestamptz not null,
	paths text[] not null,
	primary key (application_id, revision)
);
comment on table public.draft_changes is
	'Who changed which fields of a draft and when, so that several people can write one application: the places only, the '
	'words are in the form. Goes with its draft.';
comment on column public.draft_changes.actor_id is 'No foreign key: what a helper changed is told after their account is gone.';

revoke all on public.draft_changes from public, anon, authenticated, service_role;
grant select on public.draft_changes to authenticated, service_role;
alter table public.draft_changes enable row level security;

create policy "Members read who changed their applications" on public.draft_changes for select to authenticated
	using (application_id in (select private.my_application_ids()));

create function private.note_draft_change(p_application uuid, p_revision int, p_paths text[]) returns void
language sql volatile security definer set search_path = ''
as $$
	insert into public.draft_changes (application_id, revision, actor_id, at, paths)
	select p_application, p_revision, auth.uid(), private.now(), p_paths
	where cardinality(p_paths) > 0;
$$;
comment on function private.note_draft_change(uuid, int, text[]) is 'Called by save_draft with the revision it made; a draft that only begins changes nothing.';
revoke all on function private.note_draft_change(uuid, int, text[]) from public, anon, authenticated, service_role;

create function private.may_write_application(p_application public.applications) returns boolean
language sql stable security definer set search_path = ''
as $$
	select private.may_write_for(p_application.organisation_id);
$$;
comment on function private.may_write_application(public.applications) is
	'True for whoever may change the words of this application. Sending it is a matter of private.may_write_for alone.';
revoke all on function private.may_write_application(public.applications) from public, anon, authenticated, service_role;

create function private.with_listed(p_application public.applications, p_form jsonb) returns public.applications
language plpgsql immutable set search_path = ''
as $$
begin
	p_application.title := nullif(p_form ->> 'project_title', '');
	p_application.requested_cents := private.whole_number(p_form -> 'requested_cents');
	p_application.district := p_form ->> 'district';
	p_application.areas := private.texts(p_form -> 'project_areas');
	p_application.organisation_name := nullif(p_form ->> 'organisation_name', '');
	return p_application;
end;
$$;
comment on function private.with_listed(public.applications, jsonb) is
	'The application with what the lists of staff show, copied out of this form.';
revoke all on function private.with_listed(public.applications, jsonb) from public, anon, authenticated, service_role;

create function private.name_organisation(p_application public.applications) returns void
language sql volatile security definer set search_path = ''
as $$
	update public.organisations set name = coalesce(p_application.organisation_name, '')
	where id = p_application.organisation_id and name is distinct from coalesce(p_application.organisation_name, '');
$$;
comment on function private.name_organisation(public.applications) is 'An organisation is called what its last changed application says.';
revoke all on function private.name_organisation(public.applications) from public, anon, authenticated, service_role;
