import { type MediaType, withEnding } from './media-type';

/** As `files_name_is_a_name` has it in SQL. */
const longestName = 200;
/** Paths, control characters, and marks that turn the reading direction so that a name shows another ending than it has. */
const unwanted = /[/\\\p{Cc}\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+/gu;

/** A name that is safe to show, to store and to download under; never empty. */
export function fileName(name: string, mediaType: MediaType, otherwise: string): string {
	const clean = (text: string) => text.normalize('NFC').replace(unwanted, ' ').replace(/\s+/g, ' ').trim();
	const stripped = clean(name).replace(/^[. ]+/, '');
	const named = withEnding(stripped || clean(otherwise) || 'file', mediaType);
	const dot = named.lastIndexOf('.');
	const [stem, ending] = [named.slice(0, dot), named.slice(dot)];
	return [...stem].slice(0, longestName - ending.length).join('') + ending;
}
