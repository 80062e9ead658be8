create function private.paid_cents(p_application uuid) returns bigint
language sql stable security definer set search_path = ''
as $$
	select coalesce(sum(p.amount_cents), 0)::bigint from public.payouts p where p.application_id = p_application and p.state = 'paid';
$$;
comment on function private.paid_cents(uuid) is 'What was paid out of a grant and did not bounce, whatever came back later.';
revoke all on function private.paid_cents(uuid) from public, anon, authenticated, service_role;

create function private.returned_cents(p_application uuid) returns bigint
language sql stable security definer set search_path = ''
as $$
	select coalesce(sum(r.amount_cents), 0)::bigint from public.money_returns r where r.application_id = p_application;
$$;
comment on function private.returned_cents(uuid) is 'What came back of a grant, without interest.';
revoke all on function private.returned_cents(uuid) from public, anon, authenticated, service_role;

create function private.has_open_change(p_application uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (select from public.grant_changes c where c.application_id = p_application and c.is_open);
$$;
comment on function private.has_open_change(uuid) is 'True while a change is not decided: nothing is paid then.';
revoke all on function private.has_open_change(uuid) from public, anon, authenticated, service_role;

create function private.shifted_plan(p_plan jsonb, p_lines jsonb) returns jsonb
language sql immutable set search_path = ''
as $$
	with shifted as (
		select l.ordinality, l.value || coalesce((
			select jsonb_build_object('approved_cents', w.value -> 'cents')
			from jsonb_array_elements(p_lines) w where w.value ->> 'line' = l.value ->> 'id'
		), '{}') as line
		from jsonb_array_elements(p_plan -> 'lines') with ordinality l
	)
	select p_plan || jsonb_build_object(
		'lines', coalesce(jsonb_agg(s.line order by s.ordinality), '[]'),
		'approved_costs_cents', coalesce(sum((s.line ->> 'approved_cents')::bigint), 0)
	)
	from shifted s;
$$;
comment on function private.shifted_plan(jsonb, jsonb) is 'A plan with other sums in some of its lines.';
revoke all on function private.shifted_plan(jsonb, jsonb) from public, anon, authenticated, service_role;

create function private.is_change_wish(p_kind text, p_wish jsonb, p_terms public.grant_terms) returns boolean
language sql stable set search_path = ''
as $$
	select coalesce(case
		when jsonb_typeof(p_wish) <> 'object' then false
		when p_kind = 'period' then
			p_wish - array['period_from', 'period_until'] = '{}'
			and private.form_date(p_wish -> 'period_from') <= private.form_date(p_wish -> 'period_until')
			and (private.form_date(p_wish -> 'period_from'), private.form_date(p_wish -> 'period_until'))
				is distinct from (p_terms.period_from, p_terms.period_until)
		when p_kind = 'plan' then
			p_wish - 'lines' = '{}' and jsonb_typeof(p_wish -> 'lines') = 'array' and p_wish -> 'lines' <> '[]'
			and not exists (
				select from jsonb_array_elements(p_wish -> 'lines') w
				where jsonb_typeof(w.value) <> 'object' or w.value - array['line', 'cents'] <> '{}'
					or not private.is_integer_in(w.value -> 'cents', 0, 1000000000)
					or not exists (
						select from jsonb_array_elements(p_terms.plan -> 'lines') l where l.value ->> 'id' = w.value ->> 'line'
					)
			)
			and (select count(*) = count(distinct w.value ->> 'line') from jsonb_array_elements(p_wish -> 'lines') w)
			and private.shifted_plan(p_terms.plan, p_wish -> 'lines') is distinct from p_terms.plan
			and (private.shifted_plan(p_terms.plan, p_wish -> 'lines') ->> 'approved_costs_cents')::bigint
				<= (p_terms.plan ->> 'approved_costs_cents')::bigint
		when p_kind = 'further_grant' then
			p_wish - array['grantor', 'cents'] = '{}' and jsonb_typeof(p_wish -> 'grantor') = 'string'
			and length(private.trimmed(p_wish ->> 'grantor')) between 1 and 200
			and private.is_integer_in(p_wish -> 'cents', 1, 1000000000)
		else p_wish = '{}'
	end, false);
$$;
comment on function private.is_change_wish(text, jsonb, public.grant_terms) is
	'True for a wish as grant_changes.wish says, that differs from the terms and whose lines together are not more than before.';
revoke all on function private.is_change_wish(text, jsonb, public.grant_terms) from public, anon, authenticated, service_role;

create function private.is_within_tolerance(p_plan jsonb, p_lines jsonb, p_percent int) returns boolean
language sql immutable set search_path = ''
as $$
	select not exists (
		select from jsonb_array_elements(p_plan -> 'lines') l
		join jsonb_array_elements(p_lines) w on w.value ->> 'line' = l.value ->> 'id'
		where (w.value ->> 'cents')::numeric * 100 > (l.value ->> 'approved_cents')::numeric * (100 + p_percent)
	) and (private.shifted_plan(p_plan, p_lines) -> 'approved_costs_cents') = (p_plan -> 'approved_costs_cents');
$$;
comment on function private.is_within_tolerance(jsonb, jsonb, int) is
	'ANBest-P 1.2: single lines may be exceeded by some percent where as much is saved in others. isWithinTolerance of core/grant/plan.ts.';
revoke all on function private.is_within_tolerance(jsonb, jsonb, int) from public, anon, authenticated, service_role;

create function public.notify_change(p_application uuid, p_id uuid, p_kind text, p_words text, p_wish jsonb default '{}') returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	most_open constant int := 5;
	application constant public.applications := private.lock_own_application(p_application);
	terms constant public.grant_terms := private.terms_in_force(p_application);
	told constant text := private.trimmed(coalesce(p_words, ''));
	is_noted boolean := false;
	known public.grant_changes;
begin
	select c.* into known from public.grant_changes c where c.id = p_id;
	if known.application_id = p_application then
		return jsonb_build_object('outcome', known.outcome);
	end if;
	if terms.application_id is null or not (
		application.state in ('accepted', 'paid', 'report_due') or (application.state = 'approved' and p_kind = 'cancellation')
	) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if p_id is null or known.id is not null or p_kind is null
		or p_kind not in ('period', 'purpose', 'plan', 'further_grant', 'cancellation')
		or length(told) not between 1 and 4000 or p_wish is null or octet_length(p_wish::text) > 50000
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if not private.is_change_wish(p_kind, p_wish, terms) then
		raise sqlstate 'PT422' using message = 'wish_invalid';
	end if;
	if (select count(*) from public.grant_changes c where c.application_id = p_application and c.is_open) >= most_open then
		raise sqlstate 'PT422' using message = 'too_many_changes';
	end if;
	if p_kind = 'plan' then
		select private.is_within_tolerance(
			terms.plan, p_wish -> 'lines', (private.grant_settings(r.settings) ->> 'tolerance_percent')::int
		) into strict is_noted
		from public.funding_rounds r where r.id = application.round_id;
	end if;
	insert into public.grant_changes
		(id, application_id, number, kind, words, wish, notified_by, notified_at, outcome, closed_at)
	select p_id, p_application, 1 + coalesce(max(c.number), 0), p_kind, told, p_wish, auth.uid(), private.now(),
		case when is_noted then 'noted' end, case when is_noted then private.now() end
	from public.grant_changes c where c.application_id = p_application;
	perform private.write_audit(
		'applicant', 'change_notified', 'application', p_application::text,
		jsonb_build_object('change_id', p_id, 'kind', p_kind, 'is_noted', is_noted)
	);
	return jsonb_build_object('outcome', case when is_noted then 'noted' end);
end;
$$;
comment on function public.notify_change(uuid, uuid, text, text, jsonb) is
	'{"outcome": "noted" (a plan shift within the tolerance: no answer is needed) | null}: an owner or editor tells what is to be '
	'different, see grant_changes; the same p_id again changes nothing. PT404 not_found, PT409 not_in_state, PT422 wish_invalid | '
	'too_many_changes | payload_invalid.';
revoke all on function public.notify_change(uuid, uuid, text, text, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.notify_change(uuid, uuid, text, text, jsonb) to authenticated;

create function public.withdraw_change(p_change uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	change public.grant_changes;
begin
	select c.* into change from public.grant_changes c where c.id = p_change;
	perform private.lock_own_application(change.application_id);
	select c.* into change from public.grant_changes c where c.id = p_change for update;
	if change.outcome = 'withdrawn' then
		return '{}';
	end if;
	if change.closed_at is not null or change.first_signed_at is not null then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	update public.grant_changes set outcome = 'withdrawn', closed_at = private.now() where id = p_change;
	perform private.write_audit(
		'applicant', 'change_withdrawn', 'application', change.application_id::text, jsonb_build_object('change_id', p_change)
	);
	return '{}';
end;
$$;
comment on function public.withdraw_change(uuid) is
	'{}: the group takes back what nobody has signed yet. PT404 not_found, PT409 not_in_state.';
revoke all on function public.withdraw_change(uuid) from public, anon, authenticated, service_role;
grant execute on function public.withdraw_change(uuid) to authenticated;

create function private.lock_change(p_change uuid, p_seen int) returns public.grant_changes
language plpgsql security definer set search_path = ''
as $$
declare
	change public.grant_changes;
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select c.* into change from public.grant_changes c where c.id = p_change;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform private.require_staff_for(change.application_id);
	perform private.require_seen(change.application_id, p_seen);
	select c.* into change from public.grant_changes c where c.id = p_change for update;
	if not change.is_open then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	return change;
end;
$$;
comment on function private.lock_change(uuid, int) is
	'An open change for somebody of the office who may decide it, application first. PT403, PT404, PT409 conflict_of_interest | '
	'case_moved_on | already_decided.';
revoke all on function private.lock_change(uuid, int) from public, anon, authenticated, service_role;

create function private.told_by_change(p_change public.grant_changes) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object(
		'amount_cents', coalesce((p_change.proposal ->> 'amount_cents')::bigint, t.amount_cents),
		'reason', p_change.proposal ->> 'reason',
		'change', jsonb_build_object('kind', p_change.kind, 'notified_at',
			to_char(p_change.notified_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
		'plan', case when p_change.kind = 'plan' and p_change.proposal ->> 'outcome' = 'agreed'
			then private.shifted_plan(t.plan, p_change.wish -> 'lines') else t.plan end,
		'period_from', case when p_change.kind = 'period' and p_change.proposal ->> 'outcome' = 'agreed'
			then p_change.wish ->> 'period_from' else t.period_from::text end,
		'period_until', case when p_change.kind = 'period' and p_change.proposal ->> 'outcome' = 'agreed'
			then p_change.wish ->> 'period_until' else t.period_until::text end
	)
	from private.terms_in_force(p_change.application_id) t;
$$;
comment on function private.told_by_change(public.grant_changes) is 'Facts of the letter about a change: what holds once it is signed.';
revoke all on function private.told_by_change(public.grant_changes) from public, anon, authenticated, service_role;

create function private.close_change(p_change public.grant_changes) returns void
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
	update public.grant_changes set outcome = p_change.proposal ->> 'outcome', closed_at = private.now() where id = p_change.id;
	perform private.write_letter(
		p_change.application_id, case when is_agreed then 'changed' else 'change_refused' end, p_change.id, told
	);
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
		case when p_change.kind = 'purpose' then p_change.words else terms.purpose end, private.now()
	);
	if (told ->> 'amount_cents')::bigint > 0 then
		return;
	end if;
	-- Given back whole: nothing more is paid, and what was paid is to come back.
	for dropped in
		update public.payouts set
			refused_by = auth.uid(), refused_at = private.now(), refusal_reason = coalesce(told ->> 'reason', '–')
		where application_id = p_change.application_id and run_id is null and refused_at is null
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
				then 'recovery' else 'closed' end,
			array['system']
		);
	end if;
end;
$$;
comment on function private.close_change(public.grant_changes) is
	'What is decided takes effect: letter, the next version of the terms, and the end of a grant of which nothing is left. PT409 '
	'payment_under_way (money is to change while a payment of it is ordered and not settled).';
revoke all on function private.close_change(public.grant_changes) from public, anon, authenticated, service_role;

create function public.propose_change(
	p_change uuid, p_outcome text, p_reason text default null, p_amount_cents bigint default null, p_seen int default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	change public.grant_changes := private.lock_change(p_change, p_seen);
	terms constant public.grant_terms := private.terms_in_force(change.application_id);
	reason constant text := nullif(btrim(p_reason, E' \t\r\n'), '');
	needs_second boolean;
begin
	if change.first_signed_at is not null then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	if p_outcome is null or p_outcome not in ('agreed', 'refused') or length(reason) > 4000 then
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
	needs_second := p_outcome = 'agreed'
		and (change.kind in ('plan', 'cancellation') or coalesce(p_amount_cents <> terms.amount_cents, false));
	update public.grant_changes set
		proposal = jsonb_build_object(
			'outcome', p_outcome, 'reason', reason, 'amount_cents', p_amount_cents, 'needs_second', needs_second
		),
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
comment on function public.propose_change(uuid, text, text, bigint, int) is
	'First signature under a change, agreed or refused: {"needs_second"}; where no money changes it takes effect at once. '
	'p_amount_cents is what the grant is from now on, null for as before; a cancellation needs it. PT403 not_allowed, PT404 '
	'not_found, PT409 conflict_of_interest | case_moved_on | already_decided, PT422 amount_invalid | reason_required (a refusal, '
	'or less money) | payload_invalid.';
revoke all on function public.propose_change(uuid, text, text, bigint, int) from public, anon, authenticated, service_role;
grant execute on function public.propose_change(uuid, text, text, bigint, int) to authenticated;

create function public.countersign_change(p_change uuid, p_seen int default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	change public.grant_changes;
begin
	if not private.has_staff_role(array['decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	change := private.lock_change(p_change, p_seen);
	if change.first_signed_at is null then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if change.first_signed_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	update public.grant_changes set second_signed_by = auth.uid(), second_signed_at = private.now()
	where id = p_change returning * into change;
	perform private.close_change(change);
	return '{}';
end;
$$;
comment on function public.countersign_change(uuid, int) is
	'Second signature, by a decider who is somebody else: {}. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | '
	'case_moved_on | already_decided | not_in_state | same_person | payment_under_way.';
revoke all on function public.countersign_change(uuid, int) from public, anon, authenticated, service_role;
grant execute on function public.countersign_change(uuid, int) to authenticated;

create function public.discard_change_proposal(p_change uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	change constant public.grant_changes := private.lock_change(p_change, null);
begin
	if change.first_signed_at is null then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	update public.grant_changes set proposal = null, first_signed_by = null, first_signed_at = null where id = p_change;
	perform private.write_audit(
		'clerk', 'change_proposal_discarded', 'application', change.application_id::text,
		jsonb_build_object('change_id', p_change, 'first_signed_by', change.first_signed_by)
	);
	return '{}';
end;
$$;
comment on function public.discard_change_proposal(uuid) is
	'Takes the first signature off, to decide anew: {}. PT403, PT404, PT409 conflict_of_interest | already_decided | not_in_state.';
revoke all on function public.discard_change_proposal(uuid) from public, anon, authenticated, service_role;
grant execute on function public.discard_change_proposal(uuid) to authenticated;
