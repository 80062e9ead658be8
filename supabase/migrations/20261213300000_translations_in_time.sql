-- The letter that asks for a translation says that the deadline is kept only if the translation is in time (§ 23 (4) VwVfG NRW). The
-- formal check did not know it, and "deadline: kept" went into the record.
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
	translation public.clarifications;
begin
	select r.* into strict round from private.terms_of(p_application.id) r;
	select s.* into strict first from public.submissions s where s.application_id = p_application.id and s.version = 1;
	select s.* into strict last
	from public.submissions s where s.application_id = p_application.id order by s.version desc limit 1;
	form := last.snapshot -> 'form';

	-- A translation that was asked for by a day with the notice of § 23 (4) VwVfG NRW and did not come by it: what was written in
	-- another language counts as received on the day the translation comes.
	select c.* into translation
	from public.clarifications c
	where c.application_id = p_application.id and c.items @> '[{"kind": "translation"}]'
		and (c.answered_at is not null or c.closed_at is null)
		and (coalesce(c.answered_at, private.now()) at time zone 'Europe/Berlin')::date > c.due_on
	order by c.asked_at limit 1;

	-- The deadline is that of the day it arrived first: an answer is sent later, under what the call says by then.
	if first.snapshot #>> '{round,closes_at}' is not null then
		findings := findings || private.finding('deadline', case
			when first.is_late then 'look'
			when coalesce(translation.answered_at, private.now()) > (first.snapshot #>> '{round,closes_at}')::timestamptz
				and translation.id is not null then 'look'
			else 'ok'
		end, jsonb_build_object(
			'received_at', first.received_at, 'prepared_at', first.prepared_at, 'closes_at', first.snapshot #> '{round,closes_at}',
			'translation_due_on', translation.due_on, 'translation_at', translation.answered_at));
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
