create function private.lock_own_application(p_application uuid) returns public.applications
language plpgsql security definer set search_path = ''
as $$
declare
	application public.applications;
begin
	select a.* into application from public.applications a where a.id = p_application for update;
	if not found or not private.may_write_for(application.organisation_id) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return application;
end;
$$;
comment on function private.lock_own_application(uuid) is
	'Locks and returns an application for an owner or editor of its organisation. PT404 for everybody else.';
revoke all on function private.lock_own_application(uuid) from public, anon, authenticated, service_role;

create function private.end_of_remedies(p_delivered date, p_months int) returns date
language sql immutable set search_path = ''
as $$
	-- §§ 187, 188, 193 BGB: the day of the month that has the same number, or the last; on a weekend, the next Monday.
	select d.last + case extract(isodow from d.last)::int when 6 then 2 when 7 then 1 else 0 end
	from (select (p_delivered + make_interval(months => p_months))::date as last) d;
$$;
comment on function private.end_of_remedies(date, int) is 'The last day on which a remedy may be taken against what was delivered then. Knows no public holidays.';
revoke all on function private.end_of_remedies(date, int) from public, anon, authenticated, service_role;

create function private.finality(p_application uuid)
returns table (letter_id uuid, posted_on date, delivered_on date, final_on date, is_final boolean)
language sql stable security definer set search_path = ''
as $$
	select p.letter_id, p.posted_on, p.delivered_on, p.final_on, coalesce(p.final_on <= private.today(), false)
	from (
		select l.id as letter_id, d.posted_on, d.posted_on + s.delivery_days as delivered_on,
			coalesce(
				(g.waived_at at time zone 'Europe/Berlin')::date,
				private.end_of_remedies(d.posted_on + s.delivery_days, s.remedy_months) + 1
			) as final_on
		from public.letters l
		join public.applications a on a.id = l.application_id
		join public.funding_rounds r on r.id = a.round_id
		cross join lateral (
			select (t.said ->> 'delivery_days')::int as delivery_days, (t.said ->> 'remedy_months')::int as remedy_months
			from private.grant_settings(r.settings) t (said)
		) s
		cross join lateral (select (l.printed_at at time zone 'Europe/Berlin')::date as posted_on) d
		left join public.grant_acceptances g on g.decision_id = l.source_id
		where l.application_id = p_application and l.kind = 'approved' and l.printed_at is not null
			and l.source_id = (private.decision_in_force(p_application)).id
	) p;
$$;
comment on function private.finality(uuid) is
	'Since when the approval in force is final (bestandskräftig): its letter is in the app since posted_on, counts as delivered '
	'some days later (§ 41 VwVfG NRW), and is final on the day after the time for remedies, or when they were waived. No row '
	'before the letter is there.';
revoke all on function private.finality(uuid) from public, anon, authenticated, service_role;

