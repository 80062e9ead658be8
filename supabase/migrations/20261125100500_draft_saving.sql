-- The whole form has some 90 fields, companions of every long answer and rows: more room than the first one needed.
alter table public.applications drop constraint applications_form_is_a_small_map;
alter table public.applications add constraint applications_form_is_a_small_map
	check (jsonb_typeof(form) = 'object' and octet_length(form::text) <= 300000);

create function private.is_small_map(p_map jsonb) returns boolean
language sql immutable set search_path = ''
as $$
	select case when jsonb_typeof(p_map) = 'object'
		then octet_length(p_map::text) <= 300000 and (select count(*) from jsonb_object_keys(p_map)) <= 1000
		else false
	end;
$$;
comment on function private.is_small_map(jsonb) is 'At most 1,000 paths and 300,000 bytes, as core/api/limits.ts has it.';
revoke all on function private.is_small_map(jsonb) from public, anon, authenticated, service_role;

create function private.are_form_changes(p_changes jsonb) returns boolean
language sql stable set search_path = ''
as $$
	select case when private.is_small_map(p_changes) then not exists (
		select from jsonb_each(p_changes) c
		where not private.is_form_path(c.key) or not private.is_form_value(c.value) or (
			c.key like 'answers.%' and (jsonb_typeof(c.value) not in ('string', 'null') or length(c.value #>> '{}') > 2000)
		)
	) else false end;
$$;
comment on function private.are_form_changes(jsonb) is
	'A map of known paths to values a form may hold. Answers to questions of the office are texts of at most 2,000 '
	'characters; every other field says its limit as a problem, so that nothing typed is refused.';
revoke all on function private.are_form_changes(jsonb) from public, anon, authenticated, service_role;

drop function private.start_draft(uuid, text, int);
create function private.start_draft(p_id uuid, p_round text, p_schema_version int, p_copied_from uuid)
returns public.applications
language plpgsql security definer set search_path = ''
as $$
declare
	most_drafts constant int := 50;
	round public.funding_rounds;
	organisation uuid;
	application public.applications;
begin
	select r.* into round from public.funding_rounds r where r.slug = p_round and r.status <> 'draft';
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if round.status <> 'published' then
		raise sqlstate 'PT422' using message = 'round_not_open';
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
	'Application for an id nobody has used yet. A copy joins the organisation it was copied from, so that the same people '
	'go on with it; where the caller may not write for that one, and for every first application, there is a new '
	'organisation. A person may have 50 open drafts: more is no person.';
revoke all on function private.start_draft(uuid, text, int, uuid) from public, anon, authenticated, service_role;

drop function public.save_draft(uuid, text, int, jsonb, int);
create function public.save_draft(
	p_id uuid, p_round text, p_base_revision int, p_changes jsonb, p_schema_version int, p_copied_from uuid default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	known_schema_versions constant int[] := array[1, 2];
	application public.applications;
	reopened jsonb;
	merged jsonb;
begin
	if auth.uid() is null then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if p_id is null or p_base_revision is null or not private.are_form_changes(p_changes)
		or p_schema_version is null or not p_schema_version = any (known_schema_versions)
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;

	-- Two devices may send the same new draft at once: the second waits here and then finds the row of the first.
	perform pg_advisory_xact_lock(hashtextextended(p_id::text, 0));
	select a.* into application from public.applications a where a.id = p_id for update;
	if not found then
		-- A base revision without a row means that the server was restored from an older copy: the client starts again at 0.
		if p_base_revision <> 0 then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
		application := private.start_draft(p_id, p_round, p_schema_version, p_copied_from);
	elsif not private.may_write_application(application) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if application.state <> 'draft' then
		reopened := (private.open_clarification(p_id)).items;
		if reopened is null then
			raise sqlstate 'PT409' using message = 'already_submitted';
		end if;
	end if;
	if application.revision <> p_base_revision then
		return jsonb_build_object('status', 'moved_on', 'revision', application.revision, 'fields', application.form);
	end if;
	if reopened is not null
		and exists (select from jsonb_object_keys(p_changes) c (path) where not private.is_reopened(c.path, reopened))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;

	-- Clearing a field and never touching it are the same: empty texts and lists go like null.
	select coalesce(jsonb_object_agg(f.key, f.value), '{}') into merged
	from jsonb_each(application.form || p_changes) f
	where f.value not in ('null', '""', '[]');
	if not private.is_small_map(merged) then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	-- While the office waits for an answer its lists go on showing what was sent, not what is being written.
	if application.state = 'draft' then
		application := private.with_listed(application, merged);
		perform private.name_organisation(application);
	end if;
	update public.applications set
		form = merged,
		form_schema_version = greatest(application.form_schema_version, p_schema_version),
		revision = application.revision + 1,
		title = application.title,
		requested_cents = application.requested_cents,
		district = application.district,
		areas = application.areas,
		organisation_name = application.organisation_name,
		updated_at = private.now()
	where id = p_id;
	perform private.note_draft_change(
		p_id, application.revision + 1, array(select c.path from jsonb_object_keys(p_changes) c (path) order by c.path)
	);
	return jsonb_build_object('status', 'saved', 'revision', application.revision + 1, 'state', application.state);
end;
$$;
comment on function public.save_draft(uuid, text, int, jsonb, int, uuid) is
	'{"status": "saved", "revision", "state"} or, when the server has moved on, {"status": "moved_on", "revision", "fields"} '
	'with nothing written. p_schema_version 1 or 2. p_copied_from: the application a new one was copied from. Works after '
	'the deadline too: nothing that was written is lost. While a clarification is open, for the parts it names. PT403 '
	'not_allowed, PT404 not_found (also for somebody else''s id), PT409 already_submitted, PT422 payload_invalid | '
	'round_not_open, PT429 too_many_attempts.';
revoke all on function public.save_draft(uuid, text, int, jsonb, int, uuid) from public, anon, authenticated, service_role;
grant execute on function public.save_draft(uuid, text, int, jsonb, int, uuid) to authenticated;
