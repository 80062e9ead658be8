-- Helpers and readers saw the whole number of the account, which may be that of a person.
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
		'form_account', (
			select jsonb_build_object('iban', case when acts then coalesce(f.form ->> 'iban', '') else '' end, 'holder', coalesce(f.form ->> 'account_holder', ''))
			from (select private.sent_form(p_application) as form) f
		),
		'payouts', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', p.id, 'number', p.number, 'amount_cents', p.amount_cents, 'needed_by', p.needed_by, 'requested_at', p.requested_at,
				'state', case p.state when 'checked' then 'requested' when 'ordered' then 'released' else p.state end,
				'paid_on', p.paid_on, 'reason', coalesce(p.refusal_reason, p.bounce_reason)
			) order by p.number), '[]')
			from public.payouts p where p.application_id = p_application
		),
		'changes', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', c.id, 'number', c.number, 'kind', c.kind, 'words', c.words, 'notified_at', c.notified_at, 'outcome', c.outcome,
				'may_be_withdrawn', c.is_open and c.first_signed_at is null
			) order by c.number), '[]')
			from public.grant_changes c where c.application_id = p_application
		),
		'claims', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', r.id, 'amount_cents', r.amount_cents, 'owed_cents', private.owed_cents(r), 'due_on', r.due_on, 'reason', r.reason
			) order by r.number), '[]')
			from public.recoveries r where r.application_id = p_application and r.second_signed_at is not null
		)
	);
end;
$$;
comment on function public.read_grant(uuid) is
	'A grant as its group sees it, see private.grant_standing, with "may_act", "form_account", "payouts" (requested, released, paid, '
	'refused or bounced), "changes" and signed "claims". Who in the office did what stays there; of the account, whoever may not act '
	'sees the last four signs. PT404 not_found.';
