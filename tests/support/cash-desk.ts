import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { dayIn } from './calendar.ts';
import type { Colleague } from './office.ts';

/** Money on its way, on the office's screens; each is done on the page that is open. */

/** On the grant, by a clerk. */
export async function releaseFirst({ page, say }: Colleague): Promise<void> {
	await page.getByRole('button', { name: say('payout_release_first'), exact: true }).click();
	await expect(page.getByText(say('payout_checked'))).toBeVisible();
}

/** On the grant, by somebody else who decides. */
export async function releaseSecond({ page, say }: Colleague): Promise<void> {
	await page.getByRole('button', { name: say('payout_release_second') }).click();
	await expect(page.getByText(say('payout_released'))).toBeVisible();
}

/** Everything that is released, in one order. */
export async function order({ page, say }: Colleague): Promise<void> {
	await page.locator('#order-on').fill(dayIn(0));
	await page.getByRole('button', { name: say('payments_order_do') }).click();
	await expect(page.getByText(say('payments_done_ordered'))).toBeVisible();
}

/** Of the newest order. */
export async function fileOf({ page, say }: Colleague, name: string): Promise<Buffer> {
	const download = page.waitForEvent('download');
	await page
		.getByRole('button', { name: say(name) })
		.first()
		.click();
	return readFile(await (await download).path());
}

/** The order that is open was carried out. */
export async function settle({ page, say }: Colleague): Promise<void> {
	await page.getByText(say('run_settle'), { exact: true }).click();
	await page.getByRole('button', { name: say('run_settle_do') }).click();
	await expect(page.getByText(say('payments_done_settled'))).toBeVisible();
}

/** On the grant: money that came back, booked by one, seen by another. */
export async function bookReturn(
	[first, second]: readonly [Colleague, Colleague],
	grant: string,
	amount: string
): Promise<void> {
	const { page, say } = first;
	await page.goto(grant);
	await page.getByText(say('return_record'), { exact: true }).click();
	await page.locator('[id^="return-"][id$="-amount"]').first().fill(amount);
	await page
		.getByRole('button', { name: say('return_do') })
		.first()
		.click();
	await expect(page.getByText(say('return_booked'))).toBeVisible();
	await expect(page.getByRole('button', { name: say('return_confirm') })).toHaveCount(0);
	await second.page.goto(grant);
	await second.page.getByRole('button', { name: say('return_confirm') }).click();
	await expect(second.page.getByText(say('recovery_settled'), { exact: true })).toBeVisible();
}

/** What a first signature is set under. */
export async function readLetter({ page, say }: Colleague, deed: string): Promise<void> {
	const form = page.locator(`form[action="?/${deed}"]`);
	await form.getByRole('button', { name: say('proposal_read') }).click();
	await expect(form.getByRole('region', { name: say('proposal_letter_title') })).toBeFocused();
}
