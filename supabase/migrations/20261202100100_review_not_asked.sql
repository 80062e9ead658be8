-- Whoever is not asked any more is told so, and not that nothing was found. Nothing else of the function is different.
create or replace function public.save_review(
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
		raise sqlstate 'PT409' using message = 'review_not_asked';
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
	select r.* into strict round from private.terms_of(application.id) r;
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
	'was read. PT403 not_allowed, PT404 not_found, PT409 review_not_asked (never, or removed meanwhile) | conflict_of_interest | '
	'not_in_state | already_submitted | case_moved_on, PT422 review_incomplete | payload_invalid.';
