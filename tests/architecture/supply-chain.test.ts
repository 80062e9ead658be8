import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sourcesUnder } from './sources';

interface Locked {
	readonly license?: string;
	readonly dev?: boolean;
	readonly integrity?: string;
	readonly resolved?: string;
	readonly link?: boolean;
	readonly hasInstallScript?: boolean;
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };
const own = read('package.json') as {
	allowScripts: Record<string, boolean>;
	scripts: Record<string, string>;
};
const locked = Object.entries(packages).filter(([path]) => path !== '');
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** May be passed on with a work under EUPL 1.2, as separate packages and unchanged. */
const forTheApp = [
	'MIT',
	'MIT-0',
	'ISC',
	'0BSD',
	'BSD-2-Clause',
	'BSD-3-Clause',
	'Apache-2.0',
	'MPL-2.0',
	'OFL-1.1'
];
/** Libraries of their own that sharp and HEIC load; anybody can replace them (LGPL 3, section 4). */
const replaceable = ['LGPL-3.0', 'LGPL-3.0-or-later'];
/** Tools leave nothing of theirs in the app. */
const forTools = [...forTheApp, 'BlueOak-1.0.0', 'CC0-1.0', 'CC-BY-4.0'];
/** Nothing is stated in their package.json; both are MIT by the file LICENSE of their repository. */
const unstated = ['@inlang/plugin-message-format', 'sqlite-wasm-kysely'];

describe('what the app is made of', () => {
	it('is locked to the byte, from no other place than the registry', () => {
		expect(locked.length).toBeGreaterThan(500);
		const loose = locked.filter(
			([, { integrity, link, resolved }]) =>
				!integrity?.startsWith('sha512-') ||
				link ||
				(resolved && !resolved.startsWith('https://registry.npmjs.org/'))
		);
		expect(loose.map(([path]) => path)).toEqual([]);
	});

	it('runs scripts while it is installed only where it is allowed by name', () => {
		const running = locked
			.filter(([, { hasInstallScript }]) => hasInstallScript)
			.map(([path]) => nameOf(path));
		expect(new Set(running)).toEqual(new Set(Object.keys(own.allowScripts)));
	});

	it('is listed and asked about whole: what is bundled stands among the tools, and runs in production', () => {
		const bundled = ['@sveltejs/kit', 'nodemailer', 'svelte', 'zod'];
		expect(bundled.filter((name) => packages[`node_modules/${name}`]?.dev !== true)).toEqual([]);
		const omits = [own.scripts['sbom'], readFileSync('src/run/audit.ts', 'utf8')].filter((text) =>
			text?.includes('omit')
		);
		expect(omits).toEqual([]);
	});

	it('has licences somebody has agreed to', () => {
		const unknown = locked.filter(([path, { license, dev }]) => {
			if (license === undefined) return !unstated.includes(nameOf(path));
			const agreed = dev ? forTools : [...forTheApp, ...replaceable];
			return !license
				.replace(/[()]/g, '')
				.split(/ AND | OR /)
				.every((one) => agreed.includes(one));
		});
		expect(unknown.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
	});

	it('loads nothing from anybody else in a browser', () => {
		const loading =
			/(?:src|href)=["']https?:\/\/|import\(\s*["']https?:|fetch\(\s*["'`]https?:|@import\s+url\(["']?https?:|new URL\(\s*["']https?:/;
		const sources = [
			...sourcesUnder('src/routes', '.svelte'),
			...sourcesUnder('src/lib/ui', '.svelte'),
			...sourcesUnder('src/lib/ui', '.css'),
			...sourcesUnder('src/lib/sync', '.ts'),
			...sourcesUnder('src/lib/state', '.ts')
		].filter(({ path }) => !path.includes('.test.'));
		expect(sources.length).toBeGreaterThan(100);
		// Links people follow themselves are no request of the page.
		const found = sources.filter(({ text }) => loading.test(text.replace(/<a\b[^>]*>/g, '')));
		expect(found.map(({ path }) => path)).toEqual([]);
	});
});
