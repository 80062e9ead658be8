-- Between the order and the payment a group may give another account, or tell of a change: the run said nothing and paid to the old
-- account. Now nothing of it leaves the house and it is not marked as executed until somebody who did not order it has said that it
-- stands as it is, or it was discarded and its payments go through their releases anew.
alter table public.payment_runs add column confirmed_by uuid;
alter table public.payment_runs add column confirmed_at timestamptz;
alter table public.payment_runs add column confirm_note text;
alter table public.payment_runs add column discarded_by uuid;
alter table public.payment_runs add column discarded_at timestamptz;
comment on column public.payment_runs.confirmed_at is
	'When somebody else looked at what had happened since the order and let it stand; what happens later asks anew.';
comment on column public.payment_runs.discarded_at is 'Taken back before anything of it left the house; its payouts are asked about anew.';
alter table public.payment_runs add constraint payment_runs_confirmed_by_another check (
	confirmed_by <> created_by and (confirmed_by is null) = (confirmed_at is null) and (confirmed_by is null) = (confirm_note is null)
	and length(confirm_note) between 1 and 1000
);
alter table public.payment_runs add constraint payment_runs_discarded_in_the_house check (
	(discarded_by is null) = (discarded_at is null) and (discarded_at is null or num_nonnulls(given_out_at, settled_at, sha256) = 0)
);

create function private.run_disturbances(p_run public.payment_runs) returns table (
	application_id uuid, account_changed boolean, change_open boolean
)
language sql stable security definer set search_path = ''
as $$
	select d.application_id, bool_or(d.account_changed), bool_or(d.change_open) from (
		select p.application_id,
			coalesce(b.id <> p.account_id and b.given_at > coalesce(p_run.confirmed_at, '-infinity'), false) as account_changed,
			exists (
				select from public.grant_changes c
				where c.application_id = p.application_id and c.is_open and c.notified_at > coalesce(p_run.confirmed_at, '-infinity')
			) as change_open
		from public.payouts p
		left join lateral private.account_in_force(p.application_id) b on true
		where p.run_id = p_run.id and p.state = 'ordered'
	) d
	where d.account_changed or d.change_open
	group by d.application_id;
$$;
comment on function private.run_disturbances(public.payment_runs) is
	'Grants of a run that is not settled whose group has given another account or told of a change since it was ordered, or since '
	'somebody let it stand.';
revoke all on function private.run_disturbances(public.payment_runs) from public, anon, authenticated, service_role;

create function private.require_undisturbed_run(p_run uuid) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
	if exists (select from public.payment_runs r where r.id = p_run and r.discarded_at is not null) then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if exists (select from public.payment_runs r cross join lateral private.run_disturbances(r) d where r.id = p_run) then
		raise sqlstate 'PT409' using message = 'run_disturbed';
	end if;
end;
$$;
comment on function private.require_undisturbed_run(uuid) is 'PT409 not_in_state (discarded) | run_disturbed, see private.run_disturbances().';
revoke all on function private.require_undisturbed_run(uuid) from public, anon, authenticated, service_role;

create or replace function private.guard_payout() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if tg_op = 'UPDATE' then
		if (new.id, new.application_id, new.number, new.amount_cents, new.needed_by, new.words, new.requested_by, new.requested_at)
				is distinct from
				(old.id, old.application_id, old.number, old.amount_cents, old.needed_by, old.words, old.requested_by,
				old.requested_at)
			or old.refused_at is not null or old.bounced_on is not null or old.withdrawn_at is not null
			or (old.second_released_at is not null and new.withdrawn_at is not null)
			or (old.paid_on is not null and new.paid_on is distinct from old.paid_on)
			or (old.run_id is not null and (new.run_id, new.account_id, new.first_released_by, new.first_released_at,
				new.second_released_by, new.second_released_at) is distinct from
				(old.run_id, old.account_id, old.first_released_by, old.first_released_at,
				old.second_released_by, old.second_released_at)
				and not (new.run_id is null and new.account_id is null and exists (
					select from public.payment_runs r where r.id = old.run_id and r.discarded_at is not null
				)))
			or (old.account_id is not null and new.account_id is not null and (new.account_id, new.first_released_by,
				new.first_released_at) is distinct from (old.account_id, old.first_released_by, old.first_released_at))
		then
			raise exception 'a payout stays as it was asked for, released and ordered' using errcode = '42501';
		end if;
		if new.run_id is null and new.refused_at is null and (
			private.is_partial(new.application_id, new.first_released_by)
			or private.is_partial(new.application_id, new.second_released_by)
		) then
			raise sqlstate 'PT409' using message = 'conflict_of_interest';
		end if;
		if old.run_id is null and new.run_id is not null and (
			new.account_id is distinct from (private.account_in_force(new.application_id)).id
			or exists (select from public.grant_changes c where c.application_id = new.application_id and c.is_open)
		) then
			raise sqlstate 'PT409' using message = 'payout_blocked';
		end if;
	end if;
	return new;
