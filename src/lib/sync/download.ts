import type { Application } from '../core/api/applications';
import { newDraft, type Draft } from '../core/draft/draft';
import { afterMovedOn, afterReceipt } from '../core/draft/exchange';
import type { DeviceStore } from '../local/device-store';
import type { Transport } from './transport';

/**
 * Brings what the account has onto this device: applications written elsewhere, and news about those that were sent.
 * Words written here are merged, never replaced. Without network or session nothing changes.
 */
export async function download(store: DeviceStore, transport: Transport, personId: string): Promise<void> {
	const answer = await transport.list();
	if (!answer.isOk) return;
	for (const listed of answer.data.applications) {
		const here = await store.draft(listed.id);
		if (here && here.ownerId !== personId && here.ownerId !== null) continue;
		const isCurrent = here?.base?.revision === listed.revision && here.server?.state === listed.state;
		if (isCurrent) continue;
		const full = await transport.read(listed.id);
		if (full.isOk) await keep(store, full.data, personId);
	}
}

/** Writes one application as the server has it into the device's memory. */
export async function keep(store: DeviceStore, application: Application, personId: string): Promise<void> {
	await store.step({
		draft: {
			id: application.id,
			change: (here) => {
				const draft =
					here ??
					newDraft({ id: application.id, round: application.round, ownerId: personId, nowMs: Date.now() });
				return withServer({ ...draft, ownerId: draft.ownerId ?? personId }, application);
			}
		}
	});
}

function withServer(draft: Draft, { revision, fields, state, receipt }: Application): Draft {
	const isNew = draft.base === null && Object.keys(draft.fields).length === 0;
	const merged = isNew
		? { ...draft, base: { revision, fields }, fields }
		: afterMovedOn(draft, { revision, fields });
	const known = { ...merged, server: { state, revision, receipt } };
	return receipt ? afterReceipt(known, { ...receipt, state }) : known;
}
