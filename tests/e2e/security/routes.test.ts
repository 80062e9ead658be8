import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { Account } from '../../support/account.ts';
import { routesOfBuild } from '../../support/built-routes.ts';
import { completeFields, openRound } from '../../support/applications.ts';
import { root, Server } from '../../support/server.ts';
import { sessionCookie, signed } from '../../support/session.ts';
import { completeForm, type Applied } from '../../database/support/applications.ts';
import { TestDatabase } from '../../database/support/database.ts';
import { everythingHappens } from '../../database/support/everything.ts';
import { join, one, signUp, signUpStaff } from '../../database/support/people.ts';
import { expectedOutcomes, personas, type Persona } from './expected-outcomes.ts';
import { figure } from '../../support/figures.ts';

/** Stands in the application of `owner`, and must never be read by somebody it does not concern. */
const MARKER = 'Kochen und reden mit Zaubertinte';
/** Whatever ends somebody's part in it comes last, in this order. */
const ENDING = [
	/\/leave$/,
	/^DELETE .*\/people/,
	/\/withdraw$/,
	/\?\/(roles|deactivate)$/,
	/(sign.out|hand_back)$/
];
const outsiders: readonly Persona[] = ['anonymous', 'other', 'expired', 'clerk1'];

const placeOf = (line: string) => ENDING.findIndex((pattern) => pattern.test(line));

type Standing = {
	readonly server: Server;
	readonly cookies: Readonly<Record<Persona, string>>;
	/** What stands for each parameter of a route, by the beginning of its id. */
	readonly ids: Readonly<Record<string, string>>;
};

let standing: Standing;
test.beforeAll(async () => {
	test.setTimeout(300_000);
	const server = await Server.start();
	standing = await prepare(server);
});
test.afterAll(() => standing?.server.remove());

test('every route answers every persona as reviewed', async () => {
	// Eighteen hundred answers, a few of them letters that are drawn anew: one minute alone, ten beside other work.
	test.setTimeout(1_800_000);
	const lines = await routesOfBuild();
	const actual: Record<string, string> = {};
	const leaks: string[] = [];
	const careless = new Set<string>();
	const ordered = [...lines].sort((one, other) => placeOf(one) - placeOf(other));
	for (const line of ordered) {
		const cells: string[] = [];
		for (const persona of personas) {
			const answer = await ask(line, persona);
			cells.push(await outcomeOf(answer));
			// An archive breaks off where a document has no bytes, as those of the database's tests.
			const words = await answer.text().catch(() => '');
			for (const fault of headerFaults(line, answer, words)) careless.add(`${line}: ${fault}`);
			if (outsiders.includes(persona) && words.includes(MARKER)) leaks.push(`${line} for ${persona}`);
		}
		actual[line] = new Set(cells).size === 1 ? String(cells[0]) : cells.join(' ');
	}
	expect(leaks, 'words of an application reached somebody it does not concern').toEqual([]);
	expect([...careless], 'headers that are missing').toEqual([]);
	expect(
		actual,
		'a route without a line in expected-outcomes.ts, a line without a route, or another answer'
	).toEqual(expectedOutcomes);
	figure('cells: routes and actions asked by personas', lines.length * personas.length);
});

