-- The ranking of a call with thousands of applications: what was asked of every row is asked of all at once.
create function private.review_scores(p_round uuid) returns table (application_id uuid, score numeric)
language sql stable security definer set search_path = ''
as $$
	with lists as materialized (
		select v.revision, v.terms -> 'criteria' as criteria
		from public.round_versions v where v.round_id = p_round and jsonb_typeof(v.terms -> 'criteria') = 'array'
		union all
		select null, r.criteria from public.funding_rounds r where r.id = p_round
	), weights as materialized (
		select l.revision, c.value ->> 'code' as code, coalesce(private.whole_number(c.value -> 'weight'), 1) as weight
		from lists l cross join jsonb_array_elements(l.criteria) c
	), sent as materialized (
		select distinct on (s.application_id) s.application_id, l.revision
		from public.submissions s
		join public.applications a on a.id = s.application_id
		left join lists l on l.revision = s.round_revision
		where a.round_id = p_round
		order by s.application_id, s.version desc
	)
	select w.application_id, (
		select round(100.0 * sum((w.scores -> c.code ->> 'points')::numeric * c.weight) / nullif(3 * sum(c.weight), 0), 1)
		from weights c where c.revision is not distinct from s.revision
	)
	from public.reviews w
	join sent s on s.application_id = w.application_id
	where w.submitted_at is not null and w.removed_at is null;
$$;
comment on function private.review_scores(uuid) is
	'Each submitted assessment of a round as 0 to 100: the share of all points there are, each criterion as heavy as the terms say '
	'that its application was sent under (1 where they say nothing). scoreOf of core/application/scores.ts.';
revoke all on function private.review_scores(uuid) from public, anon, authenticated, service_role;

create or replace function public.round_ranking(p_round uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return (
		with ranked as materialized (
			select a.id, a.reference_number, a.organisation_name, a.title, a.state, a.requested_cents, a.district, a.areas, a.submitted_at
			from public.applications a
			where a.round_id = p_round and a.state not in ('draft', 'submitted', 'formal_check', 'clarification', 'withdrawn')
		), asked as materialized (
			select w.application_id, count(w.submitted_at) as submitted, count(*) - count(w.submitted_at) as open,
				(avg(w.recommended_cents) filter (where w.submitted_at is not null))::bigint as recommended
			from public.reviews w join ranked k on k.id = w.application_id
			where w.removed_at is null
			group by w.application_id
		), scored as materialized (
			select s.application_id, round(avg(s.score), 1) as score, min(s.score) as lowest, max(s.score) as highest
			from private.review_scores(p_round) s group by s.application_id
		), decided as materialized (
			select distinct on (d.application_id) d.application_id, d.outcome, d.amount_cents, d.waiting_rank
			from public.decisions d
			where d.round_id = p_round and d.second_signed_at is not null and not private.is_replaced(d.id)
			order by d.application_id, d.second_signed_at desc
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
				case when coalesce(q.open, 0) = 0 then q.recommended end as recommended,
				case when d.outcome = 'approved' then d.amount_cents end as approved,
				case when d.outcome = 'waitlisted' then d.waiting_rank end as waiting_rank
			from ranked k
			left join asked q on q.application_id = k.id
			left join scored s on s.application_id = k.id
			left join decided d on d.application_id = k.id
			left join groups g on g.application_id = k.id
		)
		select coalesce(jsonb_agg(jsonb_build_object(
			'id', p.id, 'reference_number', p.reference_number, 'organisation_name', p.organisation_name, 'title', p.title,
			'state', p.state, 'requested_cents', p.requested_cents, 'district', p.district, 'areas', p.areas,
			'target_groups', to_jsonb(private.texts(p.codes)),
			'reviews_submitted', p.submitted, 'reviews_open', p.open,
			'score', p.score, 'lowest', p.lowest, 'highest', p.highest, 'recommended_cents', p.recommended,
			'approved_cents', p.approved, 'waiting_rank', p.waiting_rank
		) order by p.score desc nulls last, p.submitted_at, p.id), '[]')
		from placed p
	);
end;
$$;

drop function private.review_score(jsonb, jsonb);
