import type { Snippet } from 'svelte';

/** What a field says; all of it comes from the caller, in the reader's language. */
export type FieldTexts = {
	label: string;
	/** Heading level, where the label is the question of the screen or of a part of it. */
	level?: 1 | 2 | 3;
	/** The term of the office, in small type under the label. */
	official?: string;
	officialLang?: string;
	/** The word beside the label of a field that may stay empty. */
	optional?: string;
	hint?: string | Snippet;
	example?: string;
	/** Opens in place, under the hint. */
	helpTitle?: string;
	help?: Snippet;
	error?: string;
	/** The one field of its screen, which keeps the focus: its error is said as soon as it is there. */
	isAlone?: boolean;
};

/** The ids of the texts present, in the order in which they are to be read. */
export function describedBy(id: string, texts: FieldTexts): string | undefined {
	const ids = (['official', 'hint', 'example', 'error'] as const)
		.filter((part) => texts[part] !== undefined && texts[part] !== '')
		.map((part) => `${id}-${part}`);
	return ids.length === 0 ? undefined : ids.join(' ');
}
