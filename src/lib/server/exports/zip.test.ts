import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { zipOf, type ZipEntry } from './zip';

async function* entries(list: readonly ZipEntry[]) {
	yield* list;
}

const said = (text: string) => new TextEncoder().encode(text);

async function archive(list: readonly ZipEntry[]): Promise<Buffer> {
	const parts: Uint8Array[] = [];
	for await (const part of zipOf(entries(list), new Date(2027, 0, 20, 12, 30))) parts.push(part);
	return Buffer.concat(parts);
}

describe('an archive', () => {
	it('is opened by a program that is not ours, with every name and byte', async () => {
		const list = [
			{ name: 'daten.json', bytes: said('{"a": 1}') },
			{ name: 'Straßenfest/Unterlagen/قرار.pdf', bytes: new Uint8Array(300_000).map((_, at) => at % 251) },
			{ name: 'leer.txt', bytes: new Uint8Array() }
		];
		const folder = mkdtempSync(path.join(tmpdir(), 'kofei-zip-'));
		try {
			writeFileSync(path.join(folder, 'a.zip'), await archive(list));
			// Python's zipfile checks the sums of all entries.
			const names = execFileSync(
				'python3',
				[
					'-c',
					'import json,sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2]); print(json.dumps(z.namelist()))',
					path.join(folder, 'a.zip'),
					folder
				],
				{ encoding: 'utf8' }
			);
			expect(JSON.parse(names)).toEqual(list.map(({ name }) => name));
			for (const { name, bytes } of list)
				expect(readFileSync(path.join(folder, name)).equals(bytes)).toBe(true);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	it('of nothing is an archive too', async () => {
		expect((await archive([])).length).toBe(22);
	});
});
