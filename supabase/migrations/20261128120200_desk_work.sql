create table public.case_notes (
	id uuid primary key,
	application_id uuid not null references public.applications (id),
	author_id uuid not null,
	at timestamptz not null,
	text text not null
);
comment on table public.case_notes is
	'Internal notes on a case, never visible to applicants. Added, never changed: a correction is another note.';
comment on column public.case_notes.id is 'Made with the form, so that sending it twice is one note.';
comment on column public.case_notes.author_id is 'No foreign key: the file outlives the account.';

alter table public.case_notes add constraint case_notes_some_text check (length(text) between 1 and 20000);

create index case_notes_by_application on public.case_notes (application_id, at);
comment on index public.case_notes_by_application is 'The notes on one case.';

create table public.saved_views (
	id uuid primary key default gen_random_uuid(),
	user_id uuid not null references auth.users (id) on delete cascade,
	name text not null,
	query text not null,
	created_at timestamptz not null,
	unique (user_id, name)
);
comment on table public.saved_views is 'Lists a member of staff comes back to: a name and the query of its address, for nobody else.';

alter table public.saved_views add constraint saved_views_short
	check (length(name) between 1 and 80 and length(query) <= 1000 and query !~ '[[:space:][:cntrl:]]');

create table private.case_visits (
	application_id uuid not null references public.applications (id) on delete cascade,
	user_id uuid not null references auth.users (id) on delete cascade,
	since timestamptz not null,
	seen_at timestamptz not null,
	primary key (application_id, user_id)
);
comment on table private.case_visits is 'Who has a case open now, to tell a colleague. Holds the last visit only and is no record of work.';

create index case_visits_by_user on private.case_visits (user_id);
comment on index private.case_visits_by_user is 'Goes with the account.';

revoke all on public.case_notes, public.saved_views from public, anon, authenticated, service_role;
grant select on public.case_notes, public.saved_views to authenticated, service_role;
revoke all on private.case_visits from public, anon, authenticated, service_role;
alter table public.case_notes enable row level security;
alter table public.saved_views enable row level security;
alter table private.case_visits enable row level security;

create policy "Staff read the notes of the office" on public.case_notes for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));
create policy "People read the views they saved" on public.saved_views for select to authenticated
	using (user_id = (select auth.uid()));

create function private.require_seen(p_application uuid, p_seen int) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
	if p_seen is not null and exists (
		select from public.applications a join private.cases c on c.application_id = a.id
		where a.id = p_application and c.revision <> p_seen
	) then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
end;
$$;
comment on function private.require_seen(uuid, int) is
	'PT409 case_moved_on where something happened to the case since its page was read. The caller holds the lock of the application.';
revoke all on function private.require_seen(uuid, int) from public, anon, authenticated, service_role;

create function public.open_case(p_application uuid) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
	absence constant interval := interval '3 minutes';
	moment constant timestamptz := clock_timestamp();
	opened private.cases;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select c.* into opened from private.cases c where c.application_id = p_application;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	-- Who only looks does not stand in anybody's way.
	if private.has_staff_role(array['clerk', 'decider']) then
		insert into private.case_visits as v (application_id, user_id, since, seen_at)
		values (p_application, auth.uid(), moment, moment)
		on conflict (application_id, user_id) do update set
			since = case when v.seen_at < moment - absence then moment else v.since end, seen_at = moment;
	end if;
	return jsonb_build_object(
		'revision', opened.revision, 'assigned_to', opened.assigned_to, 'due_on', opened.due_on,
		'missing_documents', to_jsonb(opened.missing_documents),
		'others', (
			select coalesce(jsonb_agg(jsonb_build_object('user_id', v.user_id, 'since', v.since) order by v.since), '[]')
			from private.case_visits v
			where v.application_id = p_application and v.user_id <> auth.uid() and v.seen_at >= moment - absence
		)
	);
end;
$$;
comment on function public.open_case(uuid) is
	'{"revision", "assigned_to", "due_on", "missing_documents": [codes], "others": [{"user_id", "since"}]}: how the case stands '
	'and who else has it open; notes that the caller has. Called again every minute while it is open. PT403, PT404.';
revoke all on function public.open_case(uuid) from public, anon, authenticated, service_role;
grant execute on function public.open_case(uuid) to authenticated;

