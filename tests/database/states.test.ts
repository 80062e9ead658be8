import { afterAll, beforeAll, expect, it } from 'vitest';
import { transitions } from '$lib/core/application/transitions';
import { TestDatabase } from './support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await TestDatabase.start();
});
afterAll(() => database.stop());

const sorted = (lines: readonly string[]) => [...lines].sort();

it('knows the same workflow in the database and in core', async () => {
	const rows = await database.owner(
		`select from_state || ' → ' || to_state || ' (' || role || case when needs_reason then ', reason' else '' end
			|| case when is_internal then ', internal)' else ')' end as line
		from public.state_transitions`
	);
	const core = transitions.map(
		(step) =>
			`${step.from} → ${step.to} (${step.role}${step.needsReason ? ', reason' : ''}${step.isInternal ? ', internal' : ''})`
	);
	expect(sorted(rows.map((row) => String(row['line'])))).toEqual(sorted(core));
});

it('uses only states that an application may have', async () => {
	const rows = await database.owner(
		`select distinct s.state from public.state_transitions t cross join lateral (values (t.from_state), (t.to_state)) s (state)
		where (select pg_get_constraintdef(c.oid) from pg_constraint c where c.conname = 'applications_known_states') not like '%''' || s.state || '''%'`
	);
	expect(rows).toEqual([]);
});
