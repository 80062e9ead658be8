import { type FailureCode, isFailureCode } from '../failure/failure';
import { delayMs } from './delay';
import { parked, type QueueItem, retriedNow } from './outbox';

/** A server may ask for longer than we would wait ourselves, but not for ever. */
export const longestRetryAfterMs = 6 * 3_600_000;
/** After a 401, in case the session is still believed to be good: no hammering with a dead one. */
export const signedOutPauseMs = 30_000;
/** Some part of every wait is chance, or all phones come back in the same second. */
const retryAfterSpread = 0.1;
export const longestPauseMs = longestRetryAfterMs * (1 + retryAfterSpread);
/** A merge, or a part offered from the right place, is tried at once, unless the two sides chase each other. */
const mergesAtOnce = 3;

export type Outcome =
	/** The server has it. A save may have left words behind that were written meanwhile. */
	| { readonly kind: 'acknowledged'; readonly hasMore: boolean }
	/** Answer to `refresh`. */
	| { readonly kind: 'merged' }
	/** An answer that says no, in our own JSON. */
	| {
			readonly kind: 'refused';
			readonly status: number;
			readonly code: FailureCode;
			readonly retryAfterMs: number | null;
	  }
	/** No answer, or one that is not ours (HTML of a captive portal, a cut body): nobody knows whether it arrived. */
	| { readonly kind: 'unknown'; readonly code: 'offline' | 'not_reachable' | 'unexpected_answer' };

export type Chance = { readonly nowMs: number; /** From 0 up to 1. */ readonly chance: number };

/** The item as it goes back into the queue, or `done` when it may leave it. */
export function afterOutcome(
	item: QueueItem,
	outcome: Outcome,
	{ nowMs, chance }: Chance
): QueueItem | 'done' {
	if (outcome.kind === 'acknowledged') return outcome.hasMore ? retriedNow(item, nowMs) : 'done';
	if (outcome.kind === 'merged') return { ...item, nextAttemptAtMs: nowMs, lastFailure: null };
	if (outcome.kind === 'unknown')
		return unanswered(later(item, outcome.code, nowMs + delayMs(item.attempts, chance)));
	const refused = afterRefusal(item, outcome, { nowMs, chance });
	return gatewayStatuses.includes(outcome.status) ? unanswered(refused) : refused;
}

/** Codes and status of an answer as an outcome: HTTP knows more kinds of no than our codes do. */
export function refusal(status: number, code: unknown, retryAfterMs: number | null): Outcome {
	if (isFailureCode(code)) return { kind: 'refused', status, code, retryAfterMs };
	const usual = usualCodes.get(status) ?? (status >= 400 && status < 500 ? 'payload_invalid' : null);
	if (usual !== null) return { kind: 'refused', status, code: usual, retryAfterMs };
	if (status < 500) return { kind: 'unknown', code: 'unexpected_answer' };
	return { kind: 'refused', status, code: 'not_reachable', retryAfterMs };
}

const usualCodes: ReadonlyMap<number, FailureCode> = new Map([
	[401, 'signed_out'],
	[403, 'not_allowed'],
	[404, 'not_found'],
	[408, 'not_reachable'],
	[413, 'payload_too_large'],
	[429, 'rate_limited']
]);

/** Somebody between us and the server speaks, who does not know what became of the request. */
const gatewayStatuses: readonly number[] = [502, 504];

type Refusal = Extract<Outcome, { kind: 'refused' }>;

function afterRefusal(
	item: QueueItem,
	{ status, code, retryAfterMs }: Refusal,
	{ nowMs, chance }: Chance
): QueueItem {
	// Not the item's fault, so not counted as an attempt.
	if (status === 401)
		return { ...item, nextAttemptAtMs: nowMs + signedOutPauseMs, lastFailure: 'signed_out' };
	if (code === 'draft_moved_on' || code === 'file_gap') {
		const pauseMs = item.attempts < mergesAtOnce ? 0 : delayMs(item.attempts, chance);
		return later(item, code, nowMs + pauseMs);
	}
	if (status === 408 || status === 429 || status >= 500) {
		const askedMs = Math.min(retryAfterMs ?? 0, longestRetryAfterMs) * (1 + retryAfterSpread * chance);
		return later(item, code, nowMs + Math.max(askedMs, delayMs(item.attempts, chance)));
	}
	return parked(item, code);
}

function unanswered(item: QueueItem): QueueItem {
	return { ...item, isUnanswered: true };
}

function later(item: QueueItem, code: FailureCode, nextAttemptAtMs: number): QueueItem {
	return { ...item, attempts: item.attempts + 1, nextAttemptAtMs, lastFailure: code };
}
