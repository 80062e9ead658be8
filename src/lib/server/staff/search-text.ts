const LONGEST = 100;

/** What was typed, fit to search with; null when there is nothing to search for. */
export function searchText(typed: string | null): string | null {
	const text = (typed ?? '')
		.normalize('NFC')
		.replace(/\p{Cc}/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, LONGEST);
	return text === '' ? null : text;
}
