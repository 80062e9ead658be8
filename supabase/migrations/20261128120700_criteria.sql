comment on column public.funding_rounds.criteria is
	'[{"code", "labels": {locale: text}, "weight"}]: what the assessment asks, 0 to 3 points each; weight is a whole number, 1 '
	'where there is none.';

-- Weights the city has not given: said so in `assumptions`. Rounds whose criteria somebody has weighed already stay as they are.
update public.funding_rounds r set
	criteria = (
		select jsonb_agg(c.value || jsonb_build_object('weight', case c.value ->> 'code'
			when 'empowerment' then 3 when 'prevention' then 3 when 'target_group' then 2 when 'volunteering' then 2 else 1 end)
			order by c.ordinality)
		from jsonb_array_elements(r.criteria) with ordinality c
	),
	settings = '{"reviews_needed": 1}'::jsonb || r.settings,
	updated_at = now()
where r.slug ~ '^kofei-\d{4}$' and jsonb_array_length(r.criteria) > 0
	and not exists (select from jsonb_array_elements(r.criteria) c where c.value ? 'weight');

comment on column public.funding_rounds.settings is
	'All optional. not_asked: sections, fields and row lists left out; also_required: fields that are of free will elsewhere; '
	'signature: typed_name (as without it) or signed_page; offers_from_cents; postal_codes {from, until}; usual_days {state: '
	'days}; reviews_needed: assessments a decision needs; request_texts {locale: {opening, closing}}: what a request for missing '
	'items begins and ends with; draft_retention_days, refused_retention_years, approved_retention_years.';
