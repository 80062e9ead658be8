-- What one of a group did with its grant was told to the others only where it was another account, and the screen did not say who.
create function private.tell_others(p_event text, p_application uuid, p_subject uuid) returns void
language sql volatile security definer set search_path = ''
as $$
	insert into public.notifications (event, application_id, subject_id, recipient_id)
	select p_event, a.id, p_subject, m.user_id
	from public.applications a
	join public.organisation_members m on m.organisation_id = a.organisation_id
	where a.id = p_application and m.role in ('owner', 'editor') and m.user_id <> auth.uid()
		-- What the office or a job does is told otherwise.
		and private.may_write_for(a.organisation_id)
	on conflict do nothing;
$$;
comment on function private.tell_others(text, uuid, uuid) is
	'Puts into the outbox what the caller did for their group, for everybody else who may act for it; saying it twice changes nothing. '
	'The events other_… are deeds, see mail/news.ts. Nothing where the caller does not act for the group.';
revoke all on function private.tell_others(text, uuid, uuid) from public, anon, authenticated, service_role;

create function private.tell_others_of_row() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
	told constant jsonb := to_jsonb(new);
begin
	if tg_table_name = 'applications' then
		perform private.tell_others(tg_argv[0], new.id, new.id);
	else
		perform private.tell_others(tg_argv[0], new.application_id, coalesce(told ->> 'id', told ->> 'decision_id')::uuid);
	end if;
	return null;
end;
$$;
comment on function private.tell_others_of_row() is
	'Tells the others of a group the event named by its trigger. A proof of use is told to all of them by its receipt, another account by '
	'bank_changed.';
revoke all on function private.tell_others_of_row() from public, anon, authenticated, service_role;

create trigger acceptances_are_told after insert on public.grant_acceptances
	for each row when (new.waived_at is null) execute function private.tell_others_of_row('other_accepted');
comment on trigger acceptances_are_told on public.grant_acceptances is 'See private.tell_others_of_row().';
create trigger acceptances_with_waiver_are_told after insert on public.grant_acceptances
	for each row when (new.waived_at is not null) execute function private.tell_others_of_row('other_accepted_waived');
comment on trigger acceptances_with_waiver_are_told on public.grant_acceptances is 'See private.tell_others_of_row().';
create trigger waivers_are_told after update of waived_at on public.grant_acceptances
	for each row when (old.waived_at is null and new.waived_at is not null)
	execute function private.tell_others_of_row('other_waived');
comment on trigger waivers_are_told on public.grant_acceptances is 'See private.tell_others_of_row().';
create trigger payouts_are_told after insert on public.payouts
	for each row execute function private.tell_others_of_row('other_payout');
comment on trigger payouts_are_told on public.payouts is 'See private.tell_others_of_row().';
create trigger payouts_taken_back_are_told after update of withdrawn_at on public.payouts
	for each row when (old.withdrawn_at is null and new.withdrawn_at is not null)
	execute function private.tell_others_of_row('other_payout_withdrawn');
comment on trigger payouts_taken_back_are_told on public.payouts is 'See private.tell_others_of_row().';
create trigger changes_are_told after insert on public.grant_changes
	for each row when (new.kind <> 'cancellation') execute function private.tell_others_of_row('other_change');
comment on trigger changes_are_told on public.grant_changes is 'See private.tell_others_of_row().';
create trigger cancellations_are_told after insert on public.grant_changes
	for each row when (new.kind = 'cancellation') execute function private.tell_others_of_row('other_cancellation');
comment on trigger cancellations_are_told on public.grant_changes is 'See private.tell_others_of_row().';
create trigger changes_taken_back_are_told after update of outcome on public.grant_changes
	for each row when (new.outcome = 'withdrawn') execute function private.tell_others_of_row('other_change_withdrawn');
comment on trigger changes_taken_back_are_told on public.grant_changes is 'See private.tell_others_of_row().';
create trigger withdrawals_are_told after update of state on public.applications
	for each row when (old.state <> 'withdrawn' and new.state = 'withdrawn')
	execute function private.tell_others_of_row('other_withdrawn');
comment on trigger withdrawals_are_told on public.applications is 'See private.tell_others_of_row().';

