create function private.last_proof(p_application uuid) returns public.proof_submissions
language sql stable security definer set search_path = ''
as $$
	select s from public.proof_submissions s where s.application_id = p_application order by s.version desc limit 1;
$$;
comment on function private.last_proof(uuid) is 'The version that counts; a row of nulls before one was sent.';
revoke all on function private.last_proof(uuid) from public, anon, authenticated, service_role;

create function private.sent_receipts(p_submission public.proof_submissions) returns table (id text, amount_cents bigint)
language sql stable set search_path = ''
as $$
	select r.id, private.whole_number(p_submission.snapshot #> array['form', 'receipts.' || r.id || '.amount_cents'])
	from private.form_rows(p_submission.snapshot -> 'form') r where r.list = 'receipts';
$$;
comment on function private.sent_receipts(public.proof_submissions) is 'The receipts of a version with what they say they cost.';
revoke all on function private.sent_receipts(public.proof_submissions) from public, anon, authenticated, service_role;

create function private.proof_sample(p_submission public.proof_submissions, p_percent int) returns text[]
language sql stable set search_path = ''
as $$
	select coalesce(array_agg(s.id order by s.id), '{}')
	from (
		select r.id, row_number() over (order by sha256(convert_to(p_submission.sha256 || r.id, 'UTF8'))) as place, count(*) over () as all_of
		from private.sent_receipts(p_submission) r
	) s
	where s.place <= ceil(s.all_of * p_percent / 100.0);
$$;
comment on function private.proof_sample(public.proof_submissions, int) is
	'The receipts a sample looks at. Nobody chooses them: the fingerprint of what was sent does, and anybody can draw them again.';
revoke all on function private.proof_sample(public.proof_submissions, int) from public, anon, authenticated, service_role;

create function private.proof_sample_of(p_submission public.proof_submissions) returns text[]
language sql stable security definer set search_path = ''
as $$
	select private.proof_sample(p_submission, (private.grant_settings(r.settings) ->> 'sample_percent')::int)
	from public.applications a join public.funding_rounds r on r.id = a.round_id where a.id = p_submission.application_id;
$$;
comment on function private.proof_sample_of(public.proof_submissions) is 'The sample as large as the round says.';
revoke all on function private.proof_sample_of(public.proof_submissions) from public, anon, authenticated, service_role;

create function private.lock_proof(p_submission uuid, p_seen int) returns public.proof_checks
language plpgsql security definer set search_path = ''
as $$
declare
	submission public.proof_submissions;
	application public.applications;
	checked public.proof_checks;
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select s.* into submission from public.proof_submissions s where s.id = p_submission;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	application := private.require_staff_for(submission.application_id);
	if application.state <> 'report_submitted' or (private.last_proof(application.id)).id <> p_submission then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	insert into public.proof_checks (submission_id, application_id) values (p_submission, application.id) on conflict do nothing;
	select c.* into strict checked from public.proof_checks c where c.submission_id = p_submission for update;
	if p_seen is not null and checked.revision <> p_seen then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	return checked;
end;
$$;
comment on function private.lock_proof(uuid, int) is
	'The check of the version that counts, application first, made with the first deed. PT403, PT404, PT409 conflict_of_interest | '
	'not_in_state | case_moved_on.';
revoke all on function private.lock_proof(uuid, int) from public, anon, authenticated, service_role;

create function private.are_receipt_judgements(p_submission uuid, p_judgements jsonb) returns boolean
language sql stable security definer set search_path = ''
as $$
	select case when private.is_small_map(p_judgements) then not exists (
		select from jsonb_each(p_judgements) j
		left join public.proof_submissions s on s.id = p_submission
		left join private.sent_receipts(s) r on r.id = j.key
		where r.id is null or j.value <> 'null' and (
			jsonb_typeof(j.value) <> 'object' or j.value - array['accepted_cents', 'reason'] <> '{}'
			or not coalesce(private.whole_number(j.value -> 'accepted_cents') between 0 and r.amount_cents, false)
			or (private.whole_number(j.value -> 'accepted_cents') = r.amount_cents) <> (j.value ->> 'reason' is null)
			or length(private.trimmed(j.value ->> 'reason')) not between 1 and 1000
		)
	) else false end;
$$;
comment on function private.are_receipt_judgements(uuid, jsonb) is
	'Receipts of this version, each accepted whole without a reason or in part with one; null for one that is open again.';
revoke all on function private.are_receipt_judgements(uuid, jsonb) from public, anon, authenticated, service_role;

create function public.judge_receipts(p_submission uuid, p_judgements jsonb, p_scope text default null, p_seen int default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	checked public.proof_checks := private.lock_proof(p_submission, p_seen);
	merged jsonb;
begin
	if checked.first_signed_at is not null then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	if coalesce(p_scope not in ('full', 'sample'), false) or not coalesce(private.are_receipt_judgements(p_submission, p_judgements), false) then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select coalesce(jsonb_object_agg(j.key, j.value), '{}') into merged
	from jsonb_each(checked.judgements || p_judgements) j where j.value <> 'null';
	update public.proof_checks set judgements = merged, scope = coalesce(p_scope, scope), revision = revision + 1
	where submission_id = p_submission returning * into checked;
	perform private.write_audit(
		'clerk', 'receipts_judged', 'application', checked.application_id::text,
		jsonb_build_object('submission_id', p_submission, 'scope', checked.scope, 'judged', p_judgements)
	);
	return jsonb_build_object('revision', checked.revision);
end;
$$;
comment on function public.judge_receipts(uuid, jsonb, text, int) is
	'{"revision"}: accepts or cuts receipts, or takes that back; p_scope says whether all are looked at or the sample. p_seen is the '
	'revision of the check that was read. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | not_in_state | case_moved_on | '
	'already_decided, PT422 payload_invalid.';
revoke all on function public.judge_receipts(uuid, jsonb, text, int) from public, anon, authenticated, service_role;
grant execute on function public.judge_receipts(uuid, jsonb, text, int) to authenticated;

create function private.proof_sums(p_check public.proof_checks) returns table (
	open_count int, accepted_cents bigint, grant_cents bigint, claim_cents bigint, is_cut boolean
)
language sql stable security definer set search_path = ''
as $$
	with receipts as (
		select r.id, r.amount_cents, p_check.judgements -> r.id as judged,
			p_check.scope = 'full' or r.id = any (private.proof_sample_of(s)) as is_looked_at
		from public.proof_submissions s cross join lateral private.sent_receipts(s) r
		where s.id = p_check.submission_id
	), summed as (
		select count(*) filter (where r.is_looked_at and r.judged is null)::int as open_count,
			coalesce(sum(coalesce((r.judged ->> 'accepted_cents')::bigint, r.amount_cents)), 0)::bigint as accepted,
			coalesce(bool_or(r.judged ->> 'reason' is not null), false) as is_cut
		from receipts r
	), final as (
		select u.*, private.final_grant_cents(
			f.value ->> 'financing', (f.value ->> 'amount_cents')::bigint,
			(select coalesce(sum((l.value ->> 'cents')::bigint), 0)::bigint from jsonb_array_elements(f.value -> 'lines') l),
			u.accepted,
			coalesce(
				private.whole_number(s.snapshot -> 'form' -> 'report.income_cents'), (f.value ->> 'planned_income_cents')::bigint
			)
		) as left_cents
		from summed u
		cross join (select private.proof_facts(p_check.application_id) as value) f
		join public.proof_submissions s on s.id = p_check.submission_id
	)
	select f.open_count, f.accepted, f.left_cents, greatest(0, private.unclaimed_cents(p_check.application_id) - f.left_cents), f.is_cut
	from final f;
$$;
comment on function private.proof_sums(public.proof_checks) is
	'What a check comes to as it stands: receipts still to be judged, costs that are accepted, what the grant is in the end, and what of '
	'the money has to come back. Of other income counts what the group says, or else what was planned.';
revoke all on function private.proof_sums(public.proof_checks) from public, anon, authenticated, service_role;

create function private.told_by_proof(p_check public.proof_checks) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object(
		'amount_cents', p_check.grant_cents, 'accepted_cents', p_check.accepted_cents, 'claim_cents', p_check.claim_cents,
		'reason', p_check.reason,
		'receipt_cuts', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'payee', s.snapshot -> 'form' ->> ('receipts.' || r.id || '.payee'), 'amount_cents', r.amount_cents,
				'accepted_cents', p_check.judgements -> r.id -> 'accepted_cents', 'reason', p_check.judgements -> r.id ->> 'reason'
			) order by private.whole_number(s.snapshot -> 'form' -> ('receipts.' || r.id || '.position')), r.id), '[]')
			from public.proof_submissions s cross join lateral private.sent_receipts(s) r
			where s.id = p_check.submission_id and p_check.judgements -> r.id ->> 'reason' is not null
		)
	);
