import { Unfit } from './unfit';

/** The file in which a stream's bytes lie, or the page it stands for. */
const elsewhere: ReadonlySet<string> = new Set(['/F', '/Ref']);

/**
 * Refuses a stream that lies in another file or at an address: whoever opens the document fetches it, and what comes was
 * never judged. Only what the dictionary says of itself counts: a font may be called `/F`, and `/F` with the name of a
 * filter is the short way to say how a stream is packed.
 */
export function refuseElsewhere(dictionary: string): void {
	const words = dictionary.split(/\s+/);
	let depth = 0;
	for (const [index, word] of words.entries()) {
		if (word === '<<' || word === '[') depth += 1;
		else if (word === '>>' || word === ']') depth -= 1;
		else if (depth === 1 && elsewhere.has(word) && !/^(?:\/|\[|>>)/.test(words[index + 1] ?? ''))
			throw new Unfit('file_hostile');
	}
}
