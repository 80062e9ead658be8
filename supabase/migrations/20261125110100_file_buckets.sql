-- Two private buckets: what travels and what is kept. Parts are small, so that a part of a file that is never finished
-- can never be large either. Nobody but our server, with the secret key and after it has judged the bytes, writes to
-- "files"; nobody at all gets an address: bytes are streamed by our server.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
	('files', 'files', false, 10485760, array['application/pdf', 'image/jpeg', 'image/png', 'image/webp']),
	('file-parts', 'file-parts', false, 262144, array['application/octet-stream'])
on conflict (id) do update set
	public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

create function private.is_open_file_part(p_name text, p_is_next boolean) returns boolean
language sql stable security definer set search_path = ''
as $$
	select p_name ~ '^[0-9a-f-]{36}/[0-9a-f-]{36}/[0-9]{1,8}$' and exists (
		select from public.files f
		join public.applications a on a.id = f.application_id
		where f.id::text = split_part(p_name, '/', 2) and a.id::text = split_part(p_name, '/', 1)
			and f.state = 'announced' and private.takes_files(a.state) and private.may_write_application(a)
			and (not p_is_next or f.received_bytes = split_part(p_name, '/', 3)::int)
	);
$$;
comment on function private.is_open_file_part(text, boolean) is
	'True if the object <application>/<file>/<offset> is a part of a file on its way that the caller may write; p_is_next: '
	'the very part that is due, so that what has been counted can no longer be exchanged.';
revoke all on function private.is_open_file_part(text, boolean) from public, anon, authenticated, service_role;
grant execute on function private.is_open_file_part(text, boolean) to authenticated;

create policy "Writers store the part that is due" on storage.objects for insert to authenticated
	with check (bucket_id = 'file-parts' and private.is_open_file_part(name, true));
create policy "Writers repeat the part that is due" on storage.objects for update to authenticated
	using (bucket_id = 'file-parts' and private.is_open_file_part(name, true))
	with check (bucket_id = 'file-parts' and private.is_open_file_part(name, true));
create policy "Writers read the parts of a file on its way" on storage.objects for select to authenticated
	using (bucket_id = 'file-parts' and private.is_open_file_part(name, false));
create policy "Whoever sees a document reads its bytes" on storage.objects for select to authenticated
	using (bucket_id = 'files' and exists (
		select from public.files f where f.storage_path = objects.name and f.state = 'complete'
	));
