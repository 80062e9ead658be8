import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { completeFields, openRound } from '../../support/applications.ts';
import { routesOfBuild } from '../../support/built-routes.ts';
import { newestCode } from '../../support/mailbox.ts';
import { rawRequest, requestOf } from '../../support/raw-request.ts';
import { root, Server } from '../../support/server.ts';

/** As in production: people come by HTTPS to a name without a port, and something in front speaks HTTP to us. */
const ORIGIN = 'https://kofei.example';
const HOST = 'Host: kofei.example';
const EVIL = 'evil.example';
/** Must not come back, and stand in no log. */
const WORDS = 'zaubertinte';

let server: Server;
let here: string;
let owner: string;
let stranger: string;
let clerk: string;
let application: string;
let file: string;

test.beforeAll(async () => {
	test.setTimeout(200_000);
	server = await Server.start(ORIGIN, { LOG_REQUESTS: 'true' });
	here = `http://127.0.0.1:${server.port}`;
	owner = await signIn('owner@example.test');
	stranger = await signIn('stranger@example.test');
	clerk = await signIn('sachbearbeitung@kofei.test');
	application = randomUUID();
	file = randomUUID();
	await done(save(application, owner, completeFields()));
	const bytes = await readFile(path.join(root, 'static/icons/icon-192.png'));
	const digest = await crypto.subtle.digest('SHA-256', bytes);
	const sha256 = Buffer.from(digest).toString('hex');
	const address = `/api/v1/applications/${application}/files/${file}`;
	const announced = { document: 'other', name: 'x.png', size: bytes.length, sha256, language: 'de' };
	await done(send('PUT', address, announced, owner));
	await done(
		fetch(`${here}${address}/parts/0`, {
			method: 'PUT',
			headers: { origin: ORIGIN, cookie: owner, 'content-type': 'application/octet-stream' },
			body: bytes
		})
	);
	const sending = { key: randomUUID(), revision: 1, prepared_at: new Date().toISOString() };
	await done(send('POST', `/api/v1/applications/${application}/submit`, sending, owner));
});
test.afterAll(() => server?.remove());

test('a head that is too large is refused, whatever it is made of, and nothing of it is written down', async () => {
	const long = `${WORDS}${'x'.repeat(20_000)}`;
	const heads: Readonly<Record<string, string>> = {
		'one cookie': requestOf('GET', '/de', [HOST, `Cookie: a=${long}`]),
		'a session cookie': requestOf('GET', '/api/v1/session', [
			HOST,
			`Cookie: __Host-kofei-auth-token=${long}`
		]),
		'many cookies': requestOf('GET', '/de', [
			HOST,
			...Array.from({ length: 900 }, (_, at) => `Cookie: ${WORDS}${at}=x`)
		]),
		'one header': requestOf('GET', '/de', [HOST, `X-Words: ${long}`]),
		'many headers': requestOf('GET', '/de', [
			HOST,
			...Array.from({ length: 900 }, (_, at) => `X-${at}: ${WORDS}${at}`)
		]),
		'the name of a header': requestOf('GET', '/de', [HOST, `${long}: x`]),
		'the address': requestOf('GET', `/de?q=${long}`, [HOST]),
		'the method': requestOf(long, '/de', [HOST])
	};
	for (const [what, head] of Object.entries(heads)) {
		const [answer, ...more] = await rawRequest(server.port, head);
		expect([400, 431], what).toContain(answer?.status);
		expect(more, what).toEqual([]);
		expect(answer?.body, what).not.toContain(WORDS);
	}
	expect(server.output).not.toContain(WORDS);
	expect(await server.isReady()).toBe(true);
});

