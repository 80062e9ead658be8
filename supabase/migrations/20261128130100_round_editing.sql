create function private.locale_texts_problems(
	p_path text, p_texts jsonb, p_longest int, p_is_required boolean
) returns setof jsonb
language plpgsql immutable set search_path = ''
as $$
declare
	text record;
begin
	if p_texts is null or jsonb_typeof(p_texts) <> 'object' then
		if p_is_required then
			return next private.problem(p_path || '.de', 'required');
		elsif p_texts is not null then
			return next private.problem(p_path, 'shape');
		end if;
		return;
	end if;
	-- German is what binds and what every missing language falls back to.
	if p_is_required and private.is_absent(p_texts -> 'de') then
		return next private.problem(p_path || '.de', 'required');
	end if;
	for text in select e.key, e.value from jsonb_each(p_texts) e order by e.key loop
		if text.key !~ '^[a-z]{2}(-[a-z]{2,8})?$' or jsonb_typeof(text.value) <> 'string' then
			return next private.problem(p_path || '.' || text.key, 'shape');
		elsif length(text.value #>> '{}') > p_longest then
			return next private.problem(p_path || '.' || text.key, 'too_long', jsonb_build_object('max', p_longest));
		elsif text.value #>> '{}' ~ E'[\\x01-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]' then
			return next private.problem(p_path || '.' || text.key, 'control_characters');
		end if;
	end loop;
end;
$$;
comment on function private.locale_texts_problems(text, jsonb, int, boolean) is 'Problems of {locale: text}; German is the one that must be there.';
revoke all on function private.locale_texts_problems(text, jsonb, int, boolean) from public, anon, authenticated, service_role;

create function private.is_integer_in(p_value jsonb, p_from bigint, p_until bigint) returns boolean
language sql immutable set search_path = ''
as $$
	select case when jsonb_typeof(p_value) = 'number'
		then p_value::numeric = trunc(p_value::numeric) and p_value::numeric between p_from and p_until
		else false
	end;
$$;
comment on function private.is_integer_in(jsonb, bigint, bigint) is 'A whole number between two bounds; false for anything that is no number.';
revoke all on function private.is_integer_in(jsonb, bigint, bigint) from public, anon, authenticated, service_role;

create function private.options_problems(p_list text, p_options jsonb, p_round public.funding_rounds) returns setof jsonb
language plpgsql immutable set search_path = ''
as $$
declare
	item record;
	path text;
	seen text[] := '{}';
begin
	if jsonb_array_length(p_options) > 100 then
		return next private.problem(p_list, 'too_many', '{"max": 100}');
		return;
	end if;
	for item in select e.value, e.ordinality - 1 as place from jsonb_array_elements(p_options) with ordinality e loop
		path := p_list || '.' || item.place;
		if jsonb_typeof(item.value) <> 'object' then
			return next private.problem(path, 'shape');
			continue;
		end if;
		if coalesce(item.value ->> 'code', '') !~ '^[a-z][a-z0-9_]{0,39}$' then
			return next private.problem(path || '.code', 'code_invalid');
		elsif item.value ->> 'code' = any (seen) then
			return next private.problem(path || '.code', 'code_twice');
		end if;
		seen := seen || (item.value ->> 'code');
		if p_list = 'declarations' then
			return query select private.locale_texts_problems(path || '.texts', item.value -> 'texts', 4000, true);
			if coalesce(item.value ->> 'version', '') !~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$' then
				return next private.problem(path || '.version', 'version_invalid');
			end if;
		else
			return query select private.locale_texts_problems(path || '.labels', item.value -> 'labels', 300, true);
			return query select private.locale_texts_problems(path || '.hints', item.value -> 'hints', 1000, false);
		end if;
		if p_list in ('declarations', 'documents') and jsonb_typeof(item.value -> 'is_required') is distinct from 'boolean' then
			return next private.problem(path || '.is_required', 'shape');
		end if;
		if p_list = 'cost_categories' then
			if jsonb_typeof(item.value -> 'is_eligible') is distinct from 'boolean' then
				return next private.problem(path || '.is_eligible', 'shape');
			end if;
			if coalesce(item.value -> 'cap_cents', 'null') <> 'null'
				and not private.is_integer_in(item.value -> 'cap_cents', 1, p_round.total_budget_cents)
			then
				return next private.problem(path || '.cap_cents', 'amount_invalid');
			end if;
		end if;
		if p_list = 'criteria' and coalesce(item.value -> 'weight', 'null') <> 'null'
			and not private.is_integer_in(item.value -> 'weight', 1, 10)
		then
			return next private.problem(path || '.weight', 'weight_invalid');
		end if;
		if p_list = 'documents' and coalesce(item.value -> 'shown_if', 'null') <> 'null' and (
			coalesce(item.value #>> '{shown_if,path}', '') not in ('legal_form', 'non_profit', 'has_minors')
			or jsonb_typeof(item.value #> '{shown_if,is_one_of}') is distinct from 'array'
			or item.value #> '{shown_if,is_one_of}' = '[]'
			or item.value @? '$.shown_if.is_one_of[*] ? (@.type() != "string")'
		) then
			return next private.problem(path || '.shown_if', 'shape');
		end if;
	end loop;
end;
$$;
comment on function private.options_problems(text, jsonb, public.funding_rounds) is
	'Problems of one list of a round: codes once each, a German label, and what only this list has.';
revoke all on function private.options_problems(text, jsonb, public.funding_rounds) from public, anon, authenticated, service_role;

create function private.round_texts_problems(p_round public.funding_rounds) returns setof jsonb
language plpgsql immutable set search_path = ''
as $$
declare
	known constant text[] := array[
		'title', 'summary', 'purpose', 'who', 'what', 'how_much', 'when', 'needs', 'after', 'contact_note', 'interpreters'
	];
	part text;
begin
	foreach part in array known loop
		return query select private.locale_texts_problems(
			'texts.' || part,
			(
				select jsonb_object_agg(t.key, t.value -> part) from jsonb_each(p_round.texts) t
				where jsonb_typeof(t.value) = 'object' and t.value ? part
			),
			case when part in ('title', 'summary') then 300 else 5000 end,
			part not in ('contact_note', 'interpreters')
		);
	end loop;
	return query
		select private.problem('texts.' || t.key, 'shape') from jsonb_each(p_round.texts) t
		where t.key !~ '^[a-z]{2}(-[a-z]{2,8})?$'
			or case when jsonb_typeof(t.value) = 'object'
				then exists (select from jsonb_object_keys(t.value) k where not k = any (known)) else true end;
	return query select private.locale_texts_problems('contact.name', p_round.contact -> 'name', 300, true);
	return query
		select private.problem('contact.' || c.key, 'shape') from jsonb_each(p_round.contact) c
		where c.key <> 'name' and (
			c.key not in ('person', 'email', 'phone', 'address')
			or jsonb_typeof(c.value) not in ('string', 'null') or length(c.value #>> '{}') > 300
		);
	if coalesce(p_round.contact ->> 'email', '') <> ''
		and p_round.contact ->> 'email' !~ '^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$'
	then
		return next private.problem('contact.email', 'not_an_email');
	end if;
	if coalesce(p_round.contact ->> 'email', '') = '' and coalesce(p_round.contact ->> 'phone', '') = '' then
		return next private.problem('contact.email', 'email_or_phone');
	end if;
	return query
		select p from jsonb_each(p_round.assumptions) a
		cross join lateral private.locale_texts_problems('assumptions.' || a.key, a.value, 1000, true) p;
end;
$$;
comment on function private.round_texts_problems(public.funding_rounds) is 'Problems of texts, contact and assumptions. Yields null where all is well.';
revoke all on function private.round_texts_problems(public.funding_rounds) from public, anon, authenticated, service_role;

create function private.round_settings_problems(p_round public.funding_rounds) returns setof jsonb
language sql immutable set search_path = ''
as $$
	select private.problem('settings.' || s.key, 'shape')
	from jsonb_each(p_round.settings) s
	where not coalesce(case
		when s.key in ('not_asked', 'also_required') then
			jsonb_typeof(s.value) = 'array' and not s.value @? '$[*] ? (@.type() != "string")'
		when s.key = 'signature' then s.value #>> '{}' in ('typed_name', 'signed_page')
		when s.key = 'offers_from_cents' then s.value = 'null' or private.is_integer_in(s.value, 1, 1000000000)
		when s.key = 'postal_codes' then
			s.value ->> 'from' ~ '^[0-9]{5}$' and s.value ->> 'until' ~ '^[0-9]{5}$'
			and s.value ->> 'from' <= s.value ->> 'until'
		when s.key = 'usual_days' then
			jsonb_typeof(s.value) = 'object'
			and not exists (select from jsonb_each(s.value) d where not private.is_integer_in(d.value, 1, 365))
		when s.key in ('draft_retention_days', 'refused_retention_years', 'approved_retention_years') then
			private.is_integer_in(s.value, 1, 3650)
		-- Settings other parts of the app bring along are theirs to judge.
		else true
	end, false);
$$;
comment on function private.round_settings_problems(public.funding_rounds) is 'Problems of the settings this part knows.';
revoke all on function private.round_settings_problems(public.funding_rounds) from public, anon, authenticated, service_role;

create function private.round_problems(p_round public.funding_rounds) returns jsonb
language sql immutable set search_path = ''
as $$
	select coalesce(jsonb_agg(p), '[]') from (
		select private.problem(f.path, f.code) as p from (values
			(coalesce(p_round.slug, '') !~ '^[a-z0-9]+(-[a-z0-9]+)*$' or length(p_round.slug) > 60, 'slug', 'slug_invalid'),
			(coalesce(p_round.reference_prefix, '') !~ '^[A-Z][A-Z0-9]{1,11}$', 'reference_prefix', 'prefix_invalid'),
			(p_round.opens_at is null, 'opens_at', 'required'),
			(p_round.closes_at <= p_round.opens_at, 'closes_at', 'closes_before_opening'),
			(p_round.project_from is null, 'project_from', 'required'),
			(p_round.project_until is null, 'project_until', 'required'),
			(p_round.project_until < p_round.project_from, 'project_until', 'ends_before_start'),
			(coalesce(p_round.total_budget_cents, 0) not between 1 and 100000000000, 'total_budget_cents', 'amount_invalid'),
			(coalesce(p_round.min_cents, 0) < 1, 'min_cents', 'amount_invalid'),
			(coalesce(p_round.cap_cents, 0) < 1, 'cap_cents', 'amount_invalid'),
			(p_round.min_cents > p_round.cap_cents, 'min_cents', 'above_cap'),
			(p_round.cap_cents > p_round.total_budget_cents, 'cap_cents', 'above_total')
		) f (is_fault, path, code) where f.is_fault
		union all
		select private.problem(l.name, 'required') from (values
			('areas', p_round.areas), ('districts', p_round.districts), ('target_groups', p_round.target_groups),
			('cost_categories', p_round.cost_categories), ('income_kinds', p_round.income_kinds), ('criteria', p_round.criteria)
		) l (name, options) where l.options = '[]'
		union all
		select o.problem from (values
			('areas', p_round.areas), ('districts', p_round.districts), ('target_groups', p_round.target_groups),
			('cost_categories', p_round.cost_categories), ('income_kinds', p_round.income_kinds),
			('criteria', p_round.criteria), ('documents', p_round.documents), ('declarations', p_round.declarations)
		) l (name, options)
		cross join lateral private.options_problems(l.name, l.options, p_round) o (problem)
		union all
		select t from private.round_texts_problems(p_round) t
		union all
		select s from private.round_settings_problems(p_round) s
	) all_problems
	where p is not null;
$$;
comment on function private.round_problems(public.funding_rounds) is
	'Everything that keeps a round from being published, as problems with the path of the field; empty when there is nothing.';
revoke all on function private.round_problems(public.funding_rounds) from public, anon, authenticated, service_role;

create function private.broken_promises(p_before public.funding_rounds, p_after public.funding_rounds) returns setof jsonb
language sql stable security definer set search_path = ''
as $$
	with sent as (
		select a.form, a.areas, a.district, a.requested_cents
		from public.applications a where a.round_id = p_before.id and a.state not in ('draft', 'withdrawn')
	), used as (
		select 'areas' as list, unnest(s.areas) as code from sent s
		union select 'districts', s.district from sent s
		union select 'target_groups', unnest(private.texts(s.form -> 'target_groups')) from sent s
		union select case when f.key like 'cost%' then 'cost_categories' else 'income_kinds' end, f.value #>> '{}'
			from sent s cross join lateral jsonb_each(s.form) f
			where f.key like 'cost\_lines.%.category' or f.key like 'income\_lines.%.kind'
	)
	select private.problem(u.list, 'code_in_use', jsonb_build_object('code', u.code))
	from used u
	where exists (
		select from jsonb_array_elements(private.round_terms(p_before) -> u.list) o where o.value ->> 'code' = u.code
	) and not exists (
		select from jsonb_array_elements(private.round_terms(p_after) -> u.list) o where o.value ->> 'code' = u.code
	)
	union all
	select private.problem('cap_cents', 'below_requested', jsonb_build_object('cents', m.most))
	from (select max(s.requested_cents) as most from sent s) m
	where p_after.cap_cents < p_before.cap_cents and p_after.cap_cents < m.most
	union all
	-- Who agreed to a text agreed to that one: another text is another version.
	select private.problem('declarations', 'version_kept', jsonb_build_object('code', n.value ->> 'code'))
	from jsonb_array_elements(p_before.declarations) o
	join jsonb_array_elements(p_after.declarations) n
		on n.value ->> 'code' = o.value ->> 'code' and n.value ->> 'version' = o.value ->> 'version'
	where n.value #>> '{texts,de}' is distinct from o.value #>> '{texts,de}'
	union all
	select private.problem('reference_prefix', 'fixed') where p_after.reference_prefix <> p_before.reference_prefix and exists (select from sent)
	union all
	select private.problem('slug', 'fixed') where p_after.slug <> p_before.slug;
$$;
comment on function private.broken_promises(public.funding_rounds, public.funding_rounds) is
	'What may not change once a round is published: its address, codes somebody has chosen in what they sent, a cap below '
	'what somebody asked for, the German words of a declaration under the same version.';
revoke all on function private.broken_promises(public.funding_rounds, public.funding_rounds) from public, anon, authenticated, service_role;

create function private.locked_round(p_id uuid, p_revision int) returns public.funding_rounds
language plpgsql security definer set search_path = ''
as $$
declare
	round public.funding_rounds;
begin
	if not private.has_staff_role(array['admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select r.* into round from public.funding_rounds r where r.id = p_id for no key update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if round.revision is distinct from p_revision then
		raise sqlstate 'PT409' using message = 'round_moved_on';
	end if;
	return round;
end;
$$;
comment on function private.locked_round(uuid, int) is
	'A round for an admin who saw it as it is. PT403 not_allowed, PT404 not_found, PT409 round_moved_on.';
revoke all on function private.locked_round(uuid, int) from public, anon, authenticated, service_role;

create function public.change_round(p_id uuid, p_revision int, p_changes jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	editable constant text[] := array[
		'slug', 'reference_prefix', 'opens_at', 'closes_at', 'project_from', 'project_until', 'total_budget_cents',
		'min_cents', 'cap_cents', 'areas', 'districts', 'target_groups', 'cost_categories', 'income_kinds', 'declarations',
		'criteria', 'documents', 'texts', 'contact', 'settings', 'assumptions'
	];
	before constant public.funding_rounds := private.locked_round(p_id, p_revision);
	after public.funding_rounds;
	problems jsonb;
begin
	if before.status = 'archived' then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	if jsonb_typeof(p_changes) is distinct from 'object' or octet_length(p_changes::text) > 1000000
		or exists (select from jsonb_object_keys(p_changes) k where not k = any (editable))
	then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end if;
	begin
		after := jsonb_populate_record(before, p_changes);
		-- What is not even a list, a map or a date of the right kind is no round at all.
		problems := private.round_problems(after);
	exception when data_exception then
		raise sqlstate 'PT422' using message = 'payload_invalid';
	end;
	if before.status <> 'draft' then
		problems := problems || coalesce((select jsonb_agg(b) from private.broken_promises(before, after) b), '[]');
	else
		-- In preparation texts and lists may still be missing; only what could not be stored is refused.
		problems := coalesce((
			select jsonb_agg(p.value) from jsonb_array_elements(problems) p
			where p.value ->> 'code' <> 'required' or p.value ->> 'path' in ('opens_at', 'project_from', 'project_until')
		), '[]');
	end if;
	if exists (select from public.funding_rounds r where r.slug = after.slug and r.id <> p_id) then
		problems := problems || private.problem('slug', 'slug_taken');
	end if;
	if problems <> '[]' then
		raise sqlstate 'PT422' using message = 'round_invalid', detail = problems::text;
	end if;
	update public.funding_rounds r set
		slug = after.slug, reference_prefix = after.reference_prefix, opens_at = after.opens_at,
		closes_at = after.closes_at, project_from = after.project_from, project_until = after.project_until,
		total_budget_cents = after.total_budget_cents, min_cents = after.min_cents, cap_cents = after.cap_cents,
		areas = after.areas, districts = after.districts, target_groups = after.target_groups,
		cost_categories = after.cost_categories, income_kinds = after.income_kinds, declarations = after.declarations,
		criteria = after.criteria, documents = after.documents, texts = after.texts, contact = after.contact,
		settings = after.settings, assumptions = after.assumptions
	where r.id = p_id
	returning r.revision into after.revision;
	return jsonb_build_object('revision', after.revision);
exception
	when check_violation or not_null_violation then
		raise sqlstate 'PT422' using message = 'payload_invalid';
end;
$$;
comment on function public.change_round(uuid, int, jsonb) is
	'{"revision"}. p_changes: {column: value}, money in cents, moments with their zone, days as dates. For admins. A round '
	'that is published must stay whole and keep its promises; one in preparation may lack texts. PT403 not_allowed, PT404 '
	'not_found, PT409 round_moved_on | not_in_state (archived), PT422 round_invalid (detail: JSON array of {"path", "code", '
	'"params"}) | budget_exceeded | payload_invalid.';
revoke all on function public.change_round(uuid, int, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.change_round(uuid, int, jsonb) to authenticated;

create function public.copy_round(p_from uuid, p_slug text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	source public.funding_rounds;
	copy public.funding_rounds;
	old_year text;
	new_year text;
begin
	if not private.has_staff_role(array['admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select r.* into source from public.funding_rounds r where r.id = p_from;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if coalesce(p_slug, '') !~ '^[a-z0-9]+(-[a-z0-9]+)*$' or length(p_slug) > 60 then
		raise sqlstate 'PT422' using message = 'round_invalid', detail = jsonb_build_array(private.problem('slug', 'slug_invalid'))::text;
	end if;
	old_year := extract(year from source.project_from)::text;
	new_year := (extract(year from source.project_from) + 1)::text;
	copy := source;
	copy.id := gen_random_uuid();
	copy.slug := p_slug;
	copy.status := 'draft';
	copy.revision := 1;
	copy.created_at := private.now();
	copy.updated_at := private.now();
	-- A year later by the calendar of Berlin: midnight stays midnight across daylight saving.
	copy.opens_at := ((source.opens_at at time zone 'Europe/Berlin') + interval '1 year') at time zone 'Europe/Berlin';
	copy.closes_at := ((source.closes_at at time zone 'Europe/Berlin') + interval '1 year') at time zone 'Europe/Berlin';
	copy.project_from := source.project_from + interval '1 year';
	copy.project_until := source.project_until + interval '1 year';
	copy.texts := replace(source.texts::text, old_year, new_year)::jsonb;
	copy.assumptions := replace(source.assumptions::text, old_year, new_year)::jsonb;
	copy.declarations := replace(source.declarations::text, old_year || '-', new_year || '-')::jsonb;
	insert into public.funding_rounds select (copy).*;
	return jsonb_build_object('id', copy.id, 'slug', copy.slug, 'revision', copy.revision);
exception
	when unique_violation then
		raise sqlstate 'PT422' using message = 'round_invalid', detail = jsonb_build_array(private.problem('slug', 'slug_taken'))::text;
end;
$$;
comment on function public.copy_round(uuid, text) is
	'{"id", "slug", "revision"}: a round in preparation with everything of another one, a year later: dates, and the year '
	'where texts and versions of declarations name it. For admins. PT403, PT404, PT422 round_invalid (slug_invalid | '
	'slug_taken).';
revoke all on function public.copy_round(uuid, text) from public, anon, authenticated, service_role;
grant execute on function public.copy_round(uuid, text) to authenticated;

create function public.set_round_status(p_id uuid, p_revision int, p_to text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	round constant public.funding_rounds := private.locked_round(p_id, p_revision);
	moment constant timestamptz := private.now();
	problems jsonb;
	revision int;
begin
	if p_to = 'published' and round.status = 'draft' then
		problems := private.round_problems(round);
		if round.closes_at <= moment then
			problems := problems || private.problem('closes_at', 'already_past');
		end if;
		if problems <> '[]' then
			raise sqlstate 'PT422' using message = 'round_invalid', detail = problems::text;
		end if;
		update public.funding_rounds r set status = 'published' where r.id = p_id returning r.revision into revision;
	elsif p_to = 'closed' and round.status = 'published' and round.opens_at < moment
		and (round.closes_at is null or round.closes_at > moment)
	then
		update public.funding_rounds r set closes_at = moment where r.id = p_id returning r.revision into revision;
	elsif p_to = 'archived' and round.status = 'published' and round.closes_at <= moment then
		update public.funding_rounds r set status = 'archived' where r.id = p_id returning r.revision into revision;
	else
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	return jsonb_build_object('revision', revision);
end;
$$;
comment on function public.set_round_status(uuid, int, text) is
	'{"revision"}. published: a whole round in preparation; closed: an open round closes this very moment; archived: one '
	'whose deadline is over. For admins. PT403, PT404, PT409 round_moved_on | not_in_state, PT422 round_invalid.';
revoke all on function public.set_round_status(uuid, int, text) from public, anon, authenticated, service_role;
grant execute on function public.set_round_status(uuid, int, text) to authenticated;

create function public.round_problems(p_id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	round public.funding_rounds;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select r.* into round from public.funding_rounds r where r.id = p_id;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	return private.round_problems(round);
end;
$$;
comment on function public.round_problems(uuid) is
	'JSON array of {"path", "code", "params"}: what keeps a round from being published. For the office. PT403, PT404.';
revoke all on function public.round_problems(uuid) from public, anon, authenticated, service_role;
grant execute on function public.round_problems(uuid) to authenticated;
