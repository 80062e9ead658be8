import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { defaults } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { roundTexts } from '../../core/round/editing';
import { languages } from '../../i18n/locales';
import { expectNoAxeViolation } from '../axe.sample';
import GrantsForm from './GrantsForm.svelte';
import { countFields, grantsSchema } from './grants-form';
import ListForm from './ListForm.svelte';
import { listSchema } from './list-form';
import { contact, dates, money, retention, rules, usualDays } from './terms-fields';
import { termsSchema } from './terms-form';
import TermsForm from './TermsForm.svelte';
import TextsForm from './TextsForm.svelte';
import { textsSchema } from './texts-form';

const linksIn = (container: Element) =>
	[...container.querySelectorAll('[role="alert"] a')].map((link) => link.textContent.trim());

beforeEach(() => {
	document.documentElement.lang = 'de';
	document.title = 'Test';
});

describe('what is wrong in a form of a round', () => {
	it('is said with the name of each entry and its field', async () => {
		const empty = languages.map(() => '');
		const text = 'Der deutsche Text fehlt.';
		const { container } = await render(ListForm, {
			initial: {
				...defaults(
					{
						...defaults(zod4(listSchema)).data,
						code: ['music', ''],
						label: ['', ...empty.slice(1), ...empty],
						hint: [...empty, ...empty]
					},
					zod4(listSchema)
				),
				id: 'list',
				message: { problems: [0, 1].map((place) => ({ id: `label-${place}-0`, text })) }
			} as never,
			list: 'areas',
			versions: {},
			answers: {}
		});
		expect(linksIn(container)).toEqual([
			`„1. music, Bezeichnung (Deutsch)“: ${text}`,
			`„2. Neuer Eintrag, Bezeichnung (Deutsch)“: ${text}`
		]);
	});

	it('is said with the name of each number', async () => {
		const text = 'Diese Zahl ist hier nicht möglich.';
		const { container } = await render(GrantsForm, {
			initial: {
				...defaults(zod4(grantsSchema)),
				id: 'grants',
				message: {
					problems: [...countFields, 'interest_points'].map((field) => ({ id: `round-${field}`, text }))
				}
			} as never
		});
		const links = linksIn(container);
		expect(links).toHaveLength(countFields.length + 1);
		expect(new Set(links).size).toBe(links.length);
		for (const link of links) expect(link).toMatch(/^„.+“: Diese Zahl/);
	});
});

describe('what is wrong in the words and the rules of a round', () => {
	const text = 'Das geht hier nicht.';

	it('is said with the name of each rule', async () => {
		const fields = [dates, money, contact, rules, usualDays, retention].flat().map(({ field }) => field);
		const { container } = await render(TermsForm, {
			initial: {
				...defaults(zod4(termsSchema)),
				id: 'terms',
				message: { problems: fields.map((field) => ({ id: `round-${field}`, text })) }
			} as never,
			isPublished: true,
			leaveOut: [],
			alsoRequire: []
		});
		expectNamed(linksIn(container), fields.length);
	});

	it('is said with the name of each text', async () => {
		const parts = [...roundTexts, 'contact_name', 'request_opening', 'request_closing'];
		const { container } = await render(TextsForm, {
			initial: {
				...defaults(zod4(textsSchema)),
				id: 'texts-tr',
				message: { problems: parts.map((part) => ({ id: `text-${part}`, text })) }
			} as never,
			language: 'tr',
			german: {},
			locale: 'de'
		});
		expectNamed(linksIn(container), parts.length);
	});

	/** By names that tell them apart. */
	function expectNamed(links: readonly string[], count: number): void {
		expect(links).toHaveLength(count);
		expect(new Set(links).size).toBe(count);
		for (const link of links) expect(link).toMatch(/^„.+“: Das geht hier nicht\.$/);
	}
});

describe('texts that would be missing for the public', () => {
	it('are named with their language, and wait for a tick of its own', async () => {
		const { container } = await render(TextsForm, {
			initial: {
				...defaults(zod4(textsSchema)),
				id: 'texts-tr',
				message: { problems: [], emptied: ['title', 'contact_name'] }
			} as never,
			language: 'tr',
			german: {},
			locale: 'de'
		});
		await expect.element(page.getByText('Diese Texte fehlen danach auf Türkisch')).toBeVisible();
		const names = [...container.querySelectorAll('#emptied li')].map(({ textContent }) => textContent);
		expect(names).toHaveLength(2);
		const tick = page.getByRole('checkbox', { name: 'Ja, diese Texte sollen wegfallen' });
		await expect.element(tick).not.toBeChecked();
		expect(tick.element().getAttribute('value')).toBe('title contact_name');
		expect(document.activeElement?.id).toBe('emptied');
		await userEvent.click(tick);
		await expect.element(tick).toBeChecked();
		expect(new FormData(container.querySelector('form') ?? undefined).get('may_empty')).toBe(
			'title contact_name'
		);
		await expectNoAxeViolation(container);
	});
});
