import { changesBetween } from '../core/draft/fields';
import { isHandedIn, type FileRecord } from '../core/file/file';
import { offeredAgain } from '../core/file/upload';
import { newUpload } from '../core/sync/outbox';
import type { DeviceStore, KeptWithFiles } from '../local/device-store';
import type { Applications } from './applications.svelte';

interface Parts {
	readonly store: DeviceStore;
	readonly now: () => number;
	readonly makeId: () => string;
}

/** Somebody types on while documents are copied; whoever types longer than this has two drafts, and every word. */
const LOOKS = 20;

/**
 * What was deleted elsewhere goes on as a draft of its own, with the words and the documents this device has of it; gives the
 * id. The old one goes last, and only when nothing has come to it: a window closed in the middle leaves one draft too many,
 * never one too few.
 */
export async function keptAsNew(applications: Applications, parts: Parts, id: string): Promise<string> {
	const draft = applications.find(id);
	// Of two versions the other one is here alone by now: it would be lost in a draft the server knows nothing about.
	if (draft === null || draft.conflicts.length > 0) return id;
	const { round, copiedFrom } = draft;
	let { fields } = draft;
	const from = copiedFrom === undefined ? { fields } : { id: copiedFrom, fields };
	const anew = parts.makeId();
	/** Until it is passed on, the old one has everything: what was begun would be one draft more with every attempt. */
	const orNone = (work: Promise<unknown>) =>
		work.catch(async (failure: unknown) => {
			await applications.remove(anew).catch(() => undefined);
			throw failure;
		});
	const carried = new Set<string>();
	const isAll = ({ draft: left, files }: KeptWithFiles) =>
		Object.keys(changesBetween(fields, left?.fields ?? fields)).length === 0 &&
		files.every((file) => !file.isHere || carried.has(file.id));
	const bring = async () => {
		for (const file of applications.files(id).filter((one) => one.isHere && !carried.has(one.id))) {
			await carry(file, anew, parts);
			carried.add(file.id);
		}
		const now = applications.find(id)?.fields ?? fields;
		const changes = changesBetween(fields, now);
		fields = now;
		if (Object.keys(changes).length > 0) await applications.edit(anew, changes);
	};
	await orNone(applications.create(round, from, anew));
	for (let looks = 0; looks < LOOKS; looks += 1) {
		await orNone(bring());
		if (await applications.passOn(id, anew, isAll)) break;
	}
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
