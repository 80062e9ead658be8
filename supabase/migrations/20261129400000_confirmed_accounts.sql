-- An account that waited to be confirmed was taken as known once it was given again with another holder, and then needed nobody.
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
	-- Against the last one that stands, never against one that still waits to be confirmed.
	known_iban constant text := coalesce((
		select b.iban from public.bank_accounts b
		where b.application_id = p_application.id and b.refused_at is null
			and (not b.needs_confirmation or b.confirmed_at is not null)
		order by b.number desc limit 1
	), private.plain_iban(form ->> 'iban'));
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
	'A new row where the account is another one. What was released for the one before is released anew. Where its number is not that '
	'of the last account that stands (confirmed, or the first), it waits to be confirmed, and everybody who may act for the group is '
	'told by mail. PT422 iban_invalid | private_account_not_allowed | payload_invalid.';
