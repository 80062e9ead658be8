create table public.proofs (
	application_id uuid primary key references public.applications (id) on delete cascade,
	form jsonb not null default '{}',
	revision integer not null default 0,
	updated_at timestamptz not null
);
comment on table public.proofs is
	'Verwendungsnachweis while it is written: one for each grant, open from the day the grant is accepted, so that receipts are noted '
	'as they arise. A map of paths like applications.form, saved in parts like a draft, see save_proof.';
comment on column public.proofs.form is
	'receipts.<row>.<column>, report.<field> and answers.<question>; see core/proof/fields.ts. Pictures are files of the document '
	'receipt_<row> or payment_<row>.';

alter table public.proofs add constraint proofs_form_is_a_small_map check (private.is_small_map(form));

create table public.proof_submissions (
	id uuid primary key default gen_random_uuid(),
	application_id uuid not null references public.applications (id),
	version integer not null,
	idempotency_key uuid not null unique,
	user_id uuid not null,
	snapshot jsonb not null,
	sha256 text not null,
	received_at timestamptz not null,
	prepared_at timestamptz,
	is_late boolean not null,
	unique (application_id, version)
);
comment on table public.proof_submissions is
	'A proof of use as it was sent, word for word, with the fingerprints of its pictures. Never changed; an answer to the office adds one.';
comment on column public.proof_submissions.idempotency_key is 'Made on the device before the first attempt; never expires.';
comment on column public.proof_submissions.user_id is 'Who sent it. No foreign key: the file outlives the account.';
comment on column public.proof_submissions.sha256 is 'Hex SHA-256 of snapshot::text in UTF-8.';
comment on column public.proof_submissions.is_late is 'Arrived after the day it was due on. It is taken all the same.';

alter table public.proof_submissions add constraint proof_submissions_hash_matches
	check (sha256 = encode(sha256(convert_to(snapshot::text, 'UTF8')), 'hex'));
alter table public.proof_submissions add constraint proof_submissions_versions_from_one check (version >= 1);

create table public.proof_queries (
	id uuid primary key default gen_random_uuid(),
	application_id uuid not null references public.applications (id),
	asked_by uuid not null,
	asked_at timestamptz not null,
	due_on date not null,
	items jsonb not null,
	message text not null,
	message_language text not null,
	message_de text,
	answered_at timestamptz,
	closed_at timestamptz
);
comment on table public.proof_queries is
	'What the office needs before it can go on checking a proof (Rückfrage). While one is open, its people may change the parts it names.';
comment on column public.proof_queries.asked_by is 'No foreign key: the file outlives the account.';
comment on column public.proof_queries.items is
	'[{"kind": "section", "section": "report" | "receipts" | "receipts.<row>", "note"} | {"kind": "question", "id", "note"}].';
comment on column public.proof_queries.message_language is 'Language of message; message_de is the German version where it is another.';

alter table public.proof_queries add constraint proof_queries_short_texts
	check (length(message) between 1 and 4000 and length(message_de) <= 4000);
alter table public.proof_queries add constraint proof_queries_answered_are_closed check (answered_at is null or answered_at <= closed_at);

create table public.proof_checks (
	submission_id uuid primary key references public.proof_submissions (id),
	application_id uuid not null references public.applications (id),
	scope text not null default 'full',
	judgements jsonb not null default '{}',
	revision integer not null default 0,
	reason text,
	accepted_cents bigint,
	grant_cents bigint,
	claim_cents bigint,
	claim_due_on date,
	interest_from date,
	first_signed_by uuid,
	first_signed_at timestamptz,
	second_signed_by uuid,
	second_signed_at timestamptz,
	concluded_at timestamptz
);
comment on table public.proof_checks is
	'Prüfvermerk of a proof (VV 11 to § 44 LHO): one for each version that was sent. Where money is claimed or something was cut, two '
	'people sign it.';
comment on column public.proof_checks.scope is 'full: every receipt is judged; sample: those that private.proof_sample names.';
comment on column public.proof_checks.judgements is '{"<row>": {"accepted_cents", "reason": text | null}}.';
comment on column public.proof_checks.reason is 'What the group reads in its letter.';
comment on column public.proof_checks.accepted_cents is
	'accepted_cents, grant_cents (what the grant is in the end), claim_cents: as they were signed.';
comment on column public.proof_checks.first_signed_by is 'No foreign keys: the file outlives accounts.';

alter table public.proof_checks add constraint proof_checks_known_scopes check (scope in ('full', 'sample'));
alter table public.proof_checks add constraint proof_checks_small check (private.is_small_map(judgements) and length(reason) <= 4000);
alter table public.proof_checks add constraint proof_checks_two_different_people check (second_signed_by <> first_signed_by);
alter table public.proof_checks add constraint proof_checks_signed_have_sums check (
	(first_signed_at is null) = (first_signed_by is null) and (second_signed_at is null) = (second_signed_by is null)
	and (first_signed_at is null) = (num_nulls(accepted_cents, grant_cents, claim_cents) > 0)
	and (second_signed_at is null or first_signed_at is not null) and (concluded_at is null or first_signed_at is not null)
	and accepted_cents >= 0 and grant_cents >= 0 and claim_cents >= 0
);

create unique index proof_queries_one_open on public.proof_queries (application_id) where closed_at is null;
comment on index public.proof_queries_one_open is 'One query at a time; finds the open one.';
create index proof_queries_by_application on public.proof_queries (application_id, asked_at);
comment on index public.proof_queries_by_application is 'All that was asked about one proof.';
create index proof_checks_by_application on public.proof_checks (application_id);
comment on index public.proof_checks_by_application is 'The checks of one proof.';

