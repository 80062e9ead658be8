create table private.form_fields (
	list text,
	name text not null,
	section text,
	kind text not null,
	is_required boolean not null default false,
	longest integer,
	fewest integer not null default 1,
	options text[],
	round_options text,
	shown_if text,
	shown_if_one_of text[],
	is_companion boolean not null default false,
	unique nulls not distinct (list, name)
);
comment on table private.form_fields is
	'Everything a form may hold, compared by a test with src/lib/core/application/fields.ts. A later field is a later row. '
	'The functions that read it are in plpgsql where they run for a whole form: it keeps their plans.';
comment on column private.form_fields.list is 'Row list whose column this is; null for a single field and for a companion.';
comment on column private.form_fields.longest is 'Most characters of a text.';
comment on column private.form_fields.fewest is 'Smallest count: 1, or 0 where nobody is an answer too.';
comment on column private.form_fields.options is 'Codes to choose from, where they are the same in every round.';
comment on column private.form_fields.round_options is 'Column of funding_rounds with the codes to choose from.';
comment on column private.form_fields.shown_if is
	'Asked only where the answer to this field (in a row: this column of the same row) is one of shown_if_one_of.';
comment on column private.form_fields.is_companion is
	'Stands beside every long answer, under <name>.<path of the answer>: its language, its German version, who made that.';

alter table private.form_fields add constraint form_fields_known_kinds check (kind in (
	'text', 'long', 'email', 'phone', 'postal_code', 'iban', 'date', 'time', 'year', 'web_address', 'choice', 'codes', 'count',
	'money', 'position'
));
alter table private.form_fields add constraint form_fields_have_options
	check ((kind in ('choice', 'codes')) = (num_nonnulls(options, round_options) = 1));
alter table private.form_fields add constraint form_fields_whole_conditions check (num_nonnulls(shown_if, shown_if_one_of) <> 1);
alter table private.form_fields add constraint form_fields_have_a_section check (is_companion = (section is null));

revoke all on private.form_fields from public, anon, authenticated, service_role;
alter table private.form_fields enable row level security;

insert into private.form_fields (section, name, kind, is_required, longest) values
	('organisation', 'organisation_name', 'text', true, 200),
	('organisation', 'street', 'text', true, 200),
	('organisation', 'postal_code', 'postal_code', true, null),
	('organisation', 'city', 'text', true, 100),
	('organisation', 'founded_year', 'year', false, null),
	('organisation', 'website', 'web_address', false, 200),
	('recognition', 'org_volunteers', 'count', true, null),
	('contact', 'contact_first_name', 'text', true, 100),
	('contact', 'contact_last_name', 'text', true, 100),
	('contact', 'contact_email', 'email', false, null),
	('contact', 'contact_phone', 'phone', false, null),
	('project', 'project_title', 'text', true, 120),
	('project', 'project_summary', 'long', true, 500),
	('goals', 'need', 'long', true, 1500),
	('goals', 'aims', 'long', true, 1500),
	('impact', 'empowerment', 'long', true, 1500),
	('impact', 'prevention', 'long', true, 1500),
	('activities', 'format', 'long', true, 2000),
	('activities', 'period_start', 'date', true, null),
	('activities', 'period_end', 'date', true, null),
	('activities', 'venue', 'text', false, 200),
	('people', 'participants', 'count', true, null),
	('people', 'volunteers', 'count', true, null),
	('people', 'participation', 'long', false, 1000),
	('quality', 'publicity', 'long', false, 1000),
	('quality', 'accessibility', 'long', false, 1000),
	('quality', 'sustainability', 'long', false, 1000),
	('costs', 'requested_cents', 'money', true, null),
	('bank', 'iban', 'iban', false, null),
	('bank', 'account_holder', 'text', false, 200),
	('bank', 'bank_name', 'text', false, 100),
	('declarations', 'signed_name', 'text', true, 200);

insert into private.form_fields (section, name, kind, fewest) values
	('recognition', 'org_employees', 'count', 0),
	('recognition', 'org_freelancers', 'count', 0),
	('people', 'newcomers', 'count', 0);

insert into private.form_fields (section, name, kind, is_required, options) values
	('organisation', 'legal_form', 'choice', true, array[
		'registered_association', 'unregistered_association', 'initiative', 'non_profit_company', 'foundation',
		'religious_community', 'welfare_association', 'other'
	]),
	('organisation', 'migrant_organisation', 'choice', false, array['yes', 'no', 'not_said']),
	('recognition', 'non_profit', 'choice', true, array['yes', 'applied', 'no']),
	('contact', 'contact_channel', 'choice', false, array['email', 'phone']),
	('contact', 'contact_language', 'choice', false, array[
		'de', 'de-simple', 'tr', 'ar', 'bg', 'ro', 'uk', 'ru', 'en', 'ku', 'fa', 'fr', 'pl'
	]),
	('contact', 'contact_interpreter', 'choice', false, array['yes', 'no']),
	('contact', 'contact_authorised', 'choice', true, array['yes', 'no']),
	('responsible', 'signing', 'choice', false, array['alone', 'jointly']),
	('project', 'project_is_new', 'choice', true, array['new', 'existing']),
	('impact', 'protective_factors', 'codes', false, array[
		'self_efficacy', 'belonging', 'dialogue', 'democracy_knowledge', 'media_literacy', 'places_to_turn_to'
	]),
	('activities', 'offer_languages', 'codes', false, array[
		'de', 'de-simple', 'tr', 'ar', 'bg', 'ro', 'uk', 'ru', 'en', 'ku', 'fa', 'fr', 'pl'
	]),
	('people', 'has_minors', 'choice', true, array['yes', 'no']),
	('declarations', 'input_tax', 'choice', true, array['not_entitled', 'entitled']);