test('a session that was not given by us is none', async () => {
	const { server, cookies } = standing;
	const [, token = ''] = decoded(cookies.owner).access_token.match(/^[^.]+\.([^.]+)\./) ?? [];
	const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
	const claims = JSON.parse(Buffer.from(token, 'base64url').toString()) as object;
	const forged = {
		'signed by somebody else': signed(claims, 'another secret of thirty-two letters'),
		'signed by nobody': `${none}.${token}.`,
		'raised to the strongest role': signed({ ...claims, role: 'service_role' }, 'x'.repeat(64)),
		'not a token': 'x.y.z'
	};
	for (const [what, access_token] of Object.entries(forged)) {
		const session = { ...decoded(cookies.owner), access_token };
		const cookie = `sb-embedded-auth-token=base64-${Buffer.from(JSON.stringify(session)).toString('base64url')}`;
		for (const [address, status] of [
			['/api/v1/applications', 401],
			['/api/v1/account/retention', 401],
			['/staff', 303]
		] as const) {
			const answer = await fetch(server.origin + address, { headers: { cookie }, redirect: 'manual' });
			expect(answer.status, `${what}: ${address}`).toBe(status);
		}
	}
	for (const cookie of ['base64-%00', 'base64-e30', 'x', 'base64-W10', `base64-${'A'.repeat(3000)}`]) {
		const headers = { cookie: `sb-embedded-auth-token=${cookie}` };
		const answer = await fetch(`${server.origin}/api/v1/applications`, { headers });
		expect(answer.status, cookie).toBe(401);
	}
});

test('what changes something is taken from our own page alone, as every content type', async () => {
	test.setTimeout(300_000);
	const { server, cookies } = standing;
	const types = [
		'application/x-www-form-urlencoded',
		'multipart/form-data; boundary=x',
		'text/plain',
		'application/json',
		''
	];
	const taken: string[] = [];
	for (const line of (await routesOfBuild()).filter((one) => !one.startsWith('GET '))) {
		const [method = '', route = ''] = line.split(' ');
		const cookie = route.startsWith('/staff') ? cookies.clerk : cookies.owner;
		for (const type of types) {
			const answer = await reached(server.origin + addressOf(route), {
				method,
				redirect: 'manual',
				headers: { cookie, origin: 'https://evil.example', ...(type === '' ? {} : { 'content-type': type }) },
				body: Buffer.from('{}')
			});
			// Said before anybody asks who it is: not the 403 of a role.
			const isForOrigin = /^(\{"code":"not_allowed"\}$|Cross-site )/.test(await answer.text());
			if (answer.status !== 403 || !isForOrigin) taken.push(`${line} as ${type}: ${answer.status}`);
		}
	}
	expect(taken).toEqual([]);
});

test('gives the session only to the browser itself, and nothing that is not meant to be served', async () => {
	const { server } = standing;
	const [answer] = await Promise.all([
		fetch(`${server.origin}/api/v1/sign-out`, {
			method: 'POST',
			headers: { origin: server.origin, 'content-type': 'application/json', cookie: standing.cookies.reader },
			body: '{}'
		})
	]);
	for (const cookie of answer.headers.getSetCookie().filter((one) => one.startsWith('sb-')))
		expect(cookie).toMatch(/(?=.*HttpOnly)(?=.*SameSite=Lax)/i);
	for (const address of [
		'/.git/config',
		'/.env',
		'/package.json',
		'/data/jwt-secret',
		'/../package.json',
		'/%2e%2e/package.json',
		'/src/hooks.server.ts',
		'/_app/immutable/../../../server/manifest.js',
		'/_app/immutable/',
		'/icons/',
		'/screenshots'
	]) {
		const found = await fetch(server.origin + address, { redirect: 'manual' });
		expect([404, 303, 307, 308], address).toContain(found.status);
	}
	expect(await traceStatus(server.port)).toBeGreaterThanOrEqual(400);
	const shell = await (await fetch(`${server.origin}/de/app-shell`)).text();
	expect(shell).toMatch(/http-equiv="content-security-policy"[^>]*require-trusted-types-for 'script'/i);
	const file = await fetch(`${server.origin}/icon.svg`);
	for (const fault of headerFaults('GET /icon.svg', file, await file.text()))
		expect(fault).toMatch(/no-store|x-request-id/);
});

