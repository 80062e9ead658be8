import type { Draft } from '../core/draft/draft';
import type { FileRecord } from '../core/file/file';
import { offeredAnew } from '../core/file/offer';
import { afterReceived, afterRefused, announcementOf, nextOffset, type Received } from '../core/file/upload';
import type { FailureCode } from '../core/failure/failure';
import type { DiscardItem, QueueItem, UploadItem } from '../core/sync/outbox';
import { isParked, parked, withSave } from '../core/sync/outbox';
import { afterAccess, afterHelp, withoutBase } from '../core/draft/exchange';
import { hasReceipt } from '../core/draft/lock';
import { maySend } from '../core/draft/may';
import { afterOutcome, type Outcome } from '../core/sync/retry';
import type { DeviceStore, KeptWithFiles } from '../local/device-store';
import type { Situation } from '../core/sync/decide';
import { afterDeletion } from './give-back';
import type { Answer, NoAnswer, Transport } from './transport';

interface UploadParts {
	readonly store: DeviceStore;
	readonly transport: Transport;
	readonly situation: () => Situation;
	readonly chance: () => number;
}

/** What an answer means for a file; `isAnnounced` where the answer changed that. */
interface Step {
	readonly outcome: Outcome;
	readonly file?: (file: FileRecord) => FileRecord;
	readonly isAnnounced?: boolean;
	/** The server does not know the application any more. */
	readonly isApplicationGone?: boolean;
	/** The server lets whoever helped in no more. */
	readonly isHelpOver?: boolean;
}

/** One request for one file: it is announced, or its next part travels. Gives what came of it, null for nothing. */
export async function upload(item: UploadItem, parts: UploadParts): Promise<Outcome | null> {
	const { store, situation } = parts;
	const file = (await store.files()).find(({ id }) => id === item.fileId);
	if (!file) return park(item, parts);
	const draft = await store.draft(item.draftId);
	// Removed meanwhile, or somebody else is here now: their session must not carry it.
	if (draft === null || draft.ownerId !== situation().personId) return null;
	const step = await (item.isAnnounced ? sendPart(item, file, parts) : announce(draft, file, parts));
	await settle(item, step, parts);
	return step.outcome;
}

/** A file that was removed here goes from the server too. What the server keeps all the same is shown with the next look at it. */
export async function discard(item: DiscardItem, parts: UploadParts): Promise<Outcome | null> {
	const draft = await parts.store.draft(item.draftId);
	if (draft?.ownerId !== parts.situation().personId) return null;
	const answer = await parts.transport.removeFile(item.draftId, item.fileId);
	const outcome = answer.isOk ? done : answer.outcome;
	const next = afterOutcome(item, outcome, chanceOf(parts));
	await parts.store.step(item.draftId, (kept) => {
		if (isDeletion(outcome)) return afterDeletion(kept);
		const items = replaced(kept.items, item, () => (next === 'done' || isParked(next) ? 'done' : next));
		return { ...kept, items };
	});
	return outcome;
}

/** An answer about one document that speaks of the whole draft. */
function isDeletion(outcome: Outcome): boolean {
	return outcome.kind === 'refused' && outcome.code === 'draft_deleted';
}

const done: Outcome = { kind: 'acknowledged', hasMore: false };
const goesOn: Outcome = { kind: 'acknowledged', hasMore: true };
/** An answer that brings nothing forward is not tried again at once. */
const stuck: Outcome = { kind: 'unknown', code: 'unexpected_answer' };

async function announce(draft: Draft, file: FileRecord, parts: UploadParts): Promise<Step> {
	const answer = await parts.transport.announceFile(draft.id, file.id, announcementOf(file));
	if (answer.isOk) return { ...received(answer.data, parts), isAnnounced: true };
	if (answer.outcome.code !== 'not_found') return refused(answer.outcome);
	// Either the application is not there any more (a restored backup), or this file was removed on another device.
	const application = await parts.transport.read(draft.id);
	if (application.isOk) return refused(answer.outcome);
	if (application.outcome.code === 'access_ended') return { outcome: application.outcome, isHelpOver: true };
	if (application.outcome.code !== 'not_found') return refused(application.outcome);
	// Their time is over, or there is none any more: never theirs to offer again.
	if (!maySend(draft)) return { outcome: answer.outcome, isHelpOver: true };
	// What was sent is not offered again by itself: that is between its people and the office.
	return hasReceipt(draft) ? refused(answer.outcome) : { outcome: stuck, isApplicationGone: true };
}

