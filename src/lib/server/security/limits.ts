import { createHash } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import { failureFields, log } from '../operations/log';
import { secretClient } from '../supabase/clients';
import { Refusal } from '../supabase/failure';
import { countedAs } from './sender';

const MINUTE_S = 60;

/**
 * How often something may be tried. The limit by sender address is wide on purpose: 200 people behind one address (a
 * community room, a mobile network) must all get in within five minutes.
 */
const limits = {
	code_by_email: { count: 4, windowSeconds: 10 * MINUTE_S },
	code_by_address: { count: 500, windowSeconds: 10 * MINUTE_S },
	try_by_email: { count: 8, windowSeconds: 10 * MINUTE_S },
	/** Begins anew with every code, and its window is as long as a code lives. */
	try_by_code: { count: 5, windowSeconds: 10 * MINUTE_S },
	try_by_address: { count: 1000, windowSeconds: 10 * MINUTE_S },
	report_by_address: { count: 20, windowSeconds: 60 * MINUTE_S },
	factor_by_person: { count: 8, windowSeconds: 10 * MINUTE_S },
	/** Each draws every PDF anew. */
	export_by_person: { count: 6, windowSeconds: 60 * MINUTE_S }
} as const;

type Limit = keyof typeof limits;

/** Counts one attempt. Gives null when it may go on, else the seconds to wait. The subject is stored only as a hash. */
async function consume(limit: Limit, subject: string): Promise<number | null> {
	const client = await secretClient();
	const { count, windowSeconds } = limits[limit];
	const { data, error } = await client.rpc('consume_rate_limit', {
		p_bucket: limit,
		p_subject_hash: hashOf(limit, subject),
		p_limit: count,
		p_window_seconds: windowSeconds
	});
	if (error) throw new Error(`limits cannot be counted: ${error.code}`);
	return data.is_allowed ? null : Number(data.retry_after_seconds);
}

/** Forgets what was counted: what was tried is not there any more. */
export async function restart(limit: Limit, subject: string): Promise<void> {
	const client = await secretClient();
	const { error } = await client.rpc('restart_rate_limit', {
		p_bucket: limit,
		p_subject_hash: hashOf(limit, subject)
	});
	if (error) throw new Error(`limits cannot be counted: ${error.code}`);
}

const hashOf = (limit: Limit, subject: string) =>
	createHash('sha256').update(`${limit}:${subject}`).digest('hex');

/** Whether one more attempt is allowed, which it then was. */
export const isWithin = async (limit: Limit, subject: string) => (await consume(limit, subject)) === null;

/** Counts one attempt and throws `Refusal` `too_many_attempts` (429, detail `retry_after_seconds`) where it is one too many. */
export async function within(limit: Limit, subject: string): Promise<void> {
	const waitSeconds = await consume(limit, subject);
	if (waitSeconds !== null) throw new Refusal('too_many_attempts', 429, { retry_after_seconds: waitSeconds });
}

/** A proxy that does not say what it was configured to say must not keep everybody out: all then count as one sender. */
export function senderOf(event: Pick<RequestEvent, 'getClientAddress'>): string {
	try {
		return countedAs(event.getClientAddress());
	} catch (failure) {
		log('error', 'sender_unknown', {
			look_at: 'ADDRESS_HEADER, XFF_DEPTH, TRUSTED_PROXIES',
			...failureFields(failure)
		});
		return 'unknown';
	}
}
