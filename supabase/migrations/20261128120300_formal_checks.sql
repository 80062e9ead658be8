create table public.formal_checks (
	id uuid primary key default gen_random_uuid(),
	application_id uuid not null references public.applications (id),
	version integer not null,
	judgements jsonb not null default '{}',
	note text not null default '',
	revision integer not null default 1,
	written_by uuid not null,
	written_at timestamptz not null,
	items jsonb,
	is_passed boolean,
	signed_by uuid,
	signed_at timestamptz
);
comment on table public.formal_checks is
	'Prüfvermerk of the formal check. While it is open, judgements are written; signed, it holds findings and judgements as they '
	'were and never changes.';
comment on column public.formal_checks.version is 'The version of the submission that was checked.';
comment on column public.formal_checks.judgements is '{item: {"judgement": "met" | "not_met" | "not_applicable" | null, "reason": text}}';
comment on column public.formal_checks.items is
	'Set by the signature: [{"code", "finding", "params", "judgement", "reason"}] in the order of the checklist.';
comment on column public.formal_checks.signed_by is 'written_by, signed_by: no foreign key, the file outlives the account.';

alter table public.formal_checks add constraint formal_checks_signature_is_whole check (
	(signed_by is null) = (signed_at is null) and (signed_by is null) = (items is null) and (signed_by is null) = (is_passed is null)
);
alter table public.formal_checks add constraint formal_checks_short
	check (length(note) <= 20000 and octet_length(judgements::text) <= 100000);

create unique index formal_checks_one_open on public.formal_checks (application_id) where signed_at is null;
comment on index public.formal_checks_one_open is 'One check at a time, whoever writes it.';
create index formal_checks_by_application on public.formal_checks (application_id, version);
comment on index public.formal_checks_by_application is 'The checks of one application.';

revoke all on public.formal_checks from public, anon, authenticated, service_role;
grant select on public.formal_checks to authenticated, service_role;
alter table public.formal_checks enable row level security;

create policy "Staff read formal checks" on public.formal_checks for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function private.finding(p_code text, p_finding text, p_params jsonb default '{}') returns jsonb
language sql immutable set search_path = ''
as $$
	select jsonb_build_object('code', p_code, 'finding', p_finding, 'params', p_params);
$$;
comment on function private.finding(text, text, jsonb) is '{"code", "finding": "ok" | "look" | "problem", "params"}';
revoke all on function private.finding(text, text, jsonb) from public, anon, authenticated, service_role;

create function private.plan_sums(p_form jsonb) returns table (costs bigint, incomes bigint, public_grants bigint)
language sql stable set search_path = ''
as $$
	select
		coalesce(sum(l.cents) filter (where r.list = 'cost_lines'), 0)::bigint,
		coalesce(sum(l.cents) filter (where r.list = 'income_lines'), 0)::bigint,
		coalesce(sum(l.cents) filter (
			where r.list = 'income_lines' and p_form ->> ('income_lines.' || r.id || '.kind') = 'public_grant'), 0)::bigint
	from private.form_rows(p_form) r
	cross join lateral (select private.positive_cents(p_form -> (r.list || '.' || r.id || '.amount_cents')) as cents) l
	where r.list in ('cost_lines', 'income_lines');
$$;
comment on function private.plan_sums(jsonb) is 'Costs, incomes besides the grant, and other public grants among them, in cents.';
revoke all on function private.plan_sums(jsonb) from public, anon, authenticated, service_role;

create function private.similar_applications(p_application public.applications) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select coalesce(jsonb_agg(jsonb_build_object(
		'id', s.id, 'reference_number', s.reference_number, 'title', s.title, 'state', s.state
	) order by s.submitted_at), '[]')
	from (
		select o.id, o.reference_number, o.title, o.state, o.submitted_at
		from (
			select a.id from public.applications a where a.organisation_id = p_application.organisation_id
			union
			select c.application_id from private.cases c
			where c.name_key <> '' and c.name_key = left(private.folded(p_application.organisation_name), 80)
			union
			select c.application_id from private.cases c
			where c.title_key <> '' and c.title_key = left(private.folded(p_application.title), 80)
		) named
		join public.applications o on o.id = named.id
		join public.funding_rounds r on r.id = o.round_id
		join public.funding_rounds mine on mine.id = p_application.round_id
		where o.id <> p_application.id and o.state not in ('draft', 'withdrawn')
			and daterange(r.project_from, r.project_until, '[]') && daterange(mine.project_from, mine.project_until, '[]')
		order by o.submitted_at
		limit 20
	) s;