/** One application with everything that can happen to it, one of others, and a session for each persona. */
async function prepare(server: Server): Promise<Standing> {
	const account = await Account.of(server.origin, 'owner@example.test');
	// The one of the database's tests, and nothing of the one journeys begin with.
	const nothing = Object.fromEntries(Object.keys(completeFields()).map((name) => [name, null]));
	const id = await account.write({ ...nothing, ...completeForm, project_title: MARKER });
	const bytes = await readFile(path.join(root, 'static/icons/icon-192.png'));
	const file = await account.handIn(id, 'other', { name: 'Foto.png', bytes });
	await account.dispose();
	const secret = await server.sessionSecret();
	const cookies = {} as Record<Persona, string>;
	const ids: Record<string, string> = { file };
	await server.whileStopped(async (folder) => {
		const database = await TestDatabase.in(folder);
		const row = await one(
			database,
			`select m.user_id, a.round_id from public.applications a join public.organisation_members m using (organisation_id) where a.id = $1`,
			[id]
		);
		const owner = { id: String(row['user_id']), email: 'owner@example.test', role: 'authenticated' as const };
		await database.setClock('2027-01-20T12:00:00+01:00');
		const staff = {
			clerk: await signUpStaff(database, 'clerk'),
			decider: await signUpStaff(database, 'decider'),
			admin: await signUpStaff(database, 'admin'),
			auditor: await signUpStaff(database, 'auditor')
		};
		const begun: Applied = { id, applicant: owner, roundId: String(row['round_id']) };
		await everythingHappens(database, staff.clerk, staff.decider, begun);
		const others = await everythingHappens(database, staff.clerk, staff.decider);
		const reader = await signUp(database, 'reader');
		await join(database, reader, id, 'reader');
		const guest = await signUp(database, 'guest');
		await join(database, guest, id, 'reader');
		await database.owner(`update public.settings set value = 'true' where key = 'staff_requires_aal2'`);
		const cookieOf = (person: { id: string; email?: string }, more = {}) =>
			sessionCookie(secret, { id: person.id, email: person.email ?? `${person.id}@example.test`, ...more });
		Object.assign(cookies, {
			anonymous: '',
			owner: cookieOf(owner),
			other: cookieOf(others.applicant),
			reader: cookieOf(reader),
			expired: cookieOf(owner, { hasExpired: true }),
			clerk1: cookieOf(staff.clerk),
			...Object.fromEntries(
				Object.entries(staff).map(([name, person]) => [name, cookieOf(person, { aal: 'aal2' })])
			)
		});
		const idOf = async (sql: string) => String((await one(database, sql, [id]))['id']);
		Object.assign(ids, {
			application: id,
			person: guest.id,
			colleague: staff.clerk.id,
			round: begun.roundId,
			letter: await idOf(
				`select id from public.letters where application_id = $1 and printed_at is null order by written_at limit 1`
			),
			run: await idOf(`select run_id as id from public.payouts where application_id = $1 limit 1`),
			submission: await idOf(`select id from public.proof_submissions where application_id = $1 limit 1`)
		});
		await database.stop();
	});
	const waiting = { server, cookies, ids };
	// The letters of the database are printed by the server's own job.
	await expect(async () => {
		const url = `${server.origin}/api/v1/applications/${id}/letters/${ids['letter']}`;
		expect((await fetch(url, { headers: { cookie: cookies.owner } })).status).toBe(200);
	}).toPass({ timeout: 60_000 });
	return waiting;
}

/** A server may close a connection just when it is used again. */
const reached = (url: URL | string, wish: RequestInit) => fetch(url, wish).catch(() => fetch(url, wish));

async function ask(line: string, persona: Persona): Promise<Response> {
	const { server, cookies } = standing;
	const [method = '', address = ''] = line.split(' ');
	const url = new URL(addressOf(address), server.origin);
	const query = queries[line]?.(standing.ids);
	if (query !== undefined) url.search = query;
	const isAction = address.includes('?/');
	const body = bodies[line]?.(standing.ids);
	const isForm = isAction || body instanceof URLSearchParams;
	return reached(url, {
		method,
		redirect: 'manual',
		headers: {
			...(cookies[persona] === '' ? {} : { cookie: cookies[persona] }),
			origin: server.origin,
			...(isAction ? { accept: 'application/json', 'x-sveltekit-action': 'true' } : {}),
			...(method === 'GET' || isForm
				? {}
				: { 'content-type': line.includes('/parts/') ? 'application/octet-stream' : 'application/json' })
		},
		body:
			method === 'GET'
				? null
				: isForm
					? ((body as URLSearchParams | undefined) ?? new URLSearchParams({}))
					: line.includes('/parts/')
						? Buffer.from('x')
						: JSON.stringify(body ?? {})
	});
}

