import { isHandedIn, type FileRecord } from '../core/file/file';
import { offeredAgain } from '../core/file/upload';
import { newUpload } from '../core/sync/outbox';
import type { DeviceStore } from '../local/device-store';

export interface CarryParts {
	readonly store: DeviceStore;
	readonly now: () => number;
	readonly makeId: () => string;
}

/** A document of one draft to another, under a name of its own, with the bytes this device has. */
export async function carryFile(
	file: FileRecord,
	draftId: string,
	{ store, now, makeId }: CarryParts
): Promise<void> {
	const bytes = await store.fileBytes(file.id);
	if (bytes === null) return;
	const own = { ...offeredAgain(file), id: makeId(), draftId };
	const uploads = isHandedIn(own) ? [newUpload(draftId, own.id, now())] : [];
	await store.step(
		draftId,
		(kept) => ({ ...kept, files: [...kept.files, own], items: [...kept.items, ...uploads] }),
		new Map([[own.id, bytes]])
	);
}
