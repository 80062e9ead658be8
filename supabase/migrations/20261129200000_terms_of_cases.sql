-- A round may change while applications lie on the desk. What binds the office towards a group is what the call said when
-- they sent: caps, documents, criteria, period, title. How the office works stays today's: usual days, number of reviews,
-- texts of requests, whom to ask.

create function private.terms_of(p_application uuid) returns public.funding_rounds
language sql stable security definer set search_path = ''
as $$
	select (jsonb_populate_record(r, coalesce(v.terms, '{}'))).*
	from public.applications a
	join public.funding_rounds r on r.id = a.round_id
	left join lateral (
		select s.round_revision from public.submissions s
		where s.application_id = a.id order by s.version desc limit 1
	) s on true
	left join public.round_versions v on v.round_id = r.id and v.revision = s.round_revision
	where a.id = p_application;
$$;
comment on function private.terms_of(uuid) is
	'The round as it stood when the version that counts was sent; columns that are younger than that, and drafts, as it is today.';
revoke all on function private.terms_of(uuid) from public, anon, authenticated, service_role;

create policy "Whoever sent something reads the terms it was sent under" on public.round_versions for select to authenticated
	using (exists (
		select from public.submissions s join public.applications a on a.id = s.application_id
		where a.round_id = round_versions.round_id and s.round_revision = round_versions.revision
			and a.id in (select private.my_application_ids())
	));

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
begin
	select r.* into strict round from private.terms_of(p_application.id) r;
	select s.* into strict first from public.submissions s where s.application_id = p_application.id and s.version = 1;
	select s.* into strict last
	from public.submissions s where s.application_id = p_application.id order by s.version desc limit 1;
	form := last.snapshot -> 'form';

	-- The deadline is that of the day it arrived first: an answer is sent later, under what the call says by then.
	if first.snapshot #>> '{round,closes_at}' is not null then
		findings := findings || private.finding('deadline', case when first.is_late then 'look' else 'ok' end, jsonb_build_object(
			'received_at', first.received_at, 'prepared_at', first.prepared_at, 'closes_at', first.snapshot #> '{round,closes_at}'));
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
begin
	select a.* into application from public.applications a where a.id = p_application and a.state <> 'draft';
	if not found then
		return;
	end if;
	select r.* into strict round from private.terms_of(application.id) r;
	select private.whole_number(r.settings #> array['usual_days', application.state])::int into strict usual_days
	from public.funding_rounds r where r.id = application.round_id;
	select coalesce(s.snapshot -> 'form', '{}') into sent
	from public.submissions s where s.application_id = p_application order by s.version desc limit 1;
	select coalesce(max(e.at), application.submitted_at) into since
	from public.status_events e where e.application_id = p_application and e.to_state = application.state;
	due := coalesce(
		(private.open_clarification(p_application)).due_on,
		(since at time zone 'Europe/Berlin')::date + usual_days
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

create or replace function private.letter_content(p_application uuid, p_kind text, p_told jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	application public.applications;
	round public.funding_rounds;
	template public.letter_templates;
	sent jsonb;
begin
	select a.* into strict application from public.applications a where a.id = p_application;
	select r.* into strict round from private.terms_of(application.id) r;
	select t.* into strict template from public.letter_templates t where t.round_id = round.id and t.kind = p_kind;
	select s.snapshot into strict sent
	from public.submissions s where s.application_id = p_application order by s.version desc limit 1;
	return jsonb_build_object(
		'language', case when sent #>> '{form,contact_language}' in ('de', 'en', 'tr', 'ar')
			then sent #>> '{form,contact_language}' else 'de' end,
		'template', jsonb_build_object(
			'version', template.version, 'subject', template.subject, 'blocks', template.blocks,
			'explanations', template.explanations
		),
		'facts', jsonb_build_object(
			'reference_number', sent ->> 'reference_number',
			'organisation_name', sent #> '{form,organisation_name}',
			'street', sent #> '{form,street}',
			'postal_code', sent #> '{form,postal_code}',
			'city', sent #> '{form,city}',
			'project_title', sent #> '{form,project_title}',
			'requested_cents', sent #> '{form,requested_cents}',
			'period_from', coalesce(sent #>> '{form,period_start}', round.project_from::text),
			'period_until', coalesce(sent #>> '{form,period_end}', round.project_until::text),
			'round_title', round.texts #> '{de,title}',
			'contact', (
				-- Whom to ask is whoever is there today.
				select jsonb_object_agg(c.key, private.german(c.value))
				from public.funding_rounds r cross join jsonb_each(r.contact) c where r.id = application.round_id
			)
		) || p_told
	);
end;
$$;

create or replace function private.told_by_clarification(p_clarification public.clarifications) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object(
		'due_on', p_clarification.due_on,
		'items', p_clarification.items,
		'message', coalesce(p_clarification.message_de, p_clarification.message),
		'document_labels', (
			select coalesce(jsonb_object_agg(d.value ->> 'code', d.value #>> '{labels,de}'), '{}')
			from private.terms_of(p_clarification.application_id) r
			cross join jsonb_array_elements(r.documents) d
			where p_clarification.items @> jsonb_build_array(jsonb_build_object('document', d.value ->> 'code'))
		)
	);
$$;

create or replace function public.ask_clarification(
	p_application uuid, p_items jsonb, p_due_on date, p_message text, p_message_language text default null,
	p_message_de text default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	moment constant timestamptz := private.now();
	today constant date := (moment at time zone 'Europe/Berlin')::date;
	message_language constant text := coalesce(p_message_language, 'de');
	round public.funding_rounds;
	clarification uuid;
begin
	select r.* into strict round from private.terms_of(application.id) r;
	if p_due_on is null or p_due_on not between today and today + 366
		or not private.are_clarification_items(p_items, round)
		or length(p_message) > 4000 or length(p_message_de) > 4000
		or not exists (
			select from private.form_fields f where f.name = 'text_language' and message_language = any (f.options)
		)
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	-- First the step: it refuses a wrong state and a missing message before there is anything to answer.
	perform private.change_state(application.id, 'clarification', array['clerk'], p_message);
	insert into public.clarifications
		(application_id, asked_by, asked_at, due_on, items, message, message_language, message_de)
	values
		(application.id, auth.uid(), moment, p_due_on, p_items, btrim(p_message, E' \t\r\n'), message_language,
		nullif(btrim(p_message_de, E' \t\r\n'), ''))
	returning id into clarification;
	perform private.write_audit(
		'clerk', 'clarification_asked', 'application', application.id::text,
		jsonb_build_object('clarification_id', clarification, 'due_on', p_due_on, 'items', jsonb_array_length(p_items))
	);
	return jsonb_build_object('clarification_id', clarification, 'state', 'clarification');
end;
$$;

create or replace function public.save_review(
	p_application uuid, p_revision int, p_scores jsonb, p_statement text default '', p_recommended_cents bigint default null,
	p_submit boolean default false
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	round public.funding_rounds;
	review public.reviews;
begin
	select r.* into review from public.reviews r
	where r.application_id = p_application and r.reviewer_id = auth.uid() and r.removed_at is null for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if review.submitted_at is not null then
		raise sqlstate 'PT409' using message = 'already_submitted';
	end if;
	if application.state <> 'assessment' then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if review.revision is distinct from p_revision then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	select r.* into strict round from private.terms_of(application.id) r;
	if not private.are_scores(p_scores, round.criteria, false) or length(p_statement) > 8000
		or p_recommended_cents not between 0 and least(round.cap_cents, coalesce(application.requested_cents, 0))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if p_submit and not private.are_scores(p_scores, round.criteria, true) then
		raise sqlstate 'PT422' using message = 'review_incomplete';
	end if;
	update public.reviews set
		scores = p_scores, statement = coalesce(p_statement, ''), recommended_cents = p_recommended_cents,
		revision = review.revision + 1, submitted_at = case when p_submit then private.now() end
	where id = review.id;
	if p_submit then
		perform private.write_audit(
			'clerk', 'review_submitted', 'application', p_application::text, jsonb_build_object('review_id', review.id)
		);
	end if;
	return jsonb_build_object('revision', review.revision + 1, 'is_submitted', p_submit);
end;
$$;

create or replace function public.propose_decision(
	p_application uuid, p_outcome text, p_amount_cents bigint default null, p_reason text default null,
	p_conditions text default null, p_cuts jsonb default '[]', p_waiting_rank int default null, p_seen int default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	in_force constant public.decisions := private.decision_in_force(p_application);
	cap bigint;
	decision uuid;
	form jsonb;
	plan jsonb;
	rank int := p_waiting_rank;
	reason constant text := nullif(btrim(p_reason, E' \t\r\n'), '');
	conditions constant text := nullif(btrim(p_conditions, E' \t\r\n'), '');
begin
	if application.state <> 'decision' then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if exists (
		select from public.decisions d
		where d.application_id = p_application and d.second_signed_at is null and d.discarded_at is null
	) then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	perform private.require_seen(p_application, p_seen);
	select s.snapshot -> 'form' into strict form
	from public.submissions s where s.application_id = p_application order by s.version desc limit 1;
	if p_outcome is null or p_outcome not in ('approved', 'waitlisted', 'rejected')
		or length(reason) > 4000 or length(conditions) > 4000
		or not private.are_cuts(p_cuts, form) or (p_outcome <> 'approved' and p_cuts <> '[]')
		or (rank is not null and (p_outcome <> 'waitlisted' or rank not between 1 and 9999))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select r.cap_cents into strict cap from private.terms_of(p_application) r;
	if p_outcome = 'approved' then
		plan := private.approved_plan(form, p_cuts);
	end if;
	if (p_outcome = 'approved') <> (p_amount_cents is not null)
		or p_amount_cents <= 0 or p_amount_cents > cap
		-- What was cut is not asked for any more.
		or p_amount_cents > coalesce(application.requested_cents, 0)
			- coalesce((plan ->> 'costs_cents')::bigint - (plan ->> 'approved_costs_cents')::bigint, 0)
	then
		raise sqlstate 'PT422' using message = 'amount_invalid';
	end if;
	-- Whoever undoes a decision says why (§ 39 VwVfG NRW), whichever way it goes.
	if reason is null and (p_outcome = 'rejected' or in_force.outcome in ('approved', 'rejected')) then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if p_outcome = 'waitlisted' then
		-- Two proposals at once would be given the same place.
		perform from public.funding_rounds r where r.id = application.round_id for no key update;
		if rank in (select private.waiting_ranks(application.round_id)) then
			raise sqlstate 'PT422' using message = 'rank_taken';
		end if;
		rank := coalesce(rank, (select coalesce(max(w), 0) + 1 from private.waiting_ranks(application.round_id) w));
	end if;
	insert into public.decisions
		(application_id, round_id, outcome, amount_cents, reason, conditions, cuts, plan, waiting_rank, replaces, first_signed_by,
		first_signed_at)
	values
		(p_application, application.round_id, p_outcome, p_amount_cents, reason, conditions, p_cuts, plan, rank, in_force.id,
		auth.uid(), private.now())
	returning id into decision;
	perform private.write_audit(
		'clerk', 'decision_proposed', 'decision', decision::text,
		jsonb_build_object(
			'application_id', p_application, 'outcome', p_outcome, 'amount_cents', p_amount_cents, 'waiting_rank', rank,
			'cuts', jsonb_array_length(p_cuts), 'replaces', in_force.id
		)
	);
	return jsonb_build_object('decision_id', decision);
end;
$$;

create or replace function public.round_ranking(p_round uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return (
		-- Each version's list is unpacked once and not for every case.
		with versions as materialized (
			select v.revision, v.terms -> 'criteria' as criteria from public.round_versions v where v.round_id = p_round
		)
		select coalesce(jsonb_agg(jsonb_build_object(
			'id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name, 'title', a.title,
			'state', a.state, 'requested_cents', a.requested_cents, 'district', a.district, 'areas', a.areas,
			'target_groups', s.target_groups, 'reviews_submitted', v.submitted, 'reviews_open', v.open,
			'score', case when v.open = 0 then v.score end, 'lowest', case when v.open = 0 then v.lowest end,
			'highest', case when v.open = 0 then v.highest end,
			'recommended_cents', case when v.open = 0 then v.recommended end,
			'approved_cents', d.amount_cents, 'waiting_rank', d.waiting_rank
		) order by case when v.open = 0 then v.score end desc nulls last, a.submitted_at, a.id), '[]')
		from public.applications a
		join public.funding_rounds r on r.id = a.round_id
		left join lateral (
			select to_jsonb(private.texts(m.snapshot #> '{form,target_groups}')) as target_groups, m.round_revision
			from public.submissions m where m.application_id = a.id order by m.version desc limit 1
		) s on true
		left join versions k on k.revision = s.round_revision
		cross join lateral (
			select
				count(*) filter (where w.submitted_at is not null) as submitted,
				count(*) filter (where w.submitted_at is null) as open,
				round(avg(private.review_score(w.scores, coalesce(k.criteria, r.criteria))) filter (where w.submitted_at is not null), 1) as score,
				min(private.review_score(w.scores, coalesce(k.criteria, r.criteria))) filter (where w.submitted_at is not null) as lowest,
				max(private.review_score(w.scores, coalesce(k.criteria, r.criteria))) filter (where w.submitted_at is not null) as highest,
				(avg(w.recommended_cents) filter (where w.submitted_at is not null))::bigint as recommended
			from public.reviews w where w.application_id = a.id and w.removed_at is null
		) v
		left join lateral (
			select case when e.outcome = 'approved' then e.amount_cents end as amount_cents,
				case when e.outcome = 'waitlisted' then e.waiting_rank end as waiting_rank
			from private.decision_in_force(a.id) e
		) d on true
		where a.round_id = p_round and a.state not in ('draft', 'submitted', 'formal_check', 'clarification', 'withdrawn')
	);
end;
$$;

create or replace function public.announce_file(
	p_application uuid, p_id uuid, p_document text, p_name text, p_size bigint, p_sha256 text, p_language text default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	most_bytes constant int := 10485760;
	most_files constant int := 30;
	most_attempts constant int := 300;
	application public.applications;
	file public.files;
begin
	select a.* into application from public.applications a where a.id = p_application for update;
	if not found or not private.may_write_application(application) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	select f.* into file from public.files f where f.id = p_id for update;
	if found then
		if file.application_id <> p_application then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
		perform private.refuse_gone_file(file);
		if (file.announced_size, file.announced_sha256) is distinct from (p_size::int, p_sha256) then
			raise sqlstate 'PT422' using message = 'payload_invalid';
		end if;
		return private.file_progress(file);
	end if;

	if not private.takes_file(application.state, p_document) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if p_size = 0 then
		raise sqlstate 'PT422' using message = 'file_empty';
	end if;
	if p_size > most_bytes then
		raise sqlstate 'PT422' using message = 'file_too_large', detail = jsonb_build_object('max_bytes', most_bytes)::text;
	end if;
	if p_id is null or p_size is null or p_size < 0 or p_document is null or coalesce(p_name, '') = ''
		or coalesce(p_sha256, '') !~ '^[0-9a-f]{64}$' or p_language !~ '^[a-z]{2,3}(-[a-z]{2,8})?$'
		or (p_document not in ('other', 'signed_page', 'message') and not exists (
			-- What the call asked for when it was sent may still be missing; what it asks for today is offered by the form.
			select from public.funding_rounds r
			where r.id = application.round_id
				and (r.documents || (private.terms_of(application.id)).documents) @> jsonb_build_array(jsonb_build_object('code', p_document))
		))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if (
		select count(*) from public.files f
		where f.application_id = p_application and f.state <> 'removed' and (f.document = 'message') = (p_document = 'message')
	) >= most_files then
		raise sqlstate 'PT422' using message = 'too_many_files', detail = jsonb_build_object('max', most_files)::text;
	end if;
	if (select count(*) from public.files f where f.application_id = p_application) >= most_attempts then
		raise sqlstate 'PT429' using message = 'too_many_attempts';
	end if;
	insert into public.files
		(id, application_id, document, name, size, sha256, announced_size, announced_sha256, language, created_by, created_at)
	values
		(p_id, p_application, p_document, p_name, p_size, p_sha256, p_size, p_sha256, p_language, auth.uid(), private.now())
	returning * into file;
	perform private.write_audit(
		'applicant', 'file_announced', 'file', p_id::text,
		jsonb_build_object('application_id', p_application, 'document', p_document)
	);
	return private.file_progress(file);
exception
	when check_violation then
		raise sqlstate 'PT422' using message = 'payload_invalid';
end;
$$;
