/**
 * How fast the app is on a slow phone: cold offline start to a usable form, and last keystroke to the disk.
 * `node tests/bench/device.ts` after a build. Times differ between machines; nothing passes or fails here.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../src/run/chromium.ts';
import { Applicant } from '../support/applicant.ts';
import { phoneScreen } from '../support/phone.ts';
import { Server } from '../support/server.ts';

const RUNS = 5;
const START_SLOWDOWN = 10;
const TYPING_SLOWDOWN = 6;
const KEY_EVERY_MS = 120;

const server = await Server.start();
const profile = await mkdtemp(path.join(tmpdir(), 'kofei-bench-'));
const open = () =>
	chromium.launchPersistentContext(profile, {
		executablePath: findChromium(),
		args: chromiumArguments,
		...phoneScreen
	});

let context = await open();
let page = context.pages()[0] ?? (await context.newPage());
const home = await new Applicant(page, server.origin).start();
await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
await page.waitForLoadState('networkidle');
await context.close();
await server.stop('SIGKILL');

const starts: number[] = [];
const writes: number[] = [];
for (let run = 0; run < RUNS; run++) {
	context = await open();
	await context.setOffline(true);
	page = context.pages()[0] ?? (await context.newPage());
	await slowDown(page, START_SLOWDOWN);
	await page.addInitScript(noteCommits);
	const started = performance.now();
	await page.goto(`${home}/goals`, { waitUntil: 'commit' });
	await page.locator('#need').waitFor();
	starts.push(performance.now() - started);
	await slowDown(page, TYPING_SLOWDOWN);
	await page.locator('#need').pressSequentially(' Wort', { delay: KEY_EVERY_MS });
	await page.waitForFunction(() => Object(globalThis).committedAt > Object(globalThis).typedAt);
	writes.push(await page.evaluate(() => Object(globalThis).committedAt - Object(globalThis).typedAt));
	await context.close();
}
console.log(`cold offline start to a usable form, CPU ÷ ${START_SLOWDOWN}: ${summary(starts)}`);
console.log(`last keystroke to the disk, CPU ÷ ${TYPING_SLOWDOWN}: ${summary(writes)}`);
await server.remove();
await rm(profile, { recursive: true, force: true });

async function slowDown(target: Page, rate: number): Promise<void> {
	const session = await target.context().newCDPSession(target);
	await session.send('Emulation.setCPUThrottlingRate', { rate });
}

/** In the page: when the last letter was typed, and when a transaction that writes was last durable. */
function noteCommits(): void {
	addEventListener('input', () => Object.assign(globalThis, { typedAt: performance.now() }), true);
	const begin = IDBDatabase.prototype.transaction;
	IDBDatabase.prototype.transaction = function (...given: Parameters<typeof begin>) {
		const transaction = begin.apply(this, given);
		if (given[1] === 'readwrite')
			transaction.addEventListener('complete', () =>
				Object.assign(globalThis, { committedAt: performance.now() })
			);
		return transaction;
	};
}

function summary(times: readonly number[]): string {
	const sorted = [...times].sort((a, b) => a - b);
	const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
	return `median ${at(0.5)} ms, slowest ${at(1)} ms of ${sorted.length}`;
}
