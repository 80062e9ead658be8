import { answerPath, type ClarificationItem } from '../core/application/clarification';
import { companionOf } from '../core/application/fields';
import type { Fields } from '../core/draft/fields';
import { isolated } from '../core/text/isolated';
import { placedText, placeText } from './form-texts';
import { m } from './generated/language/messages';

const companions = {
	text_language: m.language_question,
	german: m.language_german,
	german_by: m.language_by,
	german_of: m.language_german
};

/** Where something was written, in words: also an answer to a question of the office, and what goes with a long answer. */
export function writtenPlace(path: string, fields: Fields, asked: readonly ClarificationItem[] = []): string {
	const question = asked.find((item) => item.kind === 'question' && answerPath(item.id) === path);
	if (question) return isolated(question.note);
	const companion = companionOf(path);
	const place = placeText(path, fields);
	return companion === null ? place : placedText(place, companions[companion.companion]());
}
