import { formSchemaVersion, isKnownPath } from '../application/fields';
import { applyChanges, type Fields } from './fields';
import { readDraft, type Draft } from './draft';
import { isFields } from './record';

const format = 'kofei-draft';

/** A draft as a file of its person's own: the words, and where they belong. Nothing of the account or the device. */
export type PortableDraft = { readonly round: string; readonly fields: Fields };

/** No file a person could have written is longer; the rest of a wrong file need not be read. */
export const maxPortableLength = 2_000_000;

export function portableText({ round, schemaVersion, fields }: Draft): string {
	return JSON.stringify({ format, version: 1, schemaVersion, round, fields }, null, '\t');
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
	return Object.keys(fields).length > 0 ? { round: words['round'], fields } : null;
}

function parsed(text: string): { [key: string]: unknown } | null {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? { ...value } : null;
	} catch {
		return null;
	}
}
