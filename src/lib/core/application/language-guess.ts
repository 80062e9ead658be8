/**
 * Letters that tell a language of the app from those it shares its script with. Kurdish first: French has some of its letters;
 * Turkish before Romanian, which has letters of its own beside the ş of both.
 */
const marks: readonly (readonly [string, RegExp])[] = [
	['ku', /[êîû]/],
	['tr', /[ğış]/],
	['pl', /[ąćęłńśźż]/],
	['ro', /[ăîșțşţ]/],
	['fr', /[éàèùœêâ]/],
	['uk', /[іїєґ]/],
	['ru', /[ыэё]/],
	['bg', /ъ/],
	['fa', /[پچژگکی]/],
	['ar', /[ةيىكأإ]/]
];

const FEWEST_WORDS = 3;
/** Of a hundred words. */
const LEAST_SHARE = 8;

/**
 * The language a text looks like by its letters; null where they tell nothing. A guess to be offered, never noted by itself:
 * whoever writes Turkish without its letters is not understood. Capitalised words do not count, or a list of names would.
 */
export function guessedLanguage(text: string): string | null {
	const words = (text.match(/\p{L}+/gu) ?? []).filter((word) => !/^\p{Lu}/u.test(word));
	const counts = marks.map(([code, letters]) => ({
		code,
		count: words.filter((word) => letters.test(word)).length
	}));
	const best = counts.reduce((one, other) => (other.count > one.count ? other : one));
	return best.count >= FEWEST_WORDS && best.count * 100 >= words.length * LEAST_SHARE ? best.code : null;
}
