-- What came back and waits for its second person, and claims that wait for theirs, were not seen by the signatures under a proof: the same
-- money was claimed twice. And a grant was told as larger than what the group kept of it.
create function private.require_settled_money(p_application uuid) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
	if exists (
		select from public.money_returns m
		where m.application_id = p_application and m.confirmed_at is null and m.discarded_at is null
	) or exists (
		select from public.recoveries r
		where r.application_id = p_application and r.second_signed_at is null and r.discarded_at is null
	) then
		raise sqlstate 'PT409' using message = 'claim_open';
	end if;
	if exists (
		select from public.payouts p
		where p.application_id = p_application and p.state in ('requested', 'checked', 'released', 'ordered')
	) then
		raise sqlstate 'PT409' using message = 'payment_under_way';
	end if;
end;
$$;
comment on function private.require_settled_money(uuid) is
	'What a group has is known only when nothing waits for its second person: PT409 claim_open (a booking or a claim), payment_under_way.';
revoke all on function private.require_settled_money(uuid) from public, anon, authenticated, service_role;

-- § 49a (3) VwVfG NRW: interest runs until the money is there, however late somebody books it.
create function private.interest_owed_on_cents(p_recovery public.recoveries, p_on date) returns bigint
language sql stable security definer set search_path = ''
as $$
	select case when p_recovery.discarded_at is not null or p_recovery.second_signed_at is null then 0
		when i.cents is not null then greatest(0, i.cents - private.interest_waived_cents(p_recovery.id) - coalesce((
			select sum(m.interest_cents) from public.money_returns m
			where m.recovery_id = p_recovery.id and m.confirmed_at is not null and m.reversed_at is null
		), 0)::bigint) end
	from (
		select private.claim_interest(p_recovery, p_on, private.settings_of_grant(p_recovery.application_id)) as cents
	) i;
$$;
comment on function private.interest_owed_on_cents(public.recoveries, date) is
	'Interest of a claim up to that day that neither came in nor was waived; null where a base rate is missing.';
revoke all on function private.interest_owed_on_cents(public.recoveries, date) from public, anon, authenticated, service_role;

create or replace function private.interest_owed_cents(p_recovery public.recoveries) returns bigint
language sql stable security definer set search_path = ''
as $$
	select private.interest_owed_on_cents(p_recovery, private.today());
$$;

create or replace function private.proof_sums(p_check proof_checks) returns table (open_count integer, accepted_cents bigint, income_cents bigint, grant_cents bigint, claim_cents bigint, is_cut boolean, needs_second boolean, unpaid_cents bigint)
language sql stable security definer set search_path = ''
as $$
	with receipts as (
		select r.id, r.amount_cents, p_check.judgements -> r.id as judged,
			p_check.scope = 'full' or r.id = any (private.proof_sample_of(s)) as is_looked_at
		from public.proof_submissions s cross join lateral private.sent_receipts(s) r
		where s.id = p_check.submission_id
	), summed as (
		select count(*) filter (where r.is_looked_at and r.judged is null)::int as open_count,
			coalesce(sum(coalesce((r.judged ->> 'accepted_cents')::bigint, r.amount_cents)), 0)::bigint as accepted,
			coalesce(bool_or(r.judged ->> 'reason' is not null), false) as is_cut
		from receipts r
	), final as (
		select u.*, i.income_cents, private.final_grant_cents(m.financing, m.amount_cents, m.planned_cents, u.accepted, i.income_cents) as left_cents,
			private.final_grant_cents(
				m.financing, m.amount_cents, m.planned_cents, u.accepted, greatest(i.income_cents, m.planned_income_cents)
			) as planned_left_cents
		from summed u
		cross join (select private.proof_facts(p_check.application_id) as value) f
		cross join lateral (
			select f.value ->> 'financing' as financing, (f.value ->> 'amount_cents')::bigint as amount_cents,
				(f.value ->> 'planned_income_cents')::bigint as planned_income_cents,
				(select coalesce(sum((l.value ->> 'cents')::bigint), 0)::bigint from jsonb_array_elements(f.value -> 'lines') l) as planned_cents
		) m
		join public.proof_submissions s on s.id = p_check.submission_id
		cross join lateral (
			select private.counted_income_cents(
				(private.terms_in_force(p_check.application_id)).plan,
				private.whole_number(s.snapshot -> 'form' -> 'report.income_cents')
			) as income_cents
		) i
	), claimed as (
		select f.*, least(f.left_cents, p.kept_cents) as kept_cents, greatest(0, p.kept_cents - f.left_cents) as claim_cents,
			greatest(0, f.left_cents - p.paid_cents) as unpaid_cents
		from final f cross join (
			select private.paid_cents(p_check.application_id) as paid_cents, greatest(0, private.unclaimed_cents(p_check.application_id)) as kept_cents
		) p
	)
	-- Nothing is paid any more once a proof is checked, neither what was not asked for nor what was given back.
	select c.open_count, c.accepted, c.income_cents, c.kept_cents, c.claim_cents, c.is_cut,
		c.is_cut or c.claim_cents > 0 or c.kept_cents > c.planned_left_cents, c.unpaid_cents
	from claimed c;
