-- Of cases to be decided neither the queue nor the ranking told which wait for the first and which for the second signature, whose the
-- first one is and what it says; the ranking counted recommendations where a colleague had signed already.
create function private.first_signature(p_decision public.decisions) returns jsonb
language sql stable set search_path = ''
as $$
	select jsonb_build_object(
		'is_mine', p_decision.first_signed_by = auth.uid(), 'outcome', p_decision.outcome,
		'amount_cents', p_decision.amount_cents, 'waiting_rank', p_decision.waiting_rank
	) where p_decision.id is not null;
$$;
comment on function private.first_signature(public.decisions) is
	'{"is_mine", "outcome", "amount_cents", "waiting_rank"} of a decision that waits for its second signature; null for none.';
revoke all on function private.first_signature(public.decisions) from public, anon, authenticated, service_role;

create or replace function private.queue_statement(
	p_round uuid, p_filter jsonb, p_sort text, p_after jsonb, p_limit int, p_me uuid
) returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
	view constant text := p_filter ->> 'view';
	is_down constant boolean := p_sort like '%\_down';
	key constant text := case regexp_replace(p_sort, '_(up|down)$', '')
		when 'arrived' then 'submitted_at' when 'amount' then 'amount_key' when 'due' then 'due_key' when 'name' then 'name_key'
	end;
	type constant text := case key
		when 'submitted_at' then 'timestamptz' when 'amount_key' then 'bigint' when 'due_key' then 'date' else 'text'
	end;
	statement text := format('select c from private.cases c where c.round_id = %L::uuid', p_round);
begin
	if key is null or p_sort !~ '_(up|down)$' then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	statement := statement || case
		when view = 'mine' then format(' and c.assigned_to = %L::uuid and c.is_open', p_me)
		when view = 'unassigned' then ' and c.assigned_to is null and c.is_open'
		when view is null or view = 'all' then ''
		else format(' and c.view = %L', view)
	end;
	statement := statement
		|| coalesce(' and c.state = ' || quote_literal(p_filter ->> 'state'), '')
		|| coalesce(' and c.district = ' || quote_literal(p_filter ->> 'district'), '')
		|| coalesce(' and ' || quote_literal(p_filter ->> 'area') || ' = any (c.areas)', '')
		|| coalesce(' and c.organisation_kind = ' || quote_literal(p_filter ->> 'kind'), '')
		|| coalesce(' and c.amount_key >= ' || private.whole_number(p_filter -> 'min_cents'), '')
		|| coalesce(' and c.amount_key <= ' || private.whole_number(p_filter -> 'max_cents'), '')
		|| coalesce(' and c.state_since < ' || quote_literal(
			private.now() - private.whole_number(p_filter -> 'older_than_days') * interval '1 day'), '')
		|| coalesce(' and c.due_key < ' || quote_literal(
			private.today() + private.whole_number(p_filter -> 'due_within_days')::int), '')
		|| case when p_filter ->> 'mark' = 'late' then format(' and c.late_since <= %L', private.now()) else '' end
		|| case when p_filter ->> 'mark' = 'incomplete' then ' and cardinality(c.missing_documents) > 0' else '' end
		|| case when p_filter ->> 'mark' in ('unsigned', 'signed_by_other') then format(
			' and %s (select from public.decisions d where d.application_id = c.application_id and d.second_signed_at is null'
			' and d.discarded_at is null and d.first_signed_by is distinct from %L::uuid) and not private.takes_no_part(c.application_id)',
			case when p_filter ->> 'mark' = 'unsigned' then $x$c.state = 'decision' and not exists$x$ else 'exists' end,
			case when p_filter ->> 'mark' = 'signed_by_other' then p_me end
		) else '' end;
	if btrim(p_filter ->> 'text') <> '' then
		statement := statement || case when private.folded(p_filter ->> 'text') = '' then ' and false'
			else private.search_condition(p_filter ->> 'text', p_filter -> 'is_fuzzy' = 'true') end;
	end if;
	if p_after is not null then
		statement := statement || format(' and (c.%I, c.application_id) %s (%L::%s, %L::uuid)',
			key, case when is_down then '<' else '>' end, p_after ->> 'key', type, p_after ->> 'id');
	end if;
	return statement || format(' order by c.%1$I %2$s, c.application_id %2$s limit %3$s',
		key, case when is_down then 'desc' else 'asc' end, p_limit);
end;
$$;

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
		'is_unsigned', f.state = 'decision' and d.id is null and not private.takes_no_part(f.application_id)
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
comment on function public.desk_queue(uuid, jsonb, text, jsonb, int) is
	'A page of the queue of one round: {"rows": [...], "is_fuzzy", "next": null | {"key", "id"}} for p_after. p_filter, all '
	'optional: view (new, check, assess, decide, decided, withdrawn, all, mine, unassigned), state, district, area, kind, '
	'min_cents, max_cents, older_than_days (in its state), due_within_days (0: overdue), mark (late, incomplete, '
	'unsigned, signed_by_other), text, is_fuzzy (true when paging on in an answer that was). p_sort: arrived, amount, due or name with _up or _down. PT403 not_allowed, PT422 payload_invalid.';

