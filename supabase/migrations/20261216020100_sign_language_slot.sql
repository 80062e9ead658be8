create function public.set_sign_language(p_video text, p_transcript text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	slot record;
begin
	if not private.has_staff_role(array['admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	for slot in
		select s.key, nullif(btrim(s.address, E' \t\r\n'), '') as address
		from (values ('sign_language_video', p_video), ('sign_language_transcript', p_transcript)) s (key, address)
	loop
		if slot.address is null then
			delete from public.settings s where s.key = slot.key;
		elsif length(slot.address) > 2000 then
			raise sqlstate 'PT422' using message = 'payload_invalid';
		else
			insert into public.settings (key, value) values (slot.key, to_jsonb(slot.address))
			on conflict (key) do update set value = excluded.value where public.settings.value is distinct from excluded.value;
		end if;
	end loop;
	return '{}';
exception
	when check_violation then
		raise sqlstate 'PT422' using message = 'payload_invalid';
end;
$$;
comment on function public.set_sign_language(text, text) is
	'{}: where the video in German Sign Language and its text are (https:// or a path of this site), for admins; empty or null takes it '
	'away. The trail tells each change. PT403 not_allowed, PT422 payload_invalid.';
revoke all on function public.set_sign_language(text, text) from public, anon, authenticated, service_role;
grant execute on function public.set_sign_language(text, text) to authenticated;