$$;

comment on function private.proof_sums(public.proof_checks) is
	'What a check says so far. grant_cents is what the group keeps: no more than the proof justifies, nor than what was paid, did not come '
	'back and is not claimed; unpaid_cents is justified and was never paid.';

create or replace function public.sign_proof_check(p_submission uuid, p_reason text default null::text, p_claim_due_on date default null::date, p_interest_from date default null::date, p_seen integer default null::integer) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	checked public.proof_checks;
	grounds constant text := private.said(p_reason);
	sums record;
begin
	if private.has_staff_role(array['clerk', 'decider']) then
		perform from public.applications a
		where a.id = (select s.application_id from public.proof_submissions s where s.id = p_submission) for update;
	end if;
	select c.* into checked from public.proof_checks c
	where c.submission_id = p_submission and c.first_signed_by = auth.uid() and c.revision = p_seen + 1
		and c.reason is not distinct from grounds and (
			c.claim_cents = 0 or (c.claim_due_on, c.interest_from) is not distinct from (p_claim_due_on, p_interest_from)
		);
	if found then
		return jsonb_build_object('needs_second', checked.concluded_at is null or checked.second_signed_at is not null);
	end if;
	checked := private.lock_proof(p_submission, p_seen);
	if checked.first_signed_at is not null then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	perform private.require_settled_money(checked.application_id);
	select s.* into strict sums from private.proof_sums(checked) s;
	if sums.open_count > 0 then
		raise sqlstate 'PT422' using message = 'receipts_open', detail = jsonb_build_object('count', sums.open_count)::text;
	end if;
	-- A grant that ends smaller than its accepted costs says why (§ 39 VwVfG NRW).
	if (sums.needs_second or sums.unpaid_cents > 0) and grounds is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(grounds) > 4000 or (sums.claim_cents > 0 and p_claim_due_on is null) then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if sums.claim_cents > 0 then
		perform private.require_claim_days(p_claim_due_on, p_interest_from);
	end if;
	update public.proof_checks set
		reason = grounds, accepted_cents = sums.accepted_cents, grant_cents = sums.grant_cents, claim_cents = sums.claim_cents,
		unpaid_cents = sums.unpaid_cents,
		claim_due_on = case when sums.claim_cents > 0 then p_claim_due_on end,
		interest_from = case when sums.claim_cents > 0 then p_interest_from end,
		first_signed_by = auth.uid(), first_signed_at = private.now(), revision = revision + 1
	where submission_id = p_submission returning * into checked;
	perform private.write_audit(
		'clerk', 'proof_check_signed', 'application', checked.application_id::text,
		jsonb_build_object('submission_id', p_submission, 'claim_cents', checked.claim_cents, 'needs_second', sums.needs_second)
	);
	if not sums.needs_second then
		perform private.conclude_proof(checked);
	end if;
	return jsonb_build_object('needs_second', sums.needs_second);
end;
$$;

