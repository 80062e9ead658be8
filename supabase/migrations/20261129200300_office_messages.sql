create function private.tell_office(p_application public.applications, p_message uuid) returns void
language sql volatile security definer set search_path = ''
as $$
	insert into public.notifications (event, application_id, subject_id, recipient_id, email)
	select 'office_message', p_application.id, p_message, t.clerk, t.office
	from (
		select c.assigned_to as clerk, case when c.assigned_to is null then nullif(btrim(r.contact ->> 'email'), '') end as office
		from private.cases c join public.funding_rounds r on r.id = c.round_id
		where c.application_id = p_application.id
	) t
	where coalesce(t.clerk::text, t.office) is not null and not exists (
		select from public.notifications n join public.messages m on m.id = n.subject_id
		where n.event = 'office_message' and n.application_id = p_application.id and n.given_up_at is null
			and n.recipient_id is not distinct from t.clerk and n.email is not distinct from t.office and m.read_at is null
	);
$$;
comment on function private.tell_office(public.applications, uuid) is
	'A mail to whoever works on the case, or to the address of the office where nobody does: one for all messages of a case '
	'that lie there unread.';
revoke all on function private.tell_office(public.applications, uuid) from public, anon, authenticated, service_role;

create or replace function private.keep_message(
	p_application public.applications, p_id uuid, p_text text, p_files uuid[], p_is_from_office boolean
) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
	most_files constant int := 5;
	most_a_day constant int := 50;
	words constant text := btrim(p_text, E' \t\r\n');
	known public.messages;
begin
	if p_application.state = 'draft' then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if p_id is null or coalesce(words, '') = '' or length(words) > 4000 or cardinality(p_files) > most_files then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select m.* into known from public.messages m where m.id = p_id;
	if found then
		-- The answer was lost and it was sent again; somebody else's id, or other words under it, is nobody's message.
		if (known.application_id, known.author_id, known.text) is distinct from (p_application.id, auth.uid(), words) then
			raise sqlstate 'PT422' using message = 'payload_invalid';
		end if;
		return false;
	end if;
	if (
		select count(*) from public.messages m
		where m.application_id = p_application.id and m.author_id = auth.uid() and m.written_at > private.now() - interval '1 day'
	) >= most_a_day then
		raise sqlstate 'PT429' using message = 'too_many_attempts';
	end if;
	if exists (
		select from unnest(p_files) f (id) where not exists (
			select from public.files k
			where k.id = f.id and k.application_id = p_application.id and k.state = 'complete'
				and k.document = 'message' and k.created_by = auth.uid()
				and not exists (select from public.message_files o where o.file_id = k.id)
		)
	) then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	insert into public.messages (id, application_id, is_from_office, author_id, written_at, text)
	values (p_id, p_application.id, p_is_from_office, auth.uid(), private.now(), words);
	insert into public.message_files (file_id, message_id) select distinct f.id, p_id from unnest(p_files) f (id);
	if p_is_from_office then
		perform private.notify('message', p_application.id, p_id);
	else
		perform private.tell_office(p_application, p_id);
	end if;
	perform private.write_audit(
		case when p_is_from_office then 'clerk' else 'applicant' end, 'message_written', 'message', p_id::text,
		jsonb_build_object('application_id', p_application.id, 'files', coalesce(cardinality(p_files), 0))
	);
	return true;
end;
$$;

drop function public.write_office_message(uuid, uuid, text);
create function public.write_office_message(p_application uuid, p_id uuid, p_text text, p_files jsonb default '[]') returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	most_files constant int := 30;
	application constant public.applications := private.require_staff_for(p_application);
	attached uuid[];
