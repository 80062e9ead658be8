create table public.state_transitions (
	from_state text not null,
	to_state text not null,
	role text not null,
	needs_reason boolean not null default false,
	is_reason_public boolean not null default false,
	primary key (from_state, to_state, role)
);
comment on table public.state_transitions is
	'The workflow, compared by a test with src/lib/core/application/states.ts. A step that is not here cannot happen.';
comment on column public.state_transitions.role is
	'applicant (owner or editor), clerk, decider, or system (only inside another RPC). A decider may do what a clerk may.';
comment on column public.state_transitions.is_reason_public is
	'True where the reason is written for the applicant; every other reason stays in the office.';

alter table public.state_transitions add constraint state_transitions_known_roles
	check (role in ('applicant', 'clerk', 'decider', 'system'));

revoke all on public.state_transitions from public, anon, authenticated, service_role;
grant select on public.state_transitions to authenticated, service_role;
alter table public.state_transitions enable row level security;
create policy "Signed-in people read the workflow" on public.state_transitions for select to authenticated using (true);

insert into public.state_transitions (from_state, to_state, role, needs_reason, is_reason_public) values
	('draft', 'submitted', 'applicant', false, false),
	('submitted', 'formal_check', 'clerk', false, false),
	('formal_check', 'clarification', 'clerk', true, true),
	('clarification', 'formal_check', 'clerk', false, false),
	('formal_check', 'assessment', 'clerk', false, false),
	('assessment', 'decision', 'clerk', false, false),
	('assessment', 'formal_check', 'clerk', true, false),
	('decision', 'assessment', 'clerk', true, false),
	('decision', 'approved', 'system', false, false),
	('decision', 'waitlisted', 'system', false, false),
	('decision', 'rejected', 'system', false, false),
	('waitlisted', 'decision', 'clerk', false, false),
	('approved', 'accepted', 'applicant', false, false),
	('accepted', 'paid', 'clerk', false, false),
	('paid', 'report_due', 'system', false, false),
	('report_due', 'report_submitted', 'applicant', false, false),
	('report_submitted', 'report_clarification', 'clerk', true, true),
	('report_clarification', 'report_submitted', 'applicant', false, false),
	('report_submitted', 'report_checked', 'clerk', false, false),
	('report_checked', 'closed', 'clerk', false, false),
	('report_checked', 'recovery', 'clerk', true, true),
	('recovery', 'closed', 'clerk', false, false),
	('submitted', 'withdrawn', 'applicant', false, true),
	('formal_check', 'withdrawn', 'applicant', false, true),
	('clarification', 'withdrawn', 'applicant', false, true),
	('assessment', 'withdrawn', 'applicant', false, true),
	('decision', 'withdrawn', 'applicant', false, true);