test('a cookie that is no cookie of ours signs nobody in and breaks nothing', async () => {
	const parts = (name: string, count: number) =>
		Array.from({ length: count }, (_, at) => `${name}.${at}=${WORDS}`).join('; ');
	const cookies = [
		`__Host-kofei-auth-token=${WORDS}${'x'.repeat(12_000)}`,
		`__Host-kofei-auth-token=base64-${'A'.repeat(12_000)}`,
		parts('__Host-kofei-auth-token', 300),
		`__Host-kofei-auth-token.0=base64-e30; __Host-kofei-auth-token=base64-W10`,
		`__Host-kofei-auth-token=%`,
		`__Host-kofei-auth-token=%00%ff`,
		`__Host-kofei-auth-token=; __Host-kofei-auth-token=base64-bnVsbA`,
		`__Host-locale=${WORDS}`,
		'__Host-locale=../../en.hand',
		'__Host-locale=constructor.hand',
		'__Host-office-address=%E0%A4%A',
		`__proto__=x; constructor=x; toString=x`,
		';;;=; =x; x'
	];
	for (const cookie of cookies)
		for (const [address, statuses] of [
			['/api/v1/session', [200]],
			['/api/v1/applications', [401]],
			['/staff', [303]],
			['/staff/sign-in', [200]],
			['/', [307]],
			['/de/sign-in', [200]]
		] as const) {
			const answer = await get(address, cookie);
			expect(statuses, `${address} with ${cookie.slice(0, 60)}`).toContain(answer.status);
			expect(await answer.text(), `${address} with ${cookie.slice(0, 60)}`).not.toContain(WORDS);
		}
	expect(server.output).not.toContain(WORDS);
});

test('a method is what the first line says, and no header, field or parameter makes another one of it', async () => {
	const draft = randomUUID();
	await done(save(draft, owner, { project_title: 'Bleibt' }));
	const address = `/api/v1/applications/${draft}`;
	const names = [
		'x-http-method-override',
		'x-http-method',
		'x-method-override',
		'x-sveltekit-method',
		'_method'
	];
	for (const method of ['DELETE', 'PUT', 'delete'])
		for (const name of names) {
			const read = await fetch(`${here}${address}?_method=${method}&${name}=${method}`, {
				headers: { cookie: owner, origin: ORIGIN, [name]: method }
			});
			expect(read.status, `${name}: ${method}`).toBe(200);
			const posted = await fetch(`${here}${address}?_method=${method}`, {
				method: 'POST',
				headers: {
					cookie: owner,
					origin: ORIGIN,
					[name]: method,
					'content-type': 'application/x-www-form-urlencoded'
				},
				body: new URLSearchParams({ _method: method })
			});
			expect(posted.status, `${name}: ${method}`).toBe(405);
		}
	const kept = (await (await get(address, owner)).json()) as { fields: Record<string, unknown> };
	expect(kept.fields['project_title']).toBe('Bleibt');
});

