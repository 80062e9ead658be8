-- "As of" is when the last thing happened that the report counts, so that two reports of one moment are the same. A payment that came back
-- made other sums and left the moment as it was, where another payment of the grant stayed.
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
					select coalesce(sum(w.cents), 0) from (
						select w.amount_cents as cents from public.grant_rulings w
						join public.applications a on a.id = w.application_id
						where a.round_id = p_round and w.kind = 'waiver' and w.second_signed_at is not null
						union all select p.waived_cents from private.past_applications p where p.round_id = p_round
					) w
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
				union all select l.at from public.payouts p
					join public.audit_log l on l.entity = 'payout' and l.entity_id = p.id::text and l.action = 'payout_bounced'
					where p.application_id = a.id and p.paid_on is not null and p.bounced_on is not null
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
