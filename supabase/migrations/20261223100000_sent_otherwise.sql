-- An answer gets lost, its people put something right, and send again under the same id. The same words are a repetition; other words
-- were taken for one, and nobody heard of them.
create or replace function private.keep_bank_account(p_application applications, p_id uuid, p_iban text, p_holder text, p_is_private boolean) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	plain constant text := private.plain_iban(p_iban);
	called constant text := private.trimmed(coalesce(p_holder, ''));
	form constant jsonb := private.sent_form(p_application.id);
	before constant public.bank_accounts := private.account_in_force(p_application.id);
	-- Against the last one that was confirmed, never against one that still waits for it.
	confirmed_iban constant text := (
		select b.iban from public.bank_accounts b
		where b.application_id = p_application.id and b.confirmed_at is not null
		order by b.number desc limit 1
	);
	known_iban constant text := coalesce(confirmed_iban, before.iban, nullif(private.plain_iban(form ->> 'iban'), ''));
	is_change constant boolean := coalesce(known_iban <> plain, false);
	known public.bank_accounts;
	undone record;
begin
	select b.* into known from public.bank_accounts b where b.id = p_id;
	if known.application_id = p_application.id then
		if (known.iban, known.holder, known.is_private) is distinct from (plain, called, p_is_private) then
			raise sqlstate 'PT409' using message = 'sent_otherwise';
		end if;
		return;
	end if;
	if not private.is_iban(plain) then
		raise sqlstate 'PT422' using message = 'iban_invalid';
	end if;
	if not private.is_sepa_iban(plain) then
		raise sqlstate 'PT422' using message = 'iban_not_sepa';
	end if;
	if length(called) > 70 then
		raise sqlstate 'PT422' using message = 'holder_too_long';
	end if;
	if p_id is null or called = '' or p_is_private is null or known.id is not null then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if not private.is_sepa_name(called) then
		raise sqlstate 'PT422' using message = 'holder_not_latin';
	end if;
	if p_is_private and form ->> 'legal_form' is distinct from 'initiative'
		and form ->> 'legal_form' is distinct from 'unregistered_association'
	then
		raise sqlstate 'PT422' using message = 'private_account_not_allowed';
	end if;
	-- After a payment came back the same account is given again on purpose.
	if (before.iban, before.holder, before.is_private) = (plain, called, p_is_private) and not exists (
		select from public.payouts p
		where p.application_id = p_application.id and p.replaces is not null and p.requested_at > before.given_at
			and p.state in ('requested', 'checked', 'released')
	) then
		return;
	end if;
	insert into public.bank_accounts
		(id, application_id, number, iban, holder, is_private, given_by, given_at, needs_confirmation)
	select p_id, p_application.id, 1 + coalesce(max(b.number), 0), plain, called, p_is_private, auth.uid(), private.now(),
		confirmed_iban is distinct from plain
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
	'A new row where the account is another one. What was released for the one before is released anew. Where its number is not that '
	'of the last account that stands (confirmed, or the first), it waits to be confirmed, and everybody who may act for the group is '
	'told by mail. PT409 sent_otherwise (the id is that of an account with other words), PT422 iban_invalid | '
	'private_account_not_allowed | payload_invalid.';
comment on function public.give_bank_account(uuid, uuid, text, text, boolean) is
	'{}: another account after the grant was accepted; the same p_account with the same words again changes nothing. Nothing is paid to '
	'it before the office has confirmed it. PT404 not_found, PT409 not_in_state | sent_otherwise, PT422 iban_invalid | iban_not_sepa | '
	'holder_not_latin | private_account_not_allowed | payload_invalid.';

