-- A run was marked paid although neither its file nor its list had ever been fetched: its groups were told of money nobody had sent.
create or replace function public.settle_payment_run(p_run uuid, p_paid_on date) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	-- A transfer handed in before a weekend may be carried out before its day.
	most_days_early constant int := 5;
	run public.payment_runs;
	paid record;
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	-- Round, applications, run: the order everybody takes.
	perform from public.funding_rounds r
	where r.id = (select s.round_id from public.payment_runs s where s.id = p_run) for no key update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform from public.applications a
	where a.id in (select p.application_id from public.payouts p where p.run_id = p_run) order by a.id for update;
	select r.* into run from public.payment_runs r where r.id = p_run for update;
	if run.settled_at is not null then
		return '{}';
	end if;
	perform private.require_undisturbed_run(p_run);
	perform private.require_impartial_run(p_run);
	-- Neither bank nor cash office can have carried out what never left the office.
	if run.given_out_at is null then
		raise sqlstate 'PT409' using message = 'run_not_given_out';
	end if;
	if p_paid_on is null or p_paid_on not between (run.created_at at time zone 'Europe/Berlin')::date and private.today() then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if p_paid_on < run.execution_on - most_days_early then
		raise sqlstate 'PT422' using message = 'before_execution',
			detail = jsonb_build_object('day', to_char(run.execution_on - most_days_early, 'YYYY-MM-DD'))::text;
	end if;
	update public.payment_runs set settled_by = auth.uid(), settled_at = private.now(), paid_on = p_paid_on where id = p_run;
	for paid in
		update public.payouts p set paid_on = p_paid_on
		where p.run_id = p_run and p.state = 'ordered'
		returning p.id, p.application_id
	loop
		-- Asked anew each time: of two payments of one grant the first makes it paid. The run could not be settled for ever.
		if exists (select from public.applications a where a.id = paid.application_id and a.state = 'accepted') then
			perform private.change_state(paid.application_id, 'paid', array['system']);
		end if;
		perform private.notify('payout_paid', paid.application_id, paid.id);
	end loop;
	perform private.write_audit(
		'clerk', 'payment_run_settled', 'payment_run', p_run::text,
		jsonb_build_object('message_id', run.message_id, 'paid_on', p_paid_on, 'sum_cents', run.sum_cents)
	);
	return '{}';
end;
$$;
comment on function public.settle_payment_run(uuid, date) is
	'{}: the bank has done it on that day; once, and after its file or a list of it was fetched. PT403 not_allowed, PT404 not_found, PT409 '
	'not_in_state | run_disturbed | run_not_given_out, PT422 before_execution (more than five days early; detail {"day"}: the first that '
	'is taken) | payload_invalid (a day before the order, or to come).';

-- The card of a run says when it was fetched first; and proofs that wait to be checked stand with what else waits about grants.
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
				'kind', c.kind, 'notified_at', c.notified_at,
				'first_signed_by', case when not private.takes_no_part(a.id) then c.first_signed_by end
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
				(r.second_signed_at is null and not private.takes_no_part(a.id))
				or (r.second_signed_at is not null and private.owed_cents(r) > 0) or private.interest_owed_cents(r) is distinct from 0
			)
		),
		'rulings', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', w.id, 'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'kind', w.kind
			) order by w.first_signed_at), '[]')
			from public.grant_rulings w join public.applications a on a.id = w.application_id
			where a.round_id = p_round and w.second_signed_at is null and w.discarded_at is null
				and not private.takes_no_part(a.id)
		),
		'proofs', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name
			) order by a.reference_number), '[]')
			from public.applications a
			where a.round_id = p_round and a.state = 'report_submitted' and not private.takes_no_part(a.id)
		),
		'runs', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', n.id, 'number', n.number, 'message_id', n.message_id, 'execution_on', n.execution_on, 'created_by', n.created_by,
				'created_at', n.created_at, 'payouts_count', n.payouts_count, 'sum_cents', n.sum_cents, 'is_made', n.sha256 is not null,
				'paid_on', n.paid_on, 'given_out_at', n.given_out_at, 'discarded_at', n.discarded_at,
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
	'"claims" not signed or not settled; "rulings" not signed; "proofs" to check; "runs", newest first, with "lines" in the order of the file and '
	'"given_out_at", when file or list were fetched first; "payer": null | {"name", "iban", "bic"}; '
	'"payer_proposal": null | {"id", "name", "iban", "bic", "proposed_by", "proposed_at"}, which waits for somebody else}. PT403 '
	'not_allowed.';
