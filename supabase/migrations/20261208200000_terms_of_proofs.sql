-- What a proof is measured by was read from today's round, so that a change of the call moved days and tolerances that were promised;
-- and the letter of a grant named months and percents of its own, whatever the round says.
create or replace function private.proof_due_on(p_application uuid) returns date
language sql stable security definer set search_path = ''
as $$
	select t.period_until + (private.settings_of_grant(p_application) ->> 'proof_days')::int
	from private.terms_in_force(p_application) t;
$$;

create or replace function private.proof_facts(p_application uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object(
		'state', a.state,
		'terms_version', t.version,
		'amount_cents', t.amount_cents,
		'paid_cents', private.paid_cents(a.id),
		'unasked_cents', greatest(0, t.amount_cents - private.promised_cents(a.id)),
		'period_from', t.period_from,
		'period_until', t.period_until,
		'lines', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', l.value -> 'id', 'label', nullif(l.value ->> 'label', ''), 'category', l.value -> 'category',
				'cents', l.value -> 'approved_cents'
			) order by l.ordinality), '[]')
			from jsonb_array_elements(t.plan -> 'lines') with ordinality l
		),
		'planned_income_cents', coalesce(private.whole_number(t.plan -> 'incomes_cents'), 0),
		'due_on', private.proof_due_on(a.id),
		'financing', s.said ->> 'financing',
		'tolerance_percent', (s.said ->> 'tolerance_percent')::int
	)
	from public.applications a
	cross join lateral (select private.settings_of_grant(a.id) as said) s
	cross join lateral (select (private.terms_in_force(a.id)).*) t
	where a.id = p_application and t.application_id is not null;
$$;

create or replace function private.proof_sample_of(p_submission public.proof_submissions) returns text[]
language sql stable security definer set search_path = ''
as $$
	select private.proof_sample(
		p_submission, (private.settings_of_grant(p_submission.application_id) ->> 'sample_percent')::int
	);
$$;

create or replace function private.remind_of_proofs() returns int
language plpgsql security definer set search_path = ''
as $$
declare
	grace constant int := 7;
	proof record;
	queued int := 0;
begin
	for proof in
		select a.id, a.state, t.period_until, private.proof_due_on(a.id) as due_on,
			(private.settings_of_grant(a.id) ->> 'proof_remind_days')::int as days
		from public.applications a
		cross join lateral (select (private.terms_in_force(a.id)).*) t
		where a.state in ('paid', 'report_due') and t.period_until < private.today()
		order by a.id
		for update of a skip locked
	loop
		-- The project is over: from here on its proof is what the group has to do.
		if proof.state = 'paid' then
			perform private.change_state(proof.id, 'report_due', array['system']);
			queued := queued + 1;
		elsif private.today() between proof.due_on - proof.days and proof.due_on and not exists (
			select from public.notifications n where n.event = 'proof_reminder' and n.subject_id = proof.id
		) then
			perform private.notify('proof_reminder', proof.id, proof.id);
			queued := queued + 1;
		elsif private.today() > proof.due_on + grace and not exists (
			select from public.notifications n where n.event = 'proof_overdue' and n.subject_id = proof.id
		) then
			perform private.notify('proof_overdue', proof.id, proof.id);
			queued := queued + 1;
		end if;
	end loop;
	return queued;
end;
$$;

insert into private.letter_placeholders (kind, name, is_required) values
	('approved', 'proof_due', false), ('approved', 'tolerance', false), ('approved', 'need', false), ('changed', 'proof_due', false);

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
	if p_kind in ('approved', 'changed') then
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
			'proof_due_on', period_until::date + (grant_terms ->> 'proof_days')::int,
			'tolerance_percent', grant_terms -> 'tolerance_percent',
			'need_months', grant_terms -> 'need_months'
		) end || p_told
	);
end;
$$;

-- Our proposals name what the round says; what an admin has saved stays as it is.
create temporary table proof_words (kind text, was text, better text);
insert into proof_words values
	('approved', 'Einzelne Ansätze dürfen um bis zu 20 Prozent überschritten werden',
		'Einzelne Ansätze dürfen um bis zu {{tolerance}} Prozent überschritten werden'),
	('approved', 'soweit sie innerhalb von zwei Monaten für fällige Zahlungen gebraucht wird',
		'soweit sie innerhalb von {{need}} für fällige Zahlungen gebraucht wird'),
	('approved', 'und die Belege, spätestens sechs Monate nach Ende des Bewilligungszeitraums.',
		'und die Belege, spätestens am {{proof_due}}.'),
	('changed', 'Der Bewilligungszeitraum reicht vom {{period_from}} bis zum {{period_until}}.',
		'Der Bewilligungszeitraum reicht vom {{period_from}} bis zum {{period_until}}. Der Verwendungsnachweis ist am {{proof_due}} fällig.');
create function pg_temp.reworded(p_kind text, p_blocks jsonb) returns jsonb
language plpgsql
as $$
declare
	words record;
	text_now text := p_blocks::text;
begin
	for words in select w.was, w.better from proof_words w where w.kind = p_kind loop
		text_now := replace(text_now, words.was, words.better);
	end loop;
	return text_now::jsonb;
end;
$$;
update private.letter_proposals p set blocks = pg_temp.reworded(p.kind, p.blocks) where p.kind in ('approved', 'changed');
-- The version tells the letters with these words apart from those before.
update public.letter_templates t set version = t.version + 1, blocks = pg_temp.reworded(t.kind, t.blocks)
where t.kind in ('approved', 'changed') and t.updated_by is null;
drop function pg_temp.reworded(text, jsonb);
drop table proof_words;
