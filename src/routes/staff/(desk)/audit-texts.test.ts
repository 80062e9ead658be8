import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { auditActions } from './audit-texts';

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
