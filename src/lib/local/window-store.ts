import { readFile } from '../core/file/file';
import { afterRefused } from '../core/file/upload';
import { MemoryStore, type Shelf } from './memory-store';
import type { QuickMemory } from './quick-memory';
import type { FilePart } from './records';

const PLACE = 'kofei-window';

/**
 * The memory of one window on a phone that must keep nothing: words outlive a reload in what the browser keeps for this
 * window alone, and go with it. There is no room for documents there: their bytes are in the program's own memory, and after
 * a reload those that had not arrived are still named, to be added once more.
 */
export class WindowStore extends MemoryStore {
	constructor(memory: QuickMemory, parts = new Map<string, readonly FilePart[]>()) {
		const [items, files] = [shelf(memory, `${PLACE}/items/`), shelf(memory, `${PLACE}/files/`)];
		noteLost(files, items, parts);
		super(shelf(memory, `${PLACE}/drafts/`), items, { files, parts });
	}
}

function noteLost(files: Shelf, items: Shelf, parts: ReadonlyMap<string, unknown>): void {
	for (const record of files.values()) {
		const file = readFile(record);
		if (!file?.isHere || parts.has(file.id)) continue;
		const gone = { ...file, isHere: false, page: null };
		files.set(file.id, file.state === 'uploaded' ? gone : afterRefused(gone, 'unreadable'));
		items.delete(`upload_${file.id}`);
	}
}

function shelf(memory: QuickMemory, place: string): Shelf {
	const at = (name: string): unknown => {
		const text = memory.read(name);
		return text === null ? undefined : JSON.parse(text);
	};
	return {
		get: (id) => at(place + id),
		set: (id, record) => memory.write(place + id, JSON.stringify(record)),
		delete: (id) => memory.write(place + id, null),
		clear: () => memory.names(place).forEach((name) => memory.write(name, null)),
		values: () => memory.names(place).map(at)
	};
}
