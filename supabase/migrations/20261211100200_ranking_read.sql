-- The ranked list says what the assessments say. It is shown as they are: to nobody who takes no part, and whoever is shown it stands in
-- the file as a reader, who cannot be asked for an independent assessment any more.
create function private.partial_applications(p_round uuid) returns setof uuid
language sql stable security definer set search_path = ''
as $$
	with groups as materialized (
		select m.organisation_id from public.organisation_members m where m.user_id = (select auth.uid())
		union
		select a.organisation_id from public.application_helpers h join public.applications a on a.id = h.application_id
		where h.user_id = (select auth.uid())
		union
		select a.organisation_id from public.draft_changes c join public.applications a on a.id = c.application_id
		where c.actor_id = (select auth.uid())
	)
	select a.id from public.applications a
	where a.round_id = p_round and (
		a.organisation_id in (select g.organisation_id from groups g)
		or a.id in (select c.application_id from public.conflicts c where c.user_id = (select auth.uid()))
	);
$$;
comment on function private.partial_applications(uuid) is
	'All of a round that the caller takes no part in, at once: see private.is_partial.';
revoke all on function private.partial_applications(uuid) from public, anon, authenticated, service_role;

create function private.reviewed_applications(p_round uuid) returns table (application_id uuid, version int)
language sql stable security definer set search_path = ''
as $$
	with assessed as materialized (
		select w.application_id, max(w.submitted_at) as newest
		from public.reviews w join public.applications a on a.id = w.application_id
		where a.round_id = p_round
		group by w.application_id
		having bool_or(w.submitted_at is not null and w.removed_at is null and w.reviewer_id <> (select auth.uid()))
			and not bool_or(w.submitted_at is null and w.removed_at is null)
	)
	select s.application_id, max(s.version)
	from assessed d join public.submissions s on s.application_id = d.application_id and s.received_at <= d.newest
	group by s.application_id;
$$;
comment on function private.reviewed_applications(uuid) is
	'What somebody else than the caller has assessed of a round, where nobody is still assessing, with private.reviewed_version.';
revoke all on function private.reviewed_applications(uuid) from public, anon, authenticated, service_role;

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
				case when d.outcome = 'waitlisted' then d.waiting_rank end as waiting_rank
			from ranked k
			left join asked q on q.application_id = k.id
			left join shown h on h.application_id = k.id
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
comment on function public.round_ranking(uuid) is
	'Everything that has come as far as the assessment, the best first: [{"id", …, "score" (0 to 100, null while somebody still '
	'assesses or is to be asked, and for whoever takes no part), "lowest", "highest" (of three or more), "recommended_cents", '
	'"approved_cents", "waiting_rank"}]. Notes that the caller has read what it shows, as open_reviews. PT403 not_allowed.';
