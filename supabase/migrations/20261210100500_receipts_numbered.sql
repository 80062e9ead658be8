-- Letters named receipts that were cut by their payee alone: two of one market could not be told apart.
create or replace function private.told_by_proof(p_check public.proof_checks) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object(
		'amount_cents', p_check.grant_cents, 'accepted_cents', p_check.accepted_cents, 'claim_cents', p_check.claim_cents,
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
comment on function private.told_by_proof(public.proof_checks) is
	'Facts of a letter about a proof that was checked; receipts are numbered as they stand in the list.';
