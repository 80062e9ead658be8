import { beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { expectNoAxeViolation } from '../axe.sample';
import LetterPreview from './LetterPreview.svelte';

beforeEach(() => {
	document.documentElement.lang = 'de';
	document.title = 'Test';
});

describe('a letter before anybody signs it', () => {
	it('can be walked by its headings', async () => {
		const screen = await render(LetterPreview, {
			letter: {
				referenceNumber: 'KOFEI-2027-0001',
				date: '1.3.2027',
				sender: ['KOFEI'],
				recipient: ['Verein'],
				subject: 'Zuwendungsbescheid',
				blocks: [
					{ heading: '', text: 'Guten Tag' },
					{ heading: 'Rechtsbehelfsbelehrung', text: 'Gegen diesen Bescheid kann Klage erhoben werden.' }
				],
				explanation: { locale: 'tr', text: 'Para alıyorsunuz.' }
			},
			level: 4,
			locale: 'de'
		});
		const headings = page.getByRole('heading').elements();
		expect(headings.map((heading) => `${heading.tagName} ${heading.textContent.trim()}`)).toEqual([
			'H4 Zuwendungsbescheid',
			'H5 Rechtsbehelfsbelehrung',
			'H4 Erklärung für die Antragstellenden (Türkisch)'
		]);
		await expect.element(page.getByText('Para alıyorsunuz.')).toBeVisible();
		await expectNoAxeViolation(screen.container);
	});
});
