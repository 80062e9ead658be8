// Which test file gets to which refusal: each file runs once with functions that say where they are before they refuse. What no
// file gets to is missed without running anything, and the others need only the files that get there.
// `KOFEI_POSTGRES=postgres://… node tests/database/mutations/reach.ts [pattern of files]`
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TestDatabase } from '../support/database.ts';
import { raises, telling } from './raises.ts';
import { run } from './vitest.ts';

const cache = new URL('../../../node_modules/.cache/kofei-reach.json', import.meta.url);

/** File → the lines it gets to, innermost and outermost alike. */
type Reach = Record<string, readonly string[]>;

export function reached(): Reach {
	return existsSync(cache) ? (JSON.parse(readFileSync(cache, 'utf8')) as Reach) : {};
}

/** Of the files a pattern names; of all without one, which takes some ten minutes. */
export async function findReach(pattern = ''): Promise<void> {
	const only = new RegExp(pattern);
	const files = readdirSync(new URL('..', import.meta.url))
		.filter((name) => name.endsWith('.test.ts'))
		.map((name) => name.slice(0, -'.test.ts'.length))
		.filter((file) => only.test(file));
	const database = await TestDatabase.start();
	const sql = telling(await raises(database));
	await database.stop();
	const notes = path.join(tmpdir(), `kofei-reach-${process.pid}`);
	process.env['KOFEI_REACH'] = notes;
	for (const file of files) {
		rmSync(notes, { force: true });
		const { noticed, broken } = await run(sql, [file], 0);
		const lines = existsSync(notes) ? readFileSync(notes, 'utf8') : '';
		const places = [...lines.matchAll(/PL\/pgSQL function ([\w.]+)\(.*?\) line (\d+) at/g)];
		const found = [...new Set(places.map(([, name, line]) => `${name} line ${line}`))].sort();
		mkdirSync(new URL('.', cache), { recursive: true });
		writeFileSync(cache, JSON.stringify({ ...reached(), [file]: found }, null, '\t'));
		console.log(`${file}: ${found.length} ${noticed ?? ''} ${broken ?? ''}`.trimEnd());
	}
	rmSync(notes, { force: true });
}

if (import.meta.main) {
	await findReach(process.argv[2]);
	process.exit(0);
}