$$;
comment on function private.similar_applications(public.applications) is
	'Sent applications of the same time that name the same organisation or the same title: what double funding looks like.';
revoke all on function private.similar_applications(public.applications) from public, anon, authenticated, service_role;

create function private.check_findings(p_application public.applications) returns jsonb
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
	select r.* into strict round from public.funding_rounds r where r.id = p_application.round_id;
	select s.* into strict first from public.submissions s where s.application_id = p_application.id and s.version = 1;
	select s.* into strict last
	from public.submissions s where s.application_id = p_application.id order by s.version desc limit 1;
	form := last.snapshot -> 'form';

	if round.closes_at is not null then
		findings := findings || private.finding('deadline', case when first.is_late then 'look' else 'ok' end, jsonb_build_object(
			'received_at', first.received_at, 'prepared_at', first.prepared_at, 'closes_at', round.closes_at));
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
comment on function private.check_findings(public.applications) is
	'The checklist of the round with what the program finds: [{"code", "finding", "params"}]. "look" means that a person has to, '
	'"problem" that something is wrong by the letter; neither decides anything.';
revoke all on function private.check_findings(public.applications) from public, anon, authenticated, service_role;

create function public.formal_check(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	application public.applications;
	draft public.formal_checks;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select a.* into application from public.applications a where a.id = p_application and a.state <> 'draft';
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	select f.* into draft from public.formal_checks f where f.application_id = p_application and f.signed_at is null;
	return jsonb_build_object(
		'findings', private.check_findings(application),
		'revision', coalesce(draft.revision, 0), 'judgements', coalesce(draft.judgements, '{}'), 'note', coalesce(draft.note, ''),
		'written_by', draft.written_by, 'written_at', draft.written_at,
		'records', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', f.id, 'version', f.version, 'items', f.items, 'note', f.note, 'is_passed', f.is_passed,
				'signed_by', f.signed_by, 'signed_at', f.signed_at
			) order by f.version desc, f.signed_at desc), '[]')
			from public.formal_checks f where f.application_id = p_application and f.signed_at is not null
		)
	);
end;
$$;
comment on function public.formal_check(uuid) is
	'{"findings", "revision", "judgements", "note", "written_by", "written_at", "records": signed ones, the newest first}: the '
	'checklist as it is now, the open check (revision 0: none), and what was signed. PT403, PT404.';
revoke all on function public.formal_check(uuid) from public, anon, authenticated, service_role;
grant execute on function public.formal_check(uuid) to authenticated;

create function private.are_judgements(p_judgements jsonb) returns boolean
language sql immutable set search_path = ''
as $$
	select case when jsonb_typeof(p_judgements) <> 'object' then false else not exists (
		select from jsonb_each(p_judgements) j
		where j.key !~ '^[a-z_]{1,40}$' or jsonb_typeof(j.value) <> 'object' or j.value - array['judgement', 'reason'] <> '{}'
			or j.value -> 'judgement' is null or j.value -> 'judgement' not in ('null', '"met"', '"not_met"', '"not_applicable"')
			or jsonb_typeof(j.value -> 'reason') is distinct from 'string' or length(j.value ->> 'reason') > 4000
	) end;
$$;
comment on function private.are_judgements(jsonb) is 'The shape of formal_checks.judgements.';
revoke all on function private.are_judgements(jsonb) from public, anon, authenticated, service_role;

create function private.unjudged(p_findings jsonb, p_judgements jsonb) returns text[]
language sql immutable set search_path = ''
as $$
	select coalesce(array_agg(f.value ->> 'code' order by f.ordinality), '{}')
	from jsonb_array_elements(p_findings) with ordinality f
	cross join lateral (select p_judgements -> (f.value ->> 'code') as j) g
	where coalesce(jsonb_typeof(g.j -> 'judgement'), 'null') = 'null'
		-- Who agrees with the program need not say why; who does not, must.
		or (not (f.value ->> 'finding' = 'ok' and g.j ->> 'judgement' = 'met') and private.trimmed(g.j ->> 'reason') = '');
$$;
comment on function private.unjudged(jsonb, jsonb) is 'Items without a judgement, or without the reason their judgement needs.';
revoke all on function private.unjudged(jsonb, jsonb) from public, anon, authenticated, service_role;

