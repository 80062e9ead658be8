-- The outbox carries everything that is mailed from here on: news of an application and invitations, in one table, sent by
-- one job.
alter table public.notifications
	alter column application_id drop not null,
	alter column status_event_id drop not null,
	alter column recipient_id drop not null,
	add column email text,
	add column subject_id uuid,
	add column due_at timestamptz not null default now(),
	add column given_up_at timestamptz;
comment on table public.notifications is
	'Outbox of mails: each row is written in the transaction of what it tells, and sent by a job of the server through '
	'claim_notifications and settle_notification. Holds codes and ids only; the words are made when sending, in the '
	'language of the reader. Nobody reads it: it says who is told what.';
comment on column public.notifications.event is
	'state_<to state>, letter, message, reminder, invitation; see mail/notice.ts for the words.';
comment on column public.notifications.email is 'Of an invitation, whose reader need not have an account; else null.';
comment on column public.notifications.subject_id is
	'What happened, where it is no change of state: the letter, message, clarification or invitation.';
comment on column public.notifications.due_at is
	'When it may be tried (again). Claiming moves it ahead by the lease, so that a process that dies in the middle holds '
	'nothing up for longer.';
comment on column public.notifications.given_up_at is 'The address refused it for good, or two weeks have passed.';

-- What the first program wrote was never meant to be mailed later.
update public.notifications set given_up_at = now(), last_failure = 'before_mails' where sent_at is null;

alter table public.notifications add constraint notifications_one_recipient
	check ((recipient_id is null) <> (email is null));
alter table public.notifications add constraint notifications_are_about_something
	check ((status_event_id is null) <> (subject_id is null));
alter table public.notifications add constraint notifications_short_failure check (length(last_failure) <= 60);

drop index public.notifications_unsent;
create index notifications_due on public.notifications (due_at) where sent_at is null and given_up_at is null;
comment on index public.notifications_due is 'What the sending job picks up.';
create unique index notifications_once on public.notifications (event, subject_id, recipient_id)
	where subject_id is not null and recipient_id is not null;
comment on index public.notifications_once is 'One thing is told to one person once, however often it is found again.';

drop policy "Recipients read their own notifications" on public.notifications;
revoke all on public.notifications from public, anon, authenticated, service_role;

create function private.keep_silent_steps_out() returns trigger
language plpgsql set search_path = ''
as $$
begin
	if new.status_event_id is null or new.event in (
		'state_submitted', 'state_clarification', 'state_report_due', 'state_report_clarification', 'state_recovery'
	) then
		return new;
	end if;
	return null;
end;
$$;
comment on function private.keep_silent_steps_out() is
	'private.change_state offers every step. Mailed is what somebody waits for or must act on; a decision is told by its '
	'letter, and steps inside the office are seen in the app by whoever looks.';
revoke all on function private.keep_silent_steps_out() from public, anon, authenticated, service_role;

create trigger notifications_are_worth_a_mail before insert on public.notifications
	for each row execute function private.keep_silent_steps_out();
comment on trigger notifications_are_worth_a_mail on public.notifications is 'See private.keep_silent_steps_out().';

create function private.notify(p_event text, p_application uuid, p_subject uuid) returns void
language sql volatile security definer set search_path = ''
as $$
	insert into public.notifications (event, application_id, subject_id, recipient_id)
	select p_event, a.id, p_subject, m.user_id
	from public.applications a
	join public.organisation_members m on m.organisation_id = a.organisation_id
	where a.id = p_application and m.role in ('owner', 'editor')
	on conflict do nothing;
$$;
comment on function private.notify(text, uuid, uuid) is
	'Puts one piece of news into the outbox for everybody who may act on it; saying it twice changes nothing.';
revoke all on function private.notify(text, uuid, uuid) from public, anon, authenticated, service_role;

create function private.reminder_day(p_clarification public.clarifications) returns date
language sql stable set search_path = ''
as $$
	-- Where the desk chooses the day itself (remind_on, of a later migration), its choice holds, also that there is none.
	select case
		when to_jsonb(p_clarification) ? 'remind_on' then (to_jsonb(p_clarification) ->> 'remind_on')::date
		when (p_clarification.asked_at at time zone 'Europe/Berlin')::date <= p_clarification.due_on - 6
			then p_clarification.due_on - 3
	end;
$$;
comment on function private.reminder_day(public.clarifications) is
	'From when on an open request is recalled: three days before it is due, and not to whoever was asked only then.';
revoke all on function private.reminder_day(public.clarifications) from public, anon, authenticated, service_role;

create function public.queue_reminders() returns int
language plpgsql security definer set search_path = ''
as $$
declare
	overdue record;
	queued int := 0;
begin
	for overdue in
		select c.id, c.application_id
		from public.clarifications c
		where c.closed_at is null and private.today() between private.reminder_day(c) and c.due_on
			and not exists (select from public.notifications n where n.event = 'reminder' and n.subject_id = c.id)
	loop
		perform private.notify('reminder', overdue.application_id, overdue.id);
		queued := queued + 1;
	end loop;
	return queued;
end;
$$;
comment on function public.queue_reminders() is
	'Reminds, once, of what the office waits for and is due soon; how many were new. For the secret key alone.';
revoke all on function public.queue_reminders() from public, anon, authenticated, service_role;
grant execute on function public.queue_reminders() to service_role;

