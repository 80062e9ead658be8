-- The payment file is written in Latin letters (EPC217-08): of a holder in another script nothing was left but NOTPROVIDED. Now it is
-- asked for where it is typed, and an account that is there already blocks its payments until the group has written it anew.
create function private.is_sepa_name(p_name text) returns boolean
language sql immutable set search_path = ''
as $$
	select n.plain ~ '[A-Za-z]' and n.plain ~ '^[\u0020-\u007e\u00a0-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2000-\u206f\u20ac]*$'
	from (
		select translate(
			regexp_replace(normalize(p_name, nfd), '[\u0300-\u036f]', '', 'g'), 'ßẞıłŁøØđĐæÆœŒðÐþÞəƏ', 'xxxxxxxxxxxxxxxxxxx'
		) as plain
	) n;
$$;
comment on function private.is_sepa_name(text) is
	'True for a name that a payment file can hold whole: Latin letters, with whatever marks, digits and signs, at least one letter. '
	'isSepaName of core/bank/sepa.ts; a test compares.';
revoke all on function private.is_sepa_name(text) from public, anon, authenticated, service_role;

create or replace function private.keep_bank_account(
	p_application public.applications, p_id uuid, p_iban text, p_holder text, p_is_private boolean
) returns void
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
	undone record;
begin
	if exists (select from public.bank_accounts b where b.id = p_id and b.application_id = p_application.id) then
		return;
	end if;
	if not private.is_iban(plain) then
		raise sqlstate 'PT422' using message = 'iban_invalid';
	end if;
	if not private.is_sepa_iban(plain) then
		raise sqlstate 'PT422' using message = 'iban_not_sepa';
	end if;
	if p_id is null or length(called) not between 1 and 70 or p_is_private is null
		or exists (select from public.bank_accounts b where b.id = p_id)
	then
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
	if (before.iban, before.holder, before.is_private) = (plain, called, p_is_private) then
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
	'A new row where the account is another one. What was released for the one before is released anew. Unless its number is that of '
	'the account confirmed last, it waits to be confirmed; where it differs from one known before, everybody who may act for the '
	'group is told by mail. PT422 iban_invalid | iban_not_sepa | holder_not_latin | private_account_not_allowed | payload_invalid.';
comment on function public.accept_grant(uuid, uuid, text, text, boolean, boolean) is
	'{"state"}: an owner or editor declares that the letter was received, gives the account (p_account is made with the form) and, '
	'if p_waives, waives remedies. PT404 not_found, PT409 not_in_state | letter_not_there, PT422 iban_invalid | iban_not_sepa | '
	'holder_not_latin | private_account_not_allowed | payload_invalid.';
comment on function public.give_bank_account(uuid, uuid, text, text, boolean) is
	'{}: another account after the grant was accepted. Nothing is paid to it before the office has confirmed it. PT404 not_found, '
	'PT409 not_in_state, PT422 iban_invalid | iban_not_sepa | holder_not_latin | private_account_not_allowed | payload_invalid.';

create or replace function private.payout_blocks(p_payout public.payouts) returns text[]
language sql stable security definer set search_path = ''
as $$
	select array_remove(array[
		case when not exists (select from private.finality(p_payout.application_id) f where f.is_final) then 'not_final' end,
		case when private.has_open_change(p_payout.application_id) then 'change_open' end,
		case when b.id is null then 'account_missing'
			when not private.is_sepa_iban(b.iban) then 'account_not_sepa'
			when not private.is_sepa_name(b.holder) then 'holder_not_latin'
			when b.needs_confirmation and b.confirmed_at is null then 'account_unconfirmed' end,
		case when coalesce((private.terms_in_force(p_payout.application_id)).amount_cents, 0)
			< private.promised_cents(p_payout.application_id) then 'amount_exceeded' end,
		case when not exists (
			select from public.applications a
			where a.id = p_payout.application_id and a.state in ('accepted', 'paid', 'report_due', 'report_submitted', 'report_clarification')
		) then 'wrong_state' end
	], null)
	from (select (private.account_in_force(p_payout.application_id)).*) b;
$$;
