import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Changes } from '../core/draft/fields';
import { IndexedDbStore } from '../local/indexed-db-store';
import { quickMemory } from '../local/quick-memory';
import { Account } from './account.sample';
import { Applications } from './applications.svelte';
import { SectionEntry } from './section-entry.svelte';

describe('what is typed on a screen', () => {
	let written: Changes[] = [];
	const writing = async (changes: Changes) => void written.push(changes);
	beforeEach(() => {
		written = [];
		vi.useFakeTimers();
	});
	afterEach(() => vi.useRealTimers());

	it('is handed on in pauses, not letter by letter', async () => {
		const entry = new SectionEntry(writing, () => ({}));
		for (const need of ['a', 'ab', 'abc']) {
			entry.note({ need });
			await vi.advanceTimersByTimeAsync(50);
		}
		expect(written).toEqual([]);
		expect(entry.isPending).toBe(true);
		await vi.advanceTimersByTimeAsync(200);
		expect(written).toEqual([{ need: 'abc' }]);
		expect(entry.isPending).toBe(false);
	});

	it('is handed on also while somebody types without a pause', async () => {
		const entry = new SectionEntry(writing, () => ({}));
		for (let letter = 0; letter < 20; letter += 1) {
			entry.note({ need: String(letter) });
			await vi.advanceTimersByTimeAsync(50);
		}
		// 400 ms is the promise for every letter, of which the write itself may need 150.
		expect(written.length).toBeGreaterThanOrEqual(3);
	});

	it.each([
		['pagehide', () => window],
		['visibilitychange', () => document]
	])('is handed on at once at %s, in the same turn', (event, target) => {
		const entry = new SectionEntry(writing, () => ({}));
		const stop = entry.watch();
		entry.note({ need: 'last' });
		target().dispatchEvent(new Event(event));
		expect(written).toEqual([{ need: 'last' }]);
		stop();
	});

	it('is handed on when the screen is left, and nothing is listened to any more', () => {
		const entry = new SectionEntry(writing, () => ({}));
		const stop = entry.watch();
		entry.note({ need: 'last' });
		stop();
		expect(written).toEqual([{ need: 'last' }]);
		entry.note({ need: 'later' });
		dispatchEvent(new Event('pagehide'));
		expect(written).toHaveLength(1);
	});

	it('waits for a write under way before it says that all is on the disk', async () => {
		let finish = () => {};
		const entry = new SectionEntry(
			() => new Promise((resolve) => (finish = resolve)),
			() => ({})
		);
		entry.note({ need: 'x' });
		void entry.flush();
		const told = vi.fn();
		void entry.flush().then(told);
		await vi.advanceTimersByTimeAsync(10);
		expect(told).not.toHaveBeenCalled();
		expect(entry.isPending).toBe(true);
		finish();
		await vi.advanceTimersByTimeAsync(10);
		expect(told).toHaveBeenCalled();
		expect(entry.isPending).toBe(false);
	});

	it('is not stopped by a device that refuses', async () => {
		const entry = new SectionEntry(
			() => Promise.reject(new Error('full')),
			() => ({})
		);
		entry.note({ need: 'x' });
		await entry.flush();
		expect(entry.isPending).toBe(false);
	});
});

describe('the last letter', () => {
	it('reaches the disk of a real browser without being told to', async () => {
		const store = new IndexedDbStore();
		await store.clear();
		const applications = new Applications({
			store,
			transport: new Account().transport(),
			memory: quickMemory(() => localStorage),
			hasSession: () => false,
			now: () => Date.now(),
			chance: () => 0.5,
			makeId: () => crypto.randomUUID()
		});
		const id = await applications.create('r');
		const entry = new SectionEntry(
			(...edit) => applications.edit(id, ...edit),
			() => applications.find(id)?.fields
		);
		for (const need of ['W', 'Wo', 'Wör']) entry.note({ need });
		await vi.waitFor(async () => expect((await store.draft(id))?.fields).toEqual({ need: 'Wör' }));
	});
});
