import { expect, type Page } from '@playwright/test';
import { languageOf } from '../../src/lib/i18n/locales.ts';
import { cutOff } from './cut-off.ts';
import { catalogue, type Language } from './words.ts';

/** Shorter texts are names and words that two languages may share. */
const LONG_ENOUGH = 28;

/**
 * German sentences nobody may meet on a page in this language. What the language says itself, word for word or as a part of
 * something longer, is its own.
 */
export function germanSentences(language: Language): readonly string[] {
	const own = Object.values(catalogue(language)).join('\n');
	return Object.entries(catalogue('de')).flatMap(([key, text]) => {
		if (typeof text !== 'string' || key === '$schema' || key.endsWith('_official')) return [];
		return text
			.split(/\n|\{\w+\}/)
			.map((part) => part.replace(/^- /, '').trim())
			.filter((part) => part.length >= LONG_ENOUGH && !own.includes(part));
	});
}

/** The page says which language it is in and runs its way, shows nothing of the German one, and cuts no word off. */
export async function expectOwnLanguage(
	page: Page,
	language: Language,
	foreign: readonly string[]
): Promise<void> {
	const { tag, direction } = languageOf(language);
	await expect(page.locator('html')).toHaveAttribute('lang', tag);
	await expect(page.locator('html')).toHaveAttribute('dir', direction);
	const { left, surplus, clipped } = await readPage(page, language, foreign);
	expect.soft(left, `German on ${page.url()}`).toEqual([]);
	expect.soft(surplus, `${page.url()} has to be scrolled sideways`).toBeLessThanOrEqual(0);
	expect.soft(clipped, `cut off on ${page.url()}`).toEqual([]);
}

export interface Reading {
	/** What `html` says of itself. */
	readonly lang: string;
	readonly dir: string;
	/** German sentences that nothing says to be German. */
	readonly left: readonly string[];
	/** Pixels to scroll sideways. */
	readonly surplus: number;
	readonly clipped: readonly string[];
}

export async function readPage(page: Page, language: Language, foreign: readonly string[]): Promise<Reading> {
	const { text, ...reading } = await page.evaluate((own) => {
		// What is said to be German is meant to be.
		const german = own.startsWith('de') ? [] : [...document.querySelectorAll('[lang|="de"]')];
		const said = german.map((element) => element instanceof HTMLElement && element.innerText);
		return {
			lang: document.documentElement.lang,
			dir: document.documentElement.dir,
			surplus: document.documentElement.scrollWidth - innerWidth,
			text: said.reduce<string>(
				(rest, part) => (part ? rest.replace(part, '') : rest),
				document.body.innerText
			)
		};
	}, languageOf(language).tag);
	return {
		...reading,
		left: foreign.filter((sentence) => text.includes(sentence)),
		clipped: await cutOff(page)
	};
}
