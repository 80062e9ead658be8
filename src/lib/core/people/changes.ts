import { sectionOf, type Section } from '../application/fields';
import type { People } from '../api/people';

export interface SectionChange {
	readonly section: Section;
	/** Null where the account is gone. */
	readonly email: string | null;
	readonly at: string;
}

const mostShown = 20;

/** Who changed which section last, newest first: one line for each person and section, however many fields and saves. */
export function sectionChanges(changes: People['changes']): readonly SectionChange[] {
	const found = new Map<string, SectionChange>();
	for (const { at, email, paths } of changes) {
		for (const section of new Set(paths.map(sectionOf))) {
			const key = `${section} ${email}`;
			// The first one is the newest: that is the order they come in.
			if (section !== null && !found.has(key)) found.set(key, { section, email, at });
		}
	}
	return [...found.values()].slice(0, mostShown);
}
