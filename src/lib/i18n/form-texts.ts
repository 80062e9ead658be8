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
import { fieldAreaOf } from './field-areas';
import { fieldMessage } from './field-catalogues.svelte';
import { formatAmountInput, formatCents, formatDate, formatNumber } from './format';
import { m } from './generated/form/messages';
import { languageName } from './language-names';
import type { Locale } from './locales';

/** Texts of the form are found by their path: a field without its label is a failing test, not an empty screen. */
const common: Readonly<Record<string, unknown>> = m;

export function sectionTitle(section: Section): string {
	return text(section, `section_${section}`) ?? section;
}

export function sectionLead(section: Section): string {
	return text(section, `section_${section}_lead`) ?? '';
}

/** Of a field, of a row's column, or of the answer a German version belongs to. The label is empty until it is loaded. */
export function fieldTexts(
	path: string,
	round: Round,
	locale: Locale
): { label: string; hint?: string; example?: string } {
	const own = companionOf(path)?.of ?? path;
	const row = rowOfPath(own);
	const key = row === null ? `field_${own}` : `column_${row.list}_${row.column}`;
	const section = sectionOf(own);
	const limits = {
		min: formatCents(round.min_cents, locale, true),
		max: formatCents(round.cap_cents, locale, true)
	};
	const example = text(section, `${key}_example`);
	return {
		label: text(section, `${key}_label`) ?? '',
		hint: text(section, `${key}_hint`, limits),
		example: example === undefined ? undefined : `${m.example()}: ${example}`
	};
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
	hint?: string;
	row: (number: number) => string;
} {
	const keys = planKeys[list] ?? { title: `rows_${list}`, row: `rows_${list}_row`, add: `rows_${list}_add` };
	const own = (key: string, parameters?: Readonly<Record<string, string>>) =>
		text(sectionOf(list), key, parameters);
	return {
		title: own(keys.title) ?? '',
		add: own(keys.add) ?? '',
		hint: own(list === 'income_lines' ? 'costs_income_hint' : `${keys.title}_hint`),
		row: (number) => own(keys.row, { number: String(number) }) ?? ''
	};
}

/** Where a problem is, in words: "Person 2: Vorname", or the question itself. */
export function placeText(path: string, fields: Fields, round: Round, locale: Locale): string {
	if (isRowList(path)) return listTexts(path).title;
	const row = rowOfPath(path);
	const { label } = fieldTexts(path, round, locale);
	if (row === null || !isRowList(row.list)) return label;
	const number = rowsOf(fields, row.list).findIndex(({ id }) => id === row.id) + 1;
	return `${listTexts(row.list).row(number)}: ${label}`;
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
		return codes.map((code) => choices.find((choice) => choice.value === code)?.label ?? code).join(', ');
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
	const message = common[key] ?? (section === null ? undefined : fieldMessage(fieldAreaOf(section), key));
	return typeof message === 'function' ? String(message(parameters)) : undefined;
}
