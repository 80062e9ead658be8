-- A mail to a group that was given up lay in the outbox, and nobody was shown it: the office believed that a letter or a question had been
-- told. It says so now on the case and at the desk, until it is sent again or the group was told in another way.
alter table public.notifications
	add column again_at timestamptz,
	add column told_at timestamptz;
comment on column public.notifications.again_at is
	'When the office wanted it tried anew; the two weeks after which it is given up are counted from then.';
comment on column public.notifications.told_at is
	'When somebody of the office said that the group was told in another way; only of what was given up.';
create index notifications_given_up on public.notifications (application_id)
	where given_up_at is not null and sent_at is null and told_at is null;
comment on index public.notifications_given_up is 'What the office is shown.';

create function private.mails_given_up(p_application uuid, p_round uuid)
returns table (id uuid, application_id uuid, event text, email text, created_at timestamptz, given_up_at timestamptz, is_refused boolean)
language sql stable security definer set search_path = ''
as $$
	select n.id, n.application_id, n.event, u.email, n.created_at, n.given_up_at, n.given_up_at < coalesce(n.again_at, n.created_at) + interval '14 days'
	from public.notifications n
	join public.applications a on a.id = n.application_id
	join auth.users u on u.id = n.recipient_id
	where n.given_up_at is not null and n.sent_at is null and n.told_at is null
		and (p_application is null or n.application_id = p_application) and (p_round is null or a.round_id = p_round)
		and a.state <> 'draft'
		and n.event not in ('office_message', 'draft_expiring')
		-- Who has left meanwhile was not to be told; what was written before there were mails never was one.
		and n.last_failure is distinct from 'not_wanted' and n.last_failure is distinct from 'before_mails'
		and exists (
			select from public.organisation_members m
			where m.organisation_id = a.organisation_id and m.user_id = n.recipient_id and m.role in ('owner', 'editor')
		);
$$;
comment on function private.mails_given_up(uuid, uuid) is
	'The mails to groups that did not get through and that nobody has dealt with: of one application, of one round, or all (null).';
revoke all on function private.mails_given_up(uuid, uuid) from public, anon, authenticated, service_role;

create function public.case_mails_given_up(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return (
		select coalesce(jsonb_agg(jsonb_build_object(
			'id', g.id, 'event', g.event, 'email', g.email, 'created_at', g.created_at, 'given_up_at', g.given_up_at,
			'is_refused', g.is_refused
		) order by g.given_up_at desc, g.id), '[]')
		from private.mails_given_up(p_application, null) g
		where p_application is not null
	);
end;
$$;
comment on function public.case_mails_given_up(uuid) is
	'[{"id", "event", "email", "created_at", "given_up_at", "is_refused" (the address takes no mail; else two weeks have passed)}]: mails to '
	'the group of a sent application that did not get through and that nobody has dealt with, the newest first. For the office. PT403 '
	'not_allowed.';
revoke all on function public.case_mails_given_up(uuid) from public, anon, authenticated, service_role;
grant execute on function public.case_mails_given_up(uuid) to authenticated;

create function public.desk_mails_given_up(p_round uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	most constant int := 20;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return (
		with cases as (
			select g.application_id, count(*) as mails, max(g.given_up_at) as given_up_at
			from private.mails_given_up(null, p_round) g
			where p_round is not null
			group by g.application_id
		)
		select jsonb_build_object('cases', (select count(*) from cases), 'listed', coalesce(jsonb_agg(jsonb_build_object(
			'application_id', c.application_id, 'reference_number', c.reference_number, 'organisation_name', c.organisation_name
		) order by c.given_up_at desc, c.application_id), '[]'))
		from (
			select c.application_id, c.given_up_at, a.reference_number, a.organisation_name
			from cases c join public.applications a on a.id = c.application_id
			order by c.given_up_at desc, c.application_id
			limit most
		) c
	);
end;
$$;
comment on function public.desk_mails_given_up(uuid) is
	'{"cases", "listed": [{"application_id", "reference_number", "organisation_name"}]}: how many cases of a round have mails to their group '
	'that did not get through and that nobody has dealt with, and up to 20 of them, the newest first. For the office. PT403 not_allowed.';
revoke all on function public.desk_mails_given_up(uuid) from public, anon, authenticated, service_role;
grant execute on function public.desk_mails_given_up(uuid) to authenticated;

create function public.settle_mail_given_up(p_id uuid, p_deed text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	mail public.notifications;
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select n.* into mail from public.notifications n where n.id = p_id and n.application_id is not null;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform private.require_staff_for(mail.application_id);
	if p_deed is null or p_deed not in ('again', 'told') then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	-- Somebody else was faster, or it is none that is shown.
	if not exists (select from private.mails_given_up(mail.application_id, null) g where g.id = p_id) then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	if p_deed = 'again' then
		update public.notifications n set given_up_at = null, last_failure = null, due_at = clock_timestamp(), again_at = clock_timestamp()
		where n.id = p_id;
	else
		update public.notifications n set told_at = private.now() where n.id = p_id;
	end if;
	perform private.write_audit(
		'clerk', case p_deed when 'again' then 'mail_sent_again' else 'mail_told_otherwise' end, 'application',
		mail.application_id::text, jsonb_build_object('notification_id', p_id, 'event', mail.event)
	);
	return '{}';
end;
$$;
comment on function public.settle_mail_given_up(uuid, text) is
	'{}: a mail to a group that was given up is tried anew for two weeks ("again"), or its group was told in another way ("told"). Clerks and '
	'deciders. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | case_moved_on (dealt with already, or nothing to deal with), '
	'PT422 payload_invalid.';
revoke all on function public.settle_mail_given_up(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.settle_mail_given_up(uuid, text) to authenticated;

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
	where sent_at is null and given_up_at is null and due_at <= moment and coalesce(again_at, created_at) < moment - longest_wait;
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
			when 'office_message' then (c.recipient_id is null or private.may_work(c.recipient_id))
				and exists (select from public.messages w where w.id = c.subject_id and w.read_at is null)
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
