create index audit_log_by_application on public.audit_log ((detail ->> 'application_id'), id) where detail ? 'application_id';
comment on index public.audit_log_by_application is 'The history of one application, with what happened to its documents and decisions.';
create index audit_log_by_actor on public.audit_log (actor_id, id);
comment on index public.audit_log_by_actor is 'What one person did.';
create index audit_log_by_action on public.audit_log (action, id);
comment on index public.audit_log_by_action is 'Every deed of one kind.';

create function private.audit_entries(p_filter jsonb, p_before bigint, p_after bigint, p_limit int) returns setof public.audit_log
language plpgsql stable security definer set search_path = ''
as $$
declare
	application constant text := p_filter ->> 'application';
	person constant uuid := (p_filter ->> 'person')::uuid;
	action constant text := p_filter ->> 'action';
	from_moment constant timestamptz := (p_filter ->> 'from')::date::timestamp at time zone 'Europe/Berlin';
	until_moment constant timestamptz := ((p_filter ->> 'until')::date + 1)::timestamp at time zone 'Europe/Berlin';
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
		|| case when p_before is not null then ' and l.id < $6' else '' end
		|| case when p_after is not null then ' and l.id > $7 order by l.id' else ' order by l.id desc' end
		|| ' limit $8'
	using application, person, action, from_moment, until_moment, p_before, p_after, p_limit;
end;
$$;
comment on function private.audit_entries(jsonb, bigint, bigint, int) is
	'Entries of the chain by application, person, deed and days of Duisburg; newest first before an id, or oldest first after '
	'one. The statement is put together from fixed parts, values are parameters.';
revoke all on function private.audit_entries(jsonb, bigint, bigint, int) from public, anon, authenticated, service_role;

create function public.audit_page(p_filter jsonb, p_before bigint default null) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['auditor', 'admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform private.require_export_filter('audit', p_filter);
	return (
		select coalesce(jsonb_agg(to_jsonb(e) order by e.id desc), '[]')
		from private.audit_entries(p_filter, p_before, null, 101) e
	);
end;
$$;
comment on function public.audit_page(jsonb, bigint) is
	'Up to 101 entries, newest first, before an id: one more than a screen shows, so that it knows of a next one. p_filter: '
	'{"person", "application", "action", "from", "until"}, days of Duisburg, all optional. PT403, PT422 payload_invalid.';
revoke all on function public.audit_page(jsonb, bigint) from public, anon, authenticated, service_role;
grant execute on function public.audit_page(jsonb, bigint) to authenticated;

create function public.export_audit(p_export uuid, p_after bigint default 0) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	page_size constant int := 1000;
	export constant private.exports := private.export_of_caller(p_export, array['audit']);
begin
	return (
		select jsonb_build_object(
			'rows', coalesce(jsonb_agg(jsonb_build_object(
				'id', e.id, 'at', e.at, 'at_us', (extract(epoch from e.at) * 1000000)::bigint, 'actor_id', e.actor_id,
				'actor_role', e.actor_role, 'action', e.action, 'entity', e.entity, 'entity_id', e.entity_id, 'detail', e.detail,
				'previous_hash', e.previous_hash, 'hash', e.hash
			) order by e.id), '[]'),
			'next', case when count(*) = page_size then max(e.id) end
		)
		from private.audit_entries(export.filter, null, coalesce(p_after, 0), page_size) e
	);
end;
$$;
comment on function public.export_audit(uuid, bigint) is
	'{"rows": […1000], "next"}: entries after an id, oldest first, with all that is needed to compute their hashes anew. '
	'PT403, PT404.';
revoke all on function public.export_audit(uuid, bigint) from public, anon, authenticated, service_role;
grant execute on function public.export_audit(uuid, bigint) to authenticated;
