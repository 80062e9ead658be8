import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from '../environment.ts';

/**
 * Two processes on one PGlite folder destroy it, so the folder belongs to one at a time. Held as a file lock of SQLite,
 * which the system takes back when the process ends in whatever way; a file with a process id would outlive a kill.
 * Throws `StartError`.
 */
export function lockFolder(dataDir: string): { release(): void } {
	try {
		makeFolder(path.resolve(dataDir));
	} catch {
		throw new StartError(`DATA_DIR "${dataDir}" cannot be made or written: name a folder that can.`);
	}
	const lock = openLock(dataDir);
	try {
		lock.exec('pragma locking_mode = exclusive; begin exclusive');
	} catch {
		lock.close();
		throw new StartError(
			`KOFEI already runs on the data in "${dataDir}": stop it first, or set DATA_DIR (and PORT) for a second one.`
		);
	}
	return { release: () => lock.close() };
}

function openLock(dataDir: string): DatabaseSync {
	try {
		return new DatabaseSync(path.resolve(dataDir, 'in-use.lock'), { timeout: 0 });
	} catch {
		throw new StartError(`DATA_DIR "${dataDir}" cannot be written: name a folder that can.`);
	}
}

/** Not `recursive`: where a folder can never be made (in /proc, say), Node tries for ever. */
function makeFolder(folder: string): void {
	if (existsSync(folder)) return;
	makeFolder(path.dirname(folder));
	mkdirSync(folder);
}
