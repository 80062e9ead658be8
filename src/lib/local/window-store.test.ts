import { describe, expect, it } from 'vitest';
import { addFile, deviceStoreContract, keptFile, writing } from './device-store.contract';
import type { QuickMemory } from './quick-memory';
import { WindowStore } from './window-store';

/** What a browser keeps for one window. */
function windowMemory(): QuickMemory {
	const lines = new Map<string, string>();
	return {
		read: (name) => lines.get(name) ?? null,
		write: (name, text) => void (text === null ? lines.delete(name) : lines.set(name, text)),
		names: (beginning) => [...lines.keys()].filter((name) => name.startsWith(beginning)).sort()
	};
}

deviceStoreContract('a window that keeps nothing', async () => {
	const memory = windowMemory();
	const files = { files: new Map<string, unknown>(), parts: new Map() };
	return {
		store: new WindowStore(memory, files),
		otherTab: new WindowStore(memory, files),
		plant: async (kind, record) => {
			if (kind === 'file') files.files.set(record.id, record);
			else memory.write(`kofei-window/${kind}s/${record.id}`, JSON.stringify(record));
		}
	};
});

describe('a window on a phone that is not theirs', () => {
	it('has its words again after a reload, not its documents, and after "forget" neither', async () => {
		const memory = windowMemory();
		const before = new WindowStore(memory);
		await before.step('a', writing('a', { need: 'x' }));
		await addFile(before, keptFile('f', 'a'));
		const after = new WindowStore(memory);
		expect((await after.draft('a'))?.fields).toEqual({ need: 'x' });
		expect(await after.files()).toEqual([]);
		await after.clear();
		expect(memory.names('')).toEqual([]);
	});
});
