-- What was asked for before the proof arrived is paid or refused; it was lost in silence, and its money bound for good.
create or replace function private.payout_blocks(p_payout public.payouts) returns text[]
language sql stable security definer set search_path = ''
as $$
	select array_remove(array[
		case when not exists (select from private.finality(p_payout.application_id) f where f.is_final) then 'not_final' end,
		case when private.has_open_change(p_payout.application_id) then 'change_open' end,
		case when b.id is null then 'account_missing'
			when not private.is_sepa_iban(b.iban) then 'account_not_sepa'
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

create function private.has_unsettled_claim(p_application uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from public.recoveries r
		where r.application_id = p_application and r.discarded_at is null and (
			r.second_signed_at is null or private.owed_cents(r) > 0 or coalesce(private.interest_owed_cents(r), 1) > 0
		)
	) or exists (
		select from public.grant_rulings w
		where w.application_id = p_application and w.second_signed_at is null and w.discarded_at is null
	);
$$;
comment on function private.has_unsettled_claim(uuid) is
	'A claim that is not signed, or neither paid nor waived with its interest (unknown interest counts), or a ruling on its way.';
revoke all on function private.has_unsettled_claim(uuid) from public, anon, authenticated, service_role;

-- The result of a proof does not wait until an earlier claim is paid.
create or replace function private.conclude_proof(p_check public.proof_checks) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	terms constant public.grant_terms := private.terms_in_force(p_check.application_id);
	claim uuid;
	-- Nothing is paid any more, so what was not asked for is free for others too.
	kept_cents constant bigint := least(p_check.grant_cents, private.paid_cents(p_check.application_id));
begin
	if exists (
		select from public.payouts p
		where p.application_id = p_check.application_id and p.state in ('requested', 'checked', 'released', 'ordered')
	) then
		raise sqlstate 'PT409' using message = 'payment_under_way';
	end if;
	if private.has_open_change(p_check.application_id) then
		raise sqlstate 'PT409' using message = 'change_open';
	end if;
	update public.proof_checks set concluded_at = private.now() where submission_id = p_check.submission_id;
	-- What is not needed is not promised any longer, and with that free for others.
	if kept_cents < terms.amount_cents then
		insert into public.grant_terms (application_id, version, decision_id, amount_cents, plan, period_from, period_until, purpose, since)
		values (
			terms.application_id, terms.version + 1, terms.decision_id, kept_cents, terms.plan, terms.period_from,
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
comment on function private.conclude_proof(public.proof_checks) is
	'What was checked takes effect: the last terms of the grant, which hold what was paid at most, the letter, the claim with its own '
	'letter, and the end of the case, or its last step until the money is back. PT409 payment_under_way (asked for and neither paid nor '
	'refused) | change_open.';

create or replace function public.bounce_payout(p_payout uuid, p_on date, p_reason text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	payout constant public.payouts := private.lock_payout(p_payout);
	reason constant text := private.said(p_reason);
	given_out date;
	state constant text := (select a.state from public.applications a where a.id = payout.application_id);
begin
	if payout.state not in ('ordered', 'paid') then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	if payout.state = 'ordered' then
		select (r.given_out_at at time zone 'Europe/Berlin')::date into strict given_out
		from public.payment_runs r where r.id = payout.run_id for update;
		if given_out is null then
			raise sqlstate 'PT409' using message = 'not_in_state';
		end if;
		-- Nobody clears away alone what waits for a second person.
		perform private.require_undisturbed_run(payout.run_id);
	end if;
	if state in ('closed', 'withdrawn') then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	-- A claim stands on money the group has: it is paid, waived or discarded first.
	if payout.state = 'paid' and private.has_unsettled_claim(payout.application_id) then
		raise sqlstate 'PT409' using message = 'claim_open';
	end if;
	if reason is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(reason) > 1000 or p_on is null or p_on > private.today() or p_on < coalesce(given_out, payout.requested_at::date)
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
	'not_found, PT409 conflict_of_interest | case_moved_on | not_in_state (its order has not left the house, or the case is over) | '
	'run_disturbed | claim_open (a claim stands on that money), PT422 reason_required | payload_invalid.';

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
