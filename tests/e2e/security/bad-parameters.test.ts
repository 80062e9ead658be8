import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { Account } from '../../support/account.ts';
import { routesOfBuild } from '../../support/built-routes.ts';
import { completeFields, openRound } from '../../support/applications.ts';
import { badTexts, strange } from '../../support/bad-texts.ts';
import { Server } from '../../support/server.ts';
import { sessionCookie } from '../../support/session.ts';

/**
 * Everything a hostile client could put into every parameter of `/api/v1`: in the path, in the query, in each key of the body,
 * and as a body that is none. It may be taken or refused with one of our codes, never be our fault (500), never be quoted.
 */
const badValues: readonly unknown[] = [
	...badTexts,
	null,
	true,
	-1,
	0.5,
	1e308,
	9_007_199_254_740_993,
	[],
	[[[]]],
	['\0', null],
	{},
	{ toString: 1 },
	JSON.parse('{"__proto__": {"is_wanted": true}}')
];
const badBodies = [
	'',
	'null',
	'[]',
	'"x"',
	'1',
	'{',
	'{"a":1}{',
	'['.repeat(50_000),
	'{"a":'.repeat(5000) + '1' + '}'.repeat(5000),
	'\ufeff{}',
	'NaN'
];
const badPaths = [
	'%00',
	'%ff',
	'%E0%A4%A',
	encodeURIComponent('\u202e'),
	"'",
	'..%2f..%2f',
	'0',
	'a'.repeat(3000)
];

const ENDING = /\/(leave|withdraw|erasure)$|^DELETE/;

let server: Server;
let cookie: string;
let id: string;
let tried = 0;
const faults: string[] = [];

test.beforeAll(async () => {
	test.setTimeout(200_000);
	server = await Server.start();
	const account = await Account.of(server.origin, 'bad-input@example.test');
	id = await account.write();
	const secret = await server.sessionSecret();
	cookie = sessionCookie(secret, { id: await account.personId(), email: account.email });
	await account.dispose();
});
test.afterAll(() => server?.remove());

const account = () => ({
	account: randomUUID(),
	iban: 'DE02120300000000202051',
	holder: 'x',
	is_private: false
});

/** What each route takes when all is well; where it takes several things, each of them. */
const bodies: Readonly<Record<string, () => object | readonly object[]>> = {
	'POST /api/v1/account/erasure': () => ({ is_wanted: false }),
	'POST /api/v1/account/push': () => ({ endpoint: 'https://push.example/x', is_wanted: false }),
	'POST /api/v1/sign-in/code': () => ({ email: 'x@example.test', locale: 'de' }),
	'POST /api/v1/sign-in/verify': () => ({ email: 'x@example.test', code: '123456' }),
	'PUT /api/v1/applications/[id]': () => ({
		round: openRound,
		base_revision: 1,
		changes: completeFields(),
		schema_version: 2,
		copied_from: null
	}),
	'POST /api/v1/applications/[id]/submit': () => ({
		key: randomUUID(),
		revision: 1,
		prepared_at: new Date().toISOString(),
		answers: randomUUID()
	}),
	'POST /api/v1/applications/[id]/withdraw': () => ({ reason: 'x' }),
	'POST /api/v1/applications/[id]/messages': () => ({ id: randomUUID(), text: 'x', files: [] }),
	'POST /api/v1/applications/[id]/grant': () => [
		{ deed: 'accept', ...account(), waives: false },
		{ deed: 'waive' },
		{ deed: 'account', ...account() },
		{ deed: 'payout', id: randomUUID(), cents: 100, needed_by: '2027-03-01', words: 'x' },
		{ deed: 'change', id: randomUUID(), kind: 'purpose', words: 'x', wish: {} },
		{ deed: 'withdraw_change', id: randomUUID() },
		{ deed: 'withdraw_payout', id: randomUUID() }
	],
	'POST /api/v1/applications/[id]/people': () => ({
		email: 'y@example.test',
		role: 'reader',
		until: null,
		locale: 'de'
	}),
	'PUT /api/v1/applications/[id]/people/[person]': () => ({ role: 'reader' }),
	'PUT /api/v1/applications/[id]/files/[fileId=uuid]': () => ({
		document: 'statutes',
		name: 'x.pdf',
		size: 10,
		sha256: '0'.repeat(64),
		language: 'de'
	}),
	'POST /api/v1/applications/[id]/letters/[letterId=uuid]/open': () => ({ locale: 'de' }),
	'PUT /api/v1/applications/[id]/proof': () => ({
		round: openRound,
		base_revision: 0,
		changes: {},
		schema_version: 1
	}),
	'POST /api/v1/applications/[id]/proof/submit': () => ({
		key: randomUUID(),
		revision: 1,
		prepared_at: new Date().toISOString()
	})
};

