import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryStore } from '../local/memory-store';
import { Tabs } from '../sync/tabs';
import { TightStore } from './account.sample';
import type { Applications } from './applications.svelte';
import { Device } from './opened.sample';

let device = new Device();
beforeEach(() => void (device = new Device()));
afterEach(() => {
	device.close();
	localStorage.clear();
});

const fields = (applications: Applications, id: string) => applications.find(id)?.fields;

describe('writing', () => {
	it('shows an edit at once, and has it on the disk when it says so', async () => {
		const store = new MemoryStore();
		const applications = await device.opened(store);
		const id = await applications.create('r');
		const written = applications.edit(id, { need: 'x' });
		expect(fields(applications, id)).toEqual({ need: 'x' });
		await written;
		expect((await store.draft(id))?.fields).toEqual({ need: 'x' });
	});

	it('has everything again after a reload', async () => {
		const store = new MemoryStore();
		const before = await device.opened(store);
		const id = await before.create('r');
		await before.edit(id, { need: 'x' });
		await before.edit(id, { aims: 'y' });
		device.close();
		const after = await device.opened(store);
		expect(after.drafts).toMatchObject([{ id, round: 'r', fields: { need: 'x', aims: 'y' } }]);
	});

	it('shows the words of another tab, and keeps both', async () => {
		const store = new MemoryStore();
		const [one, other] = [await device.opened(store), await device.opened(store)];
		const id = await one.create('r');
		await vi.waitFor(() => expect(other.find(id)).not.toBeNull());
		await Promise.all([one.edit(id, { need: 'x' }), other.edit(id, { aims: 'y' })]);
		await vi.waitFor(() => {
			expect(fields(one, id)).toEqual({ need: 'x', aims: 'y' });
			expect(fields(other, id)).toEqual({ need: 'x', aims: 'y' });
		});
	});

	it('does not let a slow look at the disk bring old words back', async () => {
		const store = new MemoryStore();
		const applications = await device.opened(store);
		const id = await applications.create('r');
		const old = await store.drafts();
		let release = () => {};
		const looks = vi.spyOn(store, 'drafts').mockImplementationOnce(async () => {
			await new Promise<void>((resolve) => (release = resolve));
			return old;
		});
		const other = new Tabs();
		other.listen(() => undefined);
		other.tell('changed');
		await vi.waitFor(() => expect(looks).toHaveBeenCalledOnce());
		await applications.edit(id, { need: 'x' });
		release();
		other.leave();
		await new Promise((resolve) => setTimeout(resolve));
		expect(fields(applications, id)).toEqual({ need: 'x' });
	});

	it('removes a draft from this device and from its queue', async () => {
		const store = new MemoryStore();
		const applications = await device.opened(store);
		const id = await applications.create('r');
		await applications.edit(id, { need: 'x' });
		await applications.remove(id);
		expect([applications.drafts, await store.drafts(), await store.items()]).toEqual([[], [], []]);
	});
});

describe('a device that keeps nothing', () => {
	it.each([
		['refuses', async () => false],
		['cannot', () => Promise.reject(new TypeError('no'))]
	])('for good, because the browser %s, writes all the same', async (_, persist) => {
		// A spy would listen to the refusal itself, and hide that nobody does.
		let asked = 0;
		const ask = () => ((asked += 1), persist());
		Object.defineProperty(navigator.storage, 'persist', { value: ask, configurable: true });
		const unheard: unknown[] = [];
		const hear = (event: PromiseRejectionEvent) => (event.preventDefault(), unheard.push(event.reason));
		addEventListener('unhandledrejection', hear);
		const store = new MemoryStore();
		const applications = await device.opened(store);
		expect(asked).toBe(0);
		const id = await applications.create('r');
		expect(asked).toBe(1);
		await applications.edit(id, { need: 'x' });
		expect((await store.draft(id))?.fields).toEqual({ need: 'x' });
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(unheard).toEqual([]);
		removeEventListener('unhandledrejection', hear);
		Reflect.deleteProperty(navigator.storage, 'persist');
	});

	it('keeps the words on the screen, says so, and writes all of them once it can', async () => {
		const store = new TightStore();
		const applications = await device.opened(store);
		const id = await applications.create('r');
		store.isFull = true;
		await expect(applications.edit(id, { need: 'x' })).rejects.toThrow();
		expect(applications.storageFailure).toBe('storage_full');
		await applications.refresh(id);
		await (await device.opened(store)).settled();
		expect(fields(applications, id)).toEqual({ need: 'x' });
		store.isFull = false;
		await applications.edit(id, { aims: 'y' });
		expect((await store.draft(id))?.fields).toEqual({ need: 'x', aims: 'y' });
		expect(applications.storageFailure).toBeNull();
	});

	it('tries again when somebody looks at the window again', async () => {
		const store = new TightStore();
		const applications = await device.opened(store);
		const id = await applications.create('r');
		store.isFull = true;
		await applications.edit(id, { need: 'x' }).catch(() => undefined);
		store.isFull = false;
		document.dispatchEvent(new Event('visibilitychange'));
		await vi.waitFor(async () => expect((await store.draft(id))?.fields).toEqual({ need: 'x' }));
		expect(applications.storageFailure).toBeNull();
	});

	it('keeps an application on the screen that it could not begin on the disk', async () => {
		const store = new TightStore();
		const applications = await device.signedIn(store);
		store.isFull = true;
		await expect(applications.create('r')).rejects.toThrow();
		expect(applications.storageFailure).toBe('storage_full');
		const [draft] = applications.drafts;
		await applications.edit(draft?.id ?? '', { need: 'x' }).catch(() => undefined);
		await applications.refresh('other');
		expect(applications.drafts).toMatchObject([{ fields: { need: 'x' } }]);
		store.isFull = false;
		await applications.edit(draft?.id ?? '', { aims: 'y' });
		expect(await store.drafts()).toMatchObject([{ fields: { need: 'x', aims: 'y' } }]);
	});

	it('sends nothing but what is shown', async () => {
		const store = new TightStore();
		const applications = await device.signedIn(store);
		const id = await applications.create('r');
		await applications.edit(id, { need: 'old' });
		store.isFull = true;
		await applications.edit(id, { need: 'new' }).catch(() => undefined);
		await expect(applications.send(id)).rejects.toThrow();
		expect((await store.draft(id))?.submission).toBeNull();
		store.isFull = false;
		await applications.send(id);
		await vi.waitFor(() => expect(device.account.keys).toHaveLength(1));
		expect(device.account.fieldsOf(id)).toEqual({ need: 'new' });
	});

	it('says that another version wrote the draft, and leaves that record as it is', async () => {
		const records = new Map<string, unknown>();
		const applications = await device.opened(new MemoryStore(records));
		const id = await applications.create('r');
		const newer = { ...(records.get(id) as object), schemaVersion: 99 };
		records.set(id, newer);
		await expect(applications.edit(id, { need: 'x' })).rejects.toMatchObject({ code: 'unreadable' });
		expect(applications.storageFailure).toBe('unreadable');
		expect(records.get(id)).toBe(newer);
	});
});
