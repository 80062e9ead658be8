-- Whoever is partial reads what the group reads and what everybody knows of the case, not what the office thinks of it among itself
-- (§§ 20, 21 VwVfG NRW: no part in the procedure).
create function private.takes_no_part(p_application uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select private.is_partial(p_application, (select auth.uid()));
$$;
comment on function private.takes_no_part(uuid) is 'True for a caller with a conflict of interest in this case, see private.is_partial.';
revoke all on function private.takes_no_part(uuid) from public, anon, authenticated, service_role;
grant execute on function private.takes_no_part(uuid) to authenticated;

alter policy "Staff read the notes of the office" on public.case_notes
	using (
		(select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])) and not private.takes_no_part(application_id)
	);
alter policy "Staff read formal checks" on public.formal_checks
	using (
		(select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])) and not private.takes_no_part(application_id)
	);
alter policy "Staff read reviews once everybody has submitted" on public.reviews
	using (
		(select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']))
		and submitted_at is not null and not private.waits_for_reviews(application_id)
		and private.has_opened_reviews(application_id) and not private.takes_no_part(application_id)
	);

create or replace function public.add_note(p_application uuid, p_id uuid, p_text text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	note constant text := btrim(p_text, E' \t\r\n');
begin
	if p_id is null or coalesce(length(note), 0) not between 1 and 20000 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if exists (select from public.case_notes n where n.id = p_id) then
		return jsonb_build_object('id', p_id);
	end if;
	insert into public.case_notes (id, application_id, author_id, at, text)
	values (p_id, p_application, auth.uid(), private.now(), note);
	perform private.write_audit('clerk', 'note_added', 'application', p_application::text, jsonb_build_object('note_id', p_id));
	return jsonb_build_object('id', p_id);
end;
$$;
comment on function public.add_note(uuid, uuid, text) is
	'{"id"}: a note of at most 20,000 characters under an id made by the form; the same id again changes nothing. Clerks and '
	'deciders. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest, PT422 payload_invalid.';

create or replace function public.formal_check(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	application public.applications;
	draft public.formal_checks;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select a.* into application from public.applications a where a.id = p_application and a.state <> 'draft';
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if private.takes_no_part(p_application) then
		return jsonb_build_object(
			'findings', '[]'::jsonb, 'revision', 0, 'judgements', '{}'::jsonb, 'note', '', 'written_by', null, 'written_at', null,
			'records', '[]'::jsonb
		);
	end if;
	select f.* into draft from public.formal_checks f where f.application_id = p_application and f.signed_at is null;
	return jsonb_build_object(
		'findings', private.check_findings(application),
		'revision', coalesce(draft.revision, 0), 'judgements', coalesce(draft.judgements, '{}'), 'note', coalesce(draft.note, ''),
		'written_by', draft.written_by, 'written_at', draft.written_at,
		'records', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', f.id, 'version', f.version, 'items', f.items, 'note', f.note, 'is_passed', f.is_passed,
				'signed_by', f.signed_by, 'signed_at', f.signed_at
			) order by f.version desc, f.signed_at desc), '[]')
			from public.formal_checks f where f.application_id = p_application and f.signed_at is not null
		)
	);
end;
$$;
comment on function public.formal_check(uuid) is
	'{"findings", "revision", "judgements", "note", "written_by", "written_at", "records": signed ones, the newest first}: the '
	'checklist as it is now, the open check (revision 0: none), and what was signed; empty for whoever takes no part in the case. '
	'PT403, PT404.';

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
			'removal_reason', r.removal_reason
		) order by r.asked_at, r.id), '[]')
		from public.reviews r where r.application_id = p_application and not private.takes_no_part(p_application)
	);
end;
$$;
comment on function public.case_reviewers(uuid) is
	'[{"reviewer_id", "asked_at", "submitted_at", "removed_at", "removal_reason"}]: who was asked and how far they are, without '
	'a word of what they think; nothing for whoever takes no part in the case. PT403 not_allowed.';
