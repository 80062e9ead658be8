-- A payment that came back after the proof was sent, or a request whose account turned out wrong then, was a dead end: no account could
-- be given, and the check ended the grant without it.
create function private.waits_for_payment(p_application uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from public.payouts p where p.application_id = p_application and p.state in ('requested', 'checked', 'released')
	);
$$;
comment on function private.waits_for_payment(uuid) is 'Whether something was asked for that is not ordered yet: its account can still be another.';
revoke all on function private.waits_for_payment(uuid) from public, anon, authenticated, service_role;

create or replace function public.give_bank_account(p_application uuid, p_account uuid, p_iban text, p_holder text, p_is_private boolean) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.lock_own_application(p_application);
begin
	if application.state not in ('accepted', 'paid', 'report_due') and not (
		application.state in ('report_submitted', 'report_clarification', 'report_checked', 'recovery', 'closed')
		and private.waits_for_payment(p_application)
	) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	perform private.keep_bank_account(application, p_account, p_iban, p_holder, p_is_private);
	return '{}';
end;
$$;

create or replace function private.payout_blocks(p_payout payouts) returns text[]
language sql stable security definer set search_path = ''
as $$
	select array_remove(array[
		case when not exists (select from private.finality(p_payout.application_id) f where f.is_final) then 'not_final' end,
		case when private.has_open_change(p_payout.application_id) then 'change_open' end,
		case when b.id is null then 'account_missing'
			-- It came back from there; the same account again brings it back again.
			when p_payout.replaces is not null and b.iban = (
				select o.iban from public.payouts r join public.bank_accounts o on o.id = r.account_id where r.id = p_payout.replaces
			) and b.given_at < p_payout.requested_at then 'account_bounced'
			when not private.is_sepa_iban(b.iban) then 'account_not_sepa'
			when not private.is_sepa_name(b.holder) then 'holder_not_latin'
			when b.needs_confirmation and b.confirmed_at is null then 'account_unconfirmed' end,
		case when coalesce((private.terms_in_force(p_payout.application_id)).amount_cents, 0)
			< private.promised_cents(p_payout.application_id)
				- case when private.is_concluded(p_payout.application_id) then private.returned_cents(p_payout.application_id) else 0 end
			then 'amount_exceeded' end,
		case when not exists (
			select from public.applications a
			where a.id = p_payout.application_id and (
				a.state in ('accepted', 'paid', 'report_due', 'report_submitted', 'report_clarification')
				or (p_payout.replaces is not null and a.state in ('report_checked', 'recovery', 'closed'))
			)
		) then 'wrong_state' end
	], null)
	from (select (private.account_in_force(p_payout.application_id)).*) b;
$$;

