create table public.retention_periods (
	kind text primary key,
	days integer not null,
	least_days integer not null,
	updated_at timestamptz not null default now()
);
comment on table public.retention_periods is
	'How long what is kept, in days, counted from the last thing that happened. Assumptions until the city''s data protection officer '
	'has confirmed them (KomHVO NRW, ANBest-P 6.5: five years at least for what was granted).';
comment on column public.retention_periods.kind is
	'draft: never sent; refused: refused, withdrawn or closed without a grant; asked: the same where its people asked for deletion; '
	'granted: closed after a grant; unfinished_file: announced by a device and never finished.';
comment on column public.retention_periods.least_days is 'Below this nobody may set it.';

alter table public.retention_periods add constraint retention_periods_known_kinds
	check (kind in ('draft', 'refused', 'asked', 'granted', 'unfinished_file'));
alter table public.retention_periods add constraint retention_periods_long_enough check (days between least_days and 36500);

insert into public.retention_periods (kind, days, least_days) values
	('draft', 90, 30), ('refused', 730, 60), ('asked', 60, 31), ('granted', 3653, 1827), ('unfinished_file', 30, 2);

revoke all on public.retention_periods from public, anon, authenticated, service_role;
grant select on public.retention_periods to authenticated, service_role;
alter table public.retention_periods enable row level security;
create policy "Everybody signed in reads how long things are kept" on public.retention_periods for select to authenticated using (true);

create table public.legal_holds (
	application_id uuid not null references public.applications (id),
	number integer not null,
	reason text not null,
	set_by uuid not null,
	set_at timestamptz not null,
	lifted_by uuid,
	lifted_at timestamptz,
	lift_reason text,
	primary key (application_id, number)
);
comment on table public.legal_holds is
	'Why a case is not deleted although its time is over: a lawsuit, an audit, a claim of somebody. Nothing of it is, until it is lifted.';
alter table public.legal_holds add constraint legal_holds_have_grounds
	check (length(reason) between 1 and 2000 and length(lift_reason) between 1 and 2000);
alter table public.legal_holds add constraint legal_holds_lifted_whole
	check ((lifted_by is null) = (lifted_at is null) and (lifted_by is null) = (lift_reason is null));
create unique index legal_holds_one_open on public.legal_holds (application_id) where lifted_at is null;
comment on index public.legal_holds_one_open is 'A case is held or it is not.';

revoke all on public.legal_holds from public, anon, authenticated, service_role;
grant select on public.legal_holds to authenticated, service_role;
alter table public.legal_holds enable row level security;
create policy "Staff read what is held" on public.legal_holds for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create table public.erasure_requests (
	user_id uuid primary key references auth.users (id) on delete cascade,
	asked_at timestamptz not null
);
comment on table public.erasure_requests is
	'Who asked for everything of theirs to be deleted (Art. 17 DSGVO). What may be deleted is, by the job; the rest when its time is over.';
revoke all on public.erasure_requests from public, anon, authenticated, service_role;
grant select on public.erasure_requests to authenticated, service_role;
alter table public.erasure_requests enable row level security;
create policy "People see their own request" on public.erasure_requests for select to authenticated
	using (user_id = (select auth.uid()));

create table private.draft_warnings (
	application_id uuid primary key references public.applications (id) on delete cascade,
	of_draft timestamptz not null,
	warned_at timestamptz not null
);
comment on table private.draft_warnings is
	'Whose draft is deleted soon was told so: no draft goes without. of_draft is when it was last changed by then; another change '
	'makes the warning void.';
revoke all on private.draft_warnings from public, anon, authenticated, service_role;
alter table private.draft_warnings enable row level security;

create table private.past_applications (
	id bigint generated always as identity primary key,
	round_id uuid not null references public.funding_rounds (id),
	state text not null,
	is_late boolean not null,
	district text,
	areas text[] not null,
	requested_cents bigint,
	facts jsonb not null,
	outcome text,
	decided_cents bigint,
	days_to_decision numeric,
	most_cents bigint,
	amount_cents bigint,
	paid_cents bigint,
	returned_cents bigint,
	freed_cents bigint
);
comment on table private.past_applications is
	'What is left of an erased application for the figures of its round: codes, counts and sums. No number, name, day or word leads '
	'back to anybody.';
