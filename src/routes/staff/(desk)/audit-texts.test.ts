import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { auditActions, detailText } from './audit-texts';

it('names every action the migrations write into the audit log', () => {
	const folder = 'supabase/migrations';
	const sql = readdirSync(folder)
		.map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
		.join('\n');
	const called = [...sql.matchAll(/write_audit\(\s*[^,()]+(?:\(\))?[^,()]*,\s*'(\w+)',/g)].map(
		(match) => match[1] ?? ''
	);
	const chosen = [
		...sql.matchAll(/'((?:round|setting|staff_member|staff_invitation)_(?:created|changed))'/g)
	].map((match) => match[1] ?? '');
	const written = new Set([...called, ...chosen]);
	expect(written.size).toBeGreaterThan(5);
	for (const action of written) expect(Object.keys(auditActions)).toContain(action);
});

it('says what was taken out and how much was paid in words, not in codes', () => {
	const told = (detail: Readonly<Record<string, unknown>>) => detailText({ detail, role: null }, 'de');
	expect(told({ kind: 'land', format: 'xlsx', filter: {} })).toBe('Liste für das Land, XLSX');
	expect(
		told({
			kind: 'queue',
			format: 'csv',
			filter: { round: 'x', view: 'all', state: 'submitted', max_cents: 50_000, text: true, sort: 'due_up' }
		})
	).toBe(
		'Liste des Arbeitsplatzes, CSV, Alle Anträge, Stand: Eingegangen, Betrag bis (€): 500,00\u00a0€, mit Suchwort'
	);
	expect(told({ amount_cents: 60_000 })).toBe('600,00\u00a0€');
	expect(told({ outcome: 'approved', amount_cents: 60_000 })).toMatch(/^Bewilligung, 600,00/);
});
