import { Unfit } from './unfit';

/** In all beginnings of one document; the largest we take has less where it is honest. A long piece counts as many. */
const MOST_PIECES = 3_000_000;
const LONG_PIECE_BYTES = 16;

/** A piece of a dictionary (ISO 32000-2, 7.2): a comment, a bracket, hexadecimals, a name, or words. Strings have brackets of their own. */
const piece = /%[^\r\n]*|<<|>>|<[^<>]*>|\/[^\0\t\n\f\r ()<>[\]{}/%]*|[^()<>[\]{}/%]+|[\s\S]/y;
const blank = /^[\0\t\n\f\r ]*/;

/**
 * The dictionaries of all streams, without what stands in their strings and comments, and with their names spelt out. Looks at
 * whatever begins like an object, since readers begin where a list says that the document brought along: a beginning that is forged, in a
 * string of the real one perhaps, is one more and hides none. Throws `Unfit` where there are so many that the search has no end.
 */
export function* dictionariesOfStreams(text: string): Generator<string> {
	let left = MOST_PIECES;
	for (const { index } of text.matchAll(/obj(?=[\0\t\n\f\r ]*(?:<<|%))/g)) {
		const { words, pieces } = walk(text, index + 3, left);
		left -= pieces;
		if (left <= 0) throw new Unfit('file_hostile');
		if (words !== null) yield words;
	}
}

/** What stands here up to the word `stream`; `words` is null where it is no dictionary of one. */
function walk(text: string, begin: number, most: number): { words: string | null; pieces: number } {
	const words: string[] = [];
	let [at, depth, pieces] = [begin, 0, 0];
	while (at < text.length && pieces < most) {
		piece.lastIndex = at;
		const [found = ''] = piece.exec(text) ?? [];
		const end = found === '(' ? endOfString(text, at) : at + found.length;
		pieces += 1 + Math.floor((end - at) / LONG_PIECE_BYTES);
		at = end;
		const word = found.replace(blank, '');
		if (word === '' || word.startsWith('%')) continue;
		if (depth === 0 && words.length > 0)
			return { words: word.startsWith('stream') ? words.join(' ') : null, pieces };
		if (word === '<<') depth += 1;
		else if (word === '>>') depth -= 1;
		else if (depth === 0) break;
		words.push(word.startsWith('/') ? spelt(word) : /^[<>[\]]+$/.test(word) ? word : '_');
	}
	return { words: null, pieces };
}

/** Behind the bracket that closes it; one behind a backslash neither opens nor closes. */
function endOfString(text: string, begin: number): number {
	const bracket = /\\[\s\S]|[()]/g;
	bracket.lastIndex = begin;
	for (let depth = 0, found = bracket.exec(text); found !== null; found = bracket.exec(text)) {
		if (found[0] === '(') depth += 1;
		else if (found[0] === ')') depth -= 1;
		if (depth === 0) return bracket.lastIndex;
	}
	return text.length;
}

/** `#4c` stands for a letter; one that could not stand in a name by itself shall not end it here either. */
function spelt(name: string): string {
	const letters = name.replace(/#([0-9a-f]{2})/gi, (_, code: string) =>
		String.fromCharCode(parseInt(code, 16))
	);
	return `/${letters.slice(1).replace(/[^\w.-]/g, '_')}`;
}
