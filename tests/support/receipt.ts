import { expect, type Page } from '@playwright/test';
import { phoneScreen } from './phone.ts';

interface Receipt {
	readonly reference_number: string;
	readonly received_at: string;
	readonly sha256: string;
}

/** What the server keeps is what the person holds: number, moment by the office's clock, whole fingerprint. */
export async function expectReceipt(page: Page, receipt: Receipt): Promise<void> {
	expect(receipt.reference_number).toMatch(/^KOFEI-2027-\d{4}$/);
	const shown = await page.locator('section[aria-labelledby="receipt"]').innerText();
	expect(shown).toContain(receipt.reference_number);
	expect(shown.replace(/\s/g, '')).toContain(receipt.sha256);
	// The phone is two hours ahead of Duisburg and must not say so here.
	expect(shown).toContain(timeIn('Europe/Berlin', receipt.received_at));
	expect(shown).not.toContain(timeIn(phoneScreen.timezoneId, receipt.received_at));
}

function timeIn(timeZone: string, instant: string): string {
	const clock = new Intl.DateTimeFormat('tr', { timeZone, hour: '2-digit', minute: '2-digit' });
	return clock.format(new Date(instant));
}
