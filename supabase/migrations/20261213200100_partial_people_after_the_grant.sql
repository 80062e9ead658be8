-- After the grant too, whoever takes no part in a case reads what was decided, and not what waits for its second signature.
alter policy "Staff read rulings" on public.grant_rulings
	using (
		(select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']))
		and ((second_signed_at is not null and discarded_at is null) or not private.takes_no_part(application_id))
	);

-- What the group asked for stands in its case; what the office means to answer is in the same row.
alter policy "Staff read changes" on public.grant_changes
	using (
		(select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']))
		and (proposal is null or not is_open or not private.takes_no_part(application_id))
	);

alter policy "Staff read claims" on public.recoveries
	using (
		(select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']))
		and ((second_signed_at is not null and discarded_at is null) or not private.takes_no_part(application_id))
	);

alter policy "Staff read checks of proofs" on public.proof_checks
	using (
		(select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']))
		and (concluded_at is not null or not private.takes_no_part(application_id))
	);

create or replace function public.preview_grant_letter(p_source uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	change public.grant_changes;
	recovery public.recoveries;
	ruling public.grant_rulings;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select c.* into change from public.grant_changes c where c.id = p_source and c.is_open and c.proposal is not null;
	if found then
		if private.takes_no_part(change.application_id) then
			raise sqlstate 'PT409' using message = 'conflict_of_interest';
		end if;
		return private.letter_content(
			change.application_id, private.letter_of_change(change),
			private.told_by_change(change) || private.next_signer(change.first_signed_by)
		) || jsonb_build_object('kind', private.letter_of_change(change), 'application_id', change.application_id);
	end if;
	select w.* into ruling from public.grant_rulings w
	where w.id = p_source and w.kind = 'revocation' and w.second_signed_at is null and w.discarded_at is null;
	if found then
		if private.takes_no_part(ruling.application_id) then
			raise sqlstate 'PT409' using message = 'conflict_of_interest';
		end if;
		return private.letter_content(
			ruling.application_id, 'revoked', private.told_by_ruling(ruling) || private.next_signer(ruling.first_signed_by)
		) || jsonb_build_object('kind', 'revoked', 'application_id', ruling.application_id);
	end if;
	select r.* into recovery from public.recoveries r
	where r.id = p_source and r.second_signed_at is null and r.discarded_at is null;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if private.takes_no_part(recovery.application_id) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	return private.letter_content(
		recovery.application_id, 'recovery', private.told_by_recovery(recovery) || private.next_signer(recovery.first_signed_by)
	) || jsonb_build_object('kind', 'recovery', 'application_id', recovery.application_id);
end;
$$;
comment on function public.preview_grant_letter(uuid) is
	'{"kind", "application_id", "language", "template", "facts"} of the letter that the second signature under a change, a '
	'claim or a revocation would make now. For staff. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest.';

create or replace function public.preview_proof_letter(p_submission uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	checked public.proof_checks;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select c.* into checked from public.proof_checks c
	where c.submission_id = p_submission and c.first_signed_at is not null and c.concluded_at is null;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if private.takes_no_part(checked.application_id) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	return private.letter_content(
		checked.application_id, 'proof_checked', private.told_by_proof(checked) || private.next_signer(checked.first_signed_by)
	) || jsonb_build_object('kind', 'proof_checked', 'application_id', checked.application_id);
end;
$$;
comment on function public.preview_proof_letter(uuid) is
	'{"kind", "application_id", "language", "template", "facts"} of the letter that the second signature under a check would '
	'make now. For staff. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest.';

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
comment on function public.case_grant(uuid) is
	'A grant as the office sees it, see private.grant_standing, with "versions" (newest first), "accounts" (newest first), '
	'"payouts" (with "blocks"), "changes", "recoveries" (with "owed_cents", "waived_cents" and "interest_cents" until today, '
	'null without a base rate), "returns" (booked, confirmed, discarded, reversed) and "rulings"; people as ids. What waits '
	'for a second signature is not in it for whoever takes no part. PT403 not_allowed, PT404 not_found.';

create or replace function public.case_proof(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	submission constant public.proof_submissions := private.last_proof(p_application);
	facts constant jsonb := private.proof_facts(p_application);
	checked public.proof_checks;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform from public.applications a where a.id = p_application and a.state <> 'draft';
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	select c.* into checked from public.proof_checks c
	-- As the policy says: until it is concluded, nothing for whoever takes no part.
	where c.submission_id = submission.id and (c.concluded_at is not null or not private.takes_no_part(p_application));
	if checked.submission_id is null then
		checked.submission_id := submission.id;
		checked.application_id := p_application;
		checked.scope := 'full';
		checked.judgements := '{}';
		checked.revision := 0;
	end if;
	return jsonb_build_object(
		'facts', facts,
		'submission', case when submission.id is not null then jsonb_build_object(
			'id', submission.id, 'version', submission.version, 'received_at', submission.received_at, 'sha256', submission.sha256,
			'is_late', submission.is_late, 'form', submission.snapshot -> 'form', 'terms_version', submission.snapshot -> 'terms_version'
		) end,
		'pictures', private.proof_pictures(p_application),
		'alike', case when submission.id is not null then private.alike_elsewhere(p_application) else '{}' end,
		'sample', case when submission.id is not null then to_jsonb(private.proof_sample_of(submission)) else '[]' end,
		'check', case when submission.id is not null then to_jsonb(checked) - array['application_id', 'worked_by', 'worked_from'] end,
		'sums', case when submission.id is not null and facts is not null
			then (select to_jsonb(s) from private.proof_sums(checked) s) end,
		'queries', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', q.id, 'asked_by', q.asked_by, 'asked_at', q.asked_at, 'due_on', q.due_on, 'items', q.items, 'message', q.message,
				'message_language', q.message_language, 'message_de', q.message_de, 'answered_at', q.answered_at, 'closed_at', q.closed_at
			) order by q.asked_at desc), '[]')
			from public.proof_queries q where q.application_id = p_application
		),
		'versions', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'version', s.version, 'received_at', s.received_at, 'sha256', s.sha256, 'is_late', s.is_late
			) order by s.version desc), '[]')
			from public.proof_submissions s where s.application_id = p_application
		),
		'unclaimed_cents', private.unclaimed_cents(p_application),
		'today', private.today()
	);
end;
$$;
comment on function public.case_proof(uuid) is
	'A proof as the office checks it: {"facts" (see private.proof_facts), "submission" (the version that counts, null before '
	'one), "pictures" (with "also_in"), "alike" (see private.alike_elsewhere), "sample", "check", "sums" (see '
	'private.proof_sums), "queries" and "versions" (newest first), "unclaimed_cents", "today"}; people as ids. A check that '
	'is not concluded is as good as not begun for whoever takes no part. PT403 not_allowed, PT404 not_found.';

create or replace function public.signed_letters(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return (
		select coalesce(jsonb_agg(jsonb_build_object(
			'source_id', s.source_id, 'sha256', s.sha256, 'is_same', s.sha256 = w.content ->> 'sha256'
		)), '[]')
		from private.signed_letters s
		cross join lateral private.waiting_letter(s.source_id) w (content)
		where s.application_id = p_application and w.content is not null and not private.takes_no_part(p_application)
	);
end;
$$;
comment on function public.signed_letters(uuid) is
	'[{"source_id", "sha256" (of the letter that was signed first), "is_same" (it would be the same now)}] of the changes, '
	'claims, revocations and checks of an application that wait for their second signature; none for whoever takes no part. '
	'PT403 not_allowed.';