create or replace function public.desk_payments(p_round uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return jsonb_build_object(
		'payouts', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', p.id, 'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'number', p.number, 'amount_cents', p.amount_cents, 'needed_by', p.needed_by, 'requested_at', p.requested_at,
				'state', p.state, 'first_released_by', p.first_released_by, 'blocks', to_jsonb(private.payout_blocks(p)),
				'is_private', coalesce((private.account_in_force(a.id)).is_private, false)
			) order by p.needed_by, p.requested_at), '[]')
			from public.payouts p join public.applications a on a.id = p.application_id
			where a.round_id = p_round and p.state in ('requested', 'checked', 'released')
		),
		'changes', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', c.id, 'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'kind', c.kind, 'notified_at', c.notified_at, 'first_signed_by', c.first_signed_by
			) order by c.notified_at), '[]')
			from public.grant_changes c join public.applications a on a.id = c.application_id
			where a.round_id = p_round and c.is_open
		),
		'accounts', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'given_at', b.given_at, 'is_private', b.is_private
			) order by b.given_at), '[]')
			from public.applications a cross join lateral (select (private.account_in_force(a.id)).*) b
			where a.round_id = p_round and (
				a.state in ('accepted', 'paid', 'report_due')
				or (a.state not in ('approved', 'withdrawn') and private.waits_for_payment(a.id))
			) and b.needs_confirmation
				and b.confirmed_at is null
		),
		'returns', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', m.id, 'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'amount_cents', m.amount_cents + m.interest_cents, 'received_on', m.received_on
			) order by m.recorded_at), '[]')
			from public.money_returns m join public.applications a on a.id = m.application_id
			where a.round_id = p_round and m.confirmed_at is null and m.discarded_at is null
		),
		'bounces', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', p.id, 'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'amount_cents', p.amount_cents, 'received_on', p.back_on
			) order by p.back_noted_at), '[]')
			from public.payouts p join public.applications a on a.id = p.application_id
			where a.round_id = p_round and p.state = 'paid' and p.back_noted_at is not null
		),
		'claims', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', r.id, 'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'owed_cents', private.owed_cents(r), 'interest_owed_cents', private.interest_owed_cents(r), 'due_on', r.due_on, 'is_signed', r.second_signed_at is not null,
				'is_overdue', r.second_signed_at is not null and r.due_on < private.today()
			) order by r.due_on), '[]')
			from public.recoveries r join public.applications a on a.id = r.application_id
			where a.round_id = p_round and r.discarded_at is null and (
				r.second_signed_at is null or private.owed_cents(r) > 0 or private.interest_owed_cents(r) is distinct from 0
			)
		),
		'rulings', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', w.id, 'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'kind', w.kind
			) order by w.first_signed_at), '[]')
			from public.grant_rulings w join public.applications a on a.id = w.application_id
			where a.round_id = p_round and w.second_signed_at is null and w.discarded_at is null
		),
		'runs', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', n.id, 'number', n.number, 'message_id', n.message_id, 'execution_on', n.execution_on, 'created_by', n.created_by,
				'created_at', n.created_at, 'payouts_count', n.payouts_count, 'sum_cents', n.sum_cents, 'is_made', n.sha256 is not null,
				'paid_on', n.paid_on, 'is_given_out', n.given_out_at is not null, 'discarded_at', n.discarded_at,
				'confirmed_by', n.confirmed_by, 'confirmed_at', n.confirmed_at,
				-- In the order of the file, so that one can be held against the other.
				'lines', (
					select coalesce(jsonb_agg(jsonb_build_object(
						'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
						'number', p.number, 'amount_cents', p.amount_cents, 'bounced_on', p.bounced_on
					) order by a.reference_number, p.number), '[]')
					from public.payouts p join public.applications a on a.id = p.application_id
					where p.run_id = n.id
				),
				'disturbances', (
					select coalesce(jsonb_agg(jsonb_build_object(
						'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
						'account_changed', d.account_changed, 'change_open', d.change_open
					) order by a.reference_number), '[]')
					from private.run_disturbances(n) d join public.applications a on a.id = d.application_id
				)
			) order by n.number desc), '[]')
			from public.payment_runs n where n.round_id = p_round
		),
		'payer_proposal', (
			select jsonb_build_object(
				'id', y.id, 'name', y.name, 'iban', y.iban, 'bic', y.bic, 'proposed_by', y.proposed_by, 'proposed_at', y.proposed_at
			)
			from private.payer_proposals y where y.round_id = p_round
		),
		'payer', (
			select jsonb_build_object('name', y.name, 'iban', y.iban, 'bic', y.bic) from public.payer_accounts y where y.round_id = p_round
		)
	);
end;
$$;

create or replace function public.withdraw_payout(p_payout uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	payout public.payouts;
	application public.applications;
begin
	select p.* into payout from public.payouts p where p.id = p_payout;
	application := private.lock_own_application(payout.application_id);
	select p.* into payout from public.payouts p where p.id = p_payout for update;
	if payout.state = 'withdrawn' then
		return '{}';
	end if;
	-- With the proof sent it could not be asked for again.
	if payout.state not in ('requested', 'checked') or application.state not in ('accepted', 'paid', 'report_due') then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	update public.payouts set
		withdrawn_by = auth.uid(), withdrawn_at = private.now(), account_id = null, first_released_by = null, first_released_at = null
	where id = p_payout;
	perform private.write_audit(
		'applicant', 'payout_withdrawn', 'payout', p_payout::text,
		jsonb_build_object('application_id', payout.application_id, 'amount_cents', payout.amount_cents)
	);
	return '{}';
end;
$$;

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
		), 0),
		'may_give_account', standing ->> 'state' in ('accepted', 'paid', 'report_due') or (
			standing ->> 'state' not in ('approved', 'withdrawn') and private.waits_for_payment(p_application)
		),
		'form_account', (
			select jsonb_build_object('iban', case when acts then coalesce(f.form ->> 'iban', '') else '' end, 'holder', coalesce(f.form ->> 'account_holder', ''))
			from (select private.sent_form(p_application) as form) f
		),
		'payouts', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', p.id, 'number', p.number, 'amount_cents', p.amount_cents, 'needed_by', p.needed_by, 'requested_at', p.requested_at,
				'state', case p.state when 'checked' then 'requested' when 'ordered' then 'released' else p.state end,
				'paid_on', p.paid_on, 'reason', coalesce(p.refusal_reason, p.bounce_reason),
				'is_paid_again', exists (select from public.payouts r where r.replaces = p.id),
				'may_be_withdrawn', p.state in ('requested', 'checked')
					and standing ->> 'state' in ('accepted', 'paid', 'report_due')
			) order by p.number), '[]')
			from public.payouts p where p.application_id = p_application
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
		)
	);
end;
$$;

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
	if length(called) > 70 then
		raise sqlstate 'PT422' using message = 'holder_too_long';
	end if;
	if p_id is null or called = '' or p_is_private is null
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
