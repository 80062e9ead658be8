import { expect, test } from '../../support/journey.ts';
import { expectOwnLanguageOnly, firstVisit, kilobytes, KB, sum } from '../../support/weight.ts';

/** `rounds`: once, however often they are asked for. `kept` (the goal is 300 KB): with all that the worker fetches quietly afterwards and keeps, so that everything works offline from then on. */
const limits = { script: 42 * KB, style: 15 * KB, everything: 130 * KB, kept: 320 * KB, rounds: 6 * KB };
const QUIET_MS = 1500;

test('a first visit to the open rounds costs little data, in the visitor’s language only', async ({
	browser,
	server
}) => {
	const weights = await firstVisit(browser, `${server.origin}/de`);
	const [script, style] = [sum(weights, 'Script'), sum(weights, 'Stylesheet')];
	console.log(
		`First visit to /de: JavaScript ${kilobytes(script)}, CSS ${kilobytes(style)}, all ${kilobytes(sum(weights))}`
	);
	expectOwnLanguageOnly(weights, 'de');
	expect.soft(script).toBeLessThanOrEqual(limits.script);
	expect.soft(style).toBeLessThanOrEqual(limits.style);
	expect.soft(sum(weights)).toBeLessThanOrEqual(limits.everything);
});

for (const path of ['', '/apply']) {
	test(`a first visit to /de${path} costs little data, also with everything the worker keeps for offline`, async ({
		badLine,
		newWindow
	}) => {
		const fetched = new Map<string, number>();
		let lastMs = Date.now();
		badLine.isAskedAnew = false;
		badLine.fault = ({ url = '' }, body) => {
			fetched.set(url, (fetched.get(url) ?? 0) + body.length);
			lastMs = Date.now();
			return null;
		};
		const page = await newWindow({ locale: 'de-DE' });
		await page.goto(`${badLine.origin}/de${path}`);
		await page.evaluate(() => navigator.serviceWorker.ready);
		await expect.poll(() => Date.now() - lastMs, { timeout: 30_000 }).toBeGreaterThan(QUIET_MS);
		const weights = [...fetched].map(([url, bytes]) => ({ url, type: 'any', bytes }));
		console.log(
			`First visit to /de${path} with the worker: ${kilobytes(sum(weights))} in ${fetched.size} files`
		);
		expectOwnLanguageOnly(weights, 'de');
		expect
			.soft(fetched.get('/de/rounds.json'), 'bytes of the rounds, asked for again')
			.toBeLessThan(limits.rounds);
		expect(sum(weights)).toBeLessThanOrEqual(limits.kept);
	});
}