comment on column private.past_applications.facts is 'legal_form, migrant_organisation, participants, newcomers, volunteers of the form.';
create index past_applications_by_round on private.past_applications (round_id);
comment on index private.past_applications_by_round is 'The figures of one round.';
revoke all on private.past_applications from public, anon, authenticated, service_role;
alter table private.past_applications enable row level security;

create table private.discarded_objects (
	id bigint generated always as identity primary key,
	bucket text not null,
	path text not null,
	discarded_at timestamptz not null,
	due_at timestamptz not null default now(),
	unique (bucket, path)
);
comment on table private.discarded_objects is
	'Bytes that nobody may keep any more: written in the transaction that takes their rows, and gone from here once our server has '
	'removed them from the buckets. A path that ends with a slash is a folder.';
revoke all on private.discarded_objects from public, anon, authenticated, service_role;
alter table private.discarded_objects enable row level security;

create table private.erasing (
	transaction xid8 primary key,
	application_id uuid not null
);
comment on table private.erasing is 'The transaction that erases a case: what else is never deleted may be, in it alone. Empty between transactions.';
revoke all on private.erasing from public, anon, authenticated, service_role;
alter table private.erasing enable row level security;

create or replace function private.refuse_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if tg_op = 'DELETE' and tg_table_name <> all (array['audit_log', 'round_versions', 'payment_runs'])
		and exists (select from private.erasing e where e.transaction = pg_current_xact_id())
	then
		return null;
	end if;
	raise exception '% is append-only', tg_table_name using errcode = '42501';
end;
$$;
comment on function private.refuse_change() is
	'Trigger of append-only tables; holds for the owner too. Only private.erase_application() deletes from them, and from the audit '
	'log, the versions of rounds and the orders to the bank not even that.';

create function private.period_days(p_kind text) returns int
language sql stable security definer set search_path = ''
as $$
	select p.days from public.retention_periods p where p.kind = p_kind;
$$;
comment on function private.period_days(text) is 'Days of a retention period.';
revoke all on function private.period_days(text) from public, anon, authenticated, service_role;

create function private.retention_of(
	p_application public.applications, out kind text, out due_on date, out is_held boolean, out is_asked boolean
)
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
	else
		kind := 'running';
		return;
	end if;
	due_on := (last_event at time zone 'Europe/Berlin')::date + private.period_days(kind);
end;
$$;
comment on function private.retention_of(public.applications) is
	'How long an application is kept: kind of its period (see retention_periods, or running), the first day it is deleted on (null while '
	'it runs), whether a legal hold keeps it, and whether all its owners asked for deletion.';
revoke all on function private.retention_of(public.applications) from public, anon, authenticated, service_role;

create function private.keep_figures(p_application public.applications) returns void
language sql volatile security definer set search_path = ''
as $$
	insert into private.past_applications
		(round_id, state, is_late, district, areas, requested_cents, facts, outcome, decided_cents, days_to_decision, most_cents,
		amount_cents, paid_cents, returned_cents, freed_cents)
	select p_application.round_id, s.state, s.is_late, s.district, s.areas, s.requested_cents,
		jsonb_strip_nulls(jsonb_build_object(
			'legal_form', s.form -> 'legal_form', 'migrant_organisation', s.form -> 'migrant_organisation',
			'participants', s.form -> 'participants', 'newcomers', s.form -> 'newcomers', 'volunteers', s.form -> 'volunteers'
		)), s.outcome, s.approved_cents, round(extract(epoch from s.decided_at - s.submitted_at) / 86400, 1), g.most_cents,
		g.amount_cents, g.paid_cents, g.returned_cents, g.freed_cents
	from private.sent_applications(p_application.round_id) s
	left join private.grants_of_round(p_application.round_id) g on g.application_id = s.id
	where s.id = p_application.id;
$$;
comment on function private.keep_figures(public.applications) is 'What the statistics of a round need of an application that is erased.';
revoke all on function private.keep_figures(public.applications) from public, anon, authenticated, service_role;

