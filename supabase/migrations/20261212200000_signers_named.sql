-- Whoever had said no name could sign, and the letter named nobody; letters about changes, claims, revocations and proofs never did. From
-- here on a letter that is signed bears the name of whoever signed it last, or it is not written and nothing is signed.
alter table public.staff_invitations add column name text;
comment on column public.staff_invitations.name is
	'What the person is called, where whoever invites them knows it; theirs from the first sign-in unless they have said another.';
alter table public.staff_invitations add constraint staff_invitations_names_are_names
	check (name = btrim(name) and length(name) between 1 and 80 and name !~ '[[:cntrl:]]');

create or replace function public.claim_staff_invitations() returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	actor uuid := auth.uid();
	address text;
	invitation public.staff_invitations;
begin
	if actor is null then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	-- The address comes from the account, never from the token: its metadata can be written by the person.
	select lower(u.email) into address from auth.users u where u.id = actor and u.email_confirmed_at is not null;
	for invitation in
		select i.* from public.staff_invitations i
		where i.email = address and i.claimed_at is null and i.expires_at > private.now()
		order by i.role
		for update
	loop
		insert into public.staff_members as m (user_id, role) values (actor, invitation.role)
		on conflict (user_id, role) do update set deactivated_at = null
			where m.deactivated_at < invitation.created_at;
		insert into public.staff_names (user_id, name) select actor, invitation.name where invitation.name is not null
		on conflict (user_id) do nothing;
		update public.staff_invitations set claimed_at = private.now(), claimed_by = actor where id = invitation.id;
		perform private.write_audit(
			'system', 'staff_invitation_claimed', 'staff_invitation', invitation.id::text,
			jsonb_build_object('role', invitation.role)
		);
	end loop;
	return jsonb_build_object('roles', to_jsonb(public.my_staff_roles()));
end;
$$;
comment on function public.claim_staff_invitations() is
	'{"roles": […]}: gives the caller the roles invited for their confirmed address, and the name the invitation gives them where they have '
	'said none, and returns all roles they hold. An invitation older than a dismissal does not undo it.';

create function private.next_signer(p_first uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select private.signer(case when auth.uid() is distinct from p_first and private.has_staff_role(array['decider']) then auth.uid() end);
$$;
comment on function private.next_signer(uuid) is
	'Fact of a letter that waits for its second signature: the name of whoever reads it and could give that; null for everybody else.';
revoke all on function private.next_signer(uuid) from public, anon, authenticated, service_role;

create or replace function private.told_by_decision(p_decision public.decisions) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select case when p_decision.second_signed_by is null then private.next_signer(p_decision.first_signed_by)
		else private.signer(p_decision.second_signed_by) end
		|| jsonb_build_object(
			'amount_cents', p_decision.amount_cents, 'reason', p_decision.reason, 'conditions', p_decision.conditions,
			'plan', p_decision.plan
		) || private.told_by_replaced(p_decision);
$$;

create or replace function public.preview_grant_letter(p_source uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	change public.grant_changes;
	recovery public.recoveries;
	ruling public.grant_rulings;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select c.* into change from public.grant_changes c where c.id = p_source and c.is_open and c.proposal is not null;
	if found then
		return private.letter_content(
			change.application_id, private.letter_of_change(change),
			private.told_by_change(change) || private.next_signer(change.first_signed_by)
		) || jsonb_build_object('kind', private.letter_of_change(change), 'application_id', change.application_id);
	end if;
	select w.* into ruling from public.grant_rulings w
	where w.id = p_source and w.kind = 'revocation' and w.second_signed_at is null and w.discarded_at is null;
	if found then
		return private.letter_content(
			ruling.application_id, 'revoked', private.told_by_ruling(ruling) || private.next_signer(ruling.first_signed_by)
		) || jsonb_build_object('kind', 'revoked', 'application_id', ruling.application_id);
	end if;
	select r.* into recovery from public.recoveries r
	where r.id = p_source and r.second_signed_at is null and r.discarded_at is null;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return private.letter_content(
		recovery.application_id, 'recovery', private.told_by_recovery(recovery) || private.next_signer(recovery.first_signed_by)
	) || jsonb_build_object('kind', 'recovery', 'application_id', recovery.application_id);
end;
$$;

create or replace function public.preview_proof_letter(p_submission uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	checked public.proof_checks;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select c.* into checked from public.proof_checks c
	where c.submission_id = p_submission and c.first_signed_at is not null and c.concluded_at is null;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return private.letter_content(
		checked.application_id, 'proof_checked', private.told_by_proof(checked) || private.next_signer(checked.first_signed_by)
	) || jsonb_build_object('kind', 'proof_checked', 'application_id', checked.application_id);
end;
$$;

create function private.name_signer() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	-- A receipt is signed by nobody, a request by one who writes in the name of the office.
	if new.kind in ('receipt', 'request') then
		return new;
	end if;
	-- A decision says who signed it second; of everything else a letter is written by the last signature.
	if new.facts ->> 'signer' is null then
		new.facts := new.facts || private.signer(auth.uid());
	end if;
	if new.facts ->> 'signer' is null then
		raise sqlstate 'PT422' using message = 'name_required';
	end if;
	return new;
end;
$$;
comment on function private.name_signer() is
	'Holds for the owner too: a letter that was signed names whoever signed it last, or it is not written. PT422 name_required.';
revoke all on function private.name_signer() from public, anon, authenticated, service_role;
create trigger letters_name_their_signer before insert on public.letters
	for each row execute function private.name_signer();
comment on trigger letters_name_their_signer on public.letters is 'See private.name_signer().';
