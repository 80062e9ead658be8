-- Wrong tries count against a code, and a new code begins anew.

create function public.restart_rate_limit(p_bucket text, p_subject_hash text) returns jsonb
language sql security definer set search_path = ''
as $$
	delete from public.rate_limits r where r.bucket = p_bucket and r.subject_hash = p_subject_hash;
	select '{}'::jsonb;
$$;
comment on function public.restart_rate_limit(text, text) is
	'Forgets what was counted of one subject, because what was tried is not there any more: {}. Service key only.';
revoke all on function public.restart_rate_limit(text, text) from public, anon, authenticated, service_role;
grant execute on function public.restart_rate_limit(text, text) to service_role;