create or replace function public.round_ranking(p_round uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
	needed int;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select coalesce(private.whole_number(r.settings -> 'reviews_needed'), 0) into needed
	from public.funding_rounds r where r.id = p_round;
	-- Written before it is shown, as open_reviews does. The key takes the row that ask_reviewer holds: who is just being asked is asked
	-- first, and is shown nothing below.
	insert into private.review_readers (application_id, user_id, version, read_at)
	select v.application_id, auth.uid(), v.version, private.now()
	from private.reviewed_applications(p_round) v
	join public.applications a on a.id = v.application_id
	where a.state not in ('draft', 'submitted', 'formal_check', 'clarification', 'withdrawn')
		-- While more are needed, somebody is still to be asked: nobody reads it by the way.
		and (a.state <> 'assessment' or needed <= (
			select count(*) from public.reviews w
			where w.application_id = a.id and w.submitted_at is not null and w.removed_at is null
		))
		and not exists (
			select from private.review_readers r
			where r.application_id = v.application_id and r.user_id = auth.uid() and r.version >= v.version
		)
		and v.application_id not in (select private.partial_applications(p_round))
	order by v.application_id
	on conflict do nothing;
	return (
		with ranked as materialized (
			select a.id, a.reference_number, a.organisation_name, a.title, a.state, a.requested_cents, a.district, a.areas, a.submitted_at
			from public.applications a
			where a.round_id = p_round and a.state not in ('draft', 'submitted', 'formal_check', 'clarification', 'withdrawn')
		), shown as materialized (
			(
				select v.application_id from private.reviewed_applications(p_round) v
				join private.review_readers r
					on r.application_id = v.application_id and r.user_id = auth.uid() and r.version >= v.version
				union
				-- One's own words, where there are no others.
				select w.application_id from public.reviews w
				where w.reviewer_id = auth.uid() and w.submitted_at is not null and w.removed_at is null and not exists (
					select from public.reviews o
					where o.application_id = w.application_id and o.removed_at is null and o.reviewer_id <> w.reviewer_id
				)
			)
			except
			select private.partial_applications(p_round)
		), asked as materialized (
			select w.application_id, count(w.submitted_at) as submitted, count(*) - count(w.submitted_at) as open,
				(avg(w.recommended_cents) filter (where w.submitted_at is not null))::bigint as recommended
			from public.reviews w join ranked k on k.id = w.application_id
			where w.removed_at is null
			group by w.application_id
		), scored as materialized (
			select s.application_id, round(avg(s.score), 1) as score,
				-- Of two, either end is somebody's own.
				case when count(*) >= 3 then min(s.score) end as lowest, case when count(*) >= 3 then max(s.score) end as highest
			from private.review_scores(p_round) s join shown h on h.application_id = s.application_id
			group by s.application_id
		), decided as materialized (
			select distinct on (d.application_id) d.application_id, d.outcome, d.amount_cents, d.waiting_rank
			from public.decisions d
			where d.round_id = p_round and d.second_signed_at is not null and not private.is_replaced(d.id)
			order by d.application_id, d.second_signed_at desc
		), signed as materialized (
			select d.application_id, private.first_signature(d) as signature
			from public.decisions d
			where d.round_id = p_round and d.second_signed_at is null and d.discarded_at is null
				and d.application_id not in (select private.partial_applications(p_round))
		), groups as materialized (
			select distinct on (m.application_id) m.application_id, m.snapshot #> '{form,target_groups}' as codes
			from public.submissions m join ranked k on k.id = m.application_id
			order by m.application_id, m.version desc
		), placed as (
			select k.id, k.reference_number, k.organisation_name, k.title, k.state, k.requested_cents, k.district, k.areas,
				k.submitted_at, g.codes, coalesce(q.submitted, 0) as submitted, coalesce(q.open, 0) as open,
				case when coalesce(q.open, 0) = 0 then s.score end as score,
				case when coalesce(q.open, 0) = 0 then s.lowest end as lowest,
				case when coalesce(q.open, 0) = 0 then s.highest end as highest,
				case when coalesce(q.open, 0) = 0 and h.application_id is not null then q.recommended end as recommended,
				case when d.outcome = 'approved' then d.amount_cents end as approved,
				case when d.outcome = 'waitlisted' then d.waiting_rank end as waiting_rank,
				f.signature
			from ranked k
			left join asked q on q.application_id = k.id
			left join shown h on h.application_id = k.id
			left join scored s on s.application_id = k.id
			left join decided d on d.application_id = k.id
			left join signed f on f.application_id = k.id
			left join groups g on g.application_id = k.id
		)
		select coalesce(jsonb_agg(jsonb_build_object(
			'id', p.id, 'reference_number', p.reference_number, 'organisation_name', p.organisation_name, 'title', p.title,
			'state', p.state, 'requested_cents', p.requested_cents, 'district', p.district, 'areas', p.areas,
			'target_groups', to_jsonb(private.texts(p.codes)),
			'reviews_submitted', p.submitted, 'reviews_open', p.open,
			'score', p.score, 'lowest', p.lowest, 'highest', p.highest, 'recommended_cents', p.recommended,
			'approved_cents', p.approved, 'waiting_rank', p.waiting_rank,
			'first_signature', p.signature
		) order by p.score desc nulls last, p.submitted_at, p.id), '[]')
		from placed p
	);
end;
$$;
comment on function public.round_ranking(uuid) is
	'Everything that has come as far as the assessment, the best first: [{"id", …, "score" (0 to 100, null while somebody still '
	'assesses or is to be asked, and for whoever takes no part), "lowest", "highest" (of three or more), "recommended_cents", '
	'"approved_cents", "waiting_rank", "first_signature" (see private.first_signature)}]. '
	'Notes that the caller has read what it shows, as open_reviews. PT403 not_allowed.';
