-- The rules of the whole form, for the fields of private.form_fields. Each function names its twin in core.
create function private.with_plain_blanks(p_text text) returns text
language plpgsql immutable set search_path = ''
as $$
begin
	return regexp_replace(p_text, E'[\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF]', ' ', 'g');
end;
$$;
comment on function private.with_plain_blanks(text) is
	'Postgres'' \s knows fewer blanks than that of JavaScript; a phone number with a pasted no-break space is one on both sides.';
revoke all on function private.with_plain_blanks(text) from public, anon, authenticated, service_role;

create function private.text_problem(
	p_path text, p_text text, p_field private.form_fields, p_round public.funding_rounds
) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
	return case
		-- Line breaks and tabs are writing; everything else below U+0020 breaks letters and exports.
		when p_text ~ E'[\\x01-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]' then private.problem(p_path, 'control_characters')
		when length(p_text) > p_field.longest
			then private.problem(p_path, 'too_long', jsonb_build_object('max', p_field.longest))
		when p_field.kind = 'email' and (length(p_text) > 254 or p_text !~ '^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$')
			then private.problem(p_path, 'not_an_email')
		when p_field.kind = 'phone' and (
			p_text !~ '^\+?[0-9\s()/.-]{5,30}$'
			or length(regexp_replace(p_text, '[^0-9]', '', 'g')) not between 5 and 15
		) then private.problem(p_path, 'not_a_phone')
		when p_field.kind = 'postal_code' and p_text !~ '^[0-9]{5}$' then private.problem(p_path, 'not_a_postal_code')
		when p_field.kind = 'iban' and not private.is_iban(p_text) then private.problem(p_path, 'not_an_iban')
		when p_field.kind = 'date' and private.form_date(to_jsonb(p_text)) is null then private.problem(p_path, 'not_a_date')
		when p_field.kind = 'time' and p_text !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' then private.problem(p_path, 'not_a_time')
		when p_field.kind = 'year' and (
			p_text !~ '^[0-9]{4}$' or p_text not between '1800' and to_char(p_round.project_from, 'YYYY')
		) then private.problem(p_path, 'not_a_year')
		when p_field.kind = 'web_address' and p_text !~* '^(https?://)?[^\s/@]+\.[^\s/@.]{2,}(/\S*)?$'
			then private.problem(p_path, 'not_a_web_address')
	end;
end;
$$;
comment on function private.text_problem(text, text, private.form_fields, public.funding_rounds) is
	'textFinding of core/application/rules.ts.';
revoke all on function private.text_problem(text, text, private.form_fields, public.funding_rounds)
	from public, anon, authenticated, service_role;

create function private.number_problem(p_path text, p_value jsonb, p_field private.form_fields) returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
	return case
		-- A text here is one that was not understood when it was typed.
		when jsonb_typeof(p_value) <> 'number'
			then private.problem(p_path, case p_field.kind when 'count' then 'not_a_number' else 'not_an_amount' end)
		when p_field.kind = 'count' then case
			when p_value::numeric <> trunc(p_value::numeric) then private.problem(p_path, 'not_whole')
			when p_value::numeric < p_field.fewest
				then private.problem(p_path, case p_field.fewest when 0 then 'not_a_number' else 'below_one' end)
		end
		when p_value::numeric <> trunc(p_value::numeric) or p_value::numeric < 0
			then private.problem(p_path, 'not_an_amount')
		when p_value::numeric > 999999999 then private.problem(p_path, 'amount_too_large')
		when p_value::numeric = 0 then private.problem(p_path, 'amount_zero')
	end;
end;
$$;
comment on function private.number_problem(text, jsonb, private.form_fields) is
	'countFinding and amountFinding of core/application/rules.ts; amounts are cents, at most 9,999,999.99 EUR. Core reads '
	'a text once more to name its fault better (below_one, not_whole, amount_too_large); a problem it is here as there.';
revoke all on function private.number_problem(text, jsonb, private.form_fields) from public, anon, authenticated, service_role;

create function private.choice_problem(
	p_path text, p_codes text[], p_field private.form_fields, p_round public.funding_rounds
) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
	of_round constant jsonb := case p_field.round_options
		when 'areas' then p_round.areas
		when 'districts' then p_round.districts
		when 'target_groups' then p_round.target_groups
		when 'cost_categories' then p_round.cost_categories
		when 'income_kinds' then p_round.income_kinds
	end;
begin
	if p_codes is null or not p_codes <@ coalesce(p_field.options, private.codes_of(of_round)) then
		return private.problem(p_path, 'unknown_choice');
	elsif exists (
		select from jsonb_array_elements(of_round) o
		where o.value ->> 'code' = any (p_codes) and o.value -> 'is_eligible' = 'false'
	) then
		return private.problem(p_path, 'category_not_eligible');
	end if;
	return null;
