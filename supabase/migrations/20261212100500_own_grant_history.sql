-- The export of one's own data (Art. 15 and 20 DSGVO) told how a grant stands, not how it came to that: earlier accounts and plans, what
-- was written with a payment request, what came back, and the devices that are told of news were missing.
create function public.own_grant_history(p_application uuid) returns jsonb
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
				'amount_cents', m.amount_cents, 'interest_cents', m.interest_cents, 'received_on', m.received_on,
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
comment on function public.own_grant_history(uuid) is
	'How a grant came to stand as read_grant tells, for the people it is of: {"accounts", "terms", "payouts" (with what was written), '
	'"changes", "returns" (booked, not discarded) and "rulings" (that hold)}, oldest first, nobody of the office named. Who may only '
	'read sees the last digits of accounts others gave. PT404 not_found.';
revoke all on function public.own_grant_history(uuid) from public, anon, authenticated, service_role;
grant execute on function public.own_grant_history(uuid) to authenticated;

create function public.own_push_subscriptions() returns jsonb
language sql stable security definer set search_path = ''
as $$
	select coalesce(jsonb_agg(jsonb_build_object(
		'service', substring(s.endpoint from '^https?://([^/:]+)'), 'since', s.created_at
	) order by s.created_at, s.id), '[]')
	from public.push_subscriptions s where s.user_id = auth.uid();
$$;
comment on function public.own_push_subscriptions() is
	'[{"service", "since"}]: the caller''s devices that are told of news, by whose push service; the address itself wakes the device and '
	'is told to nobody.';
revoke all on function public.own_push_subscriptions() from public, anon, authenticated, service_role;
grant execute on function public.own_push_subscriptions() to authenticated;
