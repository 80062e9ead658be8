import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';

/** One for each way an application can go. */
const EXAMPLES = 17;
const bothSchemes = ['light', 'dark'] as const;
const tablet = { width: 768, height: 1024 };
const general = [
	'/staff?view=all',
	'/staff/messages',
	'/staff/ranking',
	'/staff/budget',
	'/staff/payments',
	'/staff/statistics',
	'/staff/people',
	'/staff/audit',
	'/staff/retention',
	'/staff/barriers',
	'/staff/devices',
	'/staff/second-factor',
	'/staff/rounds'
];
const ofRound = [
	'',
	'/terms',
	'/texts?language=ar',
	'/grants',
	'/letters',
	'/report',
	'/lists/documents',
	'/lists/criteria',
	'/lists/areas'
];

/** A grant that is being paid, changed and claimed back is looked at where that happens, and so is its proof: `a-grant-is-paid`, `an-example-comes-to-its-end`. */
test('every screen of the office can be read by everybody, empty, full and in error', async ({
	newWindow,
	ownServer: server
}) => {
	test.setTimeout(900_000);
	const colleague = new Colleague(await newWindow(deskScreen), server.origin);
	const { page, say } = colleague;
	const look = async (path: string, schemes: Parameters<typeof expectGoodLooks>[1] = bothSchemes) => {
		await page.goto(`${server.origin}${path}`);
		await expect(page.locator('h1')).toHaveCount(1);
		await expectGoodLooks(page, schemes);
	};
	const hrefs = async (path: string, links = 'tbody th a') => {
		await page.goto(`${server.origin}${path}`);
		return page.locator(links).evaluateAll((all) => all.map((link) => String(link.getAttribute('href'))));
	};

	await test.step('before anybody has applied', async () => {
		await colleague.signIn(colleagues.manager);
		for (const path of general) await look(path);
		await look('/staff/applications/00000000-0000-4000-8000-000000000000');
	});

	await server.fillWithExamples(EXAMPLES);
	const [round = ''] = await hrefs('/staff/rounds');
	const [person = ''] = await hrefs('/staff/people');
	const cases: string[] = [];
	for (const view of ['new', 'check', 'assess', 'decide', 'decided', 'withdrawn'])
		cases.push(...(await hrefs(`/staff?view=${view}`)).slice(0, 1));
	expect(cases).toHaveLength(6);
	const [, , , , decided = ''] = cases;
	const screens = [
		...general,
		'/staff?view=all&q=nichts+davon',
		'/staff?view=new&district=mitte&min=2.400',
		...cases,
		`${decided.split('?')[0]}/grant`,
		person,
		...ofRound.map((part) => round + part)
	];

	await test.step('full, on a desk, in German', async () => {
		for (const path of screens) await look(path);
	});

	await test.step('what is refused is said beside it', async () => {
		await page.goto(server.origin + person);
		await page.locator('#person-name').fill('x'.repeat(200));
		await page.getByRole('button', { name: say('people_save_name') }).click();
		await expect(page.locator('main [aria-invalid="true"]').first()).toBeVisible();
		await expectGoodLooks(page, bothSchemes);
	});

	await test.step('a list is put into another order with the keyboard', async () => {
		await page.goto(`${server.origin}${round}/lists/areas`);
		const name = await page.locator('#label-0-0').inputValue();
		await page.locator('#areas-0-down').focus();
		await page.keyboard.press('Enter');
		await expect(page.locator('#label-1-0')).toHaveValue(name);
		await expect(page.locator('#areas-1-down')).toBeFocused();
		await page.getByRole('button', { name: say('round_save') }).click();
		await expect(page.getByText(say('round_done_saved'))).toBeVisible();
		await page.goto(`${server.origin}${round}/lists/areas`);
		await expect(page.locator('#label-1-0')).toHaveValue(name);
	});

	await test.step('full, on a tablet, in English', async () => {
		await page.setViewportSize(tablet);
		await page.goto(`${server.origin}/staff`);
		await page.locator('header .menu > summary').click();
		await expectGoodLooks(page, bothSchemes);
		await page.getByRole('button', { name: 'English' }).first().click();
		await expect(page.locator('html')).toHaveAttribute('data-locale', 'en');
		for (const path of screens) await look(path, ['light']);
	});
});
