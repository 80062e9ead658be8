/** Words within a sentence that keep their own direction, whichever way the sentence runs (first-strong isolate, Unicode TR9). */
export function isolated(text: string): string {
	return `\u2068${text}\u2069`;
}

/** A telephone number within a sentence, on one line. For reading alone: what is dialled or copied keeps its own signs. */
export function unbroken(number: string): string {
	return number.replaceAll(' ', '\u00A0').replaceAll('-', '\u2011');
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** The last dot of "e.V." would go to the other side of it. */
const latinEnd = /(\p{Script=Latin}\p{P}+)$/u;
const leftToRightMark = '\u200E';

/**
 * A name within a sentence or on a line of its own: isolated where it is written the other way than what stands around it,
 * or partly so ("جمعية السلام e.V."). Others stay as they are, so that searching and copying find nothing invisible.
 */
export function isolatedName(name: string, around: 'ltr' | 'rtl'): string {
	const isMeeting =
		around === 'ltr' ? rightToLeft.test(name) : /\p{Script=Latin}|\p{Script=Cyrillic}/u.test(name);
	return isMeeting ? isolated(name.replace(latinEnd, `$1${leftToRightMark}`)) : name;
}
