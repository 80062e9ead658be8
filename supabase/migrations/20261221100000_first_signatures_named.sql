-- A first signature had a way that named no letter: the function of each deed, and a decision without one. Our own server always names what
-- was read. As with the second signature there is one way now, and the letter is part of it; a waiver, a correction and a lapse have no
-- letter, and name none.
drop function private.sign_first(text, uuid, uuid, text, text, bigint, date, date, int, text);
drop function public.preview_signature(text, uuid, uuid, text, text, bigint, date, date, int, text);
drop function public.sign_letter(text, text, uuid, uuid, text, text, bigint, date, date, int, text);
create function private.sign_first(
	p_deed text, p_source uuid, p_application uuid, p_choice text, p_reason text, p_amount_cents bigint, p_due_on date,
	p_interest_from date, p_seen int, p_purpose text, p_subject uuid
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return case p_deed
		when 'change' then public.propose_change(p_source, p_choice, p_reason, p_amount_cents, p_seen, p_purpose)
		when 'claim' then
			public.claim_recovery(
				p_application, p_source, p_choice, p_reason, p_amount_cents, p_due_on, p_interest_from, p_seen
			)
		when 'check' then public.sign_proof_check(p_source, p_reason, p_due_on, p_interest_from, p_seen)
		else
			public.propose_ruling(
				p_application, p_source, p_deed, p_subject, p_amount_cents, p_reason, p_due_on, p_interest_from
			)
	end;
end;
$$;
comment on function private.sign_first(text, uuid, uuid, text, text, bigint, date, date, int, text, uuid) is
	'The first signature under a change, a claim, a check ("change", "claim", "check") or a ruling of the kind p_deed; p_source is what is '
	'signed: the change, the id made with the form, or the version of the proof. p_subject is what a ruling is about. Gives and refuses what '
	'the function of each does.';
revoke all on function private.sign_first(text, uuid, uuid, text, text, bigint, date, date, int, text, uuid)
	from public, anon, authenticated, service_role;

create function public.preview_signature(
	p_deed text, p_source uuid, p_application uuid default null, p_choice text default null, p_reason text default null,
	p_amount_cents bigint default null, p_due_on date default null, p_interest_from date default null, p_seen int default null,
	p_purpose text default null, p_subject uuid default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	letter jsonb;
begin
	begin
		perform private.sign_first(
			p_deed, p_source, p_application, p_choice, p_reason, p_amount_cents, p_due_on, p_interest_from, p_seen, p_purpose, p_subject
		);
		letter := private.waiting_letter(p_source) || '{"needs_second": true}';
		if letter is null then
			-- Where one signature is enough, it is written already.
			select jsonb_build_object(
				'kind', l.kind, 'application_id', l.application_id, 'language', l.language, 'template', l.template, 'facts', l.facts,
				'sha256', private.letter_fingerprint(l.language, l.template, l.facts), 'needs_second', false
			) into letter
			from public.letters l where l.source_id = p_source order by l.written_at desc limit 1;
		end if;
		raise sqlstate 'UNDO0';
	exception when sqlstate 'UNDO0' then
		null;
	end;
	return letter;
end;
$$;
comment on function public.preview_signature(text, uuid, uuid, text, text, bigint, date, date, int, text, uuid) is
	'{"kind", "application_id", "language", "template", "facts", "sha256", "needs_second" (or it goes out at once)} of the letter that a '
	'first signature would be set under (see private.sign_first), null where there is none; changes nothing. Clerks and deciders. PT403 '
	'not_allowed, PT404 not_found, PT409, PT422 as public.propose_change, claim_recovery, propose_ruling and sign_proof_check.';
revoke all on function public.preview_signature(text, uuid, uuid, text, text, bigint, date, date, int, text, uuid)
	from public, anon, authenticated, service_role;
grant execute on function public.preview_signature(text, uuid, uuid, text, text, bigint, date, date, int, text, uuid) to authenticated;

create function public.sign_letter(
	p_letter text, p_deed text, p_source uuid, p_application uuid default null, p_choice text default null, p_reason text default null,
	p_amount_cents bigint default null, p_due_on date default null, p_interest_from date default null, p_seen int default null,
	p_purpose text default null, p_subject uuid default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	signed constant jsonb := private.sign_first(
		p_deed, p_source, p_application, p_choice, p_reason, p_amount_cents, p_due_on, p_interest_from, p_seen, p_purpose, p_subject
	);
begin
	if p_letter is distinct from (select s.sha256 from private.signed_letters s where s.source_id = p_source) then
		raise sqlstate 'PT409' using message = 'letter_moved_on';
	end if;
	return signed;
end;
$$;
comment on function public.sign_letter(text, text, uuid, uuid, text, text, bigint, date, date, int, text, uuid) is
	'The first signature under a change, a claim, a ruling or a check (see private.sign_first), for the letter that was read: p_letter is its '
	'"sha256" in public.preview_signature; null, and only null, for a waiver, a correction and a lapse, which have none. Gives what the '
	'function of each does. PT403 not_allowed, PT409 letter_moved_on, and what that refuses.';
revoke all on function public.sign_letter(text, text, uuid, uuid, text, text, bigint, date, date, int, text, uuid)
	from public, anon, authenticated, service_role;
grant execute on function public.sign_letter(text, text, uuid, uuid, text, text, bigint, date, date, int, text, uuid) to authenticated;

revoke all on function public.propose_change(uuid, text, text, bigint, int, text) from public, anon, authenticated, service_role;
revoke all on function public.claim_recovery(uuid, uuid, text, text, bigint, date, date, int) from public, anon, authenticated, service_role;
revoke all on function public.propose_ruling(uuid, uuid, text, uuid, bigint, text, date, date) from public, anon, authenticated, service_role;
revoke all on function public.sign_proof_check(uuid, text, date, date, int) from public, anon, authenticated, service_role;

create or replace function public.propose_decision(
	p_application uuid, p_outcome text, p_amount_cents bigint default null, p_reason text default null,
	p_conditions text default null, p_cuts jsonb default '[]', p_waiting_rank int default null, p_seen int default null,
	p_letter text default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	proposed public.decisions;
	decision uuid;
begin
	if not private.is_deciding(application) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if exists (
		select from public.decisions d
		where d.application_id = p_application and d.second_signed_at is null and d.discarded_at is null
	) then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	perform private.require_seen(p_application, p_seen);
	if p_outcome = 'waitlisted' then
		-- Two proposals at once would be given the same place.
		perform from public.funding_rounds r where r.id = application.round_id for no key update;
	end if;
	proposed := private.proposed_decision(
		application, p_outcome, p_amount_cents, p_reason, p_conditions, p_cuts, p_waiting_rank
	);
	-- Nobody signs what they have not named.
	if p_letter is distinct from private.decision_letter(proposed) ->> 'sha256' then
		raise sqlstate 'PT409' using message = 'letter_moved_on';
	end if;
	insert into public.decisions
		(application_id, round_id, outcome, amount_cents, reason, conditions, cuts, plan, waiting_rank, replaces, first_signed_by,
		first_signed_at)
	values
		(p_application, proposed.round_id, proposed.outcome, proposed.amount_cents, proposed.reason, proposed.conditions,
		proposed.cuts, proposed.plan, proposed.waiting_rank, proposed.replaces, auth.uid(), private.now())
	returning id into decision;
	perform private.write_audit(
		'clerk', 'decision_proposed', 'decision', decision::text,
		jsonb_build_object(
			'application_id', p_application, 'outcome', p_outcome, 'amount_cents', p_amount_cents,
			'waiting_rank', proposed.waiting_rank, 'cuts', jsonb_array_length(p_cuts), 'replaces', proposed.replaces
		)
	);
	return jsonb_build_object('decision_id', decision);
end;
$$;
comment on function public.propose_decision(uuid, text, bigint, text, text, jsonb, int, int, text) is
	'First signature, by a clerk or decider, for the letter that was read: {"decision_id"}. Amount in cents, only for approved, at most the '
	'cap and what was requested less the cuts; p_cuts as in decisions.cuts, only for approved; p_waiting_rank only for waitlisted, the next '
	'place when null; p_seen the revision of the case that was read; p_letter the "sha256" of the letter that was (see preview_proposal), '
	'refused without one. PT403 not_allowed, PT404 not_found, PT409 conflict_of_interest | not_in_state | already_decided (one is open) | '
	'case_moved_on | letter_moved_on (the letter would be another one), PT422 amount_invalid | reason_required (a refusal, less than was '
	'asked for and not cut, or what undoes a decision) | rank_taken | payload_invalid.';
