import type { Browser, BrowserContextOptions } from '@playwright/test';
import { expect } from './journey.ts';

export const KB = 1024;

/** One file of a first visit. */
export interface Weight {
	readonly url: string;
	readonly type: string;
	/** The body as it came over the line, compressed; without headers, which depend on the proxy in front. */
	readonly bytes: number;
}

/** Everything a browser without cache and without service worker fetches until the page is quiet. */
export async function firstVisit(
	browser: Browser,
	url: string,
	options: BrowserContextOptions = {}
): Promise<readonly Weight[]> {
	const context = await browser.newContext({
		serviceWorkers: 'block',
		viewport: { width: 360, height: 740 },
		...options
	});
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	await session.send('Network.enable');
	await session.send('Network.setCacheDisabled', { cacheDisabled: false });
	const answers = new Map<string, Omit<Weight, 'bytes'> & { readonly headerBytes: number }>();
	const weights: Weight[] = [];
	session.on('Network.responseReceived', ({ requestId, response, type }) => {
		const { pathname } = new URL(response.url);
		answers.set(requestId, { url: pathname, type, headerBytes: response.encodedDataLength });
	});
	session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		const answer = answers.get(requestId);
		if (answer) weights.push({ ...answer, bytes: encodedDataLength - answer.headerBytes });
	});
	await page.goto(url, { waitUntil: 'networkidle' });
	await expect(page.locator('h1')).toBeVisible();
	await expect(page.locator('.skeleton')).toHaveCount(0);
	await context.close();
	return weights;
}

export function sum(weights: readonly Weight[], type?: string): number {
	return weights.reduce((total, weight) => total + (type && weight.type !== type ? 0 : weight.bytes), 0);
}

export function kilobytes(bytes: number): string {
	return `${(bytes / KB).toFixed(1)} KB`.padStart(9);
}

/** Nobody pays for the languages of others. */
export function expectOwnLanguageOnly(weights: readonly Weight[], language: string): void {
	const catalogues = weights.filter(({ url }) => url.includes('/messages/'));
	const foreign = catalogues.filter(({ url }) => !url.includes(`.${language}.`));
	expect(foreign.map(({ url }) => url)).toEqual([]);
}
