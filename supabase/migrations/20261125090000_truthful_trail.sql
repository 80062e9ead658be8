create function private.acting_role(p_role text) returns text
language sql stable security definer set search_path = ''
as $$
	select case
		when p_role in ('clerk', 'decider') then coalesce(
			(
				select m.role from public.staff_members m
				where m.user_id = (select auth.uid()) and m.is_active and m.role in ('clerk', 'decider')
				order by m.role = p_role desc
				limit 1
			),
			p_role
		)
		else p_role
	end;
$$;
comment on function private.acting_role(text) is
	'The role a person really holds, where a step asks for one of the office: a decider may do what a clerk may, but the '
	'trail must not say that a clerk did it.';
revoke all on function private.acting_role(text) from public, anon, authenticated, service_role;

create function private.name_acting_role() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	new.actor_role := private.acting_role(new.actor_role);
	return new;
end;
$$;
comment on function private.name_acting_role() is 'Before an entry is written and, in the audit log, hashed by write_audit.';
revoke all on function private.name_acting_role() from public, anon, authenticated, service_role;

create trigger status_event_details_name_the_role before insert on public.status_event_details
	for each row execute function private.name_acting_role();
comment on trigger status_event_details_name_the_role on public.status_event_details is 'See private.acting_role(text).';

create or replace function private.write_audit(
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
	entry.actor_role := private.acting_role(p_actor_role);
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

create function private.record_office_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
	-- A deleted row is told by what it was.
	row_data constant jsonb := to_jsonb(case tg_op when 'DELETE' then old else new end);
begin
	perform private.write_audit(
		case when auth.uid() is null then 'system' else 'admin' end,
		case tg_table_name
			when 'settings' then 'setting_changed'
			when 'staff_members' then 'staff_member_changed'
			else 'staff_invitation_changed'
		end,
		case tg_table_name
			when 'settings' then 'setting'
			when 'staff_members' then 'staff_member'
			else 'staff_invitation'
		end,
		coalesce(row_data ->> 'key', row_data ->> 'user_id', row_data ->> 'id'),
		jsonb_build_object('operation', lower(tg_op)) || case tg_table_name
			when 'settings' then jsonb_build_object('value', case when tg_op <> 'DELETE' then row_data -> 'value' end)
			when 'staff_members' then jsonb_build_object('role', row_data ->> 'role', 'is_active', row_data -> 'is_active')
			else jsonb_build_object('role', row_data ->> 'role')
		end
	);
	return null;
end;
$$;
comment on function private.record_office_change() is
	'Who works here, who is invited and how the clock stands decides what everything else is worth: each change is on '
	'record, whoever made it. No addresses, see public.audit_log.';
revoke all on function private.record_office_change() from public, anon, authenticated, service_role;

create trigger settings_are_audited after insert or update or delete on public.settings
	for each row execute function private.record_office_change();
comment on trigger settings_are_audited on public.settings is 'See private.record_office_change().';
create trigger staff_members_are_audited after insert or update or delete on public.staff_members
	for each row execute function private.record_office_change();
comment on trigger staff_members_are_audited on public.staff_members is 'See private.record_office_change().';
create trigger staff_invitations_are_audited after insert or delete on public.staff_invitations
	for each row execute function private.record_office_change();
comment on trigger staff_invitations_are_audited on public.staff_invitations is
	'See private.record_office_change(). Not on update: a claim writes its own entry.';
