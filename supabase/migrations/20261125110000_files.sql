create table public.files (
	id uuid primary key,
	application_id uuid not null references public.applications (id),
	document text not null,
	name text not null,
	size integer not null,
	sha256 text not null,
	media_type text,
	language text,
	announced_size integer not null,
	announced_sha256 text not null,
	received_bytes integer not null default 0,
	storage_path text unique,
	state text not null default 'announced',
	refusal text,
	created_by uuid references auth.users (id) on delete set null,
	created_at timestamptz not null,
	completed_at timestamptz
);
comment on table public.files is
	'A document of an application: announced by its device, sent in parts, judged by our server, then complete. Written '
	'through RPCs only. The bytes are in the private bucket "files"; a file that is still travelling has its parts in '
	'"file-parts".';
comment on column public.files.id is 'Made on the device, so that a document exists before there is network.';
comment on column public.files.document is 'Code of a document of the round, "other" or "signed_page".';
comment on column public.files.name is 'As people see it, cleaned by our server; empty once removed, because a name can say much.';
comment on column public.files.size is
	'size, sha256: of the bytes that are kept. They differ from the announced ones where a photo was made smaller and '
	'freed of its place and camera.';
comment on column public.files.media_type is 'Found in the bytes by our server; null until then.';
comment on column public.files.language is 'Language the document is written in, if its people said so.';
comment on column public.files.announced_size is 'announced_size, announced_sha256: of the bytes on the device, against which what arrives is checked.';
comment on column public.files.received_bytes is 'Where the next part begins. Parts come in order, without gaps.';
comment on column public.files.storage_path is '<application>/<file>/<sha256> in the bucket "files"; set by our server once the bytes were judged harmless.';
comment on column public.files.state is 'announced: on its way; complete: kept; removed: taken back by its people, or refused.';
comment on column public.files.refusal is
	'Why our server refused the bytes. A device that missed the answer asks again and gets the same one.';

alter table public.files add constraint files_known_states check (state in ('announced', 'complete', 'removed'));
alter table public.files add constraint files_known_refusals check (refusal in (
	'file_empty', 'file_too_large', 'file_type_refused', 'file_damaged', 'file_encrypted', 'file_hostile'
));
alter table public.files add constraint files_refused_are_removed check (refusal is null or state = 'removed');
alter table public.files add constraint files_document_is_a_code check (document ~ '^[a-z][a-z0-9_]{0,39}$');
alter table public.files add constraint files_language_is_a_code check (language ~ '^[a-z]{2,3}(-[a-z]{2,8})?$');
alter table public.files add constraint files_name_is_a_name check (
	char_length(name) <= 200 and (name <> '' or state = 'removed')
	and name !~ '[/\\[:cntrl:]\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]'
);
alter table public.files add constraint files_small_enough check (
	size between 1 and 10485760 and announced_size between 1 and 10485760
	and received_bytes between 0 and announced_size
);
alter table public.files add constraint files_hashes_are_hashes
	check (sha256 ~ '^[0-9a-f]{64}$' and announced_sha256 ~ '^[0-9a-f]{64}$');
alter table public.files add constraint files_complete_have_bytes check (
	state <> 'complete'
	or (storage_path is not null and media_type is not null and completed_at is not null and received_bytes = announced_size)
);
alter table public.files add constraint files_kept_types
	check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'image/webp'));

create index files_by_application on public.files (application_id, created_at);
comment on index public.files_by_application is 'The documents of one application.';
create index files_by_creator on public.files (created_by);
comment on index public.files_by_creator is 'Deleting an account clears created_by.';

revoke all on public.files from public, anon, authenticated, service_role;
grant select on public.files to authenticated, service_role;
alter table public.files enable row level security;

create policy "Members see the documents of their applications" on public.files for select to authenticated
	using (
		(state <> 'removed' or refusal is not null) and application_id in (select private.my_application_ids())
	);
