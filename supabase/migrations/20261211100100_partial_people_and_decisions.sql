-- Whoever takes no part in a case reads what was decided, as everybody of the office does, not what is being decided.
alter policy "Staff read decisions" on public.decisions
	using (
		(select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']))
		and ((second_signed_at is not null and discarded_at is null) or not private.takes_no_part(application_id))
	);

create or replace function public.preview_decision_letter(p_decision uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	decision public.decisions;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select d.* into decision from public.decisions d where d.id = p_decision;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if private.takes_no_part(decision.application_id) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	return private.decision_letter(decision)
		|| jsonb_build_object('kind', decision.outcome, 'application_id', decision.application_id);
end;
$$;
comment on function public.preview_decision_letter(uuid) is
	'{"kind", "application_id", "language", "template", "facts", "sha256"} of the letter that the second signature would make now; its '
	'sha256 is decisions.letter_sha256 as long as nothing has changed since the first. For staff. PT403 not_allowed, PT404 not_found, '
	'PT409 conflict_of_interest.';
