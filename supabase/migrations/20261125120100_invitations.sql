create table public.invitations (
	id uuid primary key default gen_random_uuid(),
	organisation_id uuid not null references public.organisations (id) on delete cascade,
	application_id uuid references public.applications (id) on delete cascade,
	email text not null,
	role text not null,
	until date,
	invited_by uuid,
	created_at timestamptz not null,
	expires_at timestamptz not null,
	claimed_at timestamptz,
	claimed_by uuid,
	revoked_at timestamptz
);
comment on table public.invitations is
	'People are invited by address and come in at a sign-in with that confirmed address, whether they have an account '
	'already or not: so an invitation tells nobody who has one.';
comment on column public.invitations.application_id is 'Of a helper; members belong to the organisation and see all its applications.';
comment on column public.invitations.until is 'A helper''s last day, in Europe/Berlin; null for members.';

alter table public.invitations add constraint invitations_known_roles check (role in ('editor', 'reader', 'helper'));
alter table public.invitations add constraint invitations_helpers_have_one_application_and_an_end
	check ((role = 'helper') = (application_id is not null) and (role = 'helper') = (until is not null));
alter table public.invitations add constraint invitations_help_for_sixty_days
	check (until between (created_at at time zone 'Europe/Berlin')::date and (created_at at time zone 'Europe/Berlin')::date + 60);
alter table public.invitations add constraint invitations_lower_case_email
	check (email = lower(btrim(email)) and email like '%_@_%' and length(email) <= 254);

create unique index invitations_one_open on public.invitations (organisation_id, email, application_id) nulls not distinct
	where claimed_at is null and revoked_at is null;
comment on index public.invitations_one_open is 'Inviting again renews the open invitation; a member''s has no application.';
create index invitations_by_email on public.invitations (email) where claimed_at is null and revoked_at is null;
comment on index public.invitations_by_email is 'What waits for an address that has just signed in.';
create index invitations_by_application on public.invitations (application_id);
comment on index public.invitations_by_application is 'The open invitations of one application''s helpers.';

revoke all on public.invitations from public, anon, authenticated, service_role;
grant select on public.invitations to authenticated, service_role;
alter table public.invitations enable row level security;

create policy "Members see whom their organisations have invited" on public.invitations for select to authenticated
	using (organisation_id in (select private.my_organisation_ids()));

create function private.lock_owned_organisation(p_application uuid) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
	organisation uuid;
begin
	-- Application first, organisation second, as saving does: two of these can wait for each other but never in a circle.
	select a.organisation_id into organisation
	from public.applications a
	where a.id = p_application and a.id in (select private.my_application_ids())
	for key share;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	-- Who belongs to an organisation changes one step after the other: of two owners who leave at once the second is the last.
	perform from public.organisations o where o.id = organisation for no key update;
	if not exists (
		select from public.organisation_members m
		where m.organisation_id = organisation and m.user_id = auth.uid() and m.role = 'owner'
	) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return organisation;
end;
$$;
comment on function private.lock_owned_organisation(uuid) is
	'Locks and returns the organisation behind an application, for one of its owners. PT404 not_found for whoever cannot '
	'read the application, PT403 not_allowed for everybody else of it.';
revoke all on function private.lock_owned_organisation(uuid) from public, anon, authenticated, service_role;

create function private.within_invitation_limit(p_bucket text, p_subject text, p_limit int) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	a_day constant int := 86400;
	counted constant jsonb := public.consume_rate_limit(p_bucket, encode(sha256(convert_to(p_subject, 'UTF8')), 'hex'), p_limit, a_day);
begin
	if not (counted -> 'is_allowed')::boolean then
		raise sqlstate 'PT429' using
			message = 'too_many_attempts', detail = jsonb_build_object('retry_after_seconds', counted -> 'retry_after_seconds')::text;
	end if;
end;
$$;
comment on function private.within_invitation_limit(text, text, int) is 'Counts one invitation of the day. PT429 too_many_attempts.';
revoke all on function private.within_invitation_limit(text, text, int) from public, anon, authenticated, service_role;

