-- The letter of a checked proof named the whole grant where a part of it was never asked for, and freed for others with that very
-- letter. What was paid is the grant in the end; what had been promised besides is named as not paid any more.
alter table public.proof_checks add column unpaid_cents bigint;
comment on column public.proof_checks.unpaid_cents is
	'Promised and spent, but neither asked for nor paid: not promised any longer. As it was when the check was signed first.';

-- It gives one more column.
drop function private.proof_sums(public.proof_checks);
create function private.proof_sums(p_check public.proof_checks) returns table (
	open_count int, accepted_cents bigint, income_cents bigint, grant_cents bigint, claim_cents bigint, is_cut boolean, needs_second boolean,
	unpaid_cents bigint
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
		select f.*, p.paid_cents, greatest(0, private.unclaimed_cents(p_check.application_id) - f.left_cents) as claim_cents
		from final f cross join (select private.paid_cents(p_check.application_id) as paid_cents) p
	)
	-- Nothing is paid any more once a proof is checked: what was paid is the most a grant can be.
	select c.open_count, c.accepted, c.income_cents, least(c.left_cents, c.paid_cents), c.claim_cents, c.is_cut,
		c.is_cut or c.claim_cents > 0 or least(c.left_cents, c.paid_cents) > c.planned_left_cents,
		greatest(0, c.left_cents - c.paid_cents)
	from claimed c;
$$;
comment on function private.proof_sums(public.proof_checks) is
	'What a check comes to as it stands: receipts still to be judged, costs that are accepted, other money that counts '
	'(private.counted_income_cents), what the grant is in the end, what of the money has to come back, and whether two people sign: '
	'something is cut or claimed, or the grant is larger than it were with the other money of the plan. The grant is at most what was '
	'paid; unpaid_cents could have been asked for besides, and was not.';
revoke all on function private.proof_sums(public.proof_checks) from public, anon, authenticated, service_role;

create or replace function public.sign_proof_check(
	p_submission uuid, p_reason text default null, p_claim_due_on date default null, p_interest_from date default null,
	p_seen int default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	checked public.proof_checks;
	grounds constant text := nullif(private.trimmed(p_reason), '');
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

create or replace function private.told_by_proof(p_check public.proof_checks) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object(
		'amount_cents', p_check.grant_cents, 'accepted_cents', p_check.accepted_cents, 'claim_cents', p_check.claim_cents,
		'unpaid_cents', coalesce(p_check.unpaid_cents, 0),
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

insert into private.letter_placeholders (kind, name, is_required) values ('proof_checked', 'unpaid', false);

with longer as (
	select e.key as language, e.value as proposed, e.value || E'\n{{unpaid}}' as text
	from private.letter_proposals p cross join jsonb_each_text(p.explanations) e
	where p.kind = 'proof_checked'
), proposals as (
	update private.letter_proposals p set explanations = (select jsonb_object_agg(l.language, l.text) from longer l)
	where p.kind = 'proof_checked'
)
-- A text the office wrote itself is left alone: it no longer says what we proposed.
update public.letter_templates t set version = t.version + 1, explanations = t.explanations || r.texts
from (
	select o.round_id, jsonb_object_agg(w.language, w.text) as texts
	from public.letter_templates o join longer w on o.kind = 'proof_checked' and w.proposed = o.explanations ->> w.language
	group by o.round_id
) r
where r.round_id = t.round_id and t.kind = 'proof_checked';

create function pg_temp.with_payment(p_blocks jsonb) returns jsonb
language sql
as $$
	-- Right below the sentence that names the grant.
	select jsonb_agg(b.value order by b.place) from (
		select e.value, e.ordinality::numeric as place from jsonb_array_elements(p_blocks) with ordinality e
		union all select '{"heading": "Auszahlung", "text": "{{unpaid}}"}', 1.5
	) b;
$$;
update private.letter_proposals p set blocks = pg_temp.with_payment(p.blocks) where p.kind = 'proof_checked';
update public.letter_templates t set version = t.version + 1, blocks = pg_temp.with_payment(t.blocks)
where t.kind = 'proof_checked' and t.updated_by is null;
drop function pg_temp.with_payment(jsonb);
