-- Late is recorded, not dropped, in an archived round as in a closed one: a phone that was off for weeks has what was prepared in time.
create or replace function private.start_draft(p_id uuid, p_round text, p_schema_version int, p_copied_from uuid) returns applications
language plpgsql security definer set search_path = ''
as $$
declare
	most_drafts constant int := 50;
	round public.funding_rounds;
	organisation uuid;
	application public.applications;
begin
	select r.* into round from public.funding_rounds r where r.slug = p_round and r.status in ('published', 'archived');
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if (select count(*) from public.applications a where a.author_id = auth.uid() and a.state = 'draft') >= most_drafts then
		raise sqlstate 'PT429' using message = 'too_many_attempts';
	end if;
	select a.organisation_id into organisation
	from public.applications a where a.id = p_copied_from and private.may_write_for(a.organisation_id);
	if not found then
		insert into public.organisations default values returning id into organisation;
		insert into public.organisation_members (organisation_id, user_id, role) values (organisation, auth.uid(), 'owner');
	end if;
	insert into public.applications (id, round_id, organisation_id, author_id, form_schema_version)
	values (p_id, round.id, organisation, auth.uid(), p_schema_version)
	returning * into application;
	perform private.write_audit(
		'applicant', 'draft_created', 'application', p_id::text, jsonb_build_object('round', round.slug)
	);
	return application;
end;
$$;
comment on function private.start_draft(uuid, text, int, uuid) is
	'Application for an id nobody has used yet. A copy joins the organisation it was copied from, so that the same people go '
	'on with it; where the caller may not write for that one, and for every first application, there is a new organisation. A '
	'person may have 50 open drafts: more is no person.';

create or replace function private.send_first(application applications, p_key uuid, p_prepared_at timestamptz) returns submissions
language plpgsql security definer set search_path = ''
as $$
declare
	moment constant timestamptz := private.now();
	round public.funding_rounds;
	submission public.submissions;
begin
	select r.* into strict round from public.funding_rounds r where r.id = application.round_id;
	if round.status not in ('published', 'archived') or moment < round.opens_at then
		raise sqlstate 'PT422' using message = 'round_not_open';
	end if;
	-- Sent on the device in time, received too late: kept with both times and shown to staff as late, never dropped.
	application.is_late := round.status = 'archived' or private.is_over(round.closes_at, moment);
	if application.is_late and (p_prepared_at is null or private.is_over(round.closes_at, p_prepared_at)) then
		raise sqlstate 'PT422' using message = 'round_closed';
	end if;
	perform private.refuse_incomplete(private.submission_problems(application.form, round));

	application.reference_number := private.next_reference_number(round);
	submission := private.keep_submission(application, application.form, p_key, p_prepared_at, application.is_late);
	update public.applications set
		reference_number = application.reference_number, submitted_at = moment, is_late = application.is_late,
		updated_at = moment
	where id = application.id;
	perform private.change_state(application.id, 'submitted', array['applicant']);
	perform private.write_audit(
		'applicant', 'submitted', 'application', application.id::text,
		jsonb_build_object('sha256', submission.sha256, 'is_late', submission.is_late, 'submission_id', submission.id)
	);
	return submission;
end;
$$;
comment on function private.send_first(applications, uuid, timestamptz) is
	'Version 1 of a locked draft: within the round, or prepared within it, complete, with a number. See submit_application '
	'for what it refuses.';
