create function private.promised_cents(p_application uuid) returns bigint
language sql stable security definer set search_path = ''
as $$
	select coalesce(sum(p.amount_cents), 0)::bigint from public.payouts p
	where p.application_id = p_application and p.state not in ('refused', 'bounced');
$$;
comment on function private.promised_cents(uuid) is 'What was asked for, whether paid yet or not.';
revoke all on function private.promised_cents(uuid) from public, anon, authenticated, service_role;

create function private.payout_blocks(p_payout public.payouts) returns text[]
language sql stable security definer set search_path = ''
as $$
	select array_remove(array[
		case when not exists (select from private.finality(p_payout.application_id) f where f.is_final) then 'not_final' end,
		case when private.has_open_change(p_payout.application_id) then 'change_open' end,
		case when b.id is null then 'account_missing'
			when b.needs_confirmation and b.confirmed_at is null then 'account_unconfirmed' end,
		case when coalesce((private.terms_in_force(p_payout.application_id)).amount_cents, 0)
			< private.promised_cents(p_payout.application_id) then 'amount_exceeded' end,
		case when not exists (
			select from public.applications a
			where a.id = p_payout.application_id and a.state in ('accepted', 'paid', 'report_due')
		) then 'wrong_state' end
	], null)
	from (select (private.account_in_force(p_payout.application_id)).*) b;
$$;
comment on function private.payout_blocks(public.payouts) is
	'Why this must not be released or ordered now, as codes; empty when nothing stands against it.';
revoke all on function private.payout_blocks(public.payouts) from public, anon, authenticated, service_role;

