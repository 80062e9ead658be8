-- Only the letter of a decision was bound to its words at the first signature; those of changes, claims, revocations and proofs were
-- written from the template of the moment. One way for all four: the first signature keeps the fingerprint of the letter as it is then,
-- and no letter of that source is written that says anything else.
create table private.signed_letters (
	source_id uuid not null,
	kind text not null,
	application_id uuid not null references public.applications (id),
	sha256 text not null,
	primary key (source_id)
);
comment on table private.signed_letters is
	'private.letter_fingerprint of the letter that was signed first, of what has no column for it (see decisions.letter_sha256): changes, '
	'claims, revocations, proofs. Signed anew after it was taken back, it is replaced.';
create index signed_letters_by_application on private.signed_letters (application_id);
comment on index private.signed_letters_by_application is 'For erasing, and for the page of a case.';
revoke all on private.signed_letters from public, anon, authenticated, service_role;
alter table private.signed_letters enable row level security;

create function private.waiting_letter(p_source uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	content jsonb;
begin
	if exists (select from public.proof_checks c where c.submission_id = p_source) then
		content := public.preview_proof_letter(p_source);
	else
		content := public.preview_grant_letter(p_source);
	end if;
	return content || jsonb_build_object(
		'sha256', private.letter_fingerprint(content ->> 'language', content -> 'template', content -> 'facts')
	);
exception
	-- Nothing waits for a second signature, or what waits has no letter.
	when sqlstate 'PT404' then
		return null;
end;
$$;
comment on function private.waiting_letter(uuid) is
	'The letter that the second signature under a change, a claim, a revocation or a check would make now, as its preview shows it, with '
	'"sha256"; null where there is none. For staff.';
revoke all on function private.waiting_letter(uuid) from public, anon, authenticated, service_role;

create function private.keep_signed_letter() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
	source constant uuid := coalesce(to_jsonb(new) ->> 'submission_id', to_jsonb(new) ->> 'id');
	content jsonb;
begin
	-- Only the office signs; what the owner of the tables does by hand has no letter to read.
	if private.has_staff_role(array['clerk', 'decider']) then
		content := private.waiting_letter(source);
	end if;
	if content is not null then
		insert into private.signed_letters as s (source_id, kind, application_id, sha256)
		values (source, content ->> 'kind', new.application_id, content ->> 'sha256')
		on conflict (source_id) do update set kind = excluded.kind, sha256 = excluded.sha256;
	end if;
	return null;
end;
$$;
comment on function private.keep_signed_letter() is 'The first signature is set under the letter as it is now.';
revoke all on function private.keep_signed_letter() from public, anon, authenticated, service_role;
-- After what makes the row complete, and before anything takes effect.
create trigger grant_changes_keep_their_letter after update of first_signed_at on public.grant_changes
	for each row when (new.first_signed_at is not null and old.first_signed_at is distinct from new.first_signed_at)
	execute function private.keep_signed_letter();
comment on trigger grant_changes_keep_their_letter on public.grant_changes is 'See private.keep_signed_letter().';
create trigger recoveries_keep_their_letter after insert on public.recoveries
	for each row when (new.second_signed_at is null) execute function private.keep_signed_letter();
comment on trigger recoveries_keep_their_letter on public.recoveries is 'See private.keep_signed_letter().';
create trigger grant_rulings_keep_their_letter after insert on public.grant_rulings
	for each row when (new.second_signed_at is null) execute function private.keep_signed_letter();
comment on trigger grant_rulings_keep_their_letter on public.grant_rulings is 'See private.keep_signed_letter().';
create trigger proof_checks_keep_their_letter after update of first_signed_at on public.proof_checks
	for each row when (new.first_signed_at is not null and old.first_signed_at is distinct from new.first_signed_at)
	execute function private.keep_signed_letter();
comment on trigger proof_checks_keep_their_letter on public.proof_checks is 'See private.keep_signed_letter().';

create function private.hold_to_signed_letter() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if exists (
		select from private.signed_letters s
		where s.source_id = new.source_id and (s.kind, s.sha256)
			is distinct from (new.kind, private.letter_fingerprint(new.language, new.template, new.facts))
	) then
		raise sqlstate 'PT409' using message = 'letter_moved_on';
	end if;
	return new;
end;
$$;
comment on function private.hold_to_signed_letter() is
	'Holds for the owner too: a letter is the one that was signed first, or it is not written and nothing is signed. PT409 '
	'letter_moved_on.';
revoke all on function private.hold_to_signed_letter() from public, anon, authenticated, service_role;
create trigger letters_are_as_signed before insert on public.letters
	for each row execute function private.hold_to_signed_letter();
comment on trigger letters_are_as_signed on public.letters is 'See private.hold_to_signed_letter().';

-- What waits for its second signature today was signed under nothing: from here on it holds for the letter as it is now.
insert into private.signed_letters (source_id, kind, application_id, sha256)
select w.source_id, w.kind, w.application_id,
	private.letter_fingerprint(c.content ->> 'language', c.content -> 'template', c.content -> 'facts')
from (
	select c.id as source_id, case c.proposal ->> 'outcome' when 'agreed' then 'changed' else 'change_refused' end as kind,
		c.application_id, private.told_by_change(c) as told
	from public.grant_changes c where c.is_open and c.proposal is not null
	union all
	select g.id, 'revoked', g.application_id, private.told_by_ruling(g)
	from public.grant_rulings g where g.kind = 'revocation' and g.second_signed_at is null and g.discarded_at is null
	union all
	select r.id, 'recovery', r.application_id, private.told_by_recovery(r)
	from public.recoveries r where r.second_signed_at is null and r.discarded_at is null
	union all
	select p.submission_id, 'proof_checked', p.application_id, private.told_by_proof(p)
	from public.proof_checks p where p.first_signed_at is not null and p.concluded_at is null
) w
cross join lateral private.letter_content(w.application_id, w.kind, w.told) c (content);

create function public.signed_letters(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return (
		select coalesce(jsonb_agg(jsonb_build_object(
			'source_id', s.source_id, 'sha256', s.sha256, 'is_same', s.sha256 = w.content ->> 'sha256'
		)), '[]')
		from private.signed_letters s
		cross join lateral private.waiting_letter(s.source_id) w (content)
		where s.application_id = p_application and w.content is not null
	);
end;
$$;
comment on function public.signed_letters(uuid) is
	'[{"source_id", "sha256" (of the letter that was signed first), "is_same" (it would be the same now)}] of the changes, claims, '
	'revocations and checks of an application that wait for their second signature. PT403 not_allowed.';
revoke all on function public.signed_letters(uuid) from public, anon, authenticated, service_role;
grant execute on function public.signed_letters(uuid) to authenticated;

create function public.countersign_letter(p_source uuid, p_letter text) returns jsonb
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
		raise sqlstate 'PT404' using message = 'not_found';
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
	'The second signature under a change, a claim, a revocation or a check, for the letter that was read: p_letter is its "sha256" in '
	'public.signed_letters. Gives and refuses what the function of each does. PT403 not_allowed, PT404 not_found, PT409 letter_moved_on.';
revoke all on function public.countersign_letter(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.countersign_letter(uuid, text) to authenticated;
