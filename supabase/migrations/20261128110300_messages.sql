create table public.messages (
	id uuid primary key,
	application_id uuid not null references public.applications (id),
	is_from_office boolean not null,
	author_id uuid not null,
	written_at timestamptz not null,
	text text not null,
	read_at timestamptz,
	read_by uuid
);
comment on table public.messages is
	'What applicants and the office write each other about one application. For staff; applicants read it through '
	'read_messages, which leaves out who of the office wrote.';
comment on column public.messages.id is 'Made where it was written, so that a repeated attempt is one message.';
comment on column public.messages.author_id is 'No foreign key: the file outlives the account.';
comment on column public.messages.read_at is 'When somebody of the other side first saw it.';

alter table public.messages add constraint messages_short_texts check (length(text) between 1 and 4000);
alter table public.messages add constraint messages_read_by_somebody check ((read_at is null) = (read_by is null));

create index messages_by_application on public.messages (application_id, written_at);
comment on index public.messages_by_application is 'The conversation about one application.';
create index messages_unread_by_office on public.messages (written_at) where not is_from_office and read_at is null;
comment on index public.messages_unread_by_office is 'What waits on the desk.';

revoke all on public.messages from public, anon, authenticated, service_role;
grant select on public.messages to authenticated, service_role;
alter table public.messages enable row level security;

create policy "Staff read messages" on public.messages for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create table public.message_files (
	file_id uuid primary key references public.files (id),
	message_id uuid not null references public.messages (id)
);
comment on table public.message_files is
	'Documents of the application that were handed in with a message; their bytes and checks are those of every document.';

create index message_files_by_message on public.message_files (message_id);
comment on index public.message_files_by_message is 'The attachments of one message.';

revoke all on public.message_files from public, anon, authenticated, service_role;
grant select on public.message_files to authenticated, service_role;
alter table public.message_files enable row level security;

create policy "Staff read what came with messages" on public.message_files for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function private.guard_message() returns trigger
language plpgsql set search_path = ''
as $$
begin
	if old.read_at is not null
		or (new.id, new.application_id, new.is_from_office, new.author_id, new.written_at, new.text) is distinct from
		(old.id, old.application_id, old.is_from_office, old.author_id, old.written_at, old.text)
	then
		raise exception 'a message stays as it was written' using errcode = '42501';
	end if;
	return new;
end;
$$;
comment on function private.guard_message() is 'A message is read for the first time once; nothing else about it changes.';
revoke all on function private.guard_message() from public, anon, authenticated, service_role;

create trigger messages_are_guarded before update on public.messages
	for each row execute function private.guard_message();
comment on trigger messages_are_guarded on public.messages is 'See private.guard_message().';
create trigger messages_stay before delete or truncate on public.messages
	for each statement execute function private.refuse_change();
comment on trigger messages_stay on public.messages is 'Part of the file.';
create trigger message_files_stay before update or delete or truncate on public.message_files
	for each statement execute function private.refuse_change();
comment on trigger message_files_stay on public.message_files is 'Part of the file.';

create function private.keep_message(
	p_application public.applications, p_id uuid, p_text text, p_files uuid[], p_is_from_office boolean
) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
	most_files constant int := 5;
	most_a_day constant int := 50;
	words constant text := btrim(p_text, E' \t\r\n');
	known public.messages;
begin
	if p_application.state = 'draft' then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if p_id is null or coalesce(words, '') = '' or length(words) > 4000 or cardinality(p_files) > most_files then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select m.* into known from public.messages m where m.id = p_id;
	if found then
		-- The answer was lost and it was sent again; somebody else's id, or other words under it, is nobody's message.
		if (known.application_id, known.author_id, known.text) is distinct from (p_application.id, auth.uid(), words) then
			raise sqlstate 'PT422' using message = 'payload_invalid';
		end if;
		return false;
	end if;
	if (
		select count(*) from public.messages m
		where m.application_id = p_application.id and m.author_id = auth.uid() and m.written_at > private.now() - interval '1 day'
	) >= most_a_day then
		raise sqlstate 'PT429' using message = 'too_many_attempts';
	end if;
	if exists (
		select from unnest(p_files) f (id) where not exists (
			select from public.files k
			where k.id = f.id and k.application_id = p_application.id and k.state = 'complete'
				and k.document = 'message' and k.created_by = auth.uid()
				and not exists (select from public.message_files o where o.file_id = k.id)
		)
	) then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	insert into public.messages (id, application_id, is_from_office, author_id, written_at, text)
	values (p_id, p_application.id, p_is_from_office, auth.uid(), private.now(), words);
	insert into public.message_files (file_id, message_id) select distinct f.id, p_id from unnest(p_files) f (id);
	if p_is_from_office then
		perform private.notify('message', p_application.id, p_id);
	end if;
	perform private.write_audit(
		case when p_is_from_office then 'clerk' else 'applicant' end, 'message_written', 'message', p_id::text,
		jsonb_build_object('application_id', p_application.id, 'files', coalesce(cardinality(p_files), 0))
	);
	return true;
