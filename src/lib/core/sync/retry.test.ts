import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	isParked,
	isUnanswered,
	newSave,
	newSubmit,
	parkedCode,
	type QueueItem,
	readItem,
	resumedAfterSignIn,
	retriedNow,
	withSave
} from './outbox';
import { delayMs, firstDelayMs, longestDelayMs } from './delay';
import { afterOutcome, type Outcome, refusal } from './retry';

const nowMs = 1_000_000;
const item = newSubmit('d1', 'key-1', 0);
const after = (outcome: Outcome, from: QueueItem = item, chance = 0.5) =>
	afterOutcome(from, outcome, { nowMs, chance });
const kept = (outcome: Outcome, from: QueueItem = item): QueueItem => {
	const result = after(outcome, from);
	if (result === 'done') throw new Error('expected the item to stay');
	return result;
};

describe('what becomes of an item after an attempt', () => {
	it('leaves the queue only when the server has it', () => {
		expect(after({ kind: 'acknowledged', hasMore: false })).toBe('done');
		expect(after({ kind: 'acknowledged', hasMore: true })).toMatchObject({
			nextAttemptAtMs: nowMs,
			attempts: 0
		});
	});

	it('waits for sign-in after a 401 without counting an attempt', () => {
		const paused = kept(refusal(401, 'whatever', null), { ...item, attempts: 3 });
		expect(paused).toMatchObject({ attempts: 3, lastFailure: 'signed_out' });
		expect(resumedAfterSignIn([paused], nowMs)).toMatchObject([
			{ nextAttemptAtMs: nowMs, lastFailure: null }
		]);
	});

	it('remembers that an attempt may have arrived, through every later one', () => {
		const lost: Outcome = { kind: 'unknown', code: 'not_reachable' };
		expect(isUnanswered([item], 'd1')).toBe(false);
		expect(isUnanswered([kept(refusal(503, undefined, null))], 'd1')).toBe(false);
		for (const outcome of [lost, refusal(502, undefined, null), refusal(504, undefined, null)]) {
			const left = kept(outcome);
			expect(isUnanswered([left], 'd1')).toBe(true);
			expect(isUnanswered([left], 'd2')).toBe(false);
			expect(isUnanswered([kept(refusal(401, undefined, null), left)], 'd1')).toBe(true);
			expect(isUnanswered([retriedNow(left, nowMs)], 'd1')).toBe(true);
			expect(readItem(JSON.parse(JSON.stringify(left)))).toEqual(left);
		}
		expect(isUnanswered([kept(lost, newSave('d1', 0))], 'd1')).toBe(false);
	});

	it('comes back a little later than the server asked, each phone at another moment', () => {
		const busy = refusal(503, undefined, 600_000);
		const at = (chance: number) => Object(after(busy, item, chance)).nextAttemptAtMs;
		expect(at(0)).toBe(nowMs + 600_000);
		expect(at(0.5)).toBeGreaterThan(at(0));
		expect(at(0.99)).toBeGreaterThan(at(0.5));
	});

	it('stays, parked with its reason, when the server says no', () => {
		for (const [status, code, told] of [
			[422, 'application_incomplete', 'application_incomplete'],
			[422, 'round_closed', 'round_closed'],
			[413, undefined, 'payload_too_large'],
			[403, 'not_allowed', 'not_allowed'],
			[404, 'not_found', 'not_found'],
			[409, 'already_submitted', 'already_submitted'],
			[400, 'nonsense', 'payload_invalid']
		] as const) {
			const left = kept(refusal(status, code, null));
			expect(left).toMatchObject({ lastFailure: told, key: 'key-1' });
			expect(isParked(left)).toBe(true);
			expect(parkedCode([left], 'd1')).toBe(told);
		}
	});

	it('tries again after a merge at once, and slower when two sides chase each other', () => {
		expect(kept(refusal(409, 'draft_moved_on', null))).toMatchObject({ nextAttemptAtMs: nowMs, attempts: 1 });
		expect(
			kept(refusal(409, 'draft_moved_on', null), { ...item, attempts: 8 }).nextAttemptAtMs
		).toBeGreaterThan(nowMs);
		expect(kept({ kind: 'merged' })).toMatchObject({
			nextAttemptAtMs: nowMs,
			lastFailure: null
		});
	});

	it('waits at least as long as the server asks, but not for ever', () => {
		for (const status of [429, 503]) {
			expect(kept(refusal(status, undefined, 120_000)).nextAttemptAtMs).toBeGreaterThanOrEqual(
				nowMs + 120_000
			);
		}
		expect(kept(refusal(503, undefined, Number.MAX_SAFE_INTEGER)).nextAttemptAtMs).toBeLessThan(
			nowMs + 7 * 3_600_000
		);
	});

	it('tries again later when nobody knows whether the request arrived', () => {
		for (const outcome of [
			refusal(500, undefined, null),
			refusal(302, undefined, null),
			refusal(200, undefined, null),
			{ kind: 'unknown', code: 'not_reachable' },
			{ kind: 'unknown', code: 'unexpected_answer' }
		] satisfies readonly Outcome[]) {
			expect(kept(outcome)).toMatchObject({ attempts: 1, nextAttemptAtMs: nowMs + (firstDelayMs * 3) / 4 });
		}
	});

	it('waits longer each time, never longer than a quarter of an hour, and never the same for everybody', () => {
		const attempts = fc.integer({ min: 0, max: 5000 });
		fc.assert(
			fc.property(attempts, fc.double({ min: 0, max: 0.999, noNaN: true }), (tries, chance) => {
				expect(delayMs(tries, chance)).toBeLessThanOrEqual(longestDelayMs);
				expect(delayMs(tries + 1, 0)).toBeGreaterThanOrEqual(delayMs(tries, 0));
				expect(delayMs(tries, chance)).toBeGreaterThanOrEqual(firstDelayMs / 2);
			})
		);
		expect(delayMs(3, 0)).not.toBe(delayMs(3, 0.9));
	});
});

describe('the queue', () => {
	it('reads back its items and sets aside what it cannot understand', () => {
		for (const one of [item, newSave('d1', 5)])
			expect(readItem(JSON.parse(JSON.stringify(one)))).toEqual(one);
		for (const record of [
			null,
			{},
			{ ...item, version: 2 },
			{ ...item, key: null },
			{ ...item, kind: 'steal' },
			{ ...item, attempts: -1 },
			'x'
		]) {
			expect(readItem(record)).toBeNull();
		}
	});

	it('has one save for a draft, woken by an edit when it was parked', () => {
		const [save] = withSave([], 'd1', 5);
		if (save === undefined) throw new Error('expected a save');
		expect(withSave([save], 'd1', 9)).toEqual([save]);
		const refused = kept(refusal(422, 'payload_invalid', null), save);
		expect(withSave([refused], 'd1', 9)).toEqual([{ ...save, nextAttemptAtMs: 9 }]);
		expect(withSave([save], 'd2', 9)).toHaveLength(2);
	});
});
