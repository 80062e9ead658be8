import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleFile } from '../core/file/file.sample';
import { MemoryStore } from '../local/memory-store';
import { Device } from './opened.sample';

let device = new Device();
beforeEach(() => void (device = new Device()));
afterEach(() => {
	device.close();
	localStorage.clear();
});

/** A draft that is in the account and here alike. */
async function saved(store = new MemoryStore()) {
	const applications = await device.signedIn(store);
	const id = await applications.create('r');
	await applications.edit(id, { need: 'x' });
	await device.later(applications);
	await vi.waitFor(() => expect(applications.find(id)?.base?.revision).toBe(1));
	return { applications, id, store };
}

/** Somebody opens the app again on this device. */
async function reopened(store: MemoryStore) {
	device.close();
	const applications = await device.signedIn(store);
	await vi.waitFor(() => expect(applications.hasLooked).toBe(true));
	return applications;
}

describe('a draft deleted on another device', () => {
	it('goes from here too where every word of it had arrived', async () => {
		const { id, store } = await saved();
		device.account.delete(id);
		const applications = await reopened(store);
		await vi.waitFor(() => expect(applications.find(id)).toBeNull());
		expect(await store.draft(id)).toBeNull();
		expect(await store.items()).toEqual([]);
	});

	it('stays with the words that are nowhere else, says so, and does not come back by itself', async () => {
		const { applications, id } = await saved();
		device.account.delete(id);
		await applications.edit(id, { aims: 'hier getippt' });
		for (let round = 0; round < 4; round += 1) await device.later(applications);
		const draft = applications.find(id);
		expect(draft?.fields).toEqual({ need: 'x', aims: 'hier getippt' });
		expect(draft && applications.standingOf(draft)).toBe('needs_you');
		expect(draft && applications.failureOf(draft)).toBe('draft_deleted');
		expect(device.account.applications.size).toBe(0);
	});

	it('says so as soon as the app looks, also before anything travels', async () => {
		const { applications, id, store } = await saved();
		device.account.cookie = null;
		await applications.edit(id, { aims: 'ohne Netz' });
		device.account.delete(id);
		const again = await reopened(store);
		await vi.waitFor(() => {
			const draft = again.find(id);
			expect(draft && again.failureOf(draft)).toBe('draft_deleted');
		});
		expect(again.find(id)?.fields).toMatchObject({ aims: 'ohne Netz' });
	});

	it('is not sent, and what waited to be sent waits for its person', async () => {
		const { applications, id } = await saved();
		device.account.delete(id);
		await applications.send(id);
		for (let round = 0; round < 4; round += 1) await device.later(applications);
		const draft = applications.find(id);
		expect(device.account.keys).toEqual([]);
		expect(draft && applications.failureOf(draft)).toBe('draft_deleted');
		expect(draft && applications.isQueued(draft)).toBe(false);
	});

	it('keeps a document that never arrived', async () => {
		const { id, store } = await saved();
		const file = sampleFile({ id: 'f', draftId: id, size: 3, state: 'refused' });
		await store.step(id, (kept) => ({ ...kept, files: [file] }), new Map([['f', new Uint8Array(3)]]));
		device.account.delete(id);
		const applications = await reopened(store);
		await vi.waitFor(() => {
			const draft = applications.find(id);
			expect(draft && applications.failureOf(draft)).toBe('draft_deleted');
		});
	});

	it('becomes a new one, with words and documents, when its person says so', async () => {
		const { applications, id, store } = await saved();
		const [bytes, page] = [new Uint8Array([1, 2, 3]), new Uint8Array([4])];
		const files = [
			sampleFile({ id: 'f', draftId: id, size: 3, state: 'uploaded' }),
			sampleFile({ id: 'p', draftId: id, size: 1, page: 1 }),
			sampleFile({ id: 'elsewhere', draftId: id, size: 9, state: 'uploaded', isHere: false })
		];
		await store.step(
			id,
			(kept) => ({ ...kept, files }),
			new Map([
				['f', bytes],
				['p', page]
			])
		);
		device.account.delete(id);
		await applications.edit(id, { aims: 'hier getippt' });
		for (let round = 0; round < 4; round += 1) await device.later(applications);
		const anew = await applications.keepAsNew(id);
		for (let round = 0; round < 4; round += 1) await device.later(applications);
		expect(applications.find(id)).toBeNull();
		expect(await store.draft(id)).toBeNull();
		expect(device.account.fieldsOf(anew)).toEqual({ need: 'x', aims: 'hier getippt' });
		const kept = applications.files(anew);
		expect(kept.map(({ state, page }) => [state, page])).toEqual([
			['uploaded', null],
			['kept', 1]
		]);
		expect(await Promise.all(kept.map((file) => store.fileBytes(file.id)))).toEqual([bytes, page]);
	});
});
