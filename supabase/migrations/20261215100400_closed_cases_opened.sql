-- A booking that two people confirmed on the wrong case could be reversed by two people, but not once the case was closed: the money
-- stayed counted twice, there and where it belonged. Now it can, and the case is open again where something is owed by that.
insert into public.state_transitions (from_state, to_state, role, needs_reason, is_reason_public)
values ('closed', 'recovery', 'system', false, false);

create or replace function private.require_ruling_fits(p_ruling public.grant_rulings) returns void
language plpgsql stable security definer set search_path = ''
as $$
declare
	terms constant public.grant_terms := private.terms_in_force(p_ruling.application_id);
	state constant text := (select a.state from public.applications a where a.id = p_ruling.application_id);
	most bigint;
	is_claim boolean;
begin
	if p_ruling.kind = 'revocation' then
		if terms.application_id is null or state not in ('approved', 'accepted', 'paid', 'report_due') then
			raise sqlstate 'PT409' using message = 'not_in_state';
		end if;
		if exists (
			select from public.payouts p where p.application_id = p_ruling.application_id and p.state = 'ordered'
		) then
			raise sqlstate 'PT409' using message = 'payment_under_way';
		end if;
		-- A claim or booking on its way counts from what the grant holds now.
		if exists (
			select from public.recoveries r
			where r.application_id = p_ruling.application_id and r.second_signed_at is null and r.discarded_at is null
		) or private.booked_cents(p_ruling.application_id) > 0 then
			raise sqlstate 'PT409' using message = 'claim_open';
		end if;
		if p_ruling.amount_cents >= terms.amount_cents then
			raise sqlstate 'PT422' using message = 'amount_invalid';
		end if;
		if private.claimed_by_ruling(p_ruling) > 0 then
			if p_ruling.due_on is null then
				raise sqlstate 'PT422' using message = 'due_day_missing';
			end if;
			perform private.require_claim_days(p_ruling.application_id, p_ruling.due_on, p_ruling.interest_from);
		end if;
	elsif p_ruling.kind = 'waiver' then
		select private.owed_cents(r) - private.booked_cents(r.application_id, r.id) into most
		from public.recoveries r
		where r.id = p_ruling.subject_id and r.application_id = p_ruling.application_id and r.second_signed_at is not null;
		if not found then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
		if p_ruling.amount_cents not between 1 and most then
			raise sqlstate 'PT422' using message = 'amount_invalid', detail = jsonb_build_object('rest_cents', most)::text;
		end if;
	elsif p_ruling.kind = 'interest_waiver' then
		select private.interest_owed_cents(r) - private.booked_interest_cents(r.id), true into most, is_claim
		from public.recoveries r
		where r.id = p_ruling.subject_id and r.application_id = p_ruling.application_id and r.second_signed_at is not null;
		if is_claim is null then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
		if most is null then
			raise sqlstate 'PT422' using message = 'base_rate_missing';
		end if;
		if p_ruling.amount_cents not between 1 and most then
			raise sqlstate 'PT422' using message = 'amount_invalid', detail = jsonb_build_object('rest_cents', most)::text;
		end if;
	elsif p_ruling.kind = 'lapse' then
		perform from public.payouts p
		where p.id = p_ruling.subject_id and p.application_id = p_ruling.application_id and p.amount_cents = p_ruling.amount_cents;
		if not found then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
		if not (select private.may_lapse(p) from public.payouts p where p.id = p_ruling.subject_id) then
			raise sqlstate 'PT409' using message = 'not_in_state';
		end if;
	else
		perform from public.money_returns m
		where m.id = p_ruling.subject_id and m.application_id = p_ruling.application_id and m.confirmed_at is not null
			and m.reversed_at is null and m.amount_cents = p_ruling.amount_cents;
		if not found then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
		if state = 'withdrawn' then
			raise sqlstate 'PT409' using message = 'not_in_state';
		end if;
	end if;
end;
$$;

create function private.open_if_owed(p_application uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
	if exists (select from public.applications a where a.id = p_application and a.state = 'closed') and (
		exists (
			select from public.recoveries r
			where r.application_id = p_application and r.second_signed_at is not null
				and (private.owed_cents(r) > 0 or private.interest_owed_cents(r) is distinct from 0)
		) or private.paid_cents(p_application) - private.returned_cents(p_application) - private.waived_cents(p_application)
			> coalesce((private.terms_in_force(p_application)).amount_cents, 0)
	) then
		perform private.change_state(p_application, 'recovery', array['system']);
	end if;
end;
$$;
comment on function private.open_if_owed(uuid) is
	'A closed case whose group owes something after all is in recovery again; what it needs to be closed, `require_settled_claims` says.';
revoke all on function private.open_if_owed(uuid) from public, anon, authenticated, service_role;

create or replace function public.countersign_ruling(p_ruling uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	ruling public.grant_rulings;
begin
	if not private.has_staff_role(array['decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	ruling := private.lock_ruling(p_ruling);
	if ruling.first_signed_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	perform private.require_ruling_fits(ruling);
	update public.grant_rulings set second_signed_by = auth.uid(), second_signed_at = private.now()
	where id = p_ruling returning * into ruling;
	if ruling.kind = 'revocation' then
		perform private.revoke_grant(ruling);
	elsif ruling.kind = 'lapse' then
		perform private.let_lapse(ruling);
	elsif ruling.kind = 'correction' then
		update public.money_returns set reversed_at = private.now() where id = ruling.subject_id;
		perform private.open_if_owed(ruling.application_id);
	else
		perform private.notify('claim_waived', ruling.application_id, p_ruling);
	end if;
	perform private.write_audit(
		'decider', 'ruling_countersigned', 'application', ruling.application_id::text,
		jsonb_build_object(
			'ruling_id', p_ruling, 'kind', ruling.kind, 'subject_id', ruling.subject_id, 'amount_cents', ruling.amount_cents
		)
	);
	return '{}';
end;
$$;