end;
$$;

create or replace function public.payment_order(p_run uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	answer jsonb;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform private.require_undisturbed_run(p_run);
	select jsonb_build_object(
		'message_id', r.message_id,
		'created_at', to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
		'execution_on', r.execution_on,
		'payer', jsonb_build_object('name', r.payer_name, 'iban', r.payer_iban, 'bic', r.payer_bic),
		'sum_cents', r.sum_cents,
		'transfers', (
			select jsonb_agg(jsonb_build_object(
				'end_to_end_id', a.reference_number || '-' || p.number, 'amount_cents', p.amount_cents,
				'name', b.holder, 'iban', b.iban, 'reference_number', a.reference_number, 'number', p.number,
				'organisation_name', s.snapshot #>> '{form,organisation_name}'
			) order by a.reference_number, p.number)
			from public.payouts p
			join public.applications a on a.id = p.application_id
			join public.bank_accounts b on b.id = p.account_id
			-- As it was when the order was given: a later version of the application must not change the file.
			join lateral (
				select v.snapshot from public.submissions v
				where v.application_id = a.id and v.received_at <= r.created_at order by v.version desc limit 1
			) s on true
			where p.run_id = r.id
		)
	) into answer
	from public.payment_runs r where r.id = p_run;
	if answer is null then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return answer;
end;
$$;
comment on function public.payment_order(uuid) is
	'What the file of a run is made of: {"message_id", "created_at", "execution_on", "payer", "sum_cents", "transfers"}. PT403 '
	'not_allowed, PT404 not_found, PT409 not_in_state | run_disturbed (another account or a change since).';

create or replace function public.note_payment_file(p_run uuid, p_format text, p_sha256 text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	pays constant boolean := private.has_staff_role(array['clerk', 'decider']);
	run public.payment_runs;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if p_format is null or p_format not in ('pain.001', 'csv', 'xlsx') or p_sha256 is null
		or p_sha256 !~ '^[0-9a-f]{64}$'
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select r.* into run from public.payment_runs r where r.id = p_run for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform private.require_undisturbed_run(p_run);
	if p_format = 'pain.001' then
		if run.sha256 <> p_sha256 then
			raise sqlstate 'PT409' using message = 'file_changed';
		end if;
		-- What was paid in another way, or by a list, is not ordered a second time.
		if run.sha256 is null and run.settled_at is not null then
			raise sqlstate 'PT409' using message = 'not_in_state';
		end if;
		if run.sha256 is null and not pays then
			raise sqlstate 'PT403' using message = 'not_allowed';
		end if;
		update public.payment_runs set sha256 = p_sha256 where id = p_run and sha256 is null;
	end if;
	if pays then
		update public.payment_runs set given_out_at = private.now() where id = p_run and given_out_at is null;
	end if;
	perform private.write_audit(
		'clerk', 'payment_file_made', 'payment_run', p_run::text, jsonb_build_object('format', p_format, 'sha256', p_sha256)
	);
	return '{}';
end;
$$;
comment on function public.note_payment_file(uuid, text, text) is
	'{}: says in the audit trail that a file leaves the house, before it does; a SEPA file that is not the one made first is refused, '
	'and made first by a clerk or decider, before the run is settled. p_format pain.001, csv or xlsx. PT403, PT404, PT409 file_changed '
	'| not_in_state | run_disturbed, PT422 payload_invalid.';

create or replace function public.settle_payment_run(p_run uuid, p_paid_on date) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	run public.payment_runs;
	paid record;
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	-- Round, applications, run: the order everybody takes.
	perform from public.funding_rounds r
	where r.id = (select s.round_id from public.payment_runs s where s.id = p_run) for no key update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	perform from public.applications a
	where a.id in (select p.application_id from public.payouts p where p.run_id = p_run) order by a.id for update;
	select r.* into run from public.payment_runs r where r.id = p_run for update;
	if run.settled_at is not null then
		return '{}';
	end if;
	perform private.require_undisturbed_run(p_run);
	if p_paid_on is null or p_paid_on not between (run.created_at at time zone 'Europe/Berlin')::date and private.today() then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	update public.payment_runs set settled_by = auth.uid(), settled_at = private.now(), paid_on = p_paid_on where id = p_run;
	for paid in
		update public.payouts p set paid_on = p_paid_on
		from public.applications a
		where p.run_id = p_run and p.state = 'ordered' and a.id = p.application_id
		returning p.id, p.application_id, p.amount_cents, a.state
	loop
		if paid.state = 'accepted' then
			perform private.change_state(paid.application_id, 'paid', array['system']);
		end if;
		perform private.notify('payout_paid', paid.application_id, paid.id);
	end loop;
	perform private.write_audit(
		'clerk', 'payment_run_settled', 'payment_run', p_run::text,
		jsonb_build_object('message_id', run.message_id, 'paid_on', p_paid_on, 'sum_cents', run.sum_cents)
	);
	return '{}';
end;
$$;
comment on function public.settle_payment_run(uuid, date) is
	'{}: the bank has done it on that day; once. PT403 not_allowed, PT404 not_found, PT409 not_in_state | run_disturbed, PT422 '
	'payload_invalid (a day before the order, or to come).';

create function public.confirm_payment_run(p_run uuid, p_note text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	words constant text := nullif(btrim(p_note, E' \t\r\n'), '');
	run public.payment_runs;
	known jsonb;
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	-- Applications before the run, as everybody takes them: nobody gives an account or tells of a change meanwhile.
	perform from public.applications a
	where a.id in (select p.application_id from public.payouts p where p.run_id = p_run) order by a.id for update;
	select r.* into run from public.payment_runs r where r.id = p_run for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	select jsonb_agg(d.application_id) into known from private.run_disturbances(run) d;
	if run.discarded_at is not null or run.settled_at is not null or known is null then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if run.created_by = auth.uid() then
		raise sqlstate 'PT409' using message = 'same_person';
	end if;
	if exists (select from private.run_disturbances(run) d where private.is_partial(d.application_id, auth.uid())) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	if words is null then
		raise sqlstate 'PT422' using message = 'reason_required';
	end if;
	if length(words) > 1000 then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	update public.payment_runs set confirmed_by = auth.uid(), confirmed_at = private.now(), confirm_note = words where id = p_run;
	perform private.write_audit(
		'clerk', 'payment_run_confirmed', 'payment_run', p_run::text,
		jsonb_build_object('message_id', run.message_id, 'applications', known)
	);
	return '{}';
end;
$$;
comment on function public.confirm_payment_run(uuid, text) is
	'{}: somebody who did not order it lets a run stand although an account was changed or a change told of since; money goes to the '
	'accounts as they were released. PT403 not_allowed, PT404 not_found, PT409 not_in_state | same_person | conflict_of_interest, PT422 '
	'reason_required | payload_invalid.';
revoke all on function public.confirm_payment_run(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.confirm_payment_run(uuid, text) to authenticated;

create function public.discard_payment_run(p_run uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	run public.payment_runs;
	undone record;
begin
	if not private.has_staff_role(array['clerk', 'decider']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform from public.applications a
	where a.id in (select p.application_id from public.payouts p where p.run_id = p_run) order by a.id for update;
	select r.* into run from public.payment_runs r where r.id = p_run for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if run.discarded_at is not null then
		return '{}';
	end if;
	-- What may be with the bank is settled or bounces, it is not taken back.
	if num_nonnulls(run.given_out_at, run.settled_at, run.sha256) > 0 then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	update public.payment_runs set discarded_by = auth.uid(), discarded_at = private.now() where id = p_run;
	for undone in
		update public.payouts set
			run_id = null, account_id = null, first_released_by = null, first_released_at = null, second_released_by = null,
			second_released_at = null
		where run_id = p_run
		returning id, application_id
	loop
		perform private.write_audit(
			'clerk', 'payout_release_undone', 'payout', undone.id::text, jsonb_build_object('application_id', undone.application_id)
		);
	end loop;
	perform private.write_audit(
		'clerk', 'payment_run_discarded', 'payment_run', p_run::text, jsonb_build_object('message_id', run.message_id)
	);
	return '{}';
end;
$$;
comment on function public.discard_payment_run(uuid) is
	'{}: takes back a run of which nothing has left the house; its payouts are released anew. PT403 not_allowed, PT404 not_found, PT409 '
	'not_in_state (its file or list was given out).';
revoke all on function public.discard_payment_run(uuid) from public, anon, authenticated, service_role;
grant execute on function public.discard_payment_run(uuid) to authenticated;

create or replace function public.desk_payments(p_round uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return jsonb_build_object(
		'payouts', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', p.id, 'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'number', p.number, 'amount_cents', p.amount_cents, 'needed_by', p.needed_by, 'requested_at', p.requested_at,
				'state', p.state, 'first_released_by', p.first_released_by, 'blocks', to_jsonb(private.payout_blocks(p)),
				'is_private', coalesce((private.account_in_force(a.id)).is_private, false)
			) order by p.needed_by, p.requested_at), '[]')
			from public.payouts p join public.applications a on a.id = p.application_id
			where a.round_id = p_round and p.state in ('requested', 'checked', 'released')
		),
		'changes', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', c.id, 'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'kind', c.kind, 'notified_at', c.notified_at, 'first_signed_by', c.first_signed_by
			) order by c.notified_at), '[]')
			from public.grant_changes c join public.applications a on a.id = c.application_id
			where a.round_id = p_round and c.is_open
		),
		'accounts', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'given_at', b.given_at, 'is_private', b.is_private
			) order by b.given_at), '[]')
			from public.applications a cross join lateral (select (private.account_in_force(a.id)).*) b
			where a.round_id = p_round and a.state in ('accepted', 'paid', 'report_due') and b.needs_confirmation
				and b.confirmed_at is null
		),
		'returns', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', m.id, 'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'amount_cents', m.amount_cents + m.interest_cents, 'received_on', m.received_on
			) order by m.recorded_at), '[]')
			from public.money_returns m join public.applications a on a.id = m.application_id
			where a.round_id = p_round and m.confirmed_at is null and m.discarded_at is null
		),
		'claims', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', r.id, 'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'owed_cents', private.owed_cents(r), 'interest_owed_cents', private.interest_owed_cents(r), 'due_on', r.due_on, 'is_signed', r.second_signed_at is not null,
				'is_overdue', r.second_signed_at is not null and r.due_on < private.today()
			) order by r.due_on), '[]')
			from public.recoveries r join public.applications a on a.id = r.application_id
			where a.round_id = p_round and r.discarded_at is null and (
				r.second_signed_at is null or private.owed_cents(r) > 0 or private.interest_owed_cents(r) is distinct from 0
			)
		),
		'rulings', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', w.id, 'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
				'kind', w.kind
			) order by w.first_signed_at), '[]')
			from public.grant_rulings w join public.applications a on a.id = w.application_id
			where a.round_id = p_round and w.second_signed_at is null and w.discarded_at is null
		),
		'runs', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', n.id, 'number', n.number, 'message_id', n.message_id, 'execution_on', n.execution_on, 'created_by', n.created_by,
				'created_at', n.created_at, 'payouts_count', n.payouts_count, 'sum_cents', n.sum_cents, 'is_made', n.sha256 is not null,
				'paid_on', n.paid_on, 'is_given_out', n.given_out_at is not null, 'discarded_at', n.discarded_at,
				'confirmed_by', n.confirmed_by, 'confirmed_at', n.confirmed_at,
				'disturbances', (
					select coalesce(jsonb_agg(jsonb_build_object(
						'application_id', a.id, 'reference_number', a.reference_number, 'organisation_name', a.organisation_name,
						'account_changed', d.account_changed, 'change_open', d.change_open
					) order by a.reference_number), '[]')
					from private.run_disturbances(n) d join public.applications a on a.id = d.application_id
				)
			) order by n.number desc), '[]')
			from public.payment_runs n where n.round_id = p_round
		),
		'payer', (
			select jsonb_build_object('name', y.name, 'iban', y.iban, 'bic', y.bic) from public.payer_accounts y where y.round_id = p_round
		)
	);
end;
$$;
