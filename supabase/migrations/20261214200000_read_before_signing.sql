-- Only decisions showed their letter before the first signature; those of changes, claims, revocations and checks of proofs were shown to
-- the second alone. One way for all four: the signature is given and undone, so that the letter that is shown is the one it makes, and what
-- could not be signed has none. Then the signature names the letter that was read.
create function private.sign_first(
	p_deed text, p_source uuid, p_application uuid, p_choice text, p_reason text, p_amount_cents bigint, p_due_on date,
	p_interest_from date, p_seen int
) returns void
language plpgsql security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	case p_deed
		when 'change' then perform public.propose_change(p_source, p_choice, p_reason, p_amount_cents, p_seen);
		when 'claim' then
			perform public.claim_recovery(
				p_application, p_source, p_choice, p_reason, p_amount_cents, p_due_on, p_interest_from, p_seen
			);
		when 'revocation' then
			perform public.propose_ruling(
				p_application, p_source, 'revocation', null, p_amount_cents, p_reason, p_due_on, p_interest_from
			);
		when 'check' then perform public.sign_proof_check(p_source, p_reason, p_due_on, p_interest_from, p_seen);
		else raise sqlstate 'PT422' using message = 'payload_invalid';
	end case;
end;
$$;
comment on function private.sign_first(text, uuid, uuid, text, text, bigint, date, date, int) is
	'The first signature under a change, a claim, a revocation or a check ("change", "claim", "revocation", "check"); p_source is what the '
	'letter is about: the change, the id made with the form, or the version of the proof. Refuses what the function of each does.';
revoke all on function private.sign_first(text, uuid, uuid, text, text, bigint, date, date, int)
	from public, anon, authenticated, service_role;

create function public.preview_signature(
	p_deed text, p_source uuid, p_application uuid default null, p_choice text default null, p_reason text default null,
	p_amount_cents bigint default null, p_due_on date default null, p_interest_from date default null, p_seen int default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	letter jsonb;
begin
	begin
		perform private.sign_first(
			p_deed, p_source, p_application, p_choice, p_reason, p_amount_cents, p_due_on, p_interest_from, p_seen
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
comment on function public.preview_signature(text, uuid, uuid, text, text, bigint, date, date, int) is
	'{"kind", "application_id", "language", "template", "facts", "sha256", "needs_second" (or it goes out at once)} of the letter that a '
	'first signature would be set under (see private.sign_first); changes nothing. Clerks and deciders. PT403 not_allowed, PT404 not_found, PT409, PT422 as public.propose_change, '
	'claim_recovery, propose_ruling and sign_proof_check.';
revoke all on function public.preview_signature(text, uuid, uuid, text, text, bigint, date, date, int)
	from public, anon, authenticated, service_role;
grant execute on function public.preview_signature(text, uuid, uuid, text, text, bigint, date, date, int) to authenticated;

create function public.sign_letter(
	p_letter text, p_deed text, p_source uuid, p_application uuid default null, p_choice text default null, p_reason text default null,
	p_amount_cents bigint default null, p_due_on date default null, p_interest_from date default null, p_seen int default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
begin
	perform private.sign_first(
		p_deed, p_source, p_application, p_choice, p_reason, p_amount_cents, p_due_on, p_interest_from, p_seen
	);
	if p_letter is distinct from (select s.sha256 from private.signed_letters s where s.source_id = p_source) then
		raise sqlstate 'PT409' using message = 'letter_moved_on';
	end if;
	return '{}';
end;
$$;
comment on function public.sign_letter(text, text, uuid, uuid, text, text, bigint, date, date, int) is
	'{}: the first signature under a change, a claim, a revocation or a check, for the letter that was read: p_letter is its "sha256" in '
	'public.preview_signature. PT403 not_allowed, PT409 letter_moved_on, and what that refuses.';
revoke all on function public.sign_letter(text, text, uuid, uuid, text, text, bigint, date, date, int)
	from public, anon, authenticated, service_role;
grant execute on function public.sign_letter(text, text, uuid, uuid, text, text, bigint, date, date, int) to authenticated;
