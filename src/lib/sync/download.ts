import type { Application } from '../core/api/applications';
import { hasUnsavedChanges, newDraft, type Draft } from '../core/draft/draft';
import { afterNews } from '../core/draft/exchange';
import { isUnderWay } from '../core/draft/lock';
import { maySend, mayWrite } from '../core/draft/may';
import { withServerFiles } from '../core/file/on-server';
import { newSubmit, withSave, type QueueItem } from '../core/sync/outbox';
import { StorageFailure, type DeviceStore } from '../local/device-store';
import type { Transport } from './transport';

export interface Account {
	readonly personId: string;
	/** False once somebody else is here or everything was forgotten: what still arrives then belongs to nobody. */
	readonly isHere: () => boolean;
}

/**
 * Brings what the account has onto this device: applications written elsewhere, and news about those that were sent.
 * Words written here are merged, never replaced. Without network or session nothing changes.
 */
export async function download(store: DeviceStore, transport: Transport, account: Account): Promise<void> {
	const answer = await transport.list();
	if (!answer.isOk) return;
	for (const listed of answer.data.applications) {
		const here = await store.draft(listed.id);
		if (here && here.ownerId !== account.personId && here.ownerId !== null) continue;
		// One question may have taken the place of another; the list does not say which it is.
		const isCurrent =
			listed.state !== 'clarification' &&
			here?.base?.revision === listed.revision &&
			here.server?.state === listed.state &&
			(here.server.may ?? 'send') === (listed.may ?? 'send');
		if (isCurrent) continue;
		const askedAtMs = Date.now();
		const full = await transport.read(listed.id);
		if (full.isOk) await keep(store, { ...full.data, askedAtMs }, account);
	}
	const listed = new Set(answer.data.applications.map(({ id }) => id));
	for (const here of await store.drafts())
		if (here.ownerId === account.personId && !maySend(here) && !listed.has(here.id))
			await giveBack(store, transport, here.id);
}

/** Whoever helped for a time or only read has nothing of it once that is over, but words that never got away. */
async function giveBack(store: DeviceStore, transport: Transport, id: string): Promise<void> {
	const answer = await transport.read(id);
	if (answer.isOk || answer.outcome.code !== 'not_found') return;
	await store.step(id, ({ draft, items, files }) =>
		draft === null || maySend(draft) || hasUnsavedChanges(draft) || items.length > 0
			? { draft, items, files }
			: { draft: null, items: [] }
	);
}

/** What the server said, and when it was asked. */
export type Seen = Application & { readonly askedAtMs: number };

/** Writes one application as the server has it into the device's memory. */
export async function keep(store: DeviceStore, application: Seen, account: Account): Promise<void> {
	if (!account.isHere()) return;
	const { id, round, askedAtMs } = application;
	const { personId } = account;
	try {
		await store.step(id, ({ draft, items, files }) => {
			const here = draft ?? newDraft({ id, round, ownerId: personId, nowMs: Date.now() });
			const news = afterNews({ ...here, ownerId: here.ownerId ?? personId }, application);
			return {
				draft: news,
				items: isOlder(application, draft) ? offered(news, items) : items,
				files: withServerFiles(files, application.files, { draftId: id, items, askedAtMs })
			};
		});
	} catch (failure) {
		// What another version wrote stays as it is; the other applications come all the same.
		if (!(failure instanceof StorageFailure) || failure.code !== 'unreadable') throw failure;
	}
}

/** The server has less than it acknowledged: it was restored from a backup. */
function isOlder({ revision }: Application, here: Draft | null): boolean {
	return revision < (here?.base?.revision ?? 0);
}

/** What the person wrote, and had sent, goes to the server again without them. */
function offered(draft: Draft, items: readonly QueueItem[]): readonly QueueItem[] {
	const nowMs = Date.now();
	const { id, submission } = draft;
	const saves = mayWrite(draft) && hasUnsavedChanges(draft) ? withSave(items, id, nowMs) : items;
	const isWaiting = items.some(({ kind, draftId }) => kind === 'submit' && draftId === id);
	return isUnderWay(draft) && submission !== null && !isWaiting
		? [...saves, newSubmit(id, submission.key, nowMs)]
		: saves;
}
