import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { afterMovedOn } from '../core/draft/exchange';
import { withMergedProducts, withProducts } from '../core/application/product';
import { changedIn, type Changes, type Fields } from '../core/draft/fields';
import type { DeviceStore } from '../local/device-store';
import { MemoryStore } from '../local/memory-store';
import type { Applications } from './applications.svelte';
import { Device } from './opened.sample';
import { SectionEntry } from './section-entry.svelte';

let device = new Device();
beforeEach(() => void (device = new Device()));
afterEach(() => {
	device.close();
	localStorage.clear();
});

/** A disk that takes its time, like that of an old phone. */
class SlowStore extends MemoryStore {
	pauseMs = 0;

	override async step(...args: Parameters<DeviceStore['step']>): ReturnType<DeviceStore['step']> {
		await new Promise((resolve) => setTimeout(resolve, this.pauseMs));
		return super.step(...args);
	}
}

class FullStore extends MemoryStore {
	isFull = false;

	override async step(...args: Parameters<DeviceStore['step']>): ReturnType<DeviceStore['step']> {
		if (this.isFull) throw new Error('full');
		return super.step(...args);
	}
}

/** A screen on a draft that is in the account and here alike. */
async function screen(fields: Changes, store: MemoryStore = new MemoryStore()) {
	const applications = await device.signedIn(store);
	const id = await applications.create('r');
	await applications.edit(id, fields);
	await device.later(applications);
	await vi.waitFor(() => expect(applications.find(id)?.base?.revision).toBe(1));
	return { applications, id, store, entry: entryOn(applications, id) };
}

const entryOn = (applications: Applications, id: string) =>
	new SectionEntry(
		(...edit) => applications.edit(id, ...edit),
		() => applications.find(id)?.fields
	);

/** Somebody else writes, on another device. */
function written(id: string, fields: Fields, revision = 2): void {
	const known = device.account.applications.get(id);
	if (!known) throw new Error('not there');
	device.account.applications.set(id, {
		...known,
		application: { ...known.application, revision, fields }
	});
}

/** The engine of another window has merged it on the disk, and nobody was told yet. */
const merged = (store: DeviceStore, id: string, fields: Fields) =>
	store.step(id, ({ draft, items }) => ({
		draft: draft && afterMovedOn(draft, { revision: 2, fields }),
		items
	}));

const line = (quantity: number, unit_cents: number) => ({
	'cost_lines.aaaaaaaa.quantity': quantity,
	'cost_lines.aaaaaaaa.unit_cents': unit_cents,
	'cost_lines.aaaaaaaa.amount_cents': quantity * unit_cents
});

describe('words typed on a screen while others’ arrive', () => {
	it.each([
		['seen by this window', async (of: Awaited<ReturnType<typeof screen>>) => of.applications.refresh(of.id)],
		[
			'on the disk alone',
			async (of: Awaited<ReturnType<typeof screen>>) => merged(of.store, of.id, { need: 'fremd' })
		]
	])('are kept beside them: %s', async (_where, arrive) => {
		const of = await screen({ need: 'EINS' });
		const { applications, id, entry } = of;
		entry.note({ need: 'EINS Z' });
		written(id, { need: 'fremd' });
		await arrive(of);
		entry.note({ need: 'EINS ZWEI' });
		await entry.flush();
		expect(applications.find(id)).toMatchObject({
			fields: { need: 'EINS ZWEI' },
			conflicts: [{ path: 'need', base: 'EINS', mine: 'EINS ZWEI', theirs: 'fremd' }]
		});
		for (let round = 0; round < 3; round += 1) await device.later(applications);
		expect(device.account.fieldsOf(id), 'nothing is overwritten unasked').toEqual({ need: 'fremd' });
		expect(applications.find(id)?.conflicts).toMatchObject([{ mine: 'EINS ZWEI', theirs: 'fremd' }]);
	});

	it('are not sent before somebody chose', async () => {
		const { applications, id, entry, store } = await screen({ need: 'EINS' });
		entry.note({ need: 'EINS ZWEI' });
		await merged(store, id, { need: 'fremd' });
		void entry.flush();
		await applications.send(id);
		await device.later(applications);
		expect(applications.find(id)).toMatchObject({
			submission: { isApproved: false },
			conflicts: [{ path: 'need' }]
		});
		expect(device.account.keys).toEqual([]);
	});

	it('are choices added to theirs, and the screen shows both', async () => {
		const { applications, id, entry, store } = await screen({ target_groups: ['children'] });
		entry.note({ target_groups: ['children', 'women'] });
		written(id, { target_groups: ['children', 'seniors'] });
		await applications.refresh(id);
		await entry.flush();
		const all = ['children', 'women', 'seniors'];
		expect(entry.over(applications.find(id)?.fields ?? {})).toEqual({ target_groups: all });
		expect((await store.draft(id))?.fields).toEqual({ target_groups: all });
		expect(applications.find(id)?.conflicts).toEqual([]);
	});

	it('give way where they are what stood there before', async () => {
		const { applications, id, entry } = await screen({ need: 'EINS' });
		entry.note({ need: 'EINS Z' });
		written(id, { need: 'fremd' });
		await applications.refresh(id);
		entry.note({ need: 'EINS' });
		await entry.flush();
		expect(entry.over(applications.find(id)?.fields ?? {})).toEqual({ need: 'fremd' });
		expect(applications.find(id)?.conflicts).toEqual([]);
	});

	it('are kept beside those of another window, also after the account has told its news', async () => {
		const { applications, id, entry, store } = await screen({ need: 'EINS' });
		const other = await device.opened(store);
		entry.note({ need: 'EINS hier' });
		await other.edit(id, { need: 'EINS dort' });
		await entry.flush();
		const both = [{ path: 'need', mine: 'EINS hier', theirs: 'EINS dort' }];
		expect(applications.find(id)).toMatchObject({ fields: { need: 'EINS hier' }, conflicts: both });
		written(id, { need: 'EINS', aims: 'neu' });
		await applications.refresh(id);
		expect(applications.find(id)).toMatchObject({ fields: { aims: 'neu' }, conflicts: both });
	});

	it.each([true, false])(
		'make one amount with a price typed in another window (first: %s)',
		async (isFirst) => {
			const { applications, id, entry, store } = await screen(line(2, 1_000));
			const other = await device.opened(store);
			for (const window of [applications, other]) window.workOutWith(withMergedProducts);
			const price = withProducts(line(2, 1_000), { 'cost_lines.aaaaaaaa.unit_cents': 4_000 });
			entry.note(withProducts(line(2, 1_000), { 'cost_lines.aaaaaaaa.quantity': 3 }));
			if (isFirst) await entry.flush();
			await other.edit(id, price, changedIn(line(2, 1_000), price));
			await entry.flush();
			expect(await store.draft(id)).toMatchObject({ fields: line(3, 4_000), conflicts: [] });
			await vi.waitFor(() => expect(applications.find(id)?.fields).toEqual(line(3, 4_000)));
		}
	);
});

