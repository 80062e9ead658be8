-- Money that was paid and is said to be back with the city is seen by two people, like a return: until then it counts as paid. Noted by one
-- alone it set a paid case back and freed money that never came.
alter table public.payouts
	add column back_on date, add column back_reason text, add column back_noted_by uuid, add column back_noted_at timestamptz,
	add column bounce_confirmed_by uuid, add column replaces uuid references public.payouts (id);
comment on column public.payouts.back_on is 'The bank is said to have sent it back on that day; counts once a second person has confirmed it.';
comment on column public.payouts.bounce_confirmed_by is 'Null for what came back before a second person was needed, or before it was paid.';
comment on column public.payouts.replaces is 'The payout that came back when the group could not ask again: this one is the same money once more.';
alter table public.payouts add constraint payouts_back_noted_whole check (
	(back_on is null) = (back_noted_at is null) and (back_on is null) = (back_noted_by is null) and (back_on is null) = (back_reason is null)
);
alter table public.payouts add constraint payouts_back_seen_by_two check (bounce_confirmed_by <> back_noted_by);
create unique index payouts_replaced_once on public.payouts (replaces) where replaces is not null;

create or replace function private.guard_payout() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if tg_op = 'UPDATE' then
		if (new.id, new.application_id, new.number, new.amount_cents, new.needed_by, new.words, new.requested_by, new.requested_at)
				is distinct from
				(old.id, old.application_id, old.number, old.amount_cents, old.needed_by, old.words, old.requested_by,
				old.requested_at)
			or new.replaces is distinct from old.replaces
			or (old.paid_on is not null and new.bounced_on is not null and (
				new.back_noted_by is null or new.bounce_confirmed_by is null or new.bounced_on is distinct from new.back_on
			))
			or (old.back_on is not null and new.back_on is not null and (new.back_on, new.back_reason, new.back_noted_by,
				new.back_noted_at) is distinct from (old.back_on, old.back_reason, old.back_noted_by, old.back_noted_at))
			or old.refused_at is not null or old.bounced_on is not null or old.withdrawn_at is not null
			or (old.second_released_at is not null and new.withdrawn_at is not null)
			or (old.paid_on is not null and new.paid_on is distinct from old.paid_on)
			or (old.run_id is not null and (new.run_id, new.account_id, new.first_released_by, new.first_released_at,
				new.second_released_by, new.second_released_at) is distinct from
				(old.run_id, old.account_id, old.first_released_by, old.first_released_at,
				old.second_released_by, old.second_released_at)
				and not (new.run_id is null and new.account_id is null and exists (
					select from public.payment_runs r where r.id = old.run_id and r.discarded_at is not null
				)))
			or (old.account_id is not null and new.account_id is not null and (new.account_id, new.first_released_by,
				new.first_released_at) is distinct from (old.account_id, old.first_released_by, old.first_released_at))
		then
			raise exception 'a payout stays as it was asked for, released and ordered' using errcode = '42501';
		end if;
		if new.run_id is null and new.refused_at is null and (
			private.is_partial(new.application_id, new.first_released_by)
			or private.is_partial(new.application_id, new.second_released_by)
		) then
			raise sqlstate 'PT409' using message = 'conflict_of_interest';
		end if;
		if old.run_id is null and new.run_id is not null and (
			new.account_id is distinct from (private.account_in_force(new.application_id)).id
			or exists (select from public.grant_changes c where c.application_id = new.application_id and c.is_open)
		) then
			raise sqlstate 'PT409' using message = 'payout_blocked';
		end if;
	end if;
	return new;
end;
$$;

