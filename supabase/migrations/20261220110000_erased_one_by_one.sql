-- One case or account that could not be deleted kept all others from it, run after run, and only the log of the server said so.
create table private.erasure_failures (
	subject_id uuid primary key,
	application_id uuid,
	code text not null,
	place text,
	attempts integer not null,
	failed_at timestamptz not null,
	retry_on date not null
);
comment on table private.erasure_failures is
	'What could not be deleted although its time is over: a case (then application_id is it, so that the row goes with it) or the account '
	'of somebody who asked. Tried again every day. Only codes of Postgres and names of tables, never a word of a row.';
comment on column private.erasure_failures.place is 'The constraint or the table that refused.';
alter table private.erasure_failures add constraint erasure_failures_count check (attempts > 0);
create index erasure_failures_by_application on private.erasure_failures (application_id);
comment on index private.erasure_failures_by_application is 'Goes with its case.';
revoke all on private.erasure_failures from public, anon, authenticated, service_role;
alter table private.erasure_failures enable row level security;

create function private.note_failed_erasure(p_subject uuid, p_application uuid, p_code text, p_place text) returns void
language sql volatile security definer set search_path = ''
as $$
	insert into private.erasure_failures as f (subject_id, application_id, code, place, attempts, failed_at, retry_on)
	values (p_subject, p_application, p_code, nullif(p_place, ''), 1, private.now(), private.today() + 1)
	on conflict (subject_id) do update set
		code = excluded.code, place = excluded.place, attempts = f.attempts + 1, failed_at = excluded.failed_at,
		retry_on = excluded.retry_on;
$$;
comment on function private.note_failed_erasure(uuid, uuid, text, text) is
	'Puts down that something could not be deleted; it is left alone until tomorrow, so that it takes nobody else''s turn.';
revoke all on function private.note_failed_erasure(uuid, uuid, text, text) from public, anon, authenticated, service_role;

