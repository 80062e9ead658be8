-- A request can be taken back by its group until it is released.
alter table public.payouts add column withdrawn_by uuid, add column withdrawn_at timestamptz;
alter table public.payouts drop column state;
alter table public.payouts add column state text not null generated always as (case
	when withdrawn_at is not null then 'withdrawn'
	when refused_at is not null then 'refused'
	when bounced_on is not null then 'bounced'
	when paid_on is not null then 'paid'
	when run_id is not null then 'ordered'
	when second_released_at is not null then 'released'
	when first_released_at is not null then 'checked'
	else 'requested'
end) stored;
comment on column public.payouts.state is 'requested, checked (released once), released, ordered, paid; refused; bounced; withdrawn.';
comment on column public.payouts.withdrawn_by is 'Of the group. No foreign key: the file outlives the account.';
alter table public.payouts add constraint payouts_withdrawn_whole check (
	(withdrawn_by is null) = (withdrawn_at is null)
	and (withdrawn_at is null or (account_id is null and run_id is null and refused_at is null))
);

create or replace function private.guard_payout() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if tg_op = 'UPDATE' then
		if (new.id, new.application_id, new.number, new.amount_cents, new.needed_by, new.words, new.requested_by, new.requested_at)
				is distinct from
				(old.id, old.application_id, old.number, old.amount_cents, old.needed_by, old.words, old.requested_by,
				old.requested_at)
			or old.refused_at is not null or old.bounced_on is not null or old.withdrawn_at is not null
			or (old.second_released_at is not null and new.withdrawn_at is not null)
			or (old.paid_on is not null and new.paid_on is distinct from old.paid_on)
			or (old.run_id is not null and (new.run_id, new.account_id, new.first_released_by, new.first_released_at,
				new.second_released_by, new.second_released_at) is distinct from
				(old.run_id, old.account_id, old.first_released_by, old.first_released_at,
				old.second_released_by, old.second_released_at))
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
comment on function private.guard_payout() is
	'Holds for the owner too: what was asked for stays, an order is given once and to the account in force, never while a change '
	'is open, nobody partial releases, and what is released is not taken back. PT409 conflict_of_interest | payout_blocked.';

create or replace function private.promised_cents(p_application uuid) returns bigint
language sql stable security definer set search_path = ''
as $$
	select coalesce(sum(p.amount_cents), 0)::bigint from public.payouts p
	where p.application_id = p_application and p.state not in ('refused', 'bounced', 'withdrawn');
$$;

