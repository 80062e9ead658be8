-- One admin alone could send every claim's money, and every payment, through another account. What is entered waits until somebody else
-- has confirmed it; until then the account before it holds, in files and in letters.
create table private.payer_proposals (
	round_id uuid primary key references public.funding_rounds (id) on delete cascade,
	id uuid not null unique,
	name text not null,
	iban text not null,
	bic text,
	proposed_by uuid not null,
	proposed_at timestamptz not null
);
comment on table private.payer_proposals is 'An account of the city as an admin entered it, before somebody else has confirmed it.';
comment on column private.payer_proposals.id is 'What is confirmed: another account entered meanwhile is another one.';
alter table private.payer_proposals add constraint payer_proposals_are_accounts check (
	length(btrim(name)) between 1 and 70 and private.is_iban(iban) and iban = upper(replace(iban, ' ', ''))
	and bic ~ '^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$'
);
revoke all on private.payer_proposals from public, anon, authenticated, service_role;
alter table private.payer_proposals enable row level security;

create or replace function public.set_payer_account(p_round uuid, p_name text, p_iban text, p_bic text default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	plain constant text := upper(regexp_replace(coalesce(p_iban, ''), '\s', '', 'g'));
	bank constant text := nullif(upper(regexp_replace(coalesce(p_bic, ''), '\s', '', 'g')), '');
	proposal uuid;
	called constant text := btrim(coalesce(p_name, ''), E' \t\r\n');
begin
	if not private.has_staff_role(array['admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform from public.funding_rounds r where r.id = p_round;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if not private.is_iban(plain) then
		raise sqlstate 'PT422' using message = 'iban_invalid';
	end if;
	if not private.is_sepa_name(called) then
		raise sqlstate 'PT422' using message = 'holder_not_latin';
	end if;
	if exists (
		select from public.payer_accounts y where y.round_id = p_round and (y.name, y.iban) = (called, plain) and y.bic is not distinct from bank
	) then
		delete from private.payer_proposals where round_id = p_round;
		return '{}';
	end if;
	-- The form of the round is saved for other reasons too: what waits goes on waiting, with whoever proposed it.
	select y.id into proposal from private.payer_proposals y
	where y.round_id = p_round and (y.name, y.iban) = (called, plain) and y.bic is not distinct from bank;
	if proposal is null then
		insert into private.payer_proposals (round_id, id, name, iban, bic, proposed_by, proposed_at)
		values (p_round, gen_random_uuid(), called, plain, bank, auth.uid(), private.now())
		on conflict (round_id) do update set
			id = excluded.id, name = excluded.name, iban = excluded.iban, bic = excluded.bic, proposed_by = excluded.proposed_by,
			proposed_at = excluded.proposed_at
		returning id into proposal;
		perform private.write_audit(
			'admin', 'payer_account_proposed', 'funding_round', p_round::text, jsonb_build_object('iban_ends', right(plain, 4))
		);
	end if;
	return jsonb_build_object('proposal_id', proposal);
exception
	when check_violation then
		raise sqlstate 'PT422' using message = 'payload_invalid';
end;
$$;
comment on function public.set_payer_account(uuid, text, text, text) is
	'{"proposal_id"}: enters an account, which waits for confirm_payer_account; {} where it is the one that holds, and nothing waits any '
	'more. For admins. Files made before keep the account they were made with. PT403 not_allowed, PT404 not_found, PT422 iban_invalid | '
	'holder_not_latin (a name no payment file can hold) | payload_invalid.';

create function public.confirm_payer_account(p_round uuid, p_proposal uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	proposal private.payer_proposals;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	-- Orders of the round queue here.
	perform from public.funding_rounds r where r.id = p_round for no key update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	select y.* into proposal from private.payer_proposals y where y.round_id = p_round and y.id = p_proposal;
	if not found then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	if proposal.proposed_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	insert into public.payer_accounts (round_id, name, iban, bic, updated_by, updated_at)
	values (p_round, proposal.name, proposal.iban, proposal.bic, proposal.proposed_by, private.now())
	on conflict (round_id) do update set
		name = excluded.name, iban = excluded.iban, bic = excluded.bic, updated_by = excluded.updated_by,
		updated_at = excluded.updated_at;
	delete from private.payer_proposals where round_id = p_round;
	perform private.write_audit(
		'admin', 'payer_account_set', 'funding_round', p_round::text,
		jsonb_build_object('iban_ends', right(proposal.iban, 4), 'proposed_by', proposal.proposed_by)
	);
	return '{}';
end;
$$;
comment on function public.confirm_payer_account(uuid, uuid) is
	'{}: a clerk, decider or admin who did not enter it has compared the account with the papers; from now on it is paid from and to. '
	'PT403 not_allowed, PT404 not_found, PT409 case_moved_on (another one was entered, or it is confirmed) | same_person.';
revoke all on function public.confirm_payer_account(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.confirm_payer_account(uuid, uuid) to authenticated;

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
			where a.round_id = p_round and a.state in ('accepted', 'paid', 'report_due') and b.needs_confirmation
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
comment on function public.desk_payments(uuid) is
	'What waits in a round: {"payouts" not ordered yet, with "blocks"; open "changes"; "accounts" to confirm; "returns" to confirm; '
	'"claims" not signed or not settled; "rulings" not signed; "runs", newest first, with "lines" in the order of the file; "payer": null | {"name", "iban", "bic"}; '
	'"payer_proposal": null | {"id", "name", "iban", "bic", "proposed_by", "proposed_at"}, which waits for somebody else}. PT403 '
	'not_allowed.';