test('no answer, redirect or mail takes the name of the host from whoever asks', async () => {
	const ways: Readonly<Record<string, (target: string) => string>> = {
		'another host': (target) => requestOf('GET', target, [`Host: ${EVIL}`]),
		'two hosts': (target) => requestOf('GET', target, [HOST, `Host: ${EVIL}`]),
		'no host': (target) => requestOf('GET', target, []),
		'a forwarded one': (target) =>
			requestOf('GET', target, [
				HOST,
				`X-Forwarded-Host: ${EVIL}`,
				`X-Forwarded-Server: ${EVIL}`,
				`X-Host: ${EVIL}`,
				`Forwarded: host=${EVIL};proto=http`,
				'X-Forwarded-Proto: http',
				'X-Forwarded-Port: 8080',
				`X-Forwarded-Prefix: //${EVIL}`,
				`X-Original-URL: //${EVIL}/staff`,
				`X-Rewrite-URL: //${EVIL}/staff`
			]),
		'a target with a host': (target) => requestOf('GET', `http://${EVIL}${target}`, [`Host: ${EVIL}`]),
		'a target that goes on with ours': (target) => requestOf('GET', `v://${EVIL}${target}`, [HOST]),
		'a target with a name': (target) => requestOf('GET', `http://kofei.example@${EVIL}${target}`, [HOST]),
		'two slashes': (target) => requestOf('GET', `//${EVIL}${target}`, [HOST]),
		'two slashes at the end': (target) => requestOf('GET', `//${EVIL}/..${target}/`, [HOST]),
		'a backslash': (target) => requestOf('GET', `/\\${EVIL}${target}`, [HOST]),
		'a tab': (target) => requestOf('GET', `/%09/${EVIL}${target}/`, [HOST])
	};
	const targets = [
		'/',
		'/de',
		'/de/',
		'/staff',
		'/staff/',
		'/de/leichte-sprache',
		`/de/rounds/${openRound}/deadline.ics`,
		'/de/sign-in',
		'/nowhere',
		''
	];
	for (const [what, way] of Object.entries(ways))
		for (const target of targets) {
			const [answer, ...more] = await rawRequest(server.port, way(target));
			const said = `${what}: ${target} → ${answer?.head.split('\r\n')[0]}`;
			expect(answer?.status, said).toBeLessThan(500);
			expect(more, said).toEqual([]);
			const location = /^location: (.*)$/im.exec(answer?.head ?? '')?.[1];
			if (location !== undefined) expect(new URL(location, ORIGIN).origin, said).toBe(ORIGIN);
			expect(`${answer?.head}${answer?.body}`, said).not.toMatch(
				/https?:\/\/[^/"\s]*evil|kofei\.example[a-z]/
			);
		}
	const [calendar] = await rawRequest(
		server.port,
		ways['a target with a host']?.(`/de/rounds/${openRound}/deadline.ics`) ?? ''
	);
	expect([calendar?.status, calendar?.body.includes(ORIGIN)]).toEqual([200, true]);
	const to = 'helper@example.test';
	const wish = JSON.stringify({ email: to, role: 'editor', until: null, locale: 'de' });
	for (const target of ['', `http://${EVIL}`]) {
		const lines = [`Host: ${EVIL}`, `X-Forwarded-Host: ${EVIL}`, `Cookie: ${owner}`, `Origin: ${ORIGIN}`];
		const [invited] = await rawRequest(
			server.port,
			requestOf(
				'POST',
				`${target}/api/v1/applications/${application}/people`,
				[...lines, 'Content-Type: application/json', `Content-Length: ${wish.length}`],
				wish
			)
		);
		expect(invited?.status).toBeLessThan(500);
	}
	await expect.poll(() => mailsTo(to), { timeout: 60_000 }).toContain(`${ORIGIN}/de/apply`);
	expect(await mailsTo(to)).not.toContain(EVIL);
});

test('what leads elsewhere and sets a cookie is kept by nobody', async () => {
	const form = (fields: Record<string, string>) => ({
		method: 'POST',
		redirect: 'manual' as const,
		body: new URLSearchParams(fields)
	});
	const asking: Readonly<Record<string, () => Promise<Response>>> = {
		'/': () => get('/', '__Host-locale=tr'),
		'/staff': () => get('/staff', '__Host-kofei-auth-token=base64-e30'),
		'the language of the office': () =>
			fetch(`${here}/staff/language`, {
				...form({ locale: 'en', back: '/staff' }),
				headers: { origin: ORIGIN, cookie: stranger }
			}),
		'signing out of the office': () =>
			fetch(`${here}/staff/sign-in?/sign_out`, {
				...form({}),
				headers: {
					origin: ORIGIN,
					accept: 'text/html',
					cookie: '__Host-kofei-auth-token=base64-e30; __Host-office-address=x'
				}
			}),
		'an end without a slash': () => get('/de/', '__Host-locale=tr'),
		'signing in, signed in': () => get('/staff/sign-in?next=/staff/budget', clerk)
	};
	for (const [what, ask] of Object.entries(asking)) {
		const answer = await ask();
		expect(answer.status, what).toBeGreaterThanOrEqual(300);
		expect(answer.status, what).toBeLessThan(400);
		if (what !== 'an end without a slash') expect(answer.headers.get('cache-control'), what).toBe('no-store');
		else expect(answer.headers.getSetCookie(), what).toEqual([]);
	}
});

/** Everything that browsers, at some time, took for another origin. */
const elsewhere = [
	`//${EVIL}`,
	`///${EVIL}`,
	`/\\${EVIL}`,
	`\\\\${EVIL}`,
	`/\t/${EVIL}`,
	`/%09/${EVIL}`,
	`/%5c${EVIL}`,
	`/%2f%2f${EVIL}`,
	`https:${EVIL}`,
	`https:/${EVIL}`,
	`https://${EVIL}/staff`,
	`https://kofei.example@${EVIL}/staff`,
	`https://kofei.example.${EVIL}`,
	`@${EVIL}/staff`,
	`.${EVIL}/staff`,
	`/staff@${EVIL}`,
	`/staff/..//${EVIL}`,
	`/staff/../\\${EVIL}`,
	`/staff/%2e%2e//${EVIL}`,
	`/staff/%2e%2e/%2f${EVIL}`,
	`/staff\r\nlocation: https://${EVIL}`,
	`/staff?x=\r\nset-cookie: x=y`,
	`/staff?x=\u0000${EVIL}`,
	`/staff?x=م`,
	`/staff/\u2028x`,
	`javascript:alert(1)`,
	`data:text/html,x`,
	`ｈttps://${EVIL}`,
	`／／${EVIL}`,
	`/。/${EVIL}`,
	`//xn--80ak6aa92e.com`,
	`//аррӏе.com`,
	`/staff?next=//${EVIL}`,
	`/staff#//${EVIL}`,
	`http:\u200b//${EVIL}`,
	`/${'a/'.repeat(2000)}`
];

test('nobody is led away from the office by an address, however it is written', async () => {
	test.setTimeout(300_000);
	for (const next of elsewhere) {
		const query = new URLSearchParams({ next });
		const answers = [
			await get(`/staff/sign-in?${query}`, clerk),
			await get(`/staff/second-factor?${query}`, clerk),
			await fetch(`${here}/staff/language`, {
				method: 'POST',
				redirect: 'manual',
				headers: { origin: ORIGIN },
				body: new URLSearchParams({ locale: 'de', back: next })
			}),
			await get(`/staff/applications/${application}?${query}`)
		];
		for (const answer of answers) {
			expect(answer.status, next).toBeLessThan(500);
			const location = answer.headers.get('location');
			if (location === null) continue;
			const led = new URL(location, ORIGIN);
			expect([led.origin, led.pathname.split('/')[1]], `${next} → ${location}`).toEqual([ORIGIN, 'staff']);
			expect(answer.headers.get('set-cookie') ?? '', next).not.toContain('x=y');
		}
	}
});

test('a code is taken from our own page alone, and a session that was there before is not the one after', async () => {
	const email = 'victim@example.test';
	await done(send('POST', '/api/v1/sign-in/code', { email, locale: 'de' }));
	const code = await newestCode(here, email);
	const body = JSON.stringify({ email, code });
	for (const origin of [
		`https://${EVIL}`,
		'null',
		'http://kofei.example',
		'https://kofei.example.evil.example',
		''
	])
		for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
			const headers = { 'content-type': type, ...(origin === '' ? {} : { origin }) };
			const api = await fetch(`${here}/api/v1/sign-in/verify`, { method: 'POST', headers, body });
			const page = await fetch(`${here}/staff/sign-in?/verify`, {
				method: 'POST',
				headers,
				body: new URLSearchParams({ email, code }),
				redirect: 'manual'
			});
			expect([api.status, page.status], `${origin} ${type}`).toEqual([403, 403]);
			expect([api.headers.getSetCookie(), page.headers.getSetCookie()]).toEqual([[], []]);
		}
	// Whoever can plant a cookie plants a session of their own, and knows its token.
	const planted = await signIn('attacker@example.test');
	const verified = await send('POST', '/api/v1/sign-in/verify', { email, code }, planted);
	expect(verified.status).toBe(200);
	const own = cookieOf(verified);
	expect(await whoIs(own)).toBe(email);
	expect(own).not.toBe(planted);
	expect(tokenOf(own)).not.toBe(tokenOf(planted));
	expect(await whoIs(planted)).toBeNull();
	// The code is used up, and a session of nobody's making is no session.
	expect((await send('POST', '/api/v1/sign-in/verify', { email, code })).status).toBe(422);
});