end;
$$;
comment on function private.keep_message(public.applications, uuid, text, uuid[], boolean) is
	'Writes a message; false where it was there already. The caller holds the lock on the application and has checked who '
	'may ask. PT409 not_in_state, PT422 payload_invalid, PT429 too_many_attempts.';
revoke all on function private.keep_message(public.applications, uuid, text, uuid[], boolean)
	from public, anon, authenticated, service_role;

create function public.write_message(p_application uuid, p_id uuid, p_text text, p_files uuid[] default '{}') returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application public.applications;
begin
	select a.* into application from public.applications a where a.id = p_application for update;
	if not found or not private.may_write_application(application) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return jsonb_build_object('is_new', private.keep_message(application, p_id, p_text, p_files, false));
end;
$$;
comment on function public.write_message(uuid, uuid, text, uuid[]) is
	'{"is_new"}: applicants and their helpers write to the office about an application that was sent; p_files are documents of '
	'kind "message" that the same person has handed in. Repeating it changes nothing. At most 50 a day by one person. PT404 '
	'not_found, PT409 not_in_state, PT422 payload_invalid, PT429 too_many_attempts.';
revoke all on function public.write_message(uuid, uuid, text, uuid[]) from public, anon, authenticated, service_role;
grant execute on function public.write_message(uuid, uuid, text, uuid[]) to authenticated;

create function public.write_office_message(p_application uuid, p_id uuid, p_text text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
begin
	return jsonb_build_object('is_new', private.keep_message(application, p_id, p_text, '{}', true));
end;
$$;
comment on function public.write_office_message(uuid, uuid, text) is
	'{"is_new"}: the office writes, and the applicants get a mail that says so. PT403 not_allowed, PT404 not_found, PT409 '
	'conflict_of_interest | not_in_state, PT422 payload_invalid, PT429 too_many_attempts.';
revoke all on function public.write_office_message(uuid, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.write_office_message(uuid, uuid, text) to authenticated;

create function public.read_messages(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if p_application is null or p_application not in (select private.my_application_ids()) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return jsonb_build_object(
		'may_write', (select private.may_write_application(a) from public.applications a where a.id = p_application),
		'messages', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', m.id, 'is_from_office', m.is_from_office, 'is_mine', m.author_id = auth.uid(),
				'written_at', to_char(m.written_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
				'text', m.text, 'is_read', m.read_at is not null,
				'files', (
					select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'size', f.size) order by f.created_at), '[]')
					from public.message_files o join public.files f on f.id = o.file_id where o.message_id = m.id
				)
			) order by m.written_at, m.id), '[]')
			from public.messages m where m.application_id = p_application
		)
	);
end;
$$;
comment on function public.read_messages(uuid) is
	'{"may_write", "messages": [{"id", "is_from_office", "is_mine", "written_at", "text", "is_read", "files": [{"id", "name", '
	'"size"}]}]}, the oldest first, for the people of the application. PT404 not_found.';
revoke all on function public.read_messages(uuid) from public, anon, authenticated, service_role;
grant execute on function public.read_messages(uuid) to authenticated;

create function public.note_messages_read(p_application uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	is_applicant constant boolean := p_application in (select private.my_application_ids());
begin
	if not coalesce(is_applicant, false) and not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	update public.messages set read_at = private.now(), read_by = auth.uid()
	where application_id = p_application and read_at is null and is_from_office = is_applicant;
end;
$$;
comment on function public.note_messages_read(uuid) is
	'What the other side wrote has been seen now: by the applicants, or by a clerk or decider. PT404 not_found.';
revoke all on function public.note_messages_read(uuid) from public, anon, authenticated, service_role;
grant execute on function public.note_messages_read(uuid) to authenticated;

-- A document of a message may come in every state: a conversation does not end with the formal check.
create function private.takes_file(p_state text, p_document text) returns boolean
language sql immutable set search_path = ''
as $$
	select case p_document when 'message' then p_state <> 'draft' else private.takes_files(p_state) end;
$$;
comment on function private.takes_file(text, text) is
	'Documents of the application until the office has finished its formal check, those of a message once it was sent.';
revoke all on function private.takes_file(text, text) from public, anon, authenticated, service_role;

