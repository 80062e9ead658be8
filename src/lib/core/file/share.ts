/**
 * What other apps share into this one. The worker takes it, also while no window is open and without network, and lays it
 * where the next window finds it; a person then says where it belongs.
 */
export const sharedCache = 'shared-files';
export const sharedField = 'files';
/** Of what lies in the cache; percent-encoded, since headers hold no other letters. */
export const sharedNameHeader = 'x-name';
/** Whose it is, percent-encoded: an address, or empty for whoever uses this device without an account. Absent until a window saw it. */
export const sharedOwnerHeader = 'x-owner';
/** Where `share_target` of the manifest sends it. */
export const sharePath = /^\/([a-z-]+)\/share$/;

export function sharedKey(nowMs: number, index: number): string {
	return `/${sharedCache}/${nowMs}-${index}`;
}
