import { setTimeout } from 'node:timers/promises';
import { isAuthRetryableFetchError } from '@supabase/supabase-js';
import type { RequestEvent } from '@sveltejs/kit';
import * as z from 'zod/mini';
import { deviceName, deviceOf } from '../../core/api/device';
import type { OwnSession } from '../../core/api/session';
import { isLocale, type Locale } from '../../i18n/locales';
import { backend } from '../backend';
import { log } from '../operations/log';
import { isWithin, restart, senderOf, within } from '../security/limits';
import { hasSessionCookie, personClient, publicClient, type Client } from './clients';
import { dataOf, Refusal } from './failure';
import { instant } from './instant';
import { languageAtSignIn } from './languages';

type Asking = Pick<RequestEvent, 'cookies' | 'url' | 'request' | 'getClientAddress'>;
type SignedIn = Pick<RequestEvent, 'cookies' | 'url' | 'request' | 'getClientAddress'>;

/** Longer than either case takes on a busy machine; a mail that takes longer tells of the mail server only. */
const CODE_ANSWER_MS = 800;

/**
 * Sends a six-digit code. The answer is the same whether the address is known or not, and so is the time it takes: a new
 * address means more work for the backend, which must not tell who has been here before. The mail is in `locale` on the
 * embedded backend; Supabase's own has one template for all, with a line in every language.
 * Throws `Refusal` `too_many_attempts` (429, detail `retry_after_seconds`) or `mail_not_sent` (503).
 */
export async function requestCode(event: Asking, email: string, locale: string): Promise<void> {
	await within('code_by_address', senderOf(event));
	await within('code_by_email', normalised(email));
	const client = await personClient(event);
	const { mailbox } = await backend();
	const ask = () =>
		client.auth.signInWithOtp({ email: normalised(email), options: { shouldCreateUser: true } });
	const [{ error }] = await Promise.all([
		mailbox && isLocale(locale) ? mailbox.speaking(locale, ask) : ask(),
		setTimeout(CODE_ANSWER_MS)
	]);
	log('info', error ? 'code_not_sent' : 'code_sent');
	if (error?.status === 429) throw new Refusal('too_many_attempts', 429, { retry_after_seconds: 60 });
	if (error) throw new Refusal('mail_not_sent', 503);
	await restart('try_by_code', normalised(email));
}

/**
 * Exchanges the code for a session in cookies, and claims what waits for this address: invitations to the office and to
 * applications. `locale`: the language to go on in, where the account knows one and nobody chose another on this device.
 * Throws `Refusal` `code_not_valid` (422) for a wrong, used or expired code or one that was tried five times, `too_many_attempts` (429).
 */
export async function verifyCode(
	event: Asking,
	email: string,
	code: string
): Promise<{ email: string; roles: readonly string[]; locale: Locale | null }> {
	await within('try_by_address', senderOf(event));
	await within('try_by_email', normalised(email));
	// A code for an address nobody has is refused sooner than a wrong one.
	const refusedInTime = setTimeout(CODE_ANSWER_MS);
	// Neither backend counts wrong tries against a code: after these it is none, right or wrong, until another one is sent.
	if (!(await isWithin('try_by_code', normalised(email)))) {
		log('info', 'sign_in_refused', { code: 'code_tried_too_often' });
		await refusedInTime;
		throw new Refusal('code_not_valid', 422);
	}
	const client = await personClient(event);
	const before = await tokenIn(event);
	const { codeType } = await backend();
	const { data, error } = await client.auth.verifyOtp({
		email: normalised(email),
		token: code,
		type: codeType
	});
	if (error || !data.user?.email) {
		log('info', 'sign_in_refused', { code: error?.code ?? 'unknown' });
		await refusedInTime;
		// Nobody looked at the code: told that it is wrong, people would ask for another one, and be one more.
		if (error?.status === 429) throw new Refusal('too_many_attempts', 429, { retry_after_seconds: 60 });
		if (isAuthRetryableFetchError(error) || (error?.status ?? 0) >= 500) throw new Refusal('unexpected', 503);
		throw new Refusal('code_not_valid', 422);
	}
	if (before !== null) await endBefore(before);
	const claimed = await client.rpc('claim_staff_invitations');
	await client.rpc('claim_invitations');
	const { roles } = await noteSession(event, client);
	log('info', 'signed_in', { is_staff: roles.length > 0 });
	const locale = await languageAtSignIn(event, client);
	return { email: data.user.email, roles: claimed.data?.roles ?? [], locale };
}

