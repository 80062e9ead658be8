import { maxPartBytes } from '../core/api/limits';
import { readDraft, type Draft } from '../core/draft/draft';
import { readFile, type FileRecord } from '../core/file/file';
import { partOffsets } from '../core/file/upload';
import { readItem, type QueueItem } from '../core/sync/outbox';
import { StorageFailure, type FileBytes, type Kept, type KeptWithFiles, type SetAside } from './device-store';

/** Whatever lies in a store: of this version, of another, or damaged. */
export type Records = readonly unknown[];

export function draftsOf(records: Records): readonly Draft[] {
	return records.map(readDraft).filter((draft) => draft !== null);
}

export function itemsOf(records: Records): readonly QueueItem[] {
	return records.map(readItem).filter((item) => item !== null);
}

export function filesOf(records: Records): readonly FileRecord[] {
	return records.map(readFile).filter((file) => file !== null);
}

export function setAsideOf(drafts: Records, items: Records, files: Records): readonly SetAside[] {
	const unreadable = (kind: SetAside['kind'], records: Records, read: (raw: unknown) => unknown) =>
		records.filter((raw) => read(raw) === null).map((raw) => ({ id: idOf(raw), kind, raw }));
	return [
		...unreadable('draft', drafts, readDraft),
		...unreadable('item', items, readItem),
		...unreadable('file', files, readFile)
	];
}

/** What is kept about one application. An unreadable draft counts as none, but see `refuseToReplace`. */
export function keptOf(id: string, draftRecord: unknown, items: Records, files: Records): KeptWithFiles {
	const isOwn = (one: { readonly draftId: string }) => one.draftId === id;
	return {
		draft: readDraft(draftRecord),
		items: itemsOf(items).filter(isOwn),
		files: filesOf(files).filter(isOwn)
	};
}

/** What a change leaves: files it does not speak of stay, and those of a removed draft go. */
export function leftBy(before: KeptWithFiles, after: Kept | KeptWithFiles): KeptWithFiles {
	if (before.draft && !after.draft) return { ...after, files: [] };
	return { ...after, files: 'files' in after ? after.files : before.files };
}

/** What lies there in a form this version cannot read may be words of a newer one: nothing is written over it. */
export function refuseToReplace(draftRecord: unknown, after: Kept): void {
	const isUnreadable = draftRecord !== undefined && readDraft(draftRecord) === null;
	if (isUnreadable && after.draft) throw new StorageFailure('unreadable', after.draft.id);
}

export interface QueueWrites {
	readonly put: readonly { readonly id: string }[];
	readonly remove: readonly string[];
}

/** What turns the queue before into the queue after. An unreadable record that is in the way moves aside first. */
export function queueWrites(before: Kept, after: Kept, records: Records): QueueWrites {
	const changed = after.items.filter((item) => !before.items.includes(item));
	const moved = records
		.filter((raw) => readItem(raw) === null && changed.some(({ id }) => id === idOf(raw)))
		.map((raw) => ({ id: freeId(idOf(raw), records), raw }));
	const gone = before.items.filter(({ id }) => !after.items.some((item) => item.id === id));
	return { put: [...moved, ...changed], remove: gone.map(({ id }) => id) };
}

export interface FileWrites {
	readonly put: readonly FileRecord[];
	readonly remove: readonly string[];
	readonly parts: readonly FilePart[];
}

/** As it lies in its store, found by file and offset. */
export interface FilePart {
	readonly fileId: string;
	readonly offset: number;
	readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What turns the files before into the files after. Bytes are written once, with the record that names them. */
export function fileWrites(before: KeptWithFiles, after: KeptWithFiles, bytes: FileBytes): FileWrites {
	const put = after.files.filter((file) => !before.files.includes(file));
	const gone = before.files.filter(({ id }) => !after.files.some((file) => file.id === id));
	return {
		put,
		remove: gone.map(({ id }) => id),
		parts: put.flatMap(({ id }) => partsOf(id, bytes.get(id)))
	};
}

function partsOf(fileId: string, bytes: Uint8Array<ArrayBuffer> = new Uint8Array()): readonly FilePart[] {
	return partOffsets(bytes.length).map((offset) => ({
		fileId,
		offset,
		// A copy of its own: a view would bring all bytes of the file into each record.
		bytes: bytes.slice(offset, offset + maxPartBytes)
	}));
}

/** Null where a part is missing: half a file is none. */
export function joined(file: FileRecord | null, parts: readonly FilePart[]): Uint8Array<ArrayBuffer> | null {
	if (file === null || parts.reduce((sum, { bytes }) => sum + bytes.length, 0) !== file.size) return null;
	const whole = new Uint8Array(file.size);
	for (const { offset, bytes } of parts) whole.set(bytes, offset);
	return whole;
}

function freeId(id: string, records: Records): string {
	const taken = records.map(idOf);
	let count = 1;
	while (taken.includes(`${id}_aside_${count}`)) count += 1;
	return `${id}_aside_${count}`;
}

function idOf(raw: unknown): string {
	return String(Object(raw).id ?? '');
}
