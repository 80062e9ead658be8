import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import CaseHead from './CaseHead.svelte';

const application = {
	title: 'Chor',
	organisation_name: 'Treff am Markt',
	reference_number: 'D-2027-0007',
	requested_cents: 101_500,
	state: 'approved',
	submitted_at: '2027-01-20T12:00:00Z',
	roundTitle: 'KOFEI 2027'
} as const;
const shown = (grantedCents: number | null) => {
	document.documentElement.lang = 'de';
	render(CaseHead, {
		application,
		grantedCents,
		isLate: false,
		isReady: false,
		isPartial: false,
		backHref: '/staff',
		locale: 'de'
	});
};

it('the head of a granted case leads with what was granted, and says what was asked for', async () => {
	shown(95_000);
	await expect.element(page.getByText(/^950,00.€ beantragt 1\.015,00.€$/)).toBeVisible();
});

it('the head of any other case says what was asked for', async () => {
	shown(null);
	await expect.element(page.getByText(/^1\.015,00.€$/)).toBeVisible();
	await expect.element(page.getByText(/beantragt/)).not.toBeInTheDocument();
});