test('no parameter of the API makes the server fail, and none is given back as it came', async () => {
	test.setTimeout(1_800_000);
	// Each field of a form: all of them travel in one body.
	const address = `/api/v1/applications/${id}`;
	for (const path of [...Object.keys(completeFields()), 'unknown', 'cost_lines.x.y', '__proto__', 'a\0b'])
		await withEach((bad) =>
			attempt(`field ${path}`, 'PUT', address, {
				...{ round: openRound, base_revision: 1, schema_version: 2 },
				changes: own(path, bad)
			})
		);
	const isMeant = (line: string) => line.includes(' /api/v1/') && !/sign-out/.test(line);
	const lines = (await routesOfBuild()).filter(isMeant);
	// Whatever ends this person's part in the application comes last.
	lines.sort((one, other) => Number(ENDING.test(one)) - Number(ENDING.test(other)));
	for (const line of lines) {
		const [method = '', route = ''] = line.split(' ');
		const goods = () => [bodies[line]?.() ?? {}].flat() as readonly object[];
		for (const bad of badPaths) await attempt(line, method, withParameters(route, bad), goods()[0]);
		await attempt(line, method, `${withParameters(route)}?${'a=%00&'.repeat(500)}`, goods()[0]);
		if (method === 'GET') continue;
		for (const body of badBodies) await attempt(line, method, withParameters(route), body);
		for (const [index, good] of goods().entries())
			for (const key of [...Object.keys(good), '__proto__', 'unknown'])
				await withEach((bad) =>
					attempt(line, method, withParameters(route), { ...goods()[index], ...own(key, bad) })
				);
	}
	console.log(`${tried} bad inputs in ${lines.length} routes, ${faults.length} faults`);
	expect(faults).toEqual([]);
	expect(await server.isReady()).toBe(true);
	expect(server.output).not.toMatch(/"event":"unhandled"/);
});

const withEach = (work: (bad: unknown) => Promise<void>) => Promise.all(badValues.map(work));

/** Also `__proto__` becomes a key of its own, as in JSON that comes over the line. */
function own(key: string, value: unknown): object {
	return Object.defineProperty({}, key, { value, enumerable: true, configurable: true, writable: true });
}

function withParameters(route: string, bad?: string): string {
	return route.replace(
		/\[(\w+)(=\w+)?\]/g,
		(_, name: string) => bad ?? (name === 'id' ? id : name === 'offset' ? '0' : randomUUID())
	);
}

async function attempt(line: string, method: string, address: string, body?: object | string): Promise<void> {
	tried += 1;
	const type = line.includes('/parts/') ? 'application/octet-stream' : 'application/json';
	const text = typeof body === 'string' ? body : JSON.stringify(body ?? {});
	const ask = () =>
		fetch(server.origin + address, {
			method,
			redirect: 'manual',
			headers: { cookie, origin: server.origin, 'content-type': type },
			body: method === 'GET' ? null : text
		});
	// A server may close a connection just when it is used again.
	const answer = await ask()
		.catch(ask)
		.catch(() => null);
	if (answer === null)
		return void faults.push(`no answer: ${line} ${address.slice(0, 120)} ${text.slice(0, 160)}`);
	const said = await answer.text();
	const what = `${line} ${address.slice(0, 120)} ${text.slice(0, 160)}`;
	if (answer.status >= 500) faults.push(`${answer.status}: ${what}: ${said.slice(0, 200)}`);
	if (answer.status >= 400 && said.includes(strange)) faults.push(`quoted: ${what}`);
}
