import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './server.ts';

/** Where the files of the program lie in the later release: under other names, as hashes are others. */
const [OF_THIS, OF_NEXT] = ['/immutable/', '/of-the-next/'];
const WRITTEN = /\.(js|css|html|json)$/;

/**
 * A folder a later release can be started from: none of the program's files of this one is there, phones are told of a new
 * version, and one more migration waits for the data, whose rows it writes anew.
 */
export async function laterRelease(): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'kofei-later-'));
	const isNeeded = (file: string) => !/\.(br|gz|map)$|\/i18n\/generated$/.test(file);
	for (const part of ['build', 'src', 'supabase', 'package.json'])
		await cp(path.join(root, part), path.join(folder, part), { recursive: true, filter: isNeeded });
	await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
	const build = path.join(folder, 'build');
	const { version } = JSON.parse(await readFile(path.join(build, 'client/_app/version.json'), 'utf8'));
	for (const entry of await readdir(build, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile() || !WRITTEN.test(entry.name)) continue;
		const file = path.join(entry.parentPath, entry.name);
		const text = await readFile(file, 'utf8');
		const later = text.replaceAll(OF_THIS, OF_NEXT).replaceAll(version, 'the-next-one');
		if (later !== text) await writeFile(file, entry.name.endsWith('.html') ? allowed(later, text) : later);
	}
	await rename(path.join(build, 'client/_app', OF_THIS), path.join(build, 'client/_app', OF_NEXT));
	await writeFile(path.join(folder, 'supabase/migrations/20990101000000_later_release.sql'), MIGRATION);
	return folder;
}

/** Touches what the queue writes to: rows that are there, and those that come. */
const MIGRATION = `
	alter table public.applications add column of_the_next text not null default 'x';
	alter table public.files add column of_the_next text not null default 'x';
	alter table public.submissions add column of_the_next text not null default 'x';
`;

/** A page says by hash which scripts of its own may run. */
function allowed(later: string, before: string): string {
	const hashes = (html: string) =>
		[...html.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script = '']) =>
			createHash('sha256').update(script).digest('base64')
		);
	const known = hashes(before);
	return hashes(later).reduce((html, hash, index) => html.replace(known[index] ?? hash, hash), later);
}
