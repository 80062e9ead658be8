create table public.notifications (
	id uuid primary key default gen_random_uuid(),
	event text not null,
	application_id uuid not null references public.applications (id),
	status_event_id bigint not null references public.status_events (id),
	recipient_id uuid not null references auth.users (id) on delete cascade,
	created_at timestamptz not null default now(),
	sent_at timestamptz,
	attempts integer not null default 0,
	last_failure text,
	unique (status_event_id, recipient_id)
);
comment on table public.notifications is
	'Outbox: written in the transaction that changes the state, sent by a job of the server. Holds codes only; the words '
	'are made when sending, in the language of the reader.';
comment on column public.notifications.event is 'state_<to state>. Whether it is worth a message is decided when sending.';

create index notifications_unsent on public.notifications (created_at) where sent_at is null;
comment on index public.notifications_unsent is 'What the sending job picks up.';
create index notifications_by_recipient on public.notifications (recipient_id, created_at);
comment on index public.notifications_by_recipient is 'Row-level security of recipients.';
create index notifications_by_application on public.notifications (application_id);
comment on index public.notifications_by_application is 'What was said about one application.';

revoke all on public.notifications from public, anon, authenticated, service_role;
grant select on public.notifications to authenticated;
grant select, update on public.notifications to service_role;
alter table public.notifications enable row level security;

create policy "Recipients read their own notifications" on public.notifications for select to authenticated
	using (recipient_id = (select auth.uid()));