const decoded = (cookie: string) =>
	JSON.parse(Buffer.from(cookie.split('base64-')[1] ?? '', 'base64url').toString()) as {
		access_token: string;
	};

/** `fetch` does not know the method. */
function traceStatus(port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		request({ host: '127.0.0.1', port, method: 'TRACE', path: '/de' }, (answer) => {
			answer.resume();
			resolve(answer.statusCode ?? 0);
		})
			.once('error', reject)
			.end();
	});
}

/** The same for everybody, so that a cache may hold it. */
const PUBLIC =
	/^GET \/(\[locale=locale\]\/(\(public\)(?!.*\/preview$)|rounds|manifest|app-shell)|(sign-language\.json|robots\.txt|sitemap\.xml)$|$)/;

const wanted: Readonly<Record<string, RegExp>> = {
	'x-content-type-options': /^nosniff$/,
	'referrer-policy': /^same-origin$/,
	'cross-origin-opener-policy': /^same-origin$/,
	'cross-origin-resource-policy': /^same-origin$/,
	'x-frame-options': /^(DENY|SAMEORIGIN)$/,
	'content-security-policy': /frame-ancestors '(none|self)'/,
	'permissions-policy': /geolocation=\(\).*payment=\(\)/,
	'x-request-id': /^[0-9a-f]{8}$/
};

function headerFaults(line: string, { headers }: Response, words: string): string[] {
	const missing = Object.entries(wanted).filter(([name, value]) => !value.test(headers.get(name) ?? ''));
	const policy = headers.get('content-security-policy') ?? '';
	const isPage = headers.get('content-type')?.startsWith('text/html');
	const isStrict =
		/default-src 'none'/.test(policy) &&
		/object-src 'none'/.test(policy) &&
		/base-uri 'none'/.test(policy) &&
		/frame-ancestors 'none'/.test(policy) &&
		/require-trusted-types-for 'script'/.test(policy) &&
		!/unsafe-(inline|eval)|https?:|\*/.test(policy);
	const type = headers.get('content-type') ?? '';
	return [
		...missing.map(([name]) => name),
		...(words === '' || type !== '' ? [] : ['content-type']),
		...(/^text\/|xml\b/.test(type) && !/; ?charset=utf-8/i.test(type) && !/svg/.test(type) ? [type] : []),
		...(isPage && !isStrict ? [`content-security-policy ${policy}`] : []),
		...(headers.has('access-control-allow-origin') ? ['another origin may read'] : []),
		...(!PUBLIC.test(line) && headers.get('cache-control') !== 'no-store'
			? [`no-store, not ${headers.get('cache-control')}`]
			: [])
	];
}

/** `in`: led to the sign-in page. `2f`: led to the second factor. `to`: led elsewhere. `f422`: an action that came as far as the form and found it wanting. */
async function outcomeOf(answer: Response): Promise<string> {
	if (answer.status >= 300 && answer.status < 400) return ledTo(answer.headers.get('location') ?? '');
	const isJson = answer.headers.get('content-type')?.includes('json');
	if (!isJson) return String(answer.status);
	const said = (await answer.clone().json()) as {
		type?: string;
		status?: number;
		location?: string;
	} | null;
	if (said?.type === 'redirect') return ledTo(String(said.location));
	if (said?.type === 'failure') return `f${said.status}`;
	return String(answer.status);
}

