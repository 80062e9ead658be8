import { hasUnsavedChanges } from '../core/draft/draft';
import { maySend } from '../core/draft/may';
import type { DeviceStore } from '../local/device-store';
import type { Transport } from './transport';

/** Whoever helped for a time or only read has nothing of it once that is over, but words that never got away. */
export async function giveBack(store: DeviceStore, transport: Transport, id: string): Promise<void> {
	const answer = await transport.read(id);
	if (answer.isOk || answer.outcome.code !== 'not_found') return;
	await store.step(id, ({ draft, items, files }) =>
		draft === null || maySend(draft) || hasUnsavedChanges(draft) || items.length > 0
			? { draft, items, files }
			: { draft: null, items: [] }
	);
}
