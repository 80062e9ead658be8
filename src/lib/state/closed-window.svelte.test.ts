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

const fields = (applications: Applications, id: string) => applications.find(id)?.fields;

describe('a window that is closed before the disk has the last words', () => {
	/** A disk whose writes are never finished, as when the page is gone. */
	class DyingStore extends MemoryStore {
		isDying = false;

		override async step(...args: Parameters<DeviceStore['step']>): ReturnType<DeviceStore['step']> {
			if (this.isDying) await new Promise(() => undefined);
			return super.step(...args);
		}
	}

	async function closedWhileWriting(): Promise<{ store: DeviceStore; id: string }> {
		const disk = [new Map<string, unknown>(), new Map<string, unknown>()] as const;
		const dying = new DyingStore(...disk);
		const applications = await device.opened(dying);
		const id = await applications.create('r');
		await applications.edit(id, { need: 'W' });
		dying.isDying = true;
		void applications.edit(id, { need: 'Wö' });
		void applications.edit(id, { need: 'Wör', aims: 'y' });
		return { store: new MemoryStore(...disk), id };
	}

	const entries = () => device.memory.names('kofei-journal');

	it('has left them for the next one, and for one that is still open, exactly once', async () => {
		const { store, id } = await closedWhileWriting();
		device.close();
		const next = await device.opened(store);
		await vi.waitFor(() => expect(fields(next, id)).toEqual({ need: 'Wör', aims: 'y' }));
		await vi.waitFor(() => expect(entries()).toEqual([]));
		expect(next.find(id)?.conflicts).toEqual([]);
	});

	it('has left also those whose write reached the disk unheard, and none of them is taken for another’s', async () => {
		/** The last write is finished, but the page is gone before it hears of it. */
		class UnheardStore extends DyingStore {
			override async step(...args: Parameters<DeviceStore['step']>): ReturnType<DeviceStore['step']> {
				const isLast = this.isDying;
				this.isDying = false;
				const done = await super.step(...args);
				if (isLast) await new Promise(() => undefined);
				return done;
			}
		}
		const disk = [new Map<string, unknown>(), new Map<string, unknown>()] as const;
		const dying = new UnheardStore(...disk);
		const applications = await device.opened(dying);
		const id = await applications.create('r');
		dying.isDying = true;
		void applications.edit(id, { need: 'Wö' });
		await vi.waitFor(async () =>
			expect((await new MemoryStore(...disk).draft(id))?.fields).toEqual({ need: 'Wö' })
		);
		void applications.edit(id, { need: 'Wör' });
		device.close();
		const next = await device.opened(new MemoryStore(...disk));
		await vi.waitFor(() => expect(entries()).toEqual([]));
		expect(fields(next, id)).toEqual({ need: 'Wör' });
		expect(next.find(id)?.conflicts).toEqual([]);
	});

	it('is not taken for closed while it is open: it writes its words itself', async () => {
		const { store, id } = await closedWhileWriting();
		const [stop] = device.stops.splice(0);
		const other = await device.opened(store);
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(fields(other, id)).toEqual({ need: 'W' });
		stop?.();
		await vi.waitFor(() => expect(fields(other, id)).toEqual({ need: 'Wör', aims: 'y' }));
	});

	it('does not write over what somebody wrote in another window since: both are kept', async () => {
		const { store, id } = await closedWhileWriting();
		await store.step(id, ({ draft, items }) => ({
			draft: draft && { ...draft, fields: { need: 'anderes', city: 'z' } },
			items
		}));
		device.close();
		const next = await device.opened(store);
		await vi.waitFor(() => expect(fields(next, id)).toEqual({ need: 'anderes', city: 'z', aims: 'y' }));
		expect(next.find(id)?.conflicts).toMatchObject([{ path: 'need', mine: 'anderes', theirs: 'Wör' }]);
	});

	it('works amounts out anew where quantity and price met on the disk', async () => {
		const line = (quantity: number, unit_cents: number) => ({
			'cost_lines.aaaaaaaa.quantity': quantity,
			'cost_lines.aaaaaaaa.unit_cents': unit_cents,
			'cost_lines.aaaaaaaa.amount_cents': quantity * unit_cents
		});
		const store = new MemoryStore();
		const applications = await device.opened(store);
		const id = await applications.create('r');
		await applications.edit(id, line(2, 1_000));
		const writing = applications.edit(id, line(3, 1_000));
		const [name = ''] = entries();
		const noted = localStorage.getItem(name) ?? '';
		await writing;
		device.close();
		await store.step(id, ({ draft, items }) => ({
			draft: draft && { ...draft, written: { by: 'another', order: 1 }, fields: line(2, 4_000) },
			items
		}));
		localStorage.setItem(name, noted);
		const next = await device.opened(store);
		await vi.waitFor(() => expect(entries()).toEqual([]));
		expect(fields(next, id)).toEqual(line(3, 4_000));
		expect(next.find(id)?.conflicts).toEqual([]);
	});

	it('brings nothing back that is older than the disk, as after a power cut', async () => {
		const store = new MemoryStore();
		const applications = await device.opened(store);
		const id = await applications.create('r');
		const first = applications.edit(id, { need: 'Satz 1. n' });
		const [name = ''] = entries();
		const text = localStorage.getItem(name) ?? '';
		await first;
		await new Promise((resolve) => setTimeout(resolve, 5));
		await applications.edit(id, { need: 'Satz 1. Satz 2.' });
		device.close();
		localStorage.setItem(name, text);
		const next = await device.opened(store);
		await vi.waitFor(() => expect(entries()).toEqual([]));
		expect(fields(next, id)).toEqual({ need: 'Satz 1. Satz 2.' });
		expect(next.find(id)?.conflicts).toEqual([]);
	});

	it('leaves nothing of a draft that was removed, nor on a phone that is not theirs', async () => {
		const { store, id } = await closedWhileWriting();
		device.close();
		localStorage.setItem('kofei-journal/gone/other', localStorage.getItem(entries()[0] ?? '') ?? '');
		await store.step(id, () => ({ draft: null, items: [] }));
		const next = await device.signedIn(store);
		await vi.waitFor(() => expect(entries()).toEqual([]));
		expect(next.drafts).toEqual([]);
		localStorage.setItem('kofei-journal/gone/other', '{}');
		await next.signOut(false);
		expect(entries()).toEqual([]);
	});

	it('writes all the same where the browser refuses such a memory', async () => {
		vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
			throw new DOMException('no', 'SecurityError');
		});
		const store = new MemoryStore();
		const applications = await device.opened(store);
		const id = await applications.create('r');
		await applications.edit(id, { need: 'x' });
		expect((await store.draft(id))?.fields).toEqual({ need: 'x' });
		vi.restoreAllMocks();
	});
});
