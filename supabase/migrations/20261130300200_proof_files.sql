create function private.file_room(p_document text) returns text
language sql immutable set search_path = ''
as $$
	select case when p_document = 'message' then 'message'
		when p_document ~ '^((receipt|payment)_[a-z0-9]{8}|report_photo)$' then 'proof' else 'application' end;
$$;
comment on function private.file_room(text) is
	'What a document belongs to: a message, the proof of use (of a receipt, of its payment, a photo of the project), or the application. '
	'isProofDocument of core/proof/fields.ts.';
revoke all on function private.file_room(text) from public, anon, authenticated, service_role;

create or replace function private.takes_file(p_state text, p_document text) returns boolean
language sql immutable set search_path = ''
as $$
	select case private.file_room(p_document)
		when 'message' then p_state <> 'draft'
		when 'proof' then p_state in ('accepted', 'paid', 'report_due', 'report_submitted', 'report_clarification')
		else private.takes_files(p_state)
	end;
$$;
comment on function private.takes_file(text, text) is
	'Documents of the application until the office has finished its formal check, those of a proof from the day the grant is accepted '
	'until it is checked (a picture may still be on its way when the words have arrived), those of a message once it was sent.';

create or replace function private.sent_files(p_application uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select coalesce(jsonb_agg(jsonb_build_object(
		'id', f.id, 'document', f.document, 'name', f.name, 'size', f.size, 'sha256', f.sha256,
		'media_type', f.media_type, 'language', f.language
	) order by f.created_at, f.id), '[]')
	from public.files f
	where f.application_id = p_application and f.state = 'complete' and private.file_room(f.document) = 'application';
$$;

create function private.proof_files(p_application uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select coalesce(jsonb_agg(jsonb_build_object(
		'id', f.id, 'document', f.document, 'name', f.name, 'sha256', f.sha256, 'media_type', f.media_type
	) order by f.created_at, f.id), '[]')
	from public.files f
	where f.application_id = p_application and f.state = 'complete' and private.file_room(f.document) = 'proof';
$$;
comment on function private.proof_files(uuid) is
	'[{id, document, name, sha256, media_type}] of the pictures of a proof that have arrived. Words never wait for them.';
revoke all on function private.proof_files(uuid) from public, anon, authenticated, service_role;

create or replace function public.announce_file(
	p_application uuid, p_id uuid, p_document text, p_name text, p_size bigint, p_sha256 text, p_language text default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	most_bytes constant int := 10485760;
	most_files constant int := case private.file_room(p_document) when 'proof' then 150 else 30 end;
	most_attempts constant int := 600;
	application public.applications;
	file public.files;
begin
	select a.* into application from public.applications a where a.id = p_application for update;
	if not found or not private.may_write_application(application) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	select f.* into file from public.files f where f.id = p_id for update;
	if found then
		if file.application_id <> p_application then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
		perform private.refuse_gone_file(file);
		if (file.announced_size, file.announced_sha256) is distinct from (p_size::int, p_sha256) then
			raise sqlstate 'PT422' using message = 'payload_invalid';
		end if;
		return private.file_progress(file);
	end if;

	if not private.takes_file(application.state, p_document) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if p_size = 0 then
		raise sqlstate 'PT422' using message = 'file_empty';
	end if;
	if p_size > most_bytes then
		raise sqlstate 'PT422' using message = 'file_too_large', detail = jsonb_build_object('max_bytes', most_bytes)::text;
	end if;
	if p_id is null or p_size is null or p_size < 0 or p_document is null or coalesce(p_name, '') = ''
		or coalesce(p_sha256, '') !~ '^[0-9a-f]{64}$' or p_language !~ '^[a-z]{2,3}(-[a-z]{2,8})?$'
		or (p_document not in ('other', 'signed_page') and private.file_room(p_document) = 'application' and not exists (
			-- What the call asked for when it was sent may still be missing; what it asks for today is offered by the form.
			select from public.funding_rounds r
			where r.id = application.round_id
				and (r.documents || (private.terms_of(application.id)).documents) @> jsonb_build_array(jsonb_build_object('code', p_document))
		))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if (
		select count(*) from public.files f
		where f.application_id = p_application and f.state <> 'removed' and private.file_room(f.document) = private.file_room(p_document)
	) >= most_files then
		raise sqlstate 'PT422' using message = 'too_many_files', detail = jsonb_build_object('max', most_files)::text;
	end if;
	if (select count(*) from public.files f where f.application_id = p_application) >= most_attempts then
		raise sqlstate 'PT429' using message = 'too_many_attempts';
	end if;
	insert into public.files
		(id, application_id, document, name, size, sha256, announced_size, announced_sha256, language, created_by, created_at)
	values
		(p_id, p_application, p_document, p_name, p_size, p_sha256, p_size, p_sha256, p_language, auth.uid(), private.now())
	returning * into file;
	perform private.write_audit(
		'applicant', 'file_announced', 'file', p_id::text,
		jsonb_build_object('application_id', p_application, 'document', p_document)
	);
	return private.file_progress(file);
exception
	when check_violation then
		raise sqlstate 'PT422' using message = 'payload_invalid';
end;
$$;
comment on function public.announce_file(uuid, uuid, text, text, bigint, text, text) is
	'{"received_bytes", "size", "is_complete"}; repeating it changes nothing. At most 30 documents of 10 MiB per '
	'application, 30 more in its messages and 150 in its proof of use, and 600 that were ever begun. PT404 not_found (also for '
	'somebody else''s id), PT409 not_in_state, PT422 file_empty | file_too_large | too_many_files | payload_invalid, or the refusal '
	'the file met before, PT429 too_many_attempts.';

create or replace function public.remove_file(p_id uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.application_of_file(p_id);
	file public.files;
begin
	select f.* into strict file from public.files f where f.id = p_id for update;
	if exists (select from public.message_files o where o.file_id = p_id) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	-- What the office was given stays with it. Since a clarification was asked for, nobody has relied on what is added.
	if private.file_room(file.document) = 'proof' then
		if file.state = 'complete' and not (
			application.state in ('accepted', 'paid', 'report_due') or (
				application.state = 'report_clarification'
				and file.completed_at >= (select q.asked_at from public.proof_queries q where q.application_id = application.id and q.closed_at is null)
			)
		) then
			raise sqlstate 'PT409' using message = 'not_in_state';
		end if;
	elsif file.state = 'complete' and file.document <> 'message' and application.state <> 'draft' and not (
		application.state = 'clarification' and file.completed_at >= (
			select max(e.at) from public.status_events e
			where e.application_id = application.id and e.to_state = 'clarification'
		)
	) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if file.state <> 'removed' then
		update public.files set state = 'removed', name = '' where id = p_id;
		perform private.write_audit(
			'applicant', 'file_removed', 'file', p_id::text, jsonb_build_object('application_id', application.id)
		);
	end if;
	return jsonb_build_object(
		'application_id', application.id, 'received_bytes', file.received_bytes, 'storage_path', file.storage_path
	);
end;
$$;
comment on function public.remove_file(uuid) is
	'{"application_id", "received_bytes", "storage_path"}: what our server then deletes from the buckets; the same again '
	'for a file that is removed already. Before sending, while it is still on its way, or while a clarification (of a proof: a query) is '
	'open and it was added since; a document of a message until the message is sent. PT404 not_found, PT409 not_in_state.';
