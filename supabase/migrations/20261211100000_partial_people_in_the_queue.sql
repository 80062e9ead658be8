-- Whoever takes no part in a case is given none of it, chooses nobody for it, and reads nothing of it for the office.
create or replace function public.assign_cases(p_cases jsonb, p_to uuid default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	most constant int := 200;
	wish record;
	assigned int := 0;
	moved_on jsonb := '[]';
	conflicted jsonb := '[]';
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if jsonb_typeof(p_cases) is distinct from 'array' or jsonb_array_length(p_cases) not between 1 and most
		or (p_to is not null and not private.may_work(p_to))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	for wish in
		select a.id, c.assigned_to, w.was
		from jsonb_to_recordset(p_cases) w (id uuid, was uuid)
		join public.applications a on a.id = w.id
		join private.cases c on c.application_id = w.id
		order by a.id for update of a
	loop
		if wish.assigned_to is distinct from wish.was then
			moved_on := moved_on || to_jsonb(wish.id);
		elsif private.takes_no_part(wish.id) or (p_to is not null and private.is_partial(wish.id, p_to)) then
			conflicted := conflicted || to_jsonb(wish.id);
		elsif wish.assigned_to is distinct from p_to then
			update private.cases set assigned_to = p_to, revision = revision + 1 where application_id = wish.id;
			perform private.write_audit(
				'clerk', 'case_assigned', 'application', wish.id::text, jsonb_build_object('from', wish.assigned_to, 'to', p_to)
			);
			assigned := assigned + 1;
		end if;
	end loop;
	return jsonb_build_object('assigned', assigned, 'moved_on', moved_on, 'conflicted', conflicted);
end;
$$;
comment on function public.assign_cases(jsonb, uuid) is
	'p_cases [{"id", "was": who had it when the list was read}], p_to a clerk or decider, null for nobody. {"assigned": n, '
	'"moved_on": ids somebody else gave away meanwhile, "conflicted": ids p_to must not work on, or the caller takes no part in}; '
	'nothing is overwritten. PT403 not_allowed, PT422 payload_invalid.';

create or replace function public.note_messages_read(p_application uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	is_applicant constant boolean := p_application in (select private.my_application_ids());
begin
	if not coalesce(is_applicant, false) then
		if not private.has_staff_role(array['clerk', 'decider']) then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
		-- Read by the office is what somebody of it has read who may act on it.
		if private.takes_no_part(p_application) then
			raise sqlstate 'PT409' using message = 'conflict_of_interest';
		end if;
	end if;
	update public.messages set read_at = private.now(), read_by = auth.uid()
	where application_id = p_application and read_at is null and is_from_office = is_applicant;
end;
$$;
comment on function public.note_messages_read(uuid) is
	'What the other side wrote has been seen now: by the applicants, or by a clerk or decider. PT404 not_found, PT409 '
	'conflict_of_interest.';