/** The token this browser came with; null where it had none, or none that still holds. */
async function tokenIn(event: Asking): Promise<string | null> {
	if (!hasSessionCookie(event.cookies)) return null;
	const { data } = await (await personClient(event)).auth.getSession();
	return data.session?.access_token ?? null;
}

/**
 * A browser has one session: the one before would stand among somebody's devices, with nobody who could use or end it but
 * whoever copied its cookie. By its own token, since it may be another person's.
 */
async function endBefore(token: string): Promise<void> {
	const { error } = await (await publicClient()).auth.admin.signOut(token, 'local');
	log('info', error ? 'session_before_kept' : 'session_before_ended');
}

const standingRow = z.object({
	is_live: z.boolean(),
	roles: z.array(z.enum(['clerk', 'decider', 'admin', 'auditor'])),
	needs_second_factor: z.boolean(),
	idle_seconds: z.nullish(z.number()),
	seconds: z.nullish(z.number())
});

/**
 * A sign of life of this session, and what the office's screens need to know. `isLive` false: it lay still too long or was
 * ended on another device, and nothing revives it. `endsIn`: of the office only. With `isActive` false the page asked by itself.
 */
export async function noteSession(
	{ request }: Pick<RequestEvent, 'request'>,
	client: Client,
	isActive = true
): Promise<{
	isLive: boolean;
	roles: z.infer<typeof standingRow>['roles'];
	needsSecondFactor: boolean;
	endsIn: { idleSeconds: number; seconds: number } | null;
}> {
	const answer = await client.rpc('note_session', {
		p_device: deviceOf(request.headers.get('user-agent')),
		p_is_active: isActive
	});
	const { is_live, roles, needs_second_factor, idle_seconds, seconds } = standingRow.parse(dataOf(answer));
	if (!is_live) log('info', 'session_over');
	const endsIn =
		typeof idle_seconds === 'number' && typeof seconds === 'number'
			? { idleSeconds: idle_seconds, seconds }
			: null;
	return { isLive: is_live, roles, needsSecondFactor: needs_second_factor, endsIn };
}

/** Who asks, by the backend's word and not by the cookie's; null when nobody is signed in, or not any more. */
export async function signedInEmail(event: SignedIn): Promise<string | null> {
	if (!hasSessionCookie(event.cookies)) return null;
	const client = await personClient(event);
	const { data } = await client.auth.getUser();
	if (!data.user?.email) return null;
	return (await noteSession(event, client)).isLive ? data.user.email : null;
}

export async function signOut(event: Omit<SignedIn, 'request'>): Promise<void> {
	await (await personClient(event)).auth.signOut({ scope: 'local' });
	log('info', 'signed_out');
}

const sessionRows = z.array(
	z.object({
		id: z.string(),
		device: z.string(),
		began_at: instant,
		seen_at: instant,
		is_this: z.boolean()
	})
);

/** Where this person is signed in, this session first. */
export async function ownSessions(client: Client): Promise<readonly OwnSession[]> {
	const rows = sessionRows.parse(dataOf(await client.rpc('my_sessions')));
	return rows.map((row) => ({ ...row, device: deviceName(row.device) }));
}

/** Signs this person out on one device. Throws `Refusal` `not_found` (404). */
export async function endSession(client: Client, id: string): Promise<void> {
	const { error, status } = await client.rpc('end_session', { p_id: id });
	if (error) dataOf({ data: null, error, status });
	log('info', 'session_ended');
}

/** Signs somebody out everywhere, or everywhere but here; how many sessions that were. Throws `Refusal` (see SQL). */
export async function endSessions(client: Client, userId: string, keepsThis: boolean): Promise<number> {
	const ended = z
		.number()
		.parse(dataOf(await client.rpc('end_sessions', { p_user: userId, p_keep_this: keepsThis })));
	log('info', 'sessions_ended', { sessions: ended });
	return ended;
}

function normalised(email: string): string {
	return email.trim().toLowerCase();
}
