import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryStore } from '../local/memory-store';
import { refusedWith } from './account.sample';
import type { Applications } from './applications.svelte';
import { Device } from './opened.sample';

let device = new Device();
beforeEach(() => void (device = new Device()));
afterEach(() => {
	device.close();
	localStorage.clear();
});

const fields = (applications: Applications, id: string) => applications.find(id)?.fields;

describe('sending', () => {
	it('makes one key and one submission, however often "send" is said', async () => {
		const store = new MemoryStore();
		const applications = await device.signedIn(store);
		const id = await applications.create('r');
		await applications.edit(id, { need: 'x' });
		await Promise.all([applications.send(id), applications.send(id)]);
		const key = (await store.draft(id))?.submission?.key;
		await vi.waitFor(() => expect(applications.find(id)?.server?.receipt).toBeTruthy());
		await applications.send(id);
		await device.later(applications);
		expect(device.account.keys).toEqual([key]);
	});

	it('makes one key when two tabs say "send" at once', async () => {
		const store = new MemoryStore();
		const one = await device.signedIn(store);
		const id = await one.create('r');
		const other = await device.opened(store);
		device.account.refusal = refusedWith(503, 'rate_limited');
		await Promise.all([one.send(id), other.send(id)]);
		const key = (await store.draft(id))?.submission?.key;
		expect(await store.items()).toMatchObject([{ kind: 'submit', key }, { kind: 'save' }]);
		device.account.refusal = null;
		await device.later(one);
		await vi.waitFor(() => expect(device.account.keys).toEqual([key]));
	});

	it('stores the key before the first attempt', async () => {
		const store = new MemoryStore();
		const applications = await device.signedIn(store);
		const id = await applications.create('r');
		const keys: unknown[] = [];
		device.account.pause = (async () => void keys.push((await store.draft(id))?.submission?.key))();
		await applications.send(id);
		await vi.waitFor(() => expect(device.account.keys).toHaveLength(1));
		expect((await store.draft(id))?.submission?.key).toBe(device.account.keys[0]);
	});

	it('goes back to writing when taken back', async () => {
		const store = new MemoryStore();
		const applications = await device.opened(store);
		const id = await applications.create('r');
		await applications.send(id);
		expect(applications.isQueued(applications.drafts[0] ?? expect.fail())).toBe(true);
		await applications.takeBack(id);
		expect(applications.isQueued(applications.drafts[0] ?? expect.fail())).toBe(false);
		expect((await store.items()).map(({ kind }) => kind)).toEqual(['save']);
		await applications.edit(id, { need: 'x' });
		expect(fields(applications, id)).toEqual({ need: 'x' });
	});

	it('tells why something waits, and goes on when a person says so', async () => {
		const applications = await device.signedIn();
		const id = await applications.create('r');
		device.account.refusal = refusedWith(413, 'payload_too_large');
		await applications.send(id);
		const draft = () => applications.find(id) ?? expect.fail();
		await vi.waitFor(() => expect(applications.standingOf(draft())).toBe('needs_you'));
		expect(applications.failureOf(draft())).toBe('payload_too_large');
		device.account.refusal = null;
		await applications.retry(id);
		await vi.waitFor(() => expect(applications.standingOf(draft())).toBe('received'));
	});

	it('opens what was refused as incomplete, and only "send" sends it again, with its first key and time', async () => {
		const store = new MemoryStore();
		const applications = await device.signedIn(store);
		const id = await applications.create('r');
		const transport = vi.spyOn(device.account, 'saved');
		device.account.refusal = refusedWith(503, 'not_reachable');
		await applications.send(id);
		const first = (await store.draft(id))?.submission;
		device.account.refusal = refusedWith(422, 'application_incomplete');
		await applications.retry(id);
		const draft = () => applications.find(id) ?? expect.fail();
		await vi.waitFor(() => expect(applications.standingOf(draft())).toBe('needs_you'));
		expect(applications.isQueued(draft())).toBe(false);
		device.account.refusal = null;
		await applications.edit(id, { need: 'x' });
		await applications.retry(id);
		await vi.waitFor(() => expect(transport).toHaveBeenCalled());
		expect(device.account.keys).toEqual([]);
		expect(applications.failureOf(draft())).toBe('application_incomplete');
		await applications.send(id);
		await vi.waitFor(() => expect(applications.standingOf(draft())).toBe('received'));
		expect(device.account.keys).toEqual([first?.key]);
		expect(draft().submission).toEqual(first);
	});

	it('leaves the tab without an error when it is closed in the middle', async () => {
		const applications = await device.signedIn();
		const id = await applications.create('r');
		let release = () => {};
		device.account.pause = new Promise((resolve) => (release = resolve));
		await applications.send(id);
		const errors = vi.fn();
		addEventListener('unhandledrejection', errors);
		device.close();
		release();
		await vi.waitFor(() => expect(device.account.keys).toHaveLength(1));
		await new Promise((resolve) => setTimeout(resolve, 10));
		expect(errors).not.toHaveBeenCalled();
		expect(applications.storageFailure).toBeNull();
		removeEventListener('unhandledrejection', errors);
	});
});

describe('taking an application back', () => {
	async function sentOne() {
		const applications = await device.signedIn();
		const id = await applications.create('r');
		await applications.send(id);
		await device.later(applications);
		await vi.waitFor(() => expect(applications.find(id)?.server?.receipt).toBeTruthy());
		return { applications, id };
	}

	it('is known to have worked where the server did it and only the answer got lost', async () => {
		const { applications, id } = await sentOne();
		device.account.losesWithdrawals = true;
		expect(await applications.withdraw(id)).toBe('withdrawn');
		expect(applications.find(id)?.server?.state).toBe('withdrawn');
	});

	it('is not said to have failed while nobody knows', async () => {
		const { applications, id } = await sentOne();
		device.account.refusal = refusedWith(503, 'not_reachable');
		expect(await applications.withdraw(id)).toBe('unknown');
		device.account.refusal = null;
		expect(await applications.withdraw(id)).toBe('withdrawn');
	});

	it('is said to have failed where the server still has it', async () => {
		const { applications, id } = await sentOne();
		device.account.refusesWithdrawals = true;
		expect(await applications.withdraw(id)).toBe('not_withdrawn');
	});
});
