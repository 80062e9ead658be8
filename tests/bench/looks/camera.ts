import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { languageOf } from '../../../src/lib/i18n/locales.ts';
import { axeFindings, emptyIcons, setBarsAside, spaceOut, ZOOMED } from '../../support/looks.ts';
import { germanSentences, readPage, type Reading } from '../../support/reading.ts';
import type { Language } from '../../support/words.ts';
import { drawSheets } from './sheets.ts';

export const PHONE = { width: 360, height: 740 };
const SMALLEST = { width: 320, height: 640 };
const DESK = { width: 1280, height: 800 };
const PATIENCE_MS = 8000;
const QUIET_MS = 2500;

/** What colours, spacing and size can break is the same in all languages of a direction. */
const lookedAtTwice: readonly Language[] = ['de', 'ar'];

type Rules = Parameters<typeof axeFindings>[1];
export type Fault = 'axe' | 'clipped' | 'language' | 'broken';
export interface Finding {
	readonly language: Language;
	readonly screen: string;
	readonly fault: Fault;
	readonly text: string;
}
export interface Shot {
	readonly language: Language;
	readonly screen: string;
	readonly file?: string;
}

/** Draws each screen to a file, and notes what is wrong with it. */
export class Camera {
	readonly findings: Finding[] = [];
	readonly shots: Shot[] = [];
	readonly #folder: string;
	readonly #isWide: boolean;
	readonly #isJudged: (language: Language) => boolean;
	readonly #isBlind: boolean;
	/** Screens have the same number in all languages, whatever one of them leaves out. */
	readonly #numbers = new Map<string, readonly string[]>();
	#act = '';
	readonly #german = new Map<Language, readonly string[]>();

	#pasted = 0;

	/** Wide: on a desk as well. Judged: by axe. Blind: by axe alone, once for each scheme of colours, without pictures. */
	constructor(
		folder: string,
		options: { isWide: boolean; isJudged: (language: Language) => boolean; isBlind: boolean }
	) {
		this.#folder = folder;
		this.#isWide = options.isWide;
		this.#isJudged = options.isJudged;
		this.#isBlind = options.isBlind;
	}

	note(language: Language, screen: string, fault: Fault, text: string): void {
		this.findings.push({ language, screen, fault, text });
		console.log(`${language} ${screen}: ${fault}: ${text}`);
	}

