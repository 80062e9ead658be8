import { formatIban } from '../core/bank/iban';
import {
	companionOf,
	type Field,
	isRowList,
	type RowList,
	type Section,
	sectionOf
} from '../core/application/fields';
import type { Fields, FieldValue } from '../core/draft/fields';
import { rowOfPath, rowsOf } from '../core/draft/rows';
import type { Round } from '../core/round/round';
import { catalogueOf } from './field-areas';
import { fieldMessage } from './field-catalogues.svelte';
import { formatAmountInput, formatCents, formatDate, formatNames, formatNumber } from './format';
import { m } from './generated/form/messages';
import { m as words } from './generated/shell/messages';
import { languageName, type Locale } from './locales';

/** Texts of the form are found by their path: a field without its label is a failing test, not an empty screen. */
const common: Readonly<Record<string, unknown>> = m;

export function sectionTitle(section: Section): string {
	return text(section, `section_${section}`) ?? section;
}

export function sectionLead(section: Section): string {
	return text(section, `section_${section}_lead`) ?? '';
}

/** Of a field, of a row's column, or of the answer a German version belongs to. Empty until it is loaded. */
export function fieldLabel(path: string): string {
	const { section, key } = placeOf(path);
	return text(section, `${key}_label`) ?? '';
}

/** The words of German forms and law that people need when they talk to the office; the same in every language. */
export function officialTerm(path: string): string | undefined {
	const { section, key } = placeOf(path);
	return text(section, isRowList(path) ? `list_${path}_official` : `${key}_official`);
}

/** What is said beside a field that is written in. */
export function fieldTexts(
	path: string,
	round: Round,
	locale: Locale
): { label: string; official?: string; hint?: string; example?: string } {
	const { section, key } = placeOf(path);
	const limits = {
		min: formatCents(round.min_cents, locale, true),
		max: formatCents(round.cap_cents, locale, true)
	};
	const example = text(section, `${key}_example`);
	return {
		label: fieldLabel(path),
		official: officialTerm(path),
		hint: text(section, `${key}_hint`, limits),
		example: example === undefined ? undefined : m.example() + words.colon() + example
	};
}

/** The beginning of its keys, and the section whose catalogue has them. */
function placeOf(path: string) {
	const own = companionOf(path)?.of ?? path;
	const row = rowOfPath(own);
	return { section: sectionOf(own), key: row === null ? `field_${own}` : `column_${row.list}_${row.column}` };
}

const planKeys: Partial<
	Record<RowList, { readonly title: string; readonly row: string; readonly add: string }>
> = {
	cost_lines: { title: 'costs_spending', row: 'costs_line', add: 'costs_add_line' },
	income_lines: { title: 'costs_income', row: 'costs_income_line', add: 'costs_add_income' }
};

/** What a list of rows is called, and each of its rows. */
export function listTexts(list: RowList): {
	title: string;
	add: string;
	row: (number: number) => string;
} {
	const keys = planKeys[list] ?? { title: `rows_${list}`, row: `rows_${list}_row`, add: `rows_${list}_add` };
	const own = (key: string, parameters?: Readonly<Record<string, string>>) =>
		text(sectionOf(list), key, parameters);
	return {
		title: own(keys.title) ?? '',
		add: own(keys.add) ?? '',
		row: (number) => own(keys.row, { number: String(number) }) ?? ''
	};
}

export function listHint(list: RowList): string | undefined {
	return text(sectionOf(list), list === 'income_lines' ? 'costs_income_hint' : `rows_${list}_hint`);
}

/** Where a problem is, in words: "Person 2: Vorname", or the question itself. */
export function placeText(path: string, fields: Fields): string {
	if (isRowList(path)) return listTexts(path).title;
	const row = rowOfPath(path);
	const label = fieldLabel(path);
	if (row === null || !isRowList(row.list)) return label;
	const number = rowsOf(fields, row.list).findIndex(({ id }) => id === row.id) + 1;
	return listTexts(row.list).row(number) + words.colon() + label;
}

/** A sentence about one place of the form, behind the name of the place; a question needs no colon. */
export function placedText(place: string, sentence: string): string {
	if (place === '') return sentence;
	return /[?؟]$/.test(place) ? `${place} ${sentence}` : place + words.colon() + sentence;
}

export interface Choice {
	readonly value: string;
	readonly label: string;
	readonly hint?: string;
	readonly lang?: string;
}

/** What can be chosen in a field: the round's own list, or the fixed codes with their words. */
export function choicesOf(path: string, field: Field, round: Round): readonly Choice[] {
	if (typeof field.options === 'string') {
		return round[field.options].map(({ code, label, hint }) => ({
			value: code,
			label,
			hint: hint ?? undefined
		}));
	}
	const section = sectionOf(path);
	return (field.options ?? []).map((code) => {
		const language = languageName(code);
		return language === undefined
			? { value: code, label: text(section, `choice_${code}`) ?? code }
			: { value: code, label: language, lang: code === 'de-simple' ? 'de' : code };
	});
}

/** A value as people read it on the review page; what could not be understood is shown as it was typed. */
export function valueText(
	path: string,
	field: Field,
	value: FieldValue,
	round: Round,
	locale: Locale
): string {
	if (field.kind === 'money' && typeof value === 'number') return formatCents(value, locale);
	if (field.kind === 'count' && typeof value === 'number') return formatNumber(value, locale);
	if (field.kind === 'date' && typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value))
		return formatDate(value, locale);
	if (field.kind === 'iban' && typeof value === 'string') return formatIban(value);
	if (field.kind === 'choice' || field.kind === 'codes') {
		const choices = choicesOf(path, field, round);
		const codes = Array.isArray(value) ? value : [String(value)];
		return formatNames(
			codes.map((code) => choices.find((choice) => choice.value === code)?.label ?? code),
			locale
		);
	}
	return String(value);
}

/** A value as it stands in its field, to be typed over. */
export function inputText(field: Field, value: FieldValue | undefined, locale: Locale): string {
	if (value === undefined) return '';
	if (field.kind === 'money' && typeof value === 'number') return formatAmountInput(value, locale);
	if (field.kind === 'iban' && typeof value === 'string') return formatIban(value);
	return String(value);
}

/** The words of every screen of the form first, then those of the section's own questions. */
function text(
	section: Section | null,
	key: string,
	parameters: Readonly<Record<string, string>> = {}
): string | undefined {
	const message =
		common[key] ?? (section === null ? undefined : fieldMessage(catalogueOf(section, key), key));
	return typeof message === 'function' ? String(message(parameters)) : undefined;
}
