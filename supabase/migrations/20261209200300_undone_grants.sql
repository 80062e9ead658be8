-- A grant that a later decision undid stood in the list for the Land and among the grants of its report.
create function private.holds_grant(p_application uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select coalesce((private.decision_in_force(p_application)).outcome = 'approved', false);
$$;
comment on function private.holds_grant(uuid) is
	'True while the decision in force is an approval, also one whose money was revoked; a reopened case holds its grant until the new '
	'decision is signed twice.';
revoke all on function private.holds_grant(uuid) from public, anon, authenticated, service_role;

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
				and (export.kind <> 'land' or private.holds_grant(a.id))
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

-- Of an erased grant only sums are left: one that was undone has none.
create or replace function private.proof_figures(p_round uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	with proofs as (
		select s.is_late, s.snapshot -> 'form' as form, k.concluded_at is not null as is_checked, k.accepted_cents, k.grant_cents, k.claim_cents
		from private.grants_of_round(p_round) g
		left join lateral private.last_proof(g.application_id) s on true
		left join public.proof_checks k on k.submission_id = s.id and k.concluded_at is not null
		where case when g.application_id is null then g.amount_cents > 0 or g.paid_cents > 0 else private.holds_grant(g.application_id) end
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
			where private.holds_grant(a.id)
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
