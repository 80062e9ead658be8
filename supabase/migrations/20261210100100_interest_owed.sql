-- Interest a letter of claim demands (§ 49a (3) VwVfG NRW) was reckoned, shown and then forgotten: a claim was settled, and a case
-- closed, with the sum alone. It is owed now like the sum, until it came or two people let it go (§ 49a (3) sentence 2, § 59 LHO NRW).
create function private.interest_waived_cents(p_recovery uuid) returns bigint
language sql stable security definer set search_path = ''
as $$
	select coalesce(sum(w.amount_cents), 0)::bigint from public.grant_rulings w
	where w.subject_id = p_recovery and w.kind = 'interest_waiver' and w.second_signed_at is not null;
$$;
comment on function private.interest_waived_cents(uuid) is 'Interest on one claim that two people have waived.';
revoke all on function private.interest_waived_cents(uuid) from public, anon, authenticated, service_role;

create function private.booked_interest_cents(p_recovery uuid) returns bigint
language sql stable security definer set search_path = ''
as $$
	select coalesce(sum(m.interest_cents), 0)::bigint from public.money_returns m
	where m.recovery_id = p_recovery and m.confirmed_at is null and m.discarded_at is null;
$$;
comment on function private.booked_interest_cents(uuid) is 'Interest that is booked on a claim as come in, and not confirmed yet.';
revoke all on function private.booked_interest_cents(uuid) from public, anon, authenticated, service_role;

create function private.interest_owed_cents(p_recovery public.recoveries) returns bigint
language sql stable security definer set search_path = ''
as $$
	select case when p_recovery.discarded_at is not null or p_recovery.second_signed_at is null then 0
		when i.cents is not null then greatest(0, i.cents - private.interest_waived_cents(p_recovery.id) - coalesce((
			select sum(m.interest_cents) from public.money_returns m
			where m.recovery_id = p_recovery.id and m.confirmed_at is not null and m.reversed_at is null
		), 0)::bigint) end
	from (
		select private.claim_interest(p_recovery, private.today(), private.settings_of_grant(p_recovery.application_id)) as cents
	) i;
$$;
comment on function private.interest_owed_cents(public.recoveries) is
	'Interest on a signed claim until today that neither came in nor was waived; it stops growing with what is still owed of the sum. '
	'Null where a base rate is missing in the settings.';
revoke all on function private.interest_owed_cents(public.recoveries) from public, anon, authenticated, service_role;

create function private.has_open_interest(p_application uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from public.recoveries r
		where r.application_id = p_application and r.discarded_at is null and private.interest_owed_cents(r) is distinct from 0
	);
$$;
comment on function private.has_open_interest(uuid) is 'Whether interest on a claim is still to come, or cannot be reckoned yet.';
revoke all on function private.has_open_interest(uuid) from public, anon, authenticated, service_role;

alter table public.grant_rulings drop constraint grant_rulings_known_kinds;
alter table public.grant_rulings add constraint grant_rulings_known_kinds
	check (kind in ('revocation', 'waiver', 'interest_waiver', 'correction'));
comment on column public.grant_rulings.subject_id is 'The claim of a waiver (of the sum, or of its interest), the return of a correction; null for a revocation.';

create or replace function private.require_settled_claims() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
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
comment on function private.require_settled_claims() is
	'Nothing is closed while a claim or ruling is not signed, a claim or its interest neither paid nor waived, or while the group has '
	'more than the grant holds and was left. PT422 claim_open | base_rate_missing (interest cannot be reckoned).';

create or replace function private.require_ruling_fits(p_ruling public.grant_rulings) returns void
language plpgsql stable security definer set search_path = ''
as $$
declare
	terms constant public.grant_terms := private.terms_in_force(p_ruling.application_id);
	state constant text := (select a.state from public.applications a where a.id = p_ruling.application_id);
	most bigint;
	is_claim boolean;
