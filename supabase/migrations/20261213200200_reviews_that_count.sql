-- An assessment that was handed in counts. Whoever may know the score already took it out of the count alone, with any words. And words
-- that looked like one of our codes were read as the code: code and words are two columns now.
alter table public.reviews add column removal_code text check (removal_code in ('conflict', 'left_office'));
comment on column public.reviews.removal_code is 'Why it does not count where nobody wrote a reason: the person is partial, or has left.';
alter table public.reviews disable trigger user;
update public.reviews set removal_code = removal_reason, removal_reason = null
where (removal_reason = 'conflict' and removed_by = reviewer_id)
	or (removal_reason = 'left_office' and submitted_at is null and removed_by is distinct from reviewer_id);
alter table public.reviews enable trigger user;
alter table public.reviews add constraint reviews_removed_for_one_reason check (removal_code is null or removal_reason is null);
comment on column public.reviews.removal_reason is 'The words of whoever removed it.';

alter table public.decisions add column discard_code text check (discard_code = 'left_decision');
comment on column public.decisions.discard_code is 'Why it was discarded where nobody wrote a reason: the case left the desk undecided.';
alter table public.decisions disable trigger user;
update public.decisions d set discard_code = d.discard_reason, discard_reason = null
where d.discard_reason = 'left_decision' and exists (
	select from public.audit_log l
	where l.entity = 'decision' and l.entity_id = d.id::text and l.action = 'decision_discarded' and l.detail ? 'left_decision'
);
alter table public.decisions enable trigger user;
alter table public.decisions add constraint decisions_discarded_for_one_reason check (discard_code is null or discard_reason is null);

create or replace function public.declare_conflict(p_application uuid, p_reason text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	reason constant text := private.said(p_reason);
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform from public.applications a where a.id = p_application and a.state <> 'draft' for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if reason is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(reason) > 4000 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	insert into public.conflicts (application_id, user_id, reason, declared_at)
	values (p_application, auth.uid(), reason, private.now())
	on conflict do nothing;
	if found then
		update public.reviews set removed_at = private.now(), removed_by = auth.uid(), removal_code = 'conflict'
		where application_id = p_application and reviewer_id = auth.uid() and removed_at is null;
		update private.cases set assigned_to = null, revision = revision + 1
		where application_id = p_application and assigned_to = auth.uid();
		perform private.write_audit('clerk', 'conflict_declared', 'application', p_application::text, '{}');
	end if;
	return '{}';
end;
$$;
comment on function public.declare_conflict(uuid, text) is
	'The caller takes no part in this case from now on: {}. An assessment of theirs does not count any more, and the case is '
	'nobody''s if it was theirs. PT403 not_allowed, PT404 not_found, PT422 reason_required | payload_invalid.';

create or replace function private.release_reviews() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if not private.may_work(new.user_id) then
		update public.reviews set removed_at = private.now(), removed_by = auth.uid(), removal_code = 'left_office'
		where reviewer_id = new.user_id and submitted_at is null and removed_at is null;
		update private.cases set assigned_to = null, revision = revision + 1 where assigned_to = new.user_id and is_open;
	end if;
	return null;
end;
$$;
comment on function private.release_reviews() is
	'Who leaves the office in the middle of an assessment does not hold up the case: what was not submitted does not count, '
	'and their cases are nobody''s. What they submitted stays.';

create or replace function private.discard_open_decision(p_application uuid, p_role text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	abandoned uuid;
begin
	update public.decisions as d
	set discarded_at = private.now(), discarded_by = auth.uid(), discard_code = 'left_decision'
	where d.application_id = p_application and d.second_signed_at is null and d.discarded_at is null
	returning d.id into abandoned;
	if abandoned is not null then
		perform private.write_audit(
			p_role, 'decision_discarded', 'decision', abandoned::text,
			jsonb_build_object('application_id', p_application, 'left_decision', true)
		);
	end if;
end;
$$;
comment on function private.discard_open_decision(uuid, text) is
	'An application that leaves the desk undecided takes its half-signed decision with it: a later second signature must not '
	'bind the city. The caller holds the lock of the application.';

create or replace function public.case_reviewers(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return (
		select coalesce(jsonb_agg(jsonb_build_object(
			'reviewer_id', r.reviewer_id, 'asked_at', r.asked_at, 'submitted_at', r.submitted_at, 'removed_at', r.removed_at,
			'removal_code', r.removal_code, 'removal_reason', r.removal_reason, 'removed_by', r.removed_by
		) order by r.asked_at, r.id), '[]')
		from public.reviews r where r.application_id = p_application and not private.takes_no_part(p_application)
	);
end;
$$;
comment on function public.case_reviewers(uuid) is
	'[{"reviewer_id", "asked_at", "submitted_at", "removed_at", "removal_code", "removal_reason", "removed_by"}]: who was '
	'asked and how far they are, without a word of what they think; nothing for whoever takes no part in the case. PT403 '
	'not_allowed.';

create or replace function public.remove_reviewer(p_application uuid, p_reviewer uuid, p_reason text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	reason constant text := private.said(p_reason);
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
	-- Of what was handed in, a decider or admin takes out what nobody has compared yet, or what somebody partial wrote; whoever is partial
	-- and says so takes out their own (declare_conflict).
	if exists (
		select from public.reviews r
		where r.application_id = p_application and r.reviewer_id = p_reviewer and r.removed_at is null and r.submitted_at is not null
	) and not (
		private.has_staff_role(array['decider', 'admin'])
		and (private.is_partial(p_application, p_reviewer) or not exists (
			select from private.review_readers r
			where r.application_id = p_application and r.version >= private.reviewed_version(p_application)
		))
	) then
		raise sqlstate 'PT409' using message = 'review_counts';
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
	'An assessment does not count any more; it stays in the file with the reason: {}. One that was submitted is removed by a '
	'decider or admin only, before anybody has read the others'' or where its writer is partial. PT403, PT404, PT409 '
	'conflict_of_interest | not_in_state | review_counts, PT422 reason_required | payload_invalid.';
