import { sectionOf, type Section } from '../application/fields';
import type { People } from '../api/people';
import { parseInstant } from '../time/instant';

/** Who changed a section last, or took out a document, of which the code is left. */
export type RecentChange = {
	/** Null where the account is gone. */
	readonly email: string | null;
	readonly at: string;
} & (
	| { readonly kind: 'section'; readonly section: Section }
	| { readonly kind: 'removed'; readonly document: string }
);

const mostShown = 20;

/** Newest first; of sections one line for each person, however many fields and saves. */
export function recentChanges({
	changes,
	removed
}: Pick<People, 'changes' | 'removed'>): readonly RecentChange[] {
	const found = new Map<string, RecentChange>();
	for (const { at, email, paths } of changes) {
		for (const section of new Set(paths.map(sectionOf))) {
			const key = `${section} ${email}`;
			// The first one is the newest: that is the order they come in.
			if (section !== null && !found.has(key)) found.set(key, { kind: 'section', section, email, at });
		}
	}
	const all = [...found.values(), ...removed.map((one) => ({ kind: 'removed', ...one }) as const)];
	return all
		.sort((one, other) => (parseInstant(other.at) ?? 0) - (parseInstant(one.at) ?? 0))
		.slice(0, mostShown);
}
