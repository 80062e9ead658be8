import { isHandedIn, type FileRecord } from '../core/file/file';
import { offeredAgain } from '../core/file/upload';
import { newUpload } from '../core/sync/outbox';
import type { DeviceStore } from '../local/device-store';
import type { Applications } from './applications.svelte';

interface Parts {
	readonly store: DeviceStore;
	readonly now: () => number;
	readonly makeId: () => string;
}

/**
 * What was deleted elsewhere goes on as a draft of its own, with the words and the documents this device has of it; gives the
 * id. The old one goes last: a window closed in the middle leaves one draft too many, never one too few.
 */
export async function keptAsNew(applications: Applications, parts: Parts, id: string): Promise<string> {
	const draft = applications.find(id);
	// Of two versions the other one is here alone by now: it would be lost in a draft the server knows nothing about.
	if (draft === null || draft.conflicts.length > 0) return id;
	const { round, fields, copiedFrom } = draft;
	const anew = await applications.create(
		round,
		copiedFrom === undefined ? { fields } : { id: copiedFrom, fields }
	);
	for (const file of applications.files(id)) if (file.isHere) await carry(file, anew, parts);
	await applications.remove(id);
	return anew;
}

async function carry(file: FileRecord, draftId: string, { store, now, makeId }: Parts): Promise<void> {
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