create function public.invite_person(p_application uuid, p_email text, p_role text, p_until date default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	most_open constant int := 20;
	most_a_day constant int := 20;
	most_to_one_address constant int := 3;
	longest_help constant int := 60;
	longest_wait constant interval := interval '30 days';
	moment constant timestamptz := private.now();
	organisation constant uuid := private.lock_owned_organisation(p_application);
	address constant text := lower(btrim(p_email));
	application uuid;
	invitation public.invitations;
begin
	if address is null or length(address) > 254 or address !~ '^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$'
		or p_role is null or p_role not in ('editor', 'reader', 'helper')
		or (p_role = 'helper') <> (p_until is not null)
		or p_until not between private.today() and private.today() + longest_help
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	-- Only whom the owner sees in the list anyway: this tells nothing about anybody's account.
	if exists (
		select from public.organisation_members m
		join auth.users u on u.id = m.user_id
		where m.organisation_id = organisation and lower(u.email) = address
	) then
		raise sqlstate 'PT409' using message = 'already_member';
	end if;
	application := case p_role when 'helper' then p_application end;
	if (
		select count(*) from public.invitations i
		where i.organisation_id = organisation and i.claimed_at is null and i.revoked_at is null and i.expires_at > moment
			and (i.email, i.application_id) is distinct from (address, application)
	) >= most_open then
		raise sqlstate 'PT422' using message = 'too_many_invitations';
	end if;
	-- By person and not by organisation: every draft has an organisation of its own, and one person can begin fifty.
	perform private.within_invitation_limit('invite_by_person', auth.uid()::text, most_a_day);
	perform private.within_invitation_limit('invite_again', organisation::text || address, most_to_one_address);

	insert into public.invitations as i
		(organisation_id, application_id, email, role, until, invited_by, created_at, expires_at)
	values (organisation, application, address, p_role, p_until, auth.uid(), moment, moment + longest_wait)
	on conflict (organisation_id, email, application_id) where claimed_at is null and revoked_at is null
	do update set
		role = excluded.role, until = excluded.until, invited_by = excluded.invited_by,
		created_at = excluded.created_at, expires_at = excluded.expires_at
	returning i.* into invitation;
	perform private.write_audit(
		'applicant', 'person_invited', 'application', p_application::text,
		jsonb_build_object('invitation_id', invitation.id, 'role', p_role, 'until', p_until)
	);
	return jsonb_build_object('invitation_id', invitation.id);
end;
$$;
comment on function public.invite_person(uuid, text, text, date) is
	'{"invitation_id"}: an owner invites an address as editor or reader of the organisation, or as helper of this one '
	'application until a day at most 60 days away; inviting again renews. The answer is the same whether the address has '
	'an account or not. At most 20 open for one organisation, 20 a day by one person, 3 a day to one address. PT403 '
	'not_allowed, PT404 not_found, PT409 already_member, PT422 payload_invalid | too_many_invitations, PT429 '
	'too_many_attempts (detail {"retry_after_seconds"}).';
revoke all on function public.invite_person(uuid, text, text, date) from public, anon, authenticated, service_role;
grant execute on function public.invite_person(uuid, text, text, date) to authenticated;

create function public.claim_invitations() returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	moment constant timestamptz := private.now();
	actor constant uuid := auth.uid();
	address text;
	invitation public.invitations;
	claimed int := 0;
begin
	if actor is null then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	-- The address comes from the account, never from the token: its metadata can be written by the person.
	select lower(u.email) into address from auth.users u where u.id = actor and u.email_confirmed_at is not null;
	for invitation in
		select i.* from public.invitations i
		where i.email = address and i.claimed_at is null and i.revoked_at is null and i.expires_at > moment
			and (i.until is null or i.until >= private.today())
		order by i.id
		for update
	loop
		if invitation.role = 'helper' then
			insert into public.application_helpers as h (application_id, user_id, until, invited_by, created_at)
			values (invitation.application_id, actor, invitation.until, invitation.invited_by, invitation.created_at)
			on conflict (application_id, user_id) do update set
				until = excluded.until, invited_by = excluded.invited_by, created_at = excluded.created_at,
				ended_at = null, ended_by = null;
		else
			insert into public.organisation_members (organisation_id, user_id, role)
			values (invitation.organisation_id, actor, invitation.role)
			on conflict (organisation_id, user_id) do nothing;
		end if;
		update public.invitations set claimed_at = moment, claimed_by = actor where id = invitation.id;
		perform private.write_audit(
			'applicant', 'invitation_claimed', 'invitation', invitation.id::text,
			jsonb_build_object(
				'role', invitation.role, 'organisation_id', invitation.organisation_id,
				'application_id', invitation.application_id, 'until', invitation.until
			)
		);
		claimed := claimed + 1;
	end loop;
	return jsonb_build_object('claimed', claimed);
end;
$$;
comment on function public.claim_invitations() is
	'{"claimed"}: lets the caller in wherever their confirmed address is invited. Who is a member already keeps their '
	'role. PT403 not_allowed for nobody.';
revoke all on function public.claim_invitations() from public, anon, authenticated, service_role;
grant execute on function public.claim_invitations() to authenticated;
