create table public.grant_changes (
	id uuid primary key,
	application_id uuid not null references public.applications (id),
	number integer not null,
	kind text not null,
	words text not null,
	wish jsonb not null,
	notified_by uuid not null,
	notified_at timestamptz not null,
	proposal jsonb,
	first_signed_by uuid,
	first_signed_at timestamptz,
	second_signed_by uuid,
	second_signed_at timestamptz,
	outcome text,
	closed_at timestamptz,
	is_open boolean not null generated always as (closed_at is null) stored,
	unique (application_id, number)
);
comment on table public.grant_changes is
	'Änderungsanzeige (ANBest-P 1.2 and 5): what is to be different from what was granted. While one is open nothing is paid. '
	'Plan shifts within the tolerance are only noted and change no terms, so that many small ones cannot become a large one.';
comment on column public.grant_changes.id is 'Made with the form, so that sending it twice is one row.';
comment on column public.grant_changes.kind is 'period, purpose, plan, further_grant or cancellation.';
comment on column public.grant_changes.wish is
	'period: {"period_from", "period_until"}; plan: {"lines": [{"line", "cents"}]}; further_grant: {"grantor", "cents"}; '
	'the others: {}.';
comment on column public.grant_changes.proposal is
	'What is to be decided: {"outcome": agreed | refused, "reason", "amount_cents" (null: as before), "needs_second"}.';
comment on column public.grant_changes.outcome is 'noted (needed no decision), agreed, refused, withdrawn (by the group); null while open.';

alter table public.grant_changes add constraint grant_changes_known_kinds
	check (kind in ('period', 'purpose', 'plan', 'further_grant', 'cancellation'));
alter table public.grant_changes add constraint grant_changes_known_outcomes
	check (outcome in ('noted', 'agreed', 'refused', 'withdrawn') and (outcome is null) = (closed_at is null));
alter table public.grant_changes add constraint grant_changes_two_different_people check (second_signed_by <> first_signed_by);
alter table public.grant_changes add constraint grant_changes_signatures_are_whole check (
	(first_signed_by is null) = (first_signed_at is null) and (first_signed_by is null) = (proposal is null)
	and (second_signed_by is null) = (second_signed_at is null) and (second_signed_by is null or first_signed_by is not null)
);
alter table public.grant_changes add constraint grant_changes_are_decided_with_signatures check (
	outcome is distinct from 'agreed' and outcome is distinct from 'refused'
	or (first_signed_by is not null and (second_signed_by is not null or proposal -> 'needs_second' = 'false'))
);
alter table public.grant_changes add constraint grant_changes_small
	check (length(words) between 1 and 4000 and octet_length(wish::text) <= 50000 and octet_length(proposal::text) <= 20000);

create index grant_changes_open on public.grant_changes (application_id) where is_open;
comment on index public.grant_changes_open is 'What stops payment.';

revoke all on public.grant_changes from public, anon, authenticated, service_role;
grant select on public.grant_changes to authenticated, service_role;
alter table public.grant_changes enable row level security;
create policy "Staff read changes" on public.grant_changes for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function private.guard_grant_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if old.closed_at is not null
		or (new.id, new.application_id, new.number, new.kind, new.words, new.wish, new.notified_by, new.notified_at)
			is distinct from
			(old.id, old.application_id, old.number, old.kind, old.words, old.wish, old.notified_by, old.notified_at)
		or (old.proposal is not null and new.proposal is not null and (new.proposal, new.first_signed_by, new.first_signed_at)
			is distinct from (old.proposal, old.first_signed_by, old.first_signed_at))
	then
		raise exception 'a change stays as it was notified and signed' using errcode = '42501';
	end if;
	if new.first_signed_by is not null and (
		private.is_partial(new.application_id, new.first_signed_by)
		or (new.second_signed_by is not null and private.is_partial(new.application_id, new.second_signed_by))
	) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	return new;
end;
$$;
comment on function private.guard_grant_change() is
	'Holds for the owner too: the words of the group stay, what was signed first can be taken back whole but not altered, what is '
	'closed is closed, and nobody partial signs.';
revoke all on function private.guard_grant_change() from public, anon, authenticated, service_role;

create trigger grant_changes_are_guarded before update on public.grant_changes
	for each row execute function private.guard_grant_change();
comment on trigger grant_changes_are_guarded on public.grant_changes is 'See private.guard_grant_change().';
create trigger grant_changes_stay before delete or truncate on public.grant_changes
	for each statement execute function private.refuse_change();
comment on trigger grant_changes_stay on public.grant_changes is 'A notice is part of the file.';
create trigger grant_changes_touch_their_case after insert or update on public.grant_changes
	for each row execute function private.touch_case();
comment on trigger grant_changes_touch_their_case on public.grant_changes is 'See private.touch_case().';