create function public.write_formal_check(
	p_application uuid, p_revision int, p_judgements jsonb, p_note text default '', p_sign boolean default false
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	moment constant timestamptz := private.now();
	findings constant jsonb := private.check_findings(application);
	draft public.formal_checks;
	newest int;
	lacking text[];
	signed jsonb;
begin
	if application.state <> 'formal_check' then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	select f.* into draft from public.formal_checks f where f.application_id = p_application and f.signed_at is null for update;
	if coalesce(draft.revision, 0) is distinct from p_revision then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	if not private.are_judgements(p_judgements) or length(p_note) > 20000 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select max(s.version) into newest from public.submissions s where s.application_id = p_application;
	if draft.id is null then
		insert into public.formal_checks (application_id, version, judgements, note, written_by, written_at)
		values (p_application, newest, p_judgements, coalesce(p_note, ''), auth.uid(), moment)
		returning * into draft;
	else
		update public.formal_checks set
			version = newest, judgements = p_judgements, note = coalesce(p_note, ''), revision = revision + 1,
			written_by = auth.uid(), written_at = moment
		where id = draft.id returning * into draft;
	end if;
	if p_sign then
		lacking := private.unjudged(findings, p_judgements);
		if cardinality(lacking) > 0 then
			raise sqlstate 'PT422' using message = 'check_incomplete', detail = to_jsonb(lacking)::text;
		end if;
		select jsonb_agg(f.value || (p_judgements -> (f.value ->> 'code')) order by f.ordinality) into signed
		from jsonb_array_elements(findings) with ordinality f;
		update public.formal_checks set
			items = signed, signed_by = auth.uid(), signed_at = moment,
			is_passed = not exists (select from jsonb_array_elements(signed) i where i.value ->> 'judgement' = 'not_met')
		where id = draft.id;
		perform private.write_audit(
			'clerk', 'formal_check_signed', 'application', p_application::text,
			jsonb_build_object('formal_check_id', draft.id, 'version', newest)
		);
	end if;
	return jsonb_build_object('revision', draft.revision, 'is_signed', p_sign);
end;
$$;
comment on function public.write_formal_check(uuid, int, jsonb, text, boolean) is
	'Keeps the open check, or signs it as the Prüfvermerk: {"revision", "is_signed"}. p_revision is that of the open check as it '
	'was read, 0 for none. To be signed, each item needs a judgement, and a reason unless program and person agree that all is '
	'well. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | not_in_state | case_moved_on, PT422 check_incomplete '
	'(detail: JSON array of codes) | payload_invalid.';
revoke all on function public.write_formal_check(uuid, int, jsonb, text, boolean) from public, anon, authenticated, service_role;
grant execute on function public.write_formal_check(uuid, int, jsonb, text, boolean) to authenticated;

create function private.guard_formal_check() returns trigger
language plpgsql set search_path = ''
as $$
begin
	if old.signed_at is not null then
		raise exception 'a signed check stays as it was signed' using errcode = '42501';
	end if;
	return new;
end;
$$;
comment on function private.guard_formal_check() is 'Holds for the owner too.';
revoke all on function private.guard_formal_check() from public, anon, authenticated, service_role;

create trigger formal_checks_are_guarded before update on public.formal_checks
	for each row execute function private.guard_formal_check();
comment on trigger formal_checks_are_guarded on public.formal_checks is 'See private.guard_formal_check().';
create trigger formal_checks_stay before delete or truncate on public.formal_checks
	for each statement execute function private.refuse_change();
comment on trigger formal_checks_stay on public.formal_checks is 'A Prüfvermerk is part of the file.';
create trigger formal_checks_touch_their_case after insert or update on public.formal_checks
	for each row execute function private.touch_case();
comment on trigger formal_checks_touch_their_case on public.formal_checks is 'See private.touch_case().';

create function private.require_formal_check() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if not exists (
		select from public.formal_checks f
		where f.application_id = new.application_id and f.signed_at is not null and f.version = (
			select max(s.version) from public.submissions s where s.application_id = new.application_id
		)
	) then
		raise sqlstate 'PT422' using message = 'check_required';
	end if;
	return new;
end;
$$;
comment on function private.require_formal_check() is
	'Nothing is assessed without a signed formal check of the version that holds. PT422 check_required.';
revoke all on function private.require_formal_check() from public, anon, authenticated, service_role;

create trigger status_events_need_a_check before insert on public.status_events
	for each row when (new.from_state = 'formal_check' and new.to_state = 'assessment')
	execute function private.require_formal_check();
comment on trigger status_events_need_a_check on public.status_events is 'See private.require_formal_check().';
