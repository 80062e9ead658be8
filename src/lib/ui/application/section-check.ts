import { adviceOf } from '../../core/application/advice';
import { saidLanguage } from '../../core/application/answer-language';
import { longPaths, sectionOf, type Section } from '../../core/application/fields';
import { guessedLanguage } from '../../core/application/language-guess';
import { isAbsence } from '../../core/application/problem';
import { sectionProblems } from '../../core/application/problems';
import { valueAt, type Fields } from '../../core/draft/fields';
import type { Round } from '../../core/round/round';
import { adviceText } from '../../i18n/advice-text';
import { berlinDay } from '../../i18n/format';
import { placedText, placeText } from '../../i18n/form-texts';
import type { Locale } from '../../i18n/locales';
import { problemText } from '../../i18n/problem-text';

export interface Found {
	readonly path: string;
	readonly code: string;
	readonly text: string;
	/** Where it is and what it is, for a list. */
	readonly summary: string;
	/** Only not there yet, as opposed to wrong. */
	readonly isAbsent: boolean;
}

interface Reading {
	readonly round: Round;
	readonly locale: Locale;
	readonly nowMs: number;
}

export interface SectionCheck {
	readonly problems: readonly Found[];
	readonly advice: readonly { readonly path: string; readonly text: string }[];
	readonly notADate: string;
	/** By answer: the language its letters look like, where another one is noted. */
	readonly guesses: Readonly<Record<string, string>>;
}

/**
 * What is missing or wrong in a section, and what is worth knowing about it, in words. Fetched when somebody has written
 * something: an empty screen needs none of it.
 */
export function checkSection(
	section: Section,
	fields: Fields,
	{ round, locale, nowMs }: Reading
): SectionCheck {
	const problems = sectionProblems(section, fields, round)
		// The name under the declarations is asked where everything was read: on the last screen before sending.
		.filter(({ path }) => path !== 'signed_name')
		.map(({ path, code, params }) => {
			const text = problemText({ code, params, path }, locale);
			const summary =
				code === 'declaration_missing'
					? problemText({ code, params, path: '' }, locale)
					: placedText(placeText(path, fields), text);
			return { path, code, text, summary, isAbsent: isAbsence(code) };
		});
	const today = berlinDay(new Date(nowMs));
	const advice = adviceOf(fields, round, today).map((one) => ({
		path: one.path,
		text: adviceText(one, locale)
	}));
	const guesses = longPaths
		.filter((path) => sectionOf(path) === section)
		.flatMap((path): [string, string][] => {
			const guess = guessedLanguage(String(valueAt(fields, path) ?? ''));
			return guess === null || guess === saidLanguage(path, fields) ? [] : [[path, guess]];
		});
	return {
		problems,
		advice,
		guesses: Object.fromEntries(guesses),
		notADate: problemText({ code: 'not_a_date', params: {} }, locale)
	};
}