create or replace function public.give_bank_account(p_application uuid, p_account uuid, p_iban text, p_holder text, p_is_private boolean) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.lock_own_application(p_application);
	newest constant int := (select max(b.number) from public.bank_accounts b where b.application_id = p_application);
begin
	if application.state not in ('accepted', 'paid', 'report_due') and not (
		application.state in ('report_submitted', 'report_clarification', 'report_checked', 'recovery', 'closed')
		and private.waits_for_payment(p_application)
	) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	perform private.keep_bank_account(application, p_account, p_iban, p_holder, p_is_private);
	-- Where the money would go elsewhere everybody was told just now, and louder.
	if exists (
		select from public.bank_accounts b where b.id = p_account and b.application_id = p_application and b.number > coalesce(newest, 0)
	) and not exists (select from public.notifications n where n.event = 'bank_changed' and n.subject_id = p_account) then
		perform private.tell_others('other_account', p_application, p_account);
	end if;
	return '{}';
end;
$$;

-- Each is written to in their own language: whoever the application names as its contact in the one it asks for, everybody else in the
-- one their account chose by hand. And money is told only to those who still act for the group.
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
		'locale', coalesce(
			i.locale,
			case when lower(btrim(a.form ->> 'contact_email')) = lower(u.email) then a.form ->> 'contact_language' end,
			l.locale,
			a.form ->> 'contact_language',
			'de'
		),
		-- Who has left meanwhile, or was never to come, is told nothing.
		'is_wanted', case c.event
			when 'invitation' then i.claimed_at is null and i.revoked_at is null
			when 'staff_invitation' then coalesce(s.claimed_at is null and s.expires_at > private.now(), false)
			when 'office_message' then (c.recipient_id is null or private.may_work(c.recipient_id))
				and exists (select from public.messages w where w.id = c.subject_id and w.read_at is null)
			else exists (
				select from public.organisation_members m
				where m.organisation_id = a.organisation_id and m.user_id = c.recipient_id and m.role in ('owner', 'editor')
			)
		end,
		'invitation', case when c.event = 'invitation' then jsonb_build_object(
			'role', i.role, 'until', i.until, 'inviter', v.email
		) end
	) order by c.id), '[]') into claimed
	from mine c
	left join auth.users u on u.id = c.recipient_id
	left join private.account_languages l on l.user_id = c.recipient_id
	left join public.applications a on a.id = c.application_id
	left join public.invitations i on i.id = c.subject_id and c.event = 'invitation'
	left join public.staff_invitations s on s.id = c.subject_id and c.event = 'staff_invitation'
	left join auth.users v on v.id = i.invited_by;
	return claimed;
end;
$$;