$$;
comment on function private.told_by_proof(public.proof_checks) is 'Facts of a letter about a proof that was checked.';
revoke all on function private.told_by_proof(public.proof_checks) from public, anon, authenticated, service_role;

create function private.conclude_proof(p_check public.proof_checks) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	terms constant public.grant_terms := private.terms_in_force(p_check.application_id);
	claim uuid;
begin
	if exists (select from public.payouts p where p.application_id = p_check.application_id and p.state = 'ordered') then
		raise sqlstate 'PT409' using message = 'payment_under_way';
	end if;
	if private.has_open_change(p_check.application_id) then
		raise sqlstate 'PT409' using message = 'change_open';
	end if;
	update public.proof_checks set concluded_at = private.now() where submission_id = p_check.submission_id;
	-- What is not needed is not promised any longer, and with that free for others.
	if p_check.grant_cents < terms.amount_cents then
		insert into public.grant_terms (application_id, version, decision_id, amount_cents, plan, period_from, period_until, purpose, since)
		values (
			terms.application_id, terms.version + 1, terms.decision_id, p_check.grant_cents, terms.plan, terms.period_from,
			terms.period_until, terms.purpose, private.now()
		);
	end if;
	perform private.change_state(p_check.application_id, 'report_checked', array['system']);
	perform private.write_letter(p_check.application_id, 'proof_checked', p_check.submission_id, private.told_by_proof(p_check));
	if p_check.claim_cents > 0 then
		insert into public.recoveries
			(id, application_id, number, cause, reason, amount_cents, interest_from, due_on, first_signed_by, first_signed_at)
		select gen_random_uuid(), p_check.application_id, 1 + coalesce(max(r.number), 0),
			case when p_check.judgements @? '$.*.reason ? (@ != null)' then 'not_for_purpose' else 'unspent' end,
			p_check.reason, p_check.claim_cents, p_check.interest_from, p_check.claim_due_on, p_check.first_signed_by, p_check.first_signed_at
		from public.recoveries r where r.application_id = p_check.application_id
		returning id into claim;
		perform public.countersign_recovery(claim);
		perform private.change_state(p_check.application_id, 'recovery', array['system']);
	else
		perform private.change_state(p_check.application_id, 'closed', array['system']);
	end if;
	perform private.write_audit(
		'clerk', 'proof_concluded', 'application', p_check.application_id::text,
		jsonb_build_object(
			'submission_id', p_check.submission_id, 'scope', p_check.scope, 'accepted_cents', p_check.accepted_cents,
			'grant_cents', p_check.grant_cents, 'claim_cents', p_check.claim_cents, 'recovery_id', claim
		)
	);
