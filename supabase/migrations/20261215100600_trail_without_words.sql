-- The audit trail outlives the application it tells of, because it holds ids and sums: the reasons of cut receipts are words about people,
-- and stood in it. They stand in the check, which goes with its application.
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
		jsonb_build_object('submission_id', p_submission, 'scope', checked.scope, 'judged', (
			select coalesce(jsonb_object_agg(j.key, j.value -> 'accepted_cents'), '{}') from jsonb_each(p_judgements) j
		))
	);
	return jsonb_build_object('revision', checked.revision);
end;
$$;
