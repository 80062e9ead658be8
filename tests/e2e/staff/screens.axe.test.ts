import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';

/** Enough for one case in most states. */
const EXAMPLES = 14;
const schemes = ['light', 'dark'] as const;
const tablet = { ...deskScreen, viewport: { width: 768, height: 1024 } };

test('every screen of the office can be read by everybody, empty, full and in error', async ({
	newWindow,
	ownServer: server
}) => {
	const colleague = new Colleague(await newWindow(deskScreen), server.origin);
	const { page } = colleague;
	const look = async (path: string) => {
		await page.goto(`${server.origin}${path}`);
		await expect(page.locator('h1')).toHaveCount(1);
		await expectGoodLooks(page, schemes);
	};
	const hrefs = async (path: string, links: string) => {
		await page.goto(`${server.origin}${path}`);
		return page.locator(links).evaluateAll((all) => all.map((link) => String(link.getAttribute('href'))));
	};
	const general = [
		'/staff?view=all',
		'/staff?view=all&text=nichts+davon',
		'/staff/messages',
		'/staff/ranking',
		'/staff/budget',
		'/staff/statistics',
		'/staff/people',
		'/staff/audit',
		'/staff/rounds'
	];

	await test.step('before anybody has applied', async () => {
		await colleague.signIn(colleagues.manager);
		for (const path of general) await look(path);
		await look('/staff/applications/00000000-0000-4000-8000-000000000000');
	});

	await test.step('full, on a desk and on a tablet', async () => {
		await server.fillWithExamples(EXAMPLES);
		await colleague.signIn(colleagues.manager);
		const [round = ''] = await hrefs('/staff/rounds', 'tbody th a');
		const [person = ''] = await hrefs('/staff/people', 'tbody th a');
		const states = ['new', 'check', 'assessment', 'decision', 'decided', 'withdrawn'];
		const cases = [];
		for (const view of states) cases.push(...(await hrefs(`/staff?view=${view}`, 'tbody th a')).slice(0, 1));
		expect(cases.length).toBeGreaterThan(3);
		const screens = [
			...general,
			...cases,
			person,
			round,
			...['/terms', '/texts?language=ar', '/letters', '/lists/documents', '/lists/criteria'].map(
				(part) => round + part
			)
		];
		for (const { viewport } of [deskScreen, tablet]) {
			await page.setViewportSize(viewport);
			for (const path of screens) await look(path);
		}
	});

	await test.step('a list is put into another order with the keyboard', async () => {
		await page.goto(server.origin + (await hrefs('/staff/rounds', 'tbody th a'))[0] + '/lists/areas');
		const first = page.locator('#label-0-0');
		const name = await first.inputValue();
		await page.locator('#areas-0-down').focus();
		await page.keyboard.press('Enter');
		await expect(page.locator('#label-1-0')).toHaveValue(name);
		await expect(page.locator('#areas-1-down')).toBeFocused();
		await page.getByRole('button', { name: colleague.say('round_save') }).click();
		await expect(page.getByText(colleague.say('round_done_saved'))).toBeVisible();
		await page.goto(server.origin + (await hrefs('/staff/rounds', 'tbody th a'))[0] + '/lists/areas');
		await expect(page.locator('#label-1-0')).toHaveValue(name);
	});
});
