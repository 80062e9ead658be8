import { expect } from '@playwright/test';
import sharp from 'sharp';
import { Applicant } from './applicant.ts';
import { dayIn } from './calendar.ts';

/** What is odd about a receipt; without, it is of 30 EUR, of today, paid in cash for the first line of the plan. */
export type Receipt = {
	readonly amount?: string;
	readonly invoiceOn?: string;
	readonly paidOn?: string;
	/** Its place in the plan, from 1. */
	readonly line?: number;
	readonly paidBy?: string;
	/** In lira. */
	readonly foreign?: string;
	/** The number of another one, whose picture and payee it has as well. */
	readonly sameAs?: number;
};

const money = { iban: 'DE02120300000000202051', holder: 'Hochfeld’de Komşular' };

/** Somebody whose group was granted money, on the screens of it. */
export class Grantee extends Applicant {
	/** On the screen of acceptance: without waiting for the time of remedies. */
	async accept({ iban, holder } = money): Promise<void> {
		const { page } = this;
		await page.locator('#received').check();
		await page.locator('#waives').check();
		await page.locator('#iban').fill(iban);
		await page.locator('#holder').fill(holder);
		await page.getByRole('button', { name: this.say('accept_send') }).click();
		await expect(page.getByText(this.say('accept_done'))).toBeVisible();
	}

	/** From the grant. */
	async askForMoney(amount: string): Promise<void> {
		const { page } = this;
		await page.getByRole('link', { name: this.say('payout_request') }).click();
		await page.locator('#amount').fill(amount);
		await page.locator('#needed').fill(dayIn(30));
		await page.getByRole('button', { name: this.say('payout_send') }).click();
		await expect(page.getByText(this.say('payout_requested'))).toHaveCount(1);
	}

	/** From the proof: a picture, and what stands on it. The receipt stays open. */
	async photograph(number: number, receipt: Receipt = {}): Promise<void> {
		const { page } = this;
		const { amount = '30', line = 1, paidBy = 'cash', foreign, sameAs = number } = receipt;
		await page.getByRole('button', { name: this.say('proof_receipt_add') }).click();
		await page
			.locator('input[type="file"][multiple]')
			.first()
			.setInputFiles(await picture(sameAs));
		await page.locator('[id$=".amount_cents"]').fill(amount);
		await page.locator('select[id$=".line"]').selectOption({ index: line });
		await page.locator('[id$=".payee"]').fill(`Bäckerei ${sameAs}`);
		await page.locator('[id$=".purpose"]').fill('خبز للأمسية');
		await page.locator('[id$=".invoice_on"]').fill(receipt.invoiceOn ?? dayIn(0));
		await page.locator('[id$=".paid_on"]').fill(receipt.paidOn ?? dayIn(0));
		await page.locator(`input[value="${paidBy}"]`).check();
		if (foreign === undefined) return;
		await page.getByLabel(this.say('proof_foreign')).check();
		await page.locator('[id$=".currency"]').fill('try');
		await page.locator('[id$=".foreign_cents"]').fill(foreign);
	}

	/** Back to the proof, which has so many receipts now. */
	async keepReceipt(count: number): Promise<void> {
		await this.page.getByRole('button', { name: this.say('proof_receipt_done') }).click();
		await expect(this.page.locator('a[href*="/proof/receipts/"]')).toHaveCount(count);
	}
}

/** A receipt as a phone takes it, each another one. */
async function picture(number: number): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
	const background = { r: number * 20, g: 200, b: 200 };
	const buffer = await sharp({ create: { width: 300, height: 400, channels: 3, background } })
		.jpeg()
		.toBuffer();
	return { name: `beleg-${number}.jpg`, mimeType: 'image/jpeg', buffer };
}
