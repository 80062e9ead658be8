create table public.grant_terms (
	application_id uuid not null references public.applications (id),
	version integer not null,
	decision_id uuid not null references public.decisions (id),
	change_id uuid,
	amount_cents bigint not null,
	plan jsonb not null,
	period_from date not null,
	period_until date not null,
	purpose text,
	since timestamptz not null,
	primary key (application_id, version)
);
comment on table public.grant_terms is
	'What a grant is: sum, plan and period, every version of them. The first comes with the decision, each later one with a '
	'change that was agreed to (or, under the same decision, with the checked proof of use). The newest of the decision in force holds.';
comment on column public.grant_terms.change_id is 'The agreed change that made this version, see grant_changes.';
comment on column public.grant_terms.plan is 'As decisions.plan; "approved_cents" of its lines are what holds.';
comment on column public.grant_terms.period_from is 'First day of the Bewilligungszeitraum; period_until is its last.';
comment on column public.grant_terms.purpose is 'What the money is for now, where a change said so; null: as the application says.';

alter table public.grant_terms add constraint grant_terms_sums check (version > 0 and amount_cents >= 0);
alter table public.grant_terms add constraint grant_terms_period_in_order check (period_until >= period_from);
alter table public.grant_terms add constraint grant_terms_small
	check (octet_length(plan::text) <= 200000 and length(purpose) <= 4000);

create index grant_terms_by_decision on public.grant_terms (decision_id, version);
comment on index public.grant_terms_by_decision is 'The newest terms of a decision.';

revoke all on public.grant_terms from public, anon, authenticated, service_role;
grant select on public.grant_terms to authenticated, service_role;
alter table public.grant_terms enable row level security;
create policy "Members read the terms of their grants" on public.grant_terms for select to authenticated
	using (application_id in (select private.my_application_ids()));
create policy "Staff read terms" on public.grant_terms for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function private.terms_in_force(p_application uuid) returns public.grant_terms
language sql stable security definer set search_path = ''
as $$
	select t from public.grant_terms t
	where t.application_id = p_application and t.decision_id = (private.decision_in_force(p_application)).id
	order by t.version desc
	limit 1;
$$;
comment on function private.terms_in_force(uuid) is
	'The newest terms of the decision in force; a row of nulls where nothing is granted. A refusal that replaces an approval '
	'leaves none.';
revoke all on function private.terms_in_force(uuid) from public, anon, authenticated, service_role;

create function private.guard_grant_terms() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
	before public.grant_terms;
begin
	select t.* into before from public.grant_terms t
	where t.application_id = new.application_id order by t.version desc limit 1;
	if new.version <> coalesce(before.version, 0) + 1 then
		raise exception 'versions of terms follow each other' using errcode = '42501';
	end if;
	if before.decision_id = new.decision_id and new.amount_cents > before.amount_cents then
		raise exception 'more money is a new decision' using errcode = '42501';
	end if;
	return new;
end;
$$;
comment on function private.guard_grant_terms() is
	'Holds for the owner too: under one decision a grant only becomes less, so that the budget, which was asked when it was '
	'signed, can not be exceeded later.';
revoke all on function private.guard_grant_terms() from public, anon, authenticated, service_role;

create function private.period_of(p_form jsonb, p_round public.funding_rounds) returns daterange
language sql stable set search_path = ''
as $$
	select case when w.until >= w.since then daterange(w.since, w.until, '[]')
		else daterange(p_round.project_from, p_round.project_until, '[]') end
	from (values (
		coalesce(private.form_date(p_form -> 'period_start'), p_round.project_from),
		coalesce(private.form_date(p_form -> 'period_end'), p_round.project_until)
	)) w (since, until);
$$;
comment on function private.period_of(jsonb, public.funding_rounds) is 'When a project takes place: as applied for, or as the round says.';
revoke all on function private.period_of(jsonb, public.funding_rounds) from public, anon, authenticated, service_role;

create function private.write_first_terms() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
	form jsonb;
	round public.funding_rounds;
begin
	select s.snapshot -> 'form' into strict form
	from public.submissions s where s.application_id = new.application_id order by s.version desc limit 1;
	select r.* into strict round from public.funding_rounds r where r.id = new.round_id;
	insert into public.grant_terms (application_id, version, decision_id, amount_cents, plan, period_from, period_until, since)
	select new.application_id, 1 + coalesce(max(t.version), 0), new.id, new.amount_cents,
		coalesce(new.plan, private.approved_plan(form, '[]')),
		lower(private.period_of(form, round)), upper(private.period_of(form, round)) - 1, new.second_signed_at
	from public.grant_terms t where t.application_id = new.application_id;
	return null;
end;
$$;
comment on function private.write_first_terms() is 'The second signature under an approval makes the first terms of the grant.';
revoke all on function private.write_first_terms() from public, anon, authenticated, service_role;

create trigger grant_terms_are_guarded before insert on public.grant_terms
	for each row execute function private.guard_grant_terms();
comment on trigger grant_terms_are_guarded on public.grant_terms is 'See private.guard_grant_terms().';
create trigger grant_terms_stay before update or delete or truncate on public.grant_terms
	for each statement execute function private.refuse_change();
comment on trigger grant_terms_stay on public.grant_terms is 'Every version is kept as it was.';
create trigger grant_terms_touch_their_case after insert on public.grant_terms
	for each row execute function private.touch_case();
comment on trigger grant_terms_touch_their_case on public.grant_terms is 'See private.touch_case().';
create trigger decisions_make_terms after update on public.decisions
	for each row when (old.second_signed_at is null and new.second_signed_at is not null and new.outcome = 'approved')
	execute function private.write_first_terms();
comment on trigger decisions_make_terms on public.decisions is 'See private.write_first_terms().';

-- Approvals of before have terms as well.
insert into public.grant_terms (application_id, version, decision_id, amount_cents, plan, period_from, period_until, since)
select d.application_id, 1, d.id, d.amount_cents, coalesce(d.plan, private.approved_plan(s.snapshot -> 'form', '[]')),
	lower(private.period_of(s.snapshot -> 'form', r)), upper(private.period_of(s.snapshot -> 'form', r)) - 1, d.second_signed_at
from public.decisions d
join public.funding_rounds r on r.id = d.round_id
cross join lateral (
	select n.snapshot from public.submissions n where n.application_id = d.application_id order by n.version desc limit 1
) s
where d.outcome = 'approved' and d.id = (private.decision_in_force(d.application_id)).id;
