import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceStore } from '../local/device-store';
import { MemoryStore } from '../local/memory-store';
import type { Applications } from './applications.svelte';
import { Device } from './opened.sample';

let device = new Device();
beforeEach(() => void (device = new Device()));
afterEach(() => {
	device.close();
	localStorage.clear();
});

describe('a session without network', () => {
	const offline = {
		isOk: false,
		outcome: { kind: 'unknown', code: 'not_reachable' },
		error: null,
		body: null
	};

	/** Ada has signed in once; then the network is gone and the window closed. */
	async function adaOffline(store: DeviceStore): Promise<Applications> {
		await device.signedIn(store);
		device.close();
		device.account.refusal = offline as never;
		const applications = device.started(store);
		await vi.waitFor(() => expect(applications.isReady).toBe(true));
		return applications;
	}

	async function backOnline(store: DeviceStore): Promise<Applications> {
		device.close();
		device.account.refusal = null;
		return device.opened(store);
	}

	it('is remembered: what is begun in it belongs to that person, also after a restart', async () => {
		const store = new MemoryStore();
		const underground = await adaOffline(store);
		expect([underground.person, underground.writer]).toEqual([undefined, 'ada']);
		const id = await underground.create('r');
		await underground.edit(id, { need: 'x' });
		await device.later(await backOnline(store));
		await vi.waitFor(() => expect(device.account.fieldsOf(id)).toEqual({ need: 'x' }));
		expect(device.account.ownersOf(id)).toBe('ada');
	});

	it('lets nobody else have what was begun in it', async () => {
		const store = new MemoryStore();
		const id = await (await adaOffline(store)).create('r');
		device.account.cookie = 'eve';
		const applications = await backOnline(store);
		await applications.signedIn('eve');
		await device.later(applications);
		expect((await store.draft(id))?.ownerId).toBe('ada');
		expect(device.account.ownersOf(id)).toBeUndefined();
	});

	it('of which only the hint is known gives its drafts to its person once that is told, in another window', async () => {
		const store = new MemoryStore();
		device.account.cookie = 'ada';
		device.account.refusal = offline as never;
		const id = await device.started(store).create('r');
		expect((await store.draft(id))?.ownerId).toBeNull();
		await device.later(await backOnline(store));
		await vi.waitFor(() => expect(device.account.ownersOf(id)).toBe('ada'));
	});

	it('is forgotten when it ends, and what is begun then is nobody’s', async () => {
		const store = new MemoryStore();
		await (await device.signedIn(store)).signOut(true);
		device.close();
		device.account.refusal = offline as never;
		const applications = device.started(store);
		const id = await applications.create('r');
		expect([applications.writer, (await store.draft(id))?.ownerId]).toEqual([null, null]);
		device.account.cookie = 'eve';
		await device.later(await backOnline(store));
		expect((await store.draft(id))?.ownerId).toBeNull();
	});

	it('keeps what is sent in it with its time until the person signs in', async () => {
		const store = new MemoryStore();
		const applications = await device.opened(store);
		const id = await applications.create('r');
		device.nowMs = 7;
		await applications.send(id);
		expect(applications.standingOf(applications.find(id) ?? expect.fail())).toBe('needs_sign_in');
		device.nowMs = 99;
		device.account.cookie = 'ada';
		await applications.signedIn('ada', () => true);
		await device.later(applications);
		await vi.waitFor(() => expect(device.account.keys).toHaveLength(1));
		expect((await store.draft(id))?.submission?.preparedAtMs).toBe(7);
	});
});