create or replace function public.countersign_proof_check(p_submission uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	checked public.proof_checks;
	sums record;
begin
	if not private.has_staff_role(array['decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform from public.applications a
	where a.id = (select s.application_id from public.proof_submissions s where s.id = p_submission) for update;
	if exists (select from public.proof_checks c where c.submission_id = p_submission and c.second_signed_by = auth.uid()) then
		return '{}';
	end if;
	checked := private.lock_proof(p_submission, null);
	if checked.first_signed_at is null then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if checked.first_signed_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	perform private.require_settled_money(checked.application_id);
	-- Money that came back meanwhile, or a claim of another kind, makes this another sum than the one that was signed.
	select s.* into strict sums from private.proof_sums(checked) s;
	if (sums.grant_cents, sums.claim_cents) is distinct from (checked.grant_cents, checked.claim_cents) then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	update public.proof_checks set second_signed_by = auth.uid(), second_signed_at = private.now()
	where submission_id = p_submission returning * into checked;
	perform private.write_audit(
		'decider', 'proof_check_countersigned', 'application', checked.application_id::text,
		jsonb_build_object('submission_id', p_submission, 'claim_cents', checked.claim_cents)
	);
	perform private.conclude_proof(checked);
	return '{}';
end;
$$;

create or replace function private.conclude_proof(p_check proof_checks) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	terms constant public.grant_terms := private.terms_in_force(p_check.application_id);
	claim uuid;
begin
	if private.has_open_change(p_check.application_id) then
		raise sqlstate 'PT409' using message = 'change_open';
	end if;
	update public.proof_checks set concluded_at = private.now() where submission_id = p_check.submission_id;
	-- What the group does not keep is not promised any longer, and with that free for others.
	if p_check.grant_cents < terms.amount_cents then
		insert into public.grant_terms (application_id, version, decision_id, amount_cents, plan, period_from, period_until, purpose, since)
		values (
			terms.application_id, terms.version + 1, terms.decision_id, p_check.grant_cents, terms.plan, terms.period_from,
			terms.period_until, terms.purpose, private.now()
		);
	end if;
	perform private.change_state(p_check.application_id, 'report_checked', array['system']);
	perform private.write_letter(p_check.application_id, 'proof_checked', p_check.submission_id, private.told_by_proof(p_check));
	if p_check.claim_cents > 0 then
		insert into public.recoveries
			(id, application_id, number, cause, reason, amount_cents, interest_from, due_on, first_signed_by, first_signed_at)
		select gen_random_uuid(), p_check.application_id, 1 + coalesce(max(r.number), 0),
			case when p_check.judgements @? '$.*.reason ? (@ != null)' then 'not_for_purpose' else 'unspent' end,
			p_check.reason, p_check.claim_cents, p_check.interest_from, p_check.claim_due_on, p_check.first_signed_by, p_check.first_signed_at
		from public.recoveries r where r.application_id = p_check.application_id
		returning id into claim;
		perform public.countersign_recovery(claim);
		perform private.change_state(p_check.application_id, 'recovery', array['system']);
	elsif private.has_unsettled_claim(p_check.application_id) then
		perform private.change_state(p_check.application_id, 'recovery', array['system']);
	else
		perform private.change_state(p_check.application_id, 'closed', array['system']);
	end if;
	perform private.write_audit(
		'clerk', 'proof_concluded', 'application', p_check.application_id::text,
		jsonb_build_object(
			'submission_id', p_check.submission_id, 'scope', p_check.scope, 'accepted_cents', p_check.accepted_cents,
			'grant_cents', p_check.grant_cents, 'claim_cents', p_check.claim_cents, 'recovery_id', claim
		)
	);
end;
$$;

create or replace function private.told_by_proof(p_check proof_checks) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object(
		'amount_cents', p_check.grant_cents, 'accepted_cents', p_check.accepted_cents, 'claim_cents', p_check.claim_cents,
		'unpaid_cents', coalesce(p_check.unpaid_cents, 0), 'paid_cents', private.paid_cents(p_check.application_id),
		'returned_cents', private.returned_cents(p_check.application_id),
		'reason', p_check.reason,
		'receipt_cuts', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'number', r.number, 'payee', s.snapshot -> 'form' ->> ('receipts.' || r.id || '.payee'), 'amount_cents', r.amount_cents,
				'accepted_cents', p_check.judgements -> r.id -> 'accepted_cents', 'reason', p_check.judgements -> r.id ->> 'reason'
			) order by r.number), '[]')
			from public.proof_submissions s
			cross join lateral (
				select l.id, l.amount_cents, row_number() over (
					order by private.whole_number(s.snapshot -> 'form' -> ('receipts.' || l.id || '.position')), l.id
				) as number
				from private.sent_receipts(s) l
			) r
			where s.id = p_check.submission_id and p_check.judgements -> r.id ->> 'reason' is not null
		)
	);
