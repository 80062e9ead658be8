import { type Changes, type Fields, valueAt } from '../draft/fields';
import { saidLanguage } from './answer-language';
import { companionPath, longPaths } from './fields';

/**
 * Of an answer, kept with its German version (`german_of`): tells whether it is still the answer that version was made of, and
 * nothing of its words (FNV-1a, 32 bits). Blanks at its ends or twice in a row are no other words.
 */
export function fingerprintOf(answer: string): string {
	let hash = 0x811c9dc5;
	for (const character of answer.trim().replace(/\s+/g, ' '))
		hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
	return hash.toString(16).padStart(8, '0');
}

/** The answer was changed after its German version was written; false where nobody can know. */
export function isGermanOlder(path: string, fields: Fields): boolean {
	const [german, of] = [companionPath('german', path), companionPath('german_of', path)];
	const answer = valueAt(fields, path);
	const made = valueAt(fields, of);
	if (typeof answer !== 'string' || made === undefined || valueAt(fields, german) === undefined) return false;
	return saidLanguage(path, fields) !== 'de' && made !== fingerprintOf(answer);
}

export function withOlderGerman(fields: Fields): readonly string[] {
	return longPaths.filter((path) => isGermanOlder(path, fields));
}

/** Of a German version without a fingerprint, from before there were any: it belongs to the answer as it was until now. */
export function withGermanOf(fields: Fields, changes: Changes): Changes {
	const noted = longPaths
		.filter((path) => path in changes)
		.filter((path) => valueAt(fields, companionPath('german', path)) !== undefined)
		.filter((path) => valueAt(fields, companionPath('german_of', path)) === undefined)
		.map((path) => [companionPath('german_of', path), fingerprintOf(String(valueAt(fields, path) ?? ''))]);
	return { ...Object.fromEntries(noted), ...changes };
}
