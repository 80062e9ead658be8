-- Whoever asked to be deleted while a hold lay on a case of theirs was deleted at once where another owner was there: and with the
-- account went who belonged to the group, who helped and whom the office had told what. Of a held case nothing goes.
alter table public.erasure_requests add column kept_at timestamptz;
comment on column public.erasure_requests.kept_at is 'When a hold was found that keeps the account; null where none does.';

create function private.held_with(p_user uuid) returns setof uuid
language sql stable security definer set search_path = ''
as $$
	select h.application_id
	from public.legal_holds h join public.applications a on a.id = h.application_id
	where h.lifted_at is null and (
		a.author_id = p_user
		or exists (select from public.organisation_members m where m.organisation_id = a.organisation_id and m.user_id = p_user)
		or exists (select from public.application_helpers p where p.application_id = a.id and p.user_id = p_user)
		or exists (select from public.notifications n where n.application_id = a.id and n.recipient_id = p_user)
		or exists (select from public.files f where f.application_id = a.id and f.created_by = p_user)
	);
$$;
comment on function private.held_with(uuid) is
	'Held cases of which something would go with this account, or would not say any more whose it was.';
revoke all on function private.held_with(uuid) from public, anon, authenticated, service_role;

create or replace function public.erase_accounts() returns int
language plpgsql security definer set search_path = ''
as $$
declare
	asked record;
	gone int := 0;
	code text;
	refuser text;
	refusing_table text;
begin
	for asked in
		select r.user_id, r.kept_at from public.erasure_requests r where private.may_try_erasure(r.user_id) order by r.asked_at
		for update skip locked
	loop
		begin
			if exists (select from private.held_with(asked.user_id)) then
				if asked.kept_at is null then
					update public.erasure_requests set kept_at = private.now() where user_id = asked.user_id;
					perform private.write_audit('system', 'account_kept', 'account', asked.user_id::text, '{}');
				end if;
				continue;
			end if;
			update public.erasure_requests set kept_at = null where user_id = asked.user_id and kept_at is not null;
			-- Where another owner goes on, whoever asked is no longer among them.
			delete from public.organisation_members m
			where m.user_id = asked.user_id and exists (
				select from public.organisation_members o
				where o.organisation_id = m.organisation_id and o.user_id <> m.user_id and o.role = 'owner'
					and not exists (select from public.erasure_requests r where r.user_id = o.user_id)
			);
			continue when exists (select from public.organisation_members m where m.user_id = asked.user_id)
				or exists (select from public.staff_members m where m.user_id = asked.user_id);
			delete from auth.users u where u.id = asked.user_id;
			delete from private.erasure_failures f where f.subject_id = asked.user_id;
			perform private.write_audit('system', 'account_erased', 'account', asked.user_id::text, '{}');
			gone := gone + 1;
		exception
			when others then
				get stacked diagnostics code = returned_sqlstate, refuser = constraint_name, refusing_table = table_name;
				perform private.note_failed_erasure(asked.user_id, null, code, coalesce(nullif(refuser, ''), refusing_table));
		end;
	end loop;
	return gone;
end;
$$;
comment on function public.erase_accounts() is
	'Deletes the accounts of people who asked for it and of whom nothing is kept any more; how many. None that a held case needs: those '
	'wait until the hold is lifted, as the trail says once. Each by itself, as in erase_due. People of the office are not deleted so. '
	'For the secret key alone.';

create or replace function public.my_retention() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if auth.uid() is null then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return jsonb_build_object(
		'asked_at', (select r.asked_at from public.erasure_requests r where r.user_id = auth.uid()),
		'applications', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', a.id,
				-- Who is out reads of it no more than that it is kept.
				'title', case when a.id in (select private.my_application_ids()) then a.title end,
				'reference_number', case when a.id in (select private.my_application_ids()) then a.reference_number end,
				'why', case when r.is_held then 'held' else r.kind end,
				'due_on', case when not r.is_held then r.due_on end,
				-- The day it would be, if it were asked for now.
				'asked_on', case when r.is_held or r.kind in ('running', 'granted') then null
					when r.kind = 'draft' then private.today()
					when r.kind in ('refused', 'unaccepted') then greatest(
						private.today(), r.due_on - private.period_days(r.kind) + private.period_days('asked')
					) else r.due_on end,
				'has_other_owners', exists (
					select from public.organisation_members o
					where o.organisation_id = a.organisation_id and o.role = 'owner' and o.user_id <> auth.uid()
				)
			) order by a.updated_at desc), '[]')
			from (
				select o.id from public.organisation_members m
				join public.applications o on o.organisation_id = m.organisation_id
				where m.user_id = auth.uid() and m.role = 'owner'
				union
				select h.id from private.held_with(auth.uid()) h (id)
			) mine
			join public.applications a on a.id = mine.id
			cross join lateral private.retention_of(a) r
		),
		'expiring', (
			select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'title', a.title, 'due_on', r.due_on) order by r.due_on), '[]')
			from public.applications a
			join public.organisation_members m
				on m.organisation_id = a.organisation_id and m.user_id = auth.uid() and m.role in ('owner', 'editor')
			join private.draft_warnings w on w.application_id = a.id and w.of_draft = a.updated_at
			cross join lateral (
				select greatest(
					q.due_on, (w.warned_at at time zone 'Europe/Berlin')::date + 14
				) as due_on from private.retention_of(a) q where not q.is_held
			) r
			where a.state = 'draft'
		)
	);
end;
$$;
comment on function public.my_retention() is
	'{"asked_at": null | when the caller asked for deletion, "applications": [{"id", "title", "reference_number", "why" (held, running, '
	'draft, refused, unaccepted, asked, granted), "due_on" (null: not yet to be said), "asked_on" (the day it would be if asked now; null: '
	'not before its time), "has_other_owners"}] of which the caller is an owner or which keep their account while they are held, '
	'"expiring": [{"id", "title", "due_on"}] drafts that lie still}. PT403 without an account.';
