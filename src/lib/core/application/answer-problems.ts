import { maxAnswerLength } from '../api/limits';
import { type Fields, valueAt } from '../draft/fields';
import type { Round } from '../round/round';
import { isLongerThan } from '../text/text';
import { isAsked } from './asked';
import { answerPath, type ClarificationItem } from './clarification';
import { companionPaths, fieldAt, isSection, type Section } from './fields';
import { finding, type Finding } from './problem';
import { sectionProblems } from './problems';
import { findingFor } from './rules';

/** Null: on the screen of the answer itself, not in a section of the form. */
export type AnswerProblem = Finding & { readonly path: string; readonly section: Section | null };

/** What the office would send back of an answer to what it asked; only what it opened can be put right. */
export function answerProblems(
	items: readonly ClarificationItem[],
	fields: Fields,
	round: Round
): readonly AnswerProblem[] {
	return items.flatMap((item) => {
		if (item.kind === 'section')
			return isSection(item.section) ? sectionProblems(item.section, fields, round) : [];
		if (item.kind === 'question') return questionProblems(answerPath(item.id), fields);
		return item.kind === 'translation' ? translationProblems(item.path, fields, round) : [];
	});
}

function questionProblems(path: string, fields: Fields): readonly AnswerProblem[] {
	const isTooLong = isLongerThan(String(valueAt(fields, path) ?? ''), maxAnswerLength);
	return isTooLong ? [{ ...finding('too_long', { max: maxAnswerLength }), path, section: null }] : [];
}

function translationProblems(answer: string, fields: Fields, round: Round): readonly AnswerProblem[] {
	return companionPaths(answer).flatMap((path) => {
		const field = isAsked(path, fields, round) ? fieldAt(path) : undefined;
		const found = field ? findingFor(field, valueAt(fields, path), round) : null;
		return found === null ? [] : [{ ...found, path, section: null }];
	});
}
