-- Between preview and second signature a template, a contact or a term of the round could change, and the letter was one that neither
-- of the two had read. The first signature keeps the fingerprint of the letter as it is that moment; the second holds for that letter
-- or not at all.
create function private.letter_fingerprint(p_language text, p_template jsonb, p_facts jsonb) returns text
language sql immutable set search_path = ''
as $$
	select encode(sha256(convert_to(jsonb_build_object(
		-- Whose name stands below it is known with the second signature; a template saved with the same words is the same.
		'language', p_language, 'template', p_template - 'version', 'facts', p_facts - 'signer'
	)::text, 'UTF8')), 'hex');
$$;
comment on function private.letter_fingerprint(text, jsonb, jsonb) is 'Of the words of a letter: equal where people read the same.';
revoke all on function private.letter_fingerprint(text, jsonb, jsonb) from public, anon, authenticated, service_role;

-- What a grant will say of percents and days is what the round says today; those of a grant that is decided anew stood in its preview as
-- they were when it was signed first.
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
	if p_kind = 'approved' then
		select private.grant_settings(r.settings) into grant_terms from public.funding_rounds r where r.id = application.round_id;
	elsif p_kind = 'changed' then
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

create function private.decision_letter(p_decision public.decisions) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select c.content || jsonb_build_object(
		'sha256', private.letter_fingerprint(c.content ->> 'language', c.content -> 'template', c.content -> 'facts')
	)
	from private.letter_content(p_decision.application_id, p_decision.outcome, private.told_by_decision(p_decision)) c (content);
$$;
comment on function private.decision_letter(public.decisions) is
	'As private.letter_content, with "sha256", of the letter that a decision would have now.';
revoke all on function private.decision_letter(public.decisions) from public, anon, authenticated, service_role;

alter table public.decisions add column letter_sha256 text;
comment on column public.decisions.letter_sha256 is
	'private.letter_fingerprint of the letter at the first signature: the second is for these words. Null where it was signed twice '
	'or discarded before this was kept.';
alter table public.decisions disable trigger user;
update public.decisions d set letter_sha256 = private.decision_letter(d) ->> 'sha256'
where d.second_signed_at is null and d.discarded_at is null;
alter table public.decisions enable trigger user;

create function private.keep_letter_of_decision() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	-- Only a grant has conditions in its letter; what nobody would read is not signed.
	if new.conditions is not null and new.outcome <> 'approved' then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	new.letter_sha256 := private.decision_letter(new) ->> 'sha256';
	return new;
end;
$$;
comment on function private.keep_letter_of_decision() is 
	'The first signature is set under the letter as it is now, which says all of it. PT422 payload_invalid.';
revoke all on function private.keep_letter_of_decision() from public, anon, authenticated, service_role;
create trigger decisions_keep_their_letter before insert on public.decisions
	for each row execute function private.keep_letter_of_decision();
comment on trigger decisions_keep_their_letter on public.decisions is 'See private.keep_letter_of_decision().';

create function private.guard_signed_words() returns trigger
language plpgsql set search_path = ''
as $$
begin
	if new.letter_sha256 is distinct from old.letter_sha256 then
		raise exception 'what was signed first cannot be changed' using errcode = '42501';
	end if;
	return new;
end;
$$;
comment on function private.guard_signed_words() is 'Holds for the owner too: as private.guard_decision, of the letter.';
revoke all on function private.guard_signed_words() from public, anon, authenticated, service_role;
create trigger decisions_keep_signed_words before update on public.decisions
	for each row execute function private.guard_signed_words();
comment on trigger decisions_keep_signed_words on public.decisions is 'See private.guard_signed_words().';

create or replace function private.write_decision() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	perform private.write_letter(new.application_id, new.outcome, new.id, private.told_by_decision(new));
	if not exists (
		select from public.letters l
		where l.source_id = new.id and l.kind = new.outcome
			and private.letter_fingerprint(l.language, l.template, l.facts) = new.letter_sha256
	) then
		raise sqlstate 'PT409' using message = 'letter_moved_on';
	end if;
	return null;
end;
$$;
comment on function private.write_decision() is
	'The second signature makes the letter. Holds for the owner too: it is the one that was signed first, or nothing is signed (PT409 '
	'letter_moved_on).';

drop function public.countersign_decision(uuid);
create function public.countersign_decision(p_decision uuid, p_letter text default null) returns jsonb
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
	if application.state <> 'decision' then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if decision.first_signed_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	-- Whoever signed first may have joined the organisation since.
	if private.is_member_of(application.organisation_id, decision.first_signed_by) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	if p_letter <> decision.letter_sha256 then
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
	'Second signature, by a decider who is somebody else: {"state", "free_cents"}. p_letter is the "sha256" of the preview that was '
	'read. PT403 not_allowed, PT404 not_found, PT409 already_decided | not_in_state | same_person | conflict_of_interest | '
	'letter_moved_on (the letter is another than at the first signature, or than was read), PT422 budget_exceeded (detail '
	'{"free_cents"}).';
revoke all on function public.countersign_decision(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.countersign_decision(uuid, text) to authenticated;

create or replace function public.preview_decision_letter(p_decision uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	decision public.decisions;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select d.* into decision from public.decisions d where d.id = p_decision;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return private.decision_letter(decision)
		|| jsonb_build_object('kind', decision.outcome, 'application_id', decision.application_id);
end;
$$;
comment on function public.preview_decision_letter(uuid) is
	'{"kind", "application_id", "language", "template", "facts", "sha256"} of the letter that the second signature would make now; its '
	'sha256 is decisions.letter_sha256 as long as nothing has changed since the first. For staff. PT403 not_allowed, PT404 not_found.';
