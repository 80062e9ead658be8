import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ClarificationItem } from '../core/application/clarification';
import { lockedWords } from '../core/draft/draft';
import { openClarification } from '../core/draft/lock';
import { MemoryStore } from '../local/memory-store';
import { quickMemory } from '../local/quick-memory';
import { Account, refusedWith } from './account.sample';
import { Applications } from './applications.svelte';

const HOUR_MS = 3_600_000;
const goals: ClarificationItem = { kind: 'section', section: 'goals', note: '' };
const impact: ClarificationItem = { kind: 'section', section: 'impact', note: '' };
const lost = refusedWith(503, 'not_reachable');

let account = new Account();
let nowMs = 0;
let made = 0;
const stops: (() => void)[] = [];
afterEach(() => {
	closed();
	account = new Account();
	nowMs = 0;
	made = 0;
	localStorage.clear();
});

async function opened(store = new MemoryStore()): Promise<Applications> {
	account.cookie = 'ada';
	const applications = new Applications({
		store,
		transport: account.transport(),
		memory: quickMemory(() => localStorage),
		hasSession: () => account.cookie !== null,
		now: () => nowMs,
		chance: () => 0.5,
		makeId: () => `id-${(made += 1)}`
	});
	stops.push(applications.start());
	await vi.waitFor(() => expect(applications.hasLooked).toBe(true));
	return applications;
}

const closed = () => stops.splice(0).forEach((stop) => stop());

async function later(applications: Applications): Promise<void> {
	nowMs += HOUR_MS;
	applications.wake();
	await new Promise((resolve) => setTimeout(resolve, 30));
}

/** Sent, and the office asks for the goals again. */
async function asked(store?: MemoryStore, items: readonly ClarificationItem[] = [goals]) {
	const applications = await opened(store);
	const id = await applications.create('r');
	await applications.edit(id, { need: 'x', format: 'Acht Abende.' });
	await applications.send(id);
	await vi.waitFor(() => expect(applications.find(id)?.server?.receipt).toBeTruthy());
	account.ask(id, items);
	await applications.refresh(id);
	return { applications, id };
}

const standing = (applications: Applications, id: string) =>
	applications.standingOf(applications.find(id) ?? expect.fail());
const answeredOf = (id: string) => account.applications.get(id)?.application.answered;

