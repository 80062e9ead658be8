create table public.accessibility_reports (
	id uuid primary key,
	at timestamptz not null,
	locale text not null,
	page text not null,
	barrier text not null,
	wish text not null,
	email text,
	done_at timestamptz,
	done_by uuid
);
comment on table public.accessibility_reports is
	'Barriers somebody met, told without an account (§ 5 BITVNRW). The office answers them and marks them as done.';
comment on column public.accessibility_reports.id is 'Made with the form, so that sending it twice is one report.';
comment on column public.accessibility_reports.locale is 'The language it was written from, to answer in.';
comment on column public.accessibility_reports.page is 'Where it happened, in the words of whoever reports; may be empty.';
comment on column public.accessibility_reports.wish is 'What they would like instead; may be empty.';
comment on column public.accessibility_reports.email is
	'For the answer alone: null when none is wished, and again once the report is done.';
comment on column public.accessibility_reports.done_by is 'No foreign key: the file outlives the account.';

alter table public.accessibility_reports add constraint accessibility_reports_some_text
	check (length(barrier) between 1 and 4000 and length(wish) <= 4000 and length(page) <= 300);
alter table public.accessibility_reports add constraint accessibility_reports_known_shape
	check (locale ~ '^[a-z]{2}(-[a-z]{1,8})?$' and email ~ '^[^@[:space:]]{1,64}@[^@[:space:]]{1,189}$');
alter table public.accessibility_reports add constraint accessibility_reports_done_by_somebody
	check ((done_at is null) = (done_by is null));
alter table public.accessibility_reports add constraint accessibility_reports_forget_addresses
	check (done_at is null or email is null);

create index accessibility_reports_by_time on public.accessibility_reports (at);
comment on index public.accessibility_reports_by_time is 'The newest first, and how many came today.';

revoke all on public.accessibility_reports from public, anon, authenticated, service_role;
grant select on public.accessibility_reports to authenticated, service_role;
alter table public.accessibility_reports enable row level security;

create policy "Staff read the barriers that were reported" on public.accessibility_reports for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function public.report_barrier(
	p_id uuid, p_locale text, p_page text, p_barrier text, p_wish text, p_email text
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	most_a_day constant int := 200;
	-- The real clock: an overridden one must not keep the door shut for ever.
	moment constant timestamptz := clock_timestamp();
begin
	-- One at a time, or many at once would all find room under the limit.
	perform pg_advisory_xact_lock(hashtextextended('kofei.accessibility_reports', 0));
	if exists (select from public.accessibility_reports r where r.id = p_id) then
		return jsonb_build_object('id', p_id);
	end if;
	if (select count(*) from public.accessibility_reports r where r.at > moment - interval '1 day') >= most_a_day then
		raise sqlstate 'PT429' using message = 'too_many_attempts',
			detail = jsonb_build_object('retry_after_seconds', 3600)::text;
	end if;
	insert into public.accessibility_reports (id, at, locale, page, barrier, wish, email)
	values (
		p_id, moment, p_locale, btrim(coalesce(p_page, ''), E' \t\r\n'), btrim(p_barrier, E' \t\r\n'),
		btrim(coalesce(p_wish, ''), E' \t\r\n'), nullif(btrim(p_email), '')
	);
	perform private.write_audit('visitor', 'barrier_reported', 'accessibility_report', p_id::text);
	return jsonb_build_object('id', p_id);
exception
	when check_violation or not_null_violation then
		raise sqlstate 'PT422' using message = 'payload_invalid';
end;
$$;
comment on function public.report_barrier(uuid, text, text, text, text, text) is
	'{"id"}: keeps what somebody met; for everybody, and the same report again changes nothing. The server limits each sender, '
	'200 a day are taken whoever sends them. PT422 payload_invalid, PT429 too_many_attempts (retry_after_seconds).';
revoke all on function public.report_barrier(uuid, text, text, text, text, text) from public, anon, authenticated, service_role;
grant execute on function public.report_barrier(uuid, text, text, text, text, text) to anon, authenticated;

create function public.settle_barrier(p_id uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	report public.accessibility_reports;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select r.* into report from public.accessibility_reports r where r.id = p_id for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if report.done_at is null then
		update public.accessibility_reports set done_at = private.now(), done_by = auth.uid(), email = null where id = p_id;
		perform private.write_audit(
			case when private.has_staff_role(array['clerk', 'decider']) then 'clerk' else 'admin' end,
			'barrier_settled', 'accessibility_report', p_id::text
		);
	end if;
	return jsonb_build_object('id', p_id);
end;
$$;
comment on function public.settle_barrier(uuid) is
	'{"id"}: the report is done and the address it came with forgotten; again changes nothing. PT403, PT404.';
revoke all on function public.settle_barrier(uuid) from public, anon, authenticated, service_role;
grant execute on function public.settle_barrier(uuid) to authenticated;
