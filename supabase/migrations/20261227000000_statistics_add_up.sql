-- What was asked for stands in every line of the statistics, and whoever withdrew from the waiting list is no longer on it: the column
-- adds up. Nothing else of the function is different.
create or replace function public.round_statistics(p_round uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	figures jsonb;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if not exists (select from public.funding_rounds r where r.id = p_round) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	with sent as materialized (
		select s.*, coalesce(s.form ->> 'legal_form', '') as legal_form,
			coalesce(s.form ->> 'migrant_organisation', 'not_said') as migrant_organisation,
			s.outcome = 'approved' as is_approved
		from private.sent_applications(p_round) s
	), grouped as (
		select 'area' as kind, x.code, s.requested_cents, s.outcome, s.approved_cents from sent s cross join unnest(s.areas) x (code)
		union all select 'district', coalesce(s.district, ''), s.requested_cents, s.outcome, s.approved_cents from sent s
		union all select 'legal_form', s.legal_form, s.requested_cents, s.outcome, s.approved_cents from sent s
		union all select 'migrant_organisation', s.migrant_organisation, s.requested_cents, s.outcome, s.approved_cents from sent s
	), counted as (
		select g.kind, g.code, count(*) as applications, coalesce(sum(g.requested_cents), 0)::bigint as requested_cents,
			count(*) filter (where g.outcome = 'approved') as approved,
			coalesce(sum(g.approved_cents) filter (where g.outcome = 'approved'), 0)::bigint as approved_cents,
			count(*) filter (where g.outcome = 'rejected') as rejected,
			coalesce(sum(g.requested_cents) filter (where g.outcome = 'rejected'), 0)::bigint as rejected_cents
		from grouped g group by g.kind, g.code
	)
	select jsonb_build_object(
		'applications', count(*),
		'requested_cents', coalesce(sum(s.requested_cents), 0),
		'late', count(*) filter (where s.is_late),
		'late_cents', coalesce(sum(s.requested_cents) filter (where s.is_late), 0),
		'withdrawn', count(*) filter (where s.state = 'withdrawn'),
		'withdrawn_cents', coalesce(sum(s.requested_cents) filter (where s.state = 'withdrawn'), 0),
		'undecided', count(*) filter (where s.outcome is null and s.state <> 'withdrawn'),
		'undecided_cents', coalesce(sum(s.requested_cents) filter (where s.outcome is null and s.state <> 'withdrawn'), 0),
		'approved', count(*) filter (where s.outcome = 'approved'),
		'approved_requested_cents', coalesce(sum(s.requested_cents) filter (where s.outcome = 'approved'), 0),
		'approved_cents', coalesce(sum(s.approved_cents) filter (where s.outcome = 'approved'), 0),
		'rejected', count(*) filter (where s.outcome = 'rejected'),
		'rejected_cents', coalesce(sum(s.requested_cents) filter (where s.outcome = 'rejected'), 0),
		'waitlisted', count(*) filter (where s.outcome = 'waitlisted' and s.state <> 'withdrawn'),
		'waitlisted_cents', coalesce(sum(s.requested_cents) filter (where s.outcome = 'waitlisted' and s.state <> 'withdrawn'), 0),
		'paid_cents', (select coalesce(sum(g.paid_cents - g.returned_cents), 0) from private.grants_of_round(p_round) g),
		'average_grant_cents', round(avg(s.approved_cents) filter (where s.outcome = 'approved')),
		'median_days_to_decision', percentile_cont(0.5) within group (
			order by extract(epoch from s.decided_at - s.submitted_at) / 86400
		) filter (where s.decided_at is not null),
		'volunteers', coalesce(sum(private.form_count(s.form, 'volunteers')), 0),
		'participants', coalesce(sum(private.form_count(s.form, 'participants')), 0),
		'newcomers', coalesce(sum(private.form_count(s.form, 'newcomers')), 0),
		'approved_volunteers', coalesce(sum(private.form_count(s.form, 'volunteers')) filter (where s.is_approved), 0),
		'approved_participants', coalesce(sum(private.form_count(s.form, 'participants')) filter (where s.is_approved), 0),
		'approved_newcomers', coalesce(sum(private.form_count(s.form, 'newcomers')) filter (where s.is_approved), 0),
		'groups', (
			select coalesce(jsonb_agg(to_jsonb(c) order by c.kind, c.applications desc, c.code), '[]') from counted c
		)
	) into figures from sent s;
	return figures;
end;
$$;
