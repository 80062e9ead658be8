import { readDraft, type Draft } from '../core/draft/draft';
import { readFile, type FileRecord } from '../core/file/file';
import type { QueueItem } from '../core/sync/outbox';
import type { DeviceStore, FileBytes, Kept, KeptWithFiles, SetAside } from './device-store';
import {
	draftsOf,
	filesOf,
	fileWrites,
	itemsOf,
	joined,
	keptOf,
	leftBy,
	queueWrites,
	refuseToReplace,
	setAsideOf,
	type FilePart
} from './records';

/** Where records lie by id; a map is one. */
export interface Shelf {
	get(id: string): unknown;
	set(id: string, record: unknown): unknown;
	delete(id: string): unknown;
	clear(): void;
	values(): Iterable<unknown>;
}

/** The device's memory without a device: for tests, and for phones that must keep nothing (see window-store). */
export class MemoryStore implements DeviceStore {
	readonly #drafts: Shelf;
	readonly #items: Shelf;
	readonly #files: Shelf;
	/** By the file's id. */
	readonly #parts: Map<string, readonly FilePart[]>;

	/** The records by id; whoever hands them in can look at them, and damage them. */
	constructor(
		drafts: Shelf = new Map(),
		items: Shelf = new Map(),
		{ files = new Map(), parts = new Map() }: { files?: Shelf; parts?: Map<string, readonly FilePart[]> } = {}
	) {
		this.#drafts = drafts;
		this.#items = items;
		this.#files = files;
		this.#parts = parts;
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

	async files(): Promise<readonly FileRecord[]> {
		return filesOf([...this.#files.values()]);
	}

	async filePart(id: string, offset: number): Promise<Uint8Array<ArrayBuffer> | null> {
		return this.#parts.get(id)?.find((part) => part.offset === offset)?.bytes ?? null;
	}

	async fileBytes(id: string): Promise<Uint8Array<ArrayBuffer> | null> {
		return joined(readFile(this.#files.get(id)), this.#parts.get(id) ?? []);
	}

	async setAside(): Promise<readonly SetAside[]> {
		return setAsideOf([...this.#drafts.values()], [...this.#items.values()], [...this.#files.values()]);
	}

	async step(
		id: string,
		change: (kept: KeptWithFiles) => Kept | KeptWithFiles,
		bytes: FileBytes = new Map()
	): Promise<KeptWithFiles> {
		const records = [...this.#items.values()];
		const record = this.#drafts.get(id);
		const before = keptOf(id, record, records, [...this.#files.values()]);
		const after = leftBy(before, change(before));
		refuseToReplace(record, after);
		const { put, remove } = queueWrites(before, after, records);
		if (after.draft) this.#drafts.set(id, structuredClone(after.draft));
		else if (before.draft) this.#drafts.delete(id);
		for (const item of put) this.#items.set(item.id, structuredClone(item));
		for (const gone of remove) this.#items.delete(gone);
		this.#writeFiles(before, after, bytes);
		return after;
	}

	async clear(): Promise<void> {
		this.#drafts.clear();
		this.#items.clear();
		this.#files.clear();
		this.#parts.clear();
	}

	#writeFiles(before: KeptWithFiles, after: KeptWithFiles, bytes: FileBytes): void {
		const { put, remove, parts } = fileWrites(before, after, bytes);
		for (const file of put) this.#files.set(file.id, structuredClone(file));
		for (const part of parts) {
			const others = (this.#parts.get(part.fileId) ?? []).filter(({ offset }) => offset !== part.offset);
			this.#parts.set(part.fileId, [...others, part]);
		}
		for (const gone of remove) {
			this.#files.delete(gone);
			this.#parts.delete(gone);
		}
	}
}
