import { MemoryStore, type Shelf } from './memory-store';
import type { QuickMemory } from './quick-memory';

const PLACE = 'kofei-window';

/**
 * The memory of one window on a phone that must keep nothing: words outlive a reload in what the browser keeps for this
 * window alone, and go with it; documents are in no memory but the program's own.
 */
export class WindowStore extends MemoryStore {
	constructor(memory: QuickMemory, files: ConstructorParameters<typeof MemoryStore>[2] = {}) {
		super(shelf(memory, `${PLACE}/drafts/`), shelf(memory, `${PLACE}/items/`), files);
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
