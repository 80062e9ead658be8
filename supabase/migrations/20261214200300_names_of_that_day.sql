-- What somebody signed was shown with the name they have today, while the letter keeps the one of that day; and nobody was told when an
-- admin gave them another name, under which they sign from then on.
alter table public.staff_names add column named_by uuid;
comment on column public.staff_names.named_by is
	'Who said it: the person, or an admin, which the person is told until they say it themselves. Null: before this was kept, or by hand. No '
	'foreign key: whoever it was may have gone.';

create table private.former_staff_names (
	user_id uuid not null references auth.users (id) on delete cascade,
	until timestamptz not null,
	name text not null,
	primary key (user_id, until)
);
comment on table private.former_staff_names is
	'What people of the office were called when they signed, as the letters of those days have it; goes with the account. Read through '
	'staff_directory.';
revoke all on private.former_staff_names from public, anon, authenticated, service_role;
alter table private.former_staff_names enable row level security;

create function private.keep_former_name() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	-- Not while the account itself goes.
	if exists (select from auth.users u where u.id = old.user_id) then
		insert into private.former_staff_names (user_id, until, name) values (old.user_id, private.now(), old.name)
		on conflict (user_id, until) do nothing;
	end if;
	return null;
end;
$$;
comment on function private.keep_former_name() is 'Holds for the owner too: what was signed under a name is shown with it.';
revoke all on function private.keep_former_name() from public, anon, authenticated, service_role;
create trigger staff_names_are_kept after update on public.staff_names
	for each row when (old.name is distinct from new.name) execute function private.keep_former_name();
comment on trigger staff_names_are_kept on public.staff_names is 'See private.keep_former_name().';
create trigger staff_names_are_kept_when_gone after delete on public.staff_names
	for each row execute function private.keep_former_name();
comment on trigger staff_names_are_kept_when_gone on public.staff_names is 'See private.keep_former_name().';

create function private.note_who_named() returns trigger
language plpgsql set search_path = ''
as $$
begin
	new.named_by := auth.uid();
	return new;
end;
$$;
comment on function private.note_who_named() is 'See staff_names.named_by; saying the same name again counts.';
revoke all on function private.note_who_named() from public, anon, authenticated, service_role;
create trigger staff_names_say_by_whom before insert or update on public.staff_names
	for each row execute function private.note_who_named();
comment on trigger staff_names_say_by_whom on public.staff_names is 'See private.note_who_named().';

drop function public.staff_directory();
create function public.staff_directory() returns table (user_id uuid, email text, name text, named_by uuid, former jsonb)
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return query
		select u.id, u.email::text, n.name, n.named_by, (
			select coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'until', f.until) order by f.until), '[]')
			from private.former_staff_names f where f.user_id = u.id
		)
		from auth.users u left join public.staff_names n on n.user_id = u.id
		where exists (select from public.staff_members m where m.user_id = u.id);
end;
$$;
comment on function public.staff_directory() is
	'Everybody who works or worked here: what they are called, who said so, and what they were called until when, the oldest first: '
	'[{"name", "until"}]. For staff. PT403 not_allowed.';
revoke all on function public.staff_directory() from public, anon, authenticated, service_role;
grant execute on function public.staff_directory() to authenticated;
