import { Unfit } from './unfit';

/** In all beginnings of one document; the largest we take has less where it is honest. A long piece counts as many. */
const MOST_PIECES = 3_000_000;
const LONG_PIECE_BYTES = 16;

/** A piece of a dictionary (ISO 32000-2, 7.2): a comment, a bracket, hexadecimals, a name, or words. Strings have brackets of their own. */
const piece = /%[^\r\n]*|<<|>>|<[^<>]*>|\/[^\0\t\n\f\r ()<>[\]{}/%]*|[^()<>[\]{}/%]+|[\s\S]/y;
const blanks: ReadonlySet<string> = new Set('\0\t\n\f\r ');

/** A dictionary of a stream, and where the word `stream` stands behind it. */
export interface StreamDictionary {
	readonly words: string;
	readonly at: number;
}

/**
 * The dictionaries of all streams, without what stands in their strings and comments, and with their names spelt out. Looks at
 * whatever begins like an object, since readers begin where a list says that the document brought along: a beginning that is forged, in a
 * string of the real one perhaps, is one more and hides none. Throws `Unfit` where there are so many that the search has no end.
 */
export function* dictionariesOfStreams(text: string): Generator<StreamDictionary> {
	let left = MOST_PIECES;
	for (const { index } of text.matchAll(/obj(?=[\0\t\n\f\r ]*(?:<<|%))/g)) {
		const { words, next, at, pieces } = walk(text, index + 3, left);
		left -= pieces;
		if (left <= 0) throw new Unfit('file_hostile');
		if (words[0] === '<<' && next.startsWith('stream')) yield { words: words.join(' '), at };
	}
}

/** The one value that begins here, without strings and comments, and in how many pieces; cut off after `most`. */
export function valueAt(text: string, begin: number, most: number): { value: string; pieces: number } {
	const { words, pieces } = walk(text, begin, most);
	return { value: words.join(' '), pieces };
}

interface Walk {
	readonly words: readonly string[];
	/** What stands behind the value, and where. */
	readonly next: string;
	readonly at: number;
	readonly pieces: number;
}

/** One value: a dictionary, a list, a name, or words like `5 0 R`, which a comment may break. Counts only the brackets it began with. */
function walk(text: string, begin: number, most: number): Walk {
	const words: string[] = [];
	let [at, depth, pieces] = [begin, 0, 0];
	while (at < text.length && pieces < most) {
		piece.lastIndex = at;
		const [found = ''] = piece.exec(text) ?? [];
		const end = found === '(' ? endOfString(text, at) : at + found.length;
		pieces += 1 + Math.floor((end - at) / LONG_PIECE_BYTES);
		const word = bare(found);
		if (word !== '' && !word.startsWith('%')) {
			const first = words[0] ?? word;
			if (depth === 0 && words.length > 0 && !(isPlain(word) && isPlain(first)))
				return { words, next: word, at: at + found.indexOf(word), pieces };
			if (word === first && closing.has(first)) depth += 1;
			else if (word === closing.get(first)) depth -= 1;
			words.push(shown(word));
		}
		at = end;
	}
	return { words, next: '', at, pieces };
}

const closing: ReadonlyMap<string, string> = new Map([
	['<<', '>>'],
	['[', ']']
]);
const isPlain = (word: string) => /^[^()<>[\]{}/]/.test(word);

/** Without the blanks around it; a search from the end would look at each of a million blanks anew. */
function bare(text: string): string {
	let [begin, end] = [0, text.length];
	while (begin < end && blanks.has(text.charAt(begin))) begin += 1;
	while (end > begin && blanks.has(text.charAt(end - 1))) end -= 1;
	return text.slice(begin, end);
}

/** Strings and hexadecimals are only said to be there. */
function shown(word: string): string {
	if (word.startsWith('/')) return spelt(word);
	return isPlain(word) || /^(?:<<|>>|[[\]])$/.test(word) ? word : '_';
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
