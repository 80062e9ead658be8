import type { Application } from '../core/api/applications';
import { newDraft } from '../core/draft/draft';
import { afterNews } from '../core/draft/exchange';
import { withServerFiles } from '../core/file/on-server';
import { resumedAfter } from '../core/sync/outbox';
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
		if (here.ownerId === account.personId && here.base !== null && !listed.has(here.id))
			await (await import('./give-back').catch(() => null))?.giveBack(store, transport, here.id);
}

/** What the server said, and when it was asked. */
export type Seen = Application & { readonly askedAtMs: number };

/** Writes one application as the server has it into the device's memory. */
export async function keep(store: DeviceStore, application: Seen, account: Account): Promise<void> {
	if (!account.isHere()) return;
	const { id, round, askedAtMs } = application;
	const { personId } = account;
	try {
		const isBehind = application.revision < ((await store.draft(id))?.base?.revision ?? 0);
		const behind = isBehind ? await import('./server-behind').catch(() => null) : null;
		if (!account.isHere()) return;
		await store.step(id, ({ draft, items, files }) => {
			const here = draft ?? newDraft({ id, round, ownerId: personId, nowMs: Date.now() });
			// A helper was invited again: what waited since their time was over goes on.
			const waiting = here.server?.isHelpOver ? resumedAfter('not_found', items, Date.now()) : items;
			const news = afterNews({ ...here, ownerId: here.ownerId ?? personId }, application);
			return {
				draft: news,
				items: behind?.offered(news, waiting) ?? waiting,
				files: withServerFiles(files, application.files, { draftId: id, items, askedAtMs })
			};
		});
	} catch (failure) {
		// What another version wrote stays as it is; the other applications come all the same.
		if (!(failure instanceof StorageFailure) || failure.code !== 'unreadable') throw failure;
	}
}
