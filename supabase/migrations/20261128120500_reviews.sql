create table public.reviews (
	id uuid primary key default gen_random_uuid(),
	application_id uuid not null references public.applications (id),
	reviewer_id uuid not null,
	asked_by uuid not null,
	asked_at timestamptz not null,
	scores jsonb not null default '{}',
	statement text not null default '',
	recommended_cents bigint,
	revision integer not null default 0,
	submitted_at timestamptz,
	removed_at timestamptz,
	removed_by uuid,
	removal_reason text
);
comment on table public.reviews is
	'Fachliche Prüfung: what one person thinks of one application. Nobody reads another''s before all have submitted. A '
	'removed one is kept and does not count.';
comment on column public.reviews.reviewer_id is 'No foreign key: the file outlives the account.';
comment on column public.reviews.scores is '{criterion: {"points": 0 to 3 | null, "reason": text}}, the criteria of the round.';
comment on column public.reviews.removal_reason is '"conflict", "left_office", or the words of whoever removed it.';

alter table public.reviews add constraint reviews_short
	check (length(statement) <= 8000 and octet_length(scores::text) <= 100000 and length(removal_reason) <= 4000);
alter table public.reviews add constraint reviews_sum check (recommended_cents >= 0);

create unique index reviews_one_each on public.reviews (application_id, reviewer_id) where removed_at is null;
comment on index public.reviews_one_each is 'Each person assesses an application once.';
create index reviews_by_reviewer on public.reviews (reviewer_id) where submitted_at is null and removed_at is null;
comment on index public.reviews_by_reviewer is 'What a person still has to assess.';

revoke all on public.reviews from public, anon, authenticated, service_role;
grant select on public.reviews to authenticated, service_role;
alter table public.reviews enable row level security;

create function private.waits_for_reviews(p_application uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from public.reviews r where r.application_id = p_application and r.submitted_at is null and r.removed_at is null
	);
$$;
comment on function private.waits_for_reviews(uuid) is 'True while somebody who was asked has not submitted.';
revoke all on function private.waits_for_reviews(uuid) from public, anon, authenticated, service_role;
grant execute on function private.waits_for_reviews(uuid) to authenticated;

create policy "Reviewers read their own reviews" on public.reviews for select to authenticated
	using (reviewer_id = (select auth.uid()) and (select private.has_staff_role(array['clerk', 'decider'])));
