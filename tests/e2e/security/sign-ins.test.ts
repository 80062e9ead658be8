import { expect, test } from '@playwright/test';
import { Server } from '../../support/server.ts';
import { signInAll } from '../../support/sign-ins.ts';

let server: Server;
test.beforeAll(async () => {
	test.setTimeout(160_000);
	server = await Server.start();
});
test.afterAll(() => server?.remove());

/** Two hundred of them: `node tests/bench/sign-ins.ts`. */
test('a room full of people behind one address gets in at once, each into their own account', async () => {
	test.setTimeout(300_000);
	const emails = Array.from({ length: 30 }, (_, index) => `mensch${index}@example.test`);
	const people = await signInAll(server.origin, emails);
	expect(people.flatMap(({ email, fault }) => (fault === null ? [] : [`${email}: ${fault}`]))).toEqual([]);
});