describe('somebody who types on and on', () => {
	it('has no question with themselves, however slow the disk, and whatever is read meanwhile', async () => {
		const store = new SlowStore();
		const { applications, id, entry } = await screen({ need: 'x', budget: 5 }, store);
		let text = 'x';
		for (let letter = 0; letter < 40; letter += 1) {
			store.pauseMs = [0, 5, 30][letter % 3] ?? 0;
			text += 'y';
			entry.note({ need: text, amount: text.length * 100 });
			if (letter % 2 === 0) void entry.flush();
			if (letter % 5 === 0) void device.later(applications);
			if (letter % 7 === 0) void applications.refresh(id);
			await new Promise((resolve) => setTimeout(resolve, 4));
			expect(entry.over(applications.find(id)?.fields ?? {})['need'], 'shown').toBe(text);
			expect(applications.find(id)?.conflicts).toEqual([]);
		}
		await entry.flush();
		for (let round = 0; round < 3; round += 1) await device.later(applications);
		await vi.waitFor(() => expect(device.account.fieldsOf(id)).toMatchObject({ need: text, amount: 4100 }));
		expect((await store.draft(id))?.conflicts).toEqual([]);
	});

	it('has none after a disk that refused for a while', async () => {
		const store = new FullStore();
		const { applications, id, entry } = await screen({ need: 'x' }, store);
		store.isFull = true;
		for (const need of ['xa', 'xab', 'xabc']) {
			entry.note({ need });
			await entry.flush();
		}
		store.isFull = false;
		entry.note({ need: 'xabcd' });
		await entry.flush();
		expect(await store.draft(id)).toMatchObject({ fields: { need: 'xabcd' }, conflicts: [] });
		expect(applications.find(id)).toMatchObject({ fields: { need: 'xabcd' }, conflicts: [] });
	});
});

describe('a draft the machine took away while words were on their way to the disk', () => {
	it.each([
		['still in their pause', (_words: SectionEntry) => undefined],
		['being written', (words: SectionEntry) => void words.flush()]
	])('is here with them: %s', async (_where, begin) => {
		const store = new SlowStore();
		const { applications, id, entry } = await screen({ need: 'x' }, store);
		entry.note({ need: 'x, gerade getippt' });
		store.pauseMs = 20;
		begin(entry);
		await MemoryStore.prototype.step.call(store, id, () => ({ draft: null, items: [] }));
		new BroadcastChannel('kofei').postMessage('changed');
		device.account.delete(id);
		await applications.findPerson();
		await new Promise((resolve) => setTimeout(resolve, 60));
		await entry.flush();
		await vi.waitFor(async () =>
			expect((await store.draft(id))?.fields).toEqual({ need: 'x, gerade getippt' })
		);
		store.pauseMs = 0;
		for (let round = 0; round < 4; round += 1) await device.later(applications);
		const draft = applications.find(id);
		expect(draft && applications.failureOf(draft)).toBe('draft_deleted');
	});

	it('stays away where its person removed it', async () => {
		const { applications, id, entry, store } = await screen({ need: 'x' });
		entry.note({ need: 'xy' });
		await applications.remove(id);
		await entry.flush();
		expect(applications.find(id)).toBeNull();
		expect(await store.draft(id)).toBeNull();
	});
});
