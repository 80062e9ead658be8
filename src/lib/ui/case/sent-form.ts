import { form, sections, type Field, type RowList, type Section } from '../../core/application/fields';
import { isList, valueAt, type Fields, type FieldValue } from '../../core/draft/fields';
import { rowsOf } from '../../core/draft/rows';
import { centsOf } from '../../core/money/amount';
import { formatCents, formatDate, formatNumber } from '../../i18n/format';
import type { StaffLocale } from '../../i18n/locales';
import { choiceText, fieldText } from './form-texts';

type Labelled = { readonly code: string; readonly labels: Readonly<Record<string, string>> };

/** The lists of a round whose codes stand in a form. */
export type RoundLabels = Readonly<
	Record<'areas' | 'districts' | 'target_groups' | 'cost_categories' | 'income_kinds', readonly Labelled[]>
>;

export type SentAnswer = {
	readonly path: string;
	readonly term: string;
	/** Undefined where nothing was answered. */
	readonly text: string | undefined;
	/** What a person wrote themselves, in whatever script; everything else is in the reader's language. */
	readonly isWritten: boolean;
};

export type SentLine = {
	readonly id: string;
	readonly kind: string;
	readonly label: string;
	readonly cents: number | null;
};

/** German where the reader's language is missing, the code where there is no text at all. */
export function labelOf(options: readonly Labelled[], code: string, locale: StaffLocale): string {
	const labels = options.find((option) => option.code === code)?.labels;
	return labels?.[locale] ?? labels?.['de'] ?? code;
}

/** One section of the form as it was sent: every question of it, answered or not. */
export function answersOf(
	section: Section,
	fields: Fields,
	round: RoundLabels,
	locale: StaffLocale
): readonly SentAnswer[] {
	return Object.entries<Field>(form[section]).map(([path, field]) => {
		const value = valueAt(fields, path);
		const text = value === undefined ? undefined : textOf(path, field, value, round, locale);
		const isWritten = field.kind === 'text' || field.kind === 'long';
		return { path, term: fieldText(path), text, isWritten };
	});
}

/** The lines of a list in their order, with their codes as texts. */
export function linesOf(
	list: RowList,
	fields: Fields,
	round: RoundLabels,
	locale: StaffLocale
): readonly SentLine[] {
	const codeColumn = list === 'cost_lines' ? 'category' : 'kind';
	const options = list === 'cost_lines' ? round.cost_categories : round.income_kinds;
	return rowsOf(fields, list).map(({ id, values }) => ({
		id,
		kind: labelOf(options, String(values[codeColumn] ?? ''), locale),
		label: String(values['label'] ?? ''),
		cents: centsOf(values['amount_cents'])
	}));
}

/** Sections that are a list of questions and answers; costs and declarations have a shape of their own. */
export const answerSections = sections.filter((section) => section !== 'costs' && section !== 'declarations');

function textOf(
	path: string,
	field: Field,
	value: FieldValue,
	round: RoundLabels,
	locale: StaffLocale
): string {
	if (isList(value)) return value.map((code) => codeText(path, field, code, round, locale)).join(', ');
	if (field.kind === 'choice') return codeText(path, field, String(value), round, locale);
	if (typeof value === 'number')
		return field.kind === 'money' ? formatCents(value, locale) : formatNumber(value, locale);
	if (field.kind === 'date' && /^\d{4}-\d\d-\d\d$/.test(String(value)))
		return formatDate(String(value), locale);
	return String(value);
}

function codeText(path: string, field: Field, code: string, round: RoundLabels, locale: StaffLocale): string {
	return typeof field.options === 'string'
		? labelOf(round[field.options], code, locale)
		: choiceText(path, code, locale);
}
