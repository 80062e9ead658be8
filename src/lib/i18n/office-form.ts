import { saidLanguage } from '../core/application/answer-language';
import { isGermanOlder } from '../core/application/german-version';
import { askedFields, askedLists, isAsked } from '../core/application/asked';
import {
	columnsOf,
	companionPath,
	type Field,
	form,
	formSchemaVersion,
	isKnownPath,
	type RowList,
	type Section,
	sections
} from '../core/application/fields';
import { formatIban } from '../core/bank/iban';
import { type Fields, type FieldValue, isList, valueAt } from '../core/draft/fields';
import { type Row, rowsOf } from '../core/draft/rows';
import { centsOf, isCents } from '../core/money/amount';
import type { Round } from '../core/round/round';
import { formatCents, formatDate, formatNumber } from './format';
import type { StaffLocale } from './locales';
import { choiceText, columnText, fieldText, notGiven } from './office-texts';

/** What was sent, read with the round it was sent to. `schemaVersion` is that of the form it was written with. */
export type SentForm = {
	readonly fields: Fields;
	readonly schemaVersion: number;
	readonly round: Round;
};

export type SentAnswer = {
	readonly path: string;
	readonly term: string;
	/** Undefined where nothing was answered. */
	readonly text: string | undefined;
	/** What a person wrote themselves, in whatever script; everything else is in the reader's language. */
	readonly isWritten: boolean;
	/** An answer of several sentences. */
	readonly isLong: boolean;
	/** Of a long answer: a code that is not German, or that nobody said which it is; null everywhere else. */
	readonly language: string | typeof notGiven | null;
	/** The German version of such an answer; null where there is none. */
	readonly german: {
		readonly text: string;
		readonly by: string | null;
		/** The answer was changed after it was written. */
		readonly isOlder: boolean;
	} | null;
};

export type SentCell = { readonly column: string; readonly text: string; readonly isWritten: boolean };

export type SentRow = {
	readonly id: string;
	readonly cells: readonly SentCell[];
	/** Of the columns that are money, where it was understood. */
	readonly cents: Readonly<Record<string, number | null>>;
};

/**
 * One section as it was sent: the questions that were asked, answered or not. Of an older form only the answers, since
 * nobody left open what was never asked.
 */
export function answersOf(section: Section, sent: SentForm, locale: StaffLocale): readonly SentAnswer[] {
	const { fields, round } = sent;
	const asked = isOlder(sent) ? [] : askedFields(section, fields, round).map(([path]) => path);
	return Object.entries<Field>(form[section])
		.filter(([path]) => asked.includes(path) || isAnswered(path, sent))
		.map(([path, field]) => answerOf(path, field, sent, locale));
}

export function isOlder({ schemaVersion }: SentForm): boolean {
	return schemaVersion < formSchemaVersion;
}

/** The row lists of a section that were asked for or filled in. */
export function sentLists(section: Section, sent: SentForm): readonly RowList[] {
	const anyRound = { ...sent.round, not_asked: [] };
	const asked = isOlder(sent) ? [] : askedLists(section, sent.round);
	return askedLists(section, anyRound).filter(
		(list) => asked.includes(list) || rowsOf(sent.fields, list).length > 0
	);
}

/** The sections of an application that have something to show; costs, documents and declarations always. */
export function shownSections(sent: SentForm, locale: StaffLocale): readonly Section[] {
	const always: readonly Section[] = ['costs', 'documents', 'declarations'];
	return sections.filter(
		(section) =>
			always.includes(section) ||
			answersOf(section, sent, locale).length > 0 ||
			sentLists(section, sent).length > 0
	);
}

/** The rows of a list in their order; every row has a cell for every column, empty where there is nothing. */
export function sentRows(
	list: RowList,
	{ fields, round }: SentForm,
	locale: StaffLocale
): readonly SentRow[] {
	return rowsOf(fields, list).map((row) => ({
		id: row.id,
		cells: Object.entries(columnsOf(list)).map(([column, field]) =>
			cellOf(list, row, [column, field], round, locale)
		),
		cents: Object.fromEntries(
			Object.entries(columnsOf(list))
				.filter(([, { kind }]) => kind === 'money')
				.map(([column]) => [column, centsOf(row.values[column])])
		)
	}));
}

