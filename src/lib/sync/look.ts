import type { Application } from '../core/api/applications';
import { type Draft, hasLockedWords, hasUnsavedChanges, newDraft } from '../core/draft/draft';
import { afterNews, hasHeard } from '../core/draft/exchange';
import { mayWrite } from '../core/draft/may';
import { takesFiles, type FileRecord } from '../core/file/file';
import { offeredAnew } from '../core/file/offer';
import { isMissing, knownHere, withServerFiles } from '../core/file/on-server';
import { isProof } from '../core/proof/id';
import type { QueueItem } from '../core/sync/outbox';
import { mayBeLost, type Restore } from '../core/sync/restore';
import { StorageFailure, type DeviceStore } from '../local/device-store';
import type { Transport } from './transport';

export interface Account {
	readonly personId: string;
	/** False once somebody else is here or everything was forgotten: what still arrives then belongs to nobody. */
	readonly isHere: () => boolean;
}

/** The device's memory, the server, and the time as the whole app counts it. */
export interface LookParts {
	readonly store: DeviceStore;
	readonly transport: Transport;
	readonly now: () => number;
}

/** An answer that this device overtook is asked for again, but not for ever: the next look brings it. */
const LOOKS = 3;

/** Asks the server about one application, keeps what it says and gives it. Null when there is no answer now. */
export async function look(
	parts: LookParts,
	id: string,
	account: Account,
	restores: readonly Restore[] = []
): Promise<Application | null> {
	for (let count = 0; count < LOOKS; count += 1) {
		const askedAtMs = parts.now();
		const { store } = parts;
		const since = (await store.drafts()).find((draft) => draft.id === id) ?? null;
		const items = await store.items();
		const known = knownHere(await store.files(), items);
		const isWaiting = items.some(({ draftId }) => draftId === id);
		const answer = await parts.transport.read(id);
		if (!answer.isOk) return null;
		if (await keep(parts, answer.data, { since, known, isWaiting, askedAtMs, account, restores }))
			return answer.data;
	}
	return null;
}

type Asked = {
	/** The draft as it was when the server was asked. */
	readonly since: Draft | null;
	/** Files that were here, or on their way out. */
	readonly known: ReadonlySet<string>;
	/** Something was queued for it. */
	readonly isWaiting: boolean;
	readonly askedAtMs: number;
	readonly account: Account;
	/** Of the server, as far as it told. */
	readonly restores: readonly Restore[];
};

/** Writes one application as the server has it into the device's memory. False where the device has heard more by now. */
async function keep({ store, now }: LookParts, application: Application, asked: Asked): Promise<boolean> {
	const { since, isWaiting, account } = asked;
	const { id, round } = application;
	const { personId } = account;
	const isBehind = application.revision < (since?.base?.revision ?? 0);
	// Words of two people may meet: what is worked out of them is worked out anew.
	const isMeeting = since !== null && hasUnsavedChanges(since);
	const product = isMeeting ? await import('../core/application/product').catch(() => null) : null;
	const hasWords = isMeeting || (since !== null && hasLockedWords(since));
	const queue =
		isBehind || isWaiting || hasWords ? await import('./queue-after-news').catch(() => null) : null;
	if (!account.isHere()) return true;
	let isOvertaken = false;
	try {
		await store.step(id, (kept) => {
			const { draft, items, files } = kept;
			isOvertaken = hasHeard(since, draft);
			if (isOvertaken) return kept;
			const here = draft ?? newDraft({ id, round, ownerId: personId, nowMs: now() });
			const news = afterNews(
				{ ...here, ownerId: here.ownerId ?? personId },
				application,
				product?.withMergedProducts
			);
			const waiting = queue?.queueAfterNews(items, { before: here, news, isBehind, nowMs: now() }) ?? items;
			const documents = { items: waiting, files, news };
			return {
				draft: news,
				...documentsAfterNews(documents, application, { ...asked, isBehind, nowMs: now() })
			};
		});
	} catch (failure) {
		// What another version wrote stays as it is; the other applications come all the same.
		if (!(failure instanceof StorageFailure) || failure.code !== 'unreadable') throw failure;
	}
	return !isOvertaken;
}

/** Documents the server has lost go to it again from where their bytes are; why it has them no more, it says itself. */
function documentsAfterNews(
	{ items, files, news }: { items: readonly QueueItem[]; files: readonly FileRecord[]; news: Draft },
	application: Application,
	{ known, askedAtMs, restores, isBehind, nowMs }: Asked & { isBehind: boolean; nowMs: number }
) {
	const { id, state, files: sent } = application;
	const isTaken = mayWrite(news) && (isProof(id) || takesFiles(state));
	const isLost = (file: FileRecord) => file.isHere && isMissing(file, sent, askedAtMs);
	const offered =
		isTaken && files.some(isLost) ? offeredAnew({ items, files }, nowMs, isLost) : { items, files };
	const wasBefore = (file: FileRecord) => isBehind || mayBeLost(file, restores);
	const look = { draftId: id, known: new Set([...known, ...knownHere([], items)]), askedAtMs, wasBefore };
	return { items: offered.items, files: withServerFiles(offered.files, sent, look) };
}
