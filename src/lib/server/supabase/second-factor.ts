import { backend } from '../backend';
import { log } from '../operations/log';
import { within } from '../security/limits';
import { secretClient, type Client } from './clients';
import { dataOf, Refusal } from './failure';

/** The one place that knows Supabase's factors (`auth.mfa`). Codes by time (TOTP, RFC 6238) alone: any authenticator app makes them. */

const ISSUER = 'KOFEI';

/** A factor that is not confirmed yet: what an authenticator app has to be told. */
export interface NewFactor {
	readonly id: string;
	/** Base32. */
	readonly secret: string;
}

/** Id of the confirmed factor; null where there is none yet, or where the backend has none at all. */
export async function factorOf(client: Client): Promise<string | null> {
	if (!(await backend()).hasSecondFactor) return null;
	const { data, error } = await client.auth.mfa.listFactors();
	if (error) throw unavailable(error);
	return data.totp[0]?.id ?? null;
}

export async function hasFactor(client: Client): Promise<boolean> {
	return (await factorOf(client)) !== null;
}

/**
 * Begins a new factor. One that was begun and never confirmed makes room: nobody could know its secret any more. Throws
 * `Refusal` `factor_exists` (409) where a confirmed one is there: only a reset by an admin takes its place.
 */
export async function beginFactor(client: Client): Promise<NewFactor> {
	if (!(await backend()).hasSecondFactor) throw new Refusal('not_found', 404);
	const { data: known, error: unread } = await client.auth.mfa.listFactors();
	if (unread) throw unavailable(unread);
	if (known.totp.length > 0) throw new Refusal('factor_exists', 409);
	for (const { id } of known.all.filter(({ status }) => status === 'unverified')) {
		const { error } = await client.auth.mfa.unenroll({ factorId: id });
		if (error) throw unavailable(error);
	}
	const { data, error } = await client.auth.mfa.enroll({
		factorType: 'totp',
		issuer: ISSUER,
		friendlyName: ISSUER
	});
	if (error) throw unavailable(error);
	return { id: data.id, secret: data.totp.secret };
}

/**
 * Confirms a new factor, or signs in with the one that is there: from then on this session has a second factor (`aal2`), and
 * the other sessions without one are over. Throws `Refusal` `code_not_valid` (422), `too_many_attempts` (429).
 */
export async function confirmFactor(
	client: Client,
	{ userId, factorId, code }: { userId: string; factorId: string; code: string }
): Promise<void> {
	await within('factor_by_person', userId);
	const { error } = await client.auth.mfa.challengeAndVerify({ factorId, code });
	if (!error) {
		log('info', 'second_factor_given');
		return;
	}
	log('info', 'second_factor_refused', { code: error.code ?? 'unknown' });
	if (error.status === 429) throw new Refusal('too_many_attempts', 429, { retry_after_seconds: 60 });
	if (error.code === 'mfa_verification_failed' || error.code === 'mfa_challenge_expired')
		throw new Refusal('code_not_valid', 422);
	// A factor that was removed meanwhile, or of somebody else.
	if (error.code === 'mfa_factor_not_found' || error.status === 404) throw new Refusal('not_found', 404);
	throw unavailable(error);
}

/**
 * Somebody of the office lost theirs: another admin takes all their factors away and signs them out everywhere; the next sign-in
 * sets a new one. Written down before anything is removed. Throws `Refusal` (see `begin_factor_reset` in SQL).
 */
export async function resetFactor(client: Client, userId: string): Promise<void> {
	if (!(await backend()).hasSecondFactor) throw new Refusal('not_found', 404);
	const { error: refused, status } = await client.rpc('begin_factor_reset', { p_user: userId });
	if (refused) dataOf({ data: null, error: refused, status });
	const { admin } = (await secretClient()).auth;
	const { data, error } = await admin.mfa.listFactors({ userId });
	if (error) throw unavailable(error);
	for (const { id } of data.factors) {
		const { error: kept } = await admin.mfa.deleteFactor({ userId, id });
		if (kept) throw unavailable(kept);
	}
	log('info', 'second_factor_reset', { factors: data.factors.length });
}

/** What an authenticator app reads from the square (the form most apps agree on, "Key URI Format"). */
export function factorAddress(email: string, secret: string): string {
	const label = encodeURIComponent(`${ISSUER}:${email}`);
	return `otpauth://totp/${label}?secret=${secret}&issuer=${ISSUER}&algorithm=SHA1&digits=6&period=30`;
}

function unavailable({ code }: { code?: string }): Refusal {
	log('error', 'second_factor_unavailable', { code: code ?? 'unknown' });
	return new Refusal('unexpected', 500);
}
