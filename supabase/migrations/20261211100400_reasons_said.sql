-- A reason of nothing but no-break spaces or characters without width was a reason.
create function private.said(p_text text) returns text
language sql immutable set search_path = ''
as $$
	select case when p_text ~ (
		'[^\s\u0085\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000'
		'\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]'
	) then btrim(p_text, E' \t\r\n') end;
$$;
comment on function private.said(text) is 'What was said, without blanks around it; null where there is nothing to be seen.';
revoke all on function private.said(text) from public, anon, authenticated, service_role;

-- Wherever the office gives a reason, in the function as it is: nothing else of it changes.
do $do$
declare
	one record;
begin
	for one in
		select p.oid, pg_get_functiondef(p.oid) as body from pg_proc p
		where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) and p.prosecdef
			and position($f$nullif(btrim(p_reason, E' \t\r\n'), '')$f$ in p.prosrc) > 0
	loop
		execute replace(one.body, $f$nullif(btrim(p_reason, E' \t\r\n'), '')$f$, 'private.said(p_reason)');
	end loop;
end;
$do$;