function ledTo(location: string): string {
	if (location.startsWith('/staff/second-factor')) return '2f';
	return location.startsWith('/staff/sign-in') ? 'in' : 'to';
}

function addressOf(route: string): string {
	const { ids } = standing;
	return route
		.replace(/\/\([a-z]+\)/g, '')
		.replace('?/default', '')
		.replace('[locale=locale]', 'de')
		.replace('/rounds/[id=uuid]', `/rounds/${ids['round']}`)
		.replace('/people/[id=uuid]', `/people/${ids['colleague']}`)
		.replace(/\[id(=uuid)?\]/, String(ids['application']))
		.replace(/\[file(Id)?=uuid\]/, String(ids['file']))
		.replace(/\[letter(Id)?=uuid\]/, String(ids['letter']))
		.replace('[run=uuid]', String(ids['run']))
		.replace('[person]', String(ids['person']))
		.replace('[slug]', openRound)
		.replace('[offset]', '0')
		.replace('[section=section]', 'project')
		.replace('[row=row]', 'rrrrrrr1')
		.replace('[list=round_list]', 'criteria')
		.replace('[version=count]', '1');
}

type Made<T> = Readonly<Record<string, (ids: Readonly<Record<string, string>>) => T>>;

const api = '/api/v1/applications/[id]';
const draft = { round: openRound, base_revision: 1, schema_version: 2 };
const sending = () => ({ key: randomUUID(), revision: 1, prepared_at: new Date().toISOString() });

/** What the sync engine would send: right in its form, so that the answer is about who sends it. */
const bodies: Made<object> = {
	'POST /api/v1/account/erasure': () => ({ is_wanted: false }),
	'POST /api/v1/account/push': () => ({
		endpoint: 'https://fcm.googleapis.com/fcm/send/x',
		is_wanted: false
	}),
	[`PUT ${api}`]: () => ({ ...draft, changes: { project_title: 'Neu' } }),
	[`PUT ${api}/files/[fileId=uuid]`]: () => ({
		document: 'other',
		name: 'x.pdf',
		size: 1,
		sha256: createHash('sha256').update('x').digest('hex'),
		language: 'de'
	}),
	[`POST ${api}/grant`]: () => ({ deed: 'waive' }),
	[`POST ${api}/letters/[letterId=uuid]/open`]: () => ({ locale: 'de' }),
	[`POST ${api}/messages`]: () => ({ id: randomUUID(), text: 'Guten Tag', files: [] }),
	[`POST ${api}/people`]: () => ({
		email: 'somebody@example.test',
		role: 'reader',
		until: null,
		locale: 'de'
	}),
	[`PUT ${api}/people/[person]`]: () => ({ role: 'editor' }),
	[`PUT ${api}/proof`]: () => ({ ...draft, changes: { 'report.done': 'Mehr' } }),
	[`POST ${api}/proof/submit`]: sending,
	[`POST ${api}/submit`]: sending,
	[`POST ${api}/withdraw`]: () => ({ reason: '' }),
	'POST /api/v1/sign-in/code': () => ({ email: `${randomUUID()}@example.test`, locale: 'de' }),
	'POST /api/v1/sign-in/verify': () => ({ email: `${randomUUID()}@example.test`, code: '123456' }),
	'POST /staff/(desk)/exports': ({ round }) =>
		new URLSearchParams({ kind: 'applications', format: 'csv', round: String(round) }),
	'POST /staff/(desk)/payments/[run=uuid]': () => new URLSearchParams({ format: 'csv' }),
	'POST /staff/(desk)/rounds/[id=uuid]/report/file': () => new URLSearchParams({ format: 'pdf' }),
	'POST /staff/language': () => new URLSearchParams({ locale: 'de', back: '/staff' }),
	'POST /[locale=locale]/(applicant)/share': () => new URLSearchParams({})
};

const queries: Made<string> = {
	'GET /staff/(desk)/applications/[id]/letters/preview': ({ submission }) => `?decision=${submission}`
};
