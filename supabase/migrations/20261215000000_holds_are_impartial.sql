-- Whether a case is kept for a court or an auditor is not for somebody partial to say (§ 20 VwVfG NRW): lifting the hold lets their own
-- case be deleted, setting it keeps somebody else's.
create or replace function private.lock_for_hold(p_application uuid, p_reason text) returns text
language plpgsql security definer set search_path = ''
as $$
declare
	grounds constant text := private.said(p_reason);
begin
	if not private.has_staff_role(array['decider', 'admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform from public.applications a where a.id = p_application and a.state <> 'draft' for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if private.is_partial(p_application, auth.uid()) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	if grounds is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(grounds) > 2000 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	return grounds;
end;
$$;
comment on function private.lock_for_hold(uuid, text) is
	'The reason, trimmed, behind a lock on the application. PT403, PT404, PT409 conflict_of_interest, PT422.';
comment on function public.set_legal_hold(uuid, text) is
	'{}: nothing of this case is deleted until it is lifted; for deciders and admins. PT403 not_allowed, PT404 not_found, PT409 '
	'not_in_state (it is held already) | conflict_of_interest, PT422 reason_required | payload_invalid.';
comment on function public.lift_legal_hold(uuid, text) is
	'{}: from now on the period counts again. PT403 not_allowed, PT404 not_found, PT409 not_in_state | conflict_of_interest, '
	'PT422 reason_required | payload_invalid.';
