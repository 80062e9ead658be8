import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClarificationItem } from '../core/application/clarification';
import { unsavedChanges } from '../core/draft/draft';
import { isSameValue, valueAt } from '../core/draft/fields';
import { isLocked, isUnderWay } from '../core/draft/lock';
import { longestDelayMs } from '../core/sync/delay';
import { isOfWords } from '../core/sync/outbox';
import { applicationId, SimulatedServer } from '../core/sync/simulation.sample';
import { download } from './download';
import { faults, Phone } from './simulation.sample';

const goals: ClarificationItem = { kind: 'section', section: 'goals', note: '' };
const impact: ClarificationItem = { kind: 'section', section: 'impact', note: '' };

const happening = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({ what: fc.constant('type' as const), path: fc.constantFrom('need', 'prevention') })
	},
	{
		weight: 8,
		arbitrary: fc.record({
			what: fc.constant('sync' as const),
			faults: fc.array(fc.constantFrom(...faults), { maxLength: 3 }),
			meanwhile: fc.constantFrom('nothing', 'type', 'goals', 'impact', 'taken_back', 'help_ends'),
			meanwhileAfterSteps: fc.constantFrom(null, 1, 2)
		})
	},
	{
		weight: 6,
		arbitrary: fc.record({
			what: fc.constantFrom(
				...([
					'goals',
					'impact',
					'both',
					'taken_back',
					'send',
					'take_back',
					'settle',
					'settle_theirs'
				] as const),
				...(['help_ends', 'help_begins', 'list', 'ask', 'hear', 'add_file', 'expire', 'return'] as const)
			)
		})
	}
);
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;
const history = fc.array(fc.tuple(fc.nat(1), happening), { maxLength: 30, size: 'max' });

/** Somebody of the group and somebody who helps write for what the office opens and shuts. */
class World {
	readonly server = new SimulatedServer();
	readonly group = new Phone('ada', this.server);
	readonly helper = new Phone('ben', this.server);
	count = 0;

	constructor() {
		this.helper.may = 'write';
	}

	async happen(phone: Phone, event: Happening): Promise<void> {
		if (event.what !== 'sync' || !('faults' in event))
			return this.act(phone, event.what, 'path' in event ? event.path : 'need');
		phone.faults.splice(0, Infinity, ...event.faults);
		phone.meanwhileAfterSteps = event.meanwhileAfterSteps;
		phone.meanwhile = () => this.act(phone, event.meanwhile, 'need');
		await phone.drain();
		phone.faults.splice(0);
		[phone.meanwhile, phone.meanwhileAfterSteps] = [null, null];
	}

	async act(phone: Phone, what: string, path: string): Promise<void> {
		this.count += 1;
		phone.nowMs += 60_000;
		const { server } = this;
		// Nobody writes in what is there without having got it from there.
		if (what === 'type' && server.application && (await phone.draft()) === null) await this.list(phone);
		if (what === 'type' && (phone === this.group || (await phone.draft()) !== null))
			await phone.type(path, `${phone.owner} ${this.count}`);
		if (what === 'goals' && server.application) server.ask([goals]);
		if (what === 'impact' && server.application) server.ask([impact]);
		if (what === 'both' && server.application) server.ask([goals, impact]);
		if (what === 'taken_back') server.clarification = null;
		if (what === 'send') await phone.send();
		if (what === 'take_back') await phone.takeBack();
		if (what === 'settle') await phone.settle('mine');
		if (what === 'settle_theirs') await phone.settle('theirs');
		if (what === 'help_ends') server.members.delete('ben');
		if (what === 'help_begins') server.members.add('ben');
		if (what === 'list') await this.list(phone);
		if (what === 'ask') await phone.ask();
		if (what === 'hear') await phone.hear();
		if (what === 'add_file') await phone.addFile(`${phone.owner}-${this.count}`, 10);
		if (what === 'expire') phone.personId = null;
		if (what === 'return') await phone.signIn(phone.owner);
	}

	/** The window is looked at again: what the account lists comes, and what it does not list any more may go. */
	async list(phone: Phone): Promise<void> {
		if (phone.personId !== phone.owner) return;
		const transport = phone.transport();
		const read = await transport.read(applicationId);
		const applications = read.isOk ? [{ ...read.data, title: null, updated_at: '' }] : [];
		const list = async () => ({ isOk: true as const, data: { applications, restores: [] } });
		const account = { personId: phone.owner, isHere: () => true };
		await download(
			{ store: phone.store, transport: { ...transport, list }, now: () => phone.nowMs },
			account
		);
		phone.look(await phone.draft());
	}

	async settleDown(): Promise<void> {
		for (let round = 0; round < 6; round += 1)
			for (const phone of [this.group, this.helper]) {
				await phone.hear();
				phone.nowMs += longestDelayMs;
				await phone.signIn(phone.owner);
				await phone.drain();
				await this.list(phone);
			}
	}
}

async function checkAtRest({ server, group, helper }: World): Promise<void> {
	expect(server.breaches).toEqual([]);
	expect(new Set(server.answers).size, 'each question is answered once').toBe(server.answers.length);
	for (const phone of [group, helper]) {
		const [draft, items] = [await phone.draft(), await phone.items()];
		for (const [path, value] of phone.typed) {
			const isHere = draft !== null && isSameValue(valueAt(draft.fields, path), value);
			const isAsked = draft?.conflicts.some((conflict) => conflict.path === path && conflict.mine === value);
			const wasSaved = server.history.some((fields) => isSameValue(valueAt(fields, path), value));
			expect(isHere || isAsked || wasSaved, `I1: ${phone.owner} ${path} ${value}`).toBe(true);
		}
		const files = await phone.files();
		for (const id of phone.added) {
			const isHere = files.some((file) => file.id === id) && (await phone.store.fileBytes(id)) !== null;
			expect(isHere || server.files.get(id)?.arrivals === 1, `F1: ${id}`).toBe(true);
		}
		if (draft === null) continue;
		expect(
			items.map(({ lastFailure }) => lastFailure),
			'never told that it cannot be read'
		).not.toContain('payload_invalid');
		if (phone === helper && !server.members.has('ben')) {
			expect(draft.base, 'the application is never offered as theirs').not.toBeNull();
			expect(draft.server?.isHelpOver || Object.keys(unsavedChanges(draft)).length === 0, 'told').toBe(true);
			continue;
		}
		for (const { id, state, isHere } of files)
			if (isHere) expect(state, `F3: ${id} travels once there is a way again`).toBe('uploaded');
		const words = items.filter(isOfWords);
		if (isLocked(draft)) expect(words, 'nothing waits where nothing is asked').toEqual([]);
		if (draft.conflicts.length > 0 || words.length > 0 || isLocked(draft)) continue;
		expect(unsavedChanges(draft), 'I6: nothing lies still without a reason').toEqual({});
		expect(isUnderWay(draft), 'what is said to be on its way has a place in the queue').toBe(false);
	}
}

const runs = Number(process.env.MODEL_RUNS ?? 400);

describe('what the office opens again, and who helps for a time', () => {
	it(
		'loses no word through any history of questions, answers, expired sessions and ended help',
		async () => {
			await fc.assert(
				fc.asyncProperty(history, async (events) => {
					const world = new World();
					for (const [which, event] of events)
						await world.happen(which === 0 ? world.group : world.helper, event);
					await world.settleDown();
					await checkAtRest(world);
				}),
				{ numRuns: runs }
			);
		},
		60_000 + 30 * runs
	);
});
