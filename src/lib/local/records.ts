import { readDraft, type Draft } from '../core/draft/draft';
import { readItem, type QueueItem } from '../core/sync/outbox';
import { StorageFailure, type Kept, type SetAside } from './device-store';

/** Whatever lies in a store: of this version, of another, or damaged. */
export type Records = readonly unknown[];

export function draftsOf(records: Records): readonly Draft[] {
	return records.map(readDraft).filter((draft) => draft !== null);
}

export function itemsOf(records: Records): readonly QueueItem[] {
	return records.map(readItem).filter((item) => item !== null);
}

export function setAsideOf(drafts: Records, items: Records): readonly SetAside[] {
	const unreadable = (kind: SetAside['kind'], records: Records, read: (raw: unknown) => unknown) =>
		records.filter((raw) => read(raw) === null).map((raw) => ({ id: idOf(raw), kind, raw }));
	return [...unreadable('draft', drafts, readDraft), ...unreadable('item', items, readItem)];
}

/** What is kept about one application. An unreadable draft counts as none, but see `refuseToReplace`. */
export function keptOf(id: string, draftRecord: unknown, items: Records): Kept {
	return { draft: readDraft(draftRecord), items: itemsOf(items).filter((item) => item.draftId === id) };
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

function freeId(id: string, records: Records): string {
	const taken = records.map(idOf);
	let count = 1;
	while (taken.includes(`${id}_aside_${count}`)) count += 1;
	return `${id}_aside_${count}`;
}

function idOf(raw: unknown): string {
	return String(Object(raw).id ?? '');
}
