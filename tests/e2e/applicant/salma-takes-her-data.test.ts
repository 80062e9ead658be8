import { readFile } from 'node:fs/promises';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { phoneScreen } from '../../support/phone.ts';

const schemes = ['light', 'dark'] as const;

test('Salma takes everything along in one file, has it deleted, and her phone tells her quietly', async ({
	newWindow,
	server
}) => {
	const account = await Account.of(server.origin, 'salma.data@example.test');
	await account.write({ project_title: 'Nähen und Reden' });
	const { number } = await account.apply({ contact_language: 'ar' });
	const salma = new Applicant(
		await newWindow({ ...phoneScreen, locale: 'ar', permissions: ['notifications'] }),
		server.origin,
		'ar'
	);
	const { page, say } = salma;

	await test.step('she finds her data beside her account', async () => {
		await salma.signIn(account.email, '/account');
		await page.getByRole('link', { name: say('account_data') }).click();
		await expect(page.getByText(number).first()).toBeVisible({ timeout: 20_000 });
		await expect(page.getByText(say('data_running'))).toBeVisible();
		await expectGoodLooks(page, schemes);
		const download = page.waitForEvent('download', { timeout: 60_000 });
		await page.getByRole('link', { name: say('data_export_do') }).click();
		const bytes = await readFile(await (await download).path());
		expect(bytes.subarray(0, 2).toString()).toBe('PK');
		expect(bytes.toString('latin1')).toContain(`${number}/Antrag-${number}.pdf`);
		expect(bytes.toString('utf8')).toContain('Nähen und Reden');
	});

	await test.step('she asks for deletion: told what goes when, and may take it back', async () => {
		await page.getByRole('button', { name: say('data_erase_do') }).click();
		await expect(page.getByRole('dialog').getByText('Nähen und Reden')).toBeVisible();
		await expectGoodLooks(page, schemes);
		await page.getByRole('button', { name: say('data_erase_confirm') }).click();
		await page.getByRole('button', { name: say('data_take_back'), exact: true }).click({ timeout: 20_000 });
		await expect(page.getByRole('button', { name: say('data_erase_do') })).toBeVisible({ timeout: 20_000 });
	});

	await test.step('a push that carries nothing becomes one quiet line in her language', async () => {
		await page.goto(salma.address('/account/notices'));
		await expect(page.getByText(say('notices_quiet'))).toBeVisible();
		await expectGoodLooks(page, schemes);
		const client = await page.context().newCDPSession(page);
		const registration = new Promise<string>((resolve) => {
			client.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
				const [first] = registrations;
				if (first) resolve(first.registrationId);
			});
		});
		await client.send('ServiceWorker.enable');
		await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
		await client.send('ServiceWorker.deliverPushMessage', {
			origin: server.origin,
			registrationId: await registration,
			data: ''
		});
		const shown = () =>
			page.evaluate(async () => {
				const { getNotifications } = await navigator.serviceWorker.ready.then((ready) => ({
					getNotifications: () => ready.getNotifications()
				}));
				return (await getNotifications()).map(({ title, body, lang, dir, data }) => [
					title,
					body,
					lang,
					dir,
					data
				]);
			});
		await expect.poll(shown, { timeout: 20_000 }).toEqual([['KOFEI', say('push_quiet'), 'ar', 'rtl', null]]);
	});
	await account.dispose();
});
