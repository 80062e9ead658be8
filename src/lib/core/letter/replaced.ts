import { parseInstant } from '../time/instant';
import type { LetterKind } from './template';

type Written = { readonly kind: LetterKind; readonly written_at: string };

const decisionKinds: readonly LetterKind[] = ['approved', 'waitlisted', 'rejected'];

/**
 * When the letter was written that took the place of one: of an application there is one decision in force, and each
 * signed one undoes the one before. Null where a letter still holds; letters of other kinds replace nothing.
 */
export function replacedAt(letter: Written, all: readonly Written[]): string | null {
	if (!decisionKinds.includes(letter.kind)) return null;
	const written = parseInstant(letter.written_at) ?? 0;
	const later = all
		.filter(({ kind }) => decisionKinds.includes(kind))
		.map(({ written_at }) => ({ written_at, moment: parseInstant(written_at) ?? 0 }))
		.filter(({ moment }) => moment > written)
		.sort((one, other) => one.moment - other.moment);
	return later[0]?.written_at ?? null;
}
