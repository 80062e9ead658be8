import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';

test('Nadia prints in the middle, by the browser’s own menu: every answer is on the paper although much is missing', async ({
	page,
	server
}) => {
	const nadia = new Applicant(page, server.origin);
	const home = await nadia.start();
	await nadia.openSection('goals');
	await page.locator('#need').fill('Es fehlt ein Ort für alle.');
	await expect(nadia.standing('on_device')).toBeVisible();
	await page.evaluate(async () => void (await navigator.serviceWorker.ready));
	await page.goto(`${home}/review`, { waitUntil: 'networkidle' });
	await expect(page.getByText(nadia.say('review_problems'))).toBeVisible();
	await expect(page.getByText('Es fehlt ein Ort für alle.')).toHaveCount(0);
	// What the page is when the paper was made, not what it becomes afterwards.
	await page.evaluate(() => {
		const note = () => (document.title = document.querySelector('main')?.innerText ?? '');
		addEventListener('afterprint', note, { once: true });
	});
	await page.pdf();
	const printed = await page.title();
	expect(printed).toContain('Es fehlt ein Ort für alle.');
	for (const section of ['organisation', 'goals', 'costs', 'declarations'])
		expect(printed).toContain(nadia.say(`section_${section}`));
});