create function private.deeds_of_group(p_application uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select coalesce(jsonb_agg(jsonb_build_object(
		'deed', d.action, 'at', d.at, 'email', d.email, 'is_me', coalesce(d.actor_id = auth.uid(), false)
	) order by d.id desc), '[]')
	from (
		select l.id, l.action, l.at, l.actor_id, nullif(u.email, '') as email
		from public.audit_log l left join auth.users u on u.id = l.actor_id
		where l.actor_role = 'applicant' and (
			(l.entity = 'application' and l.entity_id = p_application::text and l.action in (
				'grant_accepted', 'remedies_waived', 'bank_account_given', 'change_notified', 'change_withdrawn', 'proof_submitted',
				'proof_query_answered'
			)) or (l.entity = 'payout' and l.action in ('payout_requested', 'payout_withdrawn') and l.entity_id in (
				select p.id::text from public.payouts p where p.application_id = p_application
			))
		)
		order by l.id desc limit 20
	) d;
$$;
comment on function private.deeds_of_group(uuid) is
	'What people of the group did with its grant, the newest twenty, newest first, as the trail has it: [{"deed", "at", "email" (null where '
	'the account is gone), "is_me"}].';
revoke all on function private.deeds_of_group(uuid) from public, anon, authenticated, service_role;

-- "Released by two" and "with the cash office" were one thing on the phone, and nobody saw who had done what.
create or replace function public.read_grant(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	acts constant boolean := coalesce((
		select private.may_write_for(a.organisation_id) from public.applications a where a.id = p_application
	), false);
	standing jsonb;
begin
	if p_application is null or p_application not in (select private.my_application_ids()) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	standing := private.grant_standing(p_application);
	if not acts and standing -> 'account' <> 'null' then
		standing := jsonb_set(standing, '{account,iban}', to_jsonb('••••' || right(standing #>> '{account,iban}', 4)));
	end if;
	return standing || jsonb_build_object(
		'may_act', acts,
		'unpaid_cents', coalesce((
			select c.unpaid_cents from public.proof_checks c where c.application_id = p_application and c.concluded_at is not null
		), 0) + coalesce((
			select sum(w.amount_cents) from public.grant_rulings w
			where w.application_id = p_application and w.kind = 'lapse' and w.second_signed_at is not null
		), 0)::bigint,
		'may_give_account', standing ->> 'state' in ('accepted', 'paid', 'report_due') or (
			standing ->> 'state' not in ('approved', 'withdrawn') and private.waits_for_payment(p_application)
		),
		'form_account', (
			select jsonb_build_object('iban', case when acts then coalesce(f.form ->> 'iban', '') else '' end, 'holder', coalesce(f.form ->> 'account_holder', ''))
			from (select private.sent_form(p_application) as form) f
		),
		'deeds', case when acts then private.deeds_of_group(p_application) else '[]' end,
		'payouts', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', p.id, 'number', p.number, 'amount_cents', p.amount_cents, 'needed_by', p.needed_by, 'requested_at', p.requested_at,
				'state', case p.state when 'checked' then 'requested' when 'ordered' then 'released' else p.state end,
				-- An order that lies in the office is none for the group, nor one that waits for a second person; a day that is over is no promise.
				'is_with_cashier', p.state = 'ordered' and n.given_out_at is not null,
				'planned_on', case when p.state = 'ordered' and n.given_out_at is not null and n.execution_on >= private.today()
					and not exists (select from private.run_disturbances(n)) then n.execution_on end,
				'paid_on', p.paid_on, 'reason', coalesce(p.refusal_reason, p.bounce_reason),
				'is_paid_again', exists (select from public.payouts r where r.replaces = p.id and r.state <> 'refused'),
				'may_be_withdrawn', p.state in ('requested', 'checked')
					and standing ->> 'state' in ('accepted', 'paid', 'report_due')
			) order by p.number), '[]')
			from public.payouts p left join public.payment_runs n on n.id = p.run_id
			where p.application_id = p_application
		),
		'changes', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', c.id, 'number', c.number, 'kind', c.kind, 'words', c.words, 'notified_at', c.notified_at, 'outcome', c.outcome,
				'may_be_withdrawn', c.is_open and c.first_signed_at is null
			) order by c.number), '[]')
			from public.grant_changes c where c.application_id = p_application
		),
		'claims', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', r.id, 'amount_cents', r.amount_cents, 'owed_cents', private.owed_cents(r), 'due_on', r.due_on, 'reason', r.reason,
				'interest_from', r.interest_from, 'interest_owed_cents', private.interest_owed_cents(r)
			) order by r.number), '[]')
			from public.recoveries r where r.application_id = p_application and r.second_signed_at is not null
		),
		'returns', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', m.id, 'amount_cents', m.amount_cents, 'interest_cents', m.interest_cents, 'excess_cents', m.excess_cents,
				'received_on', m.received_on, 'is_confirmed', m.confirmed_at is not null
			) order by m.received_on, m.recorded_at), '[]')
			from public.money_returns m
			where m.application_id = p_application and m.discarded_at is null and m.reversed_at is null
		)
	);
end;
$$;
comment on function public.read_grant(uuid) is
	'A grant as its group sees it, see private.grant_standing, with "may_act", "form_account", "deeds" (see private.deeds_of_group; none for '
	'whoever may not act), "payouts" (requested, released, paid, refused, bounced or withdrawn; released ones are "is_with_cashier" once '
	'their order has left the office, with the day it is planned for), "changes", signed "claims" and "returns". Who in the office did what '
	'stays there; of the account, whoever may not act sees the last four signs. PT404 not_found.';