test('one request is one request, wherever it says it ends', async () => {
	const second = `GET /api/health/live HTTP/1.1\r\n${HOST}\r\n\r\n`;
	const start = `POST /api/v1/sign-in/code HTTP/1.1\r\n${HOST}\r\nOrigin: ${ORIGIN}\r\nContent-Type: application/json\r\n`;
	const length = (count: number | string) => `Content-Length: ${count}\r\n`;
	const chunked = 'Transfer-Encoding: chunked\r\n';
	const cases: Readonly<Record<string, string>> = {
		'a length and chunks': `${start}${length(4)}${chunked}\r\n0\r\n\r\n${second}`,
		'chunks and a length': `${start}${chunked}${length(second.length + 5)}\r\n0\r\n\r\n${second}`,
		'two lengths': `${start}${length(0)}${length(second.length)}\r\n${second}`,
		'the same length twice': `${start}${length(2)}${length(2)}\r\n{}${second}`,
		'a list of lengths': `${start}${length('0, 2')}\r\n{}${second}`,
		'a length with a sign': `${start}${length('+0')}\r\n${second}`,
		'a length below nothing': `${start}${length('-1')}\r\n${second}`,
		'a length in hexadecimals': `${start}${length('0x0')}\r\n${second}`,
		'a length beyond all': `${start}${length('9'.repeat(40))}\r\n${second}`,
		'chunks by another name': `${start}Transfer-Encoding: xchunked\r\n${length(0)}\r\n${second}`,
		'chunks, and then as it is': `${start}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${second}`,
		'chunks twice': `${start}${chunked}${chunked}\r\n0\r\n\r\n${second}`,
		'a space before the colon': `${start}Transfer-Encoding : chunked\r\n${length(0)}\r\n${second}`,
		'a tab before the colon': `${start}Content-Length\t: 0\r\n\r\n${second}`,
		'a head that is folded': `${start}X-Words: a\r\n Transfer-Encoding: chunked\r\n${length(0)}\r\n${second}`,
		'line feeds alone': start.replaceAll('\r\n', '\n') + `Content-Length: 0\n\n${second}`,
		'a carriage return alone': `${start}X-Words: a\rTransfer-Encoding: chunked\r\n${length(0)}\r\n${second}`,
		'a zero byte in a header': `${start}X-Words: a\0b\r\n${length(0)}\r\n${second}`,
		'a size of a chunk that is none': `${start}${chunked}\r\nzz\r\n\r\n${second}`,
		'a size beyond all': `${start}${chunked}\r\n${'f'.repeat(20)}\r\n${second}`,
		'a chunk that ends with a line feed': `${start}${chunked}\r\n2\n{}\n0\n\n${second}`,
		'words after a size': `${start}${chunked}\r\n2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n${second}`,
		'another version': `POST /api/v1/sign-in/code HTTP/9.9\r\n${HOST}\r\n\r\n${second}`,
		'no version': `GET /api/health/live\r\n\r\n`,
		'a space in the address': `GET /api/health/live x HTTP/1.1\r\n${HOST}\r\n\r\n`
	};
	const taken: string[] = [];
	await Promise.all(
		Object.entries(cases).map(async ([what, bytes]) => {
			const answers = await rawRequest(server.port, bytes);
			const isRefused = answers.length === 1 && (answers[0]?.status === 400 || answers[0]?.status === 413);
			if (!isRefused) taken.push(`${what}: ${answers.map(({ status }) => status).join(' ')}`);
		})
	);
	expect(taken).toEqual([]);
	expect(await server.isReady()).toBe(true);
});

