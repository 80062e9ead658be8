create function private.problem(p_path text, p_code text, p_params jsonb default '{}') returns jsonb
language sql immutable set search_path = ''
as $$
	select jsonb_build_object('path', p_path, 'code', p_code, 'params', p_params);
$$;
comment on function private.problem(text, text, jsonb) is 'One problem, in the shape the app draws beside the field.';
revoke all on function private.problem(text, text, jsonb) from public, anon, authenticated, service_role;

create function private.trimmed(p_text text) returns text
language sql immutable set search_path = ''
as $$
	select btrim(p_text, E' \t\n\x0B\f\r\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF');
$$;
comment on function private.trimmed(text) is 'Without surrounding white space, for the same characters as in JavaScript.';
revoke all on function private.trimmed(text) from public, anon, authenticated, service_role;

create function private.is_absent(p_value jsonb) returns boolean
language sql immutable set search_path = ''
as $$
	select case jsonb_typeof(p_value)
		when 'string' then private.trimmed(regexp_replace(
			p_value #>> '{}', E'[\u061C\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]', '', 'g'
		)) = ''
		when 'array' then jsonb_array_length(p_value) = 0
		else p_value is null
	end;
$$;
comment on function private.is_absent(jsonb) is
	'Nothing was written: no value, an empty list, or a text of blanks, zero-width and bidi marks alone.';
revoke all on function private.is_absent(jsonb) from public, anon, authenticated, service_role;

create function private.codes_of(p_options jsonb) returns text[]
language sql immutable set search_path = ''
as $$
	select array(select o.value ->> 'code' from jsonb_array_elements(p_options) o);
$$;
comment on function private.codes_of(jsonb) is 'Codes of an option list of a round.';
revoke all on function private.codes_of(jsonb) from public, anon, authenticated, service_role;

