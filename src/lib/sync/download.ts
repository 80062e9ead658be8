import type { Account, LookParts } from './look';

/**
 * Brings what the account has onto this device: applications written elsewhere, and news about those that were sent.
 * Words written here are merged, never replaced. Without network or session nothing changes. Gives the ids of what was
 * here and is deleted.
 */
export async function download(parts: LookParts, account: Account): Promise<readonly string[]> {
	const { store, transport } = parts;
	const answer = await transport.list();
	const gone: string[] = [];
	if (!answer.isOk) return gone;
	const { applications, restores } = answer.data;
	// Loaded where there was one, which is hardly ever.
	const program = restores.length === 0 ? null : await import('../core/sync/restore').catch(() => null);
	const files = program ? await store.files() : [];
	for (const listed of applications) {
		const here = await store.draft(listed.id);
		if (here && here.ownerId !== account.personId && here.ownerId !== null) continue;
		// One question may have taken the place of another; the list does not say which it is.
		const isCurrent =
			listed.state !== 'clarification' &&
			here?.base?.revision === listed.revision &&
			here.server?.state === listed.state &&
			(here.server.may ?? 'send') === (listed.may ?? 'send') &&
			!files.some((file) => file.draftId === listed.id && program?.mayBeLost(file, restores));
		// Loaded when there is something new, which most visits do without.
		if (!isCurrent)
			await (await import('./look').catch(() => null))?.look(parts, listed.id, account, restores);
	}
	const listed = new Set(applications.map(({ id }) => id));
	for (const here of await store.drafts())
		if (here.ownerId === account.personId && here.base !== null && !listed.has(here.id))
			if (
				await (await import('./give-back').catch(() => null))?.giveBack(store, transport, here.id, restores)
			)
				gone.push(here.id);
	return gone;
}
