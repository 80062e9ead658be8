-- Erasing a case took what its proof came to out of the report to the Land: sums and counts stay, like those of the grant.
alter table private.past_applications add column waived_cents bigint not null default 0;
alter table private.past_applications add column proof jsonb;
comment on column private.past_applications.waived_cents is 'Of what was claimed back.';
comment on column private.past_applications.proof is 'See private.proof_figures_of(); null where none was sent.';

create function private.proof_figures_of(p_application uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_strip_nulls(jsonb_build_object(
		'is_late', s.is_late, 'is_checked', k.submission_id is not null, 'accepted_cents', k.accepted_cents,
		'grant_cents', k.grant_cents, 'claim_cents', k.claim_cents,
		'participants', private.whole_number(s.snapshot -> 'form' -> 'report.participants'),
		'newcomers', private.whole_number(s.snapshot -> 'form' -> 'report.newcomers'),
		'volunteers', private.whole_number(s.snapshot -> 'form' -> 'report.volunteers')
	))
	from private.last_proof(p_application) s
	left join public.proof_checks k on k.submission_id = s.id and k.concluded_at is not null
	where s.id is not null;
$$;
comment on function private.proof_figures_of(uuid) is
	'Counts and sums of the proof that was sent last for one grant, no words and no days; null where none was sent.';
revoke all on function private.proof_figures_of(uuid) from public, anon, authenticated, service_role;

create or replace function private.keep_figures(p_application public.applications) returns void
language sql volatile security definer set search_path = ''
as $$
	insert into private.past_applications
		(round_id, state, is_late, district, areas, requested_cents, facts, outcome, decided_cents, days_to_decision, most_cents,
		amount_cents, paid_cents, returned_cents, freed_cents, waived_cents, proof)
	select p_application.round_id, s.state, s.is_late, s.district, s.areas, s.requested_cents,
		jsonb_strip_nulls(jsonb_build_object(
			'legal_form', s.form -> 'legal_form', 'migrant_organisation', s.form -> 'migrant_organisation',
			'participants', s.form -> 'participants', 'newcomers', s.form -> 'newcomers', 'volunteers', s.form -> 'volunteers'
		)), s.outcome, s.approved_cents, round(extract(epoch from s.decided_at - s.submitted_at) / 86400, 1), g.most_cents,
		g.amount_cents, g.paid_cents, g.returned_cents, g.freed_cents,
		private.waived_cents(p_application.id), private.proof_figures_of(p_application.id)
	from private.sent_applications(p_application.round_id) s
	left join private.grants_of_round(p_application.round_id) g on g.application_id = s.id
	where s.id = p_application.id;
$$;

create or replace function private.proof_figures(p_round uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	with proofs as (
		select private.proof_figures_of(g.application_id) as told
		from private.grants_of_round(p_round) g
		where g.is_in_force and g.application_id is not null
		union all
		select p.proof from private.past_applications p
		where p.round_id = p_round and p.most_cents is not null and p.outcome = 'approved'
	)
	select jsonb_build_object(
		'grants', count(*), 'sent', count(p.told), 'late', count(*) filter (where (p.told -> 'is_late')::boolean),
		'checked', count(*) filter (where (p.told -> 'is_checked')::boolean),
		'accepted_cents', coalesce(sum((p.told ->> 'accepted_cents')::bigint), 0),
		'final_cents', coalesce(sum((p.told ->> 'grant_cents')::bigint), 0),
		'claim_cents', coalesce(sum((p.told ->> 'claim_cents')::bigint), 0),
		'participants', coalesce(sum((p.told ->> 'participants')::bigint), 0),
		'newcomers', coalesce(sum((p.told ->> 'newcomers')::bigint), 0),
		'volunteers', coalesce(sum((p.told ->> 'volunteers')::bigint), 0)
	)
	from proofs p;
$$;
comment on function private.proof_figures(uuid) is
	'What the proofs of a round come to, of each grant in force the last version that was sent, also of erased ones: {"grants", "sent", '
	'"late", "checked", "accepted_cents", "final_cents", "claim_cents" (of those that are checked), "participants", "newcomers", '
	'"volunteers" (as the groups say)}.';

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
