create table private.review_readers (
	application_id uuid not null references public.applications (id),
	user_id uuid not null,
	version integer not null,
	read_at timestamptz not null,
	primary key (application_id, user_id, version)
);
comment on table private.review_readers is
	'Who was shown what others think of which version: they cannot assess it independently any more. Written before the words are '
	'shown, see open_reviews.';
comment on column private.review_readers.user_id is 'No foreign key: the file outlives the account.';
revoke all on private.review_readers from public, anon, authenticated, service_role;
alter table private.review_readers enable row level security;

create function private.reviewed_version(p_application uuid) returns int
language sql stable security definer set search_path = ''
as $$
	select max(s.version) from public.submissions s
	where s.application_id = p_application and s.received_at <= (
		select max(r.submitted_at) from public.reviews r where r.application_id = p_application
	);
$$;
comment on function private.reviewed_version(uuid) is 'The version that the newest assessment speaks of; null before there is one.';
revoke all on function private.reviewed_version(uuid) from public, anon, authenticated, service_role;

create function private.has_opened_reviews(p_application uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from private.review_readers r
		where r.application_id = p_application and r.user_id = (select auth.uid())
			and r.version >= private.reviewed_version(p_application)
	);
$$;
comment on function private.has_opened_reviews(uuid) is 'True for whoever stands in the file as a reader of the newest assessments.';
revoke all on function private.has_opened_reviews(uuid) from public, anon, authenticated, service_role;
grant execute on function private.has_opened_reviews(uuid) to authenticated;

alter policy "Staff read reviews once everybody has submitted" on public.reviews
	using (
		(select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']))
		and submitted_at is not null and not private.waits_for_reviews(application_id)
		and private.has_opened_reviews(application_id)
	);

create function public.open_reviews(p_application uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	-- Whoever is just being asked is asked first: ask_reviewer holds the same row.
	perform from public.applications a where a.id = p_application and a.state <> 'draft' for key share;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if not private.waits_for_reviews(p_application) and exists (
		select from public.reviews r
		where r.application_id = p_application and r.submitted_at is not null and r.reviewer_id <> auth.uid()
	) then
		insert into private.review_readers (application_id, user_id, version, read_at)
		values (p_application, auth.uid(), private.reviewed_version(p_application), private.now())
		on conflict do nothing;
	end if;
	return '{}';
end;
$$;
comment on function public.open_reviews(uuid) is
	'Before the assessments of others are read, once everybody has submitted: notes that the caller has read them, who cannot be asked '
	'for one of this version any more. {}. PT403 not_allowed, PT404 not_found.';
revoke all on function public.open_reviews(uuid) from public, anon, authenticated, service_role;
grant execute on function public.open_reviews(uuid) to authenticated;

create function private.has_read_reviews(p_application uuid, p_user uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
	select exists (
		select from private.review_readers r
		where r.application_id = p_application and r.user_id = p_user
			and r.version = (select max(s.version) from public.submissions s where s.application_id = p_application)
	);
$$;
comment on function private.has_read_reviews(uuid, uuid) is 'True for whoever has read what others think of the version that counts now.';
revoke all on function private.has_read_reviews(uuid, uuid) from public, anon, authenticated, service_role;

create function public.case_readers(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return (
		select coalesce(jsonb_agg(distinct r.user_id), '[]') from private.review_readers r
		where r.application_id = p_application and private.has_read_reviews(p_application, r.user_id)
	);
end;
$$;
comment on function public.case_readers(uuid) is
	'[ids] of those who have read the assessments of the version that counts now, and are not asked for one. PT403 not_allowed.';
revoke all on function public.case_readers(uuid) from public, anon, authenticated, service_role;
grant execute on function public.case_readers(uuid) to authenticated;

create function private.guard_independence() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if private.has_read_reviews(new.application_id, new.reviewer_id) and not exists (
		select from public.reviews r
		where r.application_id = new.application_id and r.reviewer_id = new.reviewer_id and r.removed_at is null
	) then
		raise sqlstate 'PT409' using message = 'has_read_reviews';
	end if;
	return new;
end;
$$;
comment on function private.guard_independence() is
	'Holds for the owner too: nobody is asked who has read the others. Asking somebody who was asked already is asking once. PT409 '
	'has_read_reviews.';
revoke all on function private.guard_independence() from public, anon, authenticated, service_role;

create trigger reviews_are_independent before insert on public.reviews
	for each row execute function private.guard_independence();
comment on trigger reviews_are_independent on public.reviews is 'See private.guard_independence().';
comment on function public.ask_reviewer(uuid, uuid) is
	'Asks a clerk or decider for an assessment, before the decision: {}. Asking twice is asking once. PT403 not_allowed, PT404 '
	'not_found, PT409 conflict_of_interest (theirs too) | has_read_reviews | not_in_state, PT422 payload_invalid.';
