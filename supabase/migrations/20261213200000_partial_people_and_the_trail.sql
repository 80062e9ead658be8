-- Whoever takes no part in a case reads nothing of it in the trail: what is being decided there stood in it, word for word. The chain is
-- checked over all entries all the same, and everybody else reads and exports all of it.
create or replace function private.partial_applications(p_round uuid default null) returns setof uuid
language sql stable security definer set search_path = ''
as $$
	with groups as materialized (
		select m.organisation_id from public.organisation_members m where m.user_id = (select auth.uid())
		union
		select a.organisation_id from public.application_helpers h join public.applications a on a.id = h.application_id
		where h.user_id = (select auth.uid())
		union
		select a.organisation_id from public.draft_changes c join public.applications a on a.id = c.application_id
		where c.actor_id = (select auth.uid())
	)
	select a.id from public.applications a
	where a.round_id = coalesce(p_round, a.round_id) and (
		a.organisation_id in (select g.organisation_id from groups g)
		or a.id in (select c.application_id from public.conflicts c where c.user_id = (select auth.uid()))
	);
$$;
comment on function private.partial_applications(uuid) is
	'All of a round, or of every round, that the caller takes no part in, at once: see private.is_partial.';

create function private.application_of_entry(p_entry public.audit_log) returns text
language sql immutable set search_path = ''
as $$
	select case when p_entry.entity = 'application' then p_entry.entity_id else p_entry.detail ->> 'application_id' end;
$$;
comment on function private.application_of_entry(public.audit_log) is
	'The application that an entry is about, itself or through what belongs to it; null for everything else.';
revoke all on function private.application_of_entry(public.audit_log) from public, anon, authenticated, service_role;

create function private.hidden_cases() returns text[]
language sql stable security definer set search_path = ''
as $$
	select coalesce(array_agg(p.id::text), '{}') from private.partial_applications() p (id);
$$;
comment on function private.hidden_cases() is
	'The cases whose entries the caller is not shown: those they take no part in. As text, like the entries name them.';
revoke all on function private.hidden_cases() from public, anon, authenticated, service_role;
grant execute on function private.hidden_cases() to authenticated;

alter policy "Auditors and admins read the audit log" on public.audit_log
	using (
		(select private.has_staff_role(array['auditor', 'admin']))
		and coalesce(case when entity = 'application' then entity_id else detail ->> 'application_id' end, '')
			<> all ((select private.hidden_cases())::text[])
	);

create or replace function private.audit_entries(p_filter jsonb, p_before bigint, p_after bigint, p_limit int) returns setof audit_log
language plpgsql stable security definer set search_path = ''
as $$
declare
	application constant text := p_filter ->> 'application';
	person constant uuid := (p_filter ->> 'person')::uuid;
	action constant text := p_filter ->> 'action';
	from_moment constant timestamptz := (p_filter ->> 'from')::date::timestamp at time zone 'Europe/Berlin';
	until_moment constant timestamptz := ((p_filter ->> 'until')::date + 1)::timestamp at time zone 'Europe/Berlin';
	hidden constant text[] := private.hidden_cases();
begin
	-- Forwards for files, backwards for screens; the parts not asked for fall away when the statement is planned.
	return query execute
		'select l.* from public.audit_log l where true'
		|| case when application is not null then
			' and ((l.entity = ''application'' and l.entity_id = $1) or (l.detail ? ''application_id'' and l.detail ->> ''application_id'' = $1))'
			else '' end
		|| case when person is not null then ' and l.actor_id = $2' else '' end
		|| case when action is not null then ' and l.action = $3' else '' end
		|| case when from_moment is not null then ' and l.at >= $4' else '' end
		|| case when until_moment is not null then ' and l.at < $5' else '' end
		|| case when hidden <> '{}' then ' and coalesce(private.application_of_entry(l), '''') <> all ($9)' else '' end
		|| case when p_before is not null then ' and l.id < $6' else '' end
		|| case when p_after is not null then ' and l.id > $7 order by l.id' else ' order by l.id desc' end
		|| ' limit $8'
	using application, person, action, from_moment, until_moment, p_before, p_after, p_limit, hidden;
end;
$$;
comment on function private.audit_entries(jsonb, bigint, bigint, int) is
	'Entries of the chain by application, person, deed and days of Duisburg, without those of cases the caller takes no part '
	'in; newest first before an id, or oldest first after one. The statement is put together from fixed parts, values are '
	'parameters.';

create function public.hides_audit_entries() returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['auditor', 'admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return exists (
		select from public.audit_log l where private.application_of_entry(l) = any (private.hidden_cases())
	);
end;
$$;
comment on function public.hides_audit_entries() is
	'Whether the trail has entries the caller is not shown, because they take no part in those cases. PT403 not_allowed.';
revoke all on function public.hides_audit_entries() from public, anon, authenticated, service_role;
grant execute on function public.hides_audit_entries() to authenticated;
