-- A decider whose role was taken away still signed as one: no clerk undoes that. Somebody who is not of the office any more at all, or is
-- partial, is no obstacle.
create or replace function private.require_signers_peer(p_application uuid) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['decider']) and exists (
		select from public.decisions d
		join public.staff_members m on m.user_id = d.first_signed_by and m.role = 'decider'
		where d.application_id = p_application and d.second_signed_at is null and d.discarded_at is null
			and d.first_signed_by is distinct from auth.uid()
			-- Who should not have signed is no obstacle.
			and not private.is_partial(p_application, d.first_signed_by)
	) then
		raise sqlstate 'PT403' using message = 'decider_required';
	end if;
end;
$$;
comment on function private.require_signers_peer(uuid) is
	'What a decider signed first is undone by that person or by a decider, also after the role was taken away. PT403 '
	'decider_required.';
