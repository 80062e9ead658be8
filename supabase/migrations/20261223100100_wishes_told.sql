-- A group saw that it had reported a change, and not what it had asked for.
create or replace function public.read_grant(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	acts constant boolean := coalesce((
		select private.may_write_for(a.organisation_id) from public.applications a where a.id = p_application
	), false);
	standing jsonb;
begin
	if p_application is null or p_application not in (select private.my_application_ids()) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	standing := private.grant_standing(p_application);
	if not acts and standing -> 'account' <> 'null' then
		standing := jsonb_set(standing, '{account,iban}', to_jsonb('••••' || right(standing #>> '{account,iban}', 4)));
	end if;
	return standing || jsonb_build_object(
		'may_act', acts,
		'unpaid_cents', coalesce((
			select c.unpaid_cents from public.proof_checks c where c.application_id = p_application and c.concluded_at is not null
		), 0) + coalesce((
			select sum(w.amount_cents) from public.grant_rulings w
			where w.application_id = p_application and w.kind = 'lapse' and w.second_signed_at is not null
		), 0)::bigint,
		'may_give_account', standing ->> 'state' in ('accepted', 'paid', 'report_due') or (
			standing ->> 'state' not in ('approved', 'withdrawn') and private.waits_for_payment(p_application)
		),
		'form_account', (
			select jsonb_build_object('iban', case when acts then coalesce(f.form ->> 'iban', '') else '' end, 'holder', coalesce(f.form ->> 'account_holder', ''))
			from (select private.sent_form(p_application) as form) f
		),
		'deeds', case when acts then private.deeds_of_group(p_application) else '[]' end,
		'payouts', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', p.id, 'number', p.number, 'amount_cents', p.amount_cents, 'needed_by', p.needed_by, 'requested_at', p.requested_at,
				'state', case p.state when 'checked' then 'requested' when 'ordered' then 'released' else p.state end,
				-- An order that lies in the office is none for the group, nor one that waits for a second person; a day that is over is no promise.
				'is_with_cashier', p.state = 'ordered' and n.given_out_at is not null,
				'planned_on', case when p.state = 'ordered' and n.given_out_at is not null and n.execution_on >= private.today()
					and not exists (select from private.run_disturbances(n)) then n.execution_on end,
				'paid_on', p.paid_on, 'reason', coalesce(p.refusal_reason, p.bounce_reason),
				'is_paid_again', exists (select from public.payouts r where r.replaces = p.id and r.state <> 'refused'),
				'may_be_withdrawn', p.state in ('requested', 'checked')
					and standing ->> 'state' in ('accepted', 'paid', 'report_due')
			) order by p.number), '[]')
			from public.payouts p left join public.payment_runs n on n.id = p.run_id
			where p.application_id = p_application
		),
		'changes', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', c.id, 'number', c.number, 'kind', c.kind, 'words', c.words, 'notified_at', c.notified_at, 'outcome', c.outcome,
				'wish', jsonb_build_object(
					'period_from', c.wish -> 'period_from', 'period_until', c.wish -> 'period_until',
					'lines', coalesce(c.wish -> 'lines', '[]'), 'grantor', c.wish -> 'grantor', 'cents', c.wish -> 'cents'
				),
				'may_be_withdrawn', c.is_open and c.first_signed_at is null
			) order by c.number), '[]')
			from public.grant_changes c where c.application_id = p_application
		),
		'claims', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', r.id, 'amount_cents', r.amount_cents, 'owed_cents', private.owed_cents(r), 'due_on', r.due_on, 'reason', r.reason,
				'interest_from', r.interest_from, 'interest_owed_cents', private.interest_owed_cents(r)
			) order by r.number), '[]')
			from public.recoveries r where r.application_id = p_application and r.second_signed_at is not null
		),
		'returns', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', m.id, 'amount_cents', m.amount_cents, 'interest_cents', m.interest_cents, 'excess_cents', m.excess_cents,
				'received_on', m.received_on, 'is_confirmed', m.confirmed_at is not null
			) order by m.received_on, m.recorded_at), '[]')
			from public.money_returns m
			where m.application_id = p_application and m.discarded_at is null and m.reversed_at is null
		)
	);
end;
$$;
comment on function public.read_grant(uuid) is
	'A grant as its group sees it, see private.grant_standing, with "may_act", "form_account", "deeds" (see private.deeds_of_group; none for '
	'whoever may not act), "payouts" (requested, released, paid, refused, bounced or withdrawn; released ones are "is_with_cashier" once '
	'their order has left the office, with the day it is planned for), "changes" with what each "wish" asks for, signed "claims" and '
	'"returns". Who in the office did what stays there; of the account, whoever may not act sees the last four signs. PT404 not_found.';
