import { existsSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { withoutStaff } from '../../src/build/precache';

vi.mock('node:fs');

const manifest = {
	'nodes/0.js': {
		file: '_app/immutable/nodes/0.js',
		imports: ['both.js'],
		dynamicImports: ['src/lib/ui/site/StorageList.svelte'],
		css: ['_app/0.css']
	},
	'nodes/1.js': {
		file: '_app/immutable/nodes/1.js',
		imports: ['both.js', 'desk.js'],
		dynamicImports: ['lazy.js'],
		css: ['_app/1.css', '_app/0.css']
	},
	'nodes/2.js': { file: '_app/immutable/nodes/2.js' },
	'both.js': { file: '_app/immutable/chunks/both.js' },
	'desk.js': { file: '_app/immutable/chunks/desk.js', css: ['_app/desk.css'] },
	'lazy.js': { file: '_app/immutable/chunks/lazy.js' },
	'src/lib/ui/site/StorageList.svelte': { file: '_app/immutable/chunks/long.js' },
	'start.js': {
		file: '_app/immutable/entry/start.js',
		dynamicImports: ['nodes/0.js', 'nodes/1.js', 'nodes/2.js']
	}
};
const sources: Readonly<Record<string, string>> = {
	'nodes/0.js': `export const component = () => import('src/routes/[locale]/(applicant)/+page.svelte')`,
	'nodes/1.js': `export const component = () => import('src/routes/staff/+page.svelte')`,
	'nodes/2.js': `export const component = () => import('src/routes/dev/mail/+page.svelte')`
};
const files = [
	...Object.values(manifest).map(({ file }) => `client/${file}`),
	...['0', '1', 'desk'].map((name) => `client/_app/${name}.css`),
	...['staff.de', 'staff.en', 'storage.de', 'applicant.de'].map(
		(name) => `client/_app/immutable/messages/1/${name}.js`
	),
	'client/_app/version.json',
	'prerendered/pages/de/app-shell.html'
];

const kept = async () => {
	const { manifest } = await withoutStaff(files.map((url) => ({ url, revision: null, size: 1 })));
	return manifest.map(({ url }) => url).sort();
};

beforeEach(() => {
	vi.mocked(existsSync).mockReturnValue(true);
	vi.mocked(readFileSync).mockImplementation((file) => {
		const text = String(file).endsWith('manifest.json') ? JSON.stringify(manifest) : sources[String(file)];
		if (text === undefined) throw new Error('ENOENT');
		return text;
	});
});

describe('what a phone keeps', () => {
	it('is what applicants and visitors need, at its address, and nothing of the office', async () => {
		expect(await kept()).toEqual([
			'/_app/0.css',
			'/_app/immutable/chunks/both.js',
			'/_app/immutable/entry/start.js',
			'/_app/immutable/messages/1/applicant.de.js',
			'/_app/immutable/nodes/0.js',
			'/de/app-shell'
		]);
	});

	it('is nothing after a failed build, which has its own reason to tell', async () => {
		vi.mocked(existsSync).mockReturnValue(false);
		expect(await kept()).toEqual([]);
	});
});
