insert into private.form_fields (section, name, kind, longest) values ('activities', 'quarter', 'text', 100);
insert into private.form_fields (section, name, kind, options, shown_if, shown_if_one_of) values
	('recognition', 'exemption_kind', 'choice', array['exemption', 'finding'], 'non_profit', array['yes']);

create or replace function private.round_settings_problems(p_round public.funding_rounds) returns setof jsonb
language sql immutable set search_path = ''
as $$
	select private.problem('settings.' || s.key, 'shape')
	from jsonb_each(p_round.settings) s
	where not coalesce(case
		when s.key in ('not_asked', 'also_required', 'quarters') then
			jsonb_typeof(s.value) = 'array' and not s.value @? '$[*] ? (@.type() != "string")'
		when s.key = 'signature' then s.value #>> '{}' in ('typed_name', 'signed_page')
		when s.key = 'offers_from_cents' then s.value = 'null' or private.is_integer_in(s.value, 1, 1000000000)
		when s.key = 'participants_per_volunteer' then s.value = 'null' or private.is_integer_in(s.value, 1, 1000)
		when s.key = 'postal_codes' then
			s.value ->> 'from' ~ '^[0-9]{5}$' and s.value ->> 'until' ~ '^[0-9]{5}$'
			and s.value ->> 'from' <= s.value ->> 'until'
		when s.key = 'usual_days' then
			jsonb_typeof(s.value) = 'object'
			and not exists (select from jsonb_each(s.value) d where not private.is_integer_in(d.value, 1, 365))
		when s.key in ('draft_retention_days', 'refused_retention_years', 'approved_retention_years') then
			private.is_integer_in(s.value, 1, 3650)
		when s.key = 'reviews_needed' then private.is_integer_in(s.value, 0, 20)
		when s.key = 'request_texts' then
			jsonb_typeof(s.value) = 'object' and not exists (
				select from jsonb_each(s.value) w
				where jsonb_typeof(w.value) <> 'object' or w.value - array['opening', 'closing'] <> '{}'
					or jsonb_typeof(w.value -> 'opening') is distinct from 'string' or length(w.value ->> 'opening') > 2000
					or jsonb_typeof(w.value -> 'closing') is distinct from 'string' or length(w.value ->> 'closing') > 2000
			)
		-- Settings other parts of the app bring along are theirs to judge.
		else true
	end, false);
$$;
