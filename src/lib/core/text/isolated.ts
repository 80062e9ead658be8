/** Words within a sentence that keep their own direction, whichever way the sentence runs (first-strong isolate, Unicode TR9). */
export function isolated(text: string): string {
	return `\u2068${text}\u2069`;
}