test('a part of a document is asked for by its people alone, and nobody is told that it did not change', async () => {
	const places = [
		`/api/v1/applications/${application}/files/${file}`,
		`/api/v1/applications/${application}/application.pdf`,
		`/api/v1/applications/${application}`,
		'/api/v1/account/export.zip'
	];
	for (const place of places) {
		const whole = await get(place, owner);
		expect([whole.status, whole.headers.get('cache-control')], place).toEqual([200, 'no-store']);
		await whole.arrayBuffer();
		for (const [name, value] of [
			['range', 'bytes=0-3'],
			['range', `bytes=${Array.from({ length: 1000 }, () => '0-').join(',')}`],
			['range', 'bytes=-99999999999999999999'],
			['if-none-match', '*'],
			['if-none-match', whole.headers.get('etag') ?? '"x"'],
			['if-modified-since', new Date(Date.now() + 1e9).toUTCString()]
		] as const) {
			// The export draws every PDF anew, and is counted.
			const mine = place.endsWith('.zip') ? null : await get(place, owner, { [name]: value });
			if (mine) {
				expect([200, 206, 416], `${place} ${name}`).toContain(mine.status);
				expect(mine.headers.get('cache-control'), `${place} ${name}`).toBe('no-store');
				await mine.arrayBuffer();
			}
			for (const [who, status] of [
				[stranger, place.endsWith('.zip') ? null : 404],
				['', 401]
			] as const) {
				if (status === null) continue;
				const theirs = await get(place, who, { [name]: value });
				expect(theirs.status, `${place} ${name}`).toBe(status);
				expect(await theirs.text(), `${place} ${name}`).not.toMatch(/PNG|%PDF|Kochen/);
			}
		}
	}
});

