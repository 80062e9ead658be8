import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startEmbedded, type EmbeddedBackend } from '../../src/lib/server/embedded/backend';
import type * as SecondFactor from '../../src/lib/server/supabase/second-factor';
import { FactorsStandIn } from '../support/factors-stand-in.ts';
import { totp } from '../support/totp.ts';
import { patience } from './support/database.ts';

/**
 * The module that speaks with Supabase's factors, against a STAND-IN for them (`tests/support/factors-stand-in.ts`) in front of the
 * embedded backend and with our policies behind. It was never run against a real Supabase.
 */

let folder: string;
let embedded: EmbeddedBackend;
let standIn: FactorsStandIn;
let module: typeof SecondFactor;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'kofei-factors-'));
	embedded = await startEmbedded(folder);
	standIn = await FactorsStandIn.start(embedded, folder);
	for (const [name, value] of Object.entries(standIn.environment)) vi.stubEnv(name, value);
	module = await import('../../src/lib/server/supabase/second-factor');
	const secret = open(embedded.secretKey);
	expect(
		(await secret.from('settings').update({ value: true }).eq('key', 'staff_requires_aal2')).error
	).toBeNull();
}, patience.timeout);
afterAll(async () => {
	vi.unstubAllEnvs();
	await standIn.stop();
	await embedded.close();
	await rm(folder, { recursive: true });
});

const open = (key: string): SupabaseClient =>
	createClient(standIn.environment['SUPABASE_URL'] ?? '', key, {
		auth: { persistSession: false, autoRefreshToken: false }
	});

async function signIn(name: string) {
	const email = `${name}@kofei.test`;
	const client = open(embedded.publishableKey);
	await client.auth.signInWithOtp({ email });
	const token =
		/\b\d{6}\b/.exec(embedded.mailbox.messages.find(({ to }) => to === email)?.text ?? '')?.[0] ?? '';
	const { data, error } = await client.auth.verifyOtp({ email, token, type: 'email' });
	expect(error).toBeNull();
	await client.rpc('claim_staff_invitations');
	return { client, id: data.user?.id ?? '' };
}

const standingOf = async (client: SupabaseClient) =>
	(await client.rpc('note_session', { p_device: 'firefox/linux' })).data;
const seesStaff = async (client: SupabaseClient) =>
	((await client.from('staff_members').select('role')).data ?? []).length > 0;
const levelOf = async (client: SupabaseClient) =>
	(await client.auth.mfa.getAuthenticatorAssuranceLevel()).data?.currentLevel;

/** With a factor of its own. */
async function enrolled(name: string) {
	const { client, id } = await signIn(name);
	const { id: factorId, secret } = await module.beginFactor(client);
	await module.confirmFactor(client, { userId: id, factorId, code: totp(secret) });
	return { client, id, factorId, secret };
}

describe('a second factor', () => {
	it('opens the office once it is set up and confirmed, and not before', async () => {
		const { client, id } = await signIn('sachbearbeitung');
		expect(await standingOf(client)).toMatchObject({ is_live: true, needs_second_factor: true });
		expect(await seesStaff(client)).toBe(false);
		expect(await module.hasFactor(client)).toBe(false);
		const factor = await module.beginFactor(client);
		expect(factor.secret).toMatch(/^[A-Z2-7]{32}$/);
		expect(await module.hasFactor(client)).toBe(false);
		const confirm = (code: string) => module.confirmFactor(client, { userId: id, factorId: factor.id, code });
		await expect(confirm(totp(factor.secret, Date.now(), 5))).rejects.toMatchObject({
			code: 'code_not_valid',
			status: 422
		});
		expect(await levelOf(client)).toBe('aal1');
		await confirm(totp(factor.secret));
		expect(await levelOf(client)).toBe('aal2');
		expect(await module.hasFactor(client)).toBe(true);
		expect(await standingOf(client)).toMatchObject({ needs_second_factor: false });
		expect(await seesStaff(client)).toBe(true);
		await client.auth.refreshSession();
		expect(await levelOf(client)).toBe('aal2');
	});

	it('is asked for at the next sign-in, and a begun one that was left gives way', async () => {
		const { client: first } = await signIn('leitung');
		const left = await module.beginFactor(first);
		const { id: factorId, secret } = await module.beginFactor(first);
		expect(factorId).not.toBe(left.id);
		await module.confirmFactor(first, {
			userId: (await first.auth.getUser()).data.user?.id ?? '',
			factorId,
			code: totp(secret)
		});
		const { client, id } = await signIn('leitung');
		expect(await levelOf(client)).toBe('aal1');
		expect(await seesStaff(client)).toBe(false);
		expect(await module.factorOf(client)).toBe(factorId);
		await module.confirmFactor(client, { userId: id, factorId, code: totp(secret) });
		expect(await seesStaff(client)).toBe(true);
	});

	it('is not exchanged by whoever has only the mailbox', async () => {
		const { factorId } = await enrolled('pruefung');
		const { client: thief, id } = await signIn('pruefung');
		await expect(module.beginFactor(thief)).rejects.toMatchObject({ code: 'factor_exists' });
		expect((await thief.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'x' })).error?.code).toBe(
			'insufficient_aal'
		);
		expect((await thief.auth.mfa.unenroll({ factorId })).error?.code).toBe('insufficient_aal');
		const own = await signIn('dieb');
		const { id: foreign, secret } = await module.beginFactor(own.client);
		await expect(
			module.confirmFactor(thief, { userId: id, factorId: foreign, code: totp(secret) })
		).rejects.toMatchObject({ code: 'not_found' });
		expect(await seesStaff(thief)).toBe(false);
	});

	it('is not guessed: eight tries in ten minutes', async () => {
		const { client, id } = await signIn('raten');
		const { id: factorId, secret } = await module.beginFactor(client);
		const guess = (code: string) =>
			module
				.confirmFactor(client, { userId: id, factorId, code })
				.catch((refusal: { code: string }) => refusal.code);
		const wrong = totp(secret, Date.now(), 9);
		for (let tries = 0; tries < 8; tries += 1) expect(await guess(wrong)).toBe('code_not_valid');
		expect(await guess(totp(secret))).toBe('too_many_attempts');
	});

	it('that was lost is reset by another administrator, and a new one is set up', async () => {
		const admin = await enrolled('verwaltung');
		const { client: clerk, id } = await signIn('sachbearbeitung');
		await expect(module.resetFactor(clerk, admin.id)).rejects.toMatchObject({ code: 'not_allowed' });
		await expect(module.resetFactor(admin.client, admin.id)).rejects.toMatchObject({ code: 'own_rights' });
		expect(await module.hasFactor(clerk)).toBe(true);
		await module.resetFactor(admin.client, id);
		expect((await clerk.auth.getUser()).data.user).toBeNull();
		const { client: again } = await signIn('sachbearbeitung');
		expect(await module.hasFactor(again)).toBe(false);
		const { id: factorId, secret } = await module.beginFactor(again);
		await module.confirmFactor(again, { userId: id, factorId, code: totp(secret) });
		expect(await seesStaff(again)).toBe(true);
	});
});
