import { expect, type Page } from '@playwright/test';
import { newestCode } from './mailbox.ts';
import { words } from './words.ts';

export const deskScreen = { viewport: { width: 1280, height: 800 }, locale: 'de-DE' } as const;

export const colleagues = {
	clerk: 'sachbearbeitung@kofei.test',
	decider: 'leitung@kofei.test',
	manager: 'verwaltung@kofei.test',
	auditor: 'pruefung@kofei.test'
} as const;

/** What they are called, see src/lib/server/embedded/demo-staff.ts: lists and the history name them so. */
export const colleagueNames = {
	clerk: 'Özge Demir',
	decider: 'Ruth Becker',
	manager: 'Karim Haddad'
} as const;

/** Somebody of the office at their desk. */
export class Colleague {
	readonly page: Page;
	readonly say = words('de', 'office');
	readonly #origin: string;

	constructor(page: Page, origin: string) {
		this.page = page;
		this.#origin = origin;
	}

	async signIn(email: string): Promise<void> {
		const { page } = this;
		await page.goto(`${this.#origin}/staff`);
		await page.locator('#email').fill(email);
		await page.getByRole('button', { name: this.say('sign_in_send') }).click();
		await page.locator('#code').waitFor();
		await page.locator('#code').fill(await newestCode(this.#origin, email));
		await page.getByRole('button', { name: this.say('sign_in_verify'), exact: true }).click();
		await page.waitForURL((url) => url.pathname === '/staff');
	}

	/** The list in one of its views, `all` unless told. */
	async openQueue(view = 'all'): Promise<void> {
		await this.page.goto(`${this.#origin}/staff?view=${view}`);
	}

	async openCase(id: string): Promise<void> {
		await this.page.goto(`${this.#origin}/staff/applications/${id}`);
	}

	/** Of the round that is open. */
	async openLetterTemplates(): Promise<void> {
		await this.page.goto(`${this.#origin}/staff`);
		await this.page.getByRole('link', { name: this.say('nav_letters'), exact: true }).click();
	}

	async takeStep(key: string, stateAfter: string): Promise<void> {
		await this.page.getByRole('button', { name: this.say(key), exact: true }).click();
		await expect(
			this.page.getByText(this.say('done_transition', { state: this.say(`state_${stateAfter}`) }))
		).toBeVisible();
	}

	/** From arrival to the point where it can be decided. */
	async prepareForDecision(id: string): Promise<void> {
		await this.openCase(id);
		await this.takeStep('step_submitted_formal_check', 'formal_check');
		await this.signCheck();
		await this.takeStep('step_formal_check_assessment', 'assessment');
		await this.askForReview();
		await this.review('2');
		await this.takeStep('step_assessment_decision', 'decision');
	}

	/** Judges every item as met, with a reason where the program does not agree, and signs. */
	async signCheck(): Promise<void> {
		const { page } = this;
		for (const select of await page.locator('form#check select[name="judgement"]').all())
			await select.selectOption('met');
		for (const reason of await page.locator('form#check textarea[name="reason"]:visible').all())
			await reason.fill('Gesehen und in Ordnung.');
		await page.locator('form#check button[value="sign"]').click();
		await expect(page.getByText(this.say('check_signed'), { exact: true })).toBeVisible();
	}

	/** Asks a colleague for an assessment, by name; without one, oneself. */
	async askForReview(name?: string): Promise<void> {
		const options = this.page.locator('#reviewer-ask option');
		const [me] = this.say('person_you', { person: '|' }).split('|');
		const label = await options
			.filter({ hasText: name ?? me })
			.first()
			.innerText();
		await this.page.locator('#reviewer-ask').selectOption({ label });
		await this.page.getByRole('button', { name: this.say('reviewer_ask_do'), exact: true }).click();
		await expect(this.page.getByText(this.say('reviewer_asked_done'))).toBeVisible();
	}

	/** Opens the request of what is missing; documents that the check missed are chosen there, and brought on paper here. */
	async askButForNoPaper(): Promise<void> {
		const { page } = this;
		await page.getByText(this.say('ask_title')).click();
		const chosen = page.locator('input[name="chosen"][value^="document:"]:checked');
		for (const id of await chosen.evaluateAll((boxes) => boxes.map((box) => box.id)))
			await page
				.locator('#ask-chosen li')
				.filter({ has: page.locator(`a[href="#${id.replace('item', 'note')}"]`) })
				.getByRole('button')
				.click();
		await expect(chosen).toHaveCount(0);
	}

	/** The same points for every criterion, with a reason each. */
	async review(points: string): Promise<void> {
		const { page } = this;
		for (const select of await page.locator('form#review select[name="points"]').all())
			await select.selectOption(points);
		for (const reason of await page.locator('form#review textarea[name="reason"]').all())
			await reason.fill('Überzeugend beschrieben.');
		await page.locator('form#review button[value="submit"]').click();
		await expect(page.getByText(this.say('review_submitted'), { exact: true })).toBeVisible();
	}

	/** On the grant: somebody of the office has asked the group about its account, and says how. */
	async confirmAccount(how: string): Promise<void> {
		const { page, say } = this;
		await page.getByLabel(say('account_judge')).selectOption('right');
		await page.getByLabel(say('account_note')).fill(how);
		await page.getByRole('button', { name: say('account_judge_do') }).click();
		// An earlier account may be confirmed already, and the answer draws the page anew.
		await expect(page.getByRole('button', { name: say('account_judge_do') })).toHaveCount(0);
		await expect(page.getByText(say('account_confirmed'), { exact: true }).first()).toBeVisible();
	}

	async proposeApproval(amount: string): Promise<void> {
		await this.fillApproval(amount);
		await this.signFirst();
	}

	async fillApproval(amount: string): Promise<void> {
		await this.page.locator('input[name="outcome"][value="approved"]').check();
		await this.page.locator('#decision-amount').fill(amount);
		// Less than was asked for has grounds; where all of it is granted they may stand there too.
		await this.page.locator('#decision-reason').fill('Das genügt für das Projekt.');
	}

	/** Whoever signs has read the letter. */
	async signFirst(): Promise<void> {
		await this.readProposedLetter();
		await this.page.getByRole('button', { name: this.say('decision_sign_first'), exact: true }).click();
	}

	async readProposedLetter(): Promise<void> {
		await this.page.locator('form[action*="propose"] button[value="preview"]').click();
	}

	async countersign(): Promise<void> {
		await this.page.locator('form#countersign button[type="submit"]').click();
	}
}
