import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './server.ts';

/** The servers started meanwhile have the fifty invented applications. Their round is over: some of it was decided already. */
export async function withExamples(work: () => Promise<void>): Promise<void> {
	const examples = await mkdtemp(path.join(tmpdir(), 'kofei-examples-'));
	const demo = { cwd: root, env: { ...process.env, DATA_DIR: examples }, stdio: 'inherit' } as const;
	if (spawnSync(process.execPath, ['src/run/demo.ts'], demo).status !== 0) throw new Error('no examples');
	process.env['KOFEI_FIRST_START'] = examples;
	await work();
	await rm(examples, { recursive: true });
}