insert into private.form_fields (section, name, kind, is_required, round_options) values
	('organisation', 'seat_district', 'choice', false, 'districts'),
	('project', 'project_areas', 'codes', true, 'areas'),
	('activities', 'district', 'choice', true, 'districts'),
	('people', 'target_groups', 'codes', true, 'target_groups');

insert into private.form_fields (section, name, kind, is_required, longest, options, shown_if, shown_if_one_of) values
	('organisation', 'register_court', 'text', true, 100, null, 'legal_form', array['registered_association']),
	('organisation', 'register_number', 'text', true, 40, null, 'legal_form', array['registered_association']),
	('recognition', 'exemption_date', 'date', true, null, null, 'non_profit', array['yes']),
	('recognition', 'tax_office', 'text', false, 100, null, 'non_profit', array['yes']),
	('recognition', 'tax_number', 'text', false, 40, null, 'non_profit', array['yes']),
	('people', 'child_protection', 'choice', true, null, array['have_concept', 'certificates', 'needs_help'],
		'has_minors', array['yes']);

insert into private.form_fields (list, section, name, kind, is_required, longest, options, round_options, shown_if, shown_if_one_of)
values
	('responsible_persons', 'responsible', 'first_name', 'text', true, 100, null, null, null, null),
	('responsible_persons', 'responsible', 'last_name', 'text', true, 100, null, null, null, null),
	('responsible_persons', 'responsible', 'role', 'text', false, 100, null, null, null, null),
	('events', 'activities', 'date', 'date', true, null, null, null, null, null),
	('events', 'activities', 'time', 'time', false, null, null, null, null, null),
	('events', 'activities', 'place', 'text', false, 200, null, null, null, null),
	('partners', 'quality', 'name', 'text', true, 200, null, null, null, null),
	('partners', 'quality', 'contribution', 'text', false, 300, null, null, null, null),
	('cost_lines', 'costs', 'category', 'choice', true, null, null, 'cost_categories', null, null),
	('cost_lines', 'costs', 'label', 'text', false, 200, null, null, null, null),
	('cost_lines', 'costs', 'quantity', 'count', false, null, null, null, null, null),
	('cost_lines', 'costs', 'unit_cents', 'money', false, null, null, null, null, null),
	('cost_lines', 'costs', 'amount_cents', 'money', true, null, null, null, null, null),
	('income_lines', 'costs', 'kind', 'choice', true, null, null, 'income_kinds', null, null),
	('income_lines', 'costs', 'label', 'text', false, 200, null, null, null, null),
	('income_lines', 'costs', 'grant_status', 'choice', true, null, array['applied', 'granted'], null, 'kind',
		array['public_grant']),
	('income_lines', 'costs', 'grant_reference', 'text', false, 100, null, null, 'kind', array['public_grant']),
	('income_lines', 'costs', 'amount_cents', 'money', true, null, null, null, null, null);

-- Orders the rows; nothing a person fills in.
insert into private.form_fields (list, section, name, kind)
select distinct f.list, f.section, 'position', 'position' from private.form_fields f where f.list is not null;

insert into private.form_fields (is_companion, name, kind, longest, options) values
	(true, 'text_language', 'choice', null, array[
		'de', 'tr', 'ar', 'bg', 'ro', 'uk', 'ru', 'en', 'ku', 'fa', 'fr', 'pl', 'other'
	]),
	(true, 'german', 'long', 4000, null),
	(true, 'german_by', 'choice', null, array['self', 'interpreter', 'device']);

create function private.companion_paths(p_path text) returns text[]
language sql stable set search_path = ''
as $$
	select array(
		select c.name || '.' || f.name
		from private.form_fields c
		join private.form_fields f on f.name = p_path and f.kind = 'long' and f.list is null and not f.is_companion
		where c.is_companion
	);
$$;
comment on function private.companion_paths(text) is
	'Paths of the language, the German version and its maker beside a long answer; empty for every other path.';
revoke all on function private.companion_paths(text) from public, anon, authenticated, service_role;

create or replace function private.is_form_path(p_path text) returns boolean
language sql stable set search_path = ''
as $$
	select case cardinality(s.steps)
		when 1 then exists (
			select from private.form_fields f where f.list is null and f.name = p_path and not f.is_companion
		)
		when 2 then p_path ~ '^(declared\.[a-z][a-z_]{0,39}|answers\.[a-z0-9]{8})$'
			or p_path = any (private.companion_paths(s.steps[2]))
		when 3 then s.steps[2] ~ '^[a-z0-9]{8}$' and exists (
			select from private.form_fields f where f.list = s.steps[1] and f.name = s.steps[3]
		)
		else false
	end
	from (select string_to_array(p_path, '.') as steps) s;
