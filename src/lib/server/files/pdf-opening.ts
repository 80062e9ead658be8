import { valueAt } from './pdf-dictionary';
import { Unfit } from './unfit';

/** Unpacked objects: a list of numbers and places, then, from `first` on, what they say. */
export interface PackedObjects {
	readonly text: string;
	readonly first: number;
}

interface Place {
	readonly text: string;
	readonly at: number;
}

/** All that follows an opening in one document; an honest form has some thousand fields that act, in a few pieces each. */
const MOST_PIECES = 300_000;
const MOST_TRIGGERS = 20_000;

/** What happens by itself: when the document is opened, or (`AA`) a page or field is shown, printed, left. */
const trigger = new RegExp(String.raw`\/(?:${spelling('OpenAction')}|${spelling('AA')})(?![\w#])`, 'g');
const anAddress = new RegExp(String.raw`\/${spelling('URI')}(?![\w#])`);
const objectHead = /(?<!\d)(\d+)[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+obj/g;
/** What stands before it on the line above is looked at in `hidesHeads`. */
const lateHead = /[\r\n][\0\t\n\f\r ]{0,9}(?:\d{1,5}[\0\t\n\f\r ]{1,9})?obj(?![a-z])/g;
const LONGEST_LINE = 250;

/**
 * Refuses a document that opens an address by itself. The same action behind a link, where somebody has to click, is in
 * every other invoice; so what a trigger says is followed to its objects, in the file and in what is packed. An object that
 * is said twice is read each time. Throws `Unfit`.
 */
export function refuseOpening(document: string, packs: readonly PackedObjects[]): void {
	const texts = [document, ...packs.map(({ text }) => text)];
	if (!texts.some((text) => anAddress.test(text))) return;
	const wanted: Place[] = [];
	for (const text of texts)
		for (const { index, 0: found } of text.matchAll(trigger)) {
			if (wanted.length === MOST_TRIGGERS) throw new Unfit('file_hostile');
			wanted.push({ text, at: index + found.length });
		}
	if (wanted.length === 0) return;

	if (hidesHeads(document)) throw new Unfit('file_hostile');
	const places = placesOfObjects(document, packs);
	const seen = new Set<number>();
	let left = MOST_PIECES;
	for (let place = wanted.pop(); place !== undefined; place = wanted.pop()) {
		const { value, pieces } = valueAt(place.text, place.at, left);
		left -= pieces;
		if (left <= 0 || /\/URI(?![^ ])/.test(value)) throw new Unfit('file_hostile');
		for (const number of followed(value)) {
			if (seen.has(number)) continue;
			seen.add(number);
			// What we do not find may be found by others.
			const said = places.get(number);
			if (said === undefined) throw new Unfit('file_hostile');
			for (const one of said) wanted.push(one);
		}
	}
}

/** Keys that say where to go in the same document, or what to hide there; under all others may be the next action. */
const toTheSameDocument: ReadonlySet<string> = new Set(['/D', '/SD', '/T', '/Fields']);

/** A page at the head of a list, before the word how it is shown, is a destination and no action. */
const nameOrReference = /(\/[^ ]*)|(?<=\[ )\d+\s+\d+\s+R\b(?! \/)|(?<!\[ |\d)\d+\s+\d+\s+R\b/g;

/** The numbers of objects a trigger or an action names. */
function* followed(value: string): Generator<number> {
	let key = '';
	for (const [word, name] of value.matchAll(nameOrReference)) {
		if (name !== undefined) key = name;
		else if (!toTheSameDocument.has(key)) yield Number.parseInt(word, 10);
	}
}

/** Readers skip comments between the numbers of an object; nobody honest writes one there, and `objectHead` would not see it. */
function hidesHeads(document: string): boolean {
	return [...document.matchAll(lateHead)].some(({ index }) =>
		/%[^\r\n]*$/.test(document.slice(Math.max(0, index - LONGEST_LINE), index))
	);
}

function placesOfObjects(document: string, packs: readonly PackedObjects[]): ReadonlyMap<number, Place[]> {
	const places = new Map<number, Place[]>();
	const note = (number: string | undefined, place: Place) => {
		const before = places.get(Number(number));
		if (before) before.push(place);
		else places.set(Number(number), [place]);
	};
	for (const found of document.matchAll(objectHead))
		note(found[1], { text: document, at: found.index + found[0].length });
	for (const { text, first } of packs)
		for (const [, number, offset] of text.slice(0, first).matchAll(/(\d+)\s+(\d+)/g))
			note(number, { text, at: first + Number(offset) });
	return places;
}

/** Each letter as itself or as `#` and its number. */
function spelling(name: string): string {
	return [...name].map((letter) => `(?:${letter}|#${letter.charCodeAt(0).toString(16)})`).join('');
}
