-- Reports of barriers were kept for ever, and with those nobody had settled the address they came with.
alter table public.retention_periods drop constraint retention_periods_known_kinds;
alter table public.retention_periods add constraint retention_periods_known_kinds
	check (kind in ('draft', 'refused', 'asked', 'granted', 'unfinished_file', 'barrier'));
insert into public.retention_periods (kind, days, least_days) values ('barrier', 730, 90);
comment on column public.retention_periods.kind is
	'draft: never sent; refused: refused, withdrawn or closed without a grant; asked: the same where its people asked for deletion; '
	'granted: closed after a grant; unfinished_file: announced by a device and never finished; barrier: a report of a barrier, from the '
	'day it was settled, or came where nobody did.';

create function public.clear_old_barriers() returns int
language plpgsql security definer set search_path = ''
as $$
declare
	cleared int;
begin
	with gone as (
		delete from public.accessibility_reports r
		where coalesce(r.done_at, r.at) < private.now() - make_interval(days => private.period_days('barrier'))
		returning r.id
	)
	select count(*) into cleared from gone;
	if cleared > 0 then
		perform private.write_audit('system', 'barriers_erased', 'accessibility_report', 'old', jsonb_build_object('reports', cleared));
	end if;
	return cleared;
end;
$$;
comment on function public.clear_old_barriers() is 'Deletes reports of barriers whose time is over; how many. For the secret key alone.';
revoke all on function public.clear_old_barriers() from public, anon, authenticated, service_role;
grant execute on function public.clear_old_barriers() to service_role;
