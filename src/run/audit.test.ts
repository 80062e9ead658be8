import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));
function folder(): string {
	const made = mkdtempSync(path.join(tmpdir(), 'kofei-run-'));
	folders.push(made);
	return made;
}

/** Runs a command of ours with an `npm` that answers what it is told. */
function auditing(answer: unknown, variables: Record<string, string> = {}) {
	const bin = folder();
	writeFileSync(path.join(bin, 'answer'), typeof answer === 'string' ? answer : JSON.stringify(answer));
	writeFileSync(path.join(bin, 'npm'), `#!/bin/sh\ncat "${path.join(bin, 'answer')}"\n`);
	chmodSync(path.join(bin, 'npm'), 0o755);
	return run('src/run/audit.ts', [], { PATH: `${bin}:${process.env.PATH}`, ...variables });
}

function run(script: string, given: readonly string[], variables: Record<string, string> = {}) {
	const environment = { ...process.env, AUDIT_WITHOUT_REGISTRY: '', ...variables };
	const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...given], {
		encoding: 'utf8',
		env: environment
	});
	return { status, said: stdout + stderr };
}

describe('npm run audit', () => {
	it.each(['', 'no JSON', '{"message":"405 Method Not Allowed"}'])(
		'is no success where nothing could be judged (%s)',
		(answer) => {
			const { status, said } = auditing(answer);
			expect([status, said]).toEqual([2, expect.stringContaining('NOT JUDGED')]);
		}
	);

	it('passes without a registry only where somebody says so, and says it all the same', () => {
		const { status, said } = auditing('', { AUDIT_WITHOUT_REGISTRY: 'pass' });
		expect([status, said]).toEqual([0, expect.stringContaining('NOT JUDGED')]);
		expect(auditing('', { AUDIT_WITHOUT_REGISTRY: 'false' }).status).toBe(2);
	});

	it('fails on what is high, also where there may be no registry, and on nothing less', () => {
		const weak = (severity: string) => ({
			vulnerabilities: { x: { severity, via: [{ url: 'https://advisory.example/1', title: 'bad' }] } }
		});
		const may = { AUDIT_WITHOUT_REGISTRY: 'pass' };
		expect(['high', 'critical', 'moderate'].map((severity) => auditing(weak(severity), may).status)).toEqual([
			1, 1, 0
		]);
		expect(auditing({ vulnerabilities: {} })).toMatchObject({ status: 0 });
	});
});

describe('npm run verify-audit', () => {
	it.each(['', '\n\n'])('calls nothing intact where there is nothing', (text) => {
		const file = path.join(folder(), 'trail.jsonl');
		writeFileSync(file, text);
		const { status, said } = run('src/run/verify-audit.ts', [file]);
		expect([status, said]).toEqual([2, expect.stringContaining('NOTHING TO VERIFY')]);
	});

	it.each(['{}', 'null', 'no entry'])(
		'takes a line that is no entry for one that was changed: %s',
		(line) => {
			const file = path.join(folder(), 'trail.jsonl');
			writeFileSync(file, `${line}\n`);
			const { status, said } = run('src/run/verify-audit.ts', [file]);
			expect([status, said]).toEqual([1, expect.stringContaining('NOT INTACT: 0 entries hold, entry 1')]);
		}
	);
});
