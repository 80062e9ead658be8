import { deviceStoreContract } from './device-store.contract';
import { MemoryStore } from './memory-store';

deviceStoreContract('without a device', async () => {
	const [draft, item, file] = [
		new Map<string, unknown>(),
		new Map<string, unknown>(),
		new Map<string, unknown>()
	];
	const kinds = { draft, item, file };
	const files = { files: file, parts: new Map() };
	return {
		store: new MemoryStore(draft, item, files),
		otherTab: new MemoryStore(draft, item, files),
		plant: async (kind, record) => void kinds[kind].set(record.id, record)
	};
});
