-- An archived round stayed archived, with its contact and its pot as they were while people still worked on its cases. It is put away
-- when everything in it is decided, and taken out again when somebody needs it.
create or replace function public.set_round_status(p_id uuid, p_revision int, p_to text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	round constant public.funding_rounds := private.locked_round(p_id, p_revision);
	moment constant timestamptz := private.now();
	problems jsonb;
	undecided bigint;
	revision int;
begin
	if p_to = 'published' and round.status = 'draft' then
		problems := private.round_problems(round);
		if round.closes_at <= moment then
			problems := problems || private.problem('closes_at', 'already_past');
		end if;
		if problems <> '[]' then
			raise sqlstate 'PT422' using message = 'round_invalid', detail = problems::text;
		end if;
		update public.funding_rounds r set status = 'published' where r.id = p_id returning r.revision into revision;
	elsif p_to = 'closed' and round.status = 'published' and round.opens_at < moment
		and (round.closes_at is null or round.closes_at > moment)
	then
		update public.funding_rounds r set closes_at = moment where r.id = p_id returning r.revision into revision;
	elsif p_to = 'archived' and round.status = 'published' and round.closes_at <= moment then
		select count(*) into undecided from private.cases c where c.round_id = p_id and c.is_open;
		if undecided > 0 then
			raise sqlstate 'PT409' using message = 'cases_open', detail = jsonb_build_object('count', undecided)::text;
		end if;
		update public.funding_rounds r set status = 'archived' where r.id = p_id returning r.revision into revision;
	elsif p_to = 'reopened' and round.status = 'archived' then
		-- As it was before it was archived: over, but its contact and its pot can be changed.
		update public.funding_rounds r set status = 'published' where r.id = p_id returning r.revision into revision;
	else
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	return jsonb_build_object('revision', revision);
end;
$$;
comment on function public.set_round_status(uuid, int, text) is
	'{"revision"}. published: a whole round in preparation; closed: an open round closes this very moment; archived: one whose deadline is '
	'over and everything in it is decided; reopened: an archived one is what it was before. For admins. PT403, PT404, PT409 round_moved_on | '
	'not_in_state | cases_open (detail {"count"}), PT422 round_invalid.';
