import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween, isSameValue, valueAt } from '../core/draft/fields';
import { maxPartBytes } from '../core/api/limits';
import { isQueued } from '../core/draft/lock';
import { isOfWords, isParked } from '../core/sync/outbox';
import { longestDelayMs } from '../core/sync/delay';
import { SimulatedServer } from '../core/sync/simulation.sample';
import { faults, Phone } from './simulation.sample';

const path = fc.constantFrom('need', 'aims', 'cost_lines.aaaaaaaa.label');
const happening = fc.oneof(
	{ weight: 5, arbitrary: fc.record({ what: fc.constant('type' as const), path }) },
	{
		weight: 8,
		arbitrary: fc.record({
			what: fc.constant('sync' as const),
			faults: fc.array(fc.constantFrom(...faults), { maxLength: 4 }),
			/** Typed, sent or taken back while a request is on its way, or between two steps of the engine. */
			meanwhileAfterSteps: fc.constantFrom(null, 1, 2, 3),
			meanwhile: fc.constantFrom(
				...[
					'nothing',
					'nothing',
					'type',
					'send',
					'take_back',
					'settle',
					'add_file',
					'remove_file',
					'ask',
					'hear'
				]
			),
			isFull: fc.boolean()
		})
	},
	{
		weight: 2,
		arbitrary: fc.record({
			what: fc.constant('wait' as const),
			forMs: fc.constantFrom(1_000, 60_000, longestDelayMs)
		})
	},
	{
		weight: 5,
		arbitrary: fc.record({
			what: fc.constantFrom(
				'send',
				'add_file',
				'add_bad_file',
				'remove_file',
				'take_back',
				'retry',
				'settle',
				'settle_theirs',
				'stranger',
				'return',
				'network',
				'rules',
				'ask',
				'hear',
				'look'
			)
		})
	}
);
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;
const history = fc.array(fc.tuple(fc.nat(1), happening), { maxLength: 40, size: 'max' });

/** Two people with a phone each write one application over a bad network: with the real engine and the real store. */
class World {
	readonly server = new SimulatedServer();
	readonly phones = [new Phone('ada', this.server), new Phone('ben', this.server)] as const;
	/** Phones that have said "sent". */
	readonly sent = new Set<Phone>();
	count = 0;

	async happen(phone: Phone, event: Happening): Promise<void> {
		this.count += 1;
		if (event.what === 'type' && 'path' in event) return this.act(phone, 'type', event.path);
		if (event.what === 'wait' && 'forMs' in event) for (const one of this.phones) one.nowMs += event.forMs;
		if (event.what !== 'sync' || !('faults' in event)) return this.act(phone, event.what);
		phone.faults.splice(0, Infinity, ...event.faults);
		phone.isFull = event.isFull;
		phone.meanwhileAfterSteps = event.meanwhileAfterSteps;
		phone.meanwhile = () => this.act(phone, event.meanwhile, 'need');
		await phone.drain();
		phone.faults.splice(0);
		phone.isFull = false;
		phone.meanwhile = null;
		phone.meanwhileAfterSteps = null;
	}

	async act(phone: Phone, what: string, path = 'need'): Promise<void> {
		this.count += 1;
		if (what === 'type') await phone.type(path, `${phone.owner} ${this.count}`);
		if (what === 'send') await phone.send();
		const size = this.count % 2 === 0 ? 10 : maxPartBytes + 10;
		if (what === 'add_file') await phone.addFile(`${phone.owner}-${this.count}`, size);
		if (what === 'add_bad_file') await phone.addFile(`${phone.owner}-bad-${this.count}`, size);
		if (what === 'remove_file') await phone.removeFile([...phone.added].at(-1) ?? '');
		if (what === 'take_back') await phone.takeBack();
		if (what === 'retry') await phone.retry();
		if (what === 'settle') await phone.settle('mine');
		if (what === 'settle_theirs') await phone.settle('theirs');
		if (what === 'stranger') await phone.signIn('eve');
		if (what === 'return') await phone.signIn(phone.owner);
		if (what === 'ask') await phone.ask();
		if (what === 'hear') await phone.hear();
		if (what === 'look') phone.look(await phone.draft());
		if (what === 'rules') this.server.required = this.server.required === null ? 'aims' : null;
		if (what === 'network') phone.isOnline = !phone.isOnline;
	}

