import { describe, expect, it } from 'vitest';
import { newUpload } from '../core/sync/outbox';
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
	const parts = new Map();
	return {
		store: new WindowStore(memory, parts),
		otherTab: new WindowStore(memory, parts),
		plant: async (kind, record) => memory.write(`kofei-window/${kind}s/${record.id}`, JSON.stringify(record))
	};
});

describe('a window on a phone that is not theirs', () => {
	it('has its words again after a reload, of its documents the names, and after "forget" nothing', async () => {
		const memory = windowMemory();
		const before = new WindowStore(memory);
		await before.step('a', writing('a', { need: 'x' }));
		await addFile(before, keptFile('f', 'a'));
		await addFile(before, { ...keptFile('g', 'a'), state: 'uploaded' });
		await addFile(before, { ...keptFile('p', 'a'), page: 1 });
		const upload = newUpload('a', 'f', 1);
		await before.step('a', (kept) => ({ ...kept, items: [...kept.items, upload] }));
		const after = new WindowStore(memory);
		expect((await after.draft('a'))?.fields).toEqual({ need: 'x' });
		const lost = { isHere: false, page: null, state: 'refused', failure: 'unreadable' };
		const files = new Map((await after.files()).map((file) => [file.id, file]));
		expect(files.get('f')).toMatchObject(lost);
		expect(files.get('p')).toMatchObject(lost);
		expect(files.get('g')).toMatchObject({ isHere: false, state: 'uploaded', failure: null });
		expect((await after.items()).map(({ id }) => id)).not.toContain(upload.id);
		expect(await after.fileBytes('f')).toBeNull();
		await after.clear();
		expect(memory.names('')).toEqual([]);
	});
});