end;
$$;
comment on function private.choice_problem(text, text[], private.form_fields, public.funding_rounds) is
	'choiceFinding of core/application/rules.ts; no codes at all (null) are none that anybody knows.';
revoke all on function private.choice_problem(text, text[], private.form_fields, public.funding_rounds)
	from public, anon, authenticated, service_role;

create function private.field_problem(
	p_path text, p_value jsonb, p_field private.form_fields, p_is_required boolean, p_round public.funding_rounds
) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
	return case
		when p_field.kind = 'position' then null
		when private.is_absent(p_value) then case when p_is_required then private.problem(p_path, 'required') end
		when p_field.kind = 'codes' and jsonb_typeof(p_value) <> 'array' then private.problem(p_path, 'required')
		when p_field.kind = 'codes' then private.choice_problem(p_path, private.texts(p_value), p_field, p_round)
		when p_field.kind = 'choice' then private.choice_problem(
			p_path, case jsonb_typeof(p_value) when 'string' then array[p_value #>> '{}'] end, p_field, p_round
		)
		when p_field.kind in ('count', 'money') then private.number_problem(p_path, p_value, p_field)
		when jsonb_typeof(p_value) <> 'string' then private.problem(p_path, 'required')
		else private.text_problem(
			p_path, private.with_plain_blanks(private.trimmed(p_value #>> '{}')), p_field, p_round
		)
	end;
end;
$$;
comment on function private.field_problem(text, jsonb, private.form_fields, boolean, public.funding_rounds) is
	'findingFor of core/application/rules.ts: the most basic fault of one value, null when there is none.';
revoke all on function private.field_problem(text, jsonb, private.form_fields, boolean, public.funding_rounds)
	from public, anon, authenticated, service_role;

create or replace function private.is_absent(p_value jsonb) returns boolean
language plpgsql immutable set search_path = ''
as $$
begin
	return case jsonb_typeof(p_value)
		when 'string' then private.trimmed(regexp_replace(
			p_value #>> '{}', E'[\u061C\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]', '', 'g'
		)) = ''
		when 'array' then jsonb_array_length(p_value) = 0
		else p_value is null
	end;
end;
$$;

create or replace function private.trimmed(p_text text) returns text
language plpgsql immutable set search_path = ''
as $$
begin
	return btrim(p_text, E' \t\n\x0B\f\r\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF');
end;
$$;

create function private.contact_problems(p_form jsonb, p_asked text[]) returns setof jsonb
language plpgsql immutable set search_path = ''
as $$
begin
	if 'contact_email' = any (p_asked)
		and private.is_absent(p_form -> 'contact_email') and private.is_absent(p_form -> 'contact_phone')
	then
		return next private.problem('contact_email', 'email_or_phone');
	end if;
end;
$$;
comment on function private.contact_problems(jsonb, text[]) is 'One way to reach them is enough, and one there must be.';
revoke all on function private.contact_problems(jsonb, text[]) from public, anon, authenticated, service_role;

create function private.list_problems(p_form jsonb, p_round public.funding_rounds) returns setof jsonb
language plpgsql stable set search_path = ''
as $$
declare
	left_out constant text[] := private.texts(p_round.settings -> 'not_asked');
	-- A group that is no legal person names two, so that the city has somebody to hold to it.
	fewest_people constant int := case
		when p_form ->> 'legal_form' in ('initiative', 'unregistered_association') then 2 else 1
	end;
	lists constant text[] := array(select r.list from private.form_rows(p_form) r);
begin
	if not 'cost_lines' = any (lists) and not left_out && array['cost_lines', 'costs'] then
		return next private.problem('cost_lines', 'no_cost_lines');
	end if;
	if cardinality(array_positions(lists, 'responsible_persons')) < fewest_people
		and not left_out && array['responsible_persons', 'responsible']
	then
		return next private.problem('responsible_persons', 'too_few_people', jsonb_build_object('min', fewest_people));
	end if;
end;
$$;
comment on function private.list_problems(jsonb, public.funding_rounds) is
	'How many rows a list needs: a plan has costs, and somebody answers for the application (fewestResponsible of '
	'core/application/fields.ts).';
revoke all on function private.list_problems(jsonb, public.funding_rounds) from public, anon, authenticated, service_role;

create function private.product_problems(p_form jsonb, p_asked text[]) returns setof jsonb
language plpgsql immutable set search_path = ''
as $$
begin
	return query
	select private.problem(p.line || '.amount_cents', 'not_the_product')
	from private.form_rows(p_form) r
	cross join lateral (select r.list || '.' || r.id as line) p
	cross join lateral (
		select
			case jsonb_typeof(p_form -> (p.line || '.quantity')) when 'number'
				then (p_form -> (p.line || '.quantity'))::float8 end as quantity,
			private.whole_number(p_form -> (p.line || '.unit_cents')) as unit,
			private.whole_number(p_form -> (p.line || '.amount_cents')) as amount
	) n
	where r.list = 'cost_lines' and (p.line || '.amount_cents') = any (p_asked)
		and n.unit between 0 and 999999999 and n.amount between 0 and 999999999
		and n.quantity * n.unit <> n.amount;
end;
$$;
comment on function private.product_problems(jsonb, text[]) is
	'Two people on two devices can leave quantity, price and sum that disagree. Multiplied in doubles, as in JavaScript.';
revoke all on function private.product_problems(jsonb, text[]) from public, anon, authenticated, service_role;

drop function private.period_problems(jsonb, public.funding_rounds);
create function private.period_problems(p_form jsonb, p_asked text[], p_round public.funding_rounds) returns setof jsonb
language plpgsql stable set search_path = ''
as $$
begin
	return query
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
	) p (path, day)
	where p.path = any (p_asked);
end;
$$;
comment on function private.period_problems(jsonb, text[], public.funding_rounds) is
	'The project lies inside the period of the round. Yields null where all is well.';
revoke all on function private.period_problems(jsonb, text[], public.funding_rounds) from public, anon, authenticated, service_role;

create function private.positive_cents(p_value jsonb) returns bigint
language plpgsql immutable set search_path = ''
as $$
begin
	return case when private.whole_number(p_value) between 1 and 999999999 then private.whole_number(p_value) end;
end;
$$;
comment on function private.positive_cents(jsonb) is 'An amount that a sum can be made of, in cents; null for nothing, zero and words.';
revoke all on function private.positive_cents(jsonb) from public, anon, authenticated, service_role;

create or replace function private.plan_problems(p_form jsonb, p_round public.funding_rounds) returns setof jsonb
language plpgsql stable set search_path = ''
as $$
declare
	left_out constant text[] := private.texts(p_round.settings -> 'not_asked');
	requested constant bigint := private.positive_cents(p_form -> 'requested_cents');
	plan record;
begin
	if left_out && array['costs'] then
		return;
	end if;
	if requested > p_round.cap_cents then
		return next private.problem('requested_cents', 'above_cap', jsonb_build_object('cap_cents', p_round.cap_cents));
	elsif requested < p_round.min_cents then
		return next private.problem('requested_cents', 'below_minimum', jsonb_build_object('min_cents', p_round.min_cents));
	end if;
	select sum(case l.list when 'cost_lines' then l.cents else -l.cents end) - requested as difference,
		bool_and(l.cents is not null) and bool_or(l.list = 'cost_lines') and requested is not null as is_complete
	into plan
	from (
		select r.list, private.positive_cents(p_form -> (r.list || '.' || r.id || '.amount_cents')) as cents
		from private.form_rows(p_form) r
		where r.list in ('cost_lines', 'income_lines')
	) l;
	if plan.is_complete and plan.difference <> 0 and not left_out && array['cost_lines'] then
		return next private.problem(
			'requested_cents', 'plan_unbalanced', jsonb_build_object('difference_cents', plan.difference)
		);
	end if;
end;
$$;
comment on function private.plan_problems(jsonb, public.funding_rounds) is
	'Cost and funding plan. Whether it balances is only said when every amount is understood: a missing one is a problem of '
	'its own, and the difference would be a wrong sum.';

create or replace function private.declaration_problems(p_form jsonb, p_round public.funding_rounds) returns setof jsonb
language plpgsql stable set search_path = ''
as $$
begin
	return query
	select private.problem('declared.' || (d.value ->> 'code'), 'declaration_missing')
	from jsonb_array_elements(p_round.declarations) d
	where d.value -> 'is_required' = 'true'
		and p_form -> ('declared.' || (d.value ->> 'code')) is distinct from d.value -> 'version'
		and not private.texts(p_round.settings -> 'not_asked') && array['declarations'];
end;
$$;

create or replace function private.submission_problems(form jsonb, round public.funding_rounds) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
	asked constant text[] := array(select a.path from private.asked_fields(form, round.settings) a);
	also_required constant text[] := private.texts(round.settings -> 'also_required');
begin
	return (
		select coalesce(jsonb_agg(p.problem order by p.problem ->> 'path', p.problem ->> 'code'), '[]')
		from (
			select private.field_problem(
				a.path, form -> a.path, a.field, (a.field).is_required or a.path = any (also_required), round
			) as problem
			from private.asked_fields(form, round.settings) a
			union all select private.contact_problems(form, asked)
			union all select private.list_problems(form, round)
			union all select private.product_problems(form, asked)
			union all select private.period_problems(form, asked, round)
			union all select private.plan_problems(form, round)
			union all select private.declaration_problems(form, round)
		) p
		where p.problem is not null
	);
end;
$$;

-- The rules of the first form, which knew every field by heart.
drop function private.single_field_problems(jsonb, public.funding_rounds);
drop function private.field_problem(text, jsonb, text, boolean, int, text[]);
drop function private.text_problem(text, text, text, int);
drop function private.number_problem(text, jsonb, text);