$$;

create or replace function private.proof_figures_of(p_application uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_strip_nulls(jsonb_build_object(
		'is_late', s.is_late, 'is_checked', k.submission_id is not null, 'accepted_cents', k.accepted_cents,
		-- What was given back after the check is not kept either.
		'grant_cents', case when k.submission_id is not null
			then least(k.grant_cents, greatest(0, private.unclaimed_cents(p_application))) end, 'claim_cents', k.claim_cents,
		'participants', private.whole_number(s.snapshot -> 'form' -> 'report.participants'),
		'newcomers', private.whole_number(s.snapshot -> 'form' -> 'report.newcomers'),
		'volunteers', private.whole_number(s.snapshot -> 'form' -> 'report.volunteers')
	))
	from private.last_proof(p_application) s
	left join public.proof_checks k on k.submission_id = s.id and k.concluded_at is not null
	where s.id is not null;
$$;

create or replace function public.countersign_recovery(p_recovery uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	recovery public.recoveries;
	terms public.grant_terms;
	most bigint;
begin
	if not private.has_staff_role(array['decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	recovery := private.lock_recovery(p_recovery);
	if recovery.first_signed_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	-- Whether the money is still there is known only when what was booked is confirmed.
	if exists (
		select from public.money_returns m
		where m.application_id = recovery.application_id and m.confirmed_at is null and m.discarded_at is null
	) then
		raise sqlstate 'PT409' using message = 'claim_open';
	end if;
	most := private.unclaimed_cents(recovery.application_id);
	terms := private.terms_in_force(recovery.application_id);
	-- Where the grant became smaller since, that was decided with the money in view: only what is beyond it is still to be claimed.
	if exists (
		select from public.grant_terms t join public.grant_terms b on b.application_id = t.application_id and b.version = t.version - 1
		where t.application_id = recovery.application_id and t.since > recovery.first_signed_at and t.amount_cents < b.amount_cents
	) then
		most := most - terms.amount_cents;
	end if;
	if recovery.amount_cents > most then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	update public.recoveries set second_signed_by = auth.uid(), second_signed_at = private.now() where id = p_recovery;
	perform private.write_letter(recovery.application_id, 'recovery', p_recovery, private.told_by_recovery(recovery));
	perform private.write_audit(
		'decider', 'recovery_countersigned', 'recovery', p_recovery::text,
		jsonb_build_object('application_id', recovery.application_id, 'amount_cents', recovery.amount_cents)
	);
	return '{}';
end;
$$;

create or replace function public.record_return(p_application uuid, p_id uuid, p_amount_cents bigint, p_interest_cents bigint, p_received_on date, p_recovery uuid default null::uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	booked constant bigint := private.booked_cents(p_application);
	-- What is booked on a claim takes nothing from what is not claimed.
	booked_free constant bigint := (
		select coalesce(sum(m.amount_cents), 0) from public.money_returns m
		where m.application_id = p_application and m.recovery_id is null and m.confirmed_at is null and m.discarded_at is null
	);
	recovery public.recoveries;
	first_paid date;
	is_in_year boolean;
begin
	if exists (select from public.money_returns m where m.id = p_id and m.application_id = p_application) then
		return '{}';
	end if;
	select min(p.paid_on) into first_paid from public.payouts p where p.application_id = p_application and p.state = 'paid';
	if p_id is null or exists (select from public.money_returns m where m.id = p_id)
		or p_received_on is null or p_received_on > private.today() or p_received_on < coalesce(first_paid, p_received_on)
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if p_recovery is not null then
		select r.* into recovery from public.recoveries r
		where r.id = p_recovery and r.application_id = p_application and r.second_signed_at is not null;
		if not found then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
	end if;
	if p_amount_cents is null or p_interest_cents is null or p_amount_cents < 0 or p_interest_cents < 0
		or p_amount_cents + p_interest_cents = 0 or (p_recovery is null and p_interest_cents > 0)
	then
		raise sqlstate 'PT422' using message = 'amount_invalid';
	end if;
	if p_interest_cents > 0 and private.interest_owed_on_cents(recovery, p_received_on) is null then
		raise sqlstate 'PT422' using message = 'base_rate_missing';
	end if;
	if p_amount_cents > (case when p_recovery is null then private.unclaimed_cents(p_application) - booked_free
			else private.paid_cents(p_application) - private.returned_cents(p_application) - booked end)
		or (p_recovery is not null and p_amount_cents > private.owed_cents(recovery) - private.booked_cents(p_application, p_recovery))
		or (p_interest_cents > 0
			and p_interest_cents > private.interest_owed_on_cents(recovery, p_received_on) - private.booked_interest_cents(p_recovery))
	then
		raise sqlstate 'PT422' using message = 'more_than_owed';
	end if;
	-- What came before the year began is there for it; what comes later belongs to the treasury.
	select extract(year from p_received_on)::int <= private.budget_year(r) into strict is_in_year
	from public.funding_rounds r where r.id = application.round_id;
	insert into public.money_returns
		(id, application_id, recovery_id, amount_cents, interest_cents, received_on, is_in_budget_year, recorded_by, recorded_at)
	values (
		p_id, p_application, p_recovery, p_amount_cents, p_interest_cents, p_received_on, is_in_year, auth.uid(), private.now()
	);
	perform private.write_audit(
		'clerk', 'return_booked', 'application', p_application::text,
		jsonb_build_object(
			'return_id', p_id, 'recovery_id', p_recovery, 'amount_cents', p_amount_cents, 'interest_cents', p_interest_cents,
			'is_in_budget_year', is_in_year
		)
	);
	return '{}';
end;
$$;

create or replace function public.confirm_return(p_return uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	back constant public.money_returns := private.lock_return(p_return);
begin
	if back.recorded_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	-- A claim may have been signed, waived or bounced away since it was booked.
	if back.amount_cents > (case when back.recovery_id is null then private.unclaimed_cents(back.application_id) else least(
		(select private.owed_cents(r) from public.recoveries r where r.id = back.recovery_id),
		private.paid_cents(back.application_id) - private.returned_cents(back.application_id)
	) end) or (back.interest_cents > 0 and back.interest_cents > coalesce((
		select private.interest_owed_on_cents(r, back.received_on) from public.recoveries r where r.id = back.recovery_id
	), 0)) or (back.recovery_id is null and exists (
		-- Claimed since: it is the same money, and is booked on the claim.
		select from public.recoveries r
		where r.application_id = back.application_id and r.second_signed_at > back.recorded_at and private.owed_cents(r) > 0
	)) then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	update public.money_returns set confirmed_by = auth.uid(), confirmed_at = private.now() where id = p_return;
	perform private.notify('money_returned', back.application_id, p_return);
	perform private.write_audit(
		'clerk', 'money_returned', 'application', back.application_id::text,
		jsonb_build_object(
			'return_id', p_return, 'recovery_id', back.recovery_id, 'amount_cents', back.amount_cents,
			'interest_cents', back.interest_cents, 'is_in_budget_year', back.is_in_budget_year
		)
	);
	return '{}';
end;
$$;

create or replace function private.require_settled_claims() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if exists (
		select from public.money_returns m
		where m.application_id = new.application_id and m.confirmed_at is null and m.discarded_at is null
	) then
		raise sqlstate 'PT422' using message = 'claim_open';
	end if;
	if exists (
		select from public.recoveries r
		where r.application_id = new.application_id and r.discarded_at is null and private.interest_owed_cents(r) is null
	) then
		raise sqlstate 'PT422' using message = 'base_rate_missing';
	end if;
	if exists (
		select from public.recoveries r
		where r.application_id = new.application_id and r.discarded_at is null
			and (r.second_signed_at is null or private.owed_cents(r) > 0 or private.interest_owed_cents(r) > 0)
	) or private.paid_cents(new.application_id) - private.returned_cents(new.application_id) - private.waived_cents(new.application_id)
		> coalesce((private.terms_in_force(new.application_id)).amount_cents, 0)
		or exists (
			select from public.grant_rulings w
			where w.application_id = new.application_id and w.second_signed_at is null and w.discarded_at is null
		)
	then
		raise sqlstate 'PT422' using message = 'claim_open';
	end if;
	return new;
end;
$$;

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
	'before_execution (more than five days early; detail {"day"}: the first that is taken) | payload_invalid (a day before the order, or to come).';