create function private.may_try_erasure(p_subject uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select not exists (
		select from private.erasure_failures f where f.subject_id = p_subject and f.retry_on > private.today()
	);
$$;
comment on function private.may_try_erasure(uuid) is 'False on the day it failed.';
revoke all on function private.may_try_erasure(uuid) from public, anon, authenticated, service_role;

create function public.erasure_failures() returns jsonb
language sql stable security definer set search_path = ''
as $$
	select coalesce(jsonb_agg(jsonb_build_object(
		'code', f.code, 'place', f.place, 'attempts', f.attempts, 'failed_at', f.failed_at
	) order by f.failed_at), '[]')
	from private.erasure_failures f
	where f.application_id is not null or exists (select from public.erasure_requests r where r.user_id = f.subject_id);
$$;
comment on function public.erasure_failures() is
	'[{"code", "place", "attempts", "failed_at"}] of everything that should be deleted and could not, without saying whose it is. For the '
	'secret key alone.';
revoke all on function public.erasure_failures() from public, anon, authenticated, service_role;
grant execute on function public.erasure_failures() to service_role;

-- A grant that nobody ever accepted ran for ever, and was kept as long.
alter table public.retention_periods drop constraint retention_periods_known_kinds;
alter table public.retention_periods add constraint retention_periods_known_kinds
	check (kind in ('draft', 'refused', 'asked', 'unaccepted', 'granted', 'unfinished_file', 'barrier'));
insert into public.retention_periods (kind, days, least_days) values ('unaccepted', 730, 60);
comment on column public.retention_periods.kind is
	'draft: never sent; refused: refused, withdrawn or closed without a grant; unaccepted: granted and never accepted, from the last day of '
	'the project; asked: both of these where its people asked for deletion; granted: closed after a grant; unfinished_file: announced by a '
	'device and never finished; barrier: a report of a barrier, from the day it was settled, or came where nobody did.';

create or replace function private.retention_of(
	p_application public.applications, out kind text, out due_on date, out is_held boolean, out is_asked boolean
) returns record
language plpgsql stable security definer set search_path = ''
as $$
declare
	last_event timestamptz;
begin
	is_held := exists (
		select from public.legal_holds h where h.application_id = p_application.id and h.lifted_at is null
	);
	-- One owner alone deletes nothing that another one still wants.
	is_asked := not exists (
		select from public.organisation_members m
		where m.organisation_id = p_application.organisation_id and m.role = 'owner'
			and not exists (select from public.erasure_requests r where r.user_id = m.user_id)
	) and exists (
		select from public.organisation_members m
		where m.organisation_id = p_application.organisation_id and m.role = 'owner'
	);
	-- What is thought over is not over.
	if private.is_reopened(p_application.id) then
		kind := 'running';
		return;
	end if;
	if p_application.state = 'draft' then
		kind := 'draft';
		due_on := case when is_asked then private.today()
			else (p_application.updated_at at time zone 'Europe/Berlin')::date + private.period_days('draft') end;
		return;
	end if;
	select max(e.at) into last_event from public.status_events e where e.application_id = p_application.id;
	last_event := coalesce(last_event, p_application.submitted_at);
	if p_application.state = 'closed' and exists (
		select from public.decisions d
		where d.application_id = p_application.id and d.outcome = 'approved' and d.second_signed_at is not null
	) then
		kind := 'granted';
	elsif p_application.state in ('rejected', 'withdrawn', 'closed') then
		kind := case when is_asked then 'asked' else 'refused' end;
	elsif p_application.state = 'waitlisted' then
		-- On the list somebody may still move up, until the last day of projects.
		kind := case when is_asked then 'asked' else 'refused' end;
		select greatest(last_event, r.project_until::timestamptz) into last_event
		from public.funding_rounds r where r.id = p_application.round_id;
	elsif p_application.state = 'approved' then
		-- Nobody has accepted it, and until the last day of the project they still may.
		kind := case when is_asked then 'asked' else 'unaccepted' end;
		last_event := greatest(last_event, (private.terms_in_force(p_application.id)).period_until::timestamptz);
	else
		kind := 'running';
		return;
	end if;
	due_on := (last_event at time zone 'Europe/Berlin')::date + private.period_days(kind);
end;
$$;

create or replace function public.erase_due(p_limit int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
	most constant int := 100;
	days_before constant int := 14;
	candidate record;
	application public.applications;
	kept record;
	erased int := 0;
	code text;
	refuser text;
	refusing_table text;
begin
	for candidate in
		select a.id from public.applications a
		cross join lateral private.retention_of(a) r
		where a.state in ('draft', 'rejected', 'withdrawn', 'closed', 'waitlisted', 'approved')
			and r.due_on <= private.today() and not r.is_held
			and (r.kind <> 'draft' or r.is_asked or exists (
				select from private.draft_warnings w
				where w.application_id = a.id and w.of_draft = a.updated_at
					and (w.warned_at at time zone 'Europe/Berlin')::date + days_before <= private.today()
			))
			and private.may_try_erasure(a.id)
		order by r.due_on
		limit least(p_limit, most)
	loop
		-- Each by itself: one that cannot go keeps no other here.
		begin
			-- Once more behind the lock: it may have been written in, sent or held since.
			select a.* into application from public.applications a where a.id = candidate.id for update skip locked;
			continue when not found;
			select r.* into kept from private.retention_of(application) r;
			continue when kept.is_held or kept.due_on is null or kept.due_on > private.today() or (
				kept.kind = 'draft' and not kept.is_asked and not exists (
					select from private.draft_warnings w
					where w.application_id = application.id and w.of_draft = application.updated_at
						and (w.warned_at at time zone 'Europe/Berlin')::date + days_before <= private.today()
				)
			);
			perform private.erase_application(application, kept.kind);
			erased := erased + 1;
		exception
			when others then
				get stacked diagnostics code = returned_sqlstate, refuser = constraint_name, refusing_table = table_name;
				perform private.note_failed_erasure(
					candidate.id, candidate.id, code, coalesce(nullif(refuser, ''), refusing_table)
				);
		end;
	end loop;
	return erased;
end;
$$;
comment on function public.erase_due(int) is
	'Erases up to 100 applications whose time is over, and says how many: nothing that a legal hold keeps, no draft whose people were '
	'not warned two weeks before. Each by itself; what cannot go is put down (erasure_failures) and tried again tomorrow. For the secret '
	'key alone.';

create or replace function public.erase_accounts() returns int
language plpgsql security definer set search_path = ''
as $$
declare
	asked record;
	gone int := 0;
	code text;
	refuser text;
	refusing_table text;
begin
	for asked in
		select r.user_id from public.erasure_requests r where private.may_try_erasure(r.user_id) order by r.asked_at
		for update skip locked
	loop
		begin
			-- Where another owner goes on, whoever asked is no longer among them.
			delete from public.organisation_members m
			where m.user_id = asked.user_id and exists (
				select from public.organisation_members o
				where o.organisation_id = m.organisation_id and o.user_id <> m.user_id and o.role = 'owner'
					and not exists (select from public.erasure_requests r where r.user_id = o.user_id)
			);
			continue when exists (select from public.organisation_members m where m.user_id = asked.user_id)
				or exists (select from public.staff_members m where m.user_id = asked.user_id);
			delete from auth.users u where u.id = asked.user_id;
			delete from private.erasure_failures f where f.subject_id = asked.user_id;
			perform private.write_audit('system', 'account_erased', 'account', asked.user_id::text, '{}');
			gone := gone + 1;
		exception
			when others then
				get stacked diagnostics code = returned_sqlstate, refuser = constraint_name, refusing_table = table_name;
				perform private.note_failed_erasure(asked.user_id, null, code, coalesce(nullif(refuser, ''), refusing_table));
		end;
	end loop;
	return gone;
end;
$$;
comment on function public.erase_accounts() is
	'Deletes the accounts of people who asked for it and of whom nothing is kept any more; how many. Each by itself, as in erase_due. '
	'People of the office are not deleted so. For the secret key alone.';

create or replace function public.desk_retention() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	days_ahead constant int := 90;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return jsonb_build_object(
		'periods', (
			select jsonb_agg(jsonb_build_object('kind', p.kind, 'days', p.days, 'least_days', p.least_days) order by p.days)
			from public.retention_periods p
		),
		'holds', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'reason', h.reason, 'set_by', h.set_by, 'set_at', h.set_at
			) order by h.set_at), '[]')
			from public.legal_holds h join public.applications a on a.id = h.application_id
			where h.lifted_at is null
		),
		'due', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'application_id', d.id, 'reference_number', d.reference_number, 'organisation_name', d.organisation_name,
				'kind', d.kind, 'due_on', d.due_on, 'is_asked', d.is_asked
			) order by d.due_on, d.reference_number), '[]')
			from (
				select a.id, a.reference_number, a.organisation_name, r.kind, r.due_on, r.is_asked
				from public.applications a cross join lateral private.retention_of(a) r
				where a.state in ('rejected', 'withdrawn', 'closed', 'waitlisted', 'approved') and not r.is_held
					and r.due_on <= private.today() + days_ahead
				order by r.due_on limit 100
			) d
		),
		'failed', (
			-- Drafts and accounts are nobody's business here: only that there is one.
			select coalesce(jsonb_agg(jsonb_build_object(
				'kind', case when f.application_id is null then 'account' when s.id is null then 'draft' else 'case' end,
				'application_id', s.id, 'reference_number', s.reference_number, 'organisation_name', s.organisation_name,
				'code', f.code, 'attempts', f.attempts, 'failed_at', f.failed_at
			) order by f.failed_at), '[]')
			from private.erasure_failures f
			left join public.applications s on s.id = f.application_id and s.state <> 'draft'
			where f.application_id is not null or exists (select from public.erasure_requests r where r.user_id = f.subject_id)
		)
	);
end;
$$;
comment on function public.desk_retention() is
	'{"periods": [{"kind", "days", "least_days"}], "holds", "due" (what is deleted within 90 days, at most 100), "failed": [{"kind" (case, '
	'draft, account), "application_id", "reference_number", "organisation_name" (of cases alone), "code", "attempts", "failed_at"}]}. For '
	'the office. PT403 not_allowed.';
