-- What the Land is told follows the decision in force: a grant that a later decision undid is in no list and in no count. Money that
-- was moved under it stays in the sums, because it was moved.
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
	cross join lateral private.decision_in_force(a.id) d
	where a.round_id = p_round and a.state <> 'draft'
	union all
	select null, null, timestamptz 'epoch', p.is_late, p.state, null, null, p.district, p.areas, p.requested_cents, p.facts, p.outcome,
		p.decided_cents, timestamptz 'epoch' + make_interval(secs => (p.days_to_decision * 86400)::double precision)
	from private.past_applications p where p.round_id = p_round;
$$;
comment on function private.sent_applications(uuid) is
	'Every application of a round that was sent, by its last version and the decision in force; of erased ones only the '
	'figures, and the days to the decision counted from 1970.';

drop function private.grants_of_round(uuid);
create function private.grants_of_round(p_round uuid) returns table (
	application_id uuid, most_cents bigint, amount_cents bigint, paid_cents bigint, returned_cents bigint, freed_cents bigint,
	bound_cents bigint, is_in_force boolean
)
language sql stable security definer set search_path = ''
as $$
	select s.application_id, s.most_cents, s.amount_cents, s.paid_cents, s.returned_cents, s.freed_cents,
		greatest(s.amount_cents, s.paid_cents) - s.freed_cents, s.is_in_force
	from (
		select e.application_id, e.most_cents, coalesce(t.amount_cents, 0) as amount_cents, coalesce(p.cents, 0)::bigint as paid_cents,
			coalesce(m.cents, 0)::bigint as returned_cents, coalesce(m.freed, 0)::bigint as freed_cents,
			coalesce(f.outcome = 'approved', false) as is_in_force
		from (
			select d.application_id, max(d.amount_cents) as most_cents
			from public.decisions d
			where d.round_id = p_round and d.second_signed_at is not null and d.outcome = 'approved'
			group by d.application_id
		) e
		cross join lateral private.decision_in_force(e.application_id) f
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
		select null, p.most_cents, p.amount_cents, p.paid_cents, p.returned_cents, p.freed_cents, p.outcome = 'approved'
		from private.past_applications p where p.round_id = p_round and p.most_cents is not null
	) s;
$$;
comment on function private.grants_of_round(uuid) is
	'The money of every grant there ever was in a round, in cents: the most that was promised, what holds now, paid, returned, '
	'returned in the budget year, and what it binds: the larger of promised and paid, less what came back in time. Binding only '
	'ever becomes less without a new decision, so the ceiling that was asked at the signature stays kept. is_in_force is false '
	'once a later decision undid it.';
revoke all on function private.grants_of_round(uuid) from public, anon, authenticated, service_role;

create or replace function private.exported_applications(p_ids uuid[]) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select coalesce(jsonb_agg(jsonb_build_object(
		'reference_number', a.reference_number, 'submitted_at', a.submitted_at, 'is_late', a.is_late, 'state', a.state,
		'organisation_name', a.organisation_name, 'legal_form', f.form ->> 'legal_form',
		'migrant_organisation', f.form ->> 'migrant_organisation', 'postal_code', f.form ->> 'postal_code',
		'title', a.title, 'areas', a.areas, 'district', a.district,
		'target_groups', coalesce(f.form -> 'target_groups', '[]'),
		'participants', private.form_count(f.form, 'participants'),
		'newcomers', private.form_count(f.form, 'newcomers'), 'volunteers', private.form_count(f.form, 'volunteers'),
		'period_start', f.form ->> 'period_start', 'period_end', f.form ->> 'period_end',
		'requested_cents', a.requested_cents, 'outcome', d.outcome, 'approved_cents', d.amount_cents,
		'decided_at', d.second_signed_at
	) order by p.ordinality), '[]')
	from unnest(p_ids) with ordinality p (id, ordinality)
	join public.applications a on a.id = p.id
	cross join lateral (
		select x.snapshot -> 'form' as form from public.submissions x
		where x.application_id = p.id order by x.version desc limit 1
	) f
	cross join lateral private.decision_in_force(p.id) d
$$;

create or replace function public.export_applications(p_export uuid, p_after text default null) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	page_size constant int := 500;
	export constant private.exports := private.export_of_caller(p_export, array['applications', 'land']);
	round constant uuid := (export.filter ->> 'round')::uuid;
begin
	return (
		with page as (
			select a.id, a.reference_number from public.applications a
			where a.round_id = round and a.state <> 'draft' and a.reference_number collate "C" > coalesce(p_after, '')
				and (coalesce(export.filter -> 'states', 'null') = 'null' or a.state = any (private.texts(export.filter -> 'states')))
				and (export.filter ->> 'district' is null or a.district = export.filter ->> 'district')
				and (export.filter ->> 'area' is null or export.filter ->> 'area' = any (a.areas))
				and (export.kind <> 'land' or (private.decision_in_force(a.id)).outcome = 'approved')
			order by a.reference_number collate "C"
			limit page_size
		)
		select jsonb_build_object(
			'rows', private.exported_applications(array_agg(p.id order by p.reference_number collate "C")),
			'next', case when count(*) = page_size then max(p.reference_number collate "C") end
		)
		from page p
	);
end;
$$;

