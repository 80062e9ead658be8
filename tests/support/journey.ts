import { expect, test as base, type BrowserContextOptions } from '@playwright/test';
import { Faults } from './faults.ts';
import { Phone } from './phone.ts';
import { Server } from './server.ts';

interface Fixtures {
	readonly faults: Faults;
	/** Phones that remember what they stored, thrown away after the test. */
	readonly newPhone: (options: BrowserContextOptions) => Promise<Phone>;
}

/**
 * Every journey runs against a server that really runs, and fails when a browser complained about anything on the way.
 * The server is the same for a whole run; a test that changes more than its own people's data starts one for itself.
 */
export const test = base.extend<Fixtures, { server: Server }>({
	server: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from this pattern.
		async ({}, use) => {
			const server = await Server.start();
			await use(server);
			await server.remove();
		},
		{ scope: 'worker', timeout: 90_000 }
	],
	baseURL: async ({ server }, use) => use(server.origin),
	faults: [
		// eslint-disable-next-line no-empty-pattern -- as above
		async ({}, use) => {
			const faults = new Faults();
			await use(faults);
			expect(faults.found, 'what the browser complained about').toEqual([]);
		},
		{ auto: true }
	],
	newPhone: async ({ faults }, use) => {
		const phones: Phone[] = [];
		await use(async (options) => {
			const phone = await Phone.of(faults, options);
			phones.push(phone);
			return phone;
		});
		for (const phone of phones) await phone.throwAway();
	},
	context: async ({ context, faults }, use) => {
		faults.watch(context);
		await use(context);
	}
});

export { expect };
