import { isFailureCode, type FailureCode } from '../failure/failure';

/** Of the record below; a later app may read older ones, never the other way round. */
export const outboxVersion = 1;

type Waiting = {
	readonly id: string;
	readonly version: typeof outboxVersion;
	readonly draftId: string;
	/** Failed attempts in a row. */
	readonly attempts: number;
	/** Null: parked. It stays, says why, and moves again when a person says so. */
	readonly nextAttemptAtMs: number | null;
	readonly lastFailure: FailureCode | null;
	readonly createdAtMs: number;
	/** An attempt got no answer: the server may have done it all the same. */
	readonly isUnanswered?: boolean;
};

/**
 * Something that waits to travel. There is one save and one submission at most for each draft, and one item for each of
 * its files. What a save or an upload carries is worked out from its draft or file when it leaves; the base revision and
 * the file's id make it safe to repeat.
 */
export type QueueItem = Waiting &
	(
		| { readonly kind: 'save'; readonly key: null }
		| { readonly kind: 'submit'; readonly key: string }
		| {
				readonly kind: 'upload';
				readonly key: null;
				readonly fileId: string;
				/** The server knows what is coming, as far as it told us. */
				readonly isAnnounced: boolean;
		  }
		/** A file that was removed here and may have arrived already. */
		| { readonly kind: 'discard'; readonly key: null; readonly fileId: string }
	);

export type UploadItem = Extract<QueueItem, { kind: 'upload' }>;
export type DiscardItem = Extract<QueueItem, { kind: 'discard' }>;

/** Null for a record that cannot be understood: it is set aside and reported, never deleted. */
export function readItem(record: unknown): QueueItem | null {
	return isItem(record) ? record : null;
}

/** By hand for the reason given in core/draft/record. */
function isItem(record: unknown): record is QueueItem {
	const { id, version, draftId, attempts, nextAttemptAtMs, lastFailure, createdAtMs } = Object(record);
	return (
		typeof id === 'string' &&
		version === outboxVersion &&
		typeof draftId === 'string' &&
		Number.isInteger(attempts) &&
		attempts >= 0 &&
		(nextAttemptAtMs === null || Number.isFinite(nextAttemptAtMs)) &&
		(lastFailure === null || isFailureCode(lastFailure)) &&
		Number.isFinite(createdAtMs) &&
		isOfKnownKind(record)
	);
}

function isOfKnownKind(record: unknown): boolean {
	const { kind, key, fileId, isAnnounced } = Object(record);
	if (kind === 'submit') return typeof key === 'string';
	if (kind === 'upload' && typeof isAnnounced !== 'boolean') return false;
	const isOfFile = kind === 'upload' || kind === 'discard';
	return key === null && (isOfFile ? typeof fileId === 'string' : kind === 'save');
}

export function newSave(draftId: string, nowMs: number): QueueItem {
	return { ...fresh('save', draftId, nowMs), kind: 'save', key: null };
}

/** The key is made and stored before the first attempt; it is this submission's name for good. */
export function newSubmit(draftId: string, key: string, nowMs: number): QueueItem {
	return { ...fresh('submit', draftId, nowMs), kind: 'submit', key };
}

export function newUpload(draftId: string, fileId: string, nowMs: number): UploadItem {
	const item = fresh('upload', draftId, nowMs);
	return { ...item, id: `upload_${fileId}`, kind: 'upload', key: null, fileId, isAnnounced: false };
}

export function newDiscard(draftId: string, fileId: string, nowMs: number): DiscardItem {
	return { ...fresh('discard', draftId, nowMs), id: `discard_${fileId}`, kind: 'discard', key: null, fileId };
}

/** Files have their own lines on the screen; what happens to them says nothing about the words. */
export function isOfWords({ kind }: QueueItem): boolean {
	return kind === 'save' || kind === 'submit';
}

/**
 * The queue after an edit: a save waits for its draft. One that was parked tries again, since what was refused has
 * changed, but nothing its people write brings a deleted draft back; one that waits after a network failure keeps its time.
 */
export function withSave(items: readonly QueueItem[], draftId: string, nowMs: number): readonly QueueItem[] {
	const isThis = (item: QueueItem) => item.kind === 'save' && item.draftId === draftId;
	if (!items.some(isThis)) return [...items, newSave(draftId, nowMs)];
	const goes = (item: QueueItem) => isThis(item) && isParked(item) && item.lastFailure !== 'draft_deleted';
	return items.map((item) => (goes(item) ? retriedNow(item, nowMs) : item));
}

/** A person pressed "try again". */
export function retriedNow(item: QueueItem, nowMs: number): QueueItem {
	return { ...item, attempts: 0, nextAttemptAtMs: nowMs, lastFailure: null };
}

/** Somebody signed in: what waited for that goes first thing. */
export function resumedAfterSignIn(items: readonly QueueItem[], nowMs: number): readonly QueueItem[] {
	return resumedAfter('signed_out', items, nowMs);
}

export function resumedAfter(
	code: FailureCode,
	items: readonly QueueItem[],
	nowMs: number
): readonly QueueItem[] {
	return items.map((item) => (item.lastFailure === code ? retriedNow(item, nowMs) : item));
}

export function parked(item: QueueItem, code: FailureCode): QueueItem {
	return { ...item, nextAttemptAtMs: null, lastFailure: code };
}

export function isParked(item: QueueItem): boolean {
	return item.nextAttemptAtMs === null;
}

/** Nobody knows whether this draft's submission arrived. */
export function isUnanswered(items: readonly QueueItem[], draftId: string): boolean {
	return items.some((item) => item.kind === 'submit' && item.draftId === draftId && item.isUnanswered);
}

/** Why the words of this draft wait for a person; null while they do not. */
export function parkedCode(items: readonly QueueItem[], draftId: string): FailureCode | null {
	const item = items.find((one) => one.draftId === draftId && isOfWords(one) && isParked(one));
	return item === undefined ? null : (item.lastFailure ?? 'unreadable');
}

function fresh(kind: string, draftId: string, nowMs: number) {
	return {
		id: `${kind}_${draftId}`,
		version: outboxVersion,
		draftId,
		attempts: 0,
		nextAttemptAtMs: nowMs,
		lastFailure: null,
		createdAtMs: nowMs
	} as const;
}