describe('answering the office', () => {
	it('is writing and sending as before, with a key of its own, and only arrives with the server’s word', async () => {
		const store = new MemoryStore();
		const { applications, id } = await asked(store);
		expect(standing(applications, id)).toBe('answer_not_sent');
		const first = (await store.draft(id))?.submission?.key;
		await applications.edit(id, { need: 'Genauer.' });
		await Promise.all([applications.send(id), applications.send(id)]);
		const submission = (await store.draft(id))?.submission;
		expect(submission).toMatchObject({ answers: 'question-1' });
		expect(submission?.key).not.toBe(first);
		await vi.waitFor(() => expect(standing(applications, id)).toBe('received'));
		expect(answeredOf(id)).toMatchObject({ clarification_id: 'question-1' });
		expect(applications.find(id)?.server?.answered).toMatchObject({ version: 2 });
		expect(account.fieldsOf(id)).toMatchObject({ need: 'Genauer.' });
		expect(await store.items()).toEqual([]);
	});

	it('waits on the device without network, over a restart, and sends the same key', async () => {
		const store = new MemoryStore();
		const { applications, id } = await asked(store);
		account.refusal = lost;
		await applications.edit(id, { need: 'Ohne Netz.' });
		await applications.send(id);
		const key = (await store.draft(id))?.submission?.key;
		expect(applications.isQueued(applications.find(id) ?? expect.fail())).toBe(true);
		await later(applications);
		expect(standing(applications, id)).not.toBe('received');
		closed();
		account.refusal = null;
		nowMs += HOUR_MS;
		const next = await opened(store);
		await later(next);
		await vi.waitFor(() => expect(answeredOf(id)).toBeTruthy());
		expect((await store.draft(id))?.submission?.key).toBe(key);
		expect(account.fieldsOf(id)).toMatchObject({ need: 'Ohne Netz.' });
	});

	it('is not "received" when the office took its question back meanwhile: the words stay, and it is said', async () => {
		const { applications, id } = await asked();
		account.refusal = lost;
		await applications.edit(id, { need: 'Zu spät.' });
		await applications.send(id);
		await later(applications);
		account.refusal = null;
		account.ask(id, null);
		await later(applications);
		await vi.waitFor(() => expect(applications.find(id)?.server?.state).toBe('formal_check'));
		const draft = applications.find(id) ?? expect.fail();
		expect(draft.server?.answered).toBeNull();
		expect(applications.isQueued(draft)).toBe(false);
		expect(lockedWords(draft)).toEqual({ need: 'Zu spät.' });
		expect(account.fieldsOf(id)).toMatchObject({ need: 'x' });
	});

	it('answers no question its people have not read, also where the same section is open', async () => {
		const { applications, id } = await asked();
		account.refusal = lost;
		await applications.edit(id, { need: 'Für die erste Frage.' });
		await applications.send(id);
		await later(applications);
		account.refusal = null;
		account.ask(id, [goals], 'question-2');
		await later(applications);
		await vi.waitFor(() =>
			expect(openClarification(applications.find(id) ?? expect.fail())?.id).toBe('question-2')
		);
		await later(applications);
		expect(answeredOf(id)).toBeNull();
		expect(standing(applications, id)).toBe('answer_not_sent');
		await applications.send(id);
		await vi.waitFor(() => expect(answeredOf(id)).toMatchObject({ clarification_id: 'question-2' }));
	});

	it('goes on when the office asks for something else by now, and takes no word along that is shut again', async () => {
		const { applications, id } = await asked();
		account.refusal = lost;
		await applications.edit(id, { need: 'Ziele.' });
		account.refusal = null;
		account.ask(id, [impact], 'question-2');
		await later(applications);
		await vi.waitFor(() =>
			expect(openClarification(applications.find(id) ?? expect.fail())?.id).toBe('question-2')
		);
		await applications.edit(id, { prevention: 'Wirkung.' });
		await applications.send(id);
		await vi.waitFor(() => expect(answeredOf(id)).toMatchObject({ clarification_id: 'question-2' }));
		expect(account.fieldsOf(id)).toMatchObject({ need: 'x', prevention: 'Wirkung.' });
		expect(lockedWords(applications.find(id) ?? expect.fail())).toEqual({ need: 'Ziele.' });
	});

	it('brings back what a window left unwritten when it was closed', async () => {
		const store = new MemoryStore();
		const { applications, id } = await asked(store);
		await later(applications);
		const step = vi.spyOn(store, 'step').mockImplementation(() => new Promise(() => {}));
		void applications.edit(id, { need: 'Letzte Worte.' });
		await vi.waitFor(() => expect(step).toHaveBeenCalled());
		closed();
		step.mockRestore();
		const next = await opened(store);
		await vi.waitFor(() => expect(next.find(id)?.fields).toMatchObject({ need: 'Letzte Worte.' }));
	});
});

describe('beginning from an earlier application', () => {
	it('joins the organisation of the earlier one with its first save, and says so on the device', async () => {
		const { applications, id } = await asked();
		const saves = vi.spyOn(account, 'saved');
		const copy = await applications.create('r', { id, fields: { need: 'x' } });
		expect(applications.find(copy)).toMatchObject({ copiedFrom: id, fields: { need: 'x' } });
		await later(applications);
		await vi.waitFor(() => expect(account.fieldsOf(copy)).toEqual({ need: 'x' }));
		expect(saves.mock.calls.map(([body]) => body.copied_from)).toEqual([id]);
		await applications.edit(copy, { aims: 'y' });
		await later(applications);
		await vi.waitFor(() => expect(account.fieldsOf(copy)).toEqual({ need: 'x', aims: 'y' }));
		expect(saves.mock.calls.map(([body]) => body.copied_from)).toEqual([id, undefined]);
	});
});
