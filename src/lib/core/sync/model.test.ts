import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween, isSameValue, valueAt } from '../draft/fields';
import { isQueued } from '../draft/lock';
import { isParked } from './outbox';
import { longestDelayMs } from './delay';
import { faults, SimulatedPhone, SimulatedServer } from './simulation.sample';

const which = fc.constantFrom(0, 1);
const event = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({
			what: fc.constant('type'),
			which,
			path: fc.constantFrom('need', 'aims', 'cost_lines.aaaaaaaa.label')
		})
	},
	{
		weight: 8,
		arbitrary: fc.record({ what: fc.constant('sync'), which, fault: fc.constantFrom(...faults) })
	},
	{
		weight: 2,
		arbitrary: fc.record({
			what: fc.constant('wait'),
			which,
			forMs: fc.constantFrom(1_000, 60_000, longestDelayMs)
		})
	},
	{ weight: 1, arbitrary: fc.record({ what: fc.constant('send'), which }) },
	{
		weight: 1,
		arbitrary: fc.record({ what: fc.constant('settle'), which, side: fc.constantFrom('mine', 'theirs') })
	},
	{ weight: 1, arbitrary: fc.record({ what: fc.constant('retry'), which }) },
	{ weight: 1, arbitrary: fc.record({ what: fc.constant('deliver'), which }) },
	{ weight: 1, arbitrary: fc.record({ what: fc.constant('rules'), which }) },
	{ weight: 1, arbitrary: fc.record({ what: fc.constant('stranger'), which }) },
	{ weight: 1, arbitrary: fc.record({ what: fc.constant('return'), which }) }
);
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

/** Two people with a phone each write one application over a bad network. */
class World {
	readonly server = new SimulatedServer();
	readonly phones = [new SimulatedPhone('ada', this.server), new SimulatedPhone('ben', this.server)] as const;
	nowMs = 0;
	count = 0;

	happen(event: Event): void {
		const phone = event.which === 0 ? this.phones[0] : this.phones[1];
		this.count += 1;
		if ('path' in event) phone.type(event.path, `${phone.owner} ${this.count}`, this.nowMs);
		else if ('fault' in event) phone.step(event.fault, this.nowMs, (this.count % 10) / 10);
		else if ('forMs' in event) this.nowMs += event.forMs;
		else if ('side' in event) phone.settle(event.side === 'mine' ? 'mine' : 'theirs', this.nowMs);
		else if (event.what === 'send') phone.send(this.nowMs);
		else if (event.what === 'retry') phone.retry(this.nowMs);
		else if (event.what === 'rules') this.server.required = this.server.required === null ? 'aims' : null;
		else if (event.what === 'deliver') phone.delayed.shift()?.();
		else phone.signIn(event.what === 'stranger' ? 'eve' : phone.owner, this.nowMs);
	}

	/** The network is good again and the right people are signed in; true when the phones come to rest. */
	settleDown(): boolean {
		for (const phone of this.phones) {
			phone.delayed.splice(0).forEach((deliver) => deliver());
			phone.signIn(phone.owner, this.nowMs);
		}
		for (let round = 0; round < 60; round += 1) {
			this.nowMs += longestDelayMs;
			const moved = this.phones.map((phone) => phone.step('none', this.nowMs, 0.5));
			if (!moved.includes(true)) return true;
		}
		return false;
	}
}

function checkAlways({ server, phones }: World): void {
	expect(server.breaches).toEqual([]);
	// I2: one submission, whatever was repeated.
	expect(server.submissions.length).toBeLessThanOrEqual(1);
	for (const { draft, items } of phones) {
		// I3: received only with a row of the server.
		const receipt = draft?.server?.receipt ?? null;
		if (receipt !== null) expect(receipt).toEqual(server.application?.receipt);
		// I6: nothing waits without a time or a reason, and the key is the one of the draft.
		for (const item of items) {
			expect(item.nextAttemptAtMs !== null || item.lastFailure !== null).toBe(true);
			if (item.kind === 'submit') expect(item.key).toBe(draft?.submission?.key);
			// What was refused can be put right.
			if (draft && item.kind === 'submit' && isParked(item)) expect(isQueued(draft)).toBe(false);
		}
		expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
	}
}

function checkAtRest({ server, phones }: World): void {
	for (const { draft, items, typed } of phones) {
		if (draft === null) continue;
		for (const [path, value] of typed) {
			// I1: the words are here, or in a question, or were on the server before somebody who saw them changed them.
			const isHere = isSameValue(valueAt(draft.fields, path), value);
			const isAsked = draft.conflicts.some((conflict) => conflict.path === path && conflict.mine === value);
			const wasSaved = server.history.some((fields) => isSameValue(valueAt(fields, path), value));
			expect(isHere || isAsked || wasSaved).toBe(true);
		}
		const waitsForPerson = draft.conflicts.length > 0 || items.length > 0;
		if (waitsForPerson) continue;
		// Whoever has nothing left to answer has everything on the server.
		if (draft.submission !== null) expect(draft.server?.receipt).toEqual(server.application?.receipt);
		else expect(changesBetween(draft.base?.fields ?? {}, draft.fields)).toEqual({});
	}
}

/** `MODEL_RUNS=200000 npx vitest run --project unit model` looks longer. */
const runs = Number(process.env.MODEL_RUNS ?? 2000);
/** A busy machine may take its time. */
const patienceMs = 60_000 + 30 * runs;

describe('the sync engine', () => {
	it(
		'keeps its promises through any history of faults',
		() => {
			fc.assert(
				fc.property(fc.array(event, { maxLength: 60, size: 'max' }), (events) => {
					const world = new World();
					for (const one of events) {
						world.happen(one);
						checkAlways(world);
					}
					expect(world.settleDown()).toBe(true);
					checkAlways(world);
					checkAtRest(world);
				}),
				{ numRuns: runs }
			);
		},
		patienceMs
	);

	it('gives one submission and the same receipt for an answer lost again and again', () => {
		const world = new World();
		const [phone] = world.phones;
		phone.type('need', 'x', 0);
		phone.send(0);
		for (const fault of [
			'response_lost',
			'none',
			'none',
			'none',
			'response_lost',
			'killed',
			'duplicate',
			'none'
		] as const) {
			world.nowMs += longestDelayMs;
			phone.step(fault, world.nowMs, 0.5);
		}
		expect(world.server.submissions).toHaveLength(1);
		expect(phone.draft?.server?.receipt).toEqual(world.server.application?.receipt);
		expect(phone.items).toEqual([]);
	});

	it('asks nobody anything when only answers got lost', () => {
		const world = new World();
		const [phone] = world.phones;
		for (const fault of ['response_lost', 'killed', 'delayed', 'response_lost', 'none', 'none'] as const) {
			phone.type('need', `words ${world.nowMs}`, world.nowMs);
			phone.step(fault, world.nowMs, 0.5);
			world.nowMs += longestDelayMs;
		}
		expect(phone.draft?.conflicts).toEqual([]);
		expect(valueAt(world.server.application?.fields ?? {}, 'need')).toBe(`words ${5 * longestDelayMs}`);
	});
});
