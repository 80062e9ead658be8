alter table public.funding_rounds add column revision integer not null default 1;
comment on column public.funding_rounds.revision is 'Grows by one with every change; who edits names the one they saw.';

create table public.round_versions (
	round_id uuid not null references public.funding_rounds (id),
	revision integer not null,
	terms jsonb not null,
	created_at timestamptz not null default now(),
	primary key (round_id, revision)
);
comment on table public.round_versions is
	'A call as it stood: every column of the round but created_at and updated_at, one row per revision since it was '
	'published. What was sent under one of them is read and judged with it, whatever the round says today.';

revoke all on public.round_versions from public, anon, authenticated, service_role;
grant select on public.round_versions to authenticated, service_role;
alter table public.round_versions enable row level security;
create policy "Staff read what a round said before" on public.round_versions for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function private.round_terms(p_round public.funding_rounds) returns jsonb
language sql immutable set search_path = ''
as $$
	select to_jsonb(p_round) - array['created_at', 'updated_at'];
$$;
comment on function private.round_terms(public.funding_rounds) is 'What a round says, without the times of its row.';
revoke all on function private.round_terms(public.funding_rounds) from public, anon, authenticated, service_role;

create function private.count_round_revision() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	new.revision := old.revision;
	if private.round_terms(new) is distinct from private.round_terms(old) then
		new.revision := old.revision + 1;
		new.updated_at := private.now();
	end if;
	return new;
end;
$$;
comment on function private.count_round_revision() is 'Whoever changes a round, by whatever way: the change has a number.';
revoke all on function private.count_round_revision() from public, anon, authenticated, service_role;

create function private.keep_round_version() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if new.status <> 'draft' then
		insert into public.round_versions (round_id, revision, terms, created_at)
		values (new.id, new.revision, private.round_terms(new), private.now())
		on conflict (round_id, revision) do nothing;
	end if;
	return null;
end;
$$;
comment on function private.keep_round_version() is 'A round in preparation binds nobody; from its publication on every state of it is kept.';
revoke all on function private.keep_round_version() from public, anon, authenticated, service_role;

create function private.changed_paths(p_before jsonb, p_after jsonb, p_path text) returns setof text
language plpgsql immutable set search_path = ''
as $$
declare
	step text;
begin
	if p_before is not distinct from p_after then
		return;
	end if;
	if jsonb_typeof(p_before) = 'object' and jsonb_typeof(p_after) = 'object' then
		for step in
			select k from (select jsonb_object_keys(p_before) k union select jsonb_object_keys(p_after)) keys order by k
		loop
			return query select private.changed_paths(p_before -> step, p_after -> step, p_path || '.' || step);
		end loop;
	elsif p_before @? '$[*].code' and p_after @? '$[*].code' and jsonb_typeof(p_before) = 'array' and jsonb_typeof(p_after) = 'array' then
		-- Lists of options are told by code: their order is no name.
		for step in
			select distinct e.value ->> 'code' as code from jsonb_array_elements(p_before || p_after) e order by code
		loop
			return query select private.changed_paths(
				(select e.value from jsonb_array_elements(p_before) e where e.value ->> 'code' = step limit 1),
				(select e.value from jsonb_array_elements(p_after) e where e.value ->> 'code' = step limit 1),
				p_path || '.' || step
			);
		end loop;
	else
		return next p_path;
	end if;
end;
$$;
comment on function private.changed_paths(jsonb, jsonb, text) is 'Paths at which two values differ, options of a list by their code.';
revoke all on function private.changed_paths(jsonb, jsonb, text) from public, anon, authenticated, service_role;

create or replace function private.record_round_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
	before jsonb;
	after constant jsonb := private.round_terms(new) - 'revision';
begin
	if tg_op = 'UPDATE' then
		before := private.round_terms(old) - 'revision';
		if before = after then
			return new;
		end if;
	end if;
	perform private.write_audit(
		case when auth.uid() is null then 'system' else 'admin' end,
		case tg_op when 'INSERT' then 'round_created' else 'round_changed' end,
		'funding_round', new.id::text,
		jsonb_build_object(
			'slug', new.slug,
			'revision', new.revision,
			'changed', coalesce((
				select jsonb_agg(n.key order by n.key) from jsonb_each(after) n
				where before is not null and n.value is distinct from before -> n.key
			), '[]'),
			'paths', coalesce((
				select jsonb_agg(p.path order by p.path)
				from jsonb_each(after) n
				cross join lateral private.changed_paths(before -> n.key, n.value, n.key) p (path)
				where before is not null and jsonb_typeof(n.value) in ('object', 'array')
			), '[]'),
			-- Dates, sums and the state are short and nobody's name: from what to what.
			'values', coalesce((
				select jsonb_object_agg(n.key, jsonb_build_array(before -> n.key, n.value)) from jsonb_each(after) n
				where before is not null and n.value is distinct from before -> n.key
					and jsonb_typeof(n.value) not in ('object', 'array')
			), '{}')
		)
	);
	return new;
end;
$$;
comment on function private.record_round_change() is
	'Audit entry with what changed: columns, paths in lists and texts, and dates and sums from what to what. The words '
	'themselves are in round_versions.';

alter table public.submissions add column round_revision integer;
comment on column public.submissions.round_revision is
	'Version of the round it was sent under, see round_versions. Null for what was sent before versions were kept.';

create function private.name_round_revision() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	select r.revision into strict new.round_revision
	from public.applications a join public.funding_rounds r on r.id = a.round_id
	where a.id = new.application_id;
	return new;
end;
$$;
comment on function private.name_round_revision() is 'Set here and not by whoever writes: what is sent names the terms of that very moment.';
revoke all on function private.name_round_revision() from public, anon, authenticated, service_role;

create trigger submissions_name_their_terms before insert on public.submissions
	for each row execute function private.name_round_revision();
comment on trigger submissions_name_their_terms on public.submissions is 'See private.name_round_revision().';
create trigger funding_rounds_count_revisions before update on public.funding_rounds
	for each row execute function private.count_round_revision();
comment on trigger funding_rounds_count_revisions on public.funding_rounds is 'See private.count_round_revision().';
create trigger funding_rounds_keep_versions after insert or update on public.funding_rounds
	for each row execute function private.keep_round_version();
comment on trigger funding_rounds_keep_versions on public.funding_rounds is 'See private.keep_round_version().';
create trigger round_versions_are_append_only before update or delete or truncate on public.round_versions
	for each statement execute function private.refuse_change();
comment on trigger round_versions_are_append_only on public.round_versions is 'What was promised is not rewritten.';

insert into public.round_versions (round_id, revision, terms)
select r.id, r.revision, private.round_terms(r) from public.funding_rounds r where r.status <> 'draft';
