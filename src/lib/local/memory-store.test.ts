import { deviceStoreContract } from './device-store.contract';
import { MemoryStore } from './memory-store';

deviceStoreContract('without a device', async () => {
	const [drafts, items] = [new Map<string, unknown>(), new Map<string, unknown>()];
	return {
		store: new MemoryStore(drafts, items),
		otherTab: new MemoryStore(drafts, items),
		plant: async (kind, record) => void (kind === 'draft' ? drafts : items).set(record.id, record)
	};
});
