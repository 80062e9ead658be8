-- What a round says about the life of its grants was read from today's round, so that a change of the call changed promises given.
alter table public.decisions add column round_revision integer;
comment on column public.decisions.round_revision is
	'The version of the round that was in force at the second signature; null before it, and in a round that was never published.';

create function private.keep_round_of_decision() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	select v.revision into new.round_revision
	from public.round_versions v where v.round_id = new.round_id order by v.revision desc limit 1;
	return new;
end;
$$;
comment on function private.keep_round_of_decision() is 'The second signature is set under what the round says that day, and goes on under it.';
revoke all on function private.keep_round_of_decision() from public, anon, authenticated, service_role;

-- Before "decisions_are_guarded" by name, and before anything reads it.
create trigger decisions_are_dated before update on public.decisions
	for each row when (old.second_signed_at is null and new.second_signed_at is not null)
	execute function private.keep_round_of_decision();
comment on trigger decisions_are_dated on public.decisions is 'See private.keep_round_of_decision().';

alter table public.decisions disable trigger user;
update public.decisions d set round_revision = (
	select v.revision from public.round_versions v
	where v.round_id = d.round_id and v.created_at <= d.second_signed_at order by v.revision desc limit 1
) where d.second_signed_at is not null;
alter table public.decisions enable trigger user;

create function private.settings_of_grant(p_application uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select private.grant_settings(coalesce(v.terms -> 'settings', r.settings))
		|| jsonb_build_object('base_rates', private.grant_settings(r.settings) -> 'base_rates')
	from public.applications a
	join public.funding_rounds r on r.id = a.round_id
	left join public.round_versions v
		on v.round_id = r.id and v.revision = (private.decision_in_force(a.id)).round_revision
	where a.id = p_application;
$$;
comment on function private.settings_of_grant(uuid) is
	'As private.grant_settings, of the round as it stood when the decision in force was signed; base rates are today''s, because each '
	'half year brings a new one (§ 247 BGB).';
revoke all on function private.settings_of_grant(uuid) from public, anon, authenticated, service_role;

create or replace function private.finality(p_application uuid)
returns table (letter_id uuid, posted_on date, delivered_on date, final_on date, is_final boolean)
language sql stable security definer set search_path = ''
as $$
	select p.letter_id, p.posted_on, p.delivered_on, p.final_on, coalesce(p.final_on <= private.today(), false)
	from (
		select l.id as letter_id, d.posted_on, d.posted_on + s.delivery_days as delivered_on,
			coalesce(
				(g.waived_at at time zone 'Europe/Berlin')::date,
				private.end_of_remedies(d.posted_on + s.delivery_days, s.remedy_months) + 1
			) as final_on
		from public.letters l
		cross join lateral (
			select (t.said ->> 'delivery_days')::int as delivery_days, (t.said ->> 'remedy_months')::int as remedy_months
			from private.settings_of_grant(l.application_id) t (said)
		) s
		cross join lateral (select (l.printed_at at time zone 'Europe/Berlin')::date as posted_on) d
		left join public.grant_acceptances g on g.decision_id = l.source_id
		where l.application_id = p_application and l.kind = 'approved' and l.printed_at is not null
			and l.source_id = (private.decision_in_force(p_application)).id
	) p;
$$;

-- It took the sum that was once decided out of the promise, not what the grant bound by then: once a change had made it less and the
-- rest was given to others, a new decision could exceed the pot.
create or replace function private.guard_decision() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
	total bigint;
	promised bigint;
	asked bigint := new.amount_cents;
	own record;
begin
	if tg_op = 'UPDATE' and (old.second_signed_at is not null or old.discarded_at is not null) then
		raise exception 'a signed or discarded decision is final' using errcode = '42501';
	end if;
	if tg_op = 'UPDATE' and
		(new.id, new.application_id, new.round_id, new.outcome, new.amount_cents, new.reason, new.conditions, new.cuts, new.plan,
			new.waiting_rank, new.replaces, new.first_signed_by, new.first_signed_at) is distinct from
		(old.id, old.application_id, old.round_id, old.outcome, old.amount_cents, old.reason, old.conditions, old.cuts, old.plan,
			old.waiting_rank, old.replaces, old.first_signed_by, old.first_signed_at)
	then
		raise exception 'what was signed first cannot be changed' using errcode = '42501';
	end if;
	if new.second_signed_at is not null and new.outcome = 'approved' then
		-- "No key", so that drafts of the round can go on being created meanwhile. The lock makes decisions of one round queue
		-- here; the sum below then sees every earlier one.
		select r.total_budget_cents into strict total from public.funding_rounds r where r.id = new.round_id for no key update;
		promised := private.approved_cents(new.round_id);
		select g.bound_cents, g.paid_cents, g.freed_cents into own
		from private.grants_of_round(new.round_id) g where g.application_id = new.application_id;
		if found then
			promised := promised - own.bound_cents;
			asked := greatest(new.amount_cents, own.paid_cents) - own.freed_cents;
		end if;
		if promised + asked > total then
			raise sqlstate 'PT422' using
				message = 'budget_exceeded', detail = jsonb_build_object('free_cents', total - promised)::text;
		end if;
	end if;
	return new;
end;
$$;
comment on function private.guard_decision() is
	'Holds for the owner too: the first signature stays what it was, a finished decision is final, and what approvals bind never '
	'exceeds the budget of the round however many race; one that replaces another counts in the place of what that one still binds. '
	'PT422 budget_exceeded (detail {"free_cents"}).';
