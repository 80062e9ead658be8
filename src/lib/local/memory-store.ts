import { readDraft, type Draft } from '../core/draft/draft';
import type { QueueItem } from '../core/sync/outbox';
import type { DeviceStore, Kept, SetAside } from './device-store';
import { draftsOf, itemsOf, keptOf, queueWrites, refuseToReplace, setAsideOf } from './records';

/** The device's memory without a device, for tests. */
export class MemoryStore implements DeviceStore {
	readonly #drafts: Map<string, unknown>;
	readonly #items: Map<string, unknown>;

	/** The records by id; whoever hands them in can look at them, and damage them. */
	constructor(drafts: Map<string, unknown> = new Map(), items: Map<string, unknown> = new Map()) {
		this.#drafts = drafts;
		this.#items = items;
	}

	async drafts(): Promise<readonly Draft[]> {
		return draftsOf([...this.#drafts.values()]);
	}

	async draft(id: string): Promise<Draft | null> {
		return readDraft(this.#drafts.get(id));
	}

	async items(): Promise<readonly QueueItem[]> {
		return itemsOf([...this.#items.values()]);
	}

	async setAside(): Promise<readonly SetAside[]> {
		return setAsideOf([...this.#drafts.values()], [...this.#items.values()]);
	}

	async step(id: string, change: (kept: Kept) => Kept): Promise<Kept> {
		const records = [...this.#items.values()];
		const record = this.#drafts.get(id);
		const before = keptOf(id, record, records);
		const after = change(before);
		refuseToReplace(record, after);
		const { put, remove } = queueWrites(before, after, records);
		if (after.draft) this.#drafts.set(id, structuredClone(after.draft));
		else if (before.draft) this.#drafts.delete(id);
		for (const item of put) this.#items.set(item.id, structuredClone(item));
		for (const gone of remove) this.#items.delete(gone);
		return after;
	}

	async clear(): Promise<void> {
		this.#drafts.clear();
		this.#items.clear();
	}
}
