-- A request was ended with one press while the group still had the time that its letter promised.
create or replace function public.transition_application(
	p_id uuid, p_to text, p_reason text default null, p_seen int default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_id);
	roles text[] := array['clerk'];
begin
	perform private.require_seen(p_id, p_seen);
	perform private.require_signers_peer(p_id);
	if private.has_staff_role(array['decider']) then
		roles := array['clerk', 'decider'];
	end if;
	if application.state = 'clarification' and p_to = 'formal_check' and private.said(p_reason) is null and exists (
		select from public.clarifications c
		where c.application_id = application.id and c.closed_at is null and c.answered_at is null and c.due_on >= private.today()
	) then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	return jsonb_build_object('state', private.change_state(application.id, p_to, roles, p_reason));
end;
$$;
