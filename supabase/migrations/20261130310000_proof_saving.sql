create function private.is_proof_path(p_path text) returns boolean
language sql immutable set search_path = ''
as $$
	select p_path ~ ('^(receipts\.[a-z0-9]{8}\.(position|invoice_on|paid_on|payee|purpose|line|amount_cents|paid_by|currency|foreign_cents)'
		'|report\.(done|reached|changed|language|participants|newcomers|volunteers|income_cents|photo_consent|declared|signed_name)'
		'|answers\.[a-z0-9]{8})$');
$$;
comment on function private.is_proof_path(text) is 'isProofPath of core/proof/fields.ts: what a proof may hold.';
revoke all on function private.is_proof_path(text) from public, anon, authenticated, service_role;

create function private.are_proof_changes(p_changes jsonb) returns boolean
language sql stable set search_path = ''
as $$
	select case when private.is_small_map(p_changes) then not exists (
		select from jsonb_each(p_changes) c
		where not private.is_proof_path(c.key) or not private.is_form_value(c.value) or (
			c.key like 'answers.%' and (jsonb_typeof(c.value) not in ('string', 'null') or length(c.value #>> '{}') > 2000)
		)
	) else false end;
$$;
comment on function private.are_proof_changes(jsonb) is 'As private.are_form_changes, of a proof.';
revoke all on function private.are_proof_changes(jsonb) from public, anon, authenticated, service_role;

create function private.open_proof_query(p_application uuid) returns public.proof_queries
language sql stable security definer set search_path = ''
as $$
	select q from public.proof_queries q where q.application_id = p_application and q.closed_at is null;
$$;
comment on function private.open_proof_query(uuid) is 'What the office waits for now; a row of nulls when it waits for nothing.';
revoke all on function private.open_proof_query(uuid) from public, anon, authenticated, service_role;

create function private.is_proof_reopened(p_path text, p_items jsonb) returns boolean
language sql immutable set search_path = ''
as $$
	select exists (
		select from jsonb_array_elements(p_items) i
		where case i.value ->> 'kind'
			when 'section' then starts_with(p_path, (i.value ->> 'section') || '.')
			when 'question' then p_path = 'answers.' || (i.value ->> 'id')
			else false
		end
	);
$$;
comment on function private.is_proof_reopened(text, jsonb) is 'isReopened of core/application/clarification.ts, of a proof.';
revoke all on function private.is_proof_reopened(text, jsonb) from public, anon, authenticated, service_role;

create function private.proof_due_on(p_application uuid) returns date
language sql stable security definer set search_path = ''
as $$
	select t.period_until + (private.grant_settings(r.settings) ->> 'proof_days')::int
	from public.applications a
	join public.funding_rounds r on r.id = a.round_id
	cross join lateral (select (private.terms_in_force(a.id)).*) t
	where a.id = p_application;
$$;
comment on function private.proof_due_on(uuid) is 'The last day on which a proof is in time; it moves with the period of the project.';
revoke all on function private.proof_due_on(uuid) from public, anon, authenticated, service_role;

create function private.proof_problems(p_form jsonb, p_terms public.grant_terms) returns jsonb
language sql stable set search_path = ''
as $$
	with receipts as (
		select r.id, 'receipts.' || r.id || '.' as at from private.form_rows(p_form) r where r.list = 'receipts'
	), found (path, code) as (
		select 'report.' || q.field, 'required'
		from unnest(array['done', 'signed_name']) q (field) where private.is_absent(p_form -> ('report.' || q.field))
		union all
		select 'report.participants', case when private.is_absent(p_form -> 'report.participants') then 'required' else 'not_a_number' end
		where coalesce(private.whole_number(p_form -> 'report.participants') not between 0 and 99999999, true)
		union all
		select 'report.' || q.field, 'not_a_number'
		from unnest(array['newcomers', 'volunteers']) q (field)
		where not private.is_absent(p_form -> ('report.' || q.field))
			and coalesce(private.whole_number(p_form -> ('report.' || q.field)) not between 0 and 99999999, true)
		union all
		select 'report.income_cents', 'not_an_amount'
		where not private.is_absent(p_form -> 'report.income_cents')
			and coalesce(private.whole_number(p_form -> 'report.income_cents') not between 0 and 100000000000, true)
		union all
		select 'report.declared', 'declaration_missing' where p_form -> 'report.declared' is distinct from '"yes"'
		union all
		select r.at || q.field, 'required'
		from receipts r cross join unnest(array['payee', 'purpose', 'paid_by']) q (field) where private.is_absent(p_form -> (r.at || q.field))
		union all
		select r.at || q.field, case when private.is_absent(p_form -> (r.at || q.field)) then 'required' else 'not_a_date' end
		from receipts r cross join unnest(array['invoice_on', 'paid_on']) q (field) where private.form_date(p_form -> (r.at || q.field)) is null
		union all
		select r.at || 'amount_cents', case when private.is_absent(p_form -> (r.at || 'amount_cents')) then 'required' else 'not_an_amount' end
		from receipts r where coalesce(private.whole_number(p_form -> (r.at || 'amount_cents')) not between 1 and 100000000000, true)
		union all
		select r.at || 'line', case when private.is_absent(p_form -> (r.at || 'line')) then 'required' else 'unknown_choice' end
		from receipts r
		where not exists (
			select from jsonb_array_elements(p_terms.plan -> 'lines') l where l.value ->> 'id' = p_form ->> (r.at || 'line')
		)
	)
	select coalesce(jsonb_agg(jsonb_build_object('path', f.path, 'code', f.code) order by f.path), '[]') from found f;
$$;
comment on function private.proof_problems(jsonb, public.grant_terms) is
	'[{"path", "code"}] of what keeps a proof from being sent: proofProblems of core/proof/problems.ts; a test compares. Everything that '
	'is only odd (a day outside the period, no picture) is for the office to judge and refuses nothing.';
revoke all on function private.proof_problems(jsonb, public.grant_terms) from public, anon, authenticated, service_role;

create function private.proof_state(p_application public.applications) returns text
language sql immutable set search_path = ''
as $$
	select case when p_application.state in ('accepted', 'paid', 'report_due') then 'draft'
		when p_application.state = 'report_clarification' then 'clarification' else 'submitted' end;
$$;
comment on function private.proof_state(public.applications) is 'A proof in the words of drafts: what the device of its people goes by.';
revoke all on function private.proof_state(public.applications) from public, anon, authenticated, service_role;

create function public.save_proof(p_application uuid, p_base_revision int, p_changes jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application public.applications;
	proof public.proofs;
	reopened jsonb;
	merged jsonb;
begin
	if auth.uid() is null then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if p_base_revision is null or not private.are_proof_changes(p_changes) then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select a.* into application from public.applications a where a.id = p_application for update;
	if not found or not private.may_write_application(application) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if application.state not in ('accepted', 'paid', 'report_due') then
		reopened := (private.open_proof_query(p_application)).items;
		if reopened is null then
			raise sqlstate 'PT409' using message = case
				when exists (select from public.proof_submissions s where s.application_id = p_application) then 'already_submitted'
				else 'not_in_state' end;
		end if;
	end if;
	select p.* into proof from public.proofs p where p.application_id = p_application;
	if not found and p_base_revision <> 0 then
		-- A base revision without a row means that the server was restored from an older copy: the client starts again at 0.
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if coalesce(proof.revision, 0) <> p_base_revision then
		return jsonb_build_object('status', 'moved_on', 'revision', proof.revision, 'fields', proof.form);
	end if;
	if reopened is not null
		and exists (select from jsonb_object_keys(p_changes) c (path) where not private.is_proof_reopened(c.path, reopened))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select coalesce(jsonb_object_agg(f.key, f.value), '{}') into merged
	from jsonb_each(coalesce(proof.form, '{}') || p_changes) f
	where f.value not in ('null', '""', '[]');
	if not private.is_small_map(merged) then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	insert into public.proofs as p (application_id, form, revision, updated_at)
	values (p_application, merged, 1, private.now())
	on conflict (application_id) do update set
		form = excluded.form, revision = p.revision + 1, updated_at = excluded.updated_at
	returning p.* into proof;
	return jsonb_build_object('status', 'saved', 'revision', proof.revision, 'state', private.proof_state(application));
end;
$$;
comment on function public.save_proof(uuid, int, jsonb) is
	'{"status": "saved", "revision", "state"} or, when the server has moved on, {"status": "moved_on", "revision", "fields"} with nothing '
	'written. From the day the grant is accepted until the proof is sent; while a query is open, for the parts it names. PT403 '
	'not_allowed, PT404 not_found (also for somebody else''s id), PT409 already_submitted | not_in_state, PT422 payload_invalid.';
revoke all on function public.save_proof(uuid, int, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.save_proof(uuid, int, jsonb) to authenticated;

create function private.proof_receipt(p_submission public.proof_submissions) returns jsonb
language sql stable set search_path = ''
as $$
	select jsonb_build_object(
		'application_id', p_submission.application_id,
		'reference_number', p_submission.snapshot ->> 'reference_number',
		'received_at', to_char(p_submission.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
		'sha256', p_submission.sha256,
		'is_late', p_submission.is_late,
		'state', 'submitted',
		'round', p_submission.snapshot ->> 'round'
	);
$$;
comment on function private.proof_receipt(public.proof_submissions) is 'Made of immutable rows alone, so that the same key gets the same receipt forever.';
revoke all on function private.proof_receipt(public.proof_submissions) from public, anon, authenticated, service_role;

create function private.answered_proof(p_sent jsonb, p_form jsonb, p_items jsonb) returns jsonb
language sql stable set search_path = ''
as $$
	select coalesce(jsonb_object_agg(f.key, f.value), '{}')
	from (
		select s.key, s.value from jsonb_each(p_sent) s where not private.is_proof_reopened(s.key, p_items)
		union all
		select n.key, n.value from jsonb_each(p_form) n where private.is_proof_reopened(n.key, p_items)
	) f;
$$;
comment on function private.answered_proof(jsonb, jsonb, jsonb) is 'What was sent last, with the parts that were asked for as they are written now.';
revoke all on function private.answered_proof(jsonb, jsonb, jsonb) from public, anon, authenticated, service_role;

create function private.keep_proof(
	p_application public.applications, p_form jsonb, p_key uuid, p_prepared_at timestamptz, p_due_on date
) returns public.proof_submissions
language plpgsql security definer set search_path = ''
as $$
declare
	terms constant public.grant_terms := private.terms_in_force(p_application.id);
	next_version constant int := 1 + coalesce(
		(select max(s.version) from public.proof_submissions s where s.application_id = p_application.id), 0
	);
	submission public.proof_submissions;
	document jsonb;
begin
	if p_key is null or exists (select from public.proof_submissions s where s.idempotency_key = p_key) then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	document := jsonb_build_object(
		'application_id', p_application.id,
		'reference_number', p_application.reference_number,
		'round', (select r.slug from public.funding_rounds r where r.id = p_application.round_id),
		'version', next_version,
		'terms_version', terms.version,
		'form', p_form,
		'files', private.proof_files(p_application.id)
	);
	insert into public.proof_submissions
		(application_id, version, idempotency_key, user_id, snapshot, sha256, received_at, prepared_at, is_late)
	values (
		p_application.id, next_version, p_key, auth.uid(), document,
		encode(sha256(convert_to(document::text, 'UTF8')), 'hex'), private.now(), p_prepared_at, private.today() > p_due_on
	)
	returning * into submission;
	return submission;
end;
$$;
comment on function private.keep_proof(public.applications, jsonb, uuid, timestamptz, date) is
	'Writes down what is sent. PT422 payload_invalid for a key that is missing or belongs to something else.';
revoke all on function private.keep_proof(public.applications, jsonb, uuid, timestamptz, date) from public, anon, authenticated, service_role;

create function public.submit_proof(
	p_application uuid, p_key uuid, p_revision int, p_prepared_at timestamptz default null, p_answers uuid default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.lock_own_application(p_application);
	terms constant public.grant_terms := private.terms_in_force(p_application);
	query constant public.proof_queries := private.open_proof_query(p_application);
	last public.proof_submissions;
	sent public.proof_submissions;
	form jsonb;
	revision int;
	problems jsonb;
begin
	select s.* into last from public.proof_submissions s where s.application_id = p_application order by s.version desc limit 1;
	-- As with applications: a known key, or no answer to what is asked now, sends nothing anew.
	if last.id is not null and (
		p_answers is null or p_answers is distinct from query.id
		or exists (select from public.proof_submissions s where s.application_id = p_application and s.idempotency_key = p_key)
	) then
		select s.* into strict sent from public.proof_submissions s where s.application_id = p_application and s.version = 1;
		return private.proof_receipt(sent);
	end if;
	-- Without a cent of the grant there is nothing to prove yet.
	if terms.application_id is null or application.state not in ('paid', 'report_due', 'report_clarification') then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	select p.form, p.revision into form, revision from public.proofs p where p.application_id = p_application;
	if p_revision is distinct from coalesce(revision, 0) then
		raise sqlstate 'PT409' using message = 'draft_moved_on';
	end if;
	if last.id is not null then
		form := private.answered_proof(last.snapshot -> 'form', form, query.items);
		problems := coalesce((
			select jsonb_agg(p.value) from jsonb_array_elements(private.proof_problems(form, terms)) p
			where private.is_proof_reopened(p.value ->> 'path', query.items)
		), '[]');
	else
		problems := private.proof_problems(coalesce(form, '{}'), terms);
	end if;
	perform private.refuse_incomplete(problems);
	sent := private.keep_proof(
		application, form, p_key, p_prepared_at, case when last.id is null then private.proof_due_on(p_application) else query.due_on end
	);
	if last.id is not null then
		update public.proof_queries set answered_at = private.now() where id = query.id;
	elsif application.state = 'paid' then
		perform private.change_state(p_application, 'report_due', array['system']);
	end if;
	perform private.change_state(p_application, 'report_submitted', array['applicant']);
	perform private.write_audit(
		'applicant', case when last.id is null then 'proof_submitted' else 'proof_query_answered' end, 'application', p_application::text,
		jsonb_build_object('sha256', sent.sha256, 'version', sent.version, 'is_late', sent.is_late, 'submission_id', sent.id)
	);
	select s.* into strict sent from public.proof_submissions s where s.application_id = p_application and s.version = 1;
	return private.proof_receipt(sent);
end;
$$;
comment on function public.submit_proof(uuid, uuid, int, timestamptz, uuid) is
	'Sends a proof of use, or the answer to the query p_answers while that is open, and gives the receipt of version 1 as '
	'submit_application does: the same for every repetition. Late is marked and never refused. For owners and editors. PT404 '
	'not_found, PT409 draft_moved_on | not_in_state (nothing was paid yet), PT422 application_incomplete (detail: JSON array of '
	'problems) | payload_invalid.';
revoke all on function public.submit_proof(uuid, uuid, int, timestamptz, uuid) from public, anon, authenticated, service_role;
grant execute on function public.submit_proof(uuid, uuid, int, timestamptz, uuid) to authenticated;

create function private.proof_facts(p_application uuid) returns jsonb
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
		'financing', private.grant_settings(r.settings) ->> 'financing',
		'tolerance_percent', (private.grant_settings(r.settings) ->> 'tolerance_percent')::int
	)
	from public.applications a
	join public.funding_rounds r on r.id = a.round_id
	cross join lateral (select (private.terms_in_force(a.id)).*) t
	where a.id = p_application and t.application_id is not null;
$$;
comment on function private.proof_facts(uuid) is
	'What a proof is measured by, as both sides read it: {"state" (of the application), "terms_version", "amount_cents", "paid_cents", '
	'"unasked_cents", "period_from", "period_until", "lines": [{"id", "label", "category", "cents"}], "planned_income_cents", "due_on", "financing", '
	'"tolerance_percent"}; null without a grant.';
revoke all on function private.proof_facts(uuid) from public, anon, authenticated, service_role;

create function public.read_proof(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	application public.applications;
	proof public.proofs;
	first public.proof_submissions;
	query constant public.proof_queries := private.open_proof_query(p_application);
	facts constant jsonb := private.proof_facts(p_application);
begin
	if p_application is null or p_application not in (select private.my_application_ids()) or facts is null then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	select a.* into strict application from public.applications a where a.id = p_application;
	select p.* into proof from public.proofs p where p.application_id = p_application;
	select s.* into first from public.proof_submissions s where s.application_id = p_application and s.version = 1;
	return jsonb_build_object(
		'round', (select r.slug from public.funding_rounds r where r.id = application.round_id),
		'revision', coalesce(proof.revision, 0),
		'fields', coalesce(proof.form, '{}'),
		'state', private.proof_state(application),
		'receipt', case when first.id is not null then private.proof_receipt(first) end,
		'clarification', case when query.id is not null then jsonb_build_object(
			'id', query.id, 'asked_at', query.asked_at, 'due_on', query.due_on, 'items', query.items, 'message', query.message,
			'message_language', query.message_language, 'message_de', query.message_de
		) end,
		'answered', (
			select jsonb_build_object(
				'clarification_id', k.id, 'version', s.version, 'received_at', s.received_at, 'sha256', s.sha256, 'is_late', s.is_late
			)
			from public.proof_submissions s
			cross join lateral (
				select q.id from public.proof_queries q
				where q.application_id = p_application and q.answered_at is not null order by q.answered_at desc limit 1
			) k
			where s.application_id = p_application and s.version > 1 order by s.version desc limit 1
		),
		'facts', facts || jsonb_build_object('result', (
			select jsonb_build_object(
				'accepted_cents', c.accepted_cents, 'grant_cents', c.grant_cents, 'claim_cents', c.claim_cents, 'reason', c.reason,
				'cuts', (
					select coalesce(jsonb_object_agg(j.key, j.value), '{}')
					from jsonb_each(c.judgements) j where j.value ->> 'reason' is not null
				)
			)
			from public.proof_checks c where c.application_id = p_application and c.concluded_at is not null
		))
	);
end;
$$;
comment on function public.read_proof(uuid) is
	'A proof as its people see it: {"round", "revision", "fields", "state" (draft, submitted or clarification), "receipt", '
	'"clarification", "answered", "facts" (see private.proof_facts, with the "result" of the check once it is concluded)}. Who checks stays '
	'in the office. PT404 not_found.';
revoke all on function public.read_proof(uuid) from public, anon, authenticated, service_role;
grant execute on function public.read_proof(uuid) to authenticated;
