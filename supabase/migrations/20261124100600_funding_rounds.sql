create table public.funding_rounds (
	id uuid primary key default gen_random_uuid(),
	slug text not null unique,
	status text not null default 'draft',
	reference_prefix text not null,
	opens_at timestamptz not null,
	closes_at timestamptz,
	project_from date not null,
	project_until date not null,
	total_budget_cents bigint not null,
	min_cents bigint not null,
	cap_cents bigint not null,
	areas jsonb not null default '[]',
	districts jsonb not null default '[]',
	target_groups jsonb not null default '[]',
	cost_categories jsonb not null default '[]',
	income_kinds jsonb not null default '[]',
	declarations jsonb not null default '[]',
	criteria jsonb not null default '[]',
	documents jsonb not null default '[]',
	texts jsonb not null default '{}',
	contact jsonb not null default '{}',
	settings jsonb not null default '{}',
	assumptions jsonb not null default '{}',
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now()
);
comment on table public.funding_rounds is
	'A call for applications. Nothing of a round is code: another year or another city is another row. Every column of a '
	'published row is public; whatever must stay inside the office belongs into another table.';
comment on column public.funding_rounds.closes_at is 'Last moment to apply, meant in Europe/Berlin. Null: open until the money is gone.';
comment on column public.funding_rounds.areas is '[{"code", "labels": {locale: text}}]; so are districts, target_groups, income_kinds, criteria and documents.';
comment on column public.funding_rounds.cost_categories is '[{"code", "labels", "hints": {locale: text}, "is_eligible", "cap_cents"}]';
comment on column public.funding_rounds.declarations is '[{"code", "version", "is_required", "texts": {locale: text}}]; the German text binds.';
comment on column public.funding_rounds.texts is '{locale: {title, summary, purpose, who, what, how_much, when, needs, after, contact_note}}, plain text.';
comment on column public.funding_rounds.assumptions is '{column or setting: {locale: text}}: values the city has not confirmed yet, said openly.';

alter table public.funding_rounds add constraint funding_rounds_slug_is_an_address check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
alter table public.funding_rounds add constraint funding_rounds_known_status check (status in ('draft', 'published', 'archived'));
alter table public.funding_rounds add constraint funding_rounds_short_prefix check (reference_prefix ~ '^[A-Z][A-Z0-9]{1,11}$');
alter table public.funding_rounds add constraint funding_rounds_open_before_they_close check (closes_at > opens_at);
alter table public.funding_rounds add constraint funding_rounds_period_in_order check (project_until >= project_from);
alter table public.funding_rounds add constraint funding_rounds_sums_in_order
	check (min_cents > 0 and min_cents <= cap_cents and cap_cents <= total_budget_cents);
alter table public.funding_rounds add constraint funding_rounds_json_shapes check (
	jsonb_typeof(areas) = 'array' and jsonb_typeof(districts) = 'array' and jsonb_typeof(target_groups) = 'array'
	and jsonb_typeof(cost_categories) = 'array' and jsonb_typeof(income_kinds) = 'array'
	and jsonb_typeof(declarations) = 'array' and jsonb_typeof(criteria) = 'array' and jsonb_typeof(documents) = 'array'
	and jsonb_typeof(texts) = 'object' and jsonb_typeof(contact) = 'object' and jsonb_typeof(settings) = 'object'
	and jsonb_typeof(assumptions) = 'object'
);

revoke all on public.funding_rounds from public, anon, authenticated, service_role;
grant select on public.funding_rounds to anon, authenticated, service_role;
alter table public.funding_rounds enable row level security;

create policy "Everybody reads published and archived rounds" on public.funding_rounds for select to anon, authenticated
	using (status in ('published', 'archived'));
create policy "Staff read rounds in preparation" on public.funding_rounds for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function private.record_round_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	perform private.write_audit(
		case when auth.uid() is null then 'system' else 'admin' end,
		case tg_op when 'INSERT' then 'round_created' else 'round_changed' end,
		'funding_round', new.id::text,
		jsonb_build_object('slug', new.slug, 'changed', coalesce((
			select jsonb_agg(n.key order by n.key)
			from jsonb_each(to_jsonb(new)) n
			where tg_op = 'UPDATE' and n.key <> 'updated_at' and n.value is distinct from to_jsonb(old) -> n.key
		), '[]'))
	);
	return new;
end;
$$;
comment on function private.record_round_change() is 'Audit entry with the names of the changed columns.';
revoke all on function private.record_round_change() from public, anon, authenticated, service_role;

create trigger funding_rounds_are_audited after insert or update on public.funding_rounds
	for each row execute function private.record_round_change();
comment on trigger funding_rounds_are_audited on public.funding_rounds is 'Dates and sums of a round are promises: each change is on record.';
