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
	const isOrigin = typeof origin === 'string' && /^[0-9a-z]{11}$/.test(origin);
	return Object.keys(fields).length > 0 ? { round, fields, origin: isOrigin ? origin : null } : null;
}

/** Not the id itself: a file is passed around, and ids stand in addresses. */
function originOf({ id, openedFrom }: Draft): string {
	return openedFrom ?? fingerprint(id);
}

/** 53 bits (cyrb53): enough to tell the drafts of one device apart, and nothing to find an id by. */
function fingerprint(id: string): string {
	let [one, other] = [0xdeadbeef, 0x41c6ce57];
	for (const sign of id) {
		const point = sign.codePointAt(0) ?? 0;
		one = Math.imul(one ^ point, 2_654_435_761);
		other = Math.imul(other ^ point, 1_597_334_677);
	}
	one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(other ^ (other >>> 13), 3_266_489_909);
	other = Math.imul(other ^ (other >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909);
	return (4_294_967_296 * (2_097_151 & other) + (one >>> 0)).toString(36).padStart(11, '0');
}

function parsed(text: string): { [key: string]: unknown } | null {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? { ...value } : null;
	} catch {
		return null;
	}
}
