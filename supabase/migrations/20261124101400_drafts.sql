create function private.is_form_path(p_path text) returns boolean
language sql immutable set search_path = ''
as $$
	select p_path = any (array[
		'organisation_name', 'legal_form', 'non_profit', 'street', 'postal_code', 'city',
		'contact_first_name', 'contact_last_name', 'contact_email', 'contact_phone', 'contact_language',
		'project_title', 'project_summary', 'project_areas', 'need', 'aims', 'empowerment', 'prevention',
		'format', 'period_start', 'period_end', 'district', 'target_groups', 'participants', 'volunteers',
		'requested_cents', 'iban', 'account_holder', 'input_tax'
	])
	or p_path ~ '^cost_lines\.[a-z0-9]{8}\.(position|category|label|amount_cents)$'
	or p_path ~ '^income_lines\.[a-z0-9]{8}\.(position|kind|label|amount_cents)$'
	or p_path ~ '^declared\.[a-z][a-z_]{0,39}$';
$$;
comment on function private.is_form_path(text) is
	'The paths a form may hold; the same list as the schema in core. Declarations are named by the round, so any code is '
	'accepted here and unknown ones are simply not asked for.';
revoke all on function private.is_form_path(text) from public, anon, authenticated, service_role;

create function private.is_form_value(p_value jsonb) returns boolean
language sql immutable set search_path = ''
as $$
	select case jsonb_typeof(p_value)
		when 'null' then true
		when 'boolean' then true
		when 'number' then length(p_value::text) <= 40
		when 'string' then length(p_value #>> '{}') <= 20000
		when 'array' then jsonb_array_length(p_value) <= 50 and not exists (
			select from jsonb_array_elements(p_value) e
			where jsonb_typeof(e.value) <> 'string' or length(e.value #>> '{}') > 100
		)
		else false
	end;
$$;
comment on function private.is_form_value(jsonb) is
	'String, number, boolean or a short list of short strings; null means remove. NUL and lone surrogates cannot reach '
	'this point, jsonb refuses them.';
revoke all on function private.is_form_value(jsonb) from public, anon, authenticated, service_role;

create function private.whole_number(p_value jsonb) returns bigint
language sql immutable set search_path = ''
as $$
	select case
		when jsonb_typeof(p_value) = 'number' and abs(p_value::numeric) < 1e15 and p_value::numeric = trunc(p_value::numeric)
		then p_value::numeric::bigint
	end;
$$;
comment on function private.whole_number(jsonb) is 'The integer in a form value, or null: text that was not understood stays text.';
revoke all on function private.whole_number(jsonb) from public, anon, authenticated, service_role;

create function private.texts(p_value jsonb) returns text[]
language sql immutable set search_path = ''
as $$
	select case when jsonb_typeof(p_value) = 'array'
		then array(select e.value from jsonb_array_elements_text(p_value) with ordinality e order by e.ordinality)
		else '{}'::text[]
	end;
$$;
comment on function private.texts(jsonb) is 'A list in the form as an array; anything else counts as an empty list.';
revoke all on function private.texts(jsonb) from public, anon, authenticated, service_role;

create function private.start_draft(p_id uuid, p_round text, p_schema_version int) returns public.applications
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
	insert into public.organisations default values returning id into organisation;
	insert into public.organisation_members (organisation_id, user_id, role) values (organisation, auth.uid(), 'owner');
	insert into public.applications (id, round_id, organisation_id, author_id, form_schema_version)
	values (p_id, round.id, organisation, auth.uid(), p_schema_version)
	returning * into application;
	perform private.write_audit(
		'applicant', 'draft_created', 'application', p_id::text, jsonb_build_object('round', round.slug)
	);
	return application;
end;
$$;
comment on function private.start_draft(uuid, text, int) is
	'Application and organisation for an id nobody has used yet. A person may have 50 open drafts: more is no person.';
revoke all on function private.start_draft(uuid, text, int) from public, anon, authenticated, service_role;

create function public.save_draft(
	p_id uuid, p_round text, p_base_revision int, p_changes jsonb, p_schema_version int
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	most_paths constant int := 400;
	most_bytes constant int := 200000;
	known_schema_version constant int := 1;
	application public.applications;
	merged jsonb;
begin
	if auth.uid() is null then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if p_id is null or p_base_revision is null or p_changes is null or jsonb_typeof(p_changes) <> 'object'
		or p_schema_version is distinct from known_schema_version or octet_length(p_changes::text) > most_bytes
		or (select count(*) from jsonb_object_keys(p_changes)) > most_paths
		or exists (
			select from jsonb_each(p_changes) c where not private.is_form_path(c.key) or not private.is_form_value(c.value)
		)
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
		application := private.start_draft(p_id, p_round, p_schema_version);
	elsif not private.may_write_for(application.organisation_id) then
		raise sqlstate 'PT404' using message = 'not_found';
	elsif application.state <> 'draft' then
		raise sqlstate 'PT409' using message = 'already_submitted';
	elsif application.revision <> p_base_revision then
		return jsonb_build_object('status', 'moved_on', 'revision', application.revision, 'fields', application.form);
	end if;

	-- Clearing a field and never touching it are the same: empty texts and lists go like null.
	select coalesce(jsonb_object_agg(f.key, f.value), '{}') into merged
	from jsonb_each(application.form || p_changes) f
	where f.value not in ('null', '""', '[]');
	if (select count(*) from jsonb_object_keys(merged)) > most_paths or octet_length(merged::text) > most_bytes then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	update public.applications set
		form = merged,
		form_schema_version = p_schema_version,
		revision = application.revision + 1,
		title = nullif(merged ->> 'project_title', ''),
		requested_cents = private.whole_number(merged -> 'requested_cents'),
		district = merged ->> 'district',
		areas = private.texts(merged -> 'project_areas'),
		organisation_name = nullif(merged ->> 'organisation_name', ''),
		updated_at = private.now()
	where id = p_id;
	update public.organisations set name = coalesce(merged ->> 'organisation_name', '')
	where id = application.organisation_id and name is distinct from coalesce(merged ->> 'organisation_name', '');
	return jsonb_build_object('status', 'saved', 'revision', application.revision + 1);
end;
$$;
comment on function public.save_draft(uuid, text, int, jsonb, int) is
	'{"status": "saved", "revision"} or, when the server has moved on, {"status": "moved_on", "revision", "fields"} with '
	'nothing written. Works after the deadline too: nothing that was written is lost. PT403 not_allowed, PT404 not_found '
	'(also for somebody else''s id), PT409 already_submitted, PT422 payload_invalid | round_not_open, PT429 '
	'too_many_attempts.';
revoke all on function public.save_draft(uuid, text, int, jsonb, int) from public, anon, authenticated, service_role;
grant execute on function public.save_draft(uuid, text, int, jsonb, int) to authenticated;
