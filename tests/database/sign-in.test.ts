import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { RequestEvent } from '@sveltejs/kit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startEmbedded, type EmbeddedBackend } from '../../src/lib/server/embedded/backend.ts';
import { within } from '../../src/lib/server/security/limits.ts';
import { personClient } from '../../src/lib/server/supabase/clients.ts';
import { requestCode, signedInEmail, verifyCode } from '../../src/lib/server/supabase/sessions.ts';
import { patience } from './support/database.ts';

/** Sign-in as the server does it, on the backend as `npm start` runs it. */

let backend: EmbeddedBackend;
vi.mock('../../src/lib/server/backend.ts', () => ({
	backend: () => Promise.resolve({ ...backend, codeType: 'magiclink', countsSenders: false })
}));

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'kofei-sign-in-'));
	backend = await startEmbedded(folder);
	vi.spyOn(console, 'log').mockImplementation(() => undefined);
}, patience.timeout);
afterAll(async () => {
	await backend.close();
	await rm(folder, { recursive: true });
});

/** What the files of the database say while nobody has them open. */
async function meanwhile(sql: string): Promise<void> {
	await backend.close();
	const files = await PGlite.create(path.join(folder, 'postgres'));
	await files.exec(sql);
	await files.close();
	backend = await startEmbedded(folder);
}

function browser(address: string, jar = new Map<string, string>()) {
	const url = new URL('http://localhost:3000');
	const event = {
		url,
		request: new Request(url),
		getClientAddress: () => address,
		cookies: {
			getAll: () => [...jar].map(([name, value]) => ({ name, value })),
			get: (name: string) => jar.get(name),
			set: (name: string, value: string) => void (value === '' ? jar.delete(name) : jar.set(name, value))
		}
	} as unknown as RequestEvent;
	return {
		jar,
		event,
		sessionName: () => [...jar.keys()].find((name) => /^sb-.*-auth-token$/.test(name)) ?? ''
	};
}

const codeFor = (email: string) => {
	const message = backend.mailbox.messages.find(({ to }) => to === email);
	return /\b\d{6}\b/.exec(message?.text ?? '')?.[0] ?? '';
};
const wrongFor = (email: string) => (codeFor(email) === '111111' ? '222222' : '111111');
async function signIn(email: string, address = '203.0.113.1') {
	const person = browser(address);
	await requestCode(person.event, email, 'de');
	await verifyCode(person.event, email, codeFor(email));
	return person;
}

describe('200 people behind one address', () => {
	it('are not too many for our limits, each with a code and two tries', { timeout: 120_000 }, async () => {
		const sender = '198.51.100.7';
		const uses = [
			...Array.from({ length: 200 }, () => 'code_by_address' as const),
			...Array.from({ length: 400 }, () => 'try_by_address' as const)
		];
		const counted = await Promise.allSettled(uses.map((limit) => within(limit, sender)));
		expect(counted.filter(({ status }) => status === 'rejected')).toEqual([]);
	});
});

describe('a code', () => {
	it(
		'of one address is tried eight times in ten minutes, from whatever sender',
		{ timeout: 60_000 },
		async () => {
			const email = 'guessed@example.org';
			await requestCode(browser('203.0.113.1').event, email, 'de');
			const guess = (sender: number) =>
				verifyCode(browser(`203.0.113.${sender}`).event, email, wrongFor(email));
			for (let sender = 1; sender <= 8; sender++)
				await expect(guess(sender)).rejects.toMatchObject({ code: 'code_not_valid' });
			await expect(verifyCode(browser('203.0.113.9').event, email, codeFor(email))).rejects.toMatchObject({
				code: 'too_many_attempts',
				status: 429
			});
		}
	);

	it('is no code any more after five wrong tries, and a new one is', { timeout: 60_000 }, async () => {
		const email = 'tried@example.org';
		await requestCode(browser('203.0.113.1').event, email, 'de');
		for (let sender = 1; sender <= 5; sender++)
			await expect(
				verifyCode(browser(`203.0.113.${sender}`).event, email, wrongFor(email))
			).rejects.toMatchObject({ code: 'code_not_valid' });
		const right = () => verifyCode(browser('203.0.113.9').event, email, codeFor(email));
		await expect(right()).rejects.toMatchObject({ code: 'code_not_valid', status: 422 });
		await requestCode(browser('203.0.113.1').event, email, 'de');
		await right();
	});

	it('signs in once, also when it is given twice in the same moment', async () => {
		const email = 'twice@example.org';
		await requestCode(browser('203.0.113.1').event, email, 'de');
		const code = codeFor(email);
		const both = await Promise.allSettled(
			[1, 2, 3].map(() => verifyCode(browser('203.0.113.1').event, email, code))
		);
		expect(both.filter(({ status }) => status === 'fulfilled').length).toBe(1);
		await expect(verifyCode(browser('203.0.113.1').event, email, code)).rejects.toMatchObject({
			status: 422
		});
	});

	it('is of the address it was sent to, and of no other', async () => {
		await requestCode(browser('203.0.113.1').event, 'one@example.org', 'de');
		await requestCode(browser('203.0.113.1').event, 'other@example.org', 'de');
		const taking = verifyCode(browser('203.0.113.1').event, 'other@example.org', codeFor('one@example.org'));
		await expect(taking).rejects.toMatchObject({ code: 'code_not_valid' });
	});

	it(
		'is sent four times in ten minutes, whoever asks: nobody fills a mailbox',
		{ timeout: 60_000 },
		async () => {
			const email = 'bombed@example.org';
			const ask = (sender: number) =>
				requestCode(
					browser(`203.0.113.${sender}`).event,
					sender % 2 ? email : ` ${email.toUpperCase()}`,
					'de'
				);
			const asked = await Promise.allSettled(Array.from({ length: 12 }, (_, sender) => ask(sender)));
			expect(asked.filter(({ status }) => status === 'fulfilled').length).toBe(4);
			expect(backend.mailbox.messages.filter(({ to }) => to === email).length).toBe(4);
		}
	);

	it('is over after ten minutes', patience, async () => {
		const email = 'late@example.org';
		await requestCode(browser('203.0.113.1').event, email, 'de');
		const code = codeFor(email);
		const age = (minutes: number) => AGE.replaceAll('$', String(minutes));
		await meanwhile(age(11));
		await expect(verifyCode(browser('203.0.113.1').event, email, code)).rejects.toMatchObject({
			status: 422
		});
		await meanwhile(age(-2));
		await verifyCode(browser('203.0.113.1').event, email, code);
	});
});
const AGE = `update auth.users set recovery_sent_at = recovery_sent_at - interval '$ minutes', confirmation_sent_at = confirmation_sent_at - interval '$ minutes';`;