test('asking for the head of an answer, or for what is possible, says no more than asking for the whole', async () => {
	test.setTimeout(600_000);
	const lines = (await routesOfBuild()).filter((line) => line.startsWith('GET '));
	const faults: string[] = [];
	for (const line of lines) {
		const address = addressOf(line.slice(4));
		for (const cookie of ['', stranger]) {
			const whole = await get(address, cookie);
			await whole.arrayBuffer();
			const head = await fetch(here + address, {
				method: 'HEAD',
				redirect: 'manual',
				headers: cookie ? { cookie } : {}
			});
			const told = (answer: Response) =>
				[answer.status, answer.headers.get('location'), answer.headers.get('cache-control')].join(' ');
			if (told(head) !== told(whole) || (await head.text()) !== '')
				faults.push(`HEAD ${line}: ${told(head)}, not ${told(whole)}`);
		}
		const possible = await fetch(here + address, {
			method: 'OPTIONS',
			redirect: 'manual',
			headers: {
				cookie: stranger,
				origin: `https://${EVIL}`,
				'access-control-request-method': 'DELETE',
				'access-control-request-headers': 'content-type'
			}
		});
		const allowed = [...possible.headers.keys()].filter((name) => name.startsWith('access-control-'));
		if (possible.status >= 500 || allowed.length > 0)
			faults.push(`OPTIONS ${line}: ${possible.status} ${allowed.join()}`);
		if ((await possible.text()).includes('Kochen')) faults.push(`OPTIONS ${line}: words`);
	}
	expect(faults).toEqual([]);
});

test('a path is read once, however often it was written in signs', async () => {
	const climbs = [
		'..',
		'%2e%2e',
		'%252e%252e',
		'%25252e%25252e',
		'.%2e',
		'%c0%ae%c0%ae',
		'%u002e%u002e',
		'..;',
		'..%00',
		'%ef%bc%8e%ef%bc%8e'
	];
	const slashes = ['/', '%2f', '%252f', '%5c', '%255c', '\\', '%c0%af', '%ef%bc%8f'];
	const roots = ['', '/_app/immutable', '/icons', '/de', '/staff', '/api/v1/applications', '/media'];
	const found: string[] = [];
	for (const folder of roots)
		for (const climb of climbs)
			for (const slash of slashes)
				for (const goal of ['package.json', 'data/jwt-secret']) {
					const target = `${folder}/${Array.from({ length: 4 }, () => climb).join(slash)}${slash}${goal}`;
					const [answer] = await rawRequest(server.port, requestOf('GET', target, [HOST]));
					const location = /^location: (.*)$/im.exec(answer?.head ?? '')?.[1] ?? '/';
					const isKept = new URL(location, ORIGIN).origin === ORIGIN;
					const isOurs = /"(name|devDependencies)":/.test(answer?.body ?? '');
					if (!answer || answer.status === 200 || answer.status >= 500 || !isKept || isOurs)
						found.push(`${target}: ${answer?.status} ${location}`);
				}
	expect(found).toEqual([]);
	// Nor does a second reading lead from a page for everybody to one of the office.
	for (const target of [
		'/de/%2e%2e/staff',
		'/de/%252e%252e/staff',
		'/%73taff',
		'/%2573taff',
		'/STAFF',
		'/staff%2f',
		'/de/..%2fapi%2fv1%2fapplications'
	]) {
		const answer = await get(target);
		expect([303, 307, 308, 400, 401, 404], target).toContain(answer.status);
	}
});

