/**
 * How fast screens are first seen on a slow line, and how fast they answer a finger on a slow phone.
 * `node tests/bench/screens.ts` after a build. Times differ between machines, so a page of one line that the same browser
 * fetches over the same line stands beside them; nothing passes or fails here.
 */
import { createServer } from 'node:http';
import { chromium, type Browser } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../src/run/chromium.ts';
import { Applicant } from '../support/applicant.ts';
import { phoneScreen } from '../support/phone.ts';
import { freePort, Server } from '../support/server.ts';
import { line, slowDown } from './measure.ts';

const RUNS = 5;
const KEYS = 60;
const COST_LINES = 10;
const SETTLE_MS = 2000;
const profiles = {
	S4G: { latency: 150, kilobits: 1600, cpu: 4, goalMs: '≤ 1,400 ms' },
	L3G: { latency: 300, kilobits: 700, cpu: 10, goalMs: '≤ 2,800 ms' }
} as const;

const server = await Server.start();
const port = await freePort();
const plain = createServer((_, response) =>
	response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><h1>KOFEI</h1>')
).listen(port);
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });

const screens = {
	'one line of HTML (baseline)': `http://localhost:${port}/`,
	'/de': `${server.origin}/de`,
	'/de/rounds/kofei-2027': `${server.origin}/de/rounds/kofei-2027`,
	'/de/apply': `${server.origin}/de/apply`,
	'/de/sign-in': `${server.origin}/de/sign-in`
};
for (const [name, profile] of Object.entries(profiles))
	for (const [screen, address] of Object.entries(screens)) {
		const times: number[] = [];
		for (let run = 0; run < RUNS; run++) times.push(await largestPaint(browser, address, profile));
		line(`largest paint of ${screen}, ${name}`, profile.goalMs, times);
	}
for (const [cpu, goal] of [
	[4, '≤ 100 ms'],
	[10, '≤ 200 ms']
] as const) {
	const { typing, adding } = await interactions(browser, cpu);
	line(`typing a letter, CPU ${cpu}×`, goal, typing, 0.98);
	line(`adding a cost line, CPU ${cpu}×`, goal, adding, 0.98);
}
await browser.close();
plain.close();
await server.remove();

type Profile = (typeof profiles)[keyof typeof profiles];

/** Of a first visit: nothing is in any cache. */
async function largestPaint(browser: Browser, address: string, profile: Profile): Promise<number> {
	const context = await browser.newContext({ ...phoneScreen, locale: 'de-DE', serviceWorkers: 'block' });
	const page = await context.newPage();
	const session = await context.newCDPSession(page);
	const bytesPerSecond = (profile.kilobits * 1000) / 8;
	await session.send('Network.emulateNetworkConditions', {
		offline: false,
		latency: profile.latency,
		downloadThroughput: bytesPerSecond,
		uploadThroughput: bytesPerSecond
	});
	await slowDown(page, profile.cpu);
	await page.addInitScript(() =>
		new PerformanceObserver((list) => {
			for (const { startTime } of list.getEntries()) Object.assign(globalThis, { paintedAt: startTime });
		}).observe({ type: 'largest-contentful-paint', buffered: true })
	);
	page.setDefaultTimeout(60_000);
	await page.goto(address, { waitUntil: 'networkidle', timeout: 60_000 });
	await page.locator('h1').waitFor();
	// On a phone this slow the last picture comes long after the last byte.
	await page.waitForTimeout(SETTLE_MS);
	const paintedAt = await page.evaluate(() => Object(globalThis).paintedAt);
	await context.close();
	return paintedAt;
}

/** From the finger to the next picture, as the browser itself measures it (in steps of 8 ms). */
async function interactions(browser: Browser, cpu: number) {
	const context = await browser.newContext({ ...phoneScreen, locale: 'de-DE' });
	const page = await context.newPage();
	await page.addInitScript(() =>
		new PerformanceObserver((list) => {
			const noted = (Object(globalThis).answered ??= {});
			for (const { interactionId, duration } of list.getEntries() as PerformanceEventTiming[])
				if (interactionId) noted[interactionId] = Math.max(noted[interactionId] ?? 0, duration);
		}).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
	);
	const applicant = new Applicant(page, server.origin);
	const home = await applicant.start();
	/** Quicker than the browser tells is the shortest it tells. */
	const answered = async (count: number) => {
		await page.waitForTimeout(500);
		const told: number[] = await page.evaluate(() => Object.values(Object(globalThis).answered ?? {}));
		return [...told, ...Array.from({ length: Math.max(0, count - told.length) }, () => 16)];
	};
	await page.goto(`${home}/goals`);
	await page.locator('#need').waitFor();
	await slowDown(page, cpu);
	await page.locator('#need').pressSequentially('a'.repeat(KEYS), { delay: 80 });
	const typing = await answered(KEYS);
	await page.goto(`${home}/costs`);
	const add = page.getByRole('button', { name: applicant.say('costs_add_line') });
	for (let count = 0; count < COST_LINES; count++) await add.click();
	const adding = await answered(COST_LINES);
	await context.close();
	return { typing, adding };
}
