create table private.cases (
	application_id uuid primary key references public.applications (id),
	round_id uuid not null,
	state text not null,
	state_since timestamptz not null,
	submitted_at timestamptz not null,
	is_late boolean not null,
	missing_documents text[] not null,
	requested_cents bigint,
	district text,
	areas text[] not null,
	organisation_kind text,
	organisation_name text,
	title text,
	reference_number text not null,
	due_on date,
	search text not null,
	sounds text not null,
	assigned_to uuid,
	revision integer not null default 0,
	view text not null generated always as (case
		when state = 'submitted' then 'new'
		when state in ('formal_check', 'clarification') then 'check'
		when state = 'assessment' then 'assess'
		when state = 'decision' then 'decide'
		when state = 'withdrawn' then 'withdrawn'
		else 'decided'
	end) stored,
	is_open boolean not null generated always as
		(state in ('submitted', 'formal_check', 'clarification', 'assessment', 'decision')) stored,
	amount_key bigint not null generated always as (coalesce(requested_cents, 0)) stored,
	due_key date not null generated always as (coalesce(due_on, date '9999-12-31')) stored,
	name_key text not null generated always as (left(private.folded(organisation_name), 80)) stored,
	title_key text not null generated always as (left(private.folded(title), 80)) stored
);
comment on table private.cases is
	'A sent application as the office lists it: copies of what is filtered and sorted by, and the facts of the desk that '
	'applicants do not see (who works on it, how often it changed). Read through desk_queue and its like, because row-level '
	'security would ask for every row what one question answers, and could not use the index of the search.';
comment on column private.cases.round_id is
	'Copied as well. No foreign key: the embedded backend would take the table for a bridge between applications and rounds, and '
	'not know which way to read the round of an application.';
comment on column private.cases.missing_documents is 'Required by the round and the answers, and not there yet.';
comment on column private.cases.due_on is 'What the office waits for, or the day the usual time of the state is over; null where the round does not say.';
comment on column private.cases.search is 'Organisation, title, people and number, folded, with a blank before and after every word.';
comment on column private.cases.sounds is 'The consonants of organisation and people, see private.sounds.';
comment on column private.cases.assigned_to is 'Who works on it. No foreign key: the file outlives the account.';
comment on column private.cases.revision is 'Grows with everything that happens to the case; whoever acts on an older one is told.';
comment on column private.cases.view is 'viewStates of server/supabase/desk.ts.';

create index cases_by_arrival on private.cases (round_id, submitted_at, application_id);
create index cases_by_amount on private.cases (round_id, amount_key, application_id);
create index cases_by_due_day on private.cases (round_id, due_key, application_id);
create index cases_by_name on private.cases (round_id, name_key, application_id);
create index cases_of_view_by_arrival on private.cases (round_id, view, submitted_at, application_id);
create index cases_of_view_by_amount on private.cases (round_id, view, amount_key, application_id);
create index cases_of_view_by_due_day on private.cases (round_id, view, due_key, application_id);
create index cases_of_view_by_name on private.cases (round_id, view, name_key, application_id);
create index cases_of_nobody on private.cases (round_id, submitted_at, application_id) where assigned_to is null and is_open;
create index cases_of_somebody on private.cases (assigned_to, round_id) where assigned_to is not null;
create index cases_search on private.cases using gin (search extensions.gin_trgm_ops, sounds extensions.gin_trgm_ops);
create index cases_same_name on private.cases (name_key) where name_key <> '';
create index cases_same_title on private.cases (title_key) where title_key <> '';
comment on index private.cases_by_arrival is 'Each order of the queue is an index, so that every page costs what the first one costs.';
comment on index private.cases_of_view_by_arrival is 'The same within one view.';
comment on index private.cases_of_nobody is 'What nobody works on yet.';
comment on index private.cases_of_somebody is 'My work: few rows, sorted when they are read.';
comment on index private.cases_same_name is 'The other applications of somebody, whoever sent them.';
comment on index private.cases_same_title is 'The same project under another name.';
comment on index private.cases_search is 'Words inside words, words with a slip, names as they sound.';

revoke all on private.cases from public, anon, authenticated, service_role;
alter table private.cases enable row level security;

