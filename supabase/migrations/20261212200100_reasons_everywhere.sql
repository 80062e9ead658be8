-- A dot or a dash was a reason, and an invisible character still was one of a cut, a score, a judgement or a note. One rule for all of
-- them: there is something to read.
create or replace function private.said(p_text text) returns text
language sql immutable set search_path = ''
as $$
	select case when p_text ~ (
		'[^\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u034f\u060c\u061b-\u061f'
		'\u066a-\u066d\u06d4\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180e\u2000-\u206f\u2800\u3000-\u3003\u3008-\u3011\u3164\ufe00-\ufe0f\ufeff'
		'\uffa0\ufff9-\ufffb]'
	) then btrim(p_text, E' \t\r\n') end;
$$;
comment on function private.said(text) is
	'What was said, without blanks around it; null where there is nothing to be read: blanks, what is invisible, punctuation. As said of '
	'core/text/said.ts.';

-- Where one is demanded, in the function as it is: nothing else of it changes.
do $do$
declare
	-- The function, what it asks, and what it asks from here on.
	places constant text[] := array[
		['private.are_cuts', $f$private.trimmed(c.value ->> 'reason') = ''$f$, $f$private.said(c.value ->> 'reason') is null$f$],
		['private.are_scores', $f$private.trimmed(p_scores -> code ->> 'reason') = ''$f$,
			$f$private.said(p_scores -> code ->> 'reason') is null$f$],
		['private.unjudged', $f$private.trimmed(g.j ->> 'reason') = ''$f$, $f$private.said(g.j ->> 'reason') is null$f$],
		['private.are_receipt_judgements', $f$length(private.trimmed(j.value ->> 'reason')) not between 1 and 1000$f$,
			$f$(j.value ->> 'reason' is not null and coalesce(length(private.said(j.value ->> 'reason')), 0) not between 1 and 1000)$f$],
		['public.sign_proof_check', $f$nullif(private.trimmed(p_reason), '')$f$, $f$private.said(p_reason)$f$],
		['public.confirm_payment_run', $f$nullif(btrim(p_note, E' \t\r\n'), '')$f$, $f$private.said(p_note)$f$],
		['public.judge_bank_account', $f$nullif(btrim(p_note, E' \t\r\n'), '')$f$, $f$private.said(p_note)$f$],
		-- Nor is it a name.
		['public.set_staff_name', $f$btrim(regexp_replace(coalesce(p_name, ''), '\s+', ' ', 'g'))$f$,
			$f$coalesce(private.said(regexp_replace(p_name, '\s+', ' ', 'g')), '')$f$]
	];
	body text;
begin
	for i in 1 .. array_length(places, 1) loop
		body := pg_get_functiondef(places[i][1]::regproc);
		if position(places[i][2] in body) = 0 then
			raise exception '% asks for its reason in another way', places[i][1];
		end if;
		execute replace(body, places[i][2], places[i][3]);
	end loop;
end;
$do$;

-- One clerk could take a decider's signature off the table, or let it fall with a step.
create function private.require_signers_peer(p_application uuid) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['decider']) and exists (
		select from public.decisions d
		join public.staff_members m on m.user_id = d.first_signed_by and m.role = 'decider' and m.is_active
		where d.application_id = p_application and d.second_signed_at is null and d.discarded_at is null
			and d.first_signed_by is distinct from auth.uid()
			-- Who should not have signed is no obstacle.
			and not private.is_partial(p_application, d.first_signed_by)
	) then
		raise sqlstate 'PT403' using message = 'decider_required';
	end if;
end;
$$;
comment on function private.require_signers_peer(uuid) is
	'What a decider signed first is undone by that person or by a decider. PT403 decider_required.';
revoke all on function private.require_signers_peer(uuid) from public, anon, authenticated, service_role;

create or replace function public.transition_application(
	p_id uuid, p_to text, p_reason text default null, p_seen int default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_id);
	roles text[] := array['clerk'];
begin
	perform private.require_seen(p_id, p_seen);
	perform private.require_signers_peer(p_id);
	if private.has_staff_role(array['decider']) then
		roles := array['clerk', 'decider'];
	end if;
	return jsonb_build_object('state', private.change_state(application.id, p_to, roles, p_reason));
end;
$$;
comment on function public.transition_application(uuid, text, text, int) is
	'{"state"}. For clerks and deciders. p_seen is the revision of the case the person read; null where nobody read one. PT403 not_allowed | '
	'decider_required (a decider has signed first), PT404 not_found, PT409 conflict_of_interest | case_moved_on, PT422 '
	'transition_not_allowed | reason_required | payload_invalid and what the checks of the next state say.';

create or replace function public.discard_decision(p_decision uuid, p_reason text default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	decision public.decisions;
	grounds constant text := private.said(p_reason);
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select d.* into decision from public.decisions d where d.id = p_decision;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform private.require_staff_for(decision.application_id);
	select d.* into decision from public.decisions d where d.id = p_decision for update;
	if decision.second_signed_at is not null or decision.discarded_at is not null then
		raise sqlstate 'PT409' using message = 'already_decided';
	end if;
	perform private.require_signers_peer(decision.application_id);
	if grounds is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(grounds) > 4000 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	update public.decisions
	set discarded_by = auth.uid(), discarded_at = private.now(), discard_reason = grounds
	where id = p_decision;
	perform private.write_audit(
		'clerk', 'decision_discarded', 'decision', p_decision::text,
		jsonb_build_object('application_id', decision.application_id)
	);
	return '{}';
end;
$$;
comment on function public.discard_decision(uuid, text) is
	'Takes an open decision off the table: {}. Clerk or decider; what a decider signed, that person or a decider. PT403 not_allowed | '
	'decider_required, PT404 not_found, PT409 already_decided | conflict_of_interest, PT422 reason_required | payload_invalid.';

create or replace function public.keep_decision(p_application uuid, p_reason text, p_seen int default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	application constant public.applications := private.require_staff_for(p_application);
	grounds constant text := private.said(p_reason);
	fallen uuid;
begin
	if not private.is_reopened(p_application) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	perform private.require_seen(p_application, p_seen);
	perform private.require_signers_peer(p_application);
	if grounds is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(grounds) > 4000 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	-- What was signed once falls for the same reason, which stays with it.
	update public.decisions as d
	set discarded_at = private.now(), discarded_by = auth.uid(), discard_reason = grounds
	where d.application_id = p_application and d.second_signed_at is null and d.discarded_at is null
	returning d.id into fallen;
	if fallen is not null then
		perform private.write_audit(
			'clerk', 'decision_discarded', 'decision', fallen::text, jsonb_build_object('application_id', p_application)
		);
	end if;
	update public.decision_reopenings
	set outcome = 'kept', closed_by = auth.uid(), closed_at = private.now(), close_reason = grounds
	where application_id = p_application and closed_at is null;
	perform private.write_audit('clerk', 'decision_kept', 'application', p_application::text, '{}');
	return jsonb_build_object('state', application.state);
end;
$$;
comment on function public.keep_decision(uuid, text, int) is
	'{"state"}: a decision that was opened again stays as it is; what was signed once falls, for the same reason. Clerk or decider; where a '
	'decider signed, that person or a decider. PT403 not_allowed | decider_required, PT404 not_found, PT409 conflict_of_interest | '
	'not_in_state (none is open) | case_moved_on, PT422 reason_required | payload_invalid.';
