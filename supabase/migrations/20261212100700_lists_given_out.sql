-- What a list is made of was told without a word that it left the house, and an auditor's list did not count as one: a run could be
-- taken back after somebody could have paid by it. Whoever may pay gives it out by asking; whoever only audits gets a list nobody can
-- pay by until then.
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
comment on function public.payment_order(uuid) is
	'What the file of a run is made of: {"message_id", "created_at", "execution_on", "payer", "sum_cents", "transfers"}. To a clerk or '
	'decider it is given out with that, and not discarded any more; an auditor sees the last digits of accounts until it was. PT403 '
	'not_allowed, PT404 not_found, PT409 not_in_state | run_disturbed (another account or a change since).';

-- A run was marked as paid before its day.
create or replace function public.settle_payment_run(p_run uuid, p_paid_on date) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
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
	if p_paid_on is null or p_paid_on not between (run.created_at at time zone 'Europe/Berlin')::date and private.today() then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	-- Neither the bank nor the cash office pays before the day it was told.
	if p_paid_on < run.execution_on then
		raise sqlstate 'PT422' using message = 'before_execution',
			detail = jsonb_build_object('day', to_char(run.execution_on, 'YYYY-MM-DD'))::text;
	end if;
	update public.payment_runs set settled_by = auth.uid(), settled_at = private.now(), paid_on = p_paid_on where id = p_run;
	for paid in
		update public.payouts p set paid_on = p_paid_on
		from public.applications a
		where p.run_id = p_run and p.state = 'ordered' and a.id = p.application_id
		returning p.id, p.application_id, p.amount_cents, a.state
	loop
		if paid.state = 'accepted' then
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
	'{}: the bank has done it on that day; once. PT403 not_allowed, PT404 not_found, PT409 not_in_state | run_disturbed, PT422 '
	'before_execution (detail {"day"}) | payload_invalid (a day before the order, or to come).';
