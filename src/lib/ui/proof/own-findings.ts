import type { ProofFacts } from '../../core/proof/facts';
import { receiptFindings } from '../../core/proof/findings';
import type { Receipt } from '../../core/proof/receipts';
import type { Locale } from '../../i18n/locales';
import { findingText } from './proof-texts';

type At = {
	readonly facts: ProofFacts;
	/** The pictures on this device. */
	readonly pictures: readonly { readonly document: string; readonly sha256: string }[];
	/** ISO day in Duisburg. */
	readonly today: string;
	readonly locale: Locale;
};

/** What its people can still look at, by receipt. The same receipt, found by its picture and by its words, is said once. */
export function ownNotes(
	receipts: readonly Receipt[],
	{ facts, pictures, today, locale }: At
): ReadonlyMap<string, readonly string[]> {
	const found = receiptFindings(
		receipts,
		pictures.map(({ document, sha256 }) => ({ document, sha256, also_in: [] })),
		{ ...facts, today }
	);
	const words = { receipts, from: facts.period_from, until: facts.period_until, locale };
	const notes = new Map<string, readonly string[]>();
	for (const finding of found) {
		const text = findingText(finding, words);
		const said = notes.get(finding.row) ?? [];
		if (text !== null && !said.includes(text)) notes.set(finding.row, [...said, text]);
	}
	return notes;
}
