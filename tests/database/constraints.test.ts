import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestDatabase } from './support/database.ts';
import { ofApplications } from './support/records/applications.ts';
import { ofGrants } from './support/records/grants.ts';
import { ofTheOffice } from './support/records/office.ts';

const records = { ...ofTheOffice, ...ofApplications, ...ofGrants };

let database: TestDatabase;
/** Each check of ours, as the catalogue holds it. */
const checks = new Map<string, { readonly table: string; readonly expression: string }>();
beforeAll(async () => {
	database = await TestDatabase.start();
	const rows = await database.owner(
		`select conname as name, conrelid::regclass::text as table, pg_get_expr(conbin, conrelid) as expression
		from pg_constraint where contype = 'c' and convalidated and conrelid <> 0
		and connamespace::regnamespace::text in ('public', 'private')`
	);
	for (const { name, table, expression } of rows)
		checks.set(String(name), { table: String(table), expression: String(expression) });
});
afterAll(() => database.stop());

/** Whether a condition lets each of these records in. As in a table, what is not known does no harm. */
async function fit(table: string, condition: string, those: readonly object[]): Promise<readonly boolean[]> {
	const rows = await database.owner(
		`select (${condition}) is not false as fits from jsonb_array_elements($1::jsonb) with ordinality r (record, place)
		cross join lateral jsonb_populate_record(null::${table}, r.record) order by r.place`,
		[JSON.stringify(those)]
	);
	return rows.map(({ fits }) => fits === true);
}

/** `(a and (b and c))` is `a`, `b`, `c`: what a record may fail alone. */
function parts(condition: string): readonly string[] {
	const text = condition.trim();
	const ends: number[] = [];
	let [depth, isQuoted, isWrapped] = [0, false, text.startsWith('(')];
	for (let at = 0; at < text.length; at += 1) {
		if (text[at] === "'") isQuoted = !isQuoted;
		if (isQuoted) continue;
		if (text[at] === '(') depth += 1;
		if (text[at] === ')') depth -= 1;
		if (depth === 0 && at < text.length - 1) isWrapped = false;
		if (depth === 0 && text.startsWith(' AND ', at)) ends.push(at);
	}
	if (isWrapped) return parts(text.slice(1, -1));
	// What stands between `case` and `end`, or beside an `or`, is one condition.
	if (ends.length === 0 || text.startsWith('CASE')) return [text];
	return [...ends, text.length].flatMap((end, index) =>
		parts(text.slice(index === 0 ? 0 : (ends[index - 1] ?? 0) + ' AND '.length, end))
	);
}

describe('a check', () => {
	it('has records here, each of them', () => {
		expect([...checks.keys()].sort()).toEqual(Object.keys(records).sort());
	});

	it.each(Object.entries(records))('%s refuses what it is there for', async (name, [fits, ...faults]) => {
		const { table, expression } = checks.get(name) ?? expect.unreachable(`there is no check ${name}`);
		expect(await fit(table, expression, [fits]), 'lets in what fits').toEqual([true]);
		const refused = faults.map((fault) => ({ ...fits, ...fault }));
		const letIn = await fit(table, expression, refused);
		expect(
			faults.filter((_, index) => letIn[index]),
			'refuses each fault'
		).toEqual([]);
		for (const part of parts(expression)) {
			expect(await fit(table, part, refused), `has a fault against ${part}`).toContain(false);
		}
	});
});