create function private.sent_form(p_application uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select coalesce(s.snapshot -> 'form', '{}') from public.submissions s
	where s.application_id = p_application order by s.version desc limit 1;
$$;
comment on function private.sent_form(uuid) is 'The answers of the newest version that was sent.';
revoke all on function private.sent_form(uuid) from public, anon, authenticated, service_role;

create function private.plain_iban(p_text text) returns text
language sql immutable set search_path = ''
as $$
	select upper(regexp_replace(coalesce(p_text, ''), '\s', '', 'g'));
$$;
comment on function private.plain_iban(text) is 'Capitals and digits without blanks.';
revoke all on function private.plain_iban(text) from public, anon, authenticated, service_role;

create function private.keep_bank_account(
	p_application public.applications, p_id uuid, p_iban text, p_holder text, p_is_private boolean
) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	plain constant text := private.plain_iban(p_iban);
	called constant text := private.trimmed(coalesce(p_holder, ''));
	form constant jsonb := private.sent_form(p_application.id);
	before constant public.bank_accounts := private.account_in_force(p_application.id);
	known_iban constant text := coalesce(before.iban, private.plain_iban(form ->> 'iban'));
	is_change boolean;
	undone record;
begin
	if exists (select from public.bank_accounts b where b.id = p_id and b.application_id = p_application.id) then
		return;
	end if;
	if not private.is_iban(plain) then
		raise sqlstate 'PT422' using message = 'iban_invalid';
	end if;
	if p_id is null or length(called) not between 1 and 70 or p_is_private is null
		or exists (select from public.bank_accounts b where b.id = p_id)
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if p_is_private and form ->> 'legal_form' is distinct from 'initiative'
		and form ->> 'legal_form' is distinct from 'unregistered_association'
	then
		raise sqlstate 'PT422' using message = 'private_account_not_allowed';
	end if;
	if (before.iban, before.holder, before.is_private) = (plain, called, p_is_private) then
		return;
	end if;
	is_change := known_iban <> '' and known_iban <> plain;
	insert into public.bank_accounts
		(id, application_id, number, iban, holder, is_private, given_by, given_at, needs_confirmation)
	select p_id, p_application.id, 1 + coalesce(max(b.number), 0), plain, called, p_is_private, auth.uid(), private.now(), is_change
	from public.bank_accounts b where b.application_id = p_application.id;
	for undone in
		update public.payouts set
			account_id = null, first_released_by = null, first_released_at = null, second_released_by = null,
			second_released_at = null
		where application_id = p_application.id and run_id is null and refused_at is null and account_id is not null
		returning id
	loop
		perform private.write_audit(
			'system', 'payout_release_undone', 'payout', undone.id::text,
			jsonb_build_object('application_id', p_application.id, 'account_id', p_id)
		);
	end loop;
	if is_change then
		perform private.notify('bank_changed', p_application.id, p_id);
	end if;
	perform private.write_audit(
		'applicant', 'bank_account_given', 'application', p_application.id::text,
		jsonb_build_object('account_id', p_id, 'iban_ends', right(plain, 4), 'is_private', p_is_private, 'is_change', is_change)
	);
end;
$$;
comment on function private.keep_bank_account(public.applications, uuid, text, text, boolean) is
	'A new row where the account is another one. What was released for the one before is released anew, and everybody who may '
	'act for the group is told by mail. PT422 iban_invalid | private_account_not_allowed | payload_invalid.';
revoke all on function private.keep_bank_account(public.applications, uuid, text, text, boolean) from public, anon, authenticated, service_role;

create function public.accept_grant(
	p_application uuid, p_account uuid, p_iban text, p_holder text, p_is_private boolean, p_waives boolean default false
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.lock_own_application(p_application);
	decision constant public.decisions := private.decision_in_force(p_application);
	moment constant timestamptz := private.now();
begin
	-- The same tap twice, or an answer that was lost.
	if application.state = 'accepted' and exists (
		select from public.grant_acceptances g where g.decision_id = decision.id
	) and (private.account_in_force(p_application)).iban = private.plain_iban(p_iban) then
		return jsonb_build_object('state', application.state);
	end if;
	if application.state <> 'approved' then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if not exists (select from private.finality(p_application)) then
		raise sqlstate 'PT409' using message = 'letter_not_there';
	end if;
	perform private.keep_bank_account(application, p_account, p_iban, p_holder, p_is_private);
	insert into public.grant_acceptances (decision_id, application_id, received_by, received_at, waived_by, waived_at)
	values (
		decision.id, p_application, auth.uid(), moment, case when p_waives then auth.uid() end, case when p_waives then moment end
	);
	perform private.write_audit(
		'applicant', 'grant_accepted', 'application', p_application::text,
		jsonb_build_object('decision_id', decision.id, 'waives', coalesce(p_waives, false))
	);
	return jsonb_build_object('state', private.change_state(p_application, 'accepted', array['applicant']));
end;
$$;
comment on function public.accept_grant(uuid, uuid, text, text, boolean, boolean) is
	'{"state"}: an owner or editor declares that the letter was received, gives the account (p_account is made with the form) and, '
	'if p_waives, waives remedies. PT404 not_found, PT409 not_in_state | letter_not_there, PT422 iban_invalid | '
	'private_account_not_allowed | payload_invalid.';
revoke all on function public.accept_grant(uuid, uuid, text, text, boolean, boolean) from public, anon, authenticated, service_role;
grant execute on function public.accept_grant(uuid, uuid, text, text, boolean, boolean) to authenticated;

create function public.waive_remedies(p_application uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.lock_own_application(p_application);
	decision constant public.decisions := private.decision_in_force(p_application);
begin
	update public.grant_acceptances set waived_by = auth.uid(), waived_at = private.now()
	where decision_id = decision.id and waived_at is null;
	if found then
		perform private.write_audit(
			'applicant', 'remedies_waived', 'application', application.id::text, jsonb_build_object('decision_id', decision.id)
		);
	elsif not exists (select from public.grant_acceptances g where g.decision_id = decision.id) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	return '{}';
end;
$$;
comment on function public.waive_remedies(uuid) is
	'{}: no remedy will be taken against the letter that was received; saying it again changes nothing. PT404 not_found, PT409 '
	'not_in_state (nothing was received yet).';
revoke all on function public.waive_remedies(uuid) from public, anon, authenticated, service_role;
grant execute on function public.waive_remedies(uuid) to authenticated;

create function public.give_bank_account(
	p_application uuid, p_account uuid, p_iban text, p_holder text, p_is_private boolean
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.lock_own_application(p_application);
begin
	if application.state not in ('accepted', 'paid', 'report_due') then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	perform private.keep_bank_account(application, p_account, p_iban, p_holder, p_is_private);
	return '{}';
end;
$$;
comment on function public.give_bank_account(uuid, uuid, text, text, boolean) is
	'{}: another account after the grant was accepted. Nothing is paid to it before the office has confirmed it. PT404 not_found, '
	'PT409 not_in_state, PT422 iban_invalid | private_account_not_allowed | payload_invalid.';
revoke all on function public.give_bank_account(uuid, uuid, text, text, boolean) from public, anon, authenticated, service_role;
grant execute on function public.give_bank_account(uuid, uuid, text, text, boolean) to authenticated;

create function public.judge_bank_account(p_account uuid, p_is_right boolean, p_note text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	account public.bank_accounts;
	words constant text := nullif(btrim(p_note, E' \t\r\n'), '');
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select b.* into account from public.bank_accounts b where b.id = p_account;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform private.require_staff_for(account.application_id);
	select b.* into account from public.bank_accounts b where b.id = p_account for update;
	if not account.needs_confirmation or account.confirmed_at is not null or account.refused_at is not null
		or account.id is distinct from (private.account_in_force(account.application_id)).id
	then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if account.given_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	if words is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(words) > 4000 or p_is_right is null then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if p_is_right then
		update public.bank_accounts set confirmed_by = auth.uid(), confirmed_at = private.now(), note = words
		where id = p_account;
	else
		update public.bank_accounts set refused_by = auth.uid(), refused_at = private.now(), note = words
		where id = p_account;
		perform private.notify('bank_refused', account.application_id, p_account);
	end if;
	perform private.write_audit(
		'clerk', case when p_is_right then 'bank_account_confirmed' else 'bank_account_refused' end, 'application',
		account.application_id::text, jsonb_build_object('account_id', p_account)
	);
	return '{}';
end;
$$;
comment on function public.judge_bank_account(uuid, boolean, text) is
	'{}: somebody of the office who did not give the account has asked the group by a known way (p_note says how) and it is right, or '
	'is not, and then the one before holds again. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | not_in_state | '
	'same_person, PT422 reason_required | payload_invalid.';
revoke all on function public.judge_bank_account(uuid, boolean, text) from public, anon, authenticated, service_role;
grant execute on function public.judge_bank_account(uuid, boolean, text) to authenticated;