create or replace function private.sent_applications(p_round uuid) returns setof private.sent_application
language sql stable security definer set search_path = ''
as $$
	select a.id, a.reference_number, a.submitted_at, a.is_late, a.state, a.title, a.organisation_name, a.district, a.areas,
		a.requested_cents, s.form, d.outcome, d.amount_cents, d.second_signed_at
	from public.applications a
	cross join lateral (
		select x.snapshot -> 'form' as form from public.submissions x
		where x.application_id = a.id order by x.version desc limit 1
	) s
	left join lateral (
		select y.outcome, y.amount_cents, y.second_signed_at from public.decisions y
		where y.application_id = a.id and y.second_signed_at is not null order by y.second_signed_at desc limit 1
	) d on true
	where a.round_id = p_round and a.state <> 'draft'
	union all
	select null, null, timestamptz 'epoch', p.is_late, p.state, null, null, p.district, p.areas, p.requested_cents, p.facts, p.outcome,
		p.decided_cents, timestamptz 'epoch' + make_interval(secs => (p.days_to_decision * 86400)::double precision)
	from private.past_applications p where p.round_id = p_round;
$$;
comment on function private.sent_applications(uuid) is
	'Every application of a round that was sent, by its last version and its last decision signed twice; of erased ones only the '
	'figures, and the days to the decision counted from 1970.';

create or replace function private.grants_of_round(p_round uuid) returns table (
	application_id uuid, most_cents bigint, amount_cents bigint, paid_cents bigint, returned_cents bigint, freed_cents bigint,
	bound_cents bigint
)
language sql stable security definer set search_path = ''
as $$
	select s.application_id, s.most_cents, s.amount_cents, s.paid_cents, s.returned_cents, s.freed_cents,
		greatest(s.amount_cents, s.paid_cents) - s.freed_cents
	from (
		select e.application_id, e.most_cents, coalesce(t.amount_cents, 0) as amount_cents, coalesce(p.cents, 0)::bigint as paid_cents,
			coalesce(m.cents, 0)::bigint as returned_cents, coalesce(m.freed, 0)::bigint as freed_cents
		from (
			select d.application_id, max(d.amount_cents) as most_cents
			from public.decisions d
			where d.round_id = p_round and d.second_signed_at is not null and d.outcome = 'approved'
			group by d.application_id
		) e
		left join lateral (
			select d.id from public.decisions d
			where d.application_id = e.application_id and d.second_signed_at is not null and not private.is_replaced(d.id)
			order by d.second_signed_at desc limit 1
		) f on true
		left join lateral (
			select g.amount_cents from public.grant_terms g where g.decision_id = f.id order by g.version desc limit 1
		) t on true
		left join lateral (
			select sum(o.amount_cents) as cents from public.payouts o
			where o.application_id = e.application_id and o.state = 'paid'
		) p on true
		left join lateral (
			select sum(r.amount_cents) as cents, sum(r.amount_cents) filter (where r.is_in_budget_year) as freed
			from public.money_returns r
			where r.application_id = e.application_id and r.confirmed_at is not null and r.reversed_at is null
		) m on true
		union all
		select null, p.most_cents, p.amount_cents, p.paid_cents, p.returned_cents, p.freed_cents
		from private.past_applications p where p.round_id = p_round and p.most_cents is not null
	) s;
$$;

