create or replace function private.grant_standing(p_application uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object(
		'state', a.state,
		'reference_number', a.reference_number,
		'legal_form', private.sent_form(a.id) -> 'legal_form',
		'terms', case when t.application_id is not null then jsonb_build_object(
			'version', t.version, 'amount_cents', t.amount_cents, 'period_from', t.period_from, 'period_until', t.period_until,
			'purpose', t.purpose,
			'lines', (
				select coalesce(jsonb_agg(jsonb_build_object(
					'id', l.value -> 'id', 'label', l.value -> 'label', 'cents', l.value -> 'approved_cents'
				) order by l.ordinality), '[]')
				from jsonb_array_elements(t.plan -> 'lines') with ordinality l
			)
		) end,
		'letter', case when f.letter_id is not null then jsonb_build_object(
			'id', f.letter_id, 'posted_on', f.posted_on, 'delivered_on', f.delivered_on, 'final_on', f.final_on, 'is_final', f.is_final
		) end,
		'received_at', g.received_at,
		'waived_at', g.waived_at,
		'account', case when b.id is not null then jsonb_build_object(
			'id', b.id, 'iban', b.iban, 'holder', b.holder, 'is_private', b.is_private,
			'is_confirmed', b.confirmed_at is not null or not b.needs_confirmation
		) end,
		'promised_cents', private.promised_cents(a.id),
		'paid_cents', private.paid_cents(a.id),
		'returned_cents', private.returned_cents(a.id),
		'terms_of_round', s.said - array['base_rates', 'interest_points', 'budget_year', 'delivery_days'],
		-- How often money can still be asked for under this decision.
		'payouts_left', greatest(0, (s.said ->> 'most_payouts')::int - (
			select count(*) from public.payouts p
			where p.application_id = a.id and p.state not in ('refused', 'bounced', 'withdrawn')
				and p.requested_at >= (private.decision_in_force(a.id)).second_signed_at
		)),
		'today', private.today()
	)
	from public.applications a
	cross join lateral (select private.settings_of_grant(a.id) as said) s
	cross join lateral (select (private.terms_in_force(a.id)).*) t
	cross join lateral (select (private.account_in_force(a.id)).*) b
	left join lateral private.finality(a.id) f on true
	left join public.grant_acceptances g on g.decision_id = t.decision_id
	where a.id = p_application;
$$;
comment on function private.grant_standing(uuid) is
	'How a grant stands, as both sides read it; parts are null before they are there. What the round says is read as it stood when the '
	'grant was signed.';

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
				'id', r.id, 'amount_cents', r.amount_cents, 'owed_cents', private.owed_cents(r), 'due_on', r.due_on, 'reason', r.reason
			) order by r.number), '[]')
			from public.recoveries r where r.application_id = p_application and r.second_signed_at is not null
		)
	);
end;
$$;
comment on function public.read_grant(uuid) is
	'A grant as its group sees it, see private.grant_standing, with "may_act", "form_account", "payouts" (requested, released, paid, '
	'refused, bounced or withdrawn), "changes" and signed "claims". Who in the office did what stays there; of the account, whoever may '
	'not act sees the last four signs. PT404 not_found.';

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
comment on function public.case_grant(uuid) is
	'A grant as the office sees it, see private.grant_standing, with "versions" (newest first), "accounts" (newest first), "payouts" '
	'(with "blocks"), "changes", "recoveries" (with "owed_cents", "waived_cents" and "interest_cents" until today, null without a base '
	'rate), "returns" (booked, confirmed, discarded, reversed) and "rulings"; people as ids. PT403 not_allowed, PT404 not_found.';

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
				'owed_cents', private.owed_cents(r), 'due_on', r.due_on, 'is_signed', r.second_signed_at is not null,
				'is_overdue', r.second_signed_at is not null and r.due_on < private.today()
			) order by r.due_on), '[]')
			from public.recoveries r join public.applications a on a.id = r.application_id
			where a.round_id = p_round and r.discarded_at is null and (r.second_signed_at is null or private.owed_cents(r) > 0)
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
comment on function public.desk_payments(uuid) is
	'What waits in a round: {"payouts" not ordered yet, with "blocks"; open "changes"; "accounts" to confirm; "returns" to confirm; '
	'"claims" not signed or not settled; "rulings" not signed; "runs", newest first; "payer": null | {"name", "iban", "bic"}}. PT403 '
	'not_allowed.';
