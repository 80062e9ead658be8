import { setTimeout } from 'node:timers/promises';
import type { RequestEvent } from '@sveltejs/kit';
import { backend } from '../backend';
import { senderOf, within } from '../security/limits';
import { personClient } from './clients';
import { Refusal } from './failure';

type Asking = Pick<RequestEvent, 'cookies' | 'url' | 'getClientAddress'>;

/** Longer than either case takes on a busy machine; a mail that takes longer tells of the mail server only. */
const CODE_ANSWER_MS = 800;

/**
 * Sends a six-digit code. The answer is the same whether the address is known or not, and so is the time it takes: a new
 * address means more work for the backend, which must not tell who has been here before.
 * Throws `Refusal` `too_many_attempts` (429, detail `retry_after_seconds`) or `mail_not_sent` (503).
 */
export async function requestCode(event: Asking, email: string): Promise<void> {
	await within('code_by_address', senderOf(event));
	await within('code_by_email', normalised(email));
	const client = await personClient(event);
	const [{ error }] = await Promise.all([
		client.auth.signInWithOtp({ email: normalised(email), options: { shouldCreateUser: true } }),
		setTimeout(CODE_ANSWER_MS)
	]);
	if (error?.status === 429) throw new Refusal('too_many_attempts', 429, { retry_after_seconds: 60 });
	if (error) throw new Refusal('mail_not_sent', 503);
}

/**
 * Exchanges the code for a session in cookies, and claims what waits for this address: invitations to the office and to
 * applications.
 * Throws `Refusal` `code_not_valid` (422) for a wrong, used or expired code, `too_many_attempts` (429).
 */
export async function verifyCode(
	event: Asking,
	email: string,
	code: string
): Promise<{ email: string; roles: readonly string[] }> {
	await within('try_by_address', senderOf(event));
	await within('try_by_email', normalised(email));
	const client = await personClient(event);
	const { codeType } = await backend();
	const { data, error } = await client.auth.verifyOtp({
		email: normalised(email),
		token: code,
		type: codeType
	});
	if (error || !data.user?.email) throw new Refusal('code_not_valid', 422);
	const claimed = await client.rpc('claim_staff_invitations');
	await client.rpc('claim_invitations');
	return { email: data.user.email, roles: claimed.data?.roles ?? [] };
}

/** Who asks, by the backend's word and not by the cookie's; null when nobody is signed in. */
export async function signedInEmail(event: Pick<RequestEvent, 'cookies' | 'url'>): Promise<string | null> {
	if (!event.cookies.getAll().some(({ name }) => name.startsWith('sb-'))) return null;
	const { data } = await (await personClient(event)).auth.getUser();
	return data.user?.email ?? null;
}

export async function signOut(event: Pick<RequestEvent, 'cookies' | 'url'>): Promise<void> {
	await (await personClient(event)).auth.signOut({ scope: 'local' });
}

function normalised(email: string): string {
	return email.trim().toLowerCase();
}
