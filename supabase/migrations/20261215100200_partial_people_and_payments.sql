-- Ordering leaves out grants of whoever orders; giving the file out, noting it as paid or taking it back did not ask.
create function private.require_impartial_run(p_run uuid) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
	if exists (select from public.payouts p where p.run_id = p_run and private.takes_no_part(p.application_id)) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
end;
$$;
comment on function private.require_impartial_run(uuid) is
	'Refuses whoever takes no part in one of the grants a run pays (§ 20 VwVfG NRW). Raises PT409 conflict_of_interest.';
revoke all on function private.require_impartial_run(uuid) from public, anon, authenticated, service_role;

create or replace function public.payment_order(p_run uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	pays constant boolean := private.has_staff_role(array['clerk', 'decider']);
	shown boolean;
	answer jsonb;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform from public.payment_runs r where r.id = p_run for update;
	perform private.require_undisturbed_run(p_run);
	if pays then
		perform private.require_impartial_run(p_run);
		update public.payment_runs set given_out_at = private.now() where id = p_run and given_out_at is null;
	end if;
	select r.given_out_at is not null into shown from public.payment_runs r where r.id = p_run;
	select jsonb_build_object(
		'message_id', r.message_id,
		'created_at', to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
		'execution_on', r.execution_on,
		'payer', jsonb_build_object('name', r.payer_name, 'iban', r.payer_iban, 'bic', r.payer_bic),
		'sum_cents', r.sum_cents,
		'transfers', (
			select jsonb_agg(jsonb_build_object(
				'end_to_end_id', a.reference_number || '-' || p.number, 'amount_cents', p.amount_cents,
				'name', b.holder,
				'iban', case when shown then b.iban else '••••' || right(b.iban, 4) end, 'reference_number', a.reference_number, 'number', p.number,
				'organisation_name', s.snapshot #>> '{form,organisation_name}'
			) order by a.reference_number, p.number)
			from public.payouts p
			join public.applications a on a.id = p.application_id
			join public.bank_accounts b on b.id = p.account_id
			-- As it was when the order was given: a later version of the application must not change the file.
			join lateral (
				select v.snapshot from public.submissions v
				where v.application_id = a.id and v.received_at <= r.created_at order by v.version desc limit 1
			) s on true
			where p.run_id = r.id
		)
	) into answer
	from public.payment_runs r where r.id = p_run;
	if answer is null then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return answer;
end;
$$;

create or replace function public.note_payment_file(p_run uuid, p_format text, p_sha256 text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	pays constant boolean := private.has_staff_role(array['clerk', 'decider']);
	run public.payment_runs;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if p_format is null or p_format not in ('pain.001', 'csv', 'xlsx') or p_sha256 is null
		or p_sha256 !~ '^[0-9a-f]{64}$'
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select r.* into run from public.payment_runs r where r.id = p_run for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform private.require_undisturbed_run(p_run);
	if pays then
		perform private.require_impartial_run(p_run);
	end if;
	if p_format = 'pain.001' then
		if run.sha256 <> p_sha256 then
			raise sqlstate 'PT409' using message = 'file_changed';
		end if;
		-- What was paid, or came back, in another way or by a list is not ordered a second time.
		if run.sha256 is null and (
			run.settled_at is not null or exists (select from public.payouts p where p.run_id = p_run and p.bounced_on is not null)
		) then
			raise sqlstate 'PT409' using message = 'not_in_state';
		end if;
		if run.sha256 is null and not pays then
			raise sqlstate 'PT403' using message = 'not_allowed';
		end if;
		update public.payment_runs set sha256 = p_sha256 where id = p_run and sha256 is null;
	end if;
	if pays then
		update public.payment_runs set given_out_at = private.now() where id = p_run and given_out_at is null;
	end if;
	perform private.write_audit(
		'clerk', 'payment_file_made', 'payment_run', p_run::text, jsonb_build_object('format', p_format, 'sha256', p_sha256)
	);
	return '{}';
end;
$$;

-- It also settles a run that holds two payments of one grant.
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

create or replace function public.discard_payment_run(p_run uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	run public.payment_runs;
	undone record;
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform from public.applications a
	where a.id in (select p.application_id from public.payouts p where p.run_id = p_run) order by a.id for update;
	select r.* into run from public.payment_runs r where r.id = p_run for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if run.discarded_at is not null then
		return '{}';
	end if;
	perform private.require_impartial_run(p_run);
	-- What may be with the bank is settled or bounces, it is not taken back.
	if num_nonnulls(run.given_out_at, run.settled_at, run.sha256) > 0 then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	update public.payment_runs set discarded_by = auth.uid(), discarded_at = private.now() where id = p_run;
	for undone in
		update public.payouts set
			run_id = null, account_id = null, first_released_by = null, first_released_at = null, second_released_by = null,
			second_released_at = null
		where run_id = p_run
		returning id, application_id
	loop
		perform private.write_audit(
			'clerk', 'payout_release_undone', 'payout', undone.id::text, jsonb_build_object('application_id', undone.application_id)
		);
	end loop;
	perform private.write_audit(
		'clerk', 'payment_run_discarded', 'payment_run', p_run::text, jsonb_build_object('message_id', run.message_id)
	);
	return '{}';
end;
$$;

-- What waits for its second signature is not shown to whoever takes no part, as in the case itself.
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
