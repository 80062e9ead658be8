-- A change of purpose was agreed to by a letter that did not say to what: "the purpose or the course", and the words of the group, in
-- whatever language, became binding. What a decision orders has to be definite (§ 37 (1) VwVfG NRW): the office words the new purpose in
-- German, the letter says it, and it is what holds. What the group wrote stays with the change.
comment on column public.grant_changes.proposal is
	'What is to be decided: {"outcome": agreed | refused, "reason", "amount_cents" (null: as before), "needs_second", "purpose" (what the '
	'money is for from now on, in German; only where that is agreed to)}.';
comment on column public.grant_terms.purpose is
	'What the money is for now, as the office worded it, where a change said so; null: as the application says.';
alter table public.grant_changes drop constraint grant_changes_small;
alter table public.grant_changes add constraint grant_changes_small
	check (length(words) between 1 and 4000 and octet_length(wish::text) <= 50000 and octet_length(proposal::text) <= 50000);

create or replace function private.told_by_change(p_change public.grant_changes) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object(
		'amount_cents', coalesce((p_change.proposal ->> 'amount_cents')::bigint, t.amount_cents),
		'reason', p_change.proposal ->> 'reason',
		'change', jsonb_build_object('kind', p_change.kind, 'notified_at',
			to_char(p_change.notified_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
			|| case when p_change.kind = 'further_grant' then p_change.wish
				-- What was signed before the office worded it is for another letter.
				when p_change.kind = 'purpose' and private.letter_of_change(p_change) = 'changed' then jsonb_build_object(
					'purpose', coalesce(p_change.proposal ->> 'purpose', p_change.words), 'words', p_change.words
				)
				else '{}' end,
		'plan', case when p_change.proposal ->> 'outcome' is distinct from 'agreed' then t.plan
			when p_change.kind = 'plan' then private.shifted_plan(t.plan, p_change.wish -> 'lines')
			when p_change.kind = 'further_grant' then private.plan_with_grant(t.plan, p_change.wish)
			else t.plan end,
		'period_from', case when p_change.kind = 'period' and p_change.proposal ->> 'outcome' = 'agreed'
			then p_change.wish ->> 'period_from' else t.period_from::text end,
		'period_until', case when p_change.kind = 'period' and p_change.proposal ->> 'outcome' = 'agreed'
			then p_change.wish ->> 'period_until' else t.period_until::text end
	) || case when private.letter_of_change(p_change) = 'given_back' and o.cents > 0
		then jsonb_build_object('outstanding_cents', o.cents) else '{}' end
	from private.terms_in_force(p_change.application_id) t
	cross join lateral (
		select private.paid_cents(p_change.application_id) - private.returned_cents(p_change.application_id)
			- private.waived_cents(p_change.application_id) as cents
	) o;
$$;

create or replace function private.close_change(p_change public.grant_changes) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	terms constant public.grant_terms := private.terms_in_force(p_change.application_id);
	told constant jsonb := private.told_by_change(p_change);
	is_agreed constant boolean := p_change.proposal ->> 'outcome' = 'agreed';
	state constant text := (select a.state from public.applications a where a.id = p_change.application_id);
	dropped record;
begin
	if is_agreed and (p_change.proposal -> 'needs_second')::boolean and exists (
		select from public.payouts p where p.application_id = p_change.application_id and p.state = 'ordered'
	) then
		raise sqlstate 'PT409' using message = 'payment_under_way';
	end if;
	if is_agreed and (told ->> 'amount_cents')::bigint > terms.amount_cents then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	update public.grant_changes set outcome = p_change.proposal ->> 'outcome', closed_at = private.now() where id = p_change.id;
	perform private.write_letter(p_change.application_id, private.letter_of_change(p_change), p_change.id, told);
	perform private.write_audit(
		'clerk', 'change_decided', 'application', p_change.application_id::text,
		jsonb_build_object('change_id', p_change.id, 'outcome', p_change.proposal ->> 'outcome', 'amount_cents', told -> 'amount_cents')
	);
	if not is_agreed then
		return;
	end if;
	insert into public.grant_terms
		(application_id, version, decision_id, change_id, amount_cents, plan, period_from, period_until, purpose, since)
	values (
		p_change.application_id, terms.version + 1, terms.decision_id, p_change.id, (told ->> 'amount_cents')::bigint,
		told -> 'plan', (told ->> 'period_from')::date, (told ->> 'period_until')::date,
		coalesce(told #>> '{change,purpose}', terms.purpose), private.now()
	);
	if (told ->> 'amount_cents')::bigint > 0 then
		return;
	end if;
	-- Given back whole: nothing more is paid, and what was paid is to come back.
	for dropped in
		update public.payouts set
			refused_by = auth.uid(), refused_at = private.now(), refusal_reason = coalesce(told ->> 'reason', '–')
		where application_id = p_change.application_id and run_id is null and refused_at is null and withdrawn_at is null
		returning id
	loop
		perform private.write_audit(
			'clerk', 'payout_refused', 'payout', dropped.id::text, jsonb_build_object('application_id', p_change.application_id)
		);
	end loop;
	if state in ('approved', 'accepted', 'paid', 'report_due') then
		perform private.change_state(
			p_change.application_id,
			case when private.paid_cents(p_change.application_id) > private.returned_cents(p_change.application_id)
				or private.has_open_interest(p_change.application_id) then 'recovery' else 'closed' end,
			array['system']
		);
	end if;
end;
$$;

drop function public.propose_change(uuid, text, text, bigint, int);
create function public.propose_change(
	p_change uuid, p_outcome text, p_reason text default null, p_amount_cents bigint default null, p_seen int default null,
	p_purpose text default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	change public.grant_changes := private.lock_change(p_change, p_seen);
	terms constant public.grant_terms := private.terms_in_force(change.application_id);
	reason constant text := private.said(p_reason);
	purpose constant text := case when change.kind = 'purpose' and p_outcome = 'agreed' and p_amount_cents is distinct from 0
		then coalesce(private.said(p_purpose), '') end;
	needs_second boolean;
begin
	if change.first_signed_at is not null then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	if p_outcome is null or p_outcome not in ('agreed', 'refused') or length(reason) > 4000 or length(purpose) > 4000 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if p_amount_cents is not null and (p_outcome = 'refused' or p_amount_cents not between 0 and terms.amount_cents)
		or (change.kind = 'cancellation' and p_outcome = 'agreed' and p_amount_cents is null)
	then
		raise sqlstate 'PT422' using message = 'amount_invalid';
	end if;
	if reason is null and (p_outcome = 'refused' or p_amount_cents < terms.amount_cents) then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	-- A letter that agrees says to what (§ 37 (1) VwVfG NRW), in the language that binds.
	if purpose = '' then
		raise sqlstate 'PT422' using message = 'purpose_required';
	end if;
	needs_second := p_outcome = 'agreed'
		and (change.kind in ('plan', 'cancellation') or coalesce(p_amount_cents <> terms.amount_cents, false));
	update public.grant_changes set
		proposal = jsonb_build_object(
			'outcome', p_outcome, 'reason', reason, 'amount_cents', p_amount_cents, 'needs_second', needs_second
		) || case when purpose is null then '{}' else jsonb_build_object('purpose', purpose) end,
		first_signed_by = auth.uid(), first_signed_at = private.now()
	where id = p_change returning * into change;
	perform private.write_audit(
		'clerk', 'change_signed', 'application', change.application_id::text,
		jsonb_build_object('change_id', p_change, 'outcome', p_outcome, 'needs_second', needs_second)
	);
	if not needs_second then
		perform private.close_change(change);
	end if;
	return jsonb_build_object('needs_second', needs_second);
end;
$$;
comment on function public.propose_change(uuid, text, text, bigint, int, text) is
	'First signature under a change, agreed or refused: {"needs_second"}; where no money changes it takes effect at once. '
	'p_amount_cents is what the grant is from now on, null for as before; a cancellation needs it. p_purpose is what it is for from now on, '
	'in German, as the letter says it; a change of purpose that is agreed to needs it. PT403 not_allowed, PT404 not_found, PT409 '
	'conflict_of_interest | case_moved_on | already_decided, PT422 amount_invalid | reason_required (a refusal, or less money) | '
	'purpose_required | payload_invalid.';
revoke all on function public.propose_change(uuid, text, text, bigint, int, text) from public, anon, authenticated, service_role;
grant execute on function public.propose_change(uuid, text, text, bigint, int, text) to authenticated;

drop function private.sign_first(text, uuid, uuid, text, text, bigint, date, date, int);
drop function public.preview_signature(text, uuid, uuid, text, text, bigint, date, date, int);
drop function public.sign_letter(text, text, uuid, uuid, text, text, bigint, date, date, int);
create function private.sign_first(
	p_deed text, p_source uuid, p_application uuid, p_choice text, p_reason text, p_amount_cents bigint, p_due_on date,
	p_interest_from date, p_seen int, p_purpose text
) returns void
language plpgsql security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	case p_deed
		when 'change' then perform public.propose_change(p_source, p_choice, p_reason, p_amount_cents, p_seen, p_purpose);
		when 'claim' then
			perform public.claim_recovery(
				p_application, p_source, p_choice, p_reason, p_amount_cents, p_due_on, p_interest_from, p_seen
			);
		when 'revocation' then
			perform public.propose_ruling(
				p_application, p_source, 'revocation', null, p_amount_cents, p_reason, p_due_on, p_interest_from
			);
		when 'check' then perform public.sign_proof_check(p_source, p_reason, p_due_on, p_interest_from, p_seen);
		else raise sqlstate 'PT422' using message = 'payload_invalid';
	end case;
end;
$$;
comment on function private.sign_first(text, uuid, uuid, text, text, bigint, date, date, int, text) is
	'The first signature under a change, a claim, a revocation or a check ("change", "claim", "revocation", "check"); p_source is what the '
	'letter is about: the change, the id made with the form, or the version of the proof. Refuses what the function of each does.';
revoke all on function private.sign_first(text, uuid, uuid, text, text, bigint, date, date, int, text)
	from public, anon, authenticated, service_role;

create function public.preview_signature(
	p_deed text, p_source uuid, p_application uuid default null, p_choice text default null, p_reason text default null,
	p_amount_cents bigint default null, p_due_on date default null, p_interest_from date default null, p_seen int default null,
	p_purpose text default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	letter jsonb;
begin
	begin
		perform private.sign_first(
			p_deed, p_source, p_application, p_choice, p_reason, p_amount_cents, p_due_on, p_interest_from, p_seen, p_purpose
		);
		letter := private.waiting_letter(p_source) || '{"needs_second": true}';
		if letter is null then
			-- Where one signature is enough, it is written already.
			select jsonb_build_object(
				'kind', l.kind, 'application_id', l.application_id, 'language', l.language, 'template', l.template, 'facts', l.facts,
				'sha256', private.letter_fingerprint(l.language, l.template, l.facts), 'needs_second', false
			) into letter
			from public.letters l where l.source_id = p_source order by l.written_at desc limit 1;
		end if;
		raise sqlstate 'UNDO0';
	exception when sqlstate 'UNDO0' then
		null;
	end;
	return letter;
end;
$$;
comment on function public.preview_signature(text, uuid, uuid, text, text, bigint, date, date, int, text) is
	'{"kind", "application_id", "language", "template", "facts", "sha256", "needs_second" (or it goes out at once)} of the letter that a '
	'first signature would be set under (see private.sign_first); changes nothing. Clerks and deciders. PT403 not_allowed, PT404 not_found, PT409, PT422 as public.propose_change, '
	'claim_recovery, propose_ruling and sign_proof_check.';
revoke all on function public.preview_signature(text, uuid, uuid, text, text, bigint, date, date, int, text)
	from public, anon, authenticated, service_role;
grant execute on function public.preview_signature(text, uuid, uuid, text, text, bigint, date, date, int, text) to authenticated;

create function public.sign_letter(
	p_letter text, p_deed text, p_source uuid, p_application uuid default null, p_choice text default null, p_reason text default null,
	p_amount_cents bigint default null, p_due_on date default null, p_interest_from date default null, p_seen int default null,
	p_purpose text default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
begin
	perform private.sign_first(
		p_deed, p_source, p_application, p_choice, p_reason, p_amount_cents, p_due_on, p_interest_from, p_seen, p_purpose
	);
	if p_letter is distinct from (select s.sha256 from private.signed_letters s where s.source_id = p_source) then
		raise sqlstate 'PT409' using message = 'letter_moved_on';
	end if;
	return '{}';
end;
$$;
comment on function public.sign_letter(text, text, uuid, uuid, text, text, bigint, date, date, int, text) is
	'{}: the first signature under a change, a claim, a revocation or a check, for the letter that was read: p_letter is its "sha256" in '
	'public.preview_signature. PT403 not_allowed, PT409 letter_moved_on, and what that refuses.';
revoke all on function public.sign_letter(text, text, uuid, uuid, text, text, bigint, date, date, int, text)
	from public, anon, authenticated, service_role;
grant execute on function public.sign_letter(text, text, uuid, uuid, text, text, bigint, date, date, int, text) to authenticated;

-- Every version says what it is for, and what made it.
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
				'period_until', t.period_until, 'purpose', t.purpose, 'change_id', t.change_id, 'ruling_id', t.ruling_id,
				'lines', t.plan -> 'lines'
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

insert into private.letter_placeholders (kind, name, is_required) values ('changed', 'purpose', false);

create function pg_temp.with_purpose(p_blocks jsonb) returns jsonb
language sql
as $$
	select jsonb_insert(p_blocks, '{1}', $json${
		"heading": "Geänderter Zweck",
		"text": "Die Zuwendung ist ab heute für diesen Zweck bestimmt:\n{{purpose}}"
	}$json$);
$$;
create function pg_temp.explained(p_explanations jsonb) returns jsonb
language sql
as $$
	select coalesce(jsonb_object_agg(e.key, e.value || E'\n{{purpose}}'), '{}') from jsonb_each_text(p_explanations) e;
$$;
-- A template the office wrote itself is left alone: what it does not say is said in a part of its own (toldPurpose of core/letter/purpose.ts).
with better as (
	select t.round_id, pg_temp.with_purpose(t.blocks) as blocks, t.explanations || pg_temp.explained((
		select jsonb_object_agg(e.key, e.value) from jsonb_each(t.explanations) e where e.value = p.explanations -> e.key
	)) as explanations
	from public.letter_templates t join private.letter_proposals p on p.kind = t.kind
	where t.kind = 'changed' and t.updated_by is null
)
update public.letter_templates t set version = t.version + 1, blocks = b.blocks, explanations = b.explanations
from better b
where b.round_id = t.round_id and t.kind = 'changed'
	and private.letter_template_problems(t.kind, t.subject, b.blocks, b.explanations) = '[]';
update private.letter_proposals p set
	blocks = pg_temp.with_purpose(p.blocks), explanations = pg_temp.explained(p.explanations)
where p.kind = 'changed';
drop function pg_temp.with_purpose(jsonb);
drop function pg_temp.explained(jsonb);
