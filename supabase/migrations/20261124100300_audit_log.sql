create table public.audit_log (
	id bigint primary key,
	at timestamptz not null,
	actor_id uuid,
	actor_role text not null,
	action text not null,
	entity text not null,
	entity_id text not null,
	detail jsonb not null default '{}',
	previous_hash text not null,
	hash text not null
);
comment on table public.audit_log is
	'What happened, in one chain. Append-only. Holds ids and codes, no names and no free text of people, so that data '
	'protection never asks for an entry to be changed.';
comment on column public.audit_log.id is 'Gapless from 1: given under the lock of private.write_audit, not by a sequence.';
comment on column public.audit_log.hash is 'sha256(previous_hash || private.audit_text(row)), hex.';

create table private.audit_head (
	is_only_row boolean primary key default true check (is_only_row),
	last_id bigint not null,
	last_hash text not null
);
comment on table private.audit_head is
	'The end of the chain. Without it, entries cut off at the end could not be missed.';
insert into private.audit_head (last_id, last_hash) values (0, '');

create index audit_log_by_entity on public.audit_log (entity, entity_id);
comment on index public.audit_log_by_entity is 'The history of one application or round.';

revoke all on public.audit_log from public, anon, authenticated, service_role;
grant select on public.audit_log to authenticated, service_role;
revoke all on private.audit_head from public, anon, authenticated, service_role;
alter table public.audit_log enable row level security;
alter table private.audit_head enable row level security;

create policy "Auditors and admins read the audit log" on public.audit_log for select to authenticated
	using ((select private.has_staff_role(array['auditor', 'admin'])));

create function private.audit_text(p_entry public.audit_log) returns text
language sql immutable set search_path = ''
as $$
	select jsonb_build_array(
		p_entry.id,
		(extract(epoch from p_entry.at) * 1000000)::bigint,
		p_entry.actor_id,
		p_entry.actor_role,
		p_entry.action,
		p_entry.entity,
		p_entry.entity_id,
		p_entry.detail
	)::text;
$$;
comment on function private.audit_text(public.audit_log) is
	'Canonical text of an entry: the time as microseconds, because a printed timestamp depends on the session''s time zone.';
revoke all on function private.audit_text(public.audit_log) from public, anon, authenticated, service_role;

create function private.audit_hash(p_entry public.audit_log) returns text
language sql immutable set search_path = ''
as $$
	select encode(sha256(convert_to(p_entry.previous_hash || private.audit_text(p_entry), 'UTF8')), 'hex');
$$;
comment on function private.audit_hash(public.audit_log) is 'The hash an entry must carry.';
revoke all on function private.audit_hash(public.audit_log) from public, anon, authenticated, service_role;

create function private.write_audit(
	p_actor_role text, p_action text, p_entity text, p_entity_id text, p_detail jsonb default '{}'
) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	entry public.audit_log;
begin
	-- One writer at a time, until its transaction ends: an entry must know the hash of the one before it. Callers take
	-- their row locks first, so that this lock is always the last one and cannot be part of a deadlock.
	perform pg_advisory_xact_lock(hashtextextended('kofei.audit_log', 0));
	select h.last_id + 1, h.last_hash into strict entry.id, entry.previous_hash from private.audit_head h;
	entry.at := clock_timestamp();
	entry.actor_id := auth.uid();
	entry.actor_role := p_actor_role;
	entry.action := p_action;
	entry.entity := p_entity;
	entry.entity_id := p_entity_id;
	entry.detail := coalesce(p_detail, '{}');
	entry.hash := private.audit_hash(entry);
	insert into public.audit_log
		(id, at, actor_id, actor_role, action, entity, entity_id, detail, previous_hash, hash)
	values
		(entry.id, entry.at, entry.actor_id, entry.actor_role, entry.action, entry.entity, entry.entity_id, entry.detail,
		entry.previous_hash, entry.hash);
	update private.audit_head set last_id = entry.id, last_hash = entry.hash;
end;
$$;
comment on function private.write_audit(text, text, text, text, jsonb) is
	'Adds one entry to the chain inside the caller''s transaction: no entry, no deed. The time is the real one, never the '
	'overridden clock.';
revoke all on function private.write_audit(text, text, text, text, jsonb) from public, anon, authenticated, service_role;

create function public.verify_audit_chain() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	entry public.audit_log;
	head private.audit_head;
	previous text := '';
	checked bigint := 0;
begin
	if not private.has_staff_role(array['auditor', 'admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	for entry in select l.* from public.audit_log l order by l.id loop
		if entry.id <> checked + 1 or entry.previous_hash <> previous or entry.hash <> private.audit_hash(entry) then
			return jsonb_build_object('is_intact', false, 'checked', checked, 'first_broken_id', checked + 1);
		end if;
		previous := entry.hash;
		checked := checked + 1;
	end loop;
	select h.* into head from private.audit_head h;
	if head.last_id is distinct from checked or head.last_hash is distinct from previous then
		return jsonb_build_object('is_intact', false, 'checked', checked, 'first_broken_id', checked + 1);
	end if;
	return jsonb_build_object('is_intact', true, 'checked', checked, 'first_broken_id', null);
end;
$$;
comment on function public.verify_audit_chain() is
	'{"is_intact", "checked", "first_broken_id"}; PT403 unless auditor or admin. first_broken_id is the first id that is '
	'changed, missing or out of order.';
revoke all on function public.verify_audit_chain() from public, anon, authenticated, service_role;
grant execute on function public.verify_audit_chain() to authenticated;

create function private.refuse_change() returns trigger
language plpgsql set search_path = ''
as $$
begin
	raise exception '% is append-only', tg_table_name using errcode = '42501';
end;
$$;
comment on function private.refuse_change() is 'Trigger of append-only tables; holds for the owner too.';
revoke all on function private.refuse_change() from public, anon, authenticated, service_role;

create trigger audit_log_is_append_only before update or delete or truncate on public.audit_log
	for each statement execute function private.refuse_change();
comment on trigger audit_log_is_append_only on public.audit_log is
	'Refuses every role. A superuser can switch triggers off; the chain then shows the edit.';