create function public.withdraw_payout(p_payout uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	payout public.payouts;
begin
	select p.* into payout from public.payouts p where p.id = p_payout;
	perform private.lock_own_application(payout.application_id);
	select p.* into payout from public.payouts p where p.id = p_payout for update;
	if payout.state = 'withdrawn' then
		return '{}';
	end if;
	if payout.state not in ('requested', 'checked') then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	update public.payouts set
		withdrawn_by = auth.uid(), withdrawn_at = private.now(), account_id = null, first_released_by = null, first_released_at = null
	where id = p_payout;
	perform private.write_audit(
		'applicant', 'payout_withdrawn', 'payout', p_payout::text,
		jsonb_build_object('application_id', payout.application_id, 'amount_cents', payout.amount_cents)
	);
	return '{}';
end;
$$;
comment on function public.withdraw_payout(uuid) is
	'{}: an owner or editor takes a request for money back that two people have not released yet; again changes nothing. PT404 '
	'not_found, PT409 not_in_state.';
revoke all on function public.withdraw_payout(uuid) from public, anon, authenticated, service_role;
grant execute on function public.withdraw_payout(uuid) to authenticated;

create or replace function public.request_payout(
	p_application uuid, p_id uuid, p_amount_cents bigint, p_needed_by date, p_words text default ''
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.lock_own_application(p_application);
	terms constant public.grant_terms := private.terms_in_force(p_application);
	decision constant public.decisions := private.decision_in_force(p_application);
	settings constant jsonb := private.settings_of_grant(p_application);
	rest bigint;
	told constant text := private.trimmed(coalesce(p_words, ''));
begin
	if exists (select from public.payouts p where p.id = p_id and p.application_id = p_application) then
		return '{}';
	end if;
	if application.state not in ('accepted', 'paid', 'report_due') or terms.application_id is null then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if private.has_open_change(p_application) then
		raise sqlstate 'PT409' using message = 'change_open';
	end if;
	if p_id is null or exists (select from public.payouts p where p.id = p_id) or length(told) > 2000 or p_needed_by is null then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	-- Counted from the decision in force: what a later one granted on top is asked for as well.
	if (
		select count(*) from public.payouts p
		where p.application_id = p_application and p.state not in ('refused', 'bounced', 'withdrawn')
			and p.requested_at >= decision.second_signed_at
	) >= (settings ->> 'most_payouts')::int then
		raise sqlstate 'PT422' using message = 'no_more_payouts';
	end if;
	rest := terms.amount_cents - private.promised_cents(p_application);
	if coalesce(p_amount_cents, 0) not between 1 and rest
		or (settings -> 'most_payouts' = '1' and p_amount_cents <> rest)
	then
		raise sqlstate 'PT422' using message = 'amount_invalid', detail = jsonb_build_object('rest_cents', rest)::text;
	end if;
	if p_needed_by < private.today() or p_needed_by > private.today() + make_interval(months => (settings ->> 'need_months')::int) then
		raise sqlstate 'PT422' using message = 'need_invalid', detail = jsonb_build_object('months', settings -> 'need_months')::text;
	end if;
	insert into public.payouts (id, application_id, number, amount_cents, needed_by, words, requested_by, requested_at)
	select p_id, p_application, 1 + coalesce(max(p.number), 0), p_amount_cents, p_needed_by, told, auth.uid(), private.now()
	from public.payouts p where p.application_id = p_application;
	perform private.write_audit(
		'applicant', 'payout_requested', 'payout', p_id::text,
		jsonb_build_object('application_id', p_application, 'amount_cents', p_amount_cents)
	);
	return '{}';
end;
$$;

-- Whoever releases second names the account that stood on the page: one given meanwhile must not be paid by a click meant for another.
drop function public.release_payout(uuid, text);
create function public.release_payout(p_payout uuid, p_seen text, p_account uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	payout public.payouts := private.lock_payout(p_payout);
	account constant public.bank_accounts := private.account_in_force(payout.application_id);
	blocks constant text[] := private.payout_blocks(payout);
begin
	if payout.state is distinct from p_seen or payout.state not in ('requested', 'checked') then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	if payout.state = 'checked' and payout.first_released_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	if payout.state = 'checked' and not private.has_staff_role(array['decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if cardinality(blocks) > 0 then
		raise sqlstate 'PT409' using message = 'payout_blocked', detail = to_jsonb(blocks)::text;
	end if;
	if account.id is distinct from p_account or coalesce(payout.account_id <> p_account, false) then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	if payout.state = 'requested' then
		update public.payouts set
			account_id = account.id, first_released_by = auth.uid(), first_released_at = private.now()
		where id = p_payout returning * into payout;
	else
		update public.payouts set second_released_by = auth.uid(), second_released_at = private.now()
		where id = p_payout returning * into payout;
	end if;
	perform private.write_audit(
		case payout.state when 'released' then 'decider' else 'clerk' end,
		case payout.state when 'released' then 'payout_released' else 'payout_checked' end, 'payout', p_payout::text,
		jsonb_build_object(
			'application_id', payout.application_id, 'amount_cents', payout.amount_cents, 'account_id', payout.account_id
		)
	);
	return jsonb_build_object('state', payout.state);
end;
$$;
comment on function public.release_payout(uuid, text, uuid) is
	'{"state"}: checked by a clerk or decider, then released by a decider who is somebody else; p_seen is the state and p_account the '
	'account that were read. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | case_moved_on | same_person | '
	'payout_blocked (detail: JSON array of not_final, change_open, account_missing, account_not_sepa, account_unconfirmed, '
	'amount_exceeded, wrong_state).';
revoke all on function public.release_payout(uuid, text, uuid) from public, anon, authenticated, service_role;
grant execute on function public.release_payout(uuid, text, uuid) to authenticated;

create or replace function public.notify_change(p_application uuid, p_id uuid, p_kind text, p_words text, p_wish jsonb default '{}') returns jsonb
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
		is_noted := private.is_within_tolerance(
			terms.plan, p_wish -> 'lines', (private.settings_of_grant(p_application) ->> 'tolerance_percent')::int
		);
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