create function private.require_bounce_fits(p_payout public.payouts, p_on date) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
	if exists (select from public.applications a where a.id = p_payout.application_id and a.state = 'withdrawn') then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	-- A claim stands on money the group has: it is paid, waived or discarded first.
	if p_payout.state = 'paid' and private.has_unsettled_claim(p_payout.application_id) then
		raise sqlstate 'PT409' using message = 'claim_open';
	end if;
	if p_on is null or p_on > private.today() or p_on < coalesce(p_payout.paid_on, p_on)
		or (p_payout.state = 'paid' and private.paid_cents(p_payout.application_id) - p_payout.amount_cents
			< private.returned_cents(p_payout.application_id) + private.booked_cents(p_payout.application_id))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
end;
$$;
comment on function private.require_bounce_fits(public.payouts, date) is
	'That a payout can have come back on that day. PT409 not_in_state | claim_open, PT422 payload_invalid.';
revoke all on function private.require_bounce_fits(public.payouts, date) from public, anon, authenticated, service_role;

create function private.is_concluded(p_application uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (select from public.proof_checks c where c.application_id = p_application and c.concluded_at is not null);
$$;
comment on function private.is_concluded(uuid) is 'From then on the terms are what the group keeps, without what it gave back.';
revoke all on function private.is_concluded(uuid) from public, anon, authenticated, service_role;

create function private.order_again(p_payout public.payouts) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := (select a from public.applications a where a.id = p_payout.application_id);
	rest bigint;
	again public.payouts;
begin
	-- Until the proof is sent the group asks again itself; afterwards it cannot, and the money was asked for.
	if application.state not in ('report_submitted', 'report_clarification', 'report_checked', 'recovery', 'closed') then
		return;
	end if;
	rest := coalesce((private.terms_in_force(application.id)).amount_cents, 0) - private.promised_cents(application.id)
		+ case when private.is_concluded(application.id) then private.returned_cents(application.id) else 0 end;
	if rest <= 0 then
		return;
	end if;
	insert into public.payouts
		(id, application_id, number, amount_cents, needed_by, words, requested_by, requested_at, replaces)
	select gen_random_uuid(), application.id, 1 + max(p.number), least(rest, p_payout.amount_cents), private.today(), p_payout.words,
		p_payout.requested_by, private.now(), p_payout.id
	from public.payouts p where p.application_id = application.id
	returning * into again;
	perform private.write_audit(
		'system', 'payout_requested', 'payout', again.id::text,
		jsonb_build_object('application_id', application.id, 'amount_cents', again.amount_cents, 'replaces', p_payout.id)
	);
end;
$$;
comment on function private.order_again(public.payouts) is
	'A payout that came back after the proof was sent waits for an account as a new one: it was asked for, and is not lost.';
revoke all on function private.order_again(public.payouts) from public, anon, authenticated, service_role;

create function private.note_bounce(p_payout public.payouts) returns void
language plpgsql security definer set search_path = ''
as $$
begin
	if private.paid_cents(p_payout.application_id) = 0
		and exists (select from public.applications a where a.id = p_payout.application_id and a.state = 'paid')
	then
		perform private.change_state(p_payout.application_id, 'accepted', array['system']);
	end if;
	perform private.order_again(p_payout);
	perform private.notify('payout_bounced', p_payout.application_id, p_payout.id);
	perform private.write_audit(
		'clerk', 'payout_bounced', 'payout', p_payout.id::text,
		jsonb_build_object('application_id', p_payout.application_id, 'amount_cents', p_payout.amount_cents)
	);
end;
$$;
comment on function private.note_bounce(public.payouts) is 'What follows when a payout is back with the city.';
revoke all on function private.note_bounce(public.payouts) from public, anon, authenticated, service_role;

create or replace function public.bounce_payout(p_payout uuid, p_on date, p_reason text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	payout public.payouts := private.lock_payout(p_payout);
	reason constant text := private.said(p_reason);
	given_out date;
begin
	if payout.state not in ('ordered', 'paid') or payout.back_noted_at is not null then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	if payout.state = 'ordered' then
		select (r.given_out_at at time zone 'Europe/Berlin')::date into strict given_out
		from public.payment_runs r where r.id = payout.run_id for update;
		if given_out is null then
			raise sqlstate 'PT409' using message = 'not_in_state';
		end if;
		-- Nobody clears away alone what waits for a second person.
		perform private.require_undisturbed_run(payout.run_id);
	end if;
	if reason is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(reason) > 1000 or p_on < given_out then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	perform private.require_bounce_fits(payout, p_on);
	if payout.state = 'paid' then
		update public.payouts set
			back_on = p_on, back_reason = reason, back_noted_by = auth.uid(), back_noted_at = private.now()
		where id = p_payout;
		perform private.write_audit(
			'clerk', 'payout_bounce_noted', 'payout', p_payout::text,
			jsonb_build_object('application_id', payout.application_id, 'amount_cents', payout.amount_cents)
		);
		return '{}';
	end if;
	-- The bank refused the order: the money never left.
	update public.payouts set bounced_on = p_on, bounce_reason = reason where id = p_payout returning * into payout;
	perform private.note_bounce(payout);
	return '{}';
end;
$$;
comment on function public.bounce_payout(uuid, date, text) is
	'{}: the bank did not carry out an order, or sent back what was paid; the latter counts once another person has confirmed it '
	'(confirm_bounce). PT403, PT404, PT409 case_moved_on | not_in_state | run_disturbed | claim_open | conflict_of_interest, PT422 '
	'reason_required | payload_invalid (a day before it was paid, or to come).';

create function public.confirm_bounce(p_payout uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	payout public.payouts := private.lock_payout(p_payout);
begin
	if payout.state <> 'paid' or payout.back_noted_at is null then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	if payout.back_noted_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	perform private.require_bounce_fits(payout, payout.back_on);
	update public.payouts set bounced_on = back_on, bounce_reason = back_reason, bounce_confirmed_by = auth.uid()
	where id = p_payout returning * into payout;
	perform private.note_bounce(payout);
	return '{}';
end;
$$;
comment on function public.confirm_bounce(uuid) is
	'{}: a second person has seen on the account that it is back. PT403, PT404, PT409 same_person | case_moved_on | claim_open | '
	'conflict_of_interest.';
revoke all on function public.confirm_bounce(uuid) from public, anon, authenticated, service_role;
grant execute on function public.confirm_bounce(uuid) to authenticated;

create function public.discard_bounce(p_payout uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	payout constant public.payouts := private.lock_payout(p_payout);
begin
	if payout.state <> 'paid' or payout.back_noted_at is null then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	update public.payouts set back_on = null, back_reason = null, back_noted_by = null, back_noted_at = null where id = p_payout;
	perform private.write_audit(
		'clerk', 'payout_bounce_discarded', 'payout', p_payout::text,
		jsonb_build_object('application_id', payout.application_id, 'amount_cents', payout.amount_cents)
	);
	return '{}';
end;
$$;
comment on function public.discard_bounce(uuid) is '{}: it was noted by mistake, and stays paid. PT403, PT404, PT409 case_moved_on.';
revoke all on function public.discard_bounce(uuid) from public, anon, authenticated, service_role;
grant execute on function public.discard_bounce(uuid) to authenticated;

create or replace function private.require_settled_money(p_application uuid) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
	if exists (
		select from public.money_returns m
		where m.application_id = p_application and m.confirmed_at is null and m.discarded_at is null
	) or exists (
		select from public.recoveries r
		where r.application_id = p_application and r.second_signed_at is null and r.discarded_at is null
	) then
		raise sqlstate 'PT409' using message = 'claim_open';
	end if;
	if exists (
		select from public.payouts p
		where p.application_id = p_application and (
			p.state in ('requested', 'checked', 'released', 'ordered') or (p.state = 'paid' and p.back_noted_at is not null)
		)
	) then
		raise sqlstate 'PT409' using message = 'payment_under_way';
	end if;
end;
$$;

create or replace function private.require_settled_claims() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if exists (
		select from public.money_returns m
		where m.application_id = new.application_id and m.confirmed_at is null and m.discarded_at is null
	) then
		raise sqlstate 'PT422' using message = 'claim_open';
	end if;
	if exists (
		select from public.payouts p
		where p.application_id = new.application_id and p.state = 'paid' and p.back_noted_at is not null
	) then
		raise sqlstate 'PT409' using message = 'payment_under_way';
	end if;
	if exists (
		select from public.recoveries r
		where r.application_id = new.application_id and r.discarded_at is null and private.interest_owed_cents(r) is null
	) then
		raise sqlstate 'PT422' using message = 'base_rate_missing';
	end if;
	if exists (
		select from public.recoveries r
		where r.application_id = new.application_id and r.discarded_at is null
			and (r.second_signed_at is null or private.owed_cents(r) > 0 or private.interest_owed_cents(r) > 0)
	) or private.paid_cents(new.application_id) - private.returned_cents(new.application_id) - private.waived_cents(new.application_id)
		> coalesce((private.terms_in_force(new.application_id)).amount_cents, 0)
		or exists (
			select from public.grant_rulings w
			where w.application_id = new.application_id and w.second_signed_at is null and w.discarded_at is null
		)
	then
		raise sqlstate 'PT422' using message = 'claim_open';
	end if;
	return new;
end;
$$;

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
				'back_on', p.back_on, 'back_reason', p.back_reason, 'back_noted_by', p.back_noted_by,
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
				'interest_owed_cents', private.interest_owed_cents(v),
				'interest_waived_cents', private.interest_waived_cents(v.id),
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
		'bounces', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', p.id, 'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'amount_cents', p.amount_cents, 'received_on', p.back_on
			) order by p.back_noted_at), '[]')
			from public.payouts p join public.applications a on a.id = p.application_id
			where a.round_id = p_round and p.state = 'paid' and p.back_noted_at is not null
		),
		'claims', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', r.id, 'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'owed_cents', private.owed_cents(r), 'interest_owed_cents', private.interest_owed_cents(r), 'due_on', r.due_on, 'is_signed', r.second_signed_at is not null,
				'is_overdue', r.second_signed_at is not null and r.due_on < private.today()
			) order by r.due_on), '[]')
			from public.recoveries r join public.applications a on a.id = r.application_id
			where a.round_id = p_round and r.discarded_at is null and (
				r.second_signed_at is null or private.owed_cents(r) > 0 or private.interest_owed_cents(r) is distinct from 0
			)
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
				'paid_on', n.paid_on, 'is_given_out', n.given_out_at is not null, 'discarded_at', n.discarded_at,
				'confirmed_by', n.confirmed_by, 'confirmed_at', n.confirmed_at,
				-- In the order of the file, so that one can be held against the other.
				'lines', (
					select coalesce(jsonb_agg(jsonb_build_object(
						'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
						'number', p.number, 'amount_cents', p.amount_cents, 'bounced_on', p.bounced_on
					) order by a.reference_number, p.number), '[]')
					from public.payouts p join public.applications a on a.id = p.application_id
					where p.run_id = n.id
				),
				'disturbances', (
					select coalesce(jsonb_agg(jsonb_build_object(
						'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
						'account_changed', d.account_changed, 'change_open', d.change_open
					) order by a.reference_number), '[]')
					from private.run_disturbances(n) d join public.applications a on a.id = d.application_id
				)
			) order by n.number desc), '[]')
			from public.payment_runs n where n.round_id = p_round
		),
		'payer_proposal', (
			select jsonb_build_object(
				'id', y.id, 'name', y.name, 'iban', y.iban, 'bic', y.bic, 'proposed_by', y.proposed_by, 'proposed_at', y.proposed_at
			)
			from private.payer_proposals y where y.round_id = p_round
		),
		'payer', (
			select jsonb_build_object('name', y.name, 'iban', y.iban, 'bic', y.bic) from public.payer_accounts y where y.round_id = p_round
		)
	);
end;
$$;
