-- The second signature under a decision took an unnamed letter, and those under changes, claims, revocations and checks had a way past
-- countersign_letter that names none. Nobody but our own server calls them, and it always names what was read: so there is one way, and the
-- letter is part of it. A waiver, a correction and a lapse have no letter, and name none.
create or replace function public.countersign_letter(p_source uuid, p_letter text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	signed private.signed_letters;
begin
	if not private.has_staff_role(array['decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select s.* into signed from private.signed_letters s where s.source_id = p_source;
	if not found then
		if not exists (select from public.grant_rulings g where g.id = p_source and g.kind <> 'revocation') then
			raise sqlstate 'PT404' using message = 'not_found';
		end if;
		if p_letter is not null then
			raise sqlstate 'PT409' using message = 'letter_moved_on';
		end if;
		return public.countersign_ruling(p_source);
	end if;
	-- Taken back and signed anew takes the same lock.
	perform private.require_staff_for(signed.application_id);
	select s.* into signed from private.signed_letters s where s.source_id = p_source;
	if p_letter is distinct from signed.sha256 then
		raise sqlstate 'PT409' using message = 'letter_moved_on';
	end if;
	return case
		when exists (select from public.grant_changes c where c.id = p_source) then public.countersign_change(p_source)
		when exists (select from public.grant_rulings g where g.id = p_source) then public.countersign_ruling(p_source)
		when exists (select from public.recoveries r where r.id = p_source) then public.countersign_recovery(p_source)
		else public.countersign_proof_check(p_source)
	end;
end;
$$;
comment on function public.countersign_letter(uuid, text) is
	'The second signature under a change, a claim, a ruling or a check, for the letter that was read: p_letter is its "sha256" in '
	'public.signed_letters; null, and only null, for a waiver, a correction and a lapse, which have none. Gives and refuses what the function '
	'of each does. PT403 not_allowed, PT404 not_found, PT409 letter_moved_on.';
revoke all on function public.countersign_change(uuid, int) from public, anon, authenticated, service_role;
revoke all on function public.countersign_recovery(uuid) from public, anon, authenticated, service_role;
revoke all on function public.countersign_ruling(uuid) from public, anon, authenticated, service_role;
revoke all on function public.countersign_proof_check(uuid) from public, anon, authenticated, service_role;

drop function public.countersign_decision(uuid, text);
create function public.countersign_decision(p_decision uuid, p_letter text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application public.applications;
	decision public.decisions;
	new_state text;
begin
	if not private.has_staff_role(array['decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select d.* into decision from public.decisions d where d.id = p_decision;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	-- Always round, then application, then decision: two countersignatures can wait for each other but never in a circle.
	perform from public.funding_rounds r where r.id = decision.round_id for no key update;
	application := private.require_staff_for(decision.application_id);
	select d.* into decision from public.decisions d where d.id = p_decision for update;
	if decision.second_signed_at is not null or decision.discarded_at is not null then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	if not private.is_deciding(application) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if decision.first_signed_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	-- Whoever signed first may have joined the organisation since.
	if private.is_member_of(application.organisation_id, decision.first_signed_by) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	-- Nobody signs what they have not named: a decision of before letters had fingerprints has none to name.
	if p_letter is distinct from decision.letter_sha256 then
		raise sqlstate 'PT409' using message = 'letter_moved_on';
	end if;
	update public.decisions set second_signed_by = auth.uid(), second_signed_at = private.now() where id = p_decision;
	new_state := private.change_state(application.id, decision.outcome, array['system'], decision.reason);
	perform private.write_audit(
		'decider', 'decision_countersigned', 'decision', p_decision::text,
		jsonb_build_object(
			'application_id', application.id, 'outcome', decision.outcome, 'amount_cents', decision.amount_cents,
			'first_signed_by', decision.first_signed_by
		)
	);
	return jsonb_build_object('state', new_state, 'free_cents', (
		select r.total_budget_cents - private.approved_cents(r.id) from public.funding_rounds r where r.id = decision.round_id
	));
end;
$$;
comment on function public.countersign_decision(uuid, text) is
	'Second signature, by a decider who is somebody else, for the letter that was read: {"state", "free_cents"}. p_letter is '
	'decisions.letter_sha256. PT403 not_allowed, PT404 not_found, PT409 already_decided | not_in_state | same_person | conflict_of_interest | '
	'letter_moved_on, PT422 budget_exceeded (detail {"free_cents"}).';
revoke all on function public.countersign_decision(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.countersign_decision(uuid, text) to authenticated;
