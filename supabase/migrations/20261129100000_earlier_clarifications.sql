create function public.read_earlier_clarifications(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
	if p_application is null or p_application not in (select private.my_application_ids()) then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return (
		select coalesce(jsonb_agg(jsonb_build_object(
			'id', c.id, 'asked_at', c.asked_at, 'due_on', c.due_on, 'items', c.items, 'message', c.message,
			'message_language', c.message_language, 'message_de', c.message_de, 'answered_at', c.answered_at,
			'answers', (
				select coalesce(jsonb_agg(jsonb_build_object('id', i.item ->> 'id', 'text', s.form ->> ('answers.' || (i.item ->> 'id')))), '[]')
				from jsonb_array_elements(c.items) i (item)
				where s.form ? ('answers.' || (i.item ->> 'id'))
			)
		) order by c.asked_at desc), '[]')
		from public.clarifications c
		-- What was sent, never what was only written: the last version has the answers of all before it.
		cross join lateral (
			select v.snapshot -> 'form' as form from public.submissions v
			where v.application_id = c.application_id order by v.version desc limit 1
		) s
		where c.application_id = p_application and c.closed_at is not null
	);
end;
$$;
comment on function public.read_earlier_clarifications(uuid) is
	'[{"id", "asked_at", "due_on", "items", "message", "message_language", "message_de", "answered_at", "answers": [{"id", '
	'"text"}]}], the newest first, for the people of the application: what the office asked before, not who asked, and what '
	'was answered to its questions. answered_at is null where it was taken back. PT404 not_found.';
revoke all on function public.read_earlier_clarifications(uuid) from public, anon, authenticated, service_role;
grant execute on function public.read_earlier_clarifications(uuid) to authenticated;
