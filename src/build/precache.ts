import { existsSync, readFileSync } from 'node:fs';
import type { ManifestTransform } from 'workbox-build';

const clientManifest = '.svelte-kit/output/client/.vite/manifest.json';

const ONLINE_ONLY = /\/(StorageList\.svelte|plain-german-page\.ts)$/;

interface Chunk {
	readonly file: string;
	readonly src?: string;
	readonly imports?: readonly string[];
	readonly dynamicImports?: readonly string[];
	readonly css?: readonly string[];
}

/**
 * What the service worker may keep: the files applicants and visitors need. Whatever only staff pages reach is left out:
 * staff work online, and a phone on a prepaid plan should not pay for their screens. So are two long texts whose pages know
 * what to do without them: the privacy page's list, and the page in plain German.
 * Also turns the build's file names into addresses (`prerendered/pages/de/app-shell.html` → `/de/app-shell`).
 */
export const withoutStaff: ManifestTransform = (entries) => {
	// A failed build has no manifest; complaining about that would hide why it failed.
	if (!existsSync(clientManifest)) return { manifest: [], warnings: [] };
	const staffOnly = filesOnlyStaffReaches();
	const manifest = entries
		.map((entry) => ({ ...entry, url: addressOf(entry.url) }))
		.filter(
			(entry) =>
				!staffOnly.has(entry.url) &&
				!entry.url.startsWith('/_app/version') &&
				!/\/(staff|mail|storage)\./.test(entry.url)
		);
	return { manifest, warnings: [] };
};

function addressOf(file: string): string {
	return `/${file
		.replace(/^client\//, '')
		.replace(/^prerendered\/pages\//, '')
		.replace(/\.html$/, '')}`;
}

function filesOnlyStaffReaches(): ReadonlySet<string> {
	const chunks: Record<string, Chunk> = JSON.parse(readFileSync(clientManifest, 'utf8'));
	const isStaff = (key: string) =>
		nodeSource(key).includes('routes/staff') || nodeSource(key).includes('routes/dev');
	const nodes = Object.keys(chunks).filter((key) => chunks[key]?.file.includes('/nodes/'));
	const kept = reach(
		chunks,
		[
			...nodes.filter((key) => !isStaff(key)),
			...Object.keys(chunks).filter(
				(key) => chunks[key]?.file.includes('/entry/') || chunks[key]?.file.includes('/messages/')
			)
		],
		(key) => !ONLINE_ONLY.test(key) && (!nodes.includes(key) || !isStaff(key))
	);
	const filesOf = (key: string) =>
		[chunks[key]?.file ?? '', ...(chunks[key]?.css ?? [])].map((file) => `/${file}`);
	// A stylesheet may belong to chunks of both sides.
	const keptFiles = new Set([...kept].flatMap(filesOf));
	return new Set(
		Object.keys(chunks)
			.flatMap(filesOf)
			.filter((file) => !keptFiles.has(file))
	);
}

/** Kit writes one small module per route node that names the components it loads. */
function nodeSource(key: string): string {
	try {
		return readFileSync(key, 'utf8');
	} catch {
		return '';
	}
}

function reach(
	chunks: Record<string, Chunk>,
	start: readonly string[],
	mayEnter: (key: string) => boolean
): ReadonlySet<string> {
	const seen = new Set<string>();
	const open = [...start];
	for (let key = open.pop(); key !== undefined; key = open.pop()) {
		if (seen.has(key) || !mayEnter(key)) continue;
		seen.add(key);
		open.push(...(chunks[key]?.imports ?? []), ...(chunks[key]?.dynamicImports ?? []));
	}
	return seen;
}
