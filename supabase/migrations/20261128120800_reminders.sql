alter table public.clarifications add column remind_on date;
comment on column public.clarifications.remind_on is
	'The day the people are reminded of an open request; null for not at all. Set with the request or while it is open.';

create or replace function private.guard_clarification() returns trigger
language plpgsql set search_path = ''
as $$
begin
	if old.closed_at is not null
		or (new.id, new.application_id, new.asked_by, new.asked_at, new.due_on, new.items, new.message,
			new.message_language, new.message_de) is distinct from
		(old.id, old.application_id, old.asked_by, old.asked_at, old.due_on, old.items, old.message,
			old.message_language, old.message_de)
	then
		raise exception 'what was asked stays as it was asked' using errcode = '42501';
	end if;
	return new;
end;
$$;
comment on function private.guard_clarification() is
	'An open question is answered or closed, once, and its reminder may be moved; nothing else about it changes.';

create function public.remind_of_clarification(p_application uuid, p_on date) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	clarification constant public.clarifications := private.open_clarification(p_application);
begin
	if clarification.id is null then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if p_on not between private.today() and clarification.due_on then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	update public.clarifications set remind_on = p_on where id = clarification.id;
	perform private.write_audit('clerk', 'reminder_set', 'application', application.id::text, jsonb_build_object('remind_on', p_on));
	return '{}';
end;
$$;
comment on function public.remind_of_clarification(uuid, date) is
	'Sets the day of the reminder of the open request, from today to the day it is due, or with null takes it back: {}. PT403, '
	'PT404, PT409 conflict_of_interest | not_in_state, PT422 payload_invalid.';
revoke all on function public.remind_of_clarification(uuid, date) from public, anon, authenticated, service_role;
grant execute on function public.remind_of_clarification(uuid, date) to authenticated;
