/**
 * How fast the app is on a slow phone: last keystroke to the disk, cold offline start to a usable form, and a large draft
 * with photos restored. `node tests/bench/device.ts` after a build. Times differ between machines; nothing passes or fails.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../src/run/chromium.ts';
import { Applicant } from '../support/applicant.ts';
import { phoneScreen } from '../support/phone.ts';
import { Server } from '../support/server.ts';
import { line, slowDown } from './measure.ts';

const RUNS = 5;
const START_SLOWDOWN = 10;
const TYPING_SLOWDOWN = 6;
const KEY_EVERY_MS = 120;
/** Each is a pause after a word, which is what people lose when a phone dies. */
const WORDS = 8;
const FIELDS = 200;
const PHOTOS = 10;
const PHOTO_BYTES = 1_500_000;

const server = await Server.start();
const profile = await mkdtemp(path.join(tmpdir(), 'kofei-bench-'));
const open = async () => {
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: findChromium(),
		args: chromiumArguments,
		...phoneScreen
	});
	return { context, page: context.pages()[0] ?? (await context.newPage()) };
};

const first = await open();
const home = await new Applicant(first.page, server.origin).start();
await first.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
await first.page.waitForLoadState('networkidle');
await first.context.close();
await server.stop('SIGKILL');

/** A browser that was closed, without network: from the address to what `usable` waits for. */
async function coldStart(address: string, usable: (page: Page) => Promise<unknown>) {
	const { context, page } = await open();
	await context.setOffline(true);
	await slowDown(page, START_SLOWDOWN);
	await page.addInitScript(noteCommits);
	const started = performance.now();
	await page.goto(address, { waitUntil: 'commit' });
	await usable(page);
	return { context, page, tookMs: performance.now() - started };
}

const [starts, writes, overviews, documents]: [number[], number[], number[], number[]] = [[], [], [], []];
for (let run = 0; run < RUNS; run++) {
	const { context, page, tookMs } = await coldStart(`${home}/goals`, (at) => at.locator('#need').waitFor());
	starts.push(tookMs);
	await slowDown(page, TYPING_SLOWDOWN);
	for (let word = 0; word < WORDS; word++) {
		await page.locator('#need').pressSequentially(' Wort', { delay: KEY_EVERY_MS });
		await page.waitForFunction(() => Object(globalThis).committedAt > Object(globalThis).typedAt);
		writes.push(await page.evaluate(() => Object(globalThis).committedAt - Object(globalThis).typedAt));
	}
	await context.close();
}

const planted = await open();
await planted.context.setOffline(true);
await planted.page.goto(home);
await planted.page.locator('main a[href$="/goals"]').first().waitFor();
await planted.page.evaluate(plant, {
	id: home.split('/').at(-1) ?? '',
	counts: { fields: FIELDS, photos: PHOTOS, bytes: PHOTO_BYTES }
});
await planted.context.close();
for (let run = 0; run < RUNS; run++) {
	const overview = await coldStart(home, (at) => at.locator('main a[href$="/goals"]').first().waitFor());
	overviews.push(overview.tookMs);
	await overview.context.close();
	const last = `Foto ${PHOTOS}.jpg`;
	const screen = await coldStart(`${home}/documents`, (at) => at.getByText(last, { exact: true }).waitFor());
	documents.push(screen.tookMs);
	await screen.context.close();
}

line(`last keystroke → durable, CPU ${TYPING_SLOWDOWN}×`, '≤ 400 ms', writes, 0.95);
line(`cold offline start → usable form, CPU ${START_SLOWDOWN}×`, '≤ 1,000 ms', starts);
const large = `draft of ${FIELDS} fields with ${PHOTOS} photos restored, cold and offline, CPU ${START_SLOWDOWN}×`;
line(`${large}: overview`, '–', overviews);
line(`${large}: all photos listed`, '–', documents);
await server.remove();
await rm(profile, { recursive: true, force: true });

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

/** In the page: the draft as somebody leaves it who has written everything there is to write. */
async function plant({
	id,
	counts
}: {
	id: string;
	counts: Readonly<Record<'fields' | 'photos' | 'bytes', number>>;
}): Promise<void> {
	const PART_BYTES = 256 * 1024;
	const database = await new Promise<IDBDatabase>((resolve) => {
		const request = indexedDB.open('kofei');
		request.onsuccess = () => resolve(request.result);
	});
	const transaction = database.transaction(['drafts', 'files', 'bytes'], 'readwrite');
	const drafts = transaction.objectStore('drafts');
	const found = drafts.get(id);
	found.onsuccess = () => {
		const rows = Array.from({ length: Math.ceil(counts.fields / 4) }, (_, row) => {
			const at = `cost_lines.${String(row).padStart(8, 'a')}`;
			return {
				[`${at}.position`]: row + 1,
				[`${at}.category`]: 'food',
				[`${at}.label`]: `Zeile ${row + 1} mit einer Beschreibung, wie Menschen sie schreiben`,
				[`${at}.amount_cents`]: 1250
			};
		});
		const legal = { legal_form: 'registered_association' };
		drafts.put({ ...found.result, fields: Object.assign({}, found.result.fields, legal, ...rows) });
	};
	for (let photo = 1; photo <= counts.photos; photo++) {
		const file = `00000000-0000-4000-8000-${String(photo).padStart(12, '0')}`;
		transaction.objectStore('files').put({
			...{ id: file, draftId: id, version: 1, document: 'statutes', name: `Foto ${photo}.jpg` },
			...{ mediaType: 'image/jpeg', size: counts.bytes, sha256: '00', language: null, createdAtMs: photo },
			...{ state: 'kept', failure: null, uploadedBytes: 0, arrivedAtMs: null, pageCount: null },
			...{ page: null, isHere: true }
		});
		for (let offset = 0; offset < counts.bytes; offset += PART_BYTES) {
			const bytes = new Uint8Array(Math.min(PART_BYTES, counts.bytes - offset));
			transaction.objectStore('bytes').put({ fileId: file, offset, bytes });
		}
	}
	await new Promise((resolve) => (transaction.oncomplete = resolve));
	database.close();
}
