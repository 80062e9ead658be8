import { isolated } from '../../core/text/isolated';
/** What a person wrote, fit for paper. */
export type Written = {
	readonly text: string;
	/** BCP 47, `und` where nobody said: a screen reader then decides by the script. */
	readonly lang: string;
	readonly isRtl: boolean;
	/** Something could not be drawn and stands as `\uFFFD`. */
	readonly hasGaps: boolean;
};

type Cover = (characters: readonly number[]) => boolean;

/** Stands for a sign that no font of ours has. */
const gap = '\uFFFD';
/** A word this long has no place to break on A4; people paste addresses and the odd key held down. */
const longestWord = 32;

/** Overrides could make a sum or a name read differently than it is stored; the rest are controls nobody typed. */
const unwanted = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFB]/gu;
/** Isolates that are closed again keep a name in its own direction, and reach no further than the name. */
const isolate = /\u2068([^\u2066-\u2069\n]*)\u2069/gu;
const lineEnds = /\r\n?|[\u000B\u000C\u0085\u2028\u2029]/gu;
const arabicScript = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const ignorable = /^\p{Default_Ignorable_Code_Point}$/u;

/** `lang` is what the writer said; otherwise Latin letters count as German and everything else as not said. */
export function drawable(text: string, cover: Cover, lang: string | null = null): Written {
	const read = text.normalize('NFC').replace(lineEnds, '\n').replaceAll('\t', ' ');
	const plain = withoutControls(read);
	const drawn = signsOf(plain, cover);
	const isRtl = arabicScript.test(/\p{L}/u.exec(plain)?.[0] ?? '');
	return { text: breakable(drawn), lang: tagOf(lang, plain), isRtl, hasGaps: drawn !== plain };
}

function withoutControls(text: string): string {
	const parts = text.split(isolate);
	// Every second part stood in an isolate.
	return parts
		.map((part) => part.replace(unwanted, ''))
		.map((part, index) => (index % 2 === 1 && part !== '' ? isolated(part) : part))
		.join('');
}

/** Sign by sign as people see them: an emoji of five characters is one gap. */
function signsOf(text: string, cover: Cover): string {
	const signs = new Intl.Segmenter('und', { granularity: 'grapheme' });
	return [...signs.segment(text)]
		.map(({ segment }) => {
			const characters = [...segment].filter((character) => !ignorable.test(character) && character !== '\n');
			return cover(characters.map((character) => character.codePointAt(0) ?? 0)) ? segment : gap;
		})
		.join('');
}

/** A zero-width space is where a line may break; it is not seen and not read out. */
function breakable(text: string): string {
	return text.replace(new RegExp(`[^\\s\\u200B]{${longestWord}}(?=[^\\s\\u200B])`, 'gu'), '$&\u200B');
}

function tagOf(lang: string | null, text: string): string {
	if (lang !== null && /^[a-z]{2,3}$/.test(lang)) return lang;
	return lang === null && /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u.test(text)
		? 'de'
		: 'und';
}