$$;
comment on function private.is_form_path(text) is
	'isKnownPath of core/application/fields.ts: the paths a form may hold. Declarations are named by the round and answers '
	'by the question of a clarification, so any such code is accepted here.';

create function private.section_of(p_path text) returns text
language sql stable set search_path = ''
as $$
	select case
		when p_path like 'declared.%' then 'declarations'
		else (
			select f.section
			from private.form_fields f
			where f.list = split_part(p_path, '.', 1) or (f.list is null and not f.is_companion and f.name = (
				select case when p_path = any (private.companion_paths(s.of)) then s.of else p_path end
				from (select split_part(p_path, '.', 2) as of) s
			))
			limit 1
		)
	end;
$$;
comment on function private.section_of(text) is 'sectionOf of core/application/fields.ts, also for the name of a list; null where no section has it.';
revoke all on function private.section_of(text) from public, anon, authenticated, service_role;

create or replace function private.texts(p_value jsonb) returns text[]
language plpgsql immutable set search_path = ''
as $$
begin
	if jsonb_typeof(p_value) is distinct from 'array' then
		return '{}';
	end if;
	return array(select e.value from jsonb_array_elements_text(p_value) with ordinality e order by e.ordinality);
end;
$$;

create function private.is_one_of(p_answer jsonb, p_codes text[]) returns boolean
language plpgsql immutable set search_path = ''
as $$
begin
	return case jsonb_typeof(p_answer)
		when 'string' then p_answer #>> '{}' = any (p_codes)
		when 'array' then private.texts(p_answer) && p_codes
		else false
	end;
end;
$$;
comment on function private.is_one_of(jsonb, text[]) is 'A condition is met by the answer itself or by one of several codes.';
revoke all on function private.is_one_of(jsonb, text[]) from public, anon, authenticated, service_role;

create function private.form_rows(p_form jsonb) returns table (list text, id text)
language plpgsql immutable set search_path = ''
as $$
begin
	return query
	select distinct s.steps[1], s.steps[2]
	from (select string_to_array(k.key, '.') as steps from jsonb_each(p_form) k where k.value not in ('null', '""', '[]')) s
	where cardinality(s.steps) = 3;
end;
$$;
comment on function private.form_rows(jsonb) is 'The rows of a form: one exists while any of its columns has a value.';
revoke all on function private.form_rows(jsonb) from public, anon, authenticated, service_role;

create function private.asked_fields(p_form jsonb, p_settings jsonb) returns table (path text, field private.form_fields)
language plpgsql stable set search_path = ''
as $$
declare
	left_out constant text[] := private.texts(p_settings -> 'not_asked');
	signature constant text := coalesce(p_settings ->> 'signature', 'typed_name');
begin
	return query
	with single as (
		select f.name, f.kind, f as field
		from private.form_fields f
		where f.list is null and not f.is_companion and not left_out && array[f.name, f.section]
			and (f.name <> 'signed_name' or signature = 'typed_name')
			and (f.shown_if is null or private.is_one_of(p_form -> f.shown_if, f.shown_if_one_of))
	)
	select s.name, s.field from single s
	union all
	-- Beside every long answer: its language, and for another one than German also the German version.
	select c.name || '.' || s.name, c
	from single s
	join private.form_fields c on c.is_companion
	where s.kind = 'long' and (
		c.name = 'text_language' or coalesce(p_form -> ('text_language.' || s.name), '"de"') not in ('"de"', '""', '[]')
	)
	union all
	select r.list || '.' || r.id || '.' || f.name, f
	from private.form_rows(p_form) r
	join private.form_fields f on f.list = r.list
	where not left_out && array[f.list, f.section] and (
		f.shown_if is null
		or private.is_one_of(p_form -> (r.list || '.' || r.id || '.' || f.shown_if), f.shown_if_one_of)
	);
end;
$$;
comment on function private.asked_fields(jsonb, jsonb) is
	'askedFields and askedColumns of core/application/asked.ts: what is asked for after these answers in a round with '
	'these settings. A setting that is absent leaves nothing out.';
revoke all on function private.asked_fields(jsonb, jsonb) from public, anon, authenticated, service_role;

create function private.pruned_form(p_form jsonb, p_round public.funding_rounds) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
	asked constant text[] := array(select a.path from private.asked_fields(p_form, p_round.settings) a);
	left_out constant text[] := private.texts(p_round.settings -> 'not_asked');
begin
	return (
		select coalesce(jsonb_object_agg(f.key, f.value), '{}')
		from jsonb_each(p_form) f
		where f.key = any (asked) or (f.key ~ '^(declared|answers)\.' and not f.key = any (left_out))
	);
end;
$$;
comment on function private.pruned_form(jsonb, public.funding_rounds) is
	'prunedFields of core/application/asked.ts: what is sent. An answer that is no longer asked for stays in the draft.';
revoke all on function private.pruned_form(jsonb, public.funding_rounds) from public, anon, authenticated, service_role;
