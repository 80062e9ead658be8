import { changesBetween } from '../core/draft/fields';
import { isHandedIn, type FileRecord } from '../core/file/file';
import { offeredAgain } from '../core/file/upload';
import { newUpload } from '../core/sync/outbox';
import type { DeviceStore, KeptWithFiles } from '../local/device-store';
import { isNoted } from '../local/noted';
import type { QuickMemory } from '../local/quick-memory';
import type { Applications } from './applications.svelte';

interface Parts {
	readonly store: DeviceStore;
	readonly memory: QuickMemory;
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
	/** By the id each document had, the one it has now. */
	const carried = new Map<string, string>();
	const isAll = ({ draft: left, files }: KeptWithFiles) =>
		!isNoted(parts.memory, id) &&
		[...carried.keys()].every((one) => files.some((file) => file.id === one)) &&
		Object.keys(changesBetween(fields, left?.fields ?? fields)).length === 0 &&
		files.every((file) => !file.isHere || carried.has(file.id));
	const bring = async () => {
		const files = applications.files(id).filter(({ isHere }) => isHere);
		for (const file of files.filter((one) => !carried.has(one.id)))
			carried.set(file.id, await carry(file, anew, parts));
		// Removed meanwhile, or pages that became one file.
		const isGone = (one: string) => applications.find(id) !== null && files.every((file) => file.id !== one);
		for (const gone of [...carried.keys()].filter(isGone)) {
			const copy = applications.files(anew).find((file) => file.id === carried.get(gone));
			if (copy) await (await applications.openFiles()).remove(copy);
			carried.delete(gone);
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

/** Gives the id it has there. */
async function carry(file: FileRecord, draftId: string, { store, now, makeId }: Parts): Promise<string> {
	const bytes = await store.fileBytes(file.id);
	const own = { ...offeredAgain(file), id: makeId(), draftId };
	if (bytes === null) return own.id;
	const uploads = isHandedIn(own) ? [newUpload(draftId, own.id, now())] : [];
	await store.step(
		draftId,
		(kept) => ({ ...kept, files: [...kept.files, own], items: [...kept.items, ...uploads] }),
		new Map([[own.id, bytes]])
	);
	return own.id;
}
