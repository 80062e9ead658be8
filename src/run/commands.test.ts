import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** As from a shell, on a machine whose registry answers nothing. */
function run(script: string, ...words: readonly string[]) {
	const env = { PATH: path.dirname(process.execPath), npm_config_registry: 'http://127.0.0.1:9/' };
	const retries = { npm_config_fetch_retries: '0' };
	return spawnSync(process.execPath, [`src/run/${script}`, ...words], {
		encoding: 'utf8',
		env: { ...process.env, ...env, ...retries }
	});
}

describe('npm run audit', () => {
	it('fails where nobody could be asked, unless that is taken for an answer', () => {
		expect(run('audit.ts')).toMatchObject({ status: 2, stdout: expect.stringContaining('NOT JUDGED') });
		expect(run('audit.ts', '--where-reachable').status).toBe(0);
	});
});

describe('npm run verify-audit', () => {
	it('calls a file without an entry no intact trail', () => {
		const file = path.join(mkdtempSync(path.join(tmpdir(), 'kofei-trail-')), 'empty.jsonl');
		writeFileSync(file, '\n');
		expect(run('verify-audit.ts', file)).toMatchObject({
			status: 1,
			stdout: expect.stringContaining('NOTHING THERE')
		});
	});
});