create policy "Staff see documents that arrived of applications that were sent" on public.files for select to authenticated
	using (
		state = 'complete'
		and (select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']))
		and exists (select from public.applications a where a.id = files.application_id and a.state <> 'draft')
	);

-- The hook of drafts, as documents need it too. Replaced where more people than the organisation's may write.
create or replace function private.may_write_application(p_application public.applications) returns boolean
language sql stable security definer set search_path = ''
as $$
	select private.may_write_for(p_application.organisation_id);
$$;
comment on function private.may_write_application(public.applications) is
	'True for owners and editors of the organisation: they write the words of an application and hand in its documents.';
revoke all on function private.may_write_application(public.applications) from public, anon, authenticated, service_role;

create function private.takes_files(p_state text) returns boolean
language sql immutable set search_path = ''
as $$
	select p_state in ('draft', 'submitted', 'formal_check', 'clarification');
$$;
comment on function private.takes_files(text) is
	'Until the office has finished its formal check: a document that was missing at the deadline is handed in later.';
revoke all on function private.takes_files(text) from public, anon, authenticated, service_role;

create function private.file_progress(p_file public.files) returns jsonb
language sql immutable set search_path = ''
as $$
	select jsonb_build_object(
		'received_bytes', p_file.received_bytes, 'size', p_file.announced_size, 'is_complete', p_file.state = 'complete'
	);
$$;
comment on function private.file_progress(public.files) is 'What a device needs to go on.';
revoke all on function private.file_progress(public.files) from public, anon, authenticated, service_role;

create function private.application_of_file(p_id uuid) returns public.applications
language plpgsql security definer set search_path = ''
as $$
declare
	application public.applications;
begin
	select a.* into application
	from public.applications a
	where a.id = (select f.application_id from public.files f where f.id = p_id)
	for update;
	if not found or not private.may_write_application(application) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return application;
end;
$$;
comment on function private.application_of_file(uuid) is
	'Locks the application of a file for somebody who may write it; the file itself is locked after it, never before. Who '
	'may not write learns nothing about ids. PT404 not_found.';
revoke all on function private.application_of_file(uuid) from public, anon, authenticated, service_role;

create function private.refuse_gone_file(p_file public.files) returns void
language plpgsql immutable set search_path = ''
as $$
begin
	if p_file.refusal is not null then
		raise sqlstate 'PT422' using message = p_file.refusal;
	end if;
	if p_file.state = 'removed' then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
end;
$$;
comment on function private.refuse_gone_file(public.files) is
	'A file that was refused keeps answering with its refusal, one that was taken back does not exist.';
revoke all on function private.refuse_gone_file(public.files) from public, anon, authenticated, service_role;

create function public.announce_file(
	p_application uuid, p_id uuid, p_document text, p_name text, p_size bigint, p_sha256 text, p_language text default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	most_bytes constant int := 10485760;
	most_files constant int := 30;
	most_attempts constant int := 300;
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

	if not private.takes_files(application.state) then
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
		or (p_document not in ('other', 'signed_page') and not exists (
			select from public.funding_rounds r
			where r.id = application.round_id
				and r.documents @> jsonb_build_array(jsonb_build_object('code', p_document))
		))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if (select count(*) from public.files f where f.application_id = p_application and f.state <> 'removed') >= most_files then
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
	'application, and 300 that were ever begun. PT404 not_found (also for somebody else''s id), PT409 not_in_state, PT422 '
	'file_empty | file_too_large | too_many_files | payload_invalid, or the refusal the file met before, PT429 '
	'too_many_attempts.';
revoke all on function public.announce_file(uuid, uuid, text, text, bigint, text, text) from public, anon, authenticated, service_role;
grant execute on function public.announce_file(uuid, uuid, text, text, bigint, text, text) to authenticated;

create function public.note_file_part(p_id uuid, p_offset int, p_length int) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	-- Parts are whole multiples of the grain, so that nobody fills the bucket with ten million parts of one byte.
	grain constant int := 65536;
	longest_part constant int := 262144;
	application constant public.applications := private.application_of_file(p_id);
	file public.files;
begin
	select f.* into strict file from public.files f where f.id = p_id for update;
	perform private.refuse_gone_file(file);
	if p_offset is null or p_length is null or p_offset < 0 or p_length < 0 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if p_offset < file.received_bytes or file.state = 'complete' then
		return private.file_progress(file);
	end if;
	if p_offset > file.received_bytes then
		raise sqlstate 'PT409' using
			message = 'file_gap', detail = jsonb_build_object('received_bytes', file.received_bytes)::text;
	end if;
	if not private.takes_files(application.state) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if p_length = 0 then
		return private.file_progress(file);
	end if;
	if p_length > longest_part or p_offset + p_length > file.announced_size
		or (p_length % grain <> 0 and p_offset + p_length <> file.announced_size)
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	update public.files set received_bytes = p_offset + p_length where id = p_id returning * into file;
	return private.file_progress(file);
end;
$$;
comment on function public.note_file_part(uuid, int, int) is
	'{"received_bytes", "size", "is_complete"}. Called before a part is stored with length 0, which asks whether it may be '
	'and changes nothing, and after it with its length. A part that was noted before changes nothing. PT404 not_found, PT409 file_gap (detail {"received_bytes"}) | not_in_state, PT422 '
	'payload_invalid, or the refusal the file met before.';
revoke all on function public.note_file_part(uuid, int, int) from public, anon, authenticated, service_role;
grant execute on function public.note_file_part(uuid, int, int) to authenticated;

create function public.judge_file(
	p_id uuid, p_refusal text, p_name text, p_size int, p_sha256 text, p_media_type text
) returns text
language plpgsql security definer set search_path = ''
as $$
declare
	file public.files;
begin
	select f.* into file from public.files f where f.id = p_id for update;
	if not found or file.state = 'removed' then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if file.storage_path is not null then
		return file.storage_path;
	end if;
	if p_refusal is not null then
		update public.files set state = 'removed', refusal = p_refusal, name = '' where id = p_id;
		perform private.write_audit(
			'system', 'file_refused', 'file', p_id::text,
			jsonb_build_object('application_id', file.application_id, 'refusal', p_refusal)
		);
		return null;
	end if;
	if file.received_bytes <> file.announced_size then
		raise sqlstate 'PT409' using
			message = 'file_gap', detail = jsonb_build_object('received_bytes', file.received_bytes)::text;
	end if;
	update public.files set
		name = p_name, size = p_size, sha256 = p_sha256, media_type = p_media_type,
		storage_path = file.application_id || '/' || file.id || '/' || p_sha256
	where id = p_id
	returning * into file;
	return file.storage_path;
end;
$$;
comment on function public.judge_file(uuid, text, text, int, text, text) is
	'The verdict of our server over the bytes: a refusal, or name, size, hash and type of what is kept. Returns the path '
	'in the bucket "files", null for a refusal; the first verdict stands. For the secret key alone: applicants could '
	'otherwise declare their own bytes harmless. PT404 not_found, PT409 file_gap.';
revoke all on function public.judge_file(uuid, text, text, int, text, text) from public, anon, authenticated, service_role;
grant execute on function public.judge_file(uuid, text, text, int, text, text) to service_role;

create function public.complete_file(p_id uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.application_of_file(p_id);
	file public.files;
begin
	select f.* into strict file from public.files f where f.id = p_id for update;
	perform private.refuse_gone_file(file);
	if file.state = 'complete' then
		return private.file_progress(file);
	end if;
	if not private.takes_files(application.state) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if file.storage_path is null then
		raise sqlstate 'PT409' using
			message = 'file_gap', detail = jsonb_build_object('received_bytes', file.received_bytes)::text;
	end if;
	update public.files set state = 'complete', completed_at = private.now() where id = p_id returning * into file;
	perform private.write_audit(
		'applicant', 'file_completed', 'file', p_id::text,
		jsonb_build_object('application_id', application.id, 'document', file.document, 'sha256', file.sha256)
	);
	return private.file_progress(file);
end;
$$;
comment on function public.complete_file(uuid) is
	'{"received_bytes", "size", "is_complete"}. Hands the judged file in, in the name of whoever sent its last part. PT404 '
	'not_found, PT409 file_gap (not judged yet) | not_in_state, PT422 the refusal the file met.';
revoke all on function public.complete_file(uuid) from public, anon, authenticated, service_role;
grant execute on function public.complete_file(uuid) to authenticated;

create function public.remove_file(p_id uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.application_of_file(p_id);
	file public.files;
begin
	select f.* into strict file from public.files f where f.id = p_id for update;
	-- What the office was given stays with it. Since a clarification was asked for, nobody has relied on what is added.
	if file.state = 'complete' and application.state <> 'draft' and not (
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
	'for a file that is removed already. Before sending, while it is still on its way, or while a clarification is open '
	'and it was added since. PT404 not_found, PT409 not_in_state.';
revoke all on function public.remove_file(uuid) from public, anon, authenticated, service_role;
grant execute on function public.remove_file(uuid) to authenticated;

create or replace function private.sent_files(p_application uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select coalesce(jsonb_agg(jsonb_build_object(
		'id', f.id, 'document', f.document, 'name', f.name, 'size', f.size, 'sha256', f.sha256,
		'media_type', f.media_type, 'language', f.language
	) order by f.created_at, f.id), '[]')
	from public.files f
	where f.application_id = p_application and f.state = 'complete';
$$;
comment on function private.sent_files(uuid) is
	'Documents for the snapshot of a submission: those that have arrived. sha256 is that of the bytes the office opens.';
revoke all on function private.sent_files(uuid) from public, anon, authenticated, service_role;
