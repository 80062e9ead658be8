import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartError } from '../environment.ts';
import { lockFolder } from './folder-lock.ts';

/**
 * Backup and restore of the embedded backend: a copy of its data folder, database, documents and secrets, with a list of
 * what each file must be. Only while the server is stopped, which the lock of the folder makes sure of: PGlite tells nobody
 * when the files of its database belong together. Plain module: `src/run` reads it without a bundler.
 */

/** Written last: a folder without it is no backup. */
const LIST = 'backup.json';
/** A line for each restore, see `readRestores`: devices are told, and offer again what was lost. */
export const RESTORES = 'restores';
/** The folder of the database comes last: until it is there, a restore has not happened. */
const PARTS = ['files', 'jwt-secret', 'vapid-key', RESTORES, 'postgres'] as const;
const DATABASE = 'postgres';
/** Inside the data folder, so that putting its parts in their place is renaming. */
const UNFINISHED = 'restoring';

export interface Copied {
	readonly files: number;
	readonly bytes: number;
	readonly takenAt: string;
}

interface List {
	readonly taken_at: string;
	/** SHA-256 by path. */
	readonly files: Readonly<Record<string, string>>;
}

/** Copies the data in `dataDir` into `target`, a new or empty folder. Throws `StartError`. */
export async function backUp(dataDir: string, target: string, now: Date): Promise<Copied> {
	if (!existsSync(path.join(dataDir, DATABASE)))
		throw new StartError(`There is no data of KOFEI in "${dataDir}": set DATA_DIR as for the server.`);
	if (isInside(target, dataDir)) throw new StartError('A backup must lie outside of the data.');
	await requireEmpty(target, 'Name a new folder for the backup');
	const lock = lockFolder(dataDir);
	try {
		// It holds everything people wrote, and what sessions are signed with.
		await mkdir(target, { recursive: true, mode: 0o700 });
		const copied = await copyAll(dataDir, target, await filesOf(dataDir, PARTS));
		const list: List = { taken_at: now.toISOString(), files: copied.hashes };
		await writeFile(path.join(target, LIST), JSON.stringify(list, null, '\t'), { flush: true, mode: 0o600 });
		return { files: Object.keys(copied.hashes).length, bytes: copied.bytes, takenAt: list.taken_at };
	} finally {
		lock.release();
	}
}

/** Puts a backup into `dataDir`, where no data may be, once each of its files is what it was. Throws `StartError`. */
export async function restore(source: string, dataDir: string, now: Date): Promise<Copied> {
	const list = await readList(source);
	const lock = lockFolder(dataDir);
	try {
		const taken = PARTS.find((part) => existsSync(path.join(dataDir, part)));
		if (taken) throw new StartError(`There is data in "${dataDir}" already: move that folder away first.`);
		const unfinished = path.join(dataDir, UNFINISHED);
		await rm(unfinished, { recursive: true, force: true });
		const there = await filesOf(source, PARTS);
		const missing = Object.keys(list.files).find((name) => !there.includes(name));
		if (missing !== undefined) throw damaged(missing);
		const copied = await copyAll(source, unfinished, there, list.files);
		const told = `${list.taken_at}/${now.toISOString()}\n`;
		await appendFile(path.join(unfinished, RESTORES), told, { flush: true, mode: 0o600 });
		for (const part of PARTS)
			if (existsSync(path.join(unfinished, part)))
				await rename(path.join(unfinished, part), path.join(dataDir, part));
		await rm(unfinished, { recursive: true });
		return { files: there.length, bytes: copied.bytes, takenAt: list.taken_at };
	} finally {
		lock.release();
	}
}

async function readList(source: string): Promise<List> {
	const text = await readFile(path.join(source, LIST), 'utf8').catch(() => null);
	if (text === null)
		throw new StartError(`"${source}" is no backup, or one that was not finished: ${LIST} is missing.`);
	return JSON.parse(text) as List;
}

function damaged(name: string): StartError {
	return new StartError(`The backup is damaged: "${name}" is not what it was. Nothing was restored.`);
}

async function requireEmpty(folder: string, wish: string): Promise<void> {
	const names = await readdir(folder).catch(() => []);
	if (names.length > 0) throw new StartError(`There is something in "${folder}" already. ${wish}.`);
}

/** Paths of every file in these parts of a folder, folders without one too, with a slash at their end: Postgres wants them. */
async function filesOf(folder: string, parts: readonly string[]): Promise<readonly string[]> {
	const found: string[] = [];
	for (const part of parts) {
		const known = await stat(path.join(folder, part)).catch(() => null);
		if (known?.isFile()) found.push(part);
		if (!known?.isDirectory()) continue;
		const inside = await readdir(path.join(folder, part), { recursive: true, withFileTypes: true });
		found.push(`${part}/`);
		for (const entry of inside) {
			const name = path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
			found.push(entry.isDirectory() ? `${name}/` : name);
		}
	}
	return found;
}

/** `wanted`: ends at the first file that is another one, or not among them. Throws `StartError`. */
async function copyAll(from: string, to: string, names: readonly string[], wanted?: List['files']) {
	const hashes: Record<string, string> = {};
	let bytes = 0;
	for (const name of names) {
		const [source, place] = [path.join(from, name), path.join(to, name)];
		const isFolder = name.endsWith('/');
		await mkdir(isFolder ? place : path.dirname(place), { recursive: true, mode: 0o700 });
		const content = isFolder ? null : await readFile(source);
		const hash = content === null ? '' : createHash('sha256').update(content).digest('hex');
		if (wanted && wanted[name] !== hash) throw damaged(name);
		if (content !== null) await writeFile(place, content, { flush: true, mode: 0o600 });
		hashes[name] = hash;
		bytes += content?.length ?? 0;
	}
	return { hashes, bytes };
}

function isInside(folder: string, other: string): boolean {
	const way = path.relative(path.resolve(other), path.resolve(folder));
	return !way.startsWith('..') && !path.isAbsolute(way);
}