begin
	if jsonb_typeof(p_files) is distinct from 'array' then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	select coalesce(array_agg((f.value ->> 'id')::uuid), '{}') into attached from jsonb_array_elements(p_files) f;
	-- A repetition finds the message and its documents there.
	if not exists (select from public.messages m where m.id = p_id) then
		if (
			select count(*) from public.files f
			where f.application_id = p_application and f.document = 'message' and f.state <> 'removed'
		) + cardinality(attached) > most_files then
			raise sqlstate 'PT422' using message = 'too_many_files', detail = jsonb_build_object('max', most_files)::text;
		end if;
		insert into public.files
			(id, application_id, document, name, size, sha256, media_type, announced_size, announced_sha256, received_bytes,
			storage_path, state, created_by, created_at, completed_at)
		select f.id, p_application, 'message', f.name, f.size, f.sha256, f.media_type, f.size, f.sha256, f.size,
			p_application || '/' || f.id || '/' || f.sha256, 'complete', auth.uid(), private.now(), private.now()
		from jsonb_to_recordset(p_files) f (id uuid, name text, size int, sha256 text, media_type text);
		perform private.write_audit(
			'clerk', 'file_completed', 'file', f.id::text,
			jsonb_build_object('application_id', p_application, 'document', f.document, 'sha256', f.sha256)
		) from public.files f where f.id = any (attached);
	end if;
	return jsonb_build_object('is_new', private.keep_message(application, p_id, p_text, attached, true));
exception
	when data_exception or check_violation or not_null_violation or unique_violation then
		raise sqlstate 'PT422' using message = 'payload_invalid';
end;
$$;
comment on function public.write_office_message(uuid, uuid, text, jsonb) is
	'{"is_new"}: the office writes, and the applicants get a mail that says so. p_files: [{"id", "name", "size", "sha256", '
	'"media_type"}], at most 5, whose bytes our server has judged and put into the bucket; nobody else can write there. PT403 '
	'not_allowed, PT404 not_found, PT409 conflict_of_interest | not_in_state, PT422 payload_invalid | too_many_files, PT429 '
	'too_many_attempts.';
revoke all on function public.write_office_message(uuid, uuid, text, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.write_office_message(uuid, uuid, text, jsonb) to authenticated;

create or replace function public.claim_notifications(p_limit int) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	most constant int := 50;
	lease constant interval := interval '2 minutes';
	longest_wait constant interval := interval '14 days';
	-- The real clock: an overridden one would stand still, and with it every lease.
	moment constant timestamptz := clock_timestamp();
	claimed jsonb;
begin
	update public.notifications set given_up_at = moment
	where sent_at is null and given_up_at is null and due_at <= moment and created_at < moment - longest_wait;
	with due as (
		select n.id from public.notifications n
		where n.sent_at is null and n.given_up_at is null and n.due_at <= moment
		order by n.due_at, n.id
		limit least(p_limit, most)
		for update skip locked
	), mine as (
		update public.notifications n set attempts = n.attempts + 1, due_at = moment + lease
		from due where n.id = due.id
		returning n.id, n.attempts, n.event, n.application_id, n.subject_id, n.recipient_id, n.email
	)
	select coalesce(jsonb_agg(jsonb_build_object(
		'id', c.id,
		'attempt', c.attempts,
		'event', c.event,
		'email', coalesce(c.email, u.email),
		'application_id', c.application_id,
		'reference_number', a.reference_number,
		'locale', coalesce(i.locale, a.form ->> 'contact_language', 'de'),
		-- Who has left meanwhile, or was never to come, is told nothing.
		'is_wanted', case c.event
			when 'invitation' then i.claimed_at is null and i.revoked_at is null
			when 'staff_invitation' then coalesce(s.claimed_at is null and s.expires_at > private.now(), false)
			when 'office_message' then (c.recipient_id is null or private.may_work(c.recipient_id))
				and exists (select from public.messages w where w.id = c.subject_id and w.read_at is null)
			else exists (
				select from public.organisation_members m
				where m.organisation_id = a.organisation_id and m.user_id = c.recipient_id
			)
		end,
		'invitation', case when c.event = 'invitation' then jsonb_build_object(
			'role', i.role, 'until', i.until, 'inviter', v.email
		) end
	) order by c.id), '[]') into claimed
	from mine c
	left join auth.users u on u.id = c.recipient_id
	left join public.applications a on a.id = c.application_id
	left join public.invitations i on i.id = c.subject_id and c.event = 'invitation'
	left join public.staff_invitations s on s.id = c.subject_id and c.event = 'staff_invitation'
	left join auth.users v on v.id = i.invited_by;
	return claimed;
end;
$$;
