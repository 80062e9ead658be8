import type { Draft } from './draft';

/** What the signed-in person may do with an application, as the server told; it decides anew with every request. */
export type May = 'send' | 'write' | 'read';

/** A draft the server has not spoken about is one's own. Helpers write and never send. */
export function maySend({ server }: Pick<Draft, 'server'>): boolean {
	return (server?.may ?? 'send') === 'send';
}

/** False for readers: their words would stay on this device for good. */
export function mayWrite({ server }: Pick<Draft, 'server'>): boolean {
	return server?.may !== 'read';
}

/** Into another application of theirs: never what another person wrote on the same device, or what they only help with. */
export function mayCopy(draft: Draft, personId: string | null): boolean {
	return (draft.ownerId === null || draft.ownerId === personId) && maySend(draft);
}
