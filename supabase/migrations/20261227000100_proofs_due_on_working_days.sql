-- A proof was due on Christmas Day: where the last day is a Saturday, Sunday or holiday, it is the next working day (§ 31 (3) VwVfG NRW).
create or replace function private.proof_due_on(p_application uuid) returns date
language sql stable security definer set search_path = ''
as $$
	select private.working_day(t.period_until + (private.settings_of_grant(p_application) ->> 'proof_days')::int)
	from private.terms_in_force(p_application) t;
$$;
comment on function private.proof_due_on(uuid) is
	'The last day on which a proof is in time; it moves with the period of the project, and from a weekend or holiday to the next working '
	'day (§ 31 (3) VwVfG NRW).';

create or replace function private.letter_content(p_application uuid, p_kind text, p_told jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	application public.applications;
	round public.funding_rounds;
	template public.letter_templates;
	sent jsonb;
	period_until text;
	grant_terms jsonb;
begin
	select a.* into strict application from public.applications a where a.id = p_application;
	select r.* into strict round from private.terms_of(application.id) r;
	select t.* into strict template from public.letter_templates t where t.round_id = round.id and t.kind = p_kind;
	select s.snapshot into strict sent
	from public.submissions s where s.application_id = p_application order by s.version desc limit 1;
	period_until := coalesce(p_told ->> 'period_until', sent #>> '{form,period_end}', round.project_until::text);
	if p_kind = 'approved' then
		select private.grant_settings(r.settings) into grant_terms from public.funding_rounds r where r.id = application.round_id;
	elsif p_kind = 'changed' then
		grant_terms := private.settings_of_grant(p_application);
	end if;
	return jsonb_build_object(
		'language', case when sent #>> '{form,contact_language}' = any (private.explained_languages())
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
			'period_until', period_until,
			'round_title', round.texts #> '{de,title}',
			'contact', (
				-- Whom to ask is whoever is there today.
				select jsonb_object_agg(c.key, private.german(c.value))
				from public.funding_rounds r cross join jsonb_each(r.contact) c where r.id = application.round_id
			)
		) || case when grant_terms is null then '{}' else jsonb_build_object(
			-- As private.proof_due_on, for a grant that is not signed yet.
			'proof_due_on', private.working_day(period_until::date + (grant_terms ->> 'proof_days')::int),
			'tolerance_percent', grant_terms -> 'tolerance_percent',
			'need_months', grant_terms -> 'need_months'
		) end || p_told
	);
end;
$$;
