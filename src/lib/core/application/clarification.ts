import type { ClarificationItem } from '../api/clarification';
import { companionOf, companionPaths, form, isSection, listsOf, type Section, sectionOf } from './fields';

export type { ClarificationItem } from '../api/clarification';

type Items = readonly ClarificationItem[];

/** Where the answer to a question of the office stands in the form. */
export function answerPath(questionId: string): string {
	return `answers.${questionId}`;
}

/** The sections that may be written in again, in the order they were asked for. */
export function reopenedSections(items: Items): readonly Section[] {
	return items.flatMap((item) => (item.kind === 'section' && isSection(item.section) ? [item.section] : []));
}

/**
 * Fields, companions, answers and names of row lists that may be changed while the office waits; documents are handed in
 * beside the form and have no path.
 */
export function reopenedPaths(items: Items): readonly string[] {
	return items.flatMap((item) => {
		if (item.kind === 'question') return [answerPath(item.id)];
		if (item.kind === 'translation') return companionPaths(item.path);
		return item.kind === 'section' && isSection(item.section) ? sectionPaths(item.section) : [];
	});
}

/** The same as `private.is_reopened` in SQL, which refuses every other change. */
export function isReopened(path: string, items: Items): boolean {
	return items.some((item) => {
		if (item.kind === 'question') return path === answerPath(item.id);
		if (item.kind === 'translation') return companionOf(path)?.of === item.path;
		return item.kind === 'section' && isSection(item.section) && sectionOf(path) === item.section;
	});
}

function sectionPaths(section: Section): readonly string[] {
	const fields = Object.keys(form[section]);
	return [...fields, ...fields.flatMap(companionPaths), ...listsOf(section)];
}
