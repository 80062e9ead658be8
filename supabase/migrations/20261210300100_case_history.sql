-- Only auditors and administrators could see to whom a case was given, and nobody in words: the history of a case says it to everybody of
-- the office.
create function public.case_history(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return (
		select coalesce(jsonb_agg(jsonb_build_object(
			'id', l.id, 'at', l.at, 'action', l.action, 'actor_id', l.actor_id, 'actor_role', l.actor_role,
			'person_id', coalesce(l.detail ->> 'to', l.detail ->> 'reviewer_id'),
			'was_id', case when l.action = 'case_assigned' then l.detail ->> 'from' end
		) order by l.id desc), '[]')
		from public.audit_log l
		where l.entity = 'application' and l.entity_id = p_application::text
			and l.action in ('case_assigned', 'reviewer_asked', 'reviewer_removed')
			-- As public.case_reviewers: who assesses is nothing for whoever takes no part.
			and (l.action = 'case_assigned' or not private.takes_no_part(p_application))
	);
end;
$$;
comment on function public.case_history(uuid) is
	'[{"id", "at", "action" (case_assigned, reviewer_asked, reviewer_removed), "actor_id", "actor_role", "person_id" (to whom; null: to '
	'nobody any more), "was_id"}]: who worked on a case, besides its states, the newest first. PT403 not_allowed.';
revoke all on function public.case_history(uuid) from public, anon, authenticated, service_role;
grant execute on function public.case_history(uuid) to authenticated;
