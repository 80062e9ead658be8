create function private.form_count(p_form jsonb, p_path text) returns bigint
language sql immutable set search_path = ''
as $$
	select case when jsonb_typeof(p_form -> p_path) = 'number' then (p_form ->> p_path)::numeric::bigint else 0 end;
$$;
comment on function private.form_count(jsonb, text) is 'A number of a form; nothing where it was not asked.';
revoke all on function private.form_count(jsonb, text) from public, anon, authenticated, service_role;

create type private.sent_application as (
	id uuid,
	reference_number text,
	submitted_at timestamptz,
	is_late boolean,
	state text,
	title text,
	organisation_name text,
	district text,
	areas text[],
	requested_cents bigint,
	form jsonb,
	outcome text,
	approved_cents bigint,
	decided_at timestamptz
);
comment on type private.sent_application is 'An application as figures and lists count it: what was sent last, and how it was decided.';

create function private.sent_applications(p_round uuid) returns setof private.sent_application
language sql stable security definer set search_path = ''
as $$
	select a.id, a.reference_number, a.submitted_at, a.is_late, a.state, a.title, a.organisation_name, a.district, a.areas,
		a.requested_cents, s.form, d.outcome, d.amount_cents, d.second_signed_at
	from public.applications a
	cross join lateral (
		select x.snapshot -> 'form' as form from public.submissions x
		where x.application_id = a.id order by x.version desc limit 1
	) s
	left join lateral (
		select y.outcome, y.amount_cents, y.second_signed_at from public.decisions y
		where y.application_id = a.id and y.second_signed_at is not null order by y.second_signed_at desc limit 1
	) d on true
	where a.round_id = p_round and a.state <> 'draft';
$$;
comment on function private.sent_applications(uuid) is 'Every application of a round that was sent, by its last version and its last decision signed twice.';
revoke all on function private.sent_applications(uuid) from public, anon, authenticated, service_role;

