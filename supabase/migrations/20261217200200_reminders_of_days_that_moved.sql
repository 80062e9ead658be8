-- A proof was reminded of once for ever, also where its day moved afterwards because the project was given more time; and what the office
-- asked about a proof was not reminded of at all, as its other questions are.
create function private.day_of_proof(p_application uuid, p_due_on date) returns uuid
language sql stable set search_path = ''
as $$
	select left(encode(sha256(convert_to(p_application::text || to_char(p_due_on, 'YYYY-MM-DD'), 'UTF8')), 'hex'), 32)::uuid;
$$;
comment on function private.day_of_proof(uuid, date) is 'What a reminder of a proof is about: the day it is due.';
revoke all on function private.day_of_proof(uuid, date) from public, anon, authenticated, service_role;

create or replace function private.remind_of_proofs() returns int
language plpgsql security definer set search_path = ''
as $$
declare
	grace constant int := 7;
	proof record;
	news text;
	queued int := 0;
begin
	for proof in
		select a.id, a.state, t.period_until, private.proof_due_on(a.id) as due_on,
			(private.settings_of_grant(a.id) ->> 'proof_remind_days')::int as days
		from public.applications a
		cross join lateral (select (private.terms_in_force(a.id)).*) t
		where a.state in ('paid', 'report_due') and t.period_until < private.today()
		order by a.id
		for update of a skip locked
	loop
		-- The project is over: from here on its proof is what the group has to do.
		if proof.state = 'paid' then
			perform private.change_state(proof.id, 'report_due', array['system']);
			queued := queued + 1;
			continue;
		end if;
		news := case
			when private.today() between proof.due_on - proof.days and proof.due_on then 'proof_reminder'
			when private.today() > proof.due_on + grace then 'proof_overdue'
		end;
		if news is not null and not exists (
			select from public.notifications n
			where n.application_id = proof.id and n.event = news and (
				n.subject_id = private.day_of_proof(proof.id, proof.due_on)
				-- Told before days had names: of this one, if it was told since this one could be.
				or (n.subject_id = proof.id and n.created_at >= proof.due_on - proof.days)
			)
		) then
			perform private.notify(news, proof.id, private.day_of_proof(proof.id, proof.due_on));
			queued := queued + 1;
		end if;
	end loop;
	return queued;
end;
$$;
comment on function private.remind_of_proofs() is
	'A project that is over makes its proof due; the group is reminded once before the day, and once when it is a week over; anew for another '
	'day.';

create or replace function public.queue_reminders() returns int
language plpgsql security definer set search_path = ''
as $$
declare
	-- As the desk proposes it for its other questions.
	days_before constant int := 3;
	shortest_time constant int := 6;
	overdue record;
	queued int := 0;
begin
	for overdue in
		select c.id, c.application_id
		from public.clarifications c
		where c.closed_at is null and private.today() between c.remind_on and c.due_on
			and not exists (select from public.notifications n where n.event = 'reminder' and n.subject_id = c.id)
		union all
		select q.id, q.application_id
		from public.proof_queries q
		where q.closed_at is null and private.today() between q.due_on - days_before and q.due_on
			and (q.asked_at at time zone 'Europe/Berlin')::date <= q.due_on - shortest_time
			and not exists (select from public.notifications n where n.event = 'reminder' and n.subject_id = q.id)
	loop
		perform private.notify('reminder', overdue.application_id, overdue.id);
		queued := queued + 1;
	end loop;
	return queued + private.remind_of_proofs();
end;
$$;
comment on function public.queue_reminders() is
	'Reminds, once, of what the office waits for and is due soon: what it asked about an application or a proof, and proofs themselves; how '
	'many were new. For the secret key alone.';