	/** `isWhole`: the page to its end; off for what lies over a page. */
	async shoot(page: Page, language: Language, name: string, isWhole = true): Promise<void> {
		const screen = this.#numbered(name);
		await settle(page);
		if (isWhole) {
			await unfold(page);
			await setBarsAside(page, true);
		}
		if (this.#isBlind) this.shots.push({ language, screen });
		else {
			await this.#draw(page, language, screen, isWhole);
			// Where bars lie while somebody reads.
			await setBarsAside(page, false);
			await this.#read(page, language, screen, 'at 360 px');
			await page.setViewportSize(SMALLEST);
			await this.#read(page, language, screen, 'at 320 px');
			await page.setViewportSize(PHONE);
		}
		await setBarsAside(page, true);
		await page.emulateMedia({ reducedMotion: 'reduce' });
		const isTwice = lookedAtTwice.includes(language);
		if (this.#isJudged(language)) {
			// By far the slowest rule, and colours do not depend on the language.
			await this.#ask(page, language, screen, isTwice ? 'everything' : 'all but contrast');
			if (isTwice) await this.#lookTwice(page, language, screen);
		}
		await page.emulateMedia({ reducedMotion: null, colorScheme: null, forcedColors: null });
		await setBarsAside(page, false);
	}

	/** What follows belongs to this act; its number stands first in the names of files. */
	begin(act: string): void {
		this.#act = act;
	}

	/** What was drawn since the last time, on sheets. */
	async paste(language: Language): Promise<void> {
		const fresh = this.shots.slice(this.#pasted);
		this.#pasted = this.shots.length;
		await drawSheets(this.#folder, `${language}-${this.#act}`, fresh);
	}

	async #draw(page: Page, language: Language, screen: string, isWhole: boolean): Promise<void> {
		const shoot = async (folder: string) => {
			await mkdir(path.join(this.#folder, folder), { recursive: true });
			const file = path.join(folder, `${screen}.png`);
			await page.screenshot({
				path: path.join(this.#folder, file),
				fullPage: isWhole,
				animations: 'disabled'
			});
			return file;
		};
		const empty = await emptyIcons(page);
		if (empty.length > 0) this.note(language, screen, 'broken', `icons not drawn: ${empty.join(', ')}`);
		const file = await shoot(language);
		this.shots.push({ language, screen, file });
		if (!this.#isWide) return;
		await page.setViewportSize(DESK);
		await shoot(path.join(language, 'wide'));
		await page.setViewportSize(PHONE);
	}

	async #read(page: Page, language: Language, screen: string, where: string): Promise<Reading> {
		const german = this.#german.get(language) ?? germanSentences(language);
		this.#german.set(language, german);
		const reading = await readPage(page, language, german);
		const { tag, direction } = languageOf(language);
		if (reading.lang !== tag || reading.dir !== direction)
			this.note(language, screen, 'language', `says to be ${reading.lang}, ${reading.dir}`);
		for (const sentence of reading.left) this.note(language, screen, 'language', `German: ${sentence}`);
		if (reading.surplus > 0)
			this.note(language, screen, 'clipped', `${reading.surplus} px too wide ${where}`);
		for (const control of reading.clipped) this.note(language, screen, 'clipped', `${control} ${where}`);
		return reading;
	}

	async #ask(page: Page, language: Language, screen: string, rules: Rules, how = '') {
		for (const text of await axeFindings(page, rules))
			this.note(language, screen, 'axe', `${how}${text.replace(/\s+/g, ' ')}`);
	}

	/** In other colours, with more room between letters, lines and words, and at 200 %. */
	async #lookTwice(page: Page, language: Language, screen: string): Promise<void> {
		await page.emulateMedia({ colorScheme: 'dark' });
		await this.#ask(page, language, screen, 'contrast', 'dark: ');
		if (this.#isBlind) return;
		await page.emulateMedia({ colorScheme: null, forcedColors: 'active' });
		await this.#ask(page, language, screen, 'contrast', 'forced colours: ');
		await page.emulateMedia({ forcedColors: null });
		await page.setViewportSize(ZOOMED);
		await this.#read(page, language, screen, 'at 200 %');
		await this.#ask(page, language, screen, 'all but contrast', '200 %: ');
		await page.setViewportSize(PHONE);
		await page.evaluate(spaceOut, languageOf(language).direction === 'rtl');
		await this.#read(page, language, screen, 'with text spacing');
		await page.evaluate(() => void (document.adoptedStyleSheets = []));
	}

	#numbered(name: string): string {
		const number = this.#act.slice(0, 2);
		const before = this.#numbers.get(number) ?? [];
		const all = before.includes(name) ? before : [...before, name];
		this.#numbers.set(number, all);
		return `${number}-${String(all.indexOf(name) + 1).padStart(2, '0')}-${name}`;
	}
}

/** A screen is there when its heading is, and nothing on it waits any more. */
export async function settle(page: Page): Promise<void> {
	await expect(page.locator('h1:visible, dialog[open] h2').first()).toBeVisible({ timeout: PATIENCE_MS });
	await expect(page.locator('.skeleton:visible')).toHaveCount(0, { timeout: PATIENCE_MS });
	// Only screens of somebody who is signed in ask for more once they stand.
	if (await page.evaluate(() => document.cookie.includes('signed-in')))
		await page.waitForLoadState('networkidle', { timeout: QUIET_MS }).catch(() => undefined);
	await expect
		.poll(() => emptyIcons(page), { timeout: QUIET_MS })
		.toEqual([])
		.catch(() => undefined);
	await page.evaluate(() => document.fonts.ready.then(() => scrollTo(0, 0)));
}

/** What is folded is read as well; menus would lie over the page. */
async function unfold(page: Page): Promise<void> {
	await page.locator('main details').evaluateAll((all) => {
		for (const one of all) if (one instanceof HTMLDetailsElement) one.open = true;
	});
}
