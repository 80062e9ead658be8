import { companionOf, fieldAt, isRowList } from '../../core/application/fields';
import { type Fields, isSameValue, pathsOf, valueAt } from '../../core/draft/fields';
import { rowOfPath, rowsOf } from '../../core/draft/rows';
import type { Round } from '../../core/round/round';
import { valueText } from '../../i18n/office-form';
import {
	columnText,
	fieldText,
	germanVersionText,
	languageText,
	listText,
	sectionText
} from '../../i18n/office-texts';
import type { StaffLocale } from '../../i18n/locales';
import { m } from '../../i18n/generated/staff/messages';
import { inOrderOf } from '../../i18n/order';

export type VersionChange = {
	readonly path: string;
	/** What was asked, with the line of a list where it is one. */
	readonly question: string;
	/** Empty where there was nothing, or is nothing any more. */
	readonly before: string;
	readonly after: string;
};

type Versions = { readonly before: Fields; readonly after: Fields; readonly round: Round };

/** Answer by answer what a later version says differently. The order of lines alone is no change of words. */
export function versionChanges(
	{ before, after, round }: Versions,
	questions: readonly { readonly id: string; readonly note: string }[],
	locale: StaffLocale
): readonly VersionChange[] {
	const text = (fields: Fields, path: string) => {
		const value = valueAt(fields, path);
		const field = fieldAt(path);
		if (value === undefined) return '';
		const companion = companionOf(path)?.companion;
		if (companion === 'text_language') return languageText(String(value), locale);
		if (companion === 'german_by') return germanVersionText(String(value), locale);
		return field ? valueText(namedPath(path), field, value, round, locale) : String(value);
	};
	const compare = inOrderOf(locale);
	return [...pathsOf(before, after)]
		.filter((path) => rowOfPath(path)?.column !== 'position' && companionOf(path)?.companion !== 'german_of')
		.filter((path) => !isSameValue(valueAt(before, path), valueAt(after, path)))
		.map((path) => ({
			path,
			question: questionOf(path, { before, after, round }, questions, locale),
			before: text(before, path),
			after: text(after, path)
		}))
		.sort((one, other) => compare(one.question, other.question));
}

function namedPath(path: string): string {
	const row = rowOfPath(path);
	return row === null ? path : `${row.list}.${row.column}`;
}

function questionOf(
	path: string,
	{ before, after }: Versions,
	questions: readonly { readonly id: string; readonly note: string }[],
	locale: StaffLocale
): string {
	const row = rowOfPath(path);
	if (row !== null && isRowList(row.list)) {
		const place = (fields: Fields) => rowsOf(fields, row.list).findIndex(({ id }) => id === row.id);
		const number = (place(after) < 0 ? place(before) : place(after)) + 1;
		return `${listText(row.list, locale)} ${number}: ${columnText(row.list, row.column, locale)}`;
	}
	const companion = companionOf(path);
	if (companion !== null)
		return `${fieldText(companion.of, locale)}: ${companionText(companion.companion, locale)}`;
	if (path.startsWith('declared.'))
		return `${sectionText('declarations', locale)}: ${path.slice('declared.'.length)}`;
	const question = questions.find(({ id }) => path === `answers.${id}`);
	return question?.note ?? fieldText(path, locale);
}

function companionText(companion: string, locale: StaffLocale): string {
	if (companion === 'german') return germanVersionText(null, locale);
	return companion === 'german_by' ? m.change_translated_by() : m.change_language();
}
