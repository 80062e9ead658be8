import type { LetterKind } from './template';

type Written = { readonly kind: LetterKind; readonly written_at: string };

const decisionKinds: readonly LetterKind[] = ['approved', 'waitlisted', 'rejected'];

/**
 * When the letter was written that took the place of one: of an application there is one decision in force, and each
 * signed one undoes the one before. Null where a letter still holds; letters of other kinds replace nothing.
 */
export function replacedAt(letter: Written, all: readonly Written[]): string | null {
	if (!decisionKinds.includes(letter.kind)) return null;
	const later = all
		.filter(({ kind, written_at }) => decisionKinds.includes(kind) && isAfter(written_at, letter.written_at))
		.map(({ written_at }) => written_at);
	return later.sort((one, other) => Date.parse(one) - Date.parse(other))[0] ?? null;
}

function isAfter(one: string, other: string): boolean {
	return Date.parse(one) > Date.parse(other);
}