create function public.round_statistics(p_round uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	figures jsonb;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if not exists (select from public.funding_rounds r where r.id = p_round) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	with sent as materialized (
		select s.*, coalesce(s.form ->> 'legal_form', '') as legal_form,
			coalesce(s.form ->> 'migrant_organisation', 'not_said') as migrant_organisation,
			s.outcome = 'approved' as is_approved
		from private.sent_applications(p_round) s
	), grouped as (
		select 'area' as kind, x.code, s.requested_cents, s.outcome, s.approved_cents from sent s cross join unnest(s.areas) x (code)
		union all select 'district', coalesce(s.district, ''), s.requested_cents, s.outcome, s.approved_cents from sent s
		union all select 'legal_form', s.legal_form, s.requested_cents, s.outcome, s.approved_cents from sent s
		union all select 'migrant_organisation', s.migrant_organisation, s.requested_cents, s.outcome, s.approved_cents from sent s
	), counted as (
		select g.kind, g.code, count(*) as applications, coalesce(sum(g.requested_cents), 0)::bigint as requested_cents,
			count(*) filter (where g.outcome = 'approved') as approved,
			coalesce(sum(g.approved_cents) filter (where g.outcome = 'approved'), 0)::bigint as approved_cents,
			count(*) filter (where g.outcome = 'rejected') as rejected,
			coalesce(sum(g.requested_cents) filter (where g.outcome = 'rejected'), 0)::bigint as rejected_cents
		from grouped g group by g.kind, g.code
	)
	select jsonb_build_object(
		'applications', count(*),
		'requested_cents', coalesce(sum(s.requested_cents), 0),
		'late', count(*) filter (where s.is_late),
		'withdrawn', count(*) filter (where s.state = 'withdrawn'),
		'undecided', count(*) filter (where s.outcome is null and s.state <> 'withdrawn'),
		'approved', count(*) filter (where s.outcome = 'approved'),
		'approved_cents', coalesce(sum(s.approved_cents) filter (where s.outcome = 'approved'), 0),
		'rejected', count(*) filter (where s.outcome = 'rejected'),
		'rejected_cents', coalesce(sum(s.requested_cents) filter (where s.outcome = 'rejected'), 0),
		'waitlisted', count(*) filter (where s.outcome = 'waitlisted'),
		'waitlisted_cents', coalesce(sum(s.requested_cents) filter (where s.outcome = 'waitlisted'), 0),
		'paid_cents', coalesce(sum(s.approved_cents) filter (where s.outcome = 'approved' and s.state in (
			'paid', 'report_due', 'report_submitted', 'report_clarification', 'report_checked', 'closed', 'recovery'
		)), 0),
		'average_grant_cents', round(avg(s.approved_cents) filter (where s.outcome = 'approved')),
		'median_days_to_decision', percentile_cont(0.5) within group (
			order by extract(epoch from s.decided_at - s.submitted_at) / 86400
		) filter (where s.decided_at is not null),
		'volunteers', coalesce(sum(private.form_count(s.form, 'volunteers')), 0),
		'participants', coalesce(sum(private.form_count(s.form, 'participants')), 0),
		'newcomers', coalesce(sum(private.form_count(s.form, 'newcomers')), 0),
		'approved_volunteers', coalesce(sum(private.form_count(s.form, 'volunteers')) filter (where s.is_approved), 0),
		'approved_participants', coalesce(sum(private.form_count(s.form, 'participants')) filter (where s.is_approved), 0),
		'approved_newcomers', coalesce(sum(private.form_count(s.form, 'newcomers')) filter (where s.is_approved), 0),
		'groups', (
			select coalesce(jsonb_agg(to_jsonb(c) order by c.kind, c.applications desc, c.code), '[]') from counted c
		)
	) into figures from sent s;
	return figures;
end;
$$;
comment on function public.round_statistics(uuid) is
	'Figures of a round: counts, cents, planned people, and "groups": [{"kind" (area, district, legal_form, '
	'migrant_organisation), "code", "applications", "requested_cents", "approved", "approved_cents", "rejected", '
	'"rejected_cents"}]. An application with two areas counts in both. For the office. PT403, PT404.';
revoke all on function public.round_statistics(uuid) from public, anon, authenticated, service_role;
grant execute on function public.round_statistics(uuid) to authenticated;

create table private.exports (
	id uuid primary key default gen_random_uuid(),
	actor_id uuid not null,
	kind text not null,
	filter jsonb not null,
	started_at timestamptz not null default now()
);
comment on table private.exports is
	'What was taken out of the system, page by page: a page is only given for an export that is in the audit log.';
alter table private.exports add constraint exports_known_kinds check (kind in ('applications', 'land', 'statistics', 'audit'));
revoke all on private.exports from public, anon, authenticated, service_role;
alter table private.exports enable row level security;

create function private.require_export_filter(p_kind text, p_filter jsonb) returns void
language plpgsql immutable set search_path = ''
as $$
begin
	if p_kind is null or p_kind not in ('applications', 'land', 'statistics', 'audit')
		or jsonb_typeof(p_filter) is distinct from 'object' or octet_length(p_filter::text) > 2000
		or exists (
			select from jsonb_each(p_filter) f
			where f.key not in ('round', 'states', 'district', 'area', 'person', 'application', 'action', 'from', 'until')
				or jsonb_typeof(f.value) not in ('string', 'null', case when f.key = 'states' then 'array' else 'string' end)
		)
		or (p_kind <> 'audit' and not coalesce(p_filter ->> 'round', '') ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')
		or coalesce(p_filter ->> 'person', '00000000-0000-0000-0000-000000000000') !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
		or (p_filter ->> 'from' is not null and private.form_date(p_filter -> 'from') is null)
		or (p_filter ->> 'until' is not null and private.form_date(p_filter -> 'until') is null)
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
end;
$$;
comment on function private.require_export_filter(text, jsonb) is 'PT422 payload_invalid for a kind or filter that is none.';
revoke all on function private.require_export_filter(text, jsonb) from public, anon, authenticated, service_role;

create function public.begin_export(p_kind text, p_format text, p_filter jsonb) returns jsonb
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
		jsonb_build_object('kind', p_kind, 'format', p_format, 'filter', jsonb_strip_nulls(p_filter))
	);
	return jsonb_build_object('id', export);
end;
$$;
comment on function public.begin_export(text, text, jsonb) is
	'{"id"} of an export that is now in the audit log; its pages can be read by the same person. Kinds: applications, land '
	'(what the Land is told), statistics, audit (auditors and admins). p_filter: {"round", "states", "district", "area"} or, '
	'for audit, {"person", "application", "action", "from", "until"}. PT403, PT422 payload_invalid.';
revoke all on function public.begin_export(text, text, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.begin_export(text, text, jsonb) to authenticated;

create function private.export_of_caller(p_export uuid, p_kinds text[]) returns private.exports
language plpgsql stable security definer set search_path = ''
as $$
declare
	export private.exports;
begin
	if not private.has_staff_role(
		case when 'audit' = any (p_kinds) then array['auditor', 'admin'] else array['clerk', 'decider', 'admin', 'auditor'] end
	) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select e.* into export from private.exports e
	where e.id = p_export and e.actor_id = auth.uid() and e.kind = any (p_kinds) and e.started_at > now() - interval '1 hour';
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return export;
end;
$$;
comment on function private.export_of_caller(uuid, text[]) is
	'An export the caller has begun within the hour. Asked for every page: whoever is sent away in the middle gets no more.';
revoke all on function private.export_of_caller(uuid, text[]) from public, anon, authenticated, service_role;

create function public.export_applications(p_export uuid, p_after text default null) returns jsonb
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
			'rows', coalesce(jsonb_agg(jsonb_build_object(
				'reference_number', p.reference_number, 'submitted_at', a.submitted_at, 'is_late', a.is_late, 'state', a.state,
				'organisation_name', a.organisation_name, 'legal_form', f.form ->> 'legal_form',
				'migrant_organisation', f.form ->> 'migrant_organisation', 'postal_code', f.form ->> 'postal_code',
				'title', a.title, 'areas', a.areas, 'district', a.district,
				'target_groups', coalesce(f.form -> 'target_groups', '[]'),
				'participants', private.form_count(f.form, 'participants'),
				'newcomers', private.form_count(f.form, 'newcomers'), 'volunteers', private.form_count(f.form, 'volunteers'),
				'period_start', f.form ->> 'period_start', 'period_end', f.form ->> 'period_end',
				'requested_cents', a.requested_cents, 'outcome', d.outcome, 'approved_cents', d.amount_cents,
				'decided_at', d.second_signed_at
			) order by p.reference_number collate "C"), '[]'),
			'next', case when count(*) = page_size then max(p.reference_number collate "C") end
		)
		from page p
		join public.applications a on a.id = p.id
		cross join lateral (
			select x.snapshot -> 'form' as form from public.submissions x
			where x.application_id = p.id order by x.version desc limit 1
		) f
		left join lateral (
			select y.outcome, y.amount_cents, y.second_signed_at from public.decisions y
			where y.application_id = p.id and y.second_signed_at is not null order by y.second_signed_at desc limit 1
		) d on true
	);
end;
$$;
comment on function public.export_applications(uuid, text) is
	'{"rows": […500], "next"}: applications of an export by reference number, after one; next is null on the last page. As '
	'one value, because PostgREST cuts lists of rows off. No names, addresses or accounts of people. PT403, PT404.';
revoke all on function public.export_applications(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.export_applications(uuid, text) to authenticated;

create index applications_by_reference on public.applications (round_id, (reference_number collate "C")) where state <> 'draft';
comment on index public.applications_by_reference is 'Exports page by reference number.';
