import type { Draft } from './draft';

/**
 * Whether words written here without an account are evidently those of the person who signs in: they came from that very
 * draft, or gave their address in it. Anything else may be somebody else's on the same phone, and is asked about. A draft
 * without words and documents is nobody's yet.
 */
export function isEvidently(
	email: string,
	{ id, fields }: Pick<Draft, 'id' | 'fields'>,
	{ from, hasFiles }: { from: string; hasFiles: boolean }
): boolean {
	if (from.includes(id) || (!hasFiles && Object.keys(fields).length === 0)) return true;
	const { contact_email: given } = fields;
	return typeof given === 'string' && given.trim().toLowerCase() === email.toLowerCase();
}

/** Kept on this device for somebody who is not here. */
export function isOfAnother(
	{ ownerId }: Pick<Draft, 'ownerId'>,
	personId: string | null | undefined
): boolean {
	return typeof personId === 'string' && ownerId !== null && ownerId !== personId;
}
