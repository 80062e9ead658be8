-- Whoever writes together sees which documents were taken out, and by whom: a helper could remove one unnoticed.
create or replace function public.application_people(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	most_changes constant int := 100;
	most_removed constant int := 20;
	application public.applications;
begin
	select a.* into application
	from public.applications a
	where a.id = p_application and a.id in (select private.my_application_ids());
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return jsonb_build_object(
		'me', (select m.may from public.my_applications() m where m.application_id = p_application),
		'people', (
			select jsonb_agg(jsonb_build_object(
				'id', p.id, 'email', p.email, 'role', p.role, 'until', p.until,
				'is_me', p.state = 'active' and p.id = auth.uid(), 'state', p.state
			) order by p.rank, p.email)
			from private.people_of(application) p
		),
		'changes', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'at', to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'email', c.email, 'paths', c.paths
			) order by c.at desc), '[]')
			from (
				-- Of every field the last change by each person: thirty saves of one paragraph are one line.
				select l.at, u.email::text as email, jsonb_agg(l.path order by l.path) as paths
				from (
					select d.actor_id, f.path, max(d.at) as at
					from public.draft_changes d
					cross join unnest(d.paths) f (path)
					where d.application_id = p_application
					group by d.actor_id, f.path
				) l
				left join auth.users u on u.id = l.actor_id
				group by l.at, l.actor_id, u.email
				order by l.at desc
				limit most_changes
			) c
		),
		'removed', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'at', to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'email', r.email, 'document', r.document
			) order by r.at desc), '[]')
			from (
				select l.at, u.email::text as email, f.document
				from public.files f
				join public.audit_log l on l.entity = 'file' and l.entity_id = f.id::text and l.action = 'file_removed'
				left join auth.users u on u.id = l.actor_id
				-- What never arrived was nobody else's to miss; documents of messages and proofs have their own places.
				where f.application_id = p_application and f.state = 'removed' and f.completed_at is not null
					and private.file_room(f.document) = 'application'
				order by l.at desc
				limit most_removed
			) r
		)
	);
end;
$$;
comment on function public.application_people(uuid) is
	'{"me": "send"|"write"|"read", "people": [{"id", "email", "role", "until", "is_me", "state"}], "changes": [{"at", '
	'"email" (null: the account is gone), "paths"}], "removed": [{"at", "email", "document" (its code; the name went with it)}]}, '
	'newest first, for everybody who can read the application. The id of an invited person is the invitation''s. PT404 not_found.';