create policy "Staff read reviews once everybody has submitted" on public.reviews for select to authenticated
	using (
		(select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']))
		and submitted_at is not null and not private.waits_for_reviews(application_id)
	);

create function private.guard_review() returns trigger
language plpgsql set search_path = ''
as $$
begin
	if old.removed_at is not null
		or (new.id, new.application_id, new.reviewer_id, new.asked_by, new.asked_at) is distinct from
		(old.id, old.application_id, old.reviewer_id, old.asked_by, old.asked_at)
		or (old.submitted_at is not null and
			(new.scores, new.statement, new.recommended_cents, new.submitted_at) is distinct from
			(old.scores, old.statement, old.recommended_cents, old.submitted_at))
	then
		raise exception 'what was submitted stays as it was' using errcode = '42501';
	end if;
	return new;
end;
$$;
comment on function private.guard_review() is 'Holds for the owner too: a submitted review can be removed, not changed.';
revoke all on function private.guard_review() from public, anon, authenticated, service_role;

create trigger reviews_are_guarded before update on public.reviews for each row execute function private.guard_review();
comment on trigger reviews_are_guarded on public.reviews is 'See private.guard_review().';
create trigger reviews_stay before delete or truncate on public.reviews
	for each statement execute function private.refuse_change();
comment on trigger reviews_stay on public.reviews is 'A removed review stays in the file.';
create trigger reviews_touch_their_case after insert or update of submitted_at, removed_at on public.reviews
	for each row execute function private.touch_case();
comment on trigger reviews_touch_their_case on public.reviews is 'See private.touch_case(). Words written in between are nobody else''s matter.';

create function public.ask_reviewer(p_application uuid, p_reviewer uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	review uuid;
begin
	if application.state not in ('submitted', 'formal_check', 'clarification', 'assessment') then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if p_reviewer is null or not private.may_work(p_reviewer) then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if private.is_partial(p_application, p_reviewer) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	insert into public.reviews (application_id, reviewer_id, asked_by, asked_at)
	values (p_application, p_reviewer, auth.uid(), private.now())
	on conflict (application_id, reviewer_id) where removed_at is null do nothing
	returning id into review;
	if review is not null then
		perform private.write_audit(
			'clerk', 'reviewer_asked', 'application', p_application::text, jsonb_build_object('reviewer_id', p_reviewer)
		);
	end if;
	return '{}';
end;
$$;
comment on function public.ask_reviewer(uuid, uuid) is
	'Asks a clerk or decider for an assessment, before the decision: {}. Asking twice is asking once. PT403 not_allowed, PT404 '
	'not_found, PT409 conflict_of_interest (theirs too) | not_in_state, PT422 payload_invalid.';
revoke all on function public.ask_reviewer(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.ask_reviewer(uuid, uuid) to authenticated;

create function public.remove_reviewer(p_application uuid, p_reviewer uuid, p_reason text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	reason constant text := nullif(btrim(p_reason, E' \t\r\n'), '');
begin
	if application.state not in ('submitted', 'formal_check', 'clarification', 'assessment') then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if reason is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(reason) > 4000 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	update public.reviews set removed_at = private.now(), removed_by = auth.uid(), removal_reason = reason
	where application_id = p_application and reviewer_id = p_reviewer and removed_at is null;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform private.write_audit(
		'clerk', 'reviewer_removed', 'application', p_application::text, jsonb_build_object('reviewer_id', p_reviewer)
	);
	return '{}';
end;
$$;
comment on function public.remove_reviewer(uuid, uuid, text) is
	'An assessment does not count any more, submitted or not; it stays in the file with the reason: {}. PT403, PT404, PT409 '
	'conflict_of_interest | not_in_state, PT422 reason_required | payload_invalid.';
revoke all on function public.remove_reviewer(uuid, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.remove_reviewer(uuid, uuid, text) to authenticated;

create function private.are_scores(p_scores jsonb, p_criteria jsonb, p_is_whole boolean) returns boolean
language sql immutable set search_path = ''
as $$
	select case when jsonb_typeof(p_scores) <> 'object' then false else
		not exists (
			select from jsonb_each(p_scores) s
			where not s.key = any (private.codes_of(p_criteria))
				or jsonb_typeof(s.value) <> 'object' or s.value - array['points', 'reason'] <> '{}'
				or jsonb_typeof(s.value -> 'reason') is distinct from 'string' or length(s.value ->> 'reason') > 4000
				or s.value -> 'points' not in ('null', '0', '1', '2', '3') or s.value -> 'points' is null
		)
		and (not p_is_whole or not exists (
			select from unnest(private.codes_of(p_criteria)) code
			where coalesce(jsonb_typeof(p_scores -> code -> 'points'), 'null') <> 'number'
				or private.trimmed(p_scores -> code ->> 'reason') = ''
		))
	end;
$$;
comment on function private.are_scores(jsonb, jsonb, boolean) is
	'Known criteria, 0 to 3 points or none yet, and words; when whole, points and a reason for each criterion of the round.';
revoke all on function private.are_scores(jsonb, jsonb, boolean) from public, anon, authenticated, service_role;

create function public.save_review(
	p_application uuid, p_revision int, p_scores jsonb, p_statement text default '', p_recommended_cents bigint default null,
	p_submit boolean default false
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	round public.funding_rounds;
	review public.reviews;
begin
	select r.* into review from public.reviews r
	where r.application_id = p_application and r.reviewer_id = auth.uid() and r.removed_at is null for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if review.submitted_at is not null then
		raise sqlstate 'PT409' using message = 'already_submitted';
	end if;
	if application.state <> 'assessment' then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if review.revision is distinct from p_revision then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	select r.* into strict round from public.funding_rounds r where r.id = application.round_id;
	if not private.are_scores(p_scores, round.criteria, false) or length(p_statement) > 8000
		or p_recommended_cents not between 0 and least(round.cap_cents, coalesce(application.requested_cents, 0))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if p_submit and not private.are_scores(p_scores, round.criteria, true) then
		raise sqlstate 'PT422' using message = 'review_incomplete';
	end if;
	update public.reviews set
		scores = p_scores, statement = coalesce(p_statement, ''), recommended_cents = p_recommended_cents,
		revision = review.revision + 1, submitted_at = case when p_submit then private.now() end
	where id = review.id;
	if p_submit then
		perform private.write_audit(
			'clerk', 'review_submitted', 'application', p_application::text, jsonb_build_object('review_id', review.id)
		);
	end if;
	return jsonb_build_object('revision', review.revision + 1, 'is_submitted', p_submit);
end;
$$;
comment on function public.save_review(uuid, int, jsonb, text, bigint, boolean) is
	'{"revision", "is_submitted"}: the caller''s assessment, kept for later or submitted for good. p_revision is the one that '
	'was read. PT403 not_allowed, PT404 not_found (not asked, or removed meanwhile), PT409 conflict_of_interest | not_in_state | '
	'already_submitted | case_moved_on, PT422 review_incomplete | payload_invalid.';
revoke all on function public.save_review(uuid, int, jsonb, text, bigint, boolean) from public, anon, authenticated, service_role;
grant execute on function public.save_review(uuid, int, jsonb, text, bigint, boolean) to authenticated;

create function public.case_reviewers(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return (
		select coalesce(jsonb_agg(jsonb_build_object(
			'reviewer_id', r.reviewer_id, 'asked_at', r.asked_at, 'submitted_at', r.submitted_at, 'removed_at', r.removed_at,
			'removal_reason', r.removal_reason
		) order by r.asked_at, r.id), '[]')
		from public.reviews r where r.application_id = p_application
	);
end;
$$;
comment on function public.case_reviewers(uuid) is
	'[{"reviewer_id", "asked_at", "submitted_at", "removed_at", "removal_reason"}]: who was asked and how far they are, without '
	'a word of what they think. PT403 not_allowed.';
revoke all on function public.case_reviewers(uuid) from public, anon, authenticated, service_role;
grant execute on function public.case_reviewers(uuid) to authenticated;

create function private.guard_assessment() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
	needed int;
	there int;
begin
	if private.waits_for_reviews(new.application_id) then
		raise sqlstate 'PT422' using message = 'reviews_open';
	end if;
	select coalesce(private.whole_number(r.settings -> 'reviews_needed'), 0) into needed
	from public.applications a join public.funding_rounds r on r.id = a.round_id where a.id = new.application_id;
	select count(*) into there from public.reviews r
	where r.application_id = new.application_id and r.submitted_at is not null and r.removed_at is null;
	if there < needed then
		raise sqlstate 'PT422' using message = 'reviews_missing', detail = jsonb_build_object('needed', needed, 'there', there)::text;
	end if;
	return new;
end;
$$;
comment on function private.guard_assessment() is
	'Before a case goes on to the decision: everybody who was asked has submitted or was removed, and there are as many '
	'assessments as the round wants. PT422 reviews_open | reviews_missing (detail {"needed", "there"}).';
revoke all on function private.guard_assessment() from public, anon, authenticated, service_role;

create trigger status_events_need_reviews before insert on public.status_events
	for each row when (new.from_state = 'assessment' and new.to_state = 'decision') execute function private.guard_assessment();
comment on trigger status_events_need_reviews on public.status_events is 'See private.guard_assessment().';

create function private.release_reviews() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if not private.may_work(new.user_id) then
		update public.reviews set removed_at = private.now(), removed_by = auth.uid(), removal_reason = 'left_office'
		where reviewer_id = new.user_id and submitted_at is null and removed_at is null;
		update private.cases set assigned_to = null, revision = revision + 1 where assigned_to = new.user_id and is_open;
	end if;
	return null;
end;
$$;
comment on function private.release_reviews() is
	'Who leaves the office in the middle of an assessment does not hold up the case: what was not submitted does not count, '
	'and their cases are nobody''s. What they submitted stays.';
revoke all on function private.release_reviews() from public, anon, authenticated, service_role;

create trigger staff_members_release_reviews after update on public.staff_members
	for each row when (old.deactivated_at is null and new.deactivated_at is not null) execute function private.release_reviews();
comment on trigger staff_members_release_reviews on public.staff_members is 'See private.release_reviews().';

create function private.review_score(p_scores jsonb, p_criteria jsonb) returns numeric
language sql immutable set search_path = ''
as $$
	select round(100.0 * sum((p_scores -> (c.value ->> 'code') ->> 'points')::numeric * w.weight) / nullif(3 * sum(w.weight), 0), 1)
	from jsonb_array_elements(p_criteria) c
	cross join lateral (select coalesce(private.whole_number(c.value -> 'weight'), 1) as weight) w;
$$;
comment on function private.review_score(jsonb, jsonb) is
	'0 to 100: the share of all points there are, each criterion as heavy as the round says (1 where it says nothing). scoreOf '
	'of core/application/scores.ts.';
revoke all on function private.review_score(jsonb, jsonb) from public, anon, authenticated, service_role;

create function public.round_ranking(p_round uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return (
		select coalesce(jsonb_agg(jsonb_build_object(
			'id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name, 'title', a.title,
			'state', a.state, 'requested_cents', a.requested_cents, 'district', a.district, 'areas', a.areas,
			'target_groups', s.target_groups, 'reviews_submitted', v.submitted, 'reviews_open', v.open,
			'score', case when v.open = 0 then v.score end, 'lowest', case when v.open = 0 then v.lowest end,
			'highest', case when v.open = 0 then v.highest end,
			'recommended_cents', case when v.open = 0 then v.recommended end,
			'approved_cents', d.amount_cents, 'waiting_rank', d.waiting_rank
		) order by case when v.open = 0 then v.score end desc nulls last, a.submitted_at, a.id), '[]')
		from public.applications a
		join public.funding_rounds r on r.id = a.round_id
		cross join lateral (
			select
				count(*) filter (where w.submitted_at is not null) as submitted,
				count(*) filter (where w.submitted_at is null) as open,
				round(avg(private.review_score(w.scores, r.criteria)) filter (where w.submitted_at is not null), 1) as score,
				min(private.review_score(w.scores, r.criteria)) filter (where w.submitted_at is not null) as lowest,
				max(private.review_score(w.scores, r.criteria)) filter (where w.submitted_at is not null) as highest,
				(avg(w.recommended_cents) filter (where w.submitted_at is not null))::bigint as recommended
			from public.reviews w where w.application_id = a.id and w.removed_at is null
		) v
		left join lateral (
			select to_jsonb(private.texts(m.snapshot #> '{form,target_groups}')) as target_groups
			from public.submissions m where m.application_id = a.id order by m.version desc limit 1
		) s on true
		left join lateral (
			select case when e.outcome = 'approved' then e.amount_cents end as amount_cents,
				case when e.outcome = 'waitlisted' then e.waiting_rank end as waiting_rank
			from private.decision_in_force(a.id) e
		) d on true
		where a.round_id = p_round and a.state not in ('draft', 'submitted', 'formal_check', 'clarification', 'withdrawn')
	);
end;
$$;
comment on function public.round_ranking(uuid) is
	'Everything that has come as far as the assessment, the best first: [{"id", …, "score" (0 to 100, null while somebody still '
	'assesses), "lowest", "highest", "recommended_cents", "approved_cents", "waiting_rank"}]. PT403 not_allowed.';
revoke all on function public.round_ranking(uuid) from public, anon, authenticated, service_role;
grant execute on function public.round_ranking(uuid) to authenticated;