begin
	if p_ruling.kind = 'revocation' then
		if terms.application_id is null or state not in ('approved', 'accepted', 'paid', 'report_due') then
			raise sqlstate 'PT409' using message = 'not_in_state';
		end if;
		if exists (
			select from public.payouts p where p.application_id = p_ruling.application_id and p.state = 'ordered'
		) then
			raise sqlstate 'PT409' using message = 'payment_under_way';
		end if;
		-- A claim or booking on its way counts from what the grant holds now.
		if exists (
			select from public.recoveries r
			where r.application_id = p_ruling.application_id and r.second_signed_at is null and r.discarded_at is null
		) or private.booked_cents(p_ruling.application_id) > 0 then
			raise sqlstate 'PT409' using message = 'claim_open';
		end if;
		if p_ruling.amount_cents >= terms.amount_cents then
			raise sqlstate 'PT422' using message = 'amount_invalid';
		end if;
		if private.claimed_by_ruling(p_ruling) > 0 and (p_ruling.due_on is null or p_ruling.due_on < private.today()) then
			raise sqlstate 'PT422' using message = 'due_day_missing';
		end if;
	elsif p_ruling.kind = 'waiver' then
		select private.owed_cents(r) - private.booked_cents(r.application_id, r.id) into most
		from public.recoveries r
		where r.id = p_ruling.subject_id and r.application_id = p_ruling.application_id and r.second_signed_at is not null;
		if not found then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
		if p_ruling.amount_cents not between 1 and most then
			raise sqlstate 'PT422' using message = 'amount_invalid', detail = jsonb_build_object('rest_cents', most)::text;
		end if;
	elsif p_ruling.kind = 'interest_waiver' then
		select private.interest_owed_cents(r) - private.booked_interest_cents(r.id), true into most, is_claim
		from public.recoveries r
		where r.id = p_ruling.subject_id and r.application_id = p_ruling.application_id and r.second_signed_at is not null;
		if is_claim is null then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
		if most is null then
			raise sqlstate 'PT422' using message = 'base_rate_missing';
		end if;
		if p_ruling.amount_cents not between 1 and most then
			raise sqlstate 'PT422' using message = 'amount_invalid', detail = jsonb_build_object('rest_cents', most)::text;
		end if;
	else
		perform from public.money_returns m
		where m.id = p_ruling.subject_id and m.application_id = p_ruling.application_id and m.confirmed_at is not null
			and m.reversed_at is null and m.amount_cents = p_ruling.amount_cents;
		if not found then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
		if state in ('closed', 'withdrawn') then
			raise sqlstate 'PT409' using message = 'not_in_state';
		end if;
	end if;
end;
$$;

