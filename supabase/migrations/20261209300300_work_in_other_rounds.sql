create function public.desk_elsewhere(p_round uuid, p_text text default null) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	most constant int := 51;
	other record;
	found int;
	elsewhere jsonb := '[]';
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if length(p_text) > 200 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	for other in
		select r.id, w.open, w.mine
		from public.funding_rounds r
		cross join lateral (
			select count(*) as open, count(*) filter (where c.assigned_to = auth.uid()) as mine
			from private.cases c where c.round_id = r.id and c.is_open
		) w
		where r.id <> p_round
		order by r.opens_at desc, r.id
	loop
		found := 0;
		if private.trimmed(p_text) <> '' then
			execute format('select count(*) from (%s) f', private.queue_statement(
				other.id, jsonb_build_object('view', 'all', 'text', p_text), 'arrived_up', null, most, auth.uid()
			)) into found;
		end if;
		if other.open > 0 or found > 0 then
			elsewhere := elsewhere
				|| jsonb_build_object('round_id', other.id, 'open', other.open, 'mine', other.mine, 'found', found);
		end if;
	end loop;
	return elsewhere;
end;
$$;
comment on function public.desk_elsewhere(uuid, text) is
	'[{"round_id", "open", "mine", "found"}]: other rounds than p_round, the newest first, in which cases are undecided, how many of '
	'those are the caller''s, and how many (51 is more than 50) have the words searched for, without slips. Rounds without any are '
	'absent. PT403 not_allowed, PT422 payload_invalid.';
revoke all on function public.desk_elsewhere(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.desk_elsewhere(uuid, text) to authenticated;
