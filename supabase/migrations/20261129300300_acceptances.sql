create table public.grant_acceptances (
	decision_id uuid primary key references public.decisions (id),
	application_id uuid not null references public.applications (id),
	received_by uuid not null,
	received_at timestamptz not null,
	waived_by uuid,
	waived_at timestamptz
);
comment on table public.grant_acceptances is
	'What the group declared about its letter: that it was received (Empfangsbestätigung), and that no remedy will be taken '
	'(Rechtsbehelfsverzicht), which makes it final at once. One for each approval, since another decision is another letter.';
comment on column public.grant_acceptances.received_by is 'No foreign key: the file outlives the account. So waived_by.';

alter table public.grant_acceptances add constraint grant_acceptances_waiver_is_whole check ((waived_by is null) = (waived_at is null));

create index grant_acceptances_by_application on public.grant_acceptances (application_id);
comment on index public.grant_acceptances_by_application is 'What was declared in one application.';

revoke all on public.grant_acceptances from public, anon, authenticated, service_role;
grant select on public.grant_acceptances to authenticated, service_role;
alter table public.grant_acceptances enable row level security;
create policy "Staff read what was declared" on public.grant_acceptances for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create table public.bank_accounts (
	id uuid primary key,
	application_id uuid not null references public.applications (id),
	number integer not null,
	iban text not null,
	holder text not null,
	is_private boolean not null,
	given_by uuid not null,
	given_at timestamptz not null,
	needs_confirmation boolean not null,
	confirmed_by uuid,
	confirmed_at timestamptz,
	refused_by uuid,
	refused_at timestamptz,
	note text,
	unique (application_id, number)
);
comment on table public.bank_accounts is
	'To which account a grant goes. Another account is another row; the newest that was not refused holds. Where there was one '
	'before, nothing is paid to the new one until somebody of the office has confirmed it with the group: who can read a '
	'mailbox could otherwise send the money elsewhere.';
comment on column public.bank_accounts.id is 'Made with the form, so that sending it twice is one row.';
comment on column public.bank_accounts.is_private is 'The account of a person, which only groups without a legal form may name.';
comment on column public.bank_accounts.note is 'How it was confirmed, or why it was refused; stays in the office.';

alter table public.bank_accounts add constraint bank_accounts_are_accounts check (
	private.is_iban(iban) and iban = upper(replace(iban, ' ', '')) and length(holder) between 1 and 70 and length(note) <= 4000
);
alter table public.bank_accounts add constraint bank_accounts_confirmed_by_another check (confirmed_by <> given_by);
alter table public.bank_accounts add constraint bank_accounts_judged_once check (
	(confirmed_by is null) = (confirmed_at is null) and (refused_by is null) = (refused_at is null)
	and (confirmed_at is null or refused_at is null)
);

revoke all on public.bank_accounts from public, anon, authenticated, service_role;
grant select on public.bank_accounts to authenticated, service_role;
alter table public.bank_accounts enable row level security;
create policy "Staff read bank accounts" on public.bank_accounts for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function private.guard_acceptance() returns trigger
language plpgsql set search_path = ''
as $$
begin
	if old.waived_at is not null
		or (new.decision_id, new.application_id, new.received_by, new.received_at) is distinct from
			(old.decision_id, old.application_id, old.received_by, old.received_at)
	then
		raise exception 'what was declared stays declared' using errcode = '42501';
	end if;
	return new;
end;
$$;
comment on function private.guard_acceptance() is 'Holds for the owner too: a waiver can be added once, nothing else changes.';
revoke all on function private.guard_acceptance() from public, anon, authenticated, service_role;

create function private.guard_bank_account() returns trigger
language plpgsql set search_path = ''
as $$
begin
	if old.confirmed_at is not null or old.refused_at is not null
		or (new.id, new.application_id, new.number, new.iban, new.holder, new.is_private, new.given_by, new.given_at,
			new.needs_confirmation) is distinct from
			(old.id, old.application_id, old.number, old.iban, old.holder, old.is_private, old.given_by, old.given_at,
			old.needs_confirmation)
	then
		raise exception 'an account stays as it was given and judged' using errcode = '42501';
	end if;
	return new;
end;
$$;
comment on function private.guard_bank_account() is 'Holds for the owner too: an account is judged once, and never becomes another one.';
revoke all on function private.guard_bank_account() from public, anon, authenticated, service_role;

create trigger grant_acceptances_are_guarded before update on public.grant_acceptances
	for each row execute function private.guard_acceptance();
comment on trigger grant_acceptances_are_guarded on public.grant_acceptances is 'See private.guard_acceptance().';
create trigger grant_acceptances_stay before delete or truncate on public.grant_acceptances
	for each statement execute function private.refuse_change();
comment on trigger grant_acceptances_stay on public.grant_acceptances is 'A declaration is not taken back.';
create trigger grant_acceptances_touch_their_case after insert or update on public.grant_acceptances
	for each row execute function private.touch_case();
comment on trigger grant_acceptances_touch_their_case on public.grant_acceptances is 'See private.touch_case().';
create trigger bank_accounts_are_guarded before update on public.bank_accounts
	for each row execute function private.guard_bank_account();
comment on trigger bank_accounts_are_guarded on public.bank_accounts is 'See private.guard_bank_account().';
create trigger bank_accounts_stay before delete or truncate on public.bank_accounts
	for each statement execute function private.refuse_change();
comment on trigger bank_accounts_stay on public.bank_accounts is 'Where money went, or was to go, stays known until the file is deleted.';
create trigger bank_accounts_touch_their_case after insert or update on public.bank_accounts
	for each row execute function private.touch_case();
comment on trigger bank_accounts_touch_their_case on public.bank_accounts is 'See private.touch_case().';
