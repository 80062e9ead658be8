create table public.conflicts (
	application_id uuid not null references public.applications (id),
	user_id uuid not null,
	reason text not null,
	declared_at timestamptz not null,
	primary key (application_id, user_id)
);
comment on table public.conflicts is
	'Befangenheit (§§ 20, 21 VwVfG NRW): whoever says so takes no part in the procedure any more. Membership, help and '
	'writing need no word, see private.is_member_of. Not taken back: who was partial yesterday is partial today.';
comment on column public.conflicts.user_id is 'No foreign key: the file outlives the account.';

alter table public.conflicts add constraint conflicts_have_grounds check (length(reason) between 1 and 4000);

revoke all on public.conflicts from public, anon, authenticated, service_role;
grant select on public.conflicts to authenticated, service_role;
alter table public.conflicts enable row level security;

create policy "Staff read who is partial" on public.conflicts for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function private.is_partial(p_application uuid, p_user uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (select from public.conflicts c where c.application_id = p_application and c.user_id = p_user)
		or exists (
			select from public.applications a
			where a.id = p_application and private.is_member_of(a.organisation_id, p_user)
		);
$$;
comment on function private.is_partial(uuid, uuid) is
	'Conflict of interest: declared, or because the person belongs to the applicant, helped or wrote in an application of theirs.';
revoke all on function private.is_partial(uuid, uuid) from public, anon, authenticated, service_role;

create or replace function private.require_staff_for(p_application uuid) returns public.applications
language plpgsql security definer set search_path = ''
as $$
declare
	application public.applications;
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select a.* into application from public.applications a where a.id = p_application and a.state <> 'draft' for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if private.is_partial(application.id, auth.uid()) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	return application;
end;
$$;

create function private.guard_impartiality() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if new.discarded_at is null and (
		private.is_partial(new.application_id, new.first_signed_by)
		or (new.second_signed_by is not null and private.is_partial(new.application_id, new.second_signed_by))
	) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	return new;
end;
$$;
comment on function private.guard_impartiality() is
	'Holds for the owner too: neither signature is of somebody partial, also when that was declared between the two. Such a '
	'decision can only be discarded.';
revoke all on function private.guard_impartiality() from public, anon, authenticated, service_role;

create trigger decisions_are_impartial before insert or update on public.decisions
	for each row execute function private.guard_impartiality();
comment on trigger decisions_are_impartial on public.decisions is 'See private.guard_impartiality().';

create function public.declare_conflict(p_application uuid, p_reason text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	reason constant text := nullif(btrim(p_reason, E' \t\r\n'), '');
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform from public.applications a where a.id = p_application and a.state <> 'draft' for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if reason is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(reason) > 4000 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	insert into public.conflicts (application_id, user_id, reason, declared_at)
	values (p_application, auth.uid(), reason, private.now())
	on conflict do nothing;
	if found then
		update public.reviews set removed_at = private.now(), removed_by = auth.uid(), removal_reason = 'conflict'
		where application_id = p_application and reviewer_id = auth.uid() and removed_at is null;
		update private.cases set assigned_to = null, revision = revision + 1
		where application_id = p_application and assigned_to = auth.uid();
		perform private.write_audit('clerk', 'conflict_declared', 'application', p_application::text, '{}');
	end if;
	return '{}';
end;
$$;
comment on function public.declare_conflict(uuid, text) is
	'The caller takes no part in this case from now on: {}. An assessment of theirs does not count any more, and the case is '
	'nobody''s if it was theirs. PT403 not_allowed, PT404 not_found, PT422 reason_required | payload_invalid.';
revoke all on function public.declare_conflict(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.declare_conflict(uuid, text) to authenticated;

create trigger conflicts_stay before update or delete or truncate on public.conflicts
	for each statement execute function private.refuse_change();
comment on trigger conflicts_stay on public.conflicts is 'A declaration is not taken back.';
create trigger conflicts_touch_their_case after insert on public.conflicts
	for each row execute function private.touch_case();
comment on trigger conflicts_touch_their_case on public.conflicts is 'See private.touch_case().';
