import { formSchemaVersion, isKnownPath } from '../application/fields';
import { applyChanges, type Fields } from './fields';
import { readDraft, type Draft } from './draft';
import { isFields } from './record';

const format = 'kofei-draft';

/** A draft as a file of its person's own: the words, and where they belong. Nothing of the account or the device. */
export type PortableDraft = {
	readonly round: string;
	readonly fields: Fields;
	/** Tells the draft it came from, to whoever has that; null in files of earlier versions. */
	readonly origin: string | null;
};

/** No file a person could have written is longer; the rest of a wrong file need not be read. */
export const maxPortableLength = 2_000_000;

export function portableText(draft: Draft): string {
	const { round, schemaVersion, fields } = draft;
	return JSON.stringify(
		{ format, version: 1, schemaVersion, round, origin: originOf(draft), fields },
		null,
		'\t'
	);
}

/** The file was saved from this draft, or this draft was opened from it or from another of the same line. */
export function isFrom(draft: Draft, origin: string | null): boolean {
	return origin !== null && (originOf(draft) === origin || fingerprint(draft.id) === origin);
}

/** One of them was opened from a file of the other, or both from files of one draft. */
export function isTwin(one: Draft, other: Draft): boolean {
	const isOpened = one.openedFrom !== undefined || other.openedFrom !== undefined;
	return isOpened && one.id !== other.id && one.round === other.round && isFrom(one, originOf(other));
}

/**
 * The words in a file that was exported here, on another device, or by an earlier version (which wrote the whole record);
 * null for every other file. Paths the form does not know are left out, never guessed at.
 */
export function readPortable(text: string): PortableDraft | null {
	if (text.length > maxPortableLength) return null;
	const record: { [key: string]: unknown } | null = parsed(text);
	if (record === null) return null;
	const words = record['format'] === format ? record : readDraft(record);
	if (words === null || typeof words['round'] !== 'string' || !isFields(words['fields'])) return null;
	if (Number(words['schemaVersion']) > formSchemaVersion) return null;
	const known = Object.entries(words['fields']).filter(([path]) => isKnownPath(path));
	const fields = applyChanges({}, Object.fromEntries(known));
	const { round } = words;
	const origin = record['origin'];
	const isOrigin = typeof origin === 'string' && /^[0-9a-z]{14}$/.test(origin);
	return Object.keys(fields).length > 0 ? { round, fields, origin: isOrigin ? origin : null } : null;
}

/** Not the id itself: a file is passed around, and ids stand in addresses. */
function originOf({ id, openedFrom }: Draft): string {
	return openedFrom ?? fingerprint(id);
}

/** FNV-1a twice: enough to tell the drafts of one device apart, and nothing to find an id by. */
function fingerprint(id: string): string {
	const hash = (seed: number) =>
		[...id].reduce((sum, sign) => Math.imul(sum ^ (sign.codePointAt(0) ?? 0), 16_777_619), seed) >>> 0;
	return [2_166_136_261, 84_696_351].map((seed) => hash(seed).toString(36).padStart(7, '0')).join('');
}

function parsed(text: string): { [key: string]: unknown } | null {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? { ...value } : null;
	} catch {
		return null;
	}
}
