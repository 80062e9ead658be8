-- The list said who waits, not in which place. Nothing else of the function is different.
create or replace function public.desk_queue(
	p_round uuid, p_filter jsonb default '{}', p_sort text default 'arrived_up', p_after jsonb default null, p_limit int default 50
) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	shown constant int := least(greatest(coalesce(p_limit, 50), 1), 200);
	filter jsonb := coalesce(p_filter, '{}');
	found private.cases[];
	answer jsonb;
	last private.cases;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if jsonb_typeof(filter) <> 'object' then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	found := private.cases_found(p_round, filter, p_sort, p_after, shown + 1);
	-- Only what was not found word by word is looked for with slips in it: that is the dearer question.
	if cardinality(found) = 0 and p_after is null and filter ? 'text' and not filter ? 'is_fuzzy' then
		filter := filter || '{"is_fuzzy": true}';
		found := private.cases_found(p_round, filter, p_sort, null, shown + 1);
	end if;
	if cardinality(found) > shown then
		last := found[shown];
	end if;
	select coalesce(jsonb_agg(jsonb_build_object(
		'id', f.application_id, 'reference_number', f.reference_number, 'organisation_name', f.organisation_name,
		'title', f.title, 'district', f.district, 'requested_cents', f.requested_cents, 'state', f.state,
		'submitted_at', f.submitted_at, 'is_late', coalesce(f.late_since <= private.now(), false), 'missing_documents', cardinality(f.missing_documents),
		'due_on', f.due_on, 'assigned_to', f.assigned_to, 'first_signature', private.first_signature(d),
		'is_unsigned', f.state = 'decision' and d.id is null and not private.takes_no_part(f.application_id),
		'waiting_rank', case when f.state = 'waitlisted' then (select w.waiting_rank from private.decision_in_force(f.application_id) w) end
	) order by f.ordinality), '[]') into answer
	from unnest(found) with ordinality f
	left join public.decisions d
		on d.application_id = f.application_id and d.second_signed_at is null and d.discarded_at is null
		and not private.takes_no_part(f.application_id)
	where f.ordinality <= shown;
	return jsonb_build_object(
		'rows', answer,
		'is_fuzzy', coalesce(filter -> 'is_fuzzy' = 'true', false) and cardinality(found) > 0,
		'next', case when last.application_id is not null then private.case_after(last, p_sort) end
	);
end;
$$;