revoke all on public.proofs from public, anon, authenticated, service_role;
revoke all on public.proof_submissions from public, anon, authenticated, service_role;
revoke all on public.proof_queries from public, anon, authenticated, service_role;
revoke all on public.proof_checks from public, anon, authenticated, service_role;
grant select on public.proofs to authenticated, service_role;
grant select on public.proof_submissions to authenticated, service_role;
grant select on public.proof_queries to authenticated, service_role;
grant select on public.proof_checks to authenticated, service_role;
alter table public.proofs enable row level security;
alter table public.proof_submissions enable row level security;
alter table public.proof_queries enable row level security;
alter table public.proof_checks enable row level security;

create policy "Members read the proofs they write" on public.proofs for select to authenticated
	using (application_id in (select private.my_application_ids()));
create policy "Members read the proofs they sent" on public.proof_submissions for select to authenticated
	using (application_id in (select private.my_application_ids()));
create policy "Staff read proofs that were sent" on public.proof_submissions for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));
create policy "Staff read what was asked about proofs" on public.proof_queries for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));
create policy "Staff read checks of proofs" on public.proof_checks for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function private.guard_proof_query() returns trigger
language plpgsql set search_path = ''
as $$
begin
	if old.closed_at is not null
		or (new.id, new.application_id, new.asked_by, new.asked_at, new.due_on, new.items, new.message, new.message_language,
			new.message_de) is distinct from
		(old.id, old.application_id, old.asked_by, old.asked_at, old.due_on, old.items, old.message, old.message_language,
			old.message_de)
	then
		raise exception 'what was asked stays as it was asked' using errcode = '42501';
	end if;
	return new;
end;
$$;
comment on function private.guard_proof_query() is 'An open query is answered or closed, once; nothing else about it changes.';
revoke all on function private.guard_proof_query() from public, anon, authenticated, service_role;

create function private.guard_proof_check() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if old.concluded_at is not null then
		raise exception 'a check that was concluded stays as it is' using errcode = '42501';
	end if;
	if old.first_signed_at is not null and new.first_signed_at is not null and
		(new.submission_id, new.scope, new.judgements, new.reason, new.accepted_cents, new.grant_cents, new.claim_cents,
			new.claim_due_on, new.interest_from, new.first_signed_by) is distinct from
		(old.submission_id, old.scope, old.judgements, old.reason, old.accepted_cents, old.grant_cents, old.claim_cents,
			old.claim_due_on, old.interest_from, old.first_signed_by)
	then
		raise exception 'a check stays as it was signed' using errcode = '42501';
	end if;
	if new.concluded_at is not null and new.second_signed_at is null and (
		new.claim_cents > 0 or exists (select from jsonb_each(new.judgements) j where j.value ->> 'reason' is not null)
	) then
		raise exception 'money is claimed or cut by two people' using errcode = '42501';
	end if;
	if private.is_partial(new.application_id, new.first_signed_by) or private.is_partial(new.application_id, new.second_signed_by) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	return new;
end;
$$;
comment on function private.guard_proof_check() is 'Holds for the owner too: as with decisions, see private.guard_decision(). PT409 conflict_of_interest.';
revoke all on function private.guard_proof_check() from public, anon, authenticated, service_role;

create function private.close_proof_query() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	update public.proof_queries set closed_at = new.at where application_id = new.application_id and closed_at is null;
	return new;
end;
$$;
comment on function private.close_proof_query() is 'A query is over with its state, whichever way the case leaves it.';
revoke all on function private.close_proof_query() from public, anon, authenticated, service_role;

create trigger proof_submissions_stay before update or delete or truncate on public.proof_submissions
	for each statement execute function private.refuse_change();
comment on trigger proof_submissions_stay on public.proof_submissions is 'What was sent was sent.';
create trigger proof_submissions_touch_their_case after insert on public.proof_submissions
	for each row execute function private.touch_case();
comment on trigger proof_submissions_touch_their_case on public.proof_submissions is 'See private.touch_case().';
create trigger proof_queries_are_guarded before update on public.proof_queries
	for each row execute function private.guard_proof_query();
comment on trigger proof_queries_are_guarded on public.proof_queries is 'See private.guard_proof_query().';
create trigger proof_queries_stay before delete or truncate on public.proof_queries
	for each statement execute function private.refuse_change();
comment on trigger proof_queries_stay on public.proof_queries is 'What the office asked is part of the file.';
create trigger proof_checks_are_guarded before update on public.proof_checks
	for each row execute function private.guard_proof_check();
comment on trigger proof_checks_are_guarded on public.proof_checks is 'See private.guard_proof_check().';
create trigger proof_checks_stay before delete or truncate on public.proof_checks
	for each statement execute function private.refuse_change();
comment on trigger proof_checks_stay on public.proof_checks is 'A check is part of the file.';
create trigger proof_checks_touch_their_case after insert or update on public.proof_checks
	for each row execute function private.touch_case();
comment on trigger proof_checks_touch_their_case on public.proof_checks is 'See private.touch_case().';
create trigger status_events_close_proof_queries after insert on public.status_events
	for each row when (new.from_state = 'report_clarification') execute function private.close_proof_query();
comment on trigger status_events_close_proof_queries on public.status_events is 'See private.close_proof_query().';
