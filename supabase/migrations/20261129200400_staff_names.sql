create table public.staff_names (
	user_id uuid primary key references auth.users (id) on delete cascade,
	name text not null
);
comment on table public.staff_names is
	'What people of the office are called, where they or an admin have said it: in who did what, and under letters. Read '
	'through staff_directory.';
alter table public.staff_names add constraint staff_names_are_names
	check (name = btrim(name) and length(name) between 1 and 80 and name !~ '[[:cntrl:]]');

revoke all on public.staff_names from public, anon, authenticated, service_role;
alter table public.staff_names enable row level security;

create function public.set_staff_name(p_user uuid, p_name text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	words constant text := btrim(regexp_replace(coalesce(p_name, ''), '\s+', ' ', 'g'));
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])
		or (p_user is distinct from auth.uid() and not private.has_staff_role(array['admin']))
	then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	if not exists (select from public.staff_members m where m.user_id = p_user) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if length(words) > 80 or words ~ '[[:cntrl:]]' then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	if words = '' then
		delete from public.staff_names n where n.user_id = p_user;
	else
		insert into public.staff_names as n (user_id, name) values (p_user, words)
		on conflict (user_id) do update set name = excluded.name;
	end if;
	-- The trail is for ever, a name is not: that it changed is enough.
	perform private.write_audit(
		case when p_user = auth.uid() then 'clerk' else 'admin' end, 'staff_named', 'staff_member', p_user::text,
		jsonb_build_object('has_name', words <> '')
	);
end;
$$;
comment on function public.set_staff_name(uuid, text) is
	'The name of somebody who works or worked here, at most 80 characters, none when empty: by the person, or by an admin. '
	'PT403 not_allowed, PT404 not_found, PT422 payload_invalid.';
revoke all on function public.set_staff_name(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.set_staff_name(uuid, text) to authenticated;

drop function public.staff_directory();
create function public.staff_directory() returns table (user_id uuid, email text, name text)
language plpgsql stable security definer set search_path = ''
as $$
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	return query
		select u.id, u.email::text, n.name
		from auth.users u left join public.staff_names n on n.user_id = u.id
		where exists (select from public.staff_members m where m.user_id = u.id);
end;
$$;
comment on function public.staff_directory() is
	'Addresses and names of everybody who holds or held a role: whoever signs second must see who signed first. Accounts of '
	'applicants are never in it. PT403 not_allowed.';
revoke all on function public.staff_directory() from public, anon, authenticated, service_role;
grant execute on function public.staff_directory() to authenticated;

insert into private.letter_placeholders (kind, name, is_required)
select distinct p.kind, 'signer', false from private.letter_placeholders p;

create function private.signer(p_user uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select jsonb_build_object('signer', (select n.name from public.staff_names n where n.user_id = p_user));
$$;
comment on function private.signer(uuid) is 'Fact of a letter: the name of whoever it is signed by; null where they have said none.';
revoke all on function private.signer(uuid) from public, anon, authenticated, service_role;

create or replace function private.told_by_clarification(p_clarification public.clarifications) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select private.signer(p_clarification.asked_by) || jsonb_build_object(
		'due_on', p_clarification.due_on,
		'items', p_clarification.items,
		'message', coalesce(p_clarification.message_de, p_clarification.message),
		'document_labels', (
			select coalesce(jsonb_object_agg(d.value ->> 'code', d.value #>> '{labels,de}'), '{}')
			from private.terms_of(p_clarification.application_id) r
			cross join jsonb_array_elements(r.documents) d
			where p_clarification.items @> jsonb_build_array(jsonb_build_object('document', d.value ->> 'code'))
		)
	);
$$;

create or replace function private.told_by_decision(p_decision public.decisions) returns jsonb
language sql stable security definer set search_path = ''
as $$
	-- Before the second signature the letter is shown as whoever looks at it would sign it.
	select private.signer(coalesce(p_decision.second_signed_by, nullif(auth.uid(), p_decision.first_signed_by))) || jsonb_build_object(
		'amount_cents', p_decision.amount_cents, 'reason', p_decision.reason, 'conditions', p_decision.conditions,
		-- Which cost lines are paid less of; a column of a later migration.
		'plan', to_jsonb(p_decision) -> 'plan'
	);
$$;

-- Our proposals end with the name of whoever signed; what an admin has saved stays as it is.
update private.letter_proposals set blocks = replace(blocks::text, '{{contact_person}}\n{{contact_name}}', '{{signer}}\n{{contact_name}}')::jsonb
where kind <> 'receipt';
update public.letter_templates set blocks = replace(blocks::text, '{{contact_person}}\n{{contact_name}}', '{{signer}}\n{{contact_name}}')::jsonb
where kind <> 'receipt' and updated_by is null;
