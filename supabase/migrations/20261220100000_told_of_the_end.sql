-- A case closed by hand once its money was back was told to nobody, and no group heard that the account it waits for is confirmed.
create or replace function private.keep_silent_steps_out() returns trigger
language plpgsql set search_path = ''
as $$
begin
	-- Only the office ends its question so; what the group sends, answers too, is a step of an applicant.
	if new.event = 'state_report_submitted' and exists (
		select from public.status_event_details d where d.event_id = new.status_event_id and d.actor_role = 'system'
	) then
		new.event := 'proof_query_ended';
		return new;
	end if;
	if new.status_event_id is null or new.event in (
		'state_submitted', 'state_clarification', 'state_report_due', 'state_report_submitted', 'state_report_clarification',
		'state_recovery'
	) then
		return new;
	end if;
	-- Every other way to the end has a letter, which is mailed.
	if new.event = 'state_closed' and exists (
		select from public.status_events e where e.id = new.status_event_id and e.from_state = 'recovery'
	) then
		return new;
	end if;
	return null;
end;
$$;
comment on function private.keep_silent_steps_out() is
	'private.change_state offers every step. Mailed is what somebody waits for or must act on; a decision is told by its '
	'letter, and steps inside the office are seen in the app by whoever looks. Going on without an answer to a question about a proof has '
	'words of its own (proof_query_ended). The end is mailed where no letter tells it: after money came back.';

create or replace function public.judge_bank_account(p_account uuid, p_is_right boolean, p_note text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	account public.bank_accounts;
	words constant text := private.said(p_note);
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select b.* into account from public.bank_accounts b where b.id = p_account;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform private.require_staff_for(account.application_id);
	select b.* into account from public.bank_accounts b where b.id = p_account for update;
	if not account.needs_confirmation or account.confirmed_at is not null or account.refused_at is not null
		or account.id is distinct from (private.account_in_force(account.application_id)).id
	then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if account.given_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	if words is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(words) > 4000 or p_is_right is null then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if p_is_right then
		update public.bank_accounts set confirmed_by = auth.uid(), confirmed_at = private.now(), note = words
		where id = p_account;
		perform private.notify('bank_confirmed', account.application_id, p_account);
	else
		update public.bank_accounts set refused_by = auth.uid(), refused_at = private.now(), note = words
		where id = p_account;
		perform private.notify('bank_refused', account.application_id, p_account);
	end if;
	perform private.write_audit(
		'clerk', case when p_is_right then 'bank_account_confirmed' else 'bank_account_refused' end, 'application',
		account.application_id::text, jsonb_build_object('account_id', p_account)
	);
	return '{}';
end;
$$;
