import { expect, type Page } from '@playwright/test';
import {
	answers,
	costLines,
	openRound,
	requested,
	requiredDeclarations,
	signature,
	type Answers,
	type WrittenSection
} from './applications.ts';
import { newestCode } from './mailbox.ts';
import { words, type Language, type Say } from './words.ts';

const APPLICATION = /\/apply\/[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** What somebody who applies does on the screens, in their language. */
export class Applicant {
	readonly page: Page;
	readonly language: Language;
	readonly say: Say;
	readonly #origin: string;

	constructor(page: Page, origin: string, language: Language = 'de') {
		this.page = page;
		this.language = language;
		this.say = words(language);
		this.#origin = origin;
	}

	address(path: string): string {
		return `${this.#origin}/${this.language}${path}`;
	}

	/** Begins an application by its address alone, and gives the address of its overview. */
	async start(round = openRound): Promise<string> {
		await this.page.goto(this.address(`/apply/start/${round}`));
		await this.page.waitForURL(APPLICATION);
		return this.page.url();
	}

	/** Taps on the section in the overview. */
	async openSection(section: string): Promise<void> {
		await this.page.locator(`main a[href$="/${section}"]`).first().click();
		await expect(this.page.locator('form#section')).toBeVisible();
	}

	async write(section: WrittenSection): Promise<void> {
		await this.fill(answers[section]);
	}

	/** What is chosen comes first: further questions appear with it. */
	async fill({ typed = {}, chosen = {}, ticked = {}, told = {}, rows = {} }: Answers): Promise<void> {
		for (const [path, code] of Object.entries(chosen)) {
			await this.openQuestion(path);
			await this.#choose(path, code);
		}
		for (const [path, codes] of Object.entries(ticked)) {
			await this.openQuestion(path);
			for (const code of codes) await this.#tick(`input[name="${path}"][value="${code}"]`);
		}
		for (const [path, text] of Object.entries(typed)) {
			await this.openQuestion(path);
			await this.page.locator(`#${path}`).fill(text);
		}
		for (const [path, { text, german, by }] of Object.entries(told)) {
			await this.openQuestion(path);
			await this.page.locator(`#${path}`).fill(text);
			await this.#addGerman(path, german, by);
		}
		for (const [list, values] of Object.entries(rows)) await this.#addRows(list, values);
	}

	/** Sections with several screens show one of them: a question is reached by its own name in the address. */
	async openQuestion(path: string): Promise<void> {
		await expect(this.page.locator('form#section')).toBeVisible();
		const question = this.page.locator(`[id="${path}"], [id="${path}-title"]`).first();
		if ((await question.count()) === 0) await this.page.evaluate((name) => void (location.hash = name), path);
		await expect(question).toBeAttached();
	}

	async writeCosts(): Promise<void> {
		const { page } = this;
		for (const [index, line] of costLines.entries()) {
			await page.getByRole('button', { name: this.say('costs_add_line') }).click();
			await page.locator('select[id$=".category"]').nth(index).selectOption(line.category);
			await page.locator('[id^="cost_lines."][id$=".label"]').nth(index).fill(line.label);
			await page.locator('[id^="cost_lines."][id$=".amount_cents"]').nth(index).fill(line.amount);
		}
		await page.locator('#requested_cents').fill(requested.typed);
		await expect(page.getByText(this.say('costs_balanced'))).toBeVisible();
	}

	async declare(): Promise<void> {
		for (const code of requiredDeclarations) await this.#tick(`[id="declared.${code}"]`);
		await this.#tick('input[name="input_tax"][value="not_entitled"]');
	}

	/** "Continue" on the last screen: leads back to the overview when the section is as the office needs it. */
	async finishSection(): Promise<void> {
		const steps = this.page.locator('nav a[href^="#"]');
		if ((await steps.count()) > 0) {
			await steps.last().click();
			await expect(steps.last()).toHaveAttribute('aria-current', 'step');
		}
		await this.page.getByRole('button', { name: this.say('continue_next') }).click();
		await this.page.waitForURL(APPLICATION);
	}

	/** Every section that is not done yet, from the overview. */
	async writeEverythingElse(done: readonly string[] = []): Promise<void> {
		const left = [
			'organisation',
			'recognition',
			'contact',
			'responsible',
			'project',
			'goals',
			'impact',
			'activities',
			'people'
		] as const;
		for (const section of left.filter((name) => !done.includes(name))) {
			await this.openSection(section);
			await this.write(section);
			await this.finishSection();
		}
		await this.openSection('costs');
		await this.writeCosts();
		await this.finishSection();
		await this.openSection('declarations');
		await this.declare();
		await this.finishSection();
	}

	/** Opens "check and send", and signs there: the name stands under everything that was read. */
	async openReview(name: string = signature): Promise<void> {
		await this.page.locator('main a[href$="/review"]').last().click();
		await expect(this.page.getByRole('heading', { level: 1, name: this.say('review_title') })).toBeVisible();
		await this.page.locator('#signed_name').fill(name);
	}

	/** On the sign-in screen: asks for a code, and gives it without typing it. */
	async askForCode(email: string): Promise<string> {
		await this.page.locator('#email').fill(email);
		await this.page.getByRole('button', { name: this.say('sign_in_send_code') }).click();
		await expect(this.page.locator('#code')).toBeVisible();
		return newestCode(this.#origin, email);
	}

	/** Asked which drafts of this phone are theirs, they say: all. */
	async signIn(email: string, next = '/apply'): Promise<void> {
		await this.page.goto(this.address(`/sign-in?next=/${this.language}${next}`));
		await this.page.locator('#code').or(this.page.locator('#email')).first().waitFor();
		// Somebody else was in the middle of signing in here.
		if ((await this.page.locator('#code').count()) > 0)
			await this.page.getByRole('button', { name: this.say('sign_in_other_email') }).click();
		await this.page.locator('#code').fill(await this.askForCode(email));
		const isThrough = this.page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
		const asked = this.page.getByRole('heading', { name: this.say('whose_title') });
		await Promise.race([isThrough, asked.waitFor().catch(() => undefined)]);
		if (await asked.isVisible()) {
			for (const draft of await this.page.getByRole('checkbox').all()) await draft.check();
			await this.page.getByRole('button', { name: this.say('whose_continue') }).click();
		}
		await isThrough;
	}

	/** Says in the account that this is somebody else's device; drafts with these titles come along. */
	async keepNothingHere(titles: readonly string[] = []): Promise<void> {
		await this.page.goto(this.address('/account'));
		for (const title of titles) await this.page.getByRole('checkbox', { name: title }).check();
		await this.page.getByRole('button', { name: this.say('borrowed_begin') }).click();
		await expect(this.page.getByText(this.say('borrowed_on_title'))).toBeVisible();
	}

	/** The line that says where the words are. */
	standing(key: string) {
		return this.page.locator('p.standing').filter({ hasText: this.say(`standing_${key}`) });
	}

	get sendButton() {
		return this.page.getByRole('button', { name: this.say('review_send') });
	}

	async #choose(path: string, code: string): Promise<void> {
		const list = this.page.locator(`select#${path}`);
		if ((await list.count()) > 0) await list.selectOption(code);
		else await this.#tick(`input[name="${path}"][value="${code}"]`);
	}

	async #addGerman(path: string, german: string, by: string): Promise<void> {
		const { page } = this;
		await page.getByRole('button', { name: this.say('language_german_open') }).click();
		await page.locator(`[id="german.${path}"]`).fill(german);
		await this.#tick(`input[name="german_by.${path}"][value="${by}"]`);
	}

	async #addRows(list: string, rows: readonly Readonly<Record<string, string>>[]): Promise<void> {
		const add = new Map([
			['cost_lines', 'costs_add_line'],
			['income_lines', 'costs_add_income']
		]).get(list);
		await this.openQuestion(list);
		for (const row of rows) {
			await this.page.getByRole('button', { name: this.say(add ?? `rows_${list}_add`) }).click();
			const newest = this.page.locator('li', { has: this.page.locator(`[name^="${list}."]`) }).last();
			for (const [column, text] of Object.entries(row)) {
				const field = newest.locator(`[name^="${list}."][name$=".${column}"]`);
				const kind = await field
					.first()
					.evaluate(({ tagName, type }: HTMLInputElement) => `${tagName} ${type}`);
				if (kind.startsWith('SELECT')) await field.selectOption(text);
				else if (kind === 'INPUT radio')
					await newest.locator(`[name$=".${column}"][value="${text}"]`).check();
				else await field.fill(text);
			}
		}
	}

	async #tick(selector: string): Promise<void> {
		await this.page.locator(selector).check();
	}
}
