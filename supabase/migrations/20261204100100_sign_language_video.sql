alter table public.settings drop constraint settings_known_keys;
alter table public.settings add constraint settings_known_keys check (
	key in ('staff_requires_aal2', 'clock_override', 'sign_language_video', 'sign_language_transcript')
);
alter table public.settings add constraint settings_addresses_lead_somewhere check (
	key not in ('sign_language_video', 'sign_language_transcript')
	or value #>> '{}' ~ '^(https://[^[:space:]/]+)?/[^[:space:]/][^[:space:]]*$'
);
comment on column public.settings.key is
	'staff_requires_aal2 (boolean): staff need a second factor, to be true on real Supabase. clock_override (timestamp '
	'as text): see private.now(). sign_language_video, sign_language_transcript (address, https:// or a path of this site): '
	'the video in German Sign Language and its text, shown beside the accessibility statement once they are there.';

create function public.sign_language_video() returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object(
		'video', (select s.value from public.settings s where s.key = 'sign_language_video'),
		'transcript', (select s.value from public.settings s where s.key = 'sign_language_transcript')
	);
$$;
comment on function public.sign_language_video() is
	'{"video", "transcript"}: addresses, null where there is none. For everybody; no other setting is.';
revoke all on function public.sign_language_video() from public, anon, authenticated, service_role;
grant execute on function public.sign_language_video() to anon, authenticated;
