-- A payment "bounced" before its order had left the house could be asked for anew, and both files then be given to the bank.
alter table public.payment_runs add column given_out_at timestamptz;
comment on column public.payment_runs.given_out_at is
	'When somebody who may pay first took its file or list out; nothing of it can bounce before.';
-- Of orders of before nobody noted it; whoever settled one had the bank''s word.
update public.payment_runs set given_out_at = coalesce(settled_at, created_at) where sha256 is not null or settled_at is not null;

create or replace function public.note_payment_file(p_run uuid, p_format text, p_sha256 text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	pays constant boolean := private.has_staff_role(array['clerk', 'decider']);
	run public.payment_runs;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if p_format is null or p_format not in ('pain.001', 'csv', 'xlsx') or p_sha256 is null
		or p_sha256 !~ '^[0-9a-f]{64}$'
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select r.* into run from public.payment_runs r where r.id = p_run for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if p_format = 'pain.001' then
		if run.sha256 <> p_sha256 then
			raise sqlstate 'PT409' using message = 'file_changed';
		end if;
		-- What was paid in another way, or by a list, is not ordered a second time.
		if run.sha256 is null and run.settled_at is not null then
			raise sqlstate 'PT409' using message = 'not_in_state';
		end if;
		if run.sha256 is null and not pays then
			raise sqlstate 'PT403' using message = 'not_allowed';
		end if;
		update public.payment_runs set sha256 = p_sha256 where id = p_run and sha256 is null;
	end if;
	if pays then
		update public.payment_runs set given_out_at = private.now() where id = p_run and given_out_at is null;
	end if;
	perform private.write_audit(
		'clerk', 'payment_file_made', 'payment_run', p_run::text, jsonb_build_object('format', p_format, 'sha256', p_sha256)
	);
	return '{}';
end;
$$;
comment on function public.note_payment_file(uuid, text, text) is
	'{}: says in the audit trail that a file leaves the house, before it does; a SEPA file that is not the one made first is refused, '
	'and made first by a clerk or decider, before the run is settled. p_format pain.001, csv or xlsx. PT403, PT404, PT409 file_changed '
	'| not_in_state, PT422 payload_invalid.';

create or replace function public.bounce_payout(p_payout uuid, p_on date, p_reason text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	payout constant public.payouts := private.lock_payout(p_payout);
	reason constant text := nullif(btrim(p_reason, E' \t\r\n'), '');
	given_out date;
	state constant text := (select a.state from public.applications a where a.id = payout.application_id);
begin
	if payout.state not in ('ordered', 'paid') then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	if payout.state = 'ordered' then
		select (r.given_out_at at time zone 'Europe/Berlin')::date into strict given_out
		from public.payment_runs r where r.id = payout.run_id for update;
		if given_out is null then
			raise sqlstate 'PT409' using message = 'not_in_state';
		end if;
	end if;
	if reason is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(reason) > 1000 or p_on is null or p_on > private.today() or p_on < coalesce(given_out, payout.requested_at::date)
		or (payout.state = 'paid' and private.paid_cents(payout.application_id) - payout.amount_cents
			< private.returned_cents(payout.application_id))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	update public.payouts set bounced_on = p_on, bounce_reason = reason where id = p_payout;
	if state = 'paid' and private.paid_cents(payout.application_id) = 0 then
		perform private.change_state(payout.application_id, 'accepted', array['system']);
	end if;
	perform private.notify('payout_bounced', payout.application_id, p_payout);
	perform private.write_audit(
		'clerk', 'payout_bounced', 'payout', p_payout::text,
		jsonb_build_object('application_id', payout.application_id, 'amount_cents', payout.amount_cents)
	);
	return '{}';
end;
$$;
comment on function public.bounce_payout(uuid, date, text) is
	'{}: the bank sent it back, so it is not paid; the group is asked to look at its account and asks anew. PT403 not_allowed, PT404 '
	'not_found, PT409 conflict_of_interest | case_moved_on | not_in_state (its order has not left the house), PT422 reason_required | '
	'payload_invalid.';

-- A payout checked by somebody who was partial after all could be refused by nobody, and the group not ask anew.
create or replace function private.guard_payout() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if tg_op = 'UPDATE' then
		if (new.id, new.application_id, new.number, new.amount_cents, new.needed_by, new.words, new.requested_by, new.requested_at)
				is distinct from
				(old.id, old.application_id, old.number, old.amount_cents, old.needed_by, old.words, old.requested_by,
				old.requested_at)
			or old.refused_at is not null or old.bounced_on is not null
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