create or replace function public.propose_ruling(
	p_application uuid, p_id uuid, p_kind text, p_subject uuid, p_amount_cents bigint, p_reason text, p_due_on date default null,
	p_interest_from date default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	grounds constant text := nullif(btrim(p_reason, E' \t\r\n'), '');
	ruling public.grant_rulings;
begin
	if exists (select from public.grant_rulings w where w.id = p_id and w.application_id = p_application) then
		return '{}';
	end if;
	if grounds is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if p_id is null or exists (select from public.grant_rulings w where w.id = p_id) or length(grounds) > 4000
		or p_kind is null or p_kind not in ('revocation', 'waiver', 'interest_waiver', 'correction') or (p_kind = 'revocation') <> (p_subject is null)
		or p_interest_from > private.today() or (p_kind <> 'revocation' and (p_due_on is not null or p_interest_from is not null))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select p_id, application.id, 1 + coalesce(max(w.number), 0), p_kind, p_subject,
		case when p_kind = 'correction' then (select m.amount_cents from public.money_returns m where m.id = p_subject) else p_amount_cents end,
		grounds, p_due_on, p_interest_from, auth.uid(), private.now()
	into ruling.id, ruling.application_id, ruling.number, ruling.kind, ruling.subject_id, ruling.amount_cents, ruling.reason,
		ruling.due_on, ruling.interest_from, ruling.first_signed_by, ruling.first_signed_at
	from public.grant_rulings w where w.application_id = p_application;
	if ruling.amount_cents is null or ruling.amount_cents < 0 then
		raise sqlstate 'PT422' using message = 'amount_invalid';
	end if;
	perform private.require_ruling_fits(ruling);
	insert into public.grant_rulings select ruling.*;
	perform private.write_audit(
		'clerk', 'ruling_signed', 'application', p_application::text,
		jsonb_build_object('ruling_id', p_id, 'kind', p_kind, 'subject_id', p_subject, 'amount_cents', ruling.amount_cents)
	);
	return '{}';
exception
	when unique_violation then
		raise sqlstate 'PT409' using message = 'already_decided';
end;
$$;
comment on function public.propose_ruling(uuid, uuid, text, uuid, bigint, text, date, date) is
	'{}: first signature under a ruling, see grant_rulings; p_id is made with the form. A correction takes its sum from the return. '
	'PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | already_decided (one like it waits already) | not_in_state | '
	'payment_under_way | claim_open, PT422 amount_invalid | due_day_missing | base_rate_missing | reason_required | payload_invalid.';

create or replace function private.revoke_grant(p_ruling public.grant_rulings) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	terms constant public.grant_terms := private.terms_in_force(p_ruling.application_id);
	claimed constant bigint := private.claimed_by_ruling(p_ruling);
	told constant jsonb := private.told_by_ruling(p_ruling);
	dropped record;
begin
	insert into public.grant_terms
		(application_id, version, decision_id, amount_cents, plan, period_from, period_until, purpose, since, ruling_id)
	values (
		p_ruling.application_id, terms.version + 1, terms.decision_id, p_ruling.amount_cents, terms.plan, terms.period_from,
		terms.period_until, terms.purpose, private.now(), p_ruling.id
	);
	-- Requests were made for a grant that is no more; what is left is asked for anew.
	for dropped in
		update public.payouts set refused_by = auth.uid(), refused_at = private.now(), refusal_reason = p_ruling.reason
		where application_id = p_ruling.application_id and run_id is null and refused_at is null and withdrawn_at is null
		returning id
	loop
		perform private.write_audit(
			'decider', 'payout_refused', 'payout', dropped.id::text, jsonb_build_object('application_id', p_ruling.application_id)
		);
	end loop;
	if claimed > 0 then
		insert into public.recoveries
			(id, application_id, number, cause, reason, amount_cents, interest_from, due_on, first_signed_by, first_signed_at,
			second_signed_by, second_signed_at)
		select gen_random_uuid(), p_ruling.application_id, 1 + coalesce(max(r.number), 0), 'revoked', p_ruling.reason, claimed,
			p_ruling.interest_from, p_ruling.due_on, p_ruling.first_signed_by, p_ruling.first_signed_at, auth.uid(), private.now()
		from public.recoveries r where r.application_id = p_ruling.application_id;
	end if;
	perform private.write_letter(p_ruling.application_id, 'revoked', p_ruling.id, told);
	if p_ruling.amount_cents = 0 then
		perform private.change_state(
			p_ruling.application_id,
			case when private.paid_cents(p_ruling.application_id) > private.returned_cents(p_ruling.application_id)
				or private.has_open_interest(p_ruling.application_id) then 'recovery' else 'closed' end,
			array['system']
		);
	end if;
end;
$$;

create or replace function public.queue_claim_reminders() returns int
language plpgsql security definer set search_path = ''
as $$
declare
	days_before constant int := 7;
	due record;
	queued int := 0;
begin
	for due in
		select r.id, r.application_id, t.event
		from public.recoveries r
		cross join lateral (
			select case when private.today() > r.due_on then 'claim_overdue' when private.today() >= r.due_on - days_before then 'claim_due' end
		) t (event)
		where r.second_signed_at is not null and r.discarded_at is null and t.event is not null and (private.owed_cents(r) > 0 or private.interest_owed_cents(r) > 0)
			-- Whoever was told only then needs no reminder a moment later.
			and private.today() > (r.second_signed_at at time zone 'Europe/Berlin')::date
			and not exists (select from public.notifications n where n.event = t.event and n.subject_id = r.id)
	loop
		perform private.notify(due.event, due.application_id, due.id);
		queued := queued + 1;
	end loop;
	return queued;
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
		'form_account', (
			select jsonb_build_object('iban', case when acts then coalesce(f.form ->> 'iban', '') else '' end, 'holder', coalesce(f.form ->> 'account_holder', ''))
			from (select private.sent_form(p_application) as form) f
		),
		'payouts', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', p.id, 'number', p.number, 'amount_cents', p.amount_cents, 'needed_by', p.needed_by, 'requested_at', p.requested_at,
				'state', case p.state when 'checked' then 'requested' when 'ordered' then 'released' else p.state end,
				'paid_on', p.paid_on, 'reason', coalesce(p.refusal_reason, p.bounce_reason),
				'may_be_withdrawn', p.state in ('requested', 'checked')
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

create or replace function public.case_grant(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform from public.applications a where a.id = p_application and a.state <> 'draft';
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return private.grant_standing(p_application) || jsonb_build_object(
		'versions', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'version', t.version, 'since', t.since, 'amount_cents', t.amount_cents, 'period_from', t.period_from,
				'period_until', t.period_until, 'change_id', t.change_id, 'lines', t.plan -> 'lines'
			) order by t.version desc), '[]')
			from public.grant_terms t where t.application_id = p_application
		),
		'accounts', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', b.id, 'iban', b.iban, 'holder', b.holder, 'is_private', b.is_private, 'given_at', b.given_at,
				'needs_confirmation', b.needs_confirmation, 'confirmed_by', b.confirmed_by, 'confirmed_at', b.confirmed_at,
				'refused_by', b.refused_by, 'refused_at', b.refused_at, 'note', b.note
			) order by b.number desc), '[]')
			from public.bank_accounts b where b.application_id = p_application
		),
		'payouts', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', p.id, 'number', p.number, 'amount_cents', p.amount_cents, 'needed_by', p.needed_by, 'words', p.words,
				'requested_at', p.requested_at, 'state', p.state, 'first_released_by', p.first_released_by,
				'second_released_by', p.second_released_by, 'refusal_reason', p.refusal_reason, 'run_id', p.run_id,
				'message_id', n.message_id, 'paid_on', p.paid_on, 'bounced_on', p.bounced_on, 'bounce_reason', p.bounce_reason,
				'blocks', case when p.state in ('requested', 'checked', 'released') then to_jsonb(private.payout_blocks(p)) else '[]' end
			) order by p.number), '[]')
			from public.payouts p left join public.payment_runs n on n.id = p.run_id
			where p.application_id = p_application
		),
		'changes', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', c.id, 'number', c.number, 'kind', c.kind, 'words', c.words, 'wish', c.wish, 'notified_at', c.notified_at,
				'proposal', c.proposal, 'first_signed_by', c.first_signed_by, 'second_signed_by', c.second_signed_by,
				'outcome', c.outcome, 'closed_at', c.closed_at
			) order by c.number), '[]')
			from public.grant_changes c where c.application_id = p_application
		),
		'recoveries', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', v.id, 'number', v.number, 'cause', v.cause, 'reason', v.reason, 'amount_cents', v.amount_cents,
				'owed_cents', private.owed_cents(v), 'waived_cents', private.waived_cents(v.application_id, v.id),
				'interest_from', v.interest_from, 'due_on', v.due_on,
				'interest_cents', private.claim_interest(v, private.today(), private.settings_of_grant(v.application_id)),
				'interest_owed_cents', private.interest_owed_cents(v),
				'interest_waived_cents', private.interest_waived_cents(v.id),
				'first_signed_by', v.first_signed_by, 'second_signed_by', v.second_signed_by, 'discarded_at', v.discarded_at
			) order by v.number), '[]')
			from public.recoveries v
			where v.application_id = p_application
		),
		'returns', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', m.id, 'recovery_id', m.recovery_id, 'amount_cents', m.amount_cents, 'interest_cents', m.interest_cents,
				'received_on', m.received_on, 'is_in_budget_year', m.is_in_budget_year, 'recorded_by', m.recorded_by,
				'state', case when m.reversed_at is not null then 'reversed' when m.discarded_at is not null then 'discarded'
					when m.confirmed_at is not null then 'confirmed' else 'booked' end
			) order by m.received_on, m.recorded_at), '[]')
			from public.money_returns m where m.application_id = p_application
		),
		'rulings', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', w.id, 'number', w.number, 'kind', w.kind, 'subject_id', w.subject_id, 'amount_cents', w.amount_cents,
				'claimed_cents', case when w.kind = 'revocation' and w.second_signed_at is null then private.claimed_by_ruling(w) else 0 end,
				'reason', w.reason, 'due_on', w.due_on, 'first_signed_by', w.first_signed_by, 'second_signed_by', w.second_signed_by,
				'second_signed_at', w.second_signed_at, 'discarded_at', w.discarded_at
			) order by w.number), '[]')
			from public.grant_rulings w where w.application_id = p_application
		)
	);
end;
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
				'paid_on', n.paid_on
			) order by n.number desc), '[]')
			from public.payment_runs n where n.round_id = p_round
		),
		'payer', (
			select jsonb_build_object('name', y.name, 'iban', y.iban, 'bic', y.bic) from public.payer_accounts y where y.round_id = p_round
		)
	);
end;
$$;
