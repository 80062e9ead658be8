import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import FirstSignature from './FirstSignature.svelte';

const signature = { is_mine: false, outcome: 'approved', amount_cents: 97_000, waiting_rank: null } as const;

it.each([
	[signature, /wartet auf die Zweitzeichnung: Bewilligung 970,00/],
	[{ ...signature, is_mine: true }, /von Ihnen erstgezeichnet: Bewilligung 970,00/],
	[{ ...signature, outcome: 'rejected', amount_cents: null }, /Zweitzeichnung: Ablehnung/],
	[{ ...signature, outcome: 'waitlisted', amount_cents: null, waiting_rank: 3 }, /Platz 3 auf der Warteliste/]
] as const)(
	'a first signature in a list says whose turn it is and what was signed: %o',
	async (one, words) => {
		document.documentElement.lang = 'de';
		render(FirstSignature, { signature: one, locale: 'de' });
		await expect.element(page.getByText(words)).toBeVisible();
	}
);