create or replace function public.accept_grant(
	p_application uuid, p_account uuid, p_iban text, p_holder text, p_is_private boolean, p_waives boolean default false
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.lock_own_application(p_application);
	decision constant public.decisions := private.decision_in_force(p_application);
	account constant public.bank_accounts := private.account_in_force(p_application);
	moment constant timestamptz := private.now();
	receipt public.grant_acceptances;
begin
	select g.* into receipt from public.grant_acceptances g where g.decision_id = decision.id;
	-- The same tap twice, or an answer that was lost.
	if application.state = 'accepted' and receipt.decision_id is not null then
		if (account.iban, account.holder, account.is_private)
				is not distinct from (private.plain_iban(p_iban), private.trimmed(coalesce(p_holder, '')), p_is_private)
			-- A waiver of its own may have come later.
			and (receipt.waived_at is not null or not p_waives)
			and (receipt.waived_at is distinct from receipt.received_at or p_waives)
		then
			return jsonb_build_object('state', application.state);
		elsif receipt.received_by = auth.uid() then
			raise sqlstate 'PT409' using message = 'sent_otherwise';
		end if;
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
	'if p_waives, waives remedies; the same again changes nothing. PT404 not_found, PT409 not_in_state | letter_not_there | '
	'sent_otherwise (this person did it already, with other words), PT422 iban_invalid | iban_not_sepa | holder_not_latin | '
	'private_account_not_allowed | payload_invalid.';

create or replace function public.request_payout(
	p_application uuid, p_id uuid, p_amount_cents bigint, p_needed_by date, p_words text default ''
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.lock_own_application(p_application);
	terms constant public.grant_terms := private.terms_in_force(p_application);
	decision constant public.decisions := private.decision_in_force(p_application);
	settings constant jsonb := private.settings_of_grant(p_application);
	rest bigint;
	told constant text := private.trimmed(coalesce(p_words, ''));
	known public.payouts;
begin
	select p.* into known from public.payouts p where p.id = p_id;
	if known.application_id = p_application then
		if (known.amount_cents, known.needed_by, known.words) is distinct from (p_amount_cents, p_needed_by, told) then
			raise sqlstate 'PT409' using message = 'sent_otherwise';
		end if;
		return '{}';
	end if;
	if application.state not in ('accepted', 'paid', 'report_due') or terms.application_id is null then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if private.has_open_change(p_application) then
		raise sqlstate 'PT409' using message = 'change_open';
	end if;
	if p_id is null or known.id is not null or length(told) > 2000 or p_needed_by is null then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	-- Counted from the decision in force: what a later one granted on top is asked for as well.
	if (
		select count(*) from public.payouts p
		where p.application_id = p_application and p.state not in ('refused', 'bounced', 'withdrawn')
			and p.requested_at >= decision.second_signed_at
	) >= (settings ->> 'most_payouts')::int then
		raise sqlstate 'PT422' using message = 'no_more_payouts';
	end if;
	rest := terms.amount_cents - private.promised_cents(p_application);
	if coalesce(p_amount_cents, 0) not between 1 and rest
		or (settings -> 'most_payouts' = '1' and p_amount_cents <> rest)
	then
		raise sqlstate 'PT422' using message = 'amount_invalid', detail = jsonb_build_object('rest_cents', rest)::text;
	end if;
	if p_needed_by < private.today() or p_needed_by > private.today() + make_interval(months => (settings ->> 'need_months')::int) then
		raise sqlstate 'PT422' using message = 'need_invalid', detail = jsonb_build_object('months', settings -> 'need_months')::text;
	end if;
	insert into public.payouts (id, application_id, number, amount_cents, needed_by, words, requested_by, requested_at)
	select p_id, p_application, 1 + coalesce(max(p.number), 0), p_amount_cents, p_needed_by, told, auth.uid(), private.now()
	from public.payouts p where p.application_id = p_application;
	perform private.write_audit(
		'applicant', 'payout_requested', 'payout', p_id::text,
		jsonb_build_object('application_id', p_application, 'amount_cents', p_amount_cents)
	);
	return '{}';
end;
$$;
comment on function public.request_payout(uuid, uuid, bigint, date, text) is
	'{}: an owner or editor asks for money (Mittelabruf) that is needed until a day within the months of the round; the same p_id '
	'with the same words again changes nothing. In one sum it is all of it. PT404 not_found, PT409 not_in_state | change_open | '
	'sent_otherwise, PT422 amount_invalid (detail {"rest_cents"}) | need_invalid (detail {"months"}) | no_more_payouts | payload_invalid.';

create or replace function public.notify_change(p_application uuid, p_id uuid, p_kind text, p_words text, p_wish jsonb default '{}') returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	most_open constant int := 5;
	application constant public.applications := private.lock_own_application(p_application);
	terms constant public.grant_terms := private.terms_in_force(p_application);
	told constant text := private.trimmed(coalesce(p_words, ''));
	is_noted boolean := false;
	known public.grant_changes;
begin
	select c.* into known from public.grant_changes c where c.id = p_id;
	if known.application_id = p_application then
		if (known.kind, known.words, known.wish) is distinct from (p_kind, told, p_wish) then
			raise sqlstate 'PT409' using message = 'sent_otherwise';
		end if;
		return jsonb_build_object('outcome', known.outcome);
	end if;
	if terms.application_id is null or not (
		application.state in ('accepted', 'paid', 'report_due') or (application.state = 'approved' and p_kind = 'cancellation')
	) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if p_id is null or known.id is not null or p_kind is null
		or p_kind not in ('period', 'purpose', 'plan', 'further_grant', 'cancellation')
		or length(told) not between 1 and 4000 or p_wish is null or octet_length(p_wish::text) > 50000
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if not private.is_change_wish(p_kind, p_wish, terms) then
		raise sqlstate 'PT422' using message = 'wish_invalid';
	end if;
	if (select count(*) from public.grant_changes c where c.application_id = p_application and c.is_open) >= most_open then
		raise sqlstate 'PT422' using message = 'too_many_changes';
	end if;
	if p_kind = 'plan' then
		is_noted := private.is_within_tolerance(
			terms.plan, p_wish -> 'lines', (private.settings_of_grant(p_application) ->> 'tolerance_percent')::int
		);
	end if;
	insert into public.grant_changes
		(id, application_id, number, kind, words, wish, notified_by, notified_at, outcome, closed_at)
	select p_id, p_application, 1 + coalesce(max(c.number), 0), p_kind, told, p_wish, auth.uid(), private.now(),
		case when is_noted then 'noted' end, case when is_noted then private.now() end
	from public.grant_changes c where c.application_id = p_application;
	perform private.write_audit(
		'applicant', 'change_notified', 'application', p_application::text,
		jsonb_build_object('change_id', p_id, 'kind', p_kind, 'is_noted', is_noted)
	);
	return jsonb_build_object('outcome', case when is_noted then 'noted' end);
end;
$$;
comment on function public.notify_change(uuid, uuid, text, text, jsonb) is
	'{"outcome": "noted" (a plan shift within the tolerance: no answer is needed) | null}: an owner or editor tells what is to be '
	'different, see grant_changes; the same p_id with the same words again changes nothing. PT404 not_found, PT409 not_in_state | '
	'sent_otherwise, PT422 wish_invalid | too_many_changes | payload_invalid.';