describe('a session', () => {
	/** The same browser, an hour later: its token is over, its refresh token is not. */
	function later({ jar, sessionName }: ReturnType<typeof browser>) {
		const raw = jar.get(sessionName()) ?? '';
		const session = JSON.parse(Buffer.from(raw.replace(/^base64-/, ''), 'base64url').toString()) as object;
		const old = JSON.stringify({ ...session, expires_at: 1_000_000_000 });
		jar.set(sessionName(), `base64-${Buffer.from(old).toString('base64url')}`);
		return jar;
	}

	it('is renewed in two tabs at once, and neither is signed out', { timeout: 60_000 }, async () => {
		const person = await signIn('tabs@example.org');
		const jar = later(person);
		// Two requests leave with the same cookie; whichever answer comes last is what the browser keeps.
		const tabs = [browser('203.0.113.1', new Map(jar)), browser('203.0.113.1', new Map(jar))];
		const emails = () => Promise.all(tabs.map(({ event }) => signedInEmail(event)));
		expect(await emails()).toEqual(['tabs@example.org', 'tabs@example.org']);
		for (const tab of tabs) expect(tab.jar.get(tab.sessionName())).not.toBe(jar.get(person.sessionName()));
		for (const tab of tabs) later(tab);
		expect(await emails()).toEqual(['tabs@example.org', 'tabs@example.org']);
	});

	it('is nobody’s where the cookie is forged, cut, foreign or none', { timeout: 60_000 }, async () => {
		const person = await signIn('real@example.org');
		const [name, value] = [person.sessionName(), person.jar.get(person.sessionName()) ?? ''];
		const session = JSON.parse(Buffer.from(value.slice(7), 'base64url').toString()) as Record<string, string>;
		const [head = '', claims = '', signature = ''] = (session['access_token'] ?? '').split('.');
		const told = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
		const part = (given: object) => Buffer.from(JSON.stringify(given)).toString('base64url');
		const admin = { ...told, role: 'service_role', email: 'verwaltung@kofei.test' };
		const cookie = (token: string) =>
			`base64-${part({ ...session, access_token: token, refresh_token: 'x' })}`;
		expect(await signedInEmail(person.event)).toBe('real@example.org');
		for (const forged of [
			cookie(`${head}.${part(admin)}.${signature}`),
			cookie(`${part({ alg: 'none', typ: 'JWT' })}.${part(admin)}.`),
			cookie(`${head}.${claims}.`),
			cookie(`${head}.${claims}.${signature.slice(0, -4)}AAAA`),
			cookie(backend.secretKey),
			cookie(''),
			value.slice(0, -40),
			'base64-%%%',
			'x'.repeat(3000),
			''
		]) {
			const { event } = browser('203.0.113.1', new Map([[name, forged]]));
			expect(await signedInEmail(event).catch(() => null)).toBeNull();
		}
	});

	it('that somebody puts into a browser ends with the sign-in there: it is never carried on', async () => {
		const attacker = await signIn('attacker@example.org');
		const victim = browser('203.0.113.1', new Map(attacker.jar));
		await requestCode(victim.event, 'victim@example.org', 'de');
		await verifyCode(victim.event, 'victim@example.org', codeFor('victim@example.org'));
		expect(await signedInEmail(victim.event)).toBe('victim@example.org');
		expect((await (await personClient(attacker.event)).auth.getUser()).data.user).toBeNull();
	});
});
