-- The export of one's own data named what came back by the number of a claim, and told of no claim its number, nor of a ruling what it
-- was about. Whoever accepted and waived remedies when, and which mails went to whom, was not told either (Art. 15 DSGVO).
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
		'acceptances', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'received_at', g.received_at, 'is_received_by_me', g.received_by = auth.uid(), 'waived_at', g.waived_at
			) order by g.received_at), '[]')
			from public.grant_acceptances g where g.application_id = p_application
		),
		'claims', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'number', r.number, 'cause', r.cause, 'reason', r.reason, 'amount_cents', r.amount_cents,
				'owed_cents', private.owed_cents(r), 'interest_from', r.interest_from,
				'interest_owed_cents', private.interest_owed_cents(r), 'due_on', r.due_on, 'signed_at', r.second_signed_at
			) order by r.number), '[]')
			from public.recoveries r where r.application_id = p_application and r.second_signed_at is not null
		),
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
				'kind', w.kind, 'amount_cents', w.amount_cents,
				-- What it is about: a claim, a payment, or money that came back.
				'claim_number', (select r.number from public.recoveries r where r.id = w.subject_id),
				'payout_number', (select p.number from public.payouts p where p.id = w.subject_id),
				'return_received_on', (select m.received_on from public.money_returns m where m.id = w.subject_id), 'reason', w.reason, 'due_on', w.due_on,
				'interest_from', w.interest_from, 'signed_at', w.second_signed_at
			) order by w.number), '[]')
			from public.grant_rulings w where w.application_id = p_application and w.second_signed_at is not null
		)
	);
end;
$$;

comment on function public.own_grant_history(uuid) is
	'How a grant came to stand as read_grant tells, for the people it is of: {"acceptances", "claims" (that hold), "accounts", "terms", '
	'"payouts" (with what was written), "changes", "returns" (booked, not discarded) and "rulings" (that hold, with what they are about)}, '
	'oldest first, nobody of the office named. Who may only read sees the last digits of accounts others gave. PT404 not_found.';

create function public.own_mails() returns jsonb
language sql stable security definer set search_path = ''
as $$
	select coalesce(jsonb_agg(jsonb_build_object(
		'event', n.event, 'reference_number', a.reference_number, 'created_at', n.created_at, 'sent_at', n.sent_at,
		'given_up_at', n.given_up_at
	) order by n.created_at, n.id), '[]')
	from public.notifications n
	left join public.applications a on a.id = n.application_id
	where n.recipient_id = auth.uid();
$$;
comment on function public.own_mails() is
	'[{"event", "reference_number", "created_at", "sent_at", "given_up_at"}]: the mails written to the caller, for the export of their own '
	'data. Their text is made when they are sent, and kept nowhere.';
revoke all on function public.own_mails() from public, anon, authenticated, service_role;
grant execute on function public.own_mails() to authenticated;
