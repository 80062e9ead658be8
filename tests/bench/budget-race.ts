/**
 * A thousand second signatures raced by fifty connections on a real Postgres: the ceiling must hold and the audit chain must
 * verify. `createdb race && PGDATABASE=race node tests/bench/budget-race.ts` with an EMPTY database that libpq's variables
 * (PGHOST, PGUSER, …) name, and psql and pgbench (Debian: postgresql) on the PATH. PGlite has one connection and cannot show this.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../support/server.ts';

const DECISIONS = 1_000;
const CONNECTIONS = 50;
const AMOUNT_CENTS = 100_000;
/** Room for 58 of the thousand, and half of one more. */
const BUDGET_CENTS = 58 * AMOUNT_CENTS + AMOUNT_CENTS / 2;

/** Both come with Debian's package, not with the project. */
const run = (tool: 'psql' | 'pgbench', flags: readonly string[], input = '') =>
	execFileSync(tool, flags, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] }).trim();
const psql = (sql: string, flags: readonly string[] = []) =>
	run('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', ...flags], sql);
const file = (name: string) => readFileSync(path.join(root, name), 'utf8');

psql(file('tests/database/support/supabase-stand-in.sql'));
for (const name of readdirSync(path.join(root, 'supabase/migrations')).sort())
	psql(file(`supabase/migrations/${name}`));
psql(file('supabase/seed.sql'));
psql(`
	insert into auth.users (id, email, email_confirmed_at) values
		('00000000-0000-4000-8000-000000000001', 'clerk@example.org', now()),
		('00000000-0000-4000-8000-000000000002', 'decider@example.org', now());
	insert into public.staff_members (user_id, role) values
		('00000000-0000-4000-8000-000000000001', 'clerk'), ('00000000-0000-4000-8000-000000000002', 'decider'),
		('00000000-0000-4000-8000-000000000002', 'auditor');
	insert into public.staff_names (user_id, name) values ('00000000-0000-4000-8000-000000000002', 'Ruth Becker');
	update public.funding_rounds set total_budget_cents = ${BUDGET_CENTS} where slug = 'kofei-2027';
	set session_replication_role = replica;
	create schema race;
	create table race.decisions as select n, gen_random_uuid() as application, gen_random_uuid() as organisation,
		gen_random_uuid() as decision from generate_series(1, ${DECISIONS}) n;
	create table race.answers (n int, answer text);
	create sequence race.turn;
	insert into public.organisations (id) select organisation from race.decisions;
	insert into public.applications (id, round_id, organisation_id, state, form_schema_version, requested_cents, reference_number, submitted_at)
		select application, r.id, organisation, 'decision', 2, ${AMOUNT_CENTS}, 'RACE-' || n, now()
		from race.decisions, public.funding_rounds r where r.slug = 'kofei-2027';
	insert into public.decisions (id, application_id, round_id, outcome, amount_cents, first_signed_by, first_signed_at)
		select decision, application, r.id, 'approved', ${AMOUNT_CENTS}, '00000000-0000-4000-8000-000000000001', now()
		from race.decisions, public.funding_rounds r where r.slug = 'kofei-2027';
	set session_replication_role = origin;
	create function race.attempt() returns void language plpgsql as $$
	declare
		mine constant int := nextval('race.turn');
		answer text;
	begin
		perform set_config('request.jwt.claims', '{"sub": "00000000-0000-4000-8000-000000000002", "role": "authenticated"}', true);
		begin
			select public.countersign_decision(d.decision, null) ->> 'state' into strict answer from race.decisions d where d.n = mine;
		exception when others then answer := sqlerrm;
		end;
		insert into race.answers values (mine, answer);
	end $$;
	grant usage on schema race to authenticated;
	grant execute on function race.attempt() to authenticated;
	grant select on race.decisions to authenticated;
	grant insert on race.answers to authenticated;
	grant usage on sequence race.turn to authenticated;
`);
const script = path.join(mkdtempSync(path.join(tmpdir(), 'kofei-race-')), 'attempt.sql');
writeFileSync(script, 'begin;\nset local role authenticated;\nselect race.attempt();\ncommit;\n');
const start = performance.now();
run('pgbench', [
	'-n',
	'-c',
	String(CONNECTIONS),
	'-j',
	'4',
	'-t',
	String(DECISIONS / CONNECTIONS),
	'-f',
	script
]);
const seconds = ((performance.now() - start) / 1000).toFixed(1);
const rows = (sql: string) => psql(sql, ['-A', '-t']);
console.log(`${DECISIONS} second signatures by ${CONNECTIONS} connections in ${seconds} s`);
console.log(rows(`select answer || ': ' || count(*) from race.answers group by answer order by answer`));
const promised = Number(
	rows(`select private.approved_cents(id) from public.funding_rounds where slug = 'kofei-2027'`)
);
console.log(`promised ${promised} of ${BUDGET_CENTS} cents`);
const chain = rows(`
	select set_config('request.jwt.claims', '{"sub": "00000000-0000-4000-8000-000000000002"}', false) \\g /dev/null
	select public.verify_audit_chain() ->> 'is_intact'`);
console.log(`audit chain intact: ${chain}`);
process.exitCode =
	promised <= BUDGET_CENTS && promised > BUDGET_CENTS - AMOUNT_CENTS && chain === 'true' ? 0 : 1;