create or replace function private.proof_figures(p_round uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	with proofs as (
		select s.is_late, s.snapshot -> 'form' as form, k.concluded_at is not null as is_checked, k.accepted_cents, k.grant_cents, k.claim_cents
		from private.grants_of_round(p_round) g
		left join lateral private.last_proof(g.application_id) s on true
		left join public.proof_checks k on k.submission_id = s.id and k.concluded_at is not null
		where g.is_in_force
	)
	select jsonb_build_object(
		'grants', count(*), 'sent', count(p.form), 'late', count(*) filter (where p.is_late), 'checked', count(*) filter (where p.is_checked),
		'accepted_cents', coalesce(sum(p.accepted_cents), 0), 'final_cents', coalesce(sum(p.grant_cents), 0),
		'claim_cents', coalesce(sum(p.claim_cents), 0),
		'participants', coalesce(sum(private.whole_number(p.form -> 'report.participants')), 0),
		'newcomers', coalesce(sum(private.whole_number(p.form -> 'report.newcomers')), 0),
		'volunteers', coalesce(sum(private.whole_number(p.form -> 'report.volunteers')), 0)
	)
	from proofs p;
$$;
comment on function private.proof_figures(uuid) is
	'What the proofs of a round come to, of each grant in force the last version that was sent: {"grants", "sent", "late", "checked", '
	'"accepted_cents", "final_cents", "claim_cents" (of those that are checked), "participants", "newcomers", "volunteers" (as the groups '
	'say)}.';

-- Grants are listed that hold, or under which money was paid. Nothing else of the function is different.
create or replace function public.land_report(p_round uuid, p_format text default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	round public.funding_rounds;
	data jsonb;
	fingerprint text;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select r.* into round from public.funding_rounds r where r.id = p_round;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if p_format is not null and p_format not in ('pdf', 'xlsx') then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select jsonb_build_object(
		'round', jsonb_build_object(
			'title', round.texts #>> '{de,title}', 'slug', round.slug, 'total_budget_cents', round.total_budget_cents,
			'project_from', round.project_from, 'project_until', round.project_until, 'budget_year', private.budget_year(round)
		),
		'money', (
			select jsonb_build_object(
				'promised_cents', coalesce(sum(g.most_cents), 0), 'granted_cents', coalesce(sum(g.amount_cents), 0),
				'paid_cents', coalesce(sum(g.paid_cents), 0), 'returned_cents', coalesce(sum(g.returned_cents), 0),
				'freed_cents', coalesce(sum(g.freed_cents), 0),
				'kept_cents', coalesce(sum(g.paid_cents - g.returned_cents), 0),
				'waived_cents', (
					select coalesce(sum(w.amount_cents), 0) from public.grant_rulings w
					join public.applications a on a.id = w.application_id
					where a.round_id = p_round and w.kind = 'waiver' and w.second_signed_at is not null
				),
				'owed_cents', (
					select coalesce(sum(private.owed_cents(v)), 0) from public.recoveries v
					join public.applications a on a.id = v.application_id
					where a.round_id = p_round and v.second_signed_at is not null
				)
			)
			from private.grants_of_round(p_round) g
		),
		'statistics', public.round_statistics(p_round),
		'proofs', private.proof_figures(p_round),
		'grants', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'reference_number', a.reference_number, 'organisation_name', a.organisation_name, 'title', a.title, 'state', a.state,
				'areas', a.areas, 'district', a.district, 'period_from', t.period_from, 'period_until', t.period_until,
				'participants', private.form_count(private.sent_form(a.id), 'participants'),
				'amount_cents', g.amount_cents, 'paid_cents', g.paid_cents, 'returned_cents', g.returned_cents,
				'accepted_cents', k.accepted_cents, 'reached', private.whole_number(s.snapshot -> 'form' -> 'report.participants')
			) order by a.reference_number collate "C"), '[]')
			from private.grants_of_round(p_round) g
			join public.applications a on a.id = g.application_id
			left join lateral (
				select x.period_from, x.period_until from public.grant_terms x
				where x.application_id = a.id order by x.version desc limit 1
			) t on true
			left join lateral private.last_proof(a.id) s on true
			left join public.proof_checks k on k.submission_id = s.id and k.concluded_at is not null
			where g.is_in_force or g.paid_cents > 0
		),
		-- When the last thing happened that is counted here: the report of today and of next week are the same until something does.
		'as_of', (
			select to_char(max(e.at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
			from public.applications a
			cross join lateral (
				select s.at from public.status_events s where s.application_id = a.id
				union all select d.second_signed_at from public.decisions d where d.application_id = a.id
				union all select m.confirmed_at from public.money_returns m where m.application_id = a.id
				union all select m.reversed_at from public.money_returns m where m.application_id = a.id
				union all select t.since from public.grant_terms t where t.application_id = a.id
				union all select w.second_signed_at from public.grant_rulings w where w.application_id = a.id
				union all select v.second_signed_at from public.recoveries v where v.application_id = a.id
				union all select s.received_at from public.proof_submissions s where s.application_id = a.id
				union all select k.concluded_at from public.proof_checks k where k.application_id = a.id
				union all select r.settled_at from public.payouts p join public.payment_runs r on r.id = p.run_id where p.application_id = a.id
			) e
			where a.round_id = p_round and a.state <> 'draft'
		)
	) into data;
	fingerprint := encode(sha256(convert_to(data::text, 'UTF8')), 'hex');
	if p_format is not null then
		perform private.write_audit(
			'clerk', 'land_report_made', 'funding_round', p_round::text,
			jsonb_build_object('format', p_format, 'sha256', fingerprint)
		);
	end if;
	return jsonb_build_object('data', data, 'sha256', fingerprint);
end;
$$;
comment on function public.land_report(uuid, text) is
	'{"data": {"round", "money" (cents), "statistics" (see round_statistics), "proofs" (see proof_figures), "grants" (in force or paid, and not erased; '
	'accepted_cents once the proof is checked, reached as the group says), "as_of"}, "sha256" of that}: '
	'what a round tells the Land, the same for the same data. With p_format pdf or xlsx it is noted in the audit trail, before a file '
	'leaves. No names, addresses or accounts of people. PT403, PT404, PT422 payload_invalid.';
