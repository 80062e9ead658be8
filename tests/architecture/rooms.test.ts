import path from 'node:path';
import { parse, type AST } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../src/lib/core/failure/failure';
import { sources } from './sources';

const components = sources('src', /\.svelte$/);

/** Names that are the same in every language; /dev/mail speaks to developers only. */
const names = /^(KOFEI|@|·|•|–|—|€|:|\(|\)|,|\.|\/|…|&nbsp;|\s|\d)*$/;
const forDevelopers = /routes\/dev\//;

describe('the house', () => {
	it('has no drawers', () => {
		const drawers = /(^|\/)(utils?|helpers?|misc|common|shared)(\.|\/|$)/;
		expect(
			sources('src', /./)
				.map(({ file }) => file)
				.filter((file) => drawers.test(file))
		).toEqual([]);
	});

	it("never loads applicants' or visitors' pages from the server: that would be an error without network", () => {
		const loads = sources('src/routes/[locale=locale]', /\+(page|layout)\.server\.ts$/);
		expect(loads.map(({ file }) => file)).toEqual([]);
	});

	it('keeps words out of templates', () => {
		const literal = components
			.filter(({ file }) => !forDevelopers.test(file))
			.flatMap(({ file, text }) =>
				textsOf(text)
					.filter((words) => !names.test(words))
					.map((words) => `${file}: ${words.trim()}`)
			);
		expect(literal).toEqual([]);
	});

	it('sets no inline style: the content security policy forbids it', () => {
		const styled = components.filter(({ text }) =>
			/\sstyle(=|:)/.test(text.replace(/<style[\s\S]*<\/style>/, ''))
		);
		expect(styled.map(({ file }) => file)).toEqual([]);
	});

	it('mirrors by itself: no physical direction in a stylesheet', () => {
		const physical =
			/(margin|padding|border)-(left|right)|(^|[\s;{])(left|right)\s*:|text-align:\s*(left|right)/m;
		const sheets = [...components, ...sources('src', /\.css$/)].map(({ file, text }) => ({
			file,
			text: path.extname(file) === '.css' ? text : (/<style[\s\S]*<\/style>/.exec(text)?.[0] ?? '')
		}));
		expect(sheets.filter(({ text }) => physical.test(text)).map(({ file }) => file)).toEqual([]);
	});

	it('says something for every way a thing can fail', () => {
		const [table] = sources('src/lib/i18n', /failure-text\.ts$/);
		const ownSentence = ['code_not_valid', 'mail_not_sent'];
		const officeOnly = [
			'already_decided',
			'same_person',
			'conflict_of_interest',
			'budget_exceeded',
			'reason_required',
			'transition_not_allowed',
			'amount_invalid'
		];
		const unsaid = failureCodes.filter(
			(code) =>
				!ownSentence.includes(code) && !officeOnly.includes(code) && !table?.text.includes(`\t${code}:`)
		);
		expect(unsaid).toEqual([]);
	});
});

function textsOf(source: string): readonly string[] {
	const found: string[] = [];
	visit(parse(source, { modern: true }).fragment, found);
	return found;
}

function visit(node: AST.Fragment | AST.SvelteNode, found: string[]): void {
	if (node.type === 'Text') found.push(node.data);
	for (const [key, value] of Object.entries(node)) {
		// Attributes hold codes and class names; words in them come through props and are checked by the type of the prop.
		if (key === 'attributes' || key === 'metadata' || key === 'parent') continue;
		for (const child of Array.isArray(value) ? value : [value]) {
			if (typeof child === 'object' && child !== null && typeof child.type === 'string') visit(child, found);
		}
	}
}
