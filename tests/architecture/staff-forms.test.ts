import { describe, expect, it } from 'vitest';
import { actionOf, driven, notDriven } from '../support/staff-forms';
import { sourcesUnder } from './sources';

const ROOT = 'src/routes/staff';
const sources = sourcesUnder(ROOT, '.ts');

/** The names at the first level of an object, with those of another one of the same folder that is spread into it. */
function namesIn(text: string, name: string, folder: string): readonly string[] {
	const [, inner = ''] =
		new RegExp(`export const ${name} = \\{([^\\n]*|\\n[\\s\\S]*?^)\\};`, 'm').exec(text) ?? [];
	const deeds = sources.find(({ path }) => path === `${folder}/deeds.ts`)?.text ?? '';
	const own = inner.includes('\n') ? inner.matchAll(/^\t(\w+)\b/gm) : inner.matchAll(/(?<!\.)\b(\w+):/g);
	return [
		...[...own].map(([, one = '']) => one),
		...(inner.includes('...deeds') ? namesIn(deeds, 'deeds', folder) : [])
	];
}

const actions = sources
	.filter(({ path, text }) => path.endsWith('+page.server.ts') && text.includes('export const actions'))
	.flatMap(({ path, text }) => {
		const folder = path.slice(0, path.lastIndexOf('/'));
		return namesIn(text, 'actions', folder).map((name) => `${folder.slice(ROOT.length + 1)}: ${name}`);
	});
const drivenOnes = new Set(
	driven.flatMap(({ page, forms }) => forms.map((one) => `${page}: ${actionOf(one)}`))
);

describe('forms of the office', () => {
	it('are found', () => {
		expect(actions).toEqual(
			expect.arrayContaining([
				'(desk)/payments: order',
				'(desk)/applications/[id]/proof: own_name',
				'sign-in: verify'
			])
		);
		expect(actions.length).toBeGreaterThan(90);
	});

	it('are each seen in error, or it is said why not', () => {
		expect(actions.filter((one) => !drivenOnes.has(one) && !(one in notDriven))).toEqual([]);
	});

	it('are none that is gone', () => {
		expect([...drivenOnes, ...Object.keys(notDriven)].filter((one) => !actions.includes(one))).toEqual([]);
	});

	it('are not excused although they are seen', () => {
		expect(Object.keys(notDriven).filter((one) => drivenOnes.has(one))).toEqual([]);
	});

	it('take what was typed out of the browser wherever they end the session of whoever sits at it', () => {
		const ending = sourcesUnder(ROOT, '.svelte').flatMap(({ path, text }) =>
			[...text.matchAll(/<form\b[^>]*\baction="[^"]*\?\/(?:sign_out|everywhere)"[^>]*>/g)].map(([form]) => ({
				path,
				form
			}))
		);
		expect(ending.length).toBeGreaterThanOrEqual(5);
		const keeping = ending.filter(({ form }) => !form.includes('onsubmit={forgetAllTyped}'));
		expect(keeping.map(({ path }) => path)).toEqual([]);
	});
});
