-- Whoever signs is known by their name: two colleagues of one name, or one whose name is shown in another order than it is written, can
-- sign in each other's place.
create function private.is_borne_name(p_name text, p_besides uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from public.staff_names n cross join (values (U&'\200c\200d')) u (unseen)
		where n.user_id is distinct from p_besides
			and exists (select from public.staff_members m where m.user_id = n.user_id and m.is_active)
			and (
				lower(n.name) = lower(p_name)
				or (private.folded(p_name) <> '' and private.folded(translate(n.name, u.unseen, '')) = private.folded(translate(p_name, u.unseen, '')))
			)
	);
$$;
comment on function private.is_borne_name(text, uuid) is
	'Whether an active colleague besides this person is called that, however it is written: see private.folded.';
revoke all on function private.is_borne_name(text, uuid) from public, anon, authenticated, service_role;

create function private.hides_signs(p_name text) returns boolean
language sql immutable set search_path = ''
as $$
	-- Not U+200C and U+200D: Persian names are written with them.
	select p_name ~ (
		'[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff'
		'\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]'
	);
$$;
comment on function private.hides_signs(text) is 'Whether a name holds what nobody sees, or what turns the order of its letters round.';
revoke all on function private.hides_signs(text) from public, anon, authenticated, service_role;

create or replace function public.set_staff_name(p_user uuid, p_name text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	words constant text := coalesce(private.said(regexp_replace(p_name, '\s+', ' ', 'g')), '');
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])
		or (p_user is distinct from auth.uid() and not private.has_staff_role(array['admin']))
	then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if not exists (select from public.staff_members m where m.user_id = p_user) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if length(words) > 80 or words ~ '[[:cntrl:]]' then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if private.hides_signs(words) then
		raise sqlstate 'PT422' using message = 'name_hides_signs';
	end if;
	-- Two who choose one name at once: the second waits here and finds it borne. Who has borne it for long keeps it.
	lock table public.staff_names in share row exclusive mode;
	if private.is_borne_name(words, p_user)
		and not exists (select from public.staff_names n where n.user_id = p_user and n.name = words)
	then
		raise sqlstate 'PT409' using message = 'name_borne';
	end if;
	if words = '' then
		delete from public.staff_names n where n.user_id = p_user;
	else
		insert into public.staff_names as n (user_id, name) values (p_user, words)
		on conflict (user_id) do update set name = excluded.name;
	end if;
	-- The trail is for ever, a name is not: that it changed is enough.
	perform private.write_audit(
		case when p_user = auth.uid() then 'clerk' else 'admin' end, 'staff_named', 'staff_member', p_user::text,
		jsonb_build_object('has_name', words <> '')
	);
end;
$$;
comment on function public.set_staff_name(uuid, text) is
	'The name of somebody who works or worked here, at most 80 characters, none when empty: by the person, or by an admin. '
	'PT403 not_allowed, PT404 not_found, PT409 name_borne (by an active colleague), PT422 name_hides_signs | payload_invalid.';

create or replace function public.claim_staff_invitations() returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	actor uuid := auth.uid();
	address text;
	invitation public.staff_invitations;
begin
	if actor is null then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	-- The address comes from the account, never from the token: its metadata can be written by the person.
	select lower(u.email) into address from auth.users u where u.id = actor and u.email_confirmed_at is not null;
	for invitation in
		select i.* from public.staff_invitations i
		where i.email = address and i.claimed_at is null and i.expires_at > private.now()
		order by i.role
		for update
	loop
		insert into public.staff_members as m (user_id, role) values (actor, invitation.role)
		on conflict (user_id, role) do update set deactivated_at = null
			where m.deactivated_at < invitation.created_at;
		insert into public.staff_names (user_id, name) select actor, invitation.name
		where invitation.name is not null and not private.hides_signs(invitation.name)
			and not private.is_borne_name(invitation.name, actor)
		on conflict (user_id) do nothing;
		update public.staff_invitations set claimed_at = private.now(), claimed_by = actor where id = invitation.id;
		perform private.write_audit(
			'system', 'staff_invitation_claimed', 'staff_invitation', invitation.id::text,
			jsonb_build_object('role', invitation.role)
		);
	end loop;
	return jsonb_build_object('roles', to_jsonb(public.my_staff_roles()));
end;
$$;
comment on function public.claim_staff_invitations() is
	'{"roles": […]}: gives the caller the roles invited for their confirmed address, and the name the invitation gives them '
	'where they have said none and no colleague is called that, and returns all roles they hold. An invitation older than a '
	'dismissal does not undo it.';