create function private.missing_documents(p_application uuid, p_form jsonb, p_round public.funding_rounds) returns text[]
language sql stable security definer set search_path = ''
as $$
	with needed as (
		select d.value ->> 'code' as code, d.ordinality
		from jsonb_array_elements(p_round.documents) with ordinality d
		where d.value -> 'is_required' is distinct from 'false' and (
			jsonb_typeof(d.value -> 'shown_if') is distinct from 'object'
			or private.is_one_of(p_form -> (d.value #>> '{shown_if,path}'), private.texts(d.value #> '{shown_if,is_one_of}'))
		)
		union all
		select 'signed_page', 1000 where p_round.settings ->> 'signature' = 'signed_page'
	)
	select coalesce(array_agg(n.code order by n.ordinality), '{}')
	from needed n
	where not exists (
		select from public.files f where f.application_id = p_application and f.document = n.code and f.state = 'complete'
	);
$$;
comment on function private.missing_documents(uuid, jsonb, public.funding_rounds) is
	'Codes of the documents this application owes: required by the round for these answers, and not arrived.';
revoke all on function private.missing_documents(uuid, jsonb, public.funding_rounds) from public, anon, authenticated, service_role;

create function private.people_named(p_form jsonb) returns text
language sql stable set search_path = ''
as $$
	select string_agg(f.value, ' ' order by f.key)
	from jsonb_each_text(p_form) f
	where f.key ~ '(^|[._])(first_name|last_name)$' or f.key in ('signed_name', 'account_holder');
$$;
comment on function private.people_named(jsonb) is 'The names of people in a form, for the search.';
revoke all on function private.people_named(jsonb) from public, anon, authenticated, service_role;

create function private.refresh_case(p_application uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	application public.applications;
	round public.funding_rounds;
	sent jsonb;
	since timestamptz;
	due date;
begin
	select a.* into application from public.applications a where a.id = p_application and a.state <> 'draft';
	if not found then
		return;
	end if;
	select r.* into strict round from public.funding_rounds r where r.id = application.round_id;
	select coalesce(s.snapshot -> 'form', '{}') into sent
	from public.submissions s where s.application_id = p_application order by s.version desc limit 1;
	select coalesce(max(e.at), application.submitted_at) into since
	from public.status_events e where e.application_id = p_application and e.to_state = application.state;
	due := coalesce(
		(private.open_clarification(p_application)).due_on,
		(since at time zone 'Europe/Berlin')::date + private.whole_number(round.settings #> array['usual_days', application.state])::int
	);
	insert into private.cases as c
		(application_id, round_id, state, state_since, submitted_at, is_late, missing_documents, requested_cents, district,
		areas, organisation_kind, organisation_name, title, reference_number, due_on, search, sounds)
	values (
		application.id, application.round_id, application.state, since, application.submitted_at, application.is_late,
		private.missing_documents(application.id, sent, round), application.requested_cents, application.district,
		application.areas, sent ->> 'legal_form', application.organisation_name, application.title,
		application.reference_number, due,
		' ' || private.folded(concat_ws(' ', application.organisation_name, application.title,
			private.people_named(sent), application.reference_number)) || ' ',
		' ' || private.sounds(private.folded(concat_ws(' ', application.organisation_name, private.people_named(sent)))) || ' '
	)
	on conflict (application_id) do update set
		state = excluded.state, state_since = excluded.state_since, is_late = excluded.is_late,
		missing_documents = excluded.missing_documents, requested_cents = excluded.requested_cents,
		district = excluded.district, areas = excluded.areas, organisation_kind = excluded.organisation_kind,
		organisation_name = excluded.organisation_name, title = excluded.title, due_on = excluded.due_on,
		search = excluded.search, sounds = excluded.sounds, revision = c.revision + 1;
end;
$$;
comment on function private.refresh_case(uuid) is 'Brings the line of the queue up to what the application, its last version, its documents and its open question say.';
revoke all on function private.refresh_case(uuid) from public, anon, authenticated, service_role;

create function private.follow_application() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	perform private.refresh_case(case tg_table_name when 'applications' then (to_jsonb(new) ->> 'id')
		else (to_jsonb(new) ->> 'application_id') end::uuid);
	return null;
end;
$$;
comment on function private.follow_application() is 'Keeps private.cases true to what it copies.';
revoke all on function private.follow_application() from public, anon, authenticated, service_role;

create function private.touch_case() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	update private.cases set revision = revision + 1 where application_id = new.application_id;
	return null;
end;
$$;
comment on function private.touch_case() is 'Something happened to the case that its line does not show.';
revoke all on function private.touch_case() from public, anon, authenticated, service_role;

create trigger applications_are_listed after update on public.applications
	for each row when (new.state <> 'draft' and
		(new.state, new.title, new.requested_cents, new.district, new.areas, new.organisation_name) is distinct from
		(old.state, old.title, old.requested_cents, old.district, old.areas, old.organisation_name))
	execute function private.follow_application();
comment on trigger applications_are_listed on public.applications is 'See private.follow_application().';
create trigger submissions_are_listed after insert on public.submissions
	for each row execute function private.follow_application();
comment on trigger submissions_are_listed on public.submissions is 'See private.follow_application().';
create trigger clarifications_are_listed after insert or update on public.clarifications
	for each row execute function private.follow_application();
comment on trigger clarifications_are_listed on public.clarifications is 'See private.follow_application().';
create trigger files_are_listed after update on public.files
	for each row when (new.state is distinct from old.state) execute function private.follow_application();
comment on trigger files_are_listed on public.files is 'See private.follow_application().';
create trigger decisions_touch_their_case after insert or update on public.decisions
	for each row execute function private.touch_case();
comment on trigger decisions_touch_their_case on public.decisions is 'See private.touch_case().';

select private.refresh_case(a.id) from public.applications a where a.state <> 'draft';

create function private.search_condition(p_text text, p_is_fuzzy boolean) returns text
language plpgsql immutable set search_path = ''
as $$
declare
	longest constant int := 6;
	shortest_sound constant int := case when p_text ~ '[^\u0000-\u024f\u1e00-\u1eff]' then 2 else 3 end;
	word text;
	sound text;
	condition text := '';
begin
	foreach word in array (regexp_split_to_array(private.folded(p_text), ' '))[1:longest] loop
		sound := private.sounds(word);
		condition := condition || format(' and (c.search like %L', case when length(word) < 3 then '% ' else '%' end || word || '%');
		if length(sound) >= shortest_sound then
			condition := condition || format(' or c.sounds like %L', '% ' || sound || ' %');
		end if;
		if p_is_fuzzy and length(word) > 3 then
			condition := condition || format(' or c.search operator(extensions.%%>) %L', word);
		end if;
		condition := condition || ')';
	end loop;
	return condition;
end;
$$;
comment on function private.search_condition(text, boolean) is
	'The search as a condition: each word stands inside a word, or sounds like one; when fuzzy, it may also have a slip in it. '
	'Words are folded to letters and digits before, so that none can be anything but a word.';
revoke all on function private.search_condition(text, boolean) from public, anon, authenticated, service_role;

create function private.queue_statement(
	p_round uuid, p_filter jsonb, p_sort text, p_after jsonb, p_limit int, p_me uuid
) returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
	view constant text := p_filter ->> 'view';
	is_down constant boolean := p_sort like '%\_down';
	key constant text := case regexp_replace(p_sort, '_(up|down)$', '')
		when 'arrived' then 'submitted_at' when 'amount' then 'amount_key' when 'due' then 'due_key' when 'name' then 'name_key'
	end;
	type constant text := case key
		when 'submitted_at' then 'timestamptz' when 'amount_key' then 'bigint' when 'due_key' then 'date' else 'text'
	end;
	statement text := format('select c from private.cases c where c.round_id = %L::uuid', p_round);
begin
	if key is null or p_sort !~ '_(up|down)$' then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	statement := statement || case
		when view = 'mine' then format(' and c.assigned_to = %L::uuid and c.is_open', p_me)
		when view = 'unassigned' then ' and c.assigned_to is null and c.is_open'
		when view is null or view = 'all' then ''
		else format(' and c.view = %L', view)
	end;
	statement := statement
		|| coalesce(' and c.state = ' || quote_literal(p_filter ->> 'state'), '')
		|| coalesce(' and c.district = ' || quote_literal(p_filter ->> 'district'), '')
		|| coalesce(' and ' || quote_literal(p_filter ->> 'area') || ' = any (c.areas)', '')
		|| coalesce(' and c.organisation_kind = ' || quote_literal(p_filter ->> 'kind'), '')
		|| coalesce(' and c.amount_key >= ' || private.whole_number(p_filter -> 'min_cents'), '')
		|| coalesce(' and c.amount_key <= ' || private.whole_number(p_filter -> 'max_cents'), '')
		|| coalesce(' and c.state_since < ' || quote_literal(
			private.now() - private.whole_number(p_filter -> 'older_than_days') * interval '1 day'), '')
		|| coalesce(' and c.due_key < ' || quote_literal(
			private.today() + private.whole_number(p_filter -> 'due_within_days')::int), '')
		|| case when p_filter ->> 'mark' = 'late' then ' and c.is_late' else '' end
		|| case when p_filter ->> 'mark' = 'incomplete' then ' and cardinality(c.missing_documents) > 0' else '' end;
	if private.folded(p_filter ->> 'text') <> '' then
		statement := statement || private.search_condition(p_filter ->> 'text', p_filter -> 'is_fuzzy' = 'true');
	end if;
	if p_after is not null then
		statement := statement || format(' and (c.%I, c.application_id) %s (%L::%s, %L::uuid)',
			key, case when is_down then '<' else '>' end, p_after ->> 'key', type, p_after ->> 'id');
	end if;
	return statement || format(' order by c.%1$I %2$s, c.application_id %2$s limit %3$s',
		key, case when is_down then 'desc' else 'asc' end, p_limit);
end;
$$;
comment on function private.queue_statement(uuid, jsonb, text, jsonb, int, uuid) is
	'The question desk_queue asks, as text: put together from what is asked for, so that each combination gets the plan that '
	'fits it, and so that a test can look at that plan. Everything that comes from outside is a quoted literal.';
revoke all on function private.queue_statement(uuid, jsonb, text, jsonb, int, uuid) from public, anon, authenticated, service_role;

create function public.desk_queue(
	p_round uuid, p_filter jsonb default '{}', p_sort text default 'arrived_up', p_after jsonb default null, p_limit int default 50
) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	shown constant int := least(greatest(coalesce(p_limit, 50), 1), 200);
	filter jsonb := coalesce(p_filter, '{}');
	found private.cases[];
	answer jsonb;
	last private.cases;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if jsonb_typeof(filter) <> 'object' then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	begin
		execute format('select array(%s)',
			private.queue_statement(p_round, filter, p_sort, p_after, shown + 1, auth.uid())) into found;
		-- Only what was not found word by word is looked for with slips in it: that is the dearer question.
		if cardinality(found) = 0 and p_after is null and filter ? 'text' and not filter ? 'is_fuzzy' then
			perform set_config('pg_trgm.word_similarity_threshold', '0.5', true);
			filter := filter || '{"is_fuzzy": true}';
			execute format('select array(%s)',
				private.queue_statement(p_round, filter, p_sort, null, shown + 1, auth.uid())) into found;
		end if;
	exception when invalid_text_representation or datetime_field_overflow or invalid_datetime_format
		or numeric_value_out_of_range then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end;
	if cardinality(found) > shown then
		last := found[shown];
	end if;
	select coalesce(jsonb_agg(jsonb_build_object(
		'id', f.application_id, 'reference_number', f.reference_number, 'organisation_name', f.organisation_name,
		'title', f.title, 'district', f.district, 'requested_cents', f.requested_cents, 'state', f.state,
		'submitted_at', f.submitted_at, 'is_late', f.is_late, 'missing_documents', cardinality(f.missing_documents),
		'due_on', f.due_on, 'assigned_to', f.assigned_to
	) order by f.ordinality), '[]') into answer
	from unnest(found) with ordinality f
	where f.ordinality <= shown;
	return jsonb_build_object(
		'rows', answer,
		'is_fuzzy', coalesce(filter -> 'is_fuzzy' = 'true', false) and cardinality(found) > 0,
		'next', case when last.application_id is not null then jsonb_build_object('id', last.application_id, 'key', case
			when p_sort like 'arrived%' then to_jsonb(last.submitted_at) #>> '{}' when p_sort like 'amount%' then last.amount_key::text
			when p_sort like 'due%' then last.due_key::text else last.name_key
		end) end
	);
end;
$$;
comment on function public.desk_queue(uuid, jsonb, text, jsonb, int) is
	'A page of the queue of one round: {"rows": [...], "is_fuzzy", "next": null | {"key", "id"}} for p_after. p_filter, all '
	'optional: view (new, check, assess, decide, decided, withdrawn, all, mine, unassigned), state, district, area, kind, '
	'min_cents, max_cents, older_than_days (in its state), due_within_days (0: overdue), mark (late, incomplete), text, is_fuzzy (true when paging '
	'on in an answer that was). p_sort: arrived, amount, due or name with _up or _down. PT403 not_allowed, PT422 payload_invalid.';
revoke all on function public.desk_queue(uuid, jsonb, text, jsonb, int) from public, anon, authenticated, service_role;
grant execute on function public.desk_queue(uuid, jsonb, text, jsonb, int) to authenticated;

create function public.desk_counts(p_round uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	counts jsonb;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select coalesce(jsonb_object_agg(v.view, v.n), '{}') into counts
	from (select c.view, count(*) as n from private.cases c where c.round_id = p_round group by c.view) v;
	return counts || jsonb_build_object(
		'mine', (select count(*) from private.cases c where c.assigned_to = auth.uid() and c.round_id = p_round and c.is_open),
		'unassigned', (select count(*) from private.cases c where c.round_id = p_round and c.assigned_to is null and c.is_open)
	);
end;
$$;
comment on function public.desk_counts(uuid) is
	'How many cases of a round lie in each view, "mine" and "unassigned" besides; a view without any is absent. PT403 not_allowed.';
revoke all on function public.desk_counts(uuid) from public, anon, authenticated, service_role;
grant execute on function public.desk_counts(uuid) to authenticated;
