import type { Field, Section } from '../core/application/fields';
import type { Round } from '../core/round/round';
import type { Fields, FieldValue } from '../core/draft/fields';
import { rowOfPath, rowsOf } from '../core/draft/rows';
import { isCents } from '../core/money/amount';
import { formatIban } from '../core/bank/iban';
import { formatAmountInput, formatCents, formatDate, formatNumber } from './format';
import { m } from './generated/applicant/messages';
import { languages, type Locale } from './locales';

/** Texts of the form are found by their path: a field without its label is a failing test, not an empty screen. */
const catalogue: Readonly<Record<string, unknown>> = m;

export function sectionTitle(section: Section): string {
	return text(`section_${section}`) ?? section;
}

export function sectionLead(section: Section): string {
	return text(`section_${section}_lead`) ?? '';
}

export function fieldTexts(
	path: string,
	round: Round,
	locale: Locale
): { label: string; hint?: string; example?: string } {
	const limits = {
		min: formatCents(round.min_cents, locale, true),
		max: formatCents(round.cap_cents, locale, true)
	};
	return {
		label: text(`field_${path}_label`) ?? path,
		hint: text(`field_${path}_hint`, limits),
		example: exampleText(`field_${path}_example`)
	};
}

const columns: Readonly<Record<string, () => string>> = {
	category: m.costs_category,
	kind: m.costs_kind,
	label: m.costs_label,
	amount_cents: m.costs_amount
};

/** A sentence about one place of the form, with where it is: the question, or the line of the plan and what is asked there. */
export function placedText(path: string, fields: Fields, sentence: string): string {
	const row = rowOfPath(path);
	const number = row ? rowsOf(fields, row.list).findIndex(({ id }) => id === row.id) + 1 : 0;
	const line = row?.list === 'income_lines' ? m.costs_income_line({ number }) : m.costs_line({ number });
	const place = row ? `${line}, ${columns[row.column]?.() ?? ''}` : (text(`field_${path}_label`) ?? '');
	if (place === '') return sentence;
	return /[?؟]$/.test(place) ? `${place} ${sentence}` : `${place}: ${sentence}`;
}

export function exampleText(key: string): string | undefined {
	const example = text(key);
	return example === undefined ? undefined : `${m.example()}: ${example}`;
}

export interface Choice {
	readonly value: string;
	readonly label: string;
	readonly hint?: string;
	readonly lang?: string;
}

/** What can be chosen in a field: the round's own list, or the fixed codes with their words. */
export function choicesOf(path: string, field: Field, round: Round): readonly Choice[] {
	if (path === 'contact_language')
		return languages.map(({ code, name, tag }) => ({ value: code, label: name, lang: tag }));
	if (typeof field.options === 'string') {
		return round[field.options].map(({ code, label, hint }) => ({
			value: code,
			label,
			hint: hint ?? undefined
		}));
	}
	return (field.options ?? []).map((code) => ({ value: code, label: text(`choice_${code}`) ?? code }));
}

/** A value as people read it on the review page; what could not be understood is shown as it was typed. */
export function valueText(
	path: string,
	field: Field,
	value: FieldValue,
	round: Round,
	locale: Locale
): string {
	if (field.kind === 'money' && isCents(value)) return formatCents(value, locale);
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
	if (field.kind === 'money' && isCents(value)) return formatAmountInput(value, locale);
	if (field.kind === 'iban' && typeof value === 'string') return formatIban(value);
	return String(value);
}

function text(key: string, parameters: Readonly<Record<string, string>> = {}): string | undefined {
	const message = catalogue[key];
	return typeof message === 'function' ? String(message(parameters)) : undefined;
}
