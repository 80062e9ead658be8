import type { Browser, BrowserContextOptions } from '@playwright/test';
import { Applicant } from '../../support/applicant.ts';
import { expect, test } from '../../support/journey.ts';

const KB = 1024;
const budgets = {
	publicPage: { script: 42 * KB, style: 15 * KB },
	formPage: { script: 75 * KB, style: 15 * KB }
};

interface Weight {
	readonly url: string;
	readonly type: string;
	/** The body as it came over the line, compressed; without headers, which depend on the proxy in front. */
	readonly bytes: number;
	readonly encoding: string;
}

test('a first visit to the open rounds costs little data, in the visitor’s language only', async ({
	browser,
	server
}) => {
	const weights = await firstVisit(browser, `${server.origin}/de`);
	report('/de', weights);
	expectOwnLanguageOnly(weights, 'de');
	expect.soft(sum(weights, 'Script')).toBeLessThanOrEqual(budgets.publicPage.script);
	expect.soft(sum(weights, 'Stylesheet')).toBeLessThanOrEqual(budgets.publicPage.style);
});

test('a first visit to a page of the form costs little data, in the writer’s language only', async ({
	browser,
	page,
	server
}) => {
	const home = await new Applicant(page, server.origin).start();
	const storageState = await page.context().storageState({ indexedDB: true });
	const weights = await firstVisit(browser, `${home}/project`, storageState);
	report('/de/apply/…/project', weights);
	expectOwnLanguageOnly(weights, 'de');
	expect.soft(sum(weights, 'Script')).toBeLessThanOrEqual(budgets.formPage.script);
	expect.soft(sum(weights, 'Stylesheet')).toBeLessThanOrEqual(budgets.formPage.style);
});

/** Everything a browser without cache and without service worker fetches until the page is quiet. */
async function firstVisit(
	browser: Browser,
	url: string,
	storageState?: BrowserContextOptions['storageState']
): Promise<readonly Weight[]> {
	const context = await browser.newContext({
		serviceWorkers: 'block',
		viewport: { width: 360, height: 740 },
		locale: 'de-DE',
		storageState
	});
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	await session.send('Network.enable');
	await session.send('Network.setCacheDisabled', { cacheDisabled: false });
	const answers = new Map<string, Omit<Weight, 'bytes'> & { readonly headerBytes: number }>();
	const weights: Weight[] = [];
	session.on('Network.responseReceived', ({ requestId, response, type }) => {
		const encoding = Object.entries(response.headers).find(
			([name]) => name.toLowerCase() === 'content-encoding'
		);
		answers.set(requestId, {
			url: new URL(response.url).pathname,
			type,
			encoding: encoding?.[1] ?? '',
			headerBytes: response.encodedDataLength
		});
	});
	session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		const answer = answers.get(requestId);
		if (answer) weights.push({ ...answer, bytes: encodedDataLength - answer.headerBytes });
	});
	await page.goto(url, { waitUntil: 'networkidle' });
	await expect(page.locator('h1')).toBeVisible();
	await context.close();
	return weights;
}

function expectOwnLanguageOnly(weights: readonly Weight[], language: string): void {
	const catalogues = weights.filter(({ url }) => url.includes('/messages/'));
	const foreign = catalogues.filter(({ url }) => !url.includes(`.${language}.`));
	expect(foreign.map(({ url }) => url)).toEqual([]);
}

function sum(weights: readonly Weight[], type?: string): number {
	return weights.reduce((total, weight) => total + (type && weight.type !== type ? 0 : weight.bytes), 0);
}

function report(title: string, weights: readonly Weight[]): void {
	const kb = (bytes: number) => `${(bytes / KB).toFixed(1)} KB`.padStart(9);
	const types = [...new Set(weights.map(({ type }) => type))];
	const lines = types.map((type) => {
		const own = weights.filter((weight) => weight.type === type);
		const encodings = [...new Set(own.map(({ encoding }) => encoding || 'plain'))].join(', ');
		return `  ${type.padEnd(12)} ${kb(sum(own))}  ${String(own.length).padStart(3)} files  ${encodings}`;
	});
	console.log([`First visit to ${title}`, ...lines, `  ${'all'.padEnd(12)} ${kb(sum(weights))}`].join('\n'));
}