create function public.add_note(p_application uuid, p_id uuid, p_text text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	note constant text := btrim(p_text, E' \t\r\n');
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform from public.applications a where a.id = p_application and a.state <> 'draft' for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if p_id is null or coalesce(length(note), 0) not between 1 and 20000 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if exists (select from public.case_notes n where n.id = p_id) then
		return jsonb_build_object('id', p_id);
	end if;
	insert into public.case_notes (id, application_id, author_id, at, text)
	values (p_id, p_application, auth.uid(), private.now(), note);
	perform private.write_audit('clerk', 'note_added', 'application', p_application::text, jsonb_build_object('note_id', p_id));
	return jsonb_build_object('id', p_id);
end;
$$;
comment on function public.add_note(uuid, uuid, text) is
	'{"id"}: a note of at most 20,000 characters under an id made by the form; the same id again changes nothing. Clerks and '
	'deciders. PT403 not_allowed, PT404 not_found, PT422 payload_invalid.';
revoke all on function public.add_note(uuid, uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.add_note(uuid, uuid, text) to authenticated;

create trigger case_notes_stay before update or delete or truncate on public.case_notes
	for each statement execute function private.refuse_change();
comment on trigger case_notes_stay on public.case_notes is 'A note is part of the file.';
create trigger case_notes_touch_their_case after insert on public.case_notes
	for each row execute function private.touch_case();
comment on trigger case_notes_touch_their_case on public.case_notes is 'See private.touch_case().';

create function public.save_view(p_name text, p_query text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	most constant int := 30;
	called constant text := btrim(p_name, E' \t\r\n');
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if coalesce(length(called), 0) not between 1 and 80 or length(p_query) > 1000 or p_query is null
		or p_query ~ '[[:space:][:cntrl:]]'
		or (select count(*) from public.saved_views v where v.user_id = auth.uid() and v.name <> called) >= most
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	insert into public.saved_views (user_id, name, query, created_at) values (auth.uid(), called, p_query, private.now())
	on conflict on constraint saved_views_user_id_name_key do update set query = excluded.query;
	return '{}';
end;
$$;
comment on function public.save_view(text, text) is
	'Keeps the query of a list under a name of the caller; the same name again means the new query. At most 30. {}; PT403, PT422.';
revoke all on function public.save_view(text, text) from public, anon, authenticated, service_role;
grant execute on function public.save_view(text, text) to authenticated;

create function public.forget_view(p_id uuid) returns jsonb
language sql security definer set search_path = ''
as $$
	delete from public.saved_views v where v.id = p_id and v.user_id = (select auth.uid()) returning '{}'::jsonb;
$$;
comment on function public.forget_view(uuid) is 'Removes a saved view of the caller: {}, or null where there is none.';
revoke all on function public.forget_view(uuid) from public, anon, authenticated, service_role;
grant execute on function public.forget_view(uuid) to authenticated;

create function private.may_work(p_user uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from public.staff_members m where m.user_id = p_user and m.is_active and m.role in ('clerk', 'decider')
	);
$$;
comment on function private.may_work(uuid) is 'True for an active clerk or decider.';
revoke all on function private.may_work(uuid) from public, anon, authenticated, service_role;

create function public.assign_cases(p_cases jsonb, p_to uuid default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	most constant int := 200;
	wish record;
	assigned int := 0;
	moved_on jsonb := '[]';
	conflicted jsonb := '[]';
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if jsonb_typeof(p_cases) is distinct from 'array' or jsonb_array_length(p_cases) not between 1 and most
		or (p_to is not null and not private.may_work(p_to))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	for wish in
		select a.id, a.organisation_id, c.assigned_to, w.was
		from jsonb_to_recordset(p_cases) w (id uuid, was uuid)
		join public.applications a on a.id = w.id
		join private.cases c on c.application_id = w.id
		order by a.id for update of a
	loop
		if wish.assigned_to is distinct from wish.was then
			moved_on := moved_on || to_jsonb(wish.id);
		elsif p_to is not null and private.is_member_of(wish.organisation_id, p_to) then
			conflicted := conflicted || to_jsonb(wish.id);
		elsif wish.assigned_to is distinct from p_to then
			update private.cases set assigned_to = p_to, revision = revision + 1 where application_id = wish.id;
			perform private.write_audit(
				'clerk', 'case_assigned', 'application', wish.id::text, jsonb_build_object('from', wish.assigned_to, 'to', p_to)
			);
			assigned := assigned + 1;
		end if;
	end loop;
	return jsonb_build_object('assigned', assigned, 'moved_on', moved_on, 'conflicted', conflicted);
end;
$$;
comment on function public.assign_cases(jsonb, uuid) is
	'p_cases [{"id", "was": who had it when the list was read}], p_to a clerk or decider, null for nobody. {"assigned": n, '
	'"moved_on": ids somebody else gave away meanwhile, "conflicted": ids p_to must not work on}; nothing is overwritten. '
	'PT403 not_allowed, PT422 payload_invalid.';
revoke all on function public.assign_cases(jsonb, uuid) from public, anon, authenticated, service_role;
grant execute on function public.assign_cases(jsonb, uuid) to authenticated;

drop function public.transition_application(uuid, text, text);
create function public.transition_application(p_id uuid, p_to text, p_reason text default null, p_seen int default null)
returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_id);
	roles text[] := array['clerk'];
begin
	perform private.require_seen(p_id, p_seen);
	if private.has_staff_role(array['decider']) then
		roles := array['clerk', 'decider'];
	end if;
	return jsonb_build_object('state', private.change_state(application.id, p_to, roles, p_reason));
end;
$$;
comment on function public.transition_application(uuid, text, text, int) is
	'{"state"}. For clerks and deciders. p_seen is the revision of the case the person read; null where nobody read one. PT403 '
	'not_allowed, PT404 not_found, PT409 conflict_of_interest | case_moved_on, PT422 transition_not_allowed | reason_required | '
	'payload_invalid and what the checks of the next state say.';
revoke all on function public.transition_application(uuid, text, text, int) from public, anon, authenticated, service_role;
grant execute on function public.transition_application(uuid, text, text, int) to authenticated;
