-- Going on with the check of a proof without an answer told the group that its proof had arrived, by the mail of the step back.
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
	return null;
end;
$$;
comment on function private.keep_silent_steps_out() is
	'private.change_state offers every step. Mailed is what somebody waits for or must act on; a decision is told by its '
	'letter, and steps inside the office are seen in the app by whoever looks. Going on without an answer to a question about a proof has '
	'words of its own (proof_query_ended).';
