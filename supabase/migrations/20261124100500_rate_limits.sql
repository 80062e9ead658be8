create table public.rate_limits (
	bucket text not null,
	subject_hash text not null,
	used integer not null,
	expires_at timestamptz not null,
	primary key (bucket, subject_hash)
);
comment on table public.rate_limits is
	'Attempts per window. The subject (address, account) is stored as a hash made by the server: no personal data here.';

alter table public.rate_limits add constraint rate_limits_short_keys
	check (length(bucket) between 1 and 60 and length(subject_hash) between 1 and 128);

create index rate_limits_by_expiry on public.rate_limits (expires_at);
comment on index public.rate_limits_by_expiry is 'Finds windows that can be forgotten.';

revoke all on public.rate_limits from public, anon, authenticated, service_role;
alter table public.rate_limits enable row level security;

create function public.consume_rate_limit(p_bucket text, p_subject_hash text, p_limit int, p_window_seconds int)
returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	-- The real clock: an overridden one must not open or close the door to sign-in.
	moment constant timestamptz := clock_timestamp();
	counted public.rate_limits;
begin
	if p_limit is null or p_limit < 1 or p_window_seconds is null or p_window_seconds not between 1 and 86400 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	insert into public.rate_limits as r (bucket, subject_hash, used, expires_at)
	values (p_bucket, p_subject_hash, 1, moment + make_interval(secs => p_window_seconds))
	on conflict (bucket, subject_hash) do update set
		used = case when r.expires_at <= moment then 1 else least(r.used, p_limit) + 1 end,
		expires_at = case when r.expires_at <= moment then excluded.expires_at else r.expires_at end
	returning r.* into counted;
	delete from public.rate_limits where ctid in (
		select r.ctid from public.rate_limits r where r.expires_at < moment - interval '1 hour' limit 20 for update skip locked
	);
	return jsonb_build_object(
		'is_allowed', counted.used <= p_limit,
		'retry_after_seconds',
		case when counted.used <= p_limit then 0 else ceil(extract(epoch from counted.expires_at - moment))::int end
	);
end;
$$;
comment on function public.consume_rate_limit(text, text, int, int) is
	'Counts one attempt: {"is_allowed", "retry_after_seconds"}. Refused attempts do not prolong the window. Service key '
	'only; PT422 payload_invalid for a limit below 1 or a window outside 1 s … 1 day.';
revoke all on function public.consume_rate_limit(text, text, int, int) from public, anon, authenticated, service_role;
grant execute on function public.consume_rate_limit(text, text, int, int) to service_role;