create function private.erase_application(p_application public.applications, p_kind text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	held record;
	counted bigint;
	rows jsonb := '{}';
	objects bigint;
	is_done boolean;
begin
	insert into private.erasing (transaction, application_id) values (pg_current_xact_id(), p_application.id);
	if p_application.state <> 'draft' then
		perform private.keep_figures(p_application);
	end if;
	with discarded as (
		insert into private.discarded_objects (bucket, path, discarded_at)
		select o.bucket, o.path, private.now()
		from (
			select 'files' as bucket, f.storage_path as path from public.files f
			where f.application_id = p_application.id and f.storage_path is not null
			union all
			select 'file-parts', p_application.id || '/' || f.id || '/' from public.files f where f.application_id = p_application.id
			union all
			select 'letters', l.storage_path from public.letters l
			where l.application_id = p_application.id and l.storage_path is not null
		) o
		on conflict (bucket, path) do nothing
		returning bucket
	)
	select count(*) filter (where d.bucket <> 'file-parts') into objects from discarded d;

	-- Mails of invitations name an address and no application.
	delete from public.notifications n
	where exists (
		select from public.invitations i where i.id = n.subject_id and i.organisation_id = p_application.organisation_id and (
			i.application_id = p_application.id or not exists (
				select from public.applications a where a.organisation_id = i.organisation_id and a.id <> p_application.id
			)
		)
	);
	delete from public.message_files m
	where exists (select from public.files f where f.id = m.file_id and f.application_id = p_application.id);
	-- Whatever table names the application, also one of a later migration: those that others point to wait for the next round.
	loop
		is_done := true;
		for held in
			select n.nspname as room, c.relname as name
			from pg_catalog.pg_class c
			join pg_catalog.pg_namespace n on n.oid = c.relnamespace
			join pg_catalog.pg_attribute t on t.attrelid = c.oid and t.attname = 'application_id' and not t.attisdropped
			where c.relkind = 'r' and n.nspname in ('public', 'private') and c.relname <> 'erasing'
			order by c.relname
		loop
			begin
				execute format('delete from %I.%I where application_id = $1', held.room, held.name) using p_application.id;
				get diagnostics counted = row_count;
				if counted > 0 then
					rows := jsonb_set(rows, array[held.name], to_jsonb(counted));
					is_done := false;
				end if;
			exception
				when foreign_key_violation then
					null;
			end;
		end loop;
		exit when is_done;
	end loop;
	delete from public.applications a where a.id = p_application.id;
	delete from public.organisations o
	where o.id = p_application.organisation_id
		and not exists (select from public.applications a where a.organisation_id = o.id);
	delete from private.erasing e where e.transaction = pg_current_xact_id();
	perform private.write_audit(
		'system', 'application_erased', 'application', p_application.id::text,
		jsonb_build_object(
			'round_id', p_application.round_id, 'state', p_application.state, 'kind', p_kind, 'rows', rows, 'objects', objects
		)
	);
end;
$$;
comment on function private.erase_application(public.applications, text) is
	'Deletes an application, locked by the caller, and everything that names it; its figures stay. Its bytes are put down to be '
	'removed by our server. What went is told in the audit trail, in numbers.';
revoke all on function private.erase_application(public.applications, text) from public, anon, authenticated, service_role;

create function public.erase_due(p_limit int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
	most constant int := 100;
	days_before constant int := 14;
	candidate record;
	application public.applications;
	kept record;
	erased int := 0;
begin
	for candidate in
		select a.id from public.applications a
		cross join lateral private.retention_of(a) r
		where a.state in ('draft', 'rejected', 'withdrawn', 'closed', 'waitlisted')
			and r.due_on <= private.today() and not r.is_held
			and (r.kind <> 'draft' or r.is_asked or exists (
				select from private.draft_warnings w
				where w.application_id = a.id and w.of_draft = a.updated_at
					and (w.warned_at at time zone 'Europe/Berlin')::date + days_before <= private.today()
			))
		order by r.due_on
		limit least(p_limit, most)
	loop
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
	end loop;
	return erased;
end;
$$;
comment on function public.erase_due(int) is
	'Erases up to 100 applications whose time is over, and says how many: nothing that a legal hold keeps, no draft whose people were '
	'not warned two weeks before. For the secret key alone.';
revoke all on function public.erase_due(int) from public, anon, authenticated, service_role;
grant execute on function public.erase_due(int) to service_role;

create function public.erase_accounts() returns int
language plpgsql security definer set search_path = ''
as $$
declare
	asked record;
	gone int := 0;
begin
	for asked in select r.user_id from public.erasure_requests r order by r.asked_at for update skip locked loop
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
		perform private.write_audit('system', 'account_erased', 'account', asked.user_id::text, '{}');
		gone := gone + 1;
	end loop;
	return gone;
end;
$$;
comment on function public.erase_accounts() is
	'Deletes the accounts of people who asked for it and of whom nothing is kept any more; how many. People of the office are not '
	'deleted so. For the secret key alone.';
revoke all on function public.erase_accounts() from public, anon, authenticated, service_role;
grant execute on function public.erase_accounts() to service_role;

create function public.warn_of_expiry() returns int
language plpgsql security definer set search_path = ''
as $$
declare
	days_before constant int := 14;
	idle record;
	warned int := 0;
begin
	for idle in
		select a.id, a.updated_at from public.applications a
		cross join lateral private.retention_of(a) r
		where a.state = 'draft' and r.due_on - days_before <= private.today() and not r.is_held and not r.is_asked
			and not exists (select from private.draft_warnings w where w.application_id = a.id and w.of_draft = a.updated_at)
		limit 100
	loop
		insert into private.draft_warnings (application_id, of_draft, warned_at) values (idle.id, idle.updated_at, private.now())
		on conflict (application_id) do update set of_draft = excluded.of_draft, warned_at = excluded.warned_at;
		-- A subject of its own for every time it lay still, because one thing is told once.
		perform private.notify('draft_expiring', idle.id, md5(idle.id::text || idle.updated_at::text)::uuid);
		warned := warned + 1;
	end loop;
	return warned;
end;
$$;
comment on function public.warn_of_expiry() is
	'Tells the people of drafts that lay still that they are deleted in two weeks, once for each time they lay still; how many drafts. '
	'For the secret key alone.';
revoke all on function public.warn_of_expiry() from public, anon, authenticated, service_role;
grant execute on function public.warn_of_expiry() to service_role;

create function public.clear_unfinished_files() returns int
language plpgsql security definer set search_path = ''
as $$
declare
	cleared int;
begin
	with old as (
		select f.id from public.files f
		where f.state = 'announced' and f.created_at < private.now() - make_interval(days => private.period_days('unfinished_file'))
		limit 100
		for update skip locked
	), gone as (
		update public.files f set state = 'removed', name = '' from old where f.id = old.id returning f.id, f.application_id
	), discarded as (
		insert into private.discarded_objects (bucket, path, discarded_at)
		select 'file-parts', g.application_id || '/' || g.id || '/', private.now() from gone g
		on conflict (bucket, path) do nothing
	)
	select count(*) into cleared from gone;
	return cleared;
end;
$$;
comment on function public.clear_unfinished_files() is
	'Gives up files that were announced and never finished; how many. A device that still has one announces it again. For the secret '
	'key alone.';
revoke all on function public.clear_unfinished_files() from public, anon, authenticated, service_role;
grant execute on function public.clear_unfinished_files() to service_role;

create function public.claim_discarded_objects(p_limit int) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	lease constant interval := interval '5 minutes';
	claimed jsonb;
begin
	with due as (
		select o.id from private.discarded_objects o where o.due_at <= clock_timestamp()
		order by o.id limit least(p_limit, 100) for update skip locked
	), mine as (
		update private.discarded_objects o set due_at = clock_timestamp() + lease from due where o.id = due.id
		returning o.id, o.bucket, o.path
	)
	select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'bucket', m.bucket, 'path', m.path) order by m.id), '[]') into claimed
	from mine m;
	return claimed;
end;
$$;
comment on function public.claim_discarded_objects(int) is
	'Bytes to be removed from the buckets, given to this process for five minutes: [{"id", "bucket", "path"}]; a path that ends with a '
	'slash is a folder. For the secret key alone.';
revoke all on function public.claim_discarded_objects(int) from public, anon, authenticated, service_role;
grant execute on function public.claim_discarded_objects(int) to service_role;

create function public.settle_discarded_objects(p_ids bigint[]) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	gone bigint;
begin
	delete from private.discarded_objects o where o.id = any (p_ids);
	get diagnostics gone = row_count;
	if gone > 0 then
		perform private.write_audit('system', 'objects_erased', 'storage', 'buckets', jsonb_build_object('objects', gone));
	end if;
end;
$$;
comment on function public.settle_discarded_objects(bigint[]) is
	'These bytes are gone from the buckets; the audit trail says how many. For the secret key alone.';
revoke all on function public.settle_discarded_objects(bigint[]) from public, anon, authenticated, service_role;
grant execute on function public.settle_discarded_objects(bigint[]) to service_role;