	/** The network is good again and the right people are signed in. */
	async settleDown(): Promise<void> {
		for (let round = 0; round < 8; round += 1) {
			for (const phone of this.phones) {
				phone.isOnline = true;
				await phone.hear();
				phone.nowMs += longestDelayMs;
				await phone.signIn(phone.owner);
				await phone.drain();
			}
		}
	}
}

async function checkAlways(world: World): Promise<void> {
	const { server, phones } = world;
	expect(server.breaches).toEqual([]);
	expect(server.submissions.length, 'I2').toBeLessThanOrEqual(1);
	for (const phone of phones) {
		const [draft, items] = [await phone.draft(), await phone.items()];
		const receipt = draft?.server?.receipt ?? null;
		if (receipt !== null) expect(receipt, 'I3').toEqual(server.application?.receipt);
		if (world.sent.has(phone)) expect(receipt, 'I3: sent stays sent').not.toBeNull();
		if (receipt !== null) world.sent.add(phone);
		for (const item of items) {
			expect(item.nextAttemptAtMs !== null || item.lastFailure !== null, 'I6').toBe(true);
			if (item.kind === 'submit') expect(item.key, 'I2').toBe(draft?.submission?.key);
			const isRefused = item.kind === 'submit' && item.lastFailure === 'application_incomplete';
			if (draft && isRefused && isParked(item)) expect(isQueued(draft), 'can be put right').toBe(false);
		}
		expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
	}
}

/** No file is lost by the machine, each arrives at most once, and one that is refused holds up nothing. */
async function checkFiles({ server, phones }: World): Promise<void> {
	for (const { arrivals } of server.files.values()) expect(arrivals, 'F2').toBeLessThanOrEqual(1);
	for (const phone of phones) {
		const files = (await phone.files()).filter(({ isHere }) => isHere);
		expect(new Set(files.map(({ id }) => id)), 'F1').toEqual(phone.added);
		for (const file of files) {
			if (file.state === 'uploaded') expect(server.files.get(file.id)?.arrivals, 'I3').toBe(1);
			if (file.state === 'refused') expect(file.failure, 'I6').not.toBeNull();
		}
	}
}

async function checkFilesAtRest({ server, phones }: World): Promise<void> {
	for (const phone of phones) {
		if ((await phone.draft())?.base === null) continue;
		for (const { id, size, state, failure } of (await phone.files()).filter(({ isHere }) => isHere)) {
			expect((await phone.store.fileBytes(id))?.length, 'F1').toBe(size);
			const expected = id.includes('bad') ? ['refused', 'file_hostile'] : ['uploaded', null];
			expect([state, failure], `F3: ${id}`).toEqual(expected);
		}
		for (const id of phone.removed) expect(server.files.has(id), `removed: ${id}`).toBe(false);
	}
}

async function checkAtRest({ server, phones }: World): Promise<void> {
	for (const phone of phones) {
		const [draft, items] = [await phone.draft(), await phone.items()];
		if (draft === null) continue;
		for (const [path, value] of phone.typed) {
			const isHere = isSameValue(valueAt(draft.fields, path), value);
			const isAsked = draft.conflicts.some((conflict) => conflict.path === path && conflict.mine === value);
			const wasSaved = server.history.some((fields) => isSameValue(valueAt(fields, path), value));
			expect(isHere || isAsked || wasSaved, `I1: ${path} ${value}`).toBe(true);
		}
		if (draft.conflicts.length > 0 || items.some(isOfWords) || draft.server?.receipt) continue;
		// I6: nothing lies still without a reason.
		expect(draft.submission).toBeNull();
		expect(changesBetween(draft.base?.fields ?? {}, draft.fields)).toEqual({});
	}
}

/** `MODEL_RUNS=200000 npx vitest run --project unit model` looks longer. */
const runs = Number(process.env.MODEL_RUNS ?? 1200);
/** A busy machine may take its time. */
const patienceMs = 60_000 + 30 * runs;

describe('the engine with its store', () => {
	it(
		'keeps its promises through any history of faults, deaths, full disks and interruptions',
		async () => {
			await fc.assert(
				fc.asyncProperty(history, async (events) => {
					const world = new World();
					for (const [which, event] of events) {
						await world.happen(which === 0 ? world.phones[0] : world.phones[1], event);
						await checkAlways(world);
						await checkFiles(world);
					}
					await world.settleDown();
					await checkAlways(world);
					await checkAtRest(world);
					await checkFiles(world);
					await checkFilesAtRest(world);
				}),
				{ numRuns: runs }
			);
		},
		patienceMs
	);
});
