import type { ClarificationItem } from '../api/clarification';
import { type Fields, valueAt } from '../draft/fields';
import { isBlank } from '../text/text';
import { saidLanguage } from './answer-language';
import {
	companionOf,
	companionPath,
	companionPaths,
	form,
	isSection,
	listsOf,
	type Section,
	sectionOf
} from './fields';

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
		// Of a proof of use, what is asked for is the start of its paths: the report, all receipts or one of them.
		return (
			item.kind === 'section' && (sectionOf(path) === item.section || path.startsWith(`${item.section}.`))
		);
	});
}

/**
 * What is still without an answer, of what can be told from here. A section may be right as it is; a document counts once
 * one was handed in since the office asked.
 */
export function unanswered(
	items: Items,
	fields: Fields,
	isHandedIn: (document: string) => boolean
): readonly ClarificationItem[] {
	return items.filter((item) => {
		if (item.kind === 'document') return !isHandedIn(item.document);
		if (item.kind === 'question') return isUnwritten(fields, answerPath(item.id));
		if (item.kind !== 'translation' || saidLanguage(item.path, fields) === 'de') return false;
		return isUnwritten(fields, companionPath('german', item.path));
	});
}

function isUnwritten(fields: Fields, path: string): boolean {
	return isBlank(String(valueAt(fields, path) ?? ''));
}

function sectionPaths(section: Section): readonly string[] {
	const fields = Object.keys(form[section]);
	return [...fields, ...fields.flatMap(companionPaths), ...listsOf(section)];
}
