create table private.deleted_drafts (
	draft_id uuid not null,
	user_id uuid not null references auth.users (id) on delete cascade,
	deleted_at timestamptz not null,
	primary key (draft_id, user_id)
);
comment on table private.deleted_drafts is
	'Which drafts were deleted, for everybody who could read them then: their other devices must tell that from a server that was '
	'restored from an older copy, or they would offer the draft anew. No word of it. Goes with the account.';
comment on column private.deleted_drafts.draft_id is
	'Not application_id: what names an application is deleted with it, and this is what stays.';
create index deleted_drafts_by_user on private.deleted_drafts (user_id);
comment on index private.deleted_drafts_by_user is 'Accounts that go take their rows along.';
revoke all on private.deleted_drafts from public, anon, authenticated, service_role;
alter table private.deleted_drafts enable row level security;

create function public.delete_draft(p_id uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	organisation uuid;
	application public.applications;
begin
	if exists (select from private.deleted_drafts d where d.draft_id = p_id and d.user_id = auth.uid()) then
		return '{}';
	end if;
	-- The same lock as saving takes first: what another device saves now is either before this or told that it is gone.
	perform pg_advisory_xact_lock(hashtextextended(p_id::text, 0));
	select a.* into application from public.applications a
	where a.id = p_id and a.id in (select private.my_application_ids()) for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	organisation := private.lock_owned_organisation(p_id);
	if application.state <> 'draft' then
		raise sqlstate 'PT409' using message = 'already_submitted';
	end if;
	-- One owner alone deletes nothing that another one still wants.
	if exists (
		select from public.organisation_members m
		where m.organisation_id = organisation and m.role = 'owner' and m.user_id <> auth.uid()
	) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	insert into private.deleted_drafts (draft_id, user_id, deleted_at)
	select p_id, p.id, private.now() from private.people_of(application) p where p.state = 'active';
	perform private.write_audit('applicant', 'draft_deleted', 'application', p_id::text, '{}');
	perform private.erase_application(application, 'deleted');
	return '{}';
end;
$$;
comment on function public.delete_draft(uuid) is
	'{}: a draft that was never sent is gone, with all that names it and its documents; again changes nothing. For its only owner. '
	'PT403 not_allowed (not an owner, or not the only one), PT404 not_found, PT409 already_submitted.';
revoke all on function public.delete_draft(uuid) from public, anon, authenticated, service_role;
grant execute on function public.delete_draft(uuid) to authenticated;

create function public.was_draft_deleted(p_id uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (select from private.deleted_drafts d where d.draft_id = p_id and d.user_id = (select auth.uid()));
$$;
comment on function public.was_draft_deleted(uuid) is
	'True where the caller could read this draft when its owner deleted it; of any other id false, so that ids tell nothing.';
revoke all on function public.was_draft_deleted(uuid) from public, anon, authenticated, service_role;
grant execute on function public.was_draft_deleted(uuid) to authenticated;

create function private.refuse_deleted_draft() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if public.was_draft_deleted(new.id) then
		raise sqlstate 'PT410' using message = 'draft_deleted';
	end if;
	return new;
end;
$$;
comment on function private.refuse_deleted_draft() is
	'Trigger: what was deleted does not come back by itself from a device that was away. PT410 draft_deleted.';
revoke all on function private.refuse_deleted_draft() from public, anon, authenticated, service_role;
create trigger deleted_drafts_stay_deleted before insert on public.applications
	for each row execute function private.refuse_deleted_draft();
comment on trigger deleted_drafts_stay_deleted on public.applications is
	'A phone that still holds the draft asks its person instead of making it again.';