async function sendPart(item: UploadItem, file: FileRecord, parts: UploadParts): Promise<Step> {
	const offset = nextOffset(file);
	const bytes = await parts.store.filePart(file.id, offset);
	if (!bytes) return { outcome: lost, file: (one) => afterRefused(one, 'unreadable') };
	const answer: Answer<Received> = await parts.transport.sendPart(item.draftId, file.id, offset, bytes);
	if (!answer.isOk) {
		// Unknown there: announced anew, which says why.
		if (answer.outcome.code === 'not_found') return { outcome: stuck, isAnnounced: false };
		if (answer.outcome.code !== 'file_gap') return refused(answer.outcome);
		const has = answer.error?.params?.received_bytes;
		// Without a word about where to go on, the answer to the announcement says it.
		if (typeof has !== 'number') return { outcome: answer.outcome, isAnnounced: false };
		return { outcome: answer.outcome, file: (one) => ({ ...one, uploadedBytes: Math.max(0, has) }) };
	}
	const isForward = answer.data.is_complete || answer.data.received_bytes > offset;
	const step = received(answer.data, parts);
	const isWaiting = !answer.data.is_complete && answer.data.received_bytes >= file.size;
	return isForward && !isWaiting ? step : { ...step, outcome: stuck };
}

/** The bytes are not on this device any more. */
const lost: Outcome = { kind: 'refused', status: 0, code: 'unreadable', retryAfterMs: null };

function received(answer: Received, { situation }: UploadParts): Step {
	const { nowMs } = situation();
	return {
		outcome: answer.is_complete ? done : goesOn,
		file: (file) => afterReceived(file, answer, nowMs)
	};
}

function refused(outcome: NoAnswer): Step {
	return { outcome };
}

/** What the answer means for file and queue, in one transaction with what a person did meanwhile. */
async function settle(item: UploadItem, step: Step, parts: UploadParts): Promise<void> {
	const { outcome, isApplicationGone, isHelpOver } = step;
	const chance = chanceOf(parts);
	await parts.store.step(item.draftId, (kept) => {
		if (isDeletion(outcome)) return afterDeletion(kept);
		const over = 'code' in outcome && outcome.code === 'access_ended' ? afterAccess : afterHelp;
		const draft = isHelpOver ? kept.draft && over(kept.draft) : kept.draft;
		const items = replaced(kept.items, item, (own) => {
			const next = afterOutcome(own, outcome, chance);
			return next === 'done' || step.isAnnounced === undefined ? next : withMark(next, step.isAnnounced);
		});
		const code = isRefusedForGood(items, item);
		const files = kept.files.map((file) => {
			if (file.id !== item.fileId) return file;
			const after = step.file?.(file) ?? file;
			return code === null || after.state === 'refused' ? after : afterRefused(after, code);
		});
		return isApplicationGone
			? withoutApplication({ draft, items, files }, chance.nowMs)
			: { draft, items, files };
	});
}

function isRefusedForGood(items: readonly QueueItem[], { id }: UploadItem): FailureCode | null {
	const own = items.find((item) => item.id === id);
	return own && isParked(own) ? (own.lastFailure ?? 'unreadable') : null;
}

/** As the engine does with words: a restored backup is offered everything again. */
function withoutApplication({ draft, items, files }: KeptWithFiles, nowMs: number): KeptWithFiles {
	if (!draft) return { draft, items, files };
	const offered = offeredAnew({ items, files }, nowMs);
	return { ...offered, draft: withoutBase(draft), items: withSave(offered.items, draft.id, nowMs) };
}

function withMark(item: QueueItem, isAnnounced: boolean): QueueItem {
	return item.kind === 'upload' ? { ...item, isAnnounced } : item;
}

/** Its record cannot be read: it stays where it is and says so. */
async function park(item: UploadItem, { store }: UploadParts): Promise<null> {
	await store.step(item.draftId, (kept) => ({
		...kept,
		items: replaced(kept.items, item, (own) => parked(own, 'unreadable'))
	}));
	return null;
}

/** Only where it still waits: what a person removed meanwhile stays gone. */
function replaced(
	items: readonly QueueItem[],
	{ id }: QueueItem,
	next: (item: QueueItem) => QueueItem | 'done'
): readonly QueueItem[] {
	return items.flatMap((own) => {
		const after = own.id === id ? next(own) : own;
		return after === 'done' ? [] : [after];
	});
}

function chanceOf({ situation, chance }: UploadParts): { nowMs: number; chance: number } {
	return { nowMs: situation().nowMs, chance: chance() };
}
