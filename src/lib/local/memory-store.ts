import { readDraft, type Draft } from '../core/draft/draft';
import { readItem, type QueueItem } from '../core/sync/outbox';
import type { DeviceStore, SetAside, Step } from './device-store';

/** The device's memory without a device: for tests, and for browsers that refuse to store anything (the words then live
 * as long as the tab, and the screen says so). */
export class MemoryStore implements DeviceStore {
	readonly #drafts = new Map<string, unknown>();
	readonly #items = new Map<string, unknown>();

	async drafts(): Promise<readonly Draft[]> {
		return [...this.#drafts.values()].map(readDraft).filter((draft) => draft !== null);
	}

	async draft(id: string): Promise<Draft | null> {
		return this.#drafts.has(id) ? readDraft(this.#drafts.get(id)) : null;
	}

	async items(): Promise<readonly QueueItem[]> {
		return [...this.#items.values()].map(readItem).filter((item) => item !== null);
	}

	async setAside(): Promise<readonly SetAside[]> {
		return [
			...[...this.#drafts]
				.filter(([, raw]) => readDraft(raw) === null)
				.map(([id, raw]) => ({ id, kind: 'draft' as const, raw })),
			...[...this.#items]
				.filter(([, raw]) => readItem(raw) === null)
				.map(([id, raw]) => ({ id, kind: 'item' as const, raw }))
		];
	}

	async step({ draft, items = [], removeItems = [] }: Step): Promise<Draft | null> {
		const before = draft && this.#drafts.has(draft.id) ? readDraft(this.#drafts.get(draft.id)) : null;
		const after = draft ? draft.change(before) : null;
		if (after) this.#drafts.set(after.id, structuredClone(after));
		else if (before) this.#drafts.delete(before.id);
		for (const item of items) this.#items.set(item.id, structuredClone(item));
		for (const id of removeItems) this.#items.delete(id);
		return after;
	}

	async clear(): Promise<void> {
		this.#drafts.clear();
		this.#items.clear();
	}
}
