-- The queue as it is shown can be taken away: by the same question, complete, in the same order, with a line in the trail.
alter table private.exports drop constraint exports_known_kinds;
alter table private.exports add constraint exports_known_kinds
	check (kind in ('applications', 'land', 'statistics', 'audit', 'queue'));

create or replace function private.require_export_filter(p_kind text, p_filter jsonb) returns void
language plpgsql immutable set search_path = ''
as $$
begin
	if p_kind is null or p_kind not in ('applications', 'land', 'statistics', 'audit', 'queue')
		or jsonb_typeof(p_filter) is distinct from 'object' or octet_length(p_filter::text) > 2000
		or (p_kind = 'queue' and exists (
			select from jsonb_each(p_filter) f
			where jsonb_typeof(f.value) is distinct from case
				when f.key in ('round', 'view', 'text', 'state', 'district', 'area', 'kind', 'mark', 'sort') then 'string'
				when f.key in ('min_cents', 'max_cents', 'older_than_days', 'due_within_days') then 'number'
				when f.key = 'is_fuzzy' then 'boolean'
			end
		))
		or (p_kind <> 'queue' and exists (
			select from jsonb_each(p_filter) f
			where f.key not in ('round', 'states', 'district', 'area', 'person', 'application', 'action', 'from', 'until')
				or jsonb_typeof(f.value) not in ('string', 'null', case when f.key = 'states' then 'array' else 'string' end)
		))
		or (p_kind <> 'audit' and not coalesce(p_filter ->> 'round', '') ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')
		or coalesce(p_filter ->> 'person', '00000000-0000-0000-0000-000000000000') !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
		or (p_filter ->> 'from' is not null and private.form_date(p_filter -> 'from') is null)
		or (p_filter ->> 'until' is not null and private.form_date(p_filter -> 'until') is null)
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
end;
$$;

create or replace function public.begin_export(p_kind text, p_format text, p_filter jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	export uuid;
	role text;
begin
	if not private.has_staff_role(
		case when p_kind = 'audit' then array['auditor', 'admin'] else array['clerk', 'decider', 'admin', 'auditor'] end
	) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform private.require_export_filter(p_kind, p_filter);
	if p_format is null or p_format not in ('csv', 'xlsx', 'jsonl') then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select m.role into role from public.staff_members m
	where m.user_id = auth.uid() and m.is_active
	order by array_position(array['auditor', 'admin', 'decider', 'clerk'], m.role) desc
	limit 1;
	delete from private.exports e where e.started_at < now() - interval '1 day';
	insert into private.exports (actor_id, kind, filter) values (auth.uid(), p_kind, p_filter) returning id into export;
	perform private.write_audit(
		role, 'exported', 'export', export::text,
		jsonb_build_object('kind', p_kind, 'format', p_format, 'filter', jsonb_strip_nulls(p_filter)
			-- Whoever was searched for may have their data deleted; the trail stays, so it holds no names.
			|| case when p_filter ? 'text' then '{"text": true}' else '{}' end::jsonb)
	);
	return jsonb_build_object('id', export);
end;
$$;
comment on function public.begin_export(text, text, jsonb) is
	'{"id"} of an export that is now in the audit log; its pages can be read by the same person. Kinds: applications, land '
	'(what the Land is told), statistics, audit (auditors and admins), queue (as desk_queue lists it). p_filter: {"round", '
	'"states", "district", "area"}, for audit {"person", "application", "action", "from", "until"}, for queue {"round", "sort"} '
	'and what desk_queue filters by; of the words searched for the log says only that there were some. PT403, PT422 payload_invalid.';

create function private.exported_applications(p_ids uuid[]) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select coalesce(jsonb_agg(jsonb_build_object(
		'reference_number', a.reference_number, 'submitted_at', a.submitted_at, 'is_late', a.is_late, 'state', a.state,
		'organisation_name', a.organisation_name, 'legal_form', f.form ->> 'legal_form',
		'migrant_organisation', f.form ->> 'migrant_organisation', 'postal_code', f.form ->> 'postal_code',
		'title', a.title, 'areas', a.areas, 'district', a.district,
		'target_groups', coalesce(f.form -> 'target_groups', '[]'),
		'participants', private.form_count(f.form, 'participants'),
		'newcomers', private.form_count(f.form, 'newcomers'), 'volunteers', private.form_count(f.form, 'volunteers'),
		'period_start', f.form ->> 'period_start', 'period_end', f.form ->> 'period_end',
		'requested_cents', a.requested_cents, 'outcome', d.outcome, 'approved_cents', d.amount_cents,
		'decided_at', d.second_signed_at
			) order by p.ordinality), '[]')
	from unnest(p_ids) with ordinality p (id, ordinality)
	join public.applications a on a.id = p.id
	cross join lateral (
		select x.snapshot -> 'form' as form from public.submissions x
		where x.application_id = p.id order by x.version desc limit 1
	) f
	left join lateral (
		select y.outcome, y.amount_cents, y.second_signed_at from public.decisions y
		where y.application_id = p.id and y.second_signed_at is not null order by y.second_signed_at desc limit 1
	) d on true
$$;
comment on function private.exported_applications(uuid[]) is
	'Sent applications as exports tell them, in the order asked for: no names, addresses or accounts of people.';
revoke all on function private.exported_applications(uuid[]) from public, anon, authenticated, service_role;

create or replace function public.export_applications(p_export uuid, p_after text default null) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	page_size constant int := 500;
	export constant private.exports := private.export_of_caller(p_export, array['applications', 'land']);
	round constant uuid := (export.filter ->> 'round')::uuid;
begin
	return (
		with page as (
			select a.id, a.reference_number from public.applications a
			where a.round_id = round and a.state <> 'draft' and a.reference_number collate "C" > coalesce(p_after, '')
				and (coalesce(export.filter -> 'states', 'null') = 'null' or a.state = any (private.texts(export.filter -> 'states')))
				and (export.filter ->> 'district' is null or a.district = export.filter ->> 'district')
				and (export.filter ->> 'area' is null or export.filter ->> 'area' = any (a.areas))
				and (export.kind <> 'land' or exists (
					select from public.decisions d
					where d.application_id = a.id and d.outcome = 'approved' and d.second_signed_at is not null
				))
			order by a.reference_number collate "C"
			limit page_size
		)
		select jsonb_build_object(
			'rows', private.exported_applications(array_agg(p.id order by p.reference_number collate "C")),
			'next', case when count(*) = page_size then max(p.reference_number collate "C") end
		)
		from page p
	);
end;
$$;

create function private.cases_found(
	p_round uuid, p_filter jsonb, p_sort text, p_after jsonb, p_limit int
) returns private.cases[]
language plpgsql stable security definer set search_path = ''
as $$
declare
	found private.cases[];
begin
	-- On every page of an answer with slips, not on its first alone: otherwise the pages after it leave cases out.
	if p_filter -> 'is_fuzzy' = 'true' then
		perform set_config('pg_trgm.word_similarity_threshold', '0.5', true);
	end if;
	execute format('select array(%s)',
		private.queue_statement(p_round, p_filter, p_sort, p_after, p_limit, auth.uid())) into found;
	return found;
exception when invalid_text_representation or datetime_field_overflow or invalid_datetime_format
	or numeric_value_out_of_range then
	raise sqlstate 'PT422' using message = 'payload_invalid';
end;
$$;
comment on function private.cases_found(uuid, jsonb, text, jsonb, int) is
	'The cases that desk_queue is asked for, in order, as many as p_limit. PT422 payload_invalid.';
revoke all on function private.cases_found(uuid, jsonb, text, jsonb, int) from public, anon, authenticated, service_role;

create function private.case_after(p_case private.cases, p_sort text) returns jsonb
language sql stable set search_path = ''
as $$
	select jsonb_build_object('id', p_case.application_id, 'key', case
		when p_sort like 'arrived%' then to_jsonb(p_case.submitted_at) #>> '{}' when p_sort like 'amount%' then p_case.amount_key::text
		when p_sort like 'due%' then p_case.due_key::text else p_case.name_key
	end);
$$;
comment on function private.case_after(private.cases, text) is 'The p_after of desk_queue for the page that follows this case.';
revoke all on function private.case_after(private.cases, text) from public, anon, authenticated, service_role;

create or replace function public.desk_queue(
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
	found := private.cases_found(p_round, filter, p_sort, p_after, shown + 1);
	-- Only what was not found word by word is looked for with slips in it: that is the dearer question.
	if cardinality(found) = 0 and p_after is null and filter ? 'text' and not filter ? 'is_fuzzy' then
		filter := filter || '{"is_fuzzy": true}';
		found := private.cases_found(p_round, filter, p_sort, null, shown + 1);
	end if;
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
		'next', case when last.application_id is not null then private.case_after(last, p_sort) end
	);
end;
$$;

create function public.export_queue(p_export uuid, p_after jsonb default null) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	page_size constant int := 500;
	export constant private.exports := private.export_of_caller(p_export, array['queue']);
	sort constant text := coalesce(export.filter ->> 'sort', 'arrived_up');
	found constant private.cases[] :=
		private.cases_found((export.filter ->> 'round')::uuid, export.filter, sort, p_after, page_size);
begin
	return jsonb_build_object(
		'rows', private.exported_applications(array(select c.application_id from unnest(found) c)),
		'next', case when cardinality(found) = page_size then private.case_after(found[page_size], sort) end
	);
end;
$$;
comment on function public.export_queue(uuid, jsonb) is
	'{"rows": […500], "next"}: the cases of an export of the queue in its order, after one; next is null on the last page. '
	'The same rows as export_applications. PT403, PT404, PT422 payload_invalid.';
revoke all on function public.export_queue(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.export_queue(uuid, jsonb) to authenticated;