export function columnTexts(list: RowList, locale: StaffLocale): readonly string[] {
	return Object.keys(columnsOf(list)).map((column) => columnText(list, column, locale));
}

/** What stands in the form under paths this version does not know: shown as it is, because it was sent. */
export function unknownAnswers({ fields }: SentForm): readonly SentAnswer[] {
	return Object.keys(fields)
		.filter(
			(path) => !isKnownPath(path) && !path.startsWith('answers.') && valueAt(fields, path) !== undefined
		)
		.map((path) => ({
			path,
			term: path,
			text: String(valueAt(fields, path)),
			isWritten: true,
			isLong: true,
			language: null,
			german: null
		}));
}

/**
 * What the office asked in a clarification with what was answered, undefined while nothing was. An answer whose question
 * the reader may not see has no note, and is shown all the same.
 */
export function questionAnswers(
	{ fields }: SentForm,
	questions: readonly { readonly id: string; readonly note: string }[]
): readonly { readonly id: string; readonly note: string | null; readonly text: string | undefined }[] {
	const answered = Object.keys(fields)
		.filter((path) => path.startsWith('answers.'))
		.map((path) => ({ id: path.slice('answers.'.length), note: null }));
	const others = answered.filter(({ id }) => !questions.some((question) => question.id === id));
	return [...questions, ...others].map(({ id, note }) => ({
		id,
		note,
		text: textAt(fields, `answers.${id}`) ?? undefined
	}));
}

/** The text of a code of the round, the code itself where the round no longer has it. */
export function labelOf(options: readonly { code: string; label: string }[], code: string): string {
	return options.find((option) => option.code === code)?.label ?? code;
}

/** One value in words, by its path (or `<list>.<column>`) and definition. */
export function valueText(
	path: string,
	field: Field,
	value: FieldValue,
	round: Round,
	locale: StaffLocale
): string {
	const codeText = (code: string) =>
		typeof field.options === 'string' ? labelOf(round[field.options], code) : choiceText(path, code, locale);
	if (isList(value)) return value.map(codeText).join(', ');
	if (field.kind === 'choice') return codeText(String(value));
	if (field.kind === 'money' && isCents(value)) return formatCents(value, locale);
	if (typeof value === 'number') return formatNumber(value, locale);
	const text = String(value);
	if (field.kind === 'date' && /^\d{4}-\d\d-\d\d$/.test(text)) return formatDate(text, locale);
	return field.kind === 'iban' ? formatIban(text) : text;
}

/** What was answered is shown even if the round has changed since; what the answers themselves made superfluous is not. */
function isAnswered(path: string, { fields, round }: SentForm): boolean {
	const anyRound: Round = { ...round, not_asked: [], signature: 'typed_name' };
	return valueAt(fields, path) !== undefined && isAsked(path, fields, anyRound);
}

function answerOf(path: string, field: Field, { fields, round }: SentForm, locale: StaffLocale): SentAnswer {
	const value = valueAt(fields, path);
	const isLong = field.kind === 'long';
	const language = isLong && value !== undefined ? (saidLanguage(path, fields) ?? notGiven) : 'de';
	const isForeign = language !== 'de';
	const german = isForeign ? textAt(fields, companionPath('german', path)) : null;
	return {
		path,
		term: fieldText(path, locale),
		text: value === undefined ? undefined : valueText(path, field, value, round, locale),
		isWritten: isWritten(field, value),
		isLong,
		language: isForeign ? language : null,
		german:
			german === null
				? null
				: {
						text: german,
						by: textAt(fields, companionPath('german_by', path)),
						isOlder: isGermanOlder(path, fields)
					}
	};
}

function cellOf(
	list: RowList,
	{ values }: Row,
	[column, field]: readonly [string, Field],
	round: Round,
	locale: StaffLocale
): SentCell {
	const value = values[column];
	return {
		column,
		text: value === undefined ? '' : valueText(`${list}.${column}`, field, value, round, locale),
		isWritten: isWritten(field, value)
	};
}

/** Numbers, sums and dates that were not understood are somebody's own words too. */
function isWritten({ kind }: Field, value: FieldValue | undefined): boolean {
	return (
		kind === 'text' || kind === 'long' || (kind !== 'choice' && kind !== 'date' && typeof value === 'string')
	);
}

function textAt(fields: Fields, path: string): string | null {
	const value = valueAt(fields, path);
	return typeof value === 'string' ? value : null;
}