create function public.request_payout(
	p_application uuid, p_id uuid, p_amount_cents bigint, p_needed_by date, p_words text default ''
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.lock_own_application(p_application);
	terms constant public.grant_terms := private.terms_in_force(p_application);
	settings jsonb;
	rest bigint;
	told constant text := private.trimmed(coalesce(p_words, ''));
begin
	if exists (select from public.payouts p where p.id = p_id and p.application_id = p_application) then
		return '{}';
	end if;
	if application.state not in ('accepted', 'paid', 'report_due') or terms.application_id is null then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if private.has_open_change(p_application) then
		raise sqlstate 'PT409' using message = 'change_open';
	end if;
	if p_id is null or exists (select from public.payouts p where p.id = p_id) or length(told) > 2000 or p_needed_by is null then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select private.grant_settings(r.settings) into strict settings from public.funding_rounds r where r.id = application.round_id;
	if (
		select count(*) from public.payouts p where p.application_id = p_application and p.state not in ('refused', 'bounced')
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
	'again changes nothing. In one sum it is all of it. PT404 not_found, PT409 not_in_state | change_open, PT422 amount_invalid '
	'(detail {"rest_cents"}) | need_invalid (detail {"months"}) | no_more_payouts | payload_invalid.';
revoke all on function public.request_payout(uuid, uuid, bigint, date, text) from public, anon, authenticated, service_role;
grant execute on function public.request_payout(uuid, uuid, bigint, date, text) to authenticated;

create function private.lock_payout(p_payout uuid) returns public.payouts
language plpgsql security definer set search_path = ''
as $$
declare
	payout public.payouts;
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select p.* into payout from public.payouts p where p.id = p_payout;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform private.require_staff_for(payout.application_id);
	select p.* into payout from public.payouts p where p.id = p_payout for update;
	return payout;
end;
$$;
comment on function private.lock_payout(uuid) is 'A payout for somebody of the office who may act on it, application first. PT403, PT404, PT409 conflict_of_interest.';
revoke all on function private.lock_payout(uuid) from public, anon, authenticated, service_role;

create function public.release_payout(p_payout uuid, p_seen text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	payout public.payouts := private.lock_payout(p_payout);
	account constant public.bank_accounts := private.account_in_force(payout.application_id);
	blocks constant text[] := private.payout_blocks(payout);
begin
	if payout.state is distinct from p_seen or payout.state not in ('requested', 'checked') then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	if payout.state = 'checked' and payout.first_released_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	if payout.state = 'checked' and not private.has_staff_role(array['decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if cardinality(blocks) > 0 then
		raise sqlstate 'PT409' using message = 'payout_blocked', detail = to_jsonb(blocks)::text;
	end if;
	if payout.state = 'requested' then
		update public.payouts set
			account_id = account.id, first_released_by = auth.uid(), first_released_at = private.now()
		where id = p_payout returning * into payout;
	else
		update public.payouts set second_released_by = auth.uid(), second_released_at = private.now()
		where id = p_payout returning * into payout;
	end if;
	perform private.write_audit(
		case payout.state when 'released' then 'decider' else 'clerk' end,
		case payout.state when 'released' then 'payout_released' else 'payout_checked' end, 'payout', p_payout::text,
		jsonb_build_object(
			'application_id', payout.application_id, 'amount_cents', payout.amount_cents, 'account_id', payout.account_id
		)
	);
	return jsonb_build_object('state', payout.state);
end;
$$;
comment on function public.release_payout(uuid, text) is
	'{"state"}: checked by a clerk or decider, then released by a decider who is somebody else; p_seen is the state that was read. '
	'PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | case_moved_on | same_person | payout_blocked (detail: JSON '
	'array of not_final, change_open, account_missing, account_unconfirmed, amount_exceeded, wrong_state).';
revoke all on function public.release_payout(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.release_payout(uuid, text) to authenticated;

create function public.refuse_payout(p_payout uuid, p_reason text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	payout constant public.payouts := private.lock_payout(p_payout);
	reason constant text := nullif(btrim(p_reason, E' \t\r\n'), '');
begin
	if payout.state not in ('requested', 'checked', 'released') then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	if reason is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(reason) > 4000 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	update public.payouts set refused_by = auth.uid(), refused_at = private.now(), refusal_reason = reason where id = p_payout;
	perform private.notify('payout_refused', payout.application_id, p_payout);
	perform private.write_audit(
		'clerk', 'payout_refused', 'payout', p_payout::text, jsonb_build_object('application_id', payout.application_id)
	);
	return '{}';
end;
$$;
comment on function public.refuse_payout(uuid, text) is
	'{}: what is not ordered yet is given back to the group with a reason they read; they may ask anew. PT403 not_allowed, PT404 '
	'not_found, PT409 conflict_of_interest | case_moved_on, PT422 reason_required | payload_invalid.';
revoke all on function public.refuse_payout(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.refuse_payout(uuid, text) to authenticated;

create function public.order_payouts(p_round uuid, p_id uuid, p_execution_on date) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	longest_ahead constant int := 60;
	round public.funding_rounds;
	payer public.payer_accounts;
	chosen uuid[];
	run public.payment_runs;
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	-- Runs of one round queue here: the second finds what the first has left.
	select r.* into round from public.funding_rounds r where r.id = p_round for no key update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	select p.* into run from public.payment_runs p where p.id = p_id;
	if run.round_id = p_round then
		return jsonb_build_object('run_id', run.id, 'payouts', run.payouts_count, 'sum_cents', run.sum_cents);
	end if;
	if p_id is null or run.id is not null or p_execution_on is null
		or p_execution_on not between private.today() and private.today() + longest_ahead
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select p.* into payer from public.payer_accounts p where p.round_id = p_round;
	if not found then
		raise sqlstate 'PT422' using message = 'payer_missing';
	end if;
	perform from public.applications a
	where a.round_id = p_round and exists (select from public.payouts p where p.application_id = a.id and p.state = 'released')
	order by a.id for update;
	select array_agg(p.id) into chosen
	from public.payouts p join public.applications a on a.id = p.application_id
	where a.round_id = p_round and p.state = 'released' and private.payout_blocks(p) = '{}'
		and not private.is_partial(p.application_id, auth.uid());
	if chosen is null then
		raise sqlstate 'PT409' using message = 'nothing_to_pay';
	end if;
	insert into public.payment_runs
		(id, round_id, number, message_id, payer_name, payer_iban, payer_bic, execution_on, created_by, created_at, payouts_count,
		sum_cents)
	select p_id, p_round, n.number,
		round.reference_prefix || '-' || upper(left(p_round::text, 8)) || '-' || lpad(n.number::text, 4, '0'),
		payer.name, payer.iban, payer.bic, p_execution_on, auth.uid(), private.now(),
		(select count(*) from public.payouts p where p.id = any (chosen)),
		(select sum(p.amount_cents) from public.payouts p where p.id = any (chosen))
	from (select 1 + coalesce(max(r.number), 0) as number from public.payment_runs r where r.round_id = p_round) n
	returning * into run;
	update public.payouts set run_id = run.id where id = any (chosen);
	perform private.write_audit(
		'clerk', 'payouts_ordered', 'payment_run', run.id::text,
		jsonb_build_object('message_id', run.message_id, 'payouts', run.payouts_count, 'sum_cents', run.sum_cents)
	);
	return jsonb_build_object('run_id', run.id, 'payouts', run.payouts_count, 'sum_cents', run.sum_cents);
end;
$$;
comment on function public.order_payouts(uuid, uuid, date) is
	'{"run_id", "payouts", "sum_cents"}: everything of a round that is released and not blocked becomes one order, to be carried out '
	'on a day at most 60 days ahead; the same p_id again is the same order. PT403 not_allowed, PT404 not_found, PT409 '
	'nothing_to_pay, PT422 payer_missing | payload_invalid.';
revoke all on function public.order_payouts(uuid, uuid, date) from public, anon, authenticated, service_role;
grant execute on function public.order_payouts(uuid, uuid, date) to authenticated;

create function public.payment_order(p_run uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	answer jsonb;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select jsonb_build_object(
		'message_id', r.message_id,
		'created_at', to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
		'execution_on', r.execution_on,
		'payer', jsonb_build_object('name', r.payer_name, 'iban', r.payer_iban, 'bic', r.payer_bic),
		'sum_cents', r.sum_cents,
		'transfers', (
			select jsonb_agg(jsonb_build_object(
				'end_to_end_id', a.reference_number || '-' || p.number, 'amount_cents', p.amount_cents,
				'name', b.holder, 'iban', b.iban, 'reference_number', a.reference_number, 'number', p.number,
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
	'What the file of a run is made of, always the same: {"message_id", "created_at", "execution_on", "payer": {"name", "iban", '
	'"bic"}, "sum_cents", "transfers": [{"end_to_end_id", "amount_cents", "name", "iban", "reference_number", "number", '
	'"organisation_name"}]}. PT403, PT404.';
revoke all on function public.payment_order(uuid) from public, anon, authenticated, service_role;
grant execute on function public.payment_order(uuid) to authenticated;

create function public.note_payment_file(p_run uuid, p_format text, p_sha256 text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	run public.payment_runs;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if p_format is null or p_format not in ('pain.001', 'csv', 'xlsx') or p_sha256 !~ '^[0-9a-f]{64}$' then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select r.* into run from public.payment_runs r where r.id = p_run for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if p_format = 'pain.001' then
		if run.sha256 <> p_sha256 then
			raise sqlstate 'PT409' using message = 'file_changed';
		end if;
		update public.payment_runs set sha256 = p_sha256 where id = p_run and sha256 is null;
	end if;
	perform private.write_audit(
		'clerk', 'payment_file_made', 'payment_run', p_run::text, jsonb_build_object('format', p_format, 'sha256', p_sha256)
	);
	return '{}';
end;
$$;
comment on function public.note_payment_file(uuid, text, text) is
	'{}: says in the audit trail that a file leaves the house, before it does; a SEPA file that is not the one made first is refused. '
	'p_format pain.001, csv or xlsx. PT403, PT404, PT409 file_changed, PT422 payload_invalid.';
revoke all on function public.note_payment_file(uuid, text, text) from public, anon, authenticated, service_role;
grant execute on function public.note_payment_file(uuid, text, text) to authenticated;

create function public.settle_payment_run(p_run uuid, p_paid_on date) returns jsonb
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
	if p_paid_on is null or p_paid_on not between (run.created_at at time zone 'Europe/Berlin')::date and private.today() then
		raise sqlstate 'PT422' using message = 'payload_invalid';
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
	'{}: the bank has carried the order out; what did not bounce is paid, and the groups are told. Again changes nothing. PT403 '
	'not_allowed, PT404 not_found, PT422 payload_invalid (a day before the order, or to come).';
revoke all on function public.settle_payment_run(uuid, date) from public, anon, authenticated, service_role;
grant execute on function public.settle_payment_run(uuid, date) to authenticated;

create function public.bounce_payout(p_payout uuid, p_on date, p_reason text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	payout constant public.payouts := private.lock_payout(p_payout);
	reason constant text := nullif(btrim(p_reason, E' \t\r\n'), '');
	state constant text := (select a.state from public.applications a where a.id = payout.application_id);
begin
	if payout.state not in ('ordered', 'paid') then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	if reason is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(reason) > 1000 or p_on is null or p_on > private.today() or p_on < payout.requested_at::date
		or (payout.state = 'paid' and private.paid_cents(payout.application_id) - payout.amount_cents
			< private.returned_cents(payout.application_id))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	update public.payouts set bounced_on = p_on, bounce_reason = reason where id = p_payout;
	if state = 'paid' and private.paid_cents(payout.application_id) = 0 then
		perform private.change_state(payout.application_id, 'accepted', array['system']);
	end if;
	perform private.notify('payout_bounced', payout.application_id, p_payout);
	perform private.write_audit(
		'clerk', 'payout_bounced', 'payout', p_payout::text,
		jsonb_build_object('application_id', payout.application_id, 'amount_cents', payout.amount_cents)
	);
	return '{}';
end;
$$;
comment on function public.bounce_payout(uuid, date, text) is
	'{}: the bank sent it back, so it is not paid; the group is asked to look at its account and asks anew. PT403 not_allowed, PT404 '
	'not_found, PT409 conflict_of_interest | case_moved_on, PT422 reason_required | payload_invalid.';
revoke all on function public.bounce_payout(uuid, date, text) from public, anon, authenticated, service_role;
grant execute on function public.bounce_payout(uuid, date, text) to authenticated;
