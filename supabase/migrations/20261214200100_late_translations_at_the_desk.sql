-- A translation that was asked for by a day with the notice of § 23 (4) VwVfG NRW moves the day of receipt when it comes after that day. The
-- formal check knew it; the queue, the head of a case, the figures and the lists called late only what arrived late the first time.
create function private.lateness(
	p_application public.applications, out since timestamptz, out translation_due_on date, out translation_at timestamptz
)
language plpgsql stable security definer set search_path = ''
as $$
declare
	closes_at constant timestamptz := (
		select (s.snapshot #>> '{round,closes_at}')::timestamptz
		from public.submissions s where s.application_id = p_application.id and s.version = 1
	);
begin
	-- What was written in another language counts as received on the day the translation comes; while it is missing, it is late once
	-- both its day and the deadline are over.
	select c.late_since, c.due_on, c.answered_at into since, translation_due_on, translation_at
	from (
		select q.due_on, q.answered_at, coalesce(
			q.answered_at, greatest((q.due_on + 1)::timestamp at time zone 'Europe/Berlin', closes_at + interval '1 microsecond')
		) as late_since
		from public.clarifications q
		where q.application_id = p_application.id and q.items @> '[{"kind": "translation"}]'
			and (q.answered_at > closes_at and (q.answered_at at time zone 'Europe/Berlin')::date > q.due_on
				or q.answered_at is null and q.closed_at is null and closes_at is not null)
	) c
	order by c.late_since limit 1;
	if p_application.is_late then
		since := p_application.submitted_at;
	end if;
end;
$$;
comment on function private.lateness(public.applications) is
	'From when on an application counts as late, null for in time: it arrived late, or its translation was or will be (§ 23 (4) VwVfG NRW). '
	'That of an open request lies ahead as long as its day does. The other two are the translation that makes it so.';
revoke all on function private.lateness(public.applications) from public, anon, authenticated, service_role;

alter table private.cases add column late_since timestamptz;
comment on column private.cases.late_since is 'See private.lateness; may lie ahead.';
update private.cases c set late_since = (private.lateness(a)).since from public.applications a where a.id = c.application_id;
alter table private.cases drop column is_late;

create or replace function private.check_findings(p_application public.applications) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	round public.funding_rounds;
	first public.submissions;
	last public.submissions;
	form jsonb;
	plan record;
	missing text[];
	unagreed text[];
	alike jsonb;
	postal_code text;
	starts date;
	findings jsonb := '[]';
	late record;
begin
	select r.* into strict round from private.terms_of(p_application.id) r;
	select s.* into strict first from public.submissions s where s.application_id = p_application.id and s.version = 1;
	select s.* into strict last
	from public.submissions s where s.application_id = p_application.id order by s.version desc limit 1;
	form := last.snapshot -> 'form';

	-- As the queue lists it.
	select l.* into late from private.lateness(p_application) l;

	-- The deadline is that of the day it arrived first: an answer is sent later, under what the call says by then.
	if first.snapshot #>> '{round,closes_at}' is not null then
		findings := findings || private.finding('deadline', case
			when late.since <= private.now() then 'look' else 'ok'
		end, jsonb_build_object(
			'received_at', first.received_at, 'prepared_at', first.prepared_at, 'closes_at', first.snapshot #> '{round,closes_at}',
			'translation_due_on', case when late.translation_due_on < private.today() then late.translation_due_on end,
			'translation_at', late.translation_at));
	end if;

	postal_code := form ->> 'postal_code';
	findings := findings || private.finding('eligibility', case
		when form ->> 'legal_form' is null then 'problem'
		when postal_code < round.settings #>> '{postal_codes,from}' or postal_code > round.settings #>> '{postal_codes,until}' then 'look'
		else 'ok'
	end, jsonb_build_object('kind', form -> 'legal_form', 'postal_code', form -> 'postal_code'));

	if jsonb_array_length(round.documents) > 0 then
		missing := private.missing_documents(p_application.id, form, round);
		findings := findings || private.finding('documents', case when cardinality(missing) = 0 then 'ok' else 'problem' end,
			jsonb_build_object('missing', to_jsonb(missing)));
	end if;

	findings := findings || private.finding('signature', case
		when round.settings ->> 'signature' = 'signed_page' and exists (
			select from public.files f
			where f.application_id = p_application.id and f.document = 'signed_page' and f.state = 'complete'
		) then 'look'
		when round.settings ->> 'signature' = 'signed_page' then 'problem'
		when private.is_absent(form -> 'signed_name') then 'problem'
		else 'ok'
	end, jsonb_build_object('name', form -> 'signed_name'));

	if jsonb_array_length(last.snapshot -> 'declarations') > 0 then
		select coalesce(array_agg(d.value ->> 'code'), '{}') into unagreed
		from jsonb_array_elements(last.snapshot -> 'declarations') d
		where d.value -> 'is_required' = 'true'
			and form -> ('declared.' || (d.value ->> 'code')) is distinct from d.value -> 'version';
		findings := findings || private.finding('declarations', case when cardinality(unagreed) = 0 then 'ok' else 'problem' end,
			jsonb_build_object('missing', to_jsonb(unagreed)));
	end if;

	select s.* into plan from private.plan_sums(form) s;
	findings := findings || private.finding('plan',
		case when plan.costs = plan.incomes + coalesce(p_application.requested_cents, 0) and plan.costs > 0 then 'ok' else 'problem' end,
		jsonb_build_object('difference_cents', plan.costs - plan.incomes - coalesce(p_application.requested_cents, 0)));
	findings := findings || private.finding('cap',
		case when p_application.requested_cents between round.min_cents and round.cap_cents then 'ok' else 'problem' end,
		jsonb_build_object('requested_cents', p_application.requested_cents, 'min_cents', round.min_cents, 'cap_cents', round.cap_cents));

	starts := private.form_date(form -> 'period_start');
	findings := findings || private.finding('not_begun', case
		when starts is null then 'look'
		when starts <= private.today() then 'problem'
		else 'ok'
	end, jsonb_build_object('starts', starts));

	alike := private.similar_applications(p_application);
	findings := findings || private.finding('double_funding',
		case when jsonb_array_length(alike) = 0 and plan.public_grants = 0 then 'ok' else 'look' end,
		jsonb_build_object('applications', alike, 'public_grant_cents', plan.public_grants));
	return findings;
end;
$$;

create or replace function private.refresh_case(p_application uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	application public.applications;
	round public.funding_rounds;
	usual_days int;
	sent jsonb;
	since timestamptz;
	due date;
	at_desk text;
	reopened timestamptz;
begin
	select a.* into application from public.applications a where a.id = p_application and a.state <> 'draft';
	if not found then
		return;
	end if;
	select r.* into strict round from private.terms_of(application.id) r;
	select r.reopened_at into reopened
	from public.decision_reopenings r where r.application_id = application.id and r.closed_at is null;
	at_desk := case when reopened is null then application.state else 'decision' end;
	select private.whole_number(r.settings #> array['usual_days', at_desk])::int into strict usual_days
	from public.funding_rounds r where r.id = application.round_id;
	select coalesce(s.snapshot -> 'form', '{}') into sent
	from public.submissions s where s.application_id = p_application order by s.version desc limit 1;
	select coalesce(reopened, max(e.at), application.submitted_at) into since
	from public.status_events e where e.application_id = p_application and e.to_state = application.state;
	due := coalesce(
		(private.open_clarification(p_application)).due_on,
		(since at time zone 'Europe/Berlin')::date + usual_days
	);
	insert into private.cases as c
		(application_id, round_id, state, state_since, submitted_at, late_since, missing_documents, requested_cents, district,
		areas, organisation_kind, organisation_name, title, reference_number, due_on, search, sounds)
	values (
		application.id, application.round_id, at_desk, since, application.submitted_at, (private.lateness(application)).since,
		private.missing_documents(application.id, sent, round), application.requested_cents, application.district,
		application.areas, sent ->> 'legal_form', application.organisation_name, application.title,
		application.reference_number, due,
		' ' || private.folded(concat_ws(' ', application.organisation_name, application.title,
			private.people_named(sent), application.reference_number,
			private.in_german_letters(concat_ws(' ', application.organisation_name, application.title)))) || ' ',
		' ' || concat_ws(' ',
			private.heard(concat_ws(' ', application.organisation_name, private.people_named(sent),
				private.in_other_scripts(application.title))),
			-- Vowels that Arabic does not write stand in the German spelling: of titles too only what is heard is the same.
			private.sounds(private.folded(private.in_german_letters(concat_ws(' ', application.organisation_name, application.title))))
		) || ' '
	)
	on conflict (application_id) do update set
		state = excluded.state, state_since = excluded.state_since, late_since = excluded.late_since,
		missing_documents = excluded.missing_documents, requested_cents = excluded.requested_cents,
		district = excluded.district, areas = excluded.areas, organisation_kind = excluded.organisation_kind,
		organisation_name = excluded.organisation_name, title = excluded.title, due_on = excluded.due_on,
		search = excluded.search, sounds = excluded.sounds, revision = c.revision + 1;
end;
$$;

create or replace function private.queue_statement(
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
		|| case when p_filter ->> 'mark' = 'late' then format(' and c.late_since <= %L', private.now()) else '' end
		|| case when p_filter ->> 'mark' = 'incomplete' then ' and cardinality(c.missing_documents) > 0' else '' end;
	if btrim(p_filter ->> 'text') <> '' then
		statement := statement || case when private.folded(p_filter ->> 'text') = '' then ' and false'
			else private.search_condition(p_filter ->> 'text', p_filter -> 'is_fuzzy' = 'true') end;
	end if;
	if p_after is not null then
		statement := statement || format(' and (c.%I, c.application_id) %s (%L::%s, %L::uuid)',
			key, case when is_down then '<' else '>' end, p_after ->> 'key', type, p_after ->> 'id');
	end if;
	return statement || format(' order by c.%1$I %2$s, c.application_id %2$s limit %3$s',
		key, case when is_down then 'desc' else 'asc' end, p_limit);
end;
$$;

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
		'submitted_at', f.submitted_at, 'is_late', coalesce(f.late_since <= private.now(), false), 'missing_documents', cardinality(f.missing_documents),
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

create or replace function public.open_case(p_application uuid) returns jsonb
language plpgsql security definer set search_path = ''
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
		'state', opened.state,
		'revision', opened.revision, 'assigned_to', opened.assigned_to, 'due_on', opened.due_on,
		'is_late', coalesce(opened.late_since <= private.now(), false), 'missing_documents', to_jsonb(opened.missing_documents),
		'others', (
			select coalesce(jsonb_agg(jsonb_build_object('user_id', v.user_id, 'since', v.since) order by v.since), '[]')
			from private.case_visits v
			where v.application_id = p_application and v.user_id <> auth.uid() and v.seen_at >= moment - absence
		)
	);
end;
$$;

create or replace function private.sent_applications(p_round uuid) returns setof private.sent_application
language sql stable security definer set search_path = ''
as $$
	select a.id, a.reference_number, a.submitted_at, coalesce(c.late_since <= private.now(), a.is_late), a.state, a.title, a.organisation_name, a.district, a.areas,
		a.requested_cents, s.form, d.outcome, d.amount_cents, d.second_signed_at
	from public.applications a
	cross join lateral (
		select x.snapshot -> 'form' as form from public.submissions x
		where x.application_id = a.id order by x.version desc limit 1
	) s
	left join private.cases c on c.application_id = a.id
	left join private.decisions_in_force(p_round) d on d.application_id = a.id
	where a.round_id = p_round and a.state <> 'draft'
	union all
	select null, null, timestamptz 'epoch', p.is_late, p.state, null, null, p.district, p.areas, p.requested_cents, p.facts, p.outcome,
		p.decided_cents, timestamptz 'epoch' + make_interval(secs => (p.days_to_decision * 86400)::double precision)
	from private.past_applications p where p.round_id = p_round;
$$;

create or replace function private.exported_applications(p_ids uuid[]) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select coalesce(jsonb_agg(jsonb_build_object(
		'reference_number', a.reference_number, 'submitted_at', a.submitted_at, 'is_late', coalesce(c.late_since <= private.now(), a.is_late), 'state', a.state,
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
	left join private.cases c on c.application_id = a.id
	cross join lateral (
		select x.snapshot -> 'form' as form from public.submissions x
		where x.application_id = p.id order by x.version desc limit 1
	) f
	cross join lateral private.decision_in_force(p.id) d
$$;
