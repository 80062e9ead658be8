import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartError } from '../environment';
import { lockFolder } from './folder-lock';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'lock-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('the data folder', () => {
	it('belongs to one at a time, and to the next when the first lets go', () => {
		const first = lockFolder(folder);
		expect(() => lockFolder(folder)).toThrow(StartError);
		expect(() => lockFolder(folder)).toThrow('already runs');
		first.release();
		lockFolder(folder).release();
	});

	it('is made where it does not exist, and said to be unusable where it cannot be', () => {
		lockFolder(path.join(folder, 'deep', 'data')).release();
		const file = path.join(folder, 'file');
		writeFileSync(file, '');
		expect(() => lockFolder(path.join(file, 'data'))).toThrow(StartError);
	});
});