end;
$$;
comment on function private.conclude_proof(public.proof_checks) is
	'What was checked takes effect: the last terms of the grant, the letter, the claim with its own letter, and the end of the case, or '
	'its last step until the money is back. PT409 payment_under_way | change_open.';
revoke all on function private.conclude_proof(public.proof_checks) from public, anon, authenticated, service_role;

create function public.sign_proof_check(
	p_submission uuid, p_reason text default null, p_claim_due_on date default null, p_interest_from date default null,
	p_seen int default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	checked public.proof_checks := private.lock_proof(p_submission, p_seen);
	grounds constant text := nullif(private.trimmed(p_reason), '');
	sums record;
	needs_second boolean;
begin
	if checked.first_signed_at is not null then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	select s.* into strict sums from private.proof_sums(checked) s;
	if sums.open_count > 0 then
		raise sqlstate 'PT422' using message = 'receipts_open', detail = jsonb_build_object('count', sums.open_count)::text;
	end if;
	needs_second := sums.is_cut or sums.claim_cents > 0;
	if needs_second and grounds is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(grounds) > 4000 or p_interest_from > private.today()
		or (sums.claim_cents > 0 and (p_claim_due_on is null or p_claim_due_on < private.today()))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	update public.proof_checks set
		reason = grounds, accepted_cents = sums.accepted_cents, grant_cents = sums.grant_cents, claim_cents = sums.claim_cents,
		claim_due_on = case when sums.claim_cents > 0 then p_claim_due_on end,
		interest_from = case when sums.claim_cents > 0 then p_interest_from end,
		first_signed_by = auth.uid(), first_signed_at = private.now(), revision = revision + 1
	where submission_id = p_submission returning * into checked;
	perform private.write_audit(
		'clerk', 'proof_check_signed', 'application', checked.application_id::text,
		jsonb_build_object('submission_id', p_submission, 'claim_cents', checked.claim_cents, 'needs_second', needs_second)
	);
	if not needs_second then
		perform private.conclude_proof(checked);
	end if;
	return jsonb_build_object('needs_second', needs_second);
end;
$$;
comment on function public.sign_proof_check(uuid, text, date, date, int) is
	'First signature under the check of a proof: {"needs_second"}; where nothing is cut and nothing claimed it takes effect at once. '
	'p_reason is what the group reads, needed with a second signature; p_claim_due_on where money has to come back. PT403 not_allowed, '
	'PT404 not_found, PT409 conflict_of_interest | not_in_state | case_moved_on | already_decided | payment_under_way | change_open, '
	'PT422 receipts_open (detail {"count"}) | reason_required | payload_invalid | claim_open.';
revoke all on function public.sign_proof_check(uuid, text, date, date, int) from public, anon, authenticated, service_role;
grant execute on function public.sign_proof_check(uuid, text, date, date, int) to authenticated;

create function public.countersign_proof_check(p_submission uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	checked public.proof_checks := private.lock_proof(p_submission, null);
	sums record;
begin
	if not private.has_staff_role(array['decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if checked.first_signed_at is null then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if checked.first_signed_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	-- Money that came back meanwhile, or a claim of another kind, makes this another sum than the one that was signed.
	select s.* into strict sums from private.proof_sums(checked) s;
	if (sums.grant_cents, sums.claim_cents) is distinct from (checked.grant_cents, checked.claim_cents) then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	update public.proof_checks set second_signed_by = auth.uid(), second_signed_at = private.now()
	where submission_id = p_submission returning * into checked;
	perform private.write_audit(
		'decider', 'proof_check_countersigned', 'application', checked.application_id::text,
		jsonb_build_object('submission_id', p_submission, 'claim_cents', checked.claim_cents)
	);
	perform private.conclude_proof(checked);
	return '{}';
end;
$$;
comment on function public.countersign_proof_check(uuid) is
	'Second signature, by a decider who is somebody else: {}, and it takes effect. PT403 not_allowed, PT404 not_found, PT409 '
	'conflict_of_interest | not_in_state | same_person | case_moved_on | payment_under_way | change_open, PT422 claim_open.';
revoke all on function public.countersign_proof_check(uuid) from public, anon, authenticated, service_role;
grant execute on function public.countersign_proof_check(uuid) to authenticated;

create function public.unsign_proof_check(p_submission uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	checked public.proof_checks := private.lock_proof(p_submission, null);
begin
	if checked.first_signed_at is null then
		return '{}';
	end if;
	update public.proof_checks set
		accepted_cents = null, grant_cents = null, claim_cents = null, claim_due_on = null, interest_from = null,
		first_signed_by = null, first_signed_at = null, revision = revision + 1
	where submission_id = p_submission;
	perform private.write_audit(
		'clerk', 'proof_check_unsigned', 'application', checked.application_id::text, jsonb_build_object('submission_id', p_submission)
	);
	return '{}';
end;
$$;
comment on function public.unsign_proof_check(uuid) is
	'Takes the first signature back, so that something can be judged anew: {}. PT403, PT404, PT409 conflict_of_interest | not_in_state.';
revoke all on function public.unsign_proof_check(uuid) from public, anon, authenticated, service_role;
grant execute on function public.unsign_proof_check(uuid) to authenticated;

create function private.are_proof_items(p_items jsonb, p_submission public.proof_submissions) returns boolean
language sql stable set search_path = ''
as $$
	select case when jsonb_typeof(p_items) = 'array' then jsonb_array_length(p_items) between 1 and 50 and not exists (
		select from jsonb_array_elements(p_items) i
		where not case
			when jsonb_typeof(i.value) <> 'object' or jsonb_typeof(i.value -> 'note') is distinct from 'string'
				or length(i.value ->> 'note') > 2000 then false
			else coalesce(case i.value ->> 'kind'
				when 'section' then i.value - array['kind', 'note', 'section'] = '{}' and (
					i.value ->> 'section' in ('report', 'receipts')
					or exists (select from private.sent_receipts(p_submission) r where i.value ->> 'section' = 'receipts.' || r.id)
				)
				when 'question' then i.value - array['kind', 'note', 'id'] = '{}' and i.value ->> 'id' ~ '^[a-z0-9]{8}$'
					and not private.is_absent(i.value -> 'note')
			end, false)
		end
	) and (select count(*) = count(distinct i.value - 'note') from jsonb_array_elements(p_items) i where jsonb_typeof(i.value) = 'object')
	else false end;
$$;
comment on function private.are_proof_items(jsonb, public.proof_submissions) is
	'The report, all receipts, one receipt of this version, or a question; at least one, at most 50, each once.';
revoke all on function private.are_proof_items(jsonb, public.proof_submissions) from public, anon, authenticated, service_role;

create function public.ask_about_proof(
	p_submission uuid, p_items jsonb, p_due_on date, p_message text, p_message_language text default null,
	p_message_de text default null, p_seen int default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	checked constant public.proof_checks := private.lock_proof(p_submission, p_seen);
	language constant text := coalesce(p_message_language, 'de');
	submission public.proof_submissions;
	query uuid;
begin
	select s.* into strict submission from public.proof_submissions s where s.id = p_submission;
	if checked.first_signed_at is not null then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	if p_due_on is null or p_due_on not between private.today() and private.today() + 366
		or not private.are_proof_items(p_items, submission) or length(p_message) > 4000 or length(p_message_de) > 4000
		or not exists (select from private.form_fields f where f.name = 'text_language' and language = any (f.options))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	perform private.change_state(checked.application_id, 'report_clarification', array['system'], p_message);
	insert into public.proof_queries (application_id, asked_by, asked_at, due_on, items, message, message_language, message_de)
	values (
		checked.application_id, auth.uid(), private.now(), p_due_on, p_items, btrim(p_message, E' \t\r\n'), language,
		nullif(btrim(p_message_de, E' \t\r\n'), '')
	)
	returning id into query;
	perform private.write_audit(
		'clerk', 'proof_query_asked', 'application', checked.application_id::text,
		jsonb_build_object('query_id', query, 'due_on', p_due_on, 'items', jsonb_array_length(p_items))
	);
	return jsonb_build_object('query_id', query);
end;
$$;
comment on function public.ask_about_proof(uuid, jsonb, date, text, text, text, int) is
	'{"query_id"}: the group may change what p_items names and send again; p_message is what they read, in p_message_language with '
	'its German version in p_message_de. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | not_in_state | case_moved_on | '
	'already_decided, PT422 payload_invalid | reason_required.';
revoke all on function public.ask_about_proof(uuid, jsonb, date, text, text, text, int) from public, anon, authenticated, service_role;
grant execute on function public.ask_about_proof(uuid, jsonb, date, text, text, text, int) to authenticated;

create function public.end_proof_query(p_application uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
begin
	if application.state <> 'report_clarification' then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	perform private.change_state(p_application, 'report_submitted', array['system']);
	perform private.write_audit('clerk', 'proof_query_ended', 'application', p_application::text, '{}');
	return '{}';
end;
$$;
comment on function public.end_proof_query(uuid) is
	'Goes on without an answer, with the version that was sent: {}. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | not_in_state.';
revoke all on function public.end_proof_query(uuid) from public, anon, authenticated, service_role;
grant execute on function public.end_proof_query(uuid) to authenticated;

create function private.proof_pictures(p_application uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select coalesce(jsonb_agg(jsonb_build_object(
		'id', f.id, 'document', f.document, 'name', f.name, 'sha256', f.sha256, 'media_type', f.media_type, 'arrived_at', f.completed_at,
		'also_in', (
			select coalesce(jsonb_agg(distinct a.reference_number), '[]')
			from public.files o join public.applications a on a.id = o.application_id
			where o.application_id <> p_application and o.state = 'complete' and o.sha256 = f.sha256
				and private.file_room(o.document) = 'proof' and a.reference_number is not null
		)
	) order by f.created_at, f.id), '[]')
	from public.files f
	where f.application_id = p_application and f.state = 'complete' and private.file_room(f.document) = 'proof';
$$;
comment on function private.proof_pictures(uuid) is
	'The pictures of a proof as they are here now, with the numbers of other applications that handed in the same bytes.';
revoke all on function private.proof_pictures(uuid) from public, anon, authenticated, service_role;

create index files_by_sha256 on public.files (sha256) where state = 'complete';
comment on index public.files_by_sha256 is 'The same picture in another proof.';

create function public.case_proof(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	submission constant public.proof_submissions := private.last_proof(p_application);
	facts constant jsonb := private.proof_facts(p_application);
	checked public.proof_checks;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform from public.applications a where a.id = p_application and a.state <> 'draft';
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	select c.* into checked from public.proof_checks c where c.submission_id = submission.id;
	if checked.submission_id is null then
		checked.submission_id := submission.id;
		checked.application_id := p_application;
		checked.scope := 'full';
		checked.judgements := '{}';
		checked.revision := 0;
	end if;
	return jsonb_build_object(
		'facts', facts,
		'submission', case when submission.id is not null then jsonb_build_object(
			'id', submission.id, 'version', submission.version, 'received_at', submission.received_at, 'sha256', submission.sha256,
			'is_late', submission.is_late, 'form', submission.snapshot -> 'form', 'terms_version', submission.snapshot -> 'terms_version'
		) end,
		'pictures', private.proof_pictures(p_application),
		'sample', case when submission.id is not null then to_jsonb(private.proof_sample_of(submission)) else '[]' end,
		'check', case when submission.id is not null then to_jsonb(checked) - array['application_id'] end,
		'sums', case when submission.id is not null and facts is not null
			then (select to_jsonb(s) from private.proof_sums(checked) s) end,
		'queries', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', q.id, 'asked_by', q.asked_by, 'asked_at', q.asked_at, 'due_on', q.due_on, 'items', q.items, 'message', q.message,
				'message_language', q.message_language, 'message_de', q.message_de, 'answered_at', q.answered_at, 'closed_at', q.closed_at
			) order by q.asked_at desc), '[]')
			from public.proof_queries q where q.application_id = p_application
		),
		'versions', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'version', s.version, 'received_at', s.received_at, 'sha256', s.sha256, 'is_late', s.is_late
			) order by s.version desc), '[]')
			from public.proof_submissions s where s.application_id = p_application
		),
		'unclaimed_cents', private.unclaimed_cents(p_application),
		'today', private.today()
	);
end;
$$;
comment on function public.case_proof(uuid) is
	'A proof as the office checks it: {"facts" (see private.proof_facts), "submission" (the version that counts, null before one), '
	'"pictures" (with "also_in"), "sample", "check", "sums" (see private.proof_sums), "queries" and "versions" (newest first), '
	'"unclaimed_cents", "today"}; people as ids. PT403 not_allowed, PT404 not_found.';
revoke all on function public.case_proof(uuid) from public, anon, authenticated, service_role;
grant execute on function public.case_proof(uuid) to authenticated;
