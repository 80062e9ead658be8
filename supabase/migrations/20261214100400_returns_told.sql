-- What came back was told to the office alone; the group that paid saw nothing of it on its screen.
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
		), 0) + coalesce((
			select sum(w.amount_cents) from public.grant_rulings w
			where w.application_id = p_application and w.kind = 'lapse' and w.second_signed_at is not null
		), 0)::bigint,
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
				'is_paid_again', exists (select from public.payouts r where r.replaces = p.id and r.state <> 'refused'),
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
		),
		'returns', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', m.id, 'amount_cents', m.amount_cents, 'interest_cents', m.interest_cents, 'excess_cents', m.excess_cents,
				'received_on', m.received_on, 'is_confirmed', m.confirmed_at is not null
			) order by m.received_on, m.recorded_at), '[]')
			from public.money_returns m
			where m.application_id = p_application and m.discarded_at is null and m.reversed_at is null
		)
	);
end;
$$;

create or replace function public.own_grant_history(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	acts constant boolean := coalesce((
		select private.may_write_for(a.organisation_id) from public.applications a where a.id = p_application
	), false);
begin
	if p_application is null or p_application not in (select private.my_application_ids()) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return jsonb_build_object(
		'accounts', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'number', b.number, 'holder', b.holder, 'is_private', b.is_private, 'given_at', b.given_at,
				'iban', case when acts or b.given_by = auth.uid() then b.iban else '••••' || right(b.iban, 4) end,
				'confirmed_at', b.confirmed_at, 'refused_at', b.refused_at
			) order by b.number), '[]')
			from public.bank_accounts b where b.application_id = p_application
		),
		'terms', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'version', t.version, 'since', t.since, 'amount_cents', t.amount_cents, 'period_from', t.period_from,
				'period_until', t.period_until, 'purpose', t.purpose, 'plan', t.plan
			) order by t.version), '[]')
			from public.grant_terms t where t.application_id = p_application
		),
		'payouts', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'number', p.number, 'amount_cents', p.amount_cents, 'needed_by', p.needed_by, 'words', p.words,
				'requested_at', p.requested_at, 'withdrawn_at', p.withdrawn_at, 'refused_at', p.refused_at,
				'refusal_reason', p.refusal_reason, 'paid_on', p.paid_on, 'bounced_on', p.bounced_on, 'bounce_reason', p.bounce_reason,
				'account_number', (select b.number from public.bank_accounts b where b.id = p.account_id)
			) order by p.number), '[]')
			from public.payouts p where p.application_id = p_application
		),
		'changes', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'number', c.number, 'kind', c.kind, 'words', c.words, 'wish', c.wish, 'notified_at', c.notified_at,
				'outcome', c.outcome, 'closed_at', c.closed_at
			) order by c.number), '[]')
			from public.grant_changes c where c.application_id = p_application
		),
		'returns', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'amount_cents', m.amount_cents, 'interest_cents', m.interest_cents,
				'excess_cents', m.excess_cents, 'received_on', m.received_on,
				'claim_number', (select r.number from public.recoveries r where r.id = m.recovery_id),
				'confirmed_at', m.confirmed_at, 'reversed_at', m.reversed_at
			) order by m.received_on, m.recorded_at), '[]')
			from public.money_returns m where m.application_id = p_application and m.discarded_at is null
		),
		'rulings', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'kind', w.kind, 'amount_cents', w.amount_cents, 'reason', w.reason, 'due_on', w.due_on,
				'interest_from', w.interest_from, 'signed_at', w.second_signed_at
			) order by w.number), '[]')
			from public.grant_rulings w where w.application_id = p_application and w.second_signed_at is not null
		)
	);
end;
$$;

create or replace function public.case_grant(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	-- What waits for its second signature is left out for whoever takes no part.
	is_open_told constant boolean := not private.takes_no_part(p_application);
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
				'back_on', p.back_on, 'back_reason', p.back_reason, 'back_noted_by', p.back_noted_by,
				'may_lapse', private.may_lapse(p),
				'blocks', case when p.state in ('requested', 'checked', 'released') then to_jsonb(private.payout_blocks(p)) else '[]' end
			) order by p.number), '[]')
			from public.payouts p left join public.payment_runs n on n.id = p.run_id
			where p.application_id = p_application
		),
		'changes', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', c.id, 'number', c.number, 'kind', c.kind, 'words', c.words, 'wish', c.wish, 'notified_at', c.notified_at,
				'proposal', case when is_open_told or not c.is_open then c.proposal end,
				'first_signed_by', case when is_open_told or not c.is_open then c.first_signed_by end, 'second_signed_by', c.second_signed_by,
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
				and (is_open_told or (v.second_signed_at is not null and v.discarded_at is null))
		),
		'returns', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', m.id, 'recovery_id', m.recovery_id, 'amount_cents', m.amount_cents, 'interest_cents', m.interest_cents,
				'excess_cents', m.excess_cents, 'excess_note', m.excess_note,
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
			from public.grant_rulings w
			where w.application_id = p_application
				and (is_open_told or (w.second_signed_at is not null and w.discarded_at is null))
		)
	);
end;
$$;
