create table private.account_languages (
	user_id uuid primary key references auth.users (id) on delete cascade,
	locale text not null,
	chosen_at timestamptz not null
);
comment on table private.account_languages is
	'The language somebody chose by hand, so that it is there on their next device. Of one''s own account only, and through RPCs alone.';
comment on column private.account_languages.locale is 'Code of our languages; which ones there are is the program''s to know.';
alter table private.account_languages add constraint account_languages_are_codes check (locale ~ '^[a-z]{2}(-[a-z]{1,8})?$');
revoke all on private.account_languages from public, anon, authenticated, service_role;
alter table private.account_languages enable row level security;

create function public.choose_language(p_locale text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
begin
	if auth.uid() is null then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	insert into private.account_languages (user_id, locale, chosen_at) values (auth.uid(), p_locale, private.now())
	on conflict (user_id) do update set locale = excluded.locale, chosen_at = excluded.chosen_at;
	return '{}';
exception
	when check_violation or not_null_violation then
		raise sqlstate 'PT422' using message = 'payload_invalid';
end;
$$;
comment on function public.choose_language(text) is
	'{}: the caller''s account speaks this language from now on. PT403 not_allowed, PT422 payload_invalid.';
revoke all on function public.choose_language(text) from public, anon, authenticated, service_role;
grant execute on function public.choose_language(text) to authenticated;

create function public.my_language() returns text
language sql stable security definer set search_path = ''
as $$
	select a.locale from private.account_languages a where a.user_id = (select auth.uid());
$$;
comment on function public.my_language() is 'The language the caller chose; null for nobody, and where none was chosen by hand.';
revoke all on function public.my_language() from public, anon, authenticated, service_role;
grant execute on function public.my_language() to authenticated;
