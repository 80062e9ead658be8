-- A change that was signed first for more than the grant holds by now was refused as if the decider had no right to sign. It is an old page.
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
		case when p_change.kind = 'purpose' then p_change.words else terms.purpose end, private.now()
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