create function private.form_date(p_value jsonb) returns date
language plpgsql immutable set search_path = ''
as $$
begin
	if private.trimmed(p_value #>> '{}') ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
		return make_date(
			substr(private.trimmed(p_value #>> '{}'), 1, 4)::int, substr(private.trimmed(p_value #>> '{}'), 6, 2)::int, substr(private.trimmed(p_value #>> '{}'), 9, 2)::int
		);
	end if;
	return null;
exception when datetime_field_overflow then
	return null;
end;
$$;
comment on function private.form_date(jsonb) is 'A calendar date, or null for 31 February and anything that is no ISO date.';
revoke all on function private.form_date(jsonb) from public, anon, authenticated, service_role;

create function private.is_iban(p_text text) returns boolean
language plpgsql immutable strict set search_path = ''
as $$
declare
	compact constant text := upper(regexp_replace(p_text, '\s', '', 'g'));
	sign text;
	remainder int := 0;
begin
	if compact !~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$' or (compact like 'DE%' and length(compact) <> 22) then
		return false;
	end if;
	-- ISO 13616: country and check digits go to the end, letters count from A = 10, the whole modulo 97 is 1.
	foreach sign in array string_to_array(substr(compact, 5) || left(compact, 4), null) loop
		if sign ~ '[0-9]' then
			remainder := (remainder * 10 + sign::int) % 97;
		else
			remainder := (remainder * 100 + ascii(sign) - 55) % 97;
		end if;
	end loop;
	return remainder = 1;
end;
$$;
comment on function private.is_iban(text) is 'Shape and check digits; blanks and lower case are allowed.';
revoke all on function private.is_iban(text) from public, anon, authenticated, service_role;

create function private.text_problem(p_path text, p_text text, p_kind text, p_longest int) returns jsonb
language sql immutable set search_path = ''
as $$
	select case
		-- Line breaks and tabs are writing; everything else below U+0020 breaks letters and exports.
		when p_text ~ E'[\\x01-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]' then private.problem(p_path, 'control_characters')
		when length(p_text) > p_longest then private.problem(p_path, 'too_long', jsonb_build_object('max', p_longest))
		when p_kind = 'email' and (length(p_text) > 254 or p_text !~ '^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$')
			then private.problem(p_path, 'not_an_email')
		when p_kind = 'phone' and (
			p_text !~ '^\+?[0-9\s()/.-]{5,30}$'
			or length(regexp_replace(p_text, '[^0-9]', '', 'g')) not between 5 and 15
		) then private.problem(p_path, 'not_a_phone')
		when p_kind = 'postal_code' and p_text !~ '^[0-9]{5}$' then private.problem(p_path, 'not_a_postal_code')
		when p_kind = 'iban' and not private.is_iban(p_text) then private.problem(p_path, 'not_an_iban')
		when p_kind = 'date' and private.form_date(to_jsonb(p_text)) is null then private.problem(p_path, 'not_a_date')
	end;
$$;
comment on function private.text_problem(text, text, text, int) is 'textFinding of core/application/rules.ts.';
revoke all on function private.text_problem(text, text, text, int) from public, anon, authenticated, service_role;

create function private.number_problem(p_path text, p_value jsonb, p_kind text) returns jsonb
language sql immutable set search_path = ''
as $$
	select case
		-- A text here is one that was not understood when it was typed.
		when jsonb_typeof(p_value) <> 'number'
			then private.problem(p_path, case p_kind when 'count' then 'not_a_number' else 'not_an_amount' end)
		when p_kind = 'count' then case
			when p_value::numeric <> trunc(p_value::numeric) then private.problem(p_path, 'not_whole')
			when p_value::numeric < 1 then private.problem(p_path, 'below_one')
		end
		when p_value::numeric <> trunc(p_value::numeric) or p_value::numeric < 0
			then private.problem(p_path, 'not_an_amount')
		when p_value::numeric > 999999999 then private.problem(p_path, 'amount_too_large')
		when p_value::numeric = 0 then private.problem(p_path, 'amount_zero')
	end;
$$;
comment on function private.number_problem(text, jsonb, text) is
	'countFinding and amountFinding of core/application/rules.ts; amounts are cents, at most 9,999,999.99 EUR. Core reads '
	'a text once more to name its fault better (below_one, not_whole, amount_too_large); a problem it is here as there.';
revoke all on function private.number_problem(text, jsonb, text) from public, anon, authenticated, service_role;

create function private.field_problem(
	p_path text, p_value jsonb, p_kind text, p_is_required boolean, p_longest int default null, p_known text[] default null
) returns jsonb
language sql immutable set search_path = ''
as $$
	select case
		when private.is_absent(p_value) then case when p_is_required then private.problem(p_path, 'required') end
		when p_kind = 'codes' and jsonb_typeof(p_value) <> 'array' then private.problem(p_path, 'required')
		when p_kind = 'codes' then
			case when not (private.texts(p_value) <@ p_known) then private.problem(p_path, 'unknown_choice') end
		when p_kind = 'choice' then case
			when jsonb_typeof(p_value) <> 'string' or not (p_value #>> '{}' = any (p_known))
			then private.problem(p_path, 'unknown_choice')
		end
		when p_kind in ('count', 'money') then private.number_problem(p_path, p_value, p_kind)
		when jsonb_typeof(p_value) <> 'string' then private.problem(p_path, 'required')
		else private.text_problem(p_path, private.trimmed(p_value #>> '{}'), p_kind, p_longest)
	end;
$$;
comment on function private.field_problem(text, jsonb, text, boolean, int, text[]) is
	'findingFor of core/application/rules.ts: the most basic fault of one value, null when there is none.';
revoke all on function private.field_problem(text, jsonb, text, boolean, int, text[]) from public, anon, authenticated, service_role;

create function private.single_field_problems(p_form jsonb, p_round public.funding_rounds) returns setof jsonb
language sql immutable set search_path = ''
as $$
	select private.field_problem(f.path, p_form -> f.path, f.kind, f.is_required, f.longest, f.known)
	from (values
		('organisation_name', 'text', true, 200, null::text[]),
		('legal_form', 'choice', true, null, array[
			'registered_association', 'unregistered_association', 'initiative', 'non_profit_company', 'foundation',
			'religious_community', 'welfare_association', 'other'
		]),
		('non_profit', 'choice', true, null, array['yes', 'applied', 'no']),
		('street', 'text', false, 200, null),
		('postal_code', 'postal_code', false, null, null),
		('city', 'text', false, 100, null),
		('contact_first_name', 'text', true, 100, null),
		('contact_last_name', 'text', true, 100, null),
		('contact_email', 'email', false, null, null),
		('contact_phone', 'phone', false, null, null),
		('contact_language', 'choice', false, null, array[
			'de', 'de-simple', 'tr', 'ar', 'bg', 'ro', 'uk', 'ru', 'en', 'ku', 'fa', 'fr', 'pl'
		]),
		('project_title', 'text', true, 120, null),
		('project_summary', 'text', true, 500, null),
		('project_areas', 'codes', true, null, private.codes_of(p_round.areas)),
		('need', 'text', true, 1500, null),
		('aims', 'text', true, 1500, null),
		('empowerment', 'text', true, 1500, null),
		('prevention', 'text', true, 1500, null),
		('format', 'text', true, 2000, null),
		('period_start', 'date', true, null, null),
		('period_end', 'date', true, null, null),
		('district', 'choice', true, null, private.codes_of(p_round.districts)),
		('target_groups', 'codes', true, null, private.codes_of(p_round.target_groups)),
		('participants', 'count', true, null, null),
		('volunteers', 'count', true, null, null),
		('requested_cents', 'money', true, null, null),
		('iban', 'iban', false, null, null),
		('account_holder', 'text', false, 200, null),
		('input_tax', 'choice', true, null, array['not_entitled', 'entitled'])
	) f (path, kind, is_required, longest, known)
	union all
	select private.problem('contact_email', 'email_or_phone')
	where private.is_absent(p_form -> 'contact_email') and private.is_absent(p_form -> 'contact_phone');
$$;
comment on function private.single_field_problems(jsonb, public.funding_rounds) is
	'The fields of core/application/fields.ts, one by one. Yields null where all is well.';
revoke all on function private.single_field_problems(jsonb, public.funding_rounds) from public, anon, authenticated, service_role;

create function private.period_problems(p_form jsonb, p_round public.funding_rounds) returns setof jsonb
language sql immutable set search_path = ''
as $$
	select case
		when p.day not between p_round.project_from and p_round.project_until then private.problem(
			p.path, 'outside_period', jsonb_build_object('from', p_round.project_from, 'until', p_round.project_until)
		)
		when p.path = 'period_end' and p.day < private.form_date(p_form -> 'period_start')
			then private.problem(p.path, 'ends_before_start')
	end
	from (values
		('period_start', private.form_date(p_form -> 'period_start')),
		('period_end', private.form_date(p_form -> 'period_end'))
	) p (path, day);
$$;
comment on function private.period_problems(jsonb, public.funding_rounds) is 'The project lies inside the period of the round. Yields null where all is well.';
revoke all on function private.period_problems(jsonb, public.funding_rounds) from public, anon, authenticated, service_role;

create function private.plan_problems(p_form jsonb, p_round public.funding_rounds) returns setof jsonb
language plpgsql immutable set search_path = ''
as $$
declare
	requested constant jsonb := p_form -> 'requested_cents';
	line record;
	amount jsonb;
	cost_lines int := 0;
	is_understood boolean := jsonb_typeof(requested) = 'number' and private.number_problem('', requested, 'money') is null;
	difference numeric := 0;
begin
	if is_understood and requested::numeric > p_round.cap_cents then
		return next private.problem('requested_cents', 'above_cap', jsonb_build_object('cap_cents', p_round.cap_cents));
	elsif is_understood and requested::numeric < p_round.min_cents then
		return next private.problem('requested_cents', 'below_minimum', jsonb_build_object('min_cents', p_round.min_cents));
	end if;

	for line in
		select distinct split_part(k.key, '.', 1) as list, split_part(k.key, '.', 1) || '.' || split_part(k.key, '.', 2) as path
		from jsonb_each(p_form) k
		where (k.key like 'cost\_lines.%' or k.key like 'income\_lines.%') and not k.value in ('null', '""', '[]')
		order by 2
	loop
		amount := p_form -> (line.path || '.amount_cents');
		if line.list = 'cost_lines' then
			cost_lines := cost_lines + 1;
			return next coalesce(
				private.field_problem(line.path || '.category', p_form -> (line.path || '.category'), 'choice', true, null,
					private.codes_of(p_round.cost_categories)),
				case when exists (
					select from jsonb_array_elements(p_round.cost_categories) c
					where c.value ->> 'code' = p_form ->> (line.path || '.category') and c.value -> 'is_eligible' = 'false'::jsonb
				) then private.problem(line.path || '.category', 'category_not_eligible') end
			);
		else
			return next private.field_problem(line.path || '.kind', p_form -> (line.path || '.kind'), 'choice', true, null,
				private.codes_of(p_round.income_kinds));
		end if;
		return next private.field_problem(line.path || '.label', p_form -> (line.path || '.label'), 'text', false, 200);
		return next private.field_problem(line.path || '.amount_cents', amount, 'money', true);
		if jsonb_typeof(amount) = 'number' and private.number_problem('', amount, 'money') is null then
			difference := difference + case line.list when 'cost_lines' then 1 else -1 end * amount::numeric;
		else
			is_understood := false;
		end if;
	end loop;

	if cost_lines = 0 then
		return next private.problem('cost_lines', 'no_cost_lines');
	elsif is_understood and difference <> requested::numeric then
		return next private.problem(
			'requested_cents', 'plan_unbalanced', jsonb_build_object('difference_cents', difference - requested::numeric)
		);
	end if;
end;
$$;
comment on function private.plan_problems(jsonb, public.funding_rounds) is
	'Cost and funding plan. Whether it balances is only said when every amount is understood. Yields null where all is well.';
revoke all on function private.plan_problems(jsonb, public.funding_rounds) from public, anon, authenticated, service_role;

create function private.declaration_problems(p_form jsonb, p_round public.funding_rounds) returns setof jsonb
language sql immutable set search_path = ''
as $$
	select private.problem('declared.' || (d.value ->> 'code'), 'declaration_missing')
	from jsonb_array_elements(p_round.declarations) d
	where (d.value -> 'is_required') = 'true'::jsonb
		and (p_form ->> ('declared.' || (d.value ->> 'code'))) is distinct from d.value ->> 'version';
$$;
comment on function private.declaration_problems(jsonb, public.funding_rounds) is
	'Every required declaration was given, and for the text as it stands today.';
revoke all on function private.declaration_problems(jsonb, public.funding_rounds) from public, anon, authenticated, service_role;

create function private.submission_problems(form jsonb, round public.funding_rounds) returns jsonb
language sql immutable set search_path = ''
as $$
	select coalesce(jsonb_agg(p.problem order by p.problem ->> 'path', p.problem ->> 'code'), '[]')
	from (
		select private.single_field_problems(form, round) as problem
		union all select private.period_problems(form, round)
		union all select private.plan_problems(form, round)
		union all select private.declaration_problems(form, round)
	) p
	where p.problem is not null;
$$;
comment on function private.submission_problems(jsonb, public.funding_rounds) is
	'[{path, code, params}] sorted by path and code, empty when the application may be sent. The same rules as in core; '
	'there they help, here they hold.';
revoke all on function private.submission_problems(jsonb, public.funding_rounds) from public, anon, authenticated, service_role;
