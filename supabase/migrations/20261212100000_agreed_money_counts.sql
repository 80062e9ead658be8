-- Other money was what the report said: a further grant the office had agreed to, and the report left out, made the grant larger, and
-- one person could close that. Money that is new, or more than planned, reduces the grant (ANBest-P 2): of a shortfall by all of it, of
-- a share in proportion. What was agreed counts whatever is reported; where the group's word alone makes the grant larger than the
-- plan would, two people sign.
create function private.counted_income_cents(p_plan jsonb, p_said bigint) returns bigint
language sql immutable set search_path = ''
as $$
	select greatest(
		coalesce(p_said, private.whole_number(p_plan -> 'incomes_cents'), 0),
		(select coalesce(sum((g.value ->> 'cents')::bigint), 0)::bigint from jsonb_array_elements(p_plan -> 'further_grants') g)
	);
$$;
comment on function private.counted_income_cents(jsonb, bigint) is
	'Other money of a proof: what the group says, or else what was planned, and at least the further grants that were agreed to. Where '
	'another funder paid less in the end, the claim is waived by two people.';
revoke all on function private.counted_income_cents(jsonb, bigint) from public, anon, authenticated, service_role;

create or replace function private.final_grant_cents(
	p_financing text, p_grant_cents bigint, p_planned_cents bigint, p_accepted_cents bigint, p_income_cents bigint
) returns bigint
language sql immutable set search_path = ''
as $$
	select greatest(0, least(p_grant_cents, p_accepted_cents, case p_financing
		when 'shortfall' then p_accepted_cents - p_income_cents
		when 'share' then case when p_planned_cents > 0
			then div(p_accepted_cents::numeric * p_grant_cents, greatest(p_planned_cents, p_grant_cents + p_income_cents))::bigint else 0 end
		else p_grant_cents
	end));
$$;
comment on function private.final_grant_cents(text, bigint, bigint, bigint, bigint) is
	'What a grant is in the end, in cents: never more than was granted or than was accepted; of a shortfall, what other income leaves; '
	'of a share, the part of the planned costs that was granted, or of all money where that is more than they (ANBest-P 2.1), rounded '
	'off. finalGrantCents of core/proof/result.ts; a test compares.';

-- It gives two more columns.
drop function private.proof_sums(public.proof_checks);
create function private.proof_sums(p_check public.proof_checks) returns table (
	open_count int, accepted_cents bigint, income_cents bigint, grant_cents bigint, claim_cents bigint, is_cut boolean, needs_second boolean
)
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
		select f.*, greatest(0, private.unclaimed_cents(p_check.application_id) - f.left_cents) as claim_cents from final f
	)
	select c.open_count, c.accepted, c.income_cents, c.left_cents, c.claim_cents, c.is_cut,
		c.is_cut or c.claim_cents > 0 or c.left_cents > c.planned_left_cents
	from claimed c;
$$;
comment on function private.proof_sums(public.proof_checks) is
	'What a check comes to as it stands: receipts still to be judged, costs that are accepted, other money that counts '
	'(private.counted_income_cents), what the grant is in the end, what of the money has to come back, and whether two people sign: '
	'something is cut or claimed, or the grant is larger than it were with the other money of the plan.';
revoke all on function private.proof_sums(public.proof_checks) from public, anon, authenticated, service_role;

create or replace function public.sign_proof_check(
	p_submission uuid, p_reason text default null, p_claim_due_on date default null, p_interest_from date default null,
	p_seen int default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	checked public.proof_checks := private.lock_proof(p_submission, p_seen);
	grounds constant text := nullif(private.trimmed(p_reason), '');
	sums record;
begin
	if checked.first_signed_at is not null then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	select s.* into strict sums from private.proof_sums(checked) s;
	if sums.open_count > 0 then
		raise sqlstate 'PT422' using message = 'receipts_open', detail = jsonb_build_object('count', sums.open_count)::text;
	end if;
	if sums.needs_second and grounds is null then
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
comment on function public.sign_proof_check(uuid, text, date, date, int) is
	'First signature under the check of a proof: {"needs_second"}; where nothing is cut, nothing claimed and other money not less than '
	'planned at the cost of the grant, it takes effect at once. p_reason is what the group reads, needed with a second signature; '
	'p_claim_due_on where money has to come back. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | not_in_state | '
	'case_moved_on | already_decided | payment_under_way | change_open, PT422 receipts_open (detail {"count"}) | reason_required | '
	'due_day_past | interest_day_to_come | payload_invalid | claim_open.';
