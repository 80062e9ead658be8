create table public.push_subscriptions (
	id uuid primary key default gen_random_uuid(),
	user_id uuid not null references auth.users (id) on delete cascade,
	endpoint text not null unique,
	created_at timestamptz not null
);
comment on table public.push_subscriptions is
	'A device that wants to be told that there is something new (web push). What is sent is empty: the device knows its words, and the '
	'push service learns nothing. Written through RPCs only.';
comment on column public.push_subscriptions.endpoint is 'Address at the push service of the browser. Who knows it could wake the device, so nobody reads it.';
alter table public.push_subscriptions add constraint push_subscriptions_short_addresses check (length(endpoint) between 10 and 1000);
create index push_subscriptions_by_user on public.push_subscriptions (user_id);
comment on index public.push_subscriptions_by_user is 'The devices of one person.';
revoke all on public.push_subscriptions from public, anon, authenticated, service_role;
alter table public.push_subscriptions enable row level security;

create table private.pushes (
	subscription_id uuid primary key references public.push_subscriptions (id) on delete cascade,
	attempts integer not null default 0,
	due_at timestamptz not null default now(),
	created_at timestamptz not null default now()
);
comment on table private.pushes is 'Devices to be told. However much is new, a device is told once until that has been sent.';
create index pushes_due on private.pushes (due_at);
comment on index private.pushes_due is 'What the sending job picks up.';
revoke all on private.pushes from public, anon, authenticated, service_role;
alter table private.pushes enable row level security;

create function private.push_with_mail() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	insert into private.pushes (subscription_id)
	select s.id from public.push_subscriptions s where s.user_id = new.recipient_id
	on conflict (subscription_id) do nothing;
	return null;
end;
$$;
comment on function private.push_with_mail() is 'Whatever is worth a mail is worth a quiet word on the devices that want one.';
revoke all on function private.push_with_mail() from public, anon, authenticated, service_role;
create trigger notifications_are_pushed after insert on public.notifications
	for each row when (new.recipient_id is not null) execute function private.push_with_mail();
comment on trigger notifications_are_pushed on public.notifications is 'See private.push_with_mail().';

create function public.keep_push_subscription(p_endpoint text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	most constant int := 10;
begin
	if auth.uid() is null then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	-- The browser of a shared device belongs to whoever switched it on last.
	insert into public.push_subscriptions (user_id, endpoint, created_at) values (auth.uid(), p_endpoint, private.now())
	on conflict (endpoint) do update set user_id = excluded.user_id, created_at = excluded.created_at;
	delete from public.push_subscriptions s
	where s.user_id = auth.uid() and s.id not in (
		select k.id from public.push_subscriptions k where k.user_id = auth.uid() order by k.created_at desc, k.id limit most
	);
	return '{}';
exception
	when check_violation or not_null_violation then
		raise sqlstate 'PT422' using message = 'payload_invalid';
end;
$$;
comment on function public.keep_push_subscription(text) is
	'{}: this device is told from now on; of one person the ten newest are. Our server has looked at the address before. PT403 '
	'not_allowed, PT422 payload_invalid.';
revoke all on function public.keep_push_subscription(text) from public, anon, authenticated, service_role;
grant execute on function public.keep_push_subscription(text) to authenticated;

create function public.drop_push_subscription(p_endpoint text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
begin
	delete from public.push_subscriptions s where s.endpoint = p_endpoint and s.user_id = auth.uid();
	return '{}';
end;
$$;
comment on function public.drop_push_subscription(text) is '{}: this device of the caller is told no more; one that is not there changes nothing.';
revoke all on function public.drop_push_subscription(text) from public, anon, authenticated, service_role;
grant execute on function public.drop_push_subscription(text) to authenticated;

create function public.claim_pushes(p_limit int) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	lease constant interval := interval '2 minutes';
	longest_wait constant interval := interval '1 day';
	-- The real clock: an overridden one would stand still, and with it every lease.
	moment constant timestamptz := clock_timestamp();
	claimed jsonb;
begin
	delete from private.pushes p where p.created_at < moment - longest_wait;
	with due as (
		select p.subscription_id from private.pushes p where p.due_at <= moment
		order by p.due_at limit least(p_limit, 50) for update skip locked
	), mine as (
		update private.pushes p set attempts = p.attempts + 1, due_at = moment + lease
		from due where p.subscription_id = due.subscription_id returning p.subscription_id, p.attempts
	)
	select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'attempt', m.attempts, 'endpoint', s.endpoint)), '[]') into claimed
	from mine m join public.push_subscriptions s on s.id = m.subscription_id;
	return claimed;
end;
$$;
comment on function public.claim_pushes(int) is
	'Takes up to 50 devices that are to be told for two minutes: [{"id", "attempt", "endpoint"}]. What is older than a day is given up. '
	'For the secret key alone.';
revoke all on function public.claim_pushes(int) from public, anon, authenticated, service_role;
grant execute on function public.claim_pushes(int) to service_role;

create function public.settle_push(p_id uuid, p_attempt int, p_outcome text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
	if p_outcome = 'gone' then
		delete from public.push_subscriptions s where s.id = p_id;
	elsif p_outcome = 'sent' then
		delete from private.pushes p where p.subscription_id = p_id and p.attempts = p_attempt;
	else
		update private.pushes p set due_at = clock_timestamp() + interval '30 seconds' * power(2, least(p.attempts, 10))
		where p.subscription_id = p_id and p.attempts = p_attempt;
	end if;
end;
$$;
comment on function public.settle_push(uuid, int, text) is
	'What became of it: sent, gone (the device wants nothing any more: it is forgotten), or anything else: tried again after a minute, '
	'then twice as long each time. For the secret key alone.';
revoke all on function public.settle_push(uuid, int, text) from public, anon, authenticated, service_role;
grant execute on function public.settle_push(uuid, int, text) to service_role;