create function public.claim_notifications(p_limit int) returns jsonb
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
		'is_wanted', case when c.event = 'invitation' then i.claimed_at is null and i.revoked_at is null else exists (
			select from public.organisation_members m
			where m.organisation_id = a.organisation_id and m.user_id = c.recipient_id
		) end,
		'invitation', case when c.event = 'invitation' then jsonb_build_object(
			'role', i.role, 'until', i.until, 'inviter', v.email
		) end
	) order by c.id), '[]') into claimed
	from mine c
	left join auth.users u on u.id = c.recipient_id
	left join public.applications a on a.id = c.application_id
	left join public.invitations i on i.id = c.subject_id and c.event = 'invitation'
	left join auth.users v on v.id = i.invited_by;
	return claimed;
end;
$$;
comment on function public.claim_notifications(int) is
	'Takes up to 50 due mails for two minutes; several processes never get the same one: [{"id", "attempt", "event", "email", '
	'"application_id", "reference_number", "locale", "is_wanted", "invitation": null | {"role", "until", "inviter"}}]. What '
	'is older than two weeks is given up: it is no news any more. For the secret key alone.';
revoke all on function public.claim_notifications(int) from public, anon, authenticated, service_role;
grant execute on function public.claim_notifications(int) to service_role;

create function public.settle_notification(p_id uuid, p_attempt int, p_failure text, p_is_final boolean) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	longest_pause constant interval := interval '6 hours';
	moment constant timestamptz := clock_timestamp();
begin
	if p_failure is null then
		update public.notifications set sent_at = moment, last_failure = null, given_up_at = null
		where id = p_id and sent_at is null;
	else
		-- Whoever took so long that another process has the mail now, has no say about when it is tried again.
		update public.notifications set
			last_failure = left(p_failure, 60),
			given_up_at = case when p_is_final then moment end,
			due_at = moment + least(interval '30 seconds' * power(2, least(attempts, 20)), longest_pause)
		where id = p_id and attempts = p_attempt and sent_at is null;
	end if;
end;
$$;
comment on function public.settle_notification(uuid, int, text, boolean) is
	'What became of a claimed mail: sent (p_failure null), or the code of the failure and whether trying again is of no use. '
	'Tried again after one minute, then twice as long each time, at most six hours. For the secret key alone.';
revoke all on function public.settle_notification(uuid, int, text, boolean) from public, anon, authenticated, service_role;
grant execute on function public.settle_notification(uuid, int, text, boolean) to service_role;

alter table public.invitations add column locale text not null default 'de';
alter table public.invitations add constraint invitations_short_locale check (length(locale) <= 20);
comment on column public.invitations.locale is 'What the inviter reads, in which the mail begins.';

drop function public.invite_person(uuid, text, text, date);

create function public.invite_person(
	p_application uuid, p_email text, p_role text, p_until date default null, p_locale text default 'de'
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	most_open constant int := 20;
	most_a_day constant int := 20;
	most_to_one_address constant int := 3;
	-- Over all who invite: the others limit each of them, and accounts cost nothing.
	most_mails_to_one_address constant int := 5;
	longest_help constant int := 60;
	longest_wait constant interval := interval '30 days';
	moment constant timestamptz := private.now();
	organisation constant uuid := private.lock_owned_organisation(p_application);
	address constant text := lower(btrim(p_email));
	application uuid;
	invitation public.invitations;
	is_mailed boolean;
begin
	if address is null or length(address) > 254 or address !~ '^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$'
		or p_role is null or p_role not in ('editor', 'reader', 'helper')
		or (p_role = 'helper') <> (p_until is not null)
		or length(p_locale) > 20 or p_until not between private.today() and private.today() + longest_help
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
		(organisation_id, application_id, email, role, until, invited_by, created_at, expires_at, locale)
	values (
		organisation, application, address, p_role, p_until, auth.uid(), moment, moment + longest_wait,
		coalesce(p_locale, 'de')
	)
	on conflict (organisation_id, email, application_id) where claimed_at is null and revoked_at is null
	do update set
		role = excluded.role, until = excluded.until, invited_by = excluded.invited_by,
		created_at = excluded.created_at, expires_at = excluded.expires_at,
		locale = excluded.locale
	returning i.* into invitation;
	perform private.write_audit(
		'applicant', 'person_invited', 'application', p_application::text,
		jsonb_build_object('invitation_id', invitation.id, 'role', p_role, 'until', p_until)
	);
	is_mailed := (public.consume_rate_limit(
		'invitation_to_email', encode(sha256(convert_to(address, 'UTF8')), 'hex'), most_mails_to_one_address, 86400
	) -> 'is_allowed')::boolean;
	if is_mailed then
		insert into public.notifications (event, subject_id, email) values ('invitation', invitation.id, address);
	end if;
	return jsonb_build_object('invitation_id', invitation.id, 'is_mailed', is_mailed);
end;
$$;
comment on function public.invite_person(uuid, text, text, date, text) is
	'{"invitation_id", "is_mailed"}: an owner invites an address as editor or reader of the organisation, or as helper of this one '
	'application until a day at most 60 days away; inviting again renews. The answer is the same whether the address has '
	'an account or not. At most 20 open for one organisation, 20 a day by one person, 3 a day to one address. PT403 '
	'not_allowed, PT404 not_found, PT409 already_member, PT422 payload_invalid | too_many_invitations, PT429 '
	'too_many_attempts (detail {"retry_after_seconds"}).';
revoke all on function public.invite_person(uuid, text, text, date, text) from public, anon, authenticated, service_role;
grant execute on function public.invite_person(uuid, text, text, date, text) to authenticated;
