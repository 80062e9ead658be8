create or replace function private.keep_silent_steps_out() returns trigger
language plpgsql set search_path = ''
as $$
begin
	if new.status_event_id is null or new.event in (
		'state_submitted', 'state_clarification', 'state_report_due', 'state_report_submitted', 'state_report_clarification',
		'state_recovery'
	) then
		return new;
	end if;
	return null;
end;
$$;

create function private.remind_of_proofs() returns int
language plpgsql security definer set search_path = ''
as $$
declare
	grace constant int := 7;
	proof record;
	queued int := 0;
begin
	for proof in
		select a.id, a.state, t.period_until, private.proof_due_on(a.id) as due_on,
			(private.grant_settings(r.settings) ->> 'proof_remind_days')::int as days
		from public.applications a
		join public.funding_rounds r on r.id = a.round_id
		cross join lateral (select (private.terms_in_force(a.id)).*) t
		where a.state in ('paid', 'report_due') and t.period_until < private.today()
		order by a.id
		for update of a skip locked
	loop
		-- The project is over: from here on its proof is what the group has to do.
		if proof.state = 'paid' then
			perform private.change_state(proof.id, 'report_due', array['system']);
			queued := queued + 1;
		elsif private.today() between proof.due_on - proof.days and proof.due_on and not exists (
			select from public.notifications n where n.event = 'proof_reminder' and n.subject_id = proof.id
		) then
			perform private.notify('proof_reminder', proof.id, proof.id);
			queued := queued + 1;
		elsif private.today() > proof.due_on + grace and not exists (
			select from public.notifications n where n.event = 'proof_overdue' and n.subject_id = proof.id
		) then
			perform private.notify('proof_overdue', proof.id, proof.id);
			queued := queued + 1;
		end if;
	end loop;
	return queued;
end;
$$;
comment on function private.remind_of_proofs() is
	'A project that is over makes its proof due; the group is reminded once before the day, and once when it is a week over.';
revoke all on function private.remind_of_proofs() from public, anon, authenticated, service_role;

create or replace function public.queue_reminders() returns int
language plpgsql security definer set search_path = ''
as $$
declare
	overdue record;
	queued int := 0;
begin
	for overdue in
		select c.id, c.application_id
		from public.clarifications c
		where c.closed_at is null and private.today() between c.remind_on and c.due_on
			and not exists (select from public.notifications n where n.event = 'reminder' and n.subject_id = c.id)
	loop
		perform private.notify('reminder', overdue.application_id, overdue.id);
		queued := queued + 1;
	end loop;
	return queued + private.remind_of_proofs();
end;
$$;
