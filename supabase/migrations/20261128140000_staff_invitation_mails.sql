-- Invitations of staff are mailed by the outbox like everything else.
create or replace function public.invite_staff(p_email text, p_roles text[]) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	address constant text := lower(btrim(p_email));
	roles text[];
begin
	if not private.has_staff_role(array['admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	roles := private.known_staff_roles(p_roles);
	if roles = '{}' or address is null or length(address) > 254 or address !~ '^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$' then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if exists (
		select from public.staff_members m join auth.users u on u.id = m.user_id where lower(u.email) = address and m.is_active
	) then
		raise sqlstate 'PT409' using message = 'already_staff';
	end if;
	-- A new invitation takes the place of an older one, so that it counts from today and holds these roles alone.
	delete from public.staff_invitations i where i.email = address and i.claimed_at is null;
	with invited as (
		insert into public.staff_invitations (email, role, invited_by, created_at, expires_at)
		select address, r, auth.uid(), private.now(), private.now() + interval '30 days' from unnest(roles) r
		returning id
	)
	-- One mail, however many roles.
	insert into public.notifications (event, email, subject_id)
	select 'staff_invitation', address, id from invited limit 1;
	return jsonb_build_object('email', address, 'roles', to_jsonb(roles));
end;
$$;

create or replace function public.claim_notifications(p_limit int) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	most constant int := 50;
	lease constant interval := interval '2 minutes';
	longest_wait constant interval := interval '14 days';
	-- The real clock: an overridden one would stand still, and with it every lease.
	moment constant timestamptz := clock_timestamp();
	claimed jsonb;
begin
	update public.notifications set given_up_at = moment
	where sent_at is null and given_up_at is null and due_at <= moment and created_at < moment - longest_wait;
	with due as (
		select n.id from public.notifications n
		where n.sent_at is null and n.given_up_at is null and n.due_at <= moment
		order by n.due_at, n.id
		limit least(p_limit, most)
		for update skip locked
	), mine as (
		update public.notifications n set attempts = n.attempts + 1, due_at = moment + lease
		from due where n.id = due.id
		returning n.id, n.attempts, n.event, n.application_id, n.subject_id, n.recipient_id, n.email
	)
	select coalesce(jsonb_agg(jsonb_build_object(
		'id', c.id,
		'attempt', c.attempts,
		'event', c.event,
		'email', coalesce(c.email, u.email),
		'application_id', c.application_id,
		'reference_number', a.reference_number,
		'locale', coalesce(i.locale, a.form ->> 'contact_language', 'de'),
		-- Who has left meanwhile, or was never to come, is told nothing.
		'is_wanted', case c.event
			when 'invitation' then i.claimed_at is null and i.revoked_at is null
			when 'staff_invitation' then coalesce(s.claimed_at is null and s.expires_at > private.now(), false)
			else exists (
				select from public.organisation_members m
				where m.organisation_id = a.organisation_id and m.user_id = c.recipient_id
			)
		end,
		'invitation', case when c.event = 'invitation' then jsonb_build_object(
			'role', i.role, 'until', i.until, 'inviter', v.email
		) end
	) order by c.id), '[]') into claimed
	from mine c
	left join auth.users u on u.id = c.recipient_id
	left join public.applications a on a.id = c.application_id
	left join public.invitations i on i.id = c.subject_id and c.event = 'invitation'
	left join public.staff_invitations s on s.id = c.subject_id and c.event = 'staff_invitation'
	left join auth.users v on v.id = i.invited_by;
	return claimed;
end;
$$;
comment on column public.notifications.event is
	'state_<to state>, letter, message, reminder, invitation, staff_invitation; see mail/news.ts for the words.';