test('an address that only looks like another one is another one, and its code goes nowhere else', async () => {
	const office = 'leitung@kofei.test';
	const alike = [
		'lеitung@kofei.test',
		'leitung@kоfei.test',
		'ｌeitung@kofei.test',
		'leitung＠kofei.test',
		'leitung@kofei．test',
		'leitung@kofei。test',
		'leitung@\u212aofei.test',
		'leıtung@kofei.test',
		'leİtung@kofei.test',
		'leitung\u200b@kofei.test',
		'leitung\u00ad@kofei.test',
		'\u202eleitung@kofei.test',
		'leitung@kofei.test\u0000',
		'leitung@kofei.test.',
		'leitung+x@kofei.test',
		'"leitung"@kofei.test',
		'leitung@kofei.test,attacker@example.test',
		'attacker@example.test;leitung@kofei.test',
		'leitung@xn--kofei-test.test'
	];
	for (const email of alike) {
		const asked = await send('POST', '/api/v1/sign-in/code', { email, locale: 'de' });
		expect(asked.status, email).toBeLessThan(500);
		if (!asked.ok) continue;
		const [mailedTo = '', code = ''] = await newestMail();
		const verified = await send('POST', '/api/v1/sign-in/verify', { email, code });
		expect(verified.status, email).toBe(200);
		// Whoever reads that very mailbox gets in, and as nobody else.
		expect(await whoIs(cookieOf(verified)), email).toBe(mailedTo);
		const desk = await get('/staff', cookieOf(verified));
		expect(desk.status === 200, `${email} → ${mailedTo}`).toBe(mailedTo === office);
	}
});

async function signIn(email: string): Promise<string> {
	await done(send('POST', '/api/v1/sign-in/code', { email, locale: 'de' }));
	return cookieOf(
		await done(send('POST', '/api/v1/sign-in/verify', { email, code: await newestCode(here, email) }))
	);
}

function save(id: string, cookie: string, changes: Readonly<Record<string, unknown>>): Promise<Response> {
	return send(
		'PUT',
		`/api/v1/applications/${id}`,
		{ round: openRound, base_revision: 0, changes, schema_version: 2 },
		cookie
	);
}

function send(method: string, address: string, body: object, cookie = ''): Promise<Response> {
	return fetch(here + address, {
		method,
		redirect: 'manual',
		headers: { origin: ORIGIN, 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
		body: JSON.stringify(body)
	});
}

function get(
	address: string,
	cookie = '',
	headers: Readonly<Record<string, string>> = {}
): Promise<Response> {
	return fetch(here + address, {
		redirect: 'manual',
		headers: { ...headers, ...(cookie === '' ? {} : { cookie }) }
	});
}

async function done(asked: Promise<Response>): Promise<Response> {
	const answer = await asked;
	if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
	return answer;
}

const cookieOf = (answer: Response) =>
	answer.headers
		.getSetCookie()
		.map((cookie) => cookie.split(';')[0] ?? '')
		.filter((cookie) => !cookie.endsWith('='))
		.join('; ');

const tokenOf = (cookie: string) => /auth-token(?:\.0)?=([^;]+)/.exec(cookie)?.[1];

async function whoIs(cookie: string): Promise<string | null> {
	return ((await (await get('/api/v1/session', cookie)).json()) as { email: string | null }).email;
}

async function mailsTo(email: string): Promise<string> {
	return (await get(`/dev/mail?to=${encodeURIComponent(email)}`)).text();
}

/** To whom, and the code in it. */
async function newestMail(): Promise<readonly string[]> {
	const html = await (await get('/dev/mail')).text();
	const [, to = '', code = ''] =
		/<h2[^>]*>([^<]*)<\/h2>.*?<p class="text[^>]*>.*?\b(\d{6})\b/s.exec(html) ?? [];
	return [to, code];
}

function addressOf(route: string): string {
	return route
		.replace(/\/\([a-z]+\)/g, '')
		.replace('[locale=locale]', 'de')
		.replace('/applications/[id]', `/applications/${application}`)
		.replace('[slug]', openRound)
		.replace('[section=section]', 'project')
		.replace('[row=row]', 'rrrrrrr1')
		.replace('[list=round_list]', 'criteria')
		.replace('[version=count]', '1')
		.replace('[offset]', '0')
		.replace(/\[[A-Za-z]+(=uuid)?\]/g, application);
}
