-- Whoever judged two receipts faster than the page came back was told that somebody else had been there. What one person does in one go
-- is judged by the page they began it with; a deed that was done already is not done twice.
alter table public.proof_checks add column worked_by uuid;
alter table public.proof_checks add column worked_from int;
comment on column public.proof_checks.worked_by is 'Who judged last.';
comment on column public.proof_checks.worked_from is
	'The revision since which nobody but worked_by has judged, signed or taken back a signature.';

create function private.note_who_works() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if new.first_signed_at is distinct from old.first_signed_at then
		new.worked_by := auth.uid();
		new.worked_from := new.revision;
	elsif old.worked_by is distinct from auth.uid() then
		new.worked_by := auth.uid();
		new.worked_from := old.revision;
	end if;
	return new;
end;
$$;
comment on function private.note_who_works() is 'See proof_checks.worked_from.';
revoke all on function private.note_who_works() from public, anon, authenticated, service_role;
create trigger proof_checks_note_who_works before update of revision on public.proof_checks
	for each row execute function private.note_who_works();
comment on trigger proof_checks_note_who_works on public.proof_checks is 'See private.note_who_works().';

create or replace function public.judge_receipts(p_submission uuid, p_judgements jsonb, p_scope text default null, p_seen int default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	checked public.proof_checks := private.lock_proof(p_submission, null);
	merged jsonb;
begin
	if p_seen <> checked.revision and not coalesce(
		checked.worked_by = auth.uid() and p_seen between checked.worked_from and checked.revision, false
	) then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	if checked.first_signed_at is not null then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	if coalesce(p_scope not in ('full', 'sample'), false) or not coalesce(private.are_receipt_judgements(p_submission, p_judgements), false) then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select coalesce(jsonb_object_agg(j.key, j.value), '{}') into merged
	from jsonb_each(checked.judgements || p_judgements) j where j.value <> 'null';
	if merged = checked.judgements and coalesce(p_scope, checked.scope) = checked.scope then
		return jsonb_build_object('revision', checked.revision);
	end if;
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
	'revision of the check that was read; judgements of one''s own since then do not matter. PT403 not_allowed, PT404 not_found, PT409 '
	'conflict_of_interest | not_in_state | case_moved_on | already_decided, PT422 payload_invalid.';

create or replace function public.sign_proof_check(
	p_submission uuid, p_reason text default null, p_claim_due_on date default null, p_interest_from date default null,
	p_seen int default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	checked public.proof_checks;
	grounds constant text := nullif(private.trimmed(p_reason), '');
	sums record;
begin
	if private.has_staff_role(array['clerk', 'decider']) then
		perform from public.applications a
		where a.id = (select s.application_id from public.proof_submissions s where s.id = p_submission) for update;
	end if;
	select c.* into checked from public.proof_checks c
	where c.submission_id = p_submission and c.first_signed_by = auth.uid() and c.revision = p_seen + 1
		and c.reason is not distinct from grounds and (
			c.claim_cents = 0 or (c.claim_due_on, c.interest_from) is not distinct from (p_claim_due_on, p_interest_from)
		);
	if found then
		return jsonb_build_object('needs_second', checked.concluded_at is null or checked.second_signed_at is not null);
	end if;
	checked := private.lock_proof(p_submission, p_seen);
	if checked.first_signed_at is not null then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	select s.* into strict sums from private.proof_sums(checked) s;
	if sums.open_count > 0 then
		raise sqlstate 'PT422' using message = 'receipts_open', detail = jsonb_build_object('count', sums.open_count)::text;
	end if;
	if sums.needs_second and grounds is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(grounds) > 4000 or (sums.claim_cents > 0 and p_claim_due_on is null) then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if sums.claim_cents > 0 then
		perform private.require_claim_days(p_claim_due_on, p_interest_from);
	end if;
	update public.proof_checks set
		reason = grounds, accepted_cents = sums.accepted_cents, grant_cents = sums.grant_cents, claim_cents = sums.claim_cents,
		claim_due_on = case when sums.claim_cents > 0 then p_claim_due_on end,
		interest_from = case when sums.claim_cents > 0 then p_interest_from end,
		first_signed_by = auth.uid(), first_signed_at = private.now(), revision = revision + 1
	where submission_id = p_submission returning * into checked;
	perform private.write_audit(
		'clerk', 'proof_check_signed', 'application', checked.application_id::text,
		jsonb_build_object('submission_id', p_submission, 'claim_cents', checked.claim_cents, 'needs_second', sums.needs_second)
	);
	if not sums.needs_second then
		perform private.conclude_proof(checked);
	end if;
	return jsonb_build_object('needs_second', sums.needs_second);
end;
$$;

create or replace function public.countersign_proof_check(p_submission uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	checked public.proof_checks;
	sums record;
begin
	if not private.has_staff_role(array['decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform from public.applications a
	where a.id = (select s.application_id from public.proof_submissions s where s.id = p_submission) for update;
	if exists (select from public.proof_checks c where c.submission_id = p_submission and c.second_signed_by = auth.uid()) then
		return '{}';
	end if;
	checked := private.lock_proof(p_submission, null);
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
