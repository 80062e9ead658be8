-- A claim that is open again because a booking on it was reversed was not reminded of a second time: each reminder was one for each claim.
create or replace function public.queue_claim_reminders() returns int
language plpgsql security definer set search_path = ''
as $$
declare
	days_before constant int := 7;
	due record;
	queued int := 0;
begin
	for due in
		select r.application_id, t.event, coalesce(b.id, r.id) as subject_id
		from public.recoveries r
		-- What the group was told of the claim last: that it holds, or that money it had been thanked for is not its own after all.
		left join lateral (
			select m.id, m.reversed_at from public.money_returns m
			where m.recovery_id = r.id and m.reversed_at is not null order by m.reversed_at desc, m.id limit 1
		) b on true
		cross join lateral (
			select case when private.today() > r.due_on then 'claim_overdue' when private.today() >= r.due_on - days_before then 'claim_due' end
		) t (event)
		where r.second_signed_at is not null and r.discarded_at is null and t.event is not null and (private.owed_cents(r) > 0 or private.interest_owed_cents(r) > 0)
			-- Whoever was told only then needs no reminder a moment later.
			and private.today() > (greatest(r.second_signed_at, b.reversed_at) at time zone 'Europe/Berlin')::date
			and not exists (select from public.notifications n where n.event = t.event and n.subject_id = coalesce(b.id, r.id))
	loop
		perform private.notify(due.event, due.application_id, due.subject_id);
		queued := queued + 1;
	end loop;
	return queued;
end;
$$;
comment on function public.queue_claim_reminders() is
	'Reminds of each claim that is not settled once a week before its day, and once after it; anew where a booking on it was reversed '
	'since. How many were new. For the secret key alone.';

-- A list for the cash office that was fetched again still named what had come back, and would have had it paid twice.
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
				'organisation_name', s.snapshot #>> '{form,organisation_name}',
				'bounced_on', p.bounced_on
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
