create table public.status_events (
	id bigint generated always as identity primary key,
	application_id uuid not null references public.applications (id),
	from_state text not null,
	to_state text not null,
	at timestamptz not null,
	public_reason text,
	transaction_id xid8 not null default pg_current_xact_id()
);
comment on table public.status_events is
	'What happened to an application, as its applicants may read it: no names, and a reason only where it was written '
	'for them. Who acted and the internal reason are in status_event_details. Two tables instead of hidden columns, '
	'because staff and applicants are the same database role and column grants could not tell them apart.';
comment on column public.status_events.transaction_id is 'Ties the event to the one state change it permits: see private.guard_application.';

create table public.status_event_details (
	event_id bigint primary key references public.status_events (id),
	application_id uuid not null references public.applications (id),
	actor_id uuid,
	actor_role text not null,
	reason text
);
comment on table public.status_event_details is 'The office''s half of a status event: who, in which role, why.';

alter table public.status_event_details add constraint status_event_details_short_reason check (length(reason) <= 4000);

create index status_events_by_application on public.status_events (application_id, id);
comment on index public.status_events_by_application is 'The history of one application.';
create index status_event_details_by_application on public.status_event_details (application_id);
comment on index public.status_event_details_by_application is 'The office''s history of one application.';

revoke all on public.status_events, public.status_event_details from public, anon, authenticated, service_role;
grant select on public.status_events, public.status_event_details to authenticated, service_role;
alter table public.status_events enable row level security;
alter table public.status_event_details enable row level security;

create policy "Members read the history of their applications" on public.status_events for select to authenticated
	using (application_id in (select private.my_application_ids()));
create policy "Staff read every history" on public.status_events for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));
create policy "Staff read who acted and why" on public.status_event_details for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function private.guard_application() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if tg_op = 'INSERT' then
		if new.state <> 'draft' then
			raise exception 'applications begin as drafts' using errcode = '42501';
		end if;
		return new;
	end if;
	if new.state <> old.state and not exists (
		select from public.status_events e
		join public.state_transitions t on t.from_state = e.from_state and t.to_state = e.to_state
		where e.application_id = new.id and e.from_state = old.state and e.to_state = new.state
			and e.transaction_id = pg_current_xact_id()
	) then
		raise exception 'a state changes only through private.change_state' using errcode = '42501';
	end if;
	if (new.id, new.round_id, new.organisation_id, new.created_at) is distinct from
		(old.id, old.round_id, old.organisation_id, old.created_at)
		or (new.author_id is distinct from old.author_id and new.author_id is not null)
	then
		raise exception 'an application keeps its round and its owner' using errcode = '42501';
	end if;
	if old.state <> 'draft' and
		(new.form, new.form_schema_version, new.revision, new.title, new.requested_cents, new.district, new.areas,
			new.organisation_name, new.reference_number, new.submitted_at, new.is_late) is distinct from
		(old.form, old.form_schema_version, old.revision, old.title, old.requested_cents, old.district, old.areas,
			old.organisation_name, old.reference_number, old.submitted_at, old.is_late)
	then
		raise exception 'what was sent stays as it was sent' using errcode = '42501';
	end if;
	return new;
end;
$$;
comment on function private.guard_application() is
	'Holds for the owner and the service key too. A state change needs a status event of this very transaction with the '
	'same from and to: not a flag that a session could set, but the row whose absence would make the change '
	'untraceable. Rows of status_events can only be written by the owner, and only for steps of state_transitions.';
revoke all on function private.guard_application() from public, anon, authenticated, service_role;

create trigger applications_are_guarded before insert or update on public.applications
	for each row execute function private.guard_application();
comment on trigger applications_are_guarded on public.applications is 'See private.guard_application().';
create trigger status_events_are_append_only before update or delete or truncate on public.status_events
	for each statement execute function private.refuse_change();
comment on trigger status_events_are_append_only on public.status_events is 'History is not rewritten.';
create trigger status_event_details_are_append_only before update or delete or truncate on public.status_event_details
	for each statement execute function private.refuse_change();
comment on trigger status_event_details_are_append_only on public.status_event_details is 'History is not rewritten.';
