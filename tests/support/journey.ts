import {
	expect,
	test as base,
	type BrowserContext,
	type BrowserContextOptions,
	type Page
} from '@playwright/test';
import { Faults } from './faults.ts';
import { Line } from './line.ts';
import { Phone } from './phone.ts';
import { Server } from './server.ts';
import { tellWhatWasSeen } from './what-was-seen.ts';

interface Fixtures {
	readonly faults: Faults;
	/** Phones that remember what they stored, thrown away after the test. */
	readonly newPhone: (options: BrowserContextOptions) => Promise<Phone>;
	/** A window of a browser of its own, watched for faults. */
	readonly newWindow: (options: BrowserContextOptions) => Promise<Page>;
	/** For what changes more than its own people's data. */
	readonly ownServer: Server;
	/** A bad line, and a server of its own at its other end. */
	readonly badLine: Line;
}

/**
 * Every journey runs against a server that really runs, and fails when a browser complained about anything on the way.
 * The server is the same for a whole run; a test that changes more than its own people's data starts one for itself.
 */
export const test = base.extend<Fixtures, { server: Server }>({
	server: [
		async ({}, use) => {
			const server = await Server.start();
			await use(server);
			await server.remove();
		},
		{ scope: 'worker', timeout: 160_000 }
	],
	baseURL: async ({ server }, use) => use(server.origin),
	faults: [
		async ({}, use) => {
			const faults = new Faults();
			await use(faults);
			expect(faults.found, 'what the browser complained about').toEqual([]);
		},
		{ auto: true }
	],
	newPhone: async ({ faults }, use, info) => {
		const phones: Phone[] = [];
		await use(async (options) => {
			const phone = await Phone.of(faults, options);
			phones.push(phone);
			return phone;
		});
		await tellWhatWasSeen(
			phones.flatMap((phone) => phone.opened ?? []),
			info
		);
		for (const phone of phones) await phone.throwAway();
	},
	newWindow: async ({ browser, faults }, use, info) => {
		const contexts: BrowserContext[] = [];
		await use(async (options) => {
			const context = await browser.newContext(options);
			contexts.push(context);
			faults.watch(context);
			return context.newPage();
		});
		await tellWhatWasSeen(contexts, info);
		for (const context of contexts) await context.close();
	},
	ownServer: async ({}, use) => {
		const server = await Server.start();
		await use(server);
		await server.remove();
	},
	badLine: async ({}, use) => {
		const line = await Line.open();
		const server = await Server.start(line.origin);
		line.server = server;
		await use(line);
		await server.remove();
		line.close();
	},
	context: async ({ context, faults }, use, info) => {
		faults.watch(context);
		await use(context);
		await tellWhatWasSeen([context], info);
	}
});

export { expect };
