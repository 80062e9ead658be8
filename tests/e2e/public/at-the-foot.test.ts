import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';
import { sections } from '../../../src/lib/core/application/fields.ts';

/** The same everywhere, in the same order (WCAG 3.2.6). */
const order = ['help', '#contact', 'accessibility', 'privacy', 'imprint'];

async function expectFoot(page: Page, locale: string): Promise<void> {
	const foot = page.getByRole('contentinfo').filter({ visible: true });
	await expect(foot, page.url()).toHaveCount(1);
	const links = foot.getByRole('navigation').getByRole('link');
	const leadTo = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
	expect.soft(leadTo.slice(0, order.length), page.url()).toEqual(expectedIn(locale));
}

const expectedIn = (locale: string) =>
	order.map((place) => (place.startsWith('#') ? `/${locale}${place}` : `/${locale}/${place}`));

test('every screen of applicants leads to help, accessibility, privacy and imprint, and says what their details are for', async ({
	page,
	server,
	context
}) => {
	test.setTimeout(240_000);
	const applicant = new Applicant(page, server.origin);
	const draft = new URL(await applicant.start()).pathname.replace('/de', '');
	const account = await Account.of(server.origin, `foot.${randomUUID().slice(0, 8)}@example.test`);
	const { id } = await account.apply();
	const open = ['/apply', '/sign-in', draft, ...sections.map((name) => `${draft}/${name}`)];
	// Whoever comes for the first time gets the server's page; after that the worker answers with its own.
	for (const path of [...open, '/account', `${draft}/status`, `${draft}/proof`]) {
		const html = await (await fetch(applicant.address(path))).text();
		const [, foot = '', ...more] = html.split('<footer');
		const leadTo = [...foot.matchAll(/href="([^"]+)"/g)].map(([, to]) => to);
		expect([more, leadTo.slice(1, order.length + 1)], path).toEqual([[], expectedIn('de')]);
	}
	for (const path of open) {
		await page.goto(applicant.address(path));
		await expect(page.locator('main h1').first()).toBeVisible();
		await expectFoot(page, 'de');
		await expect(page.getByRole('contentinfo').getByRole('link', { name: /Art\.\s13\sDSGVO/ })).toBeVisible();
	}
	await applicant.signIn(account.email);
	const own = [
		'status',
		'correspondence',
		'team',
		'grant',
		'grant/account',
		'proof',
		'proof/receipts/aaaaaaaa'
	];
	const rest = ['account', 'account/data', 'account/devices', 'account/notices', 'apply/share'];
	for (const path of [...own.map((name) => `apply/${id}/${name}`), ...rest]) {
		await page.goto(applicant.address(`/${path}`));
		await expect(page.locator('main h1').first()).toBeVisible();
		await expectFoot(page, 'de');
	}

	// Without network they lead to what the device has of those pages.
	await context.setOffline(true);
	await page.goto(applicant.address('/apply'));
	await page.getByRole('contentinfo').getByRole('link', { name: 'Barrierefreiheit' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Barrierefreiheit' })).toBeVisible();
	await expectFoot(page, 'de');
	await context.setOffline(false);
	await account.dispose();
});

test('so does every page of the office, the sign-in too', async ({ newWindow, server }) => {
	test.setTimeout(240_000);
	const manager = new Colleague(await newWindow(deskScreen), server.origin);
	const { page } = manager;
	await page.goto(`${server.origin}/staff/sign-in`);
	await expectFoot(page, 'de');
	await manager.signIn(colleagues.manager);
	const account = await Account.of(server.origin, `foot.${randomUUID().slice(0, 8)}@example.test`);
	const { id } = await account.apply();
	await account.dispose();
	const places = [
		'',
		'second-factor',
		'budget',
		'ranking',
		'statistics',
		'payments',
		'messages',
		'people',
		'rounds'
	];
	const more = ['retention', 'audit', 'barriers', 'devices', `applications/${id}`];
	for (const place of [...places, ...more]) {
		await page.goto(`${server.origin}/staff/${place}`);
		await expect(page.locator('main h1').first()).toBeVisible();
		await expectFoot(page, 'de');
	}
});
