import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';
import { filesUnder, sourcesUnder } from './sources';
import { nodesOf } from './untranslated';

const components = [...sourcesUnder('src/routes', '.svelte'), ...sourcesUnder('src/lib/ui', '.svelte')];
const svelteFiles = components.map(({ path, text }) => ({ path, root: parse(text, { modern: true }) }));

describe('the rooms', () => {
	it('keep looks in style sheets, where the content security policy lets them be', () => {
		const inline = svelteFiles.filter(({ root }) =>
			[...nodesOf(root.fragment)].some(
				({ node }) =>
					node.type === 'StyleDirective' || (node.type === 'Attribute' && node.name.toLowerCase() === 'style')
			)
		);
		expect(inline.map(({ path }) => path)).toEqual([]);
	});

	it('mirror by themselves: no physical direction in a style sheet', () => {
		const physical =
			/(margin|padding|border)-(left|right)|(^|[\s;{])(left|right)\s*:|text-align:\s*(left|right)/m;
		const sheets = [
			...sourcesUnder('src', '.css'),
			...components.map(({ path, text }) => ({ path, text: /<style[\s\S]*<\/style>/.exec(text)?.[0] ?? '' }))
		];
		expect(sheets.filter(({ text }) => physical.test(text)).map(({ path }) => path)).toEqual([]);
	});

	it('never draw text as HTML', () => {
		const raw = svelteFiles.filter(({ root }) =>
			[...nodesOf(root.fragment)].some(({ node }) => node.type === 'HtmlTag')
		);
		expect(raw.map(({ path }) => path)).toEqual([]);
	});

	it('give an element of any name no attribute but a fixed class: more would bring everybody what sets any attribute (2 KB)', () => {
		const costly = svelteFiles.filter(({ root }) =>
			[...nodesOf(root.fragment)].some(
				({ node }) =>
					node.type === 'SvelteElement' &&
					node.attributes.some(
						(attribute) =>
							attribute.type !== 'Attribute' ||
							attribute.name !== 'class' ||
							!Array.isArray(attribute.value) ||
							attribute.value.some(({ type }) => type !== 'Text')
					)
			)
		);
		expect(costly.map(({ path }) => path)).toEqual([]);
	});

	it('draw applicants’ and public pages without a server, which would be an error offline', () => {
		const files = filesUnder('src/routes/[locale=locale]');
		// The preview of a round not yet published is the office's: it has to ask who looks.
		const isServed = (file: string) =>
			/export (async )?(function|const) load\b/.test(readFileSync(file, 'utf8'));
		const served = files.filter((file) => /\+(page|layout)\.server\.ts$/.test(file) && isServed(file));
		expect(served.filter((file) => !file.includes('/preview/'))).toEqual([]);
		expect(files.some((file) => file.includes('(applicant)'))).toBe(true);
	});

	it('leave the sign behind a label to the language, wherever more than German and English is read', () => {
		const isOfOffice = (path: string) =>
			/^src\/routes\/(staff|dev)\//.test(path) ||
			readFileSync(path, 'utf8').includes('generated/staff/messages');
		const gluedIn = ({ path, root }: (typeof svelteFiles)[number]) =>
			[...nodesOf(root.fragment)]
				.filter(({ node, parent }) => {
					if (node.type === 'TemplateElement') return /^:\s/.test(node.value.raw);
					if (node.type !== 'Text') return false;
					return parent?.type === 'Attribute' ? /^:\s/.test(node.data) : node.data.trim().startsWith(':');
				})
				.map(() => path);
		const gluedTexts = ['src/lib/i18n', 'src/lib/state', 'src/lib/ui'].flatMap((room) =>
			sourcesUnder(room, '.ts').filter(({ text }) => text.includes('}: ${'))
		);
		const found = [...svelteFiles.flatMap(gluedIn), ...gluedTexts.map(({ path }) => path)];
		expect(found.filter((path) => !isOfOffice(path))).toEqual([]);
	});

	it('have no drawers', () => {
		const drawers = ['src', 'tests', 'supabase']
			.flatMap(filesUnder)
			.filter((file) => /(^|\/)(utils?|helpers?|misc|common|shared)(\/|\.|-)/.test(file));
		expect(drawers).toEqual([]);
	});

	it('have no barrels', () => {
		const barrels = filesUnder('src').filter((file) => /^index\.(ts|js)$/.test(path.basename(file)));
		expect(barrels).toEqual([]);
	});

	it('name their files in kebab-case, and components in PascalCase', () => {
		const misnamed = filesUnder('src/lib').filter((file) => {
			const name = path.basename(file);
			if (name.endsWith('.svelte')) return !/^[A-Z][A-Za-z0-9]*\.svelte$/.test(name);
			return /\.(ts|js)$/.test(name) && !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/.test(name);
		});
		expect(misnamed).toEqual([]);
	});
});

describe('forms of the office', () => {
	it('have one way to be sent: an ended session, a double click and a lost answer are told alike', () => {
		const others = components.filter(({ text }) => text.includes("'$app/forms'"));
		expect(others.map(({ path }) => path)).toEqual([]);
	});
});
