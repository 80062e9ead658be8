import * as z from 'zod/mini';
import { isCents, parseAmount } from '../../core/money/amount';
import { exchanged, type Move } from '../../core/order/order';
import {
	hasHints,
	optionsOf,
	wordsOf,
	type EditableOption,
	type EditableRound
} from '../../core/round/editing';
import type { RoundListName } from '../../core/round/lists';

/** Empty rows at the end, so that something can be added without scripts. */
const SPARE_ROWS = 2;
const text = z.string().check(z.maxLength(5000, 'too_long'));
const texts = z.array(text);

/**
 * A list as its form posts it, place by place: row `i` has `code[i]`, and its words in language `j` are
 * `label[i × languages + j]`. Works without scripts; what a list does not have stays empty.
 */
export const listSchema = z.object({
	revision: z.number(),
	code: texts,
	label: texts,
	hint: texts,
	eligible: texts,
	required: texts,
	cap: texts,
	weight: texts,
	/** `<row>:<path>:<answer>`: the answers that make a document necessary. */
	shown: texts,
	/** Rows to be taken out, by place. Not "remove": a control of that name hides the form's own method. */
	taken_out: texts,
	/** A step of one row, see `readMove`; empty where the list is to be saved. */
	move: text
});

export type ListForm = z.infer<typeof listSchema>;

/** Answers a document can depend on. */
export const conditions = {
	legal_form: [
		'registered_association',
		'unregistered_association',
		'initiative',
		'non_profit_company',
		'foundation',
		'religious_community',
		'welfare_association',
		'other'
	],
	non_profit: ['yes', 'applied', 'no'],
	has_minors: ['yes', 'no']
} as const;

export function filledList(
	round: EditableRound,
	list: RoundListName,
	locales: readonly string[],
	amount: (cents: number) => string
): ListForm {
	const rows: readonly (EditableOption | null)[] = [
		...optionsOf(round, list),
		...Array.from({ length: SPARE_ROWS }, () => null)
	];
	const each = (of: (row: EditableOption | null) => string) => rows.map(of);
	return {
		revision: round.revision,
		code: each((row) => row?.code ?? ''),
		label: rows.flatMap((row) => locales.map((locale) => (row ? (wordsOf(row, list)[locale] ?? '') : ''))),
		hint: hasHints[list] ? rows.flatMap((row) => locales.map((locale) => row?.hints?.[locale] ?? '')) : [],
		eligible: list === 'cost_categories' ? each((row) => (row?.is_eligible === false ? 'no' : 'yes')) : [],
		required:
			list === 'documents' || list === 'declarations'
				? each((row) => (row?.is_required === false ? 'no' : 'yes'))
				: [],
		cap: list === 'cost_categories' ? each((row) => (row?.cap_cents ? amount(row.cap_cents) : '')) : [],
		weight: list === 'criteria' ? each((row) => String(row?.weight ?? 1)) : [],
		shown:
			list === 'documents'
				? rows.flatMap((row, place) =>
						row?.shown_if
							? row.shown_if.is_one_of.map((answer) => `${place}:${row.shown_if?.path}:${answer}`)
							: []
					)
				: [],
		taken_out: [],
		move: ''
	};
}

/** The same form with an empty row at its end. */
export function withSpareRow(form: ListForm, list: RoundListName, languages: number): ListForm {
	const empty = Array.from({ length: languages }, () => '');
	return {
		...form,
		code: [...form.code, ''],
		label: [...form.label, ...empty],
		hint: hasHints[list] ? [...form.hint, ...empty] : [],
		eligible: list === 'cost_categories' ? [...form.eligible, 'yes'] : [],
		cap: list === 'cost_categories' ? [...form.cap, ''] : [],
		weight: list === 'criteria' ? [...form.weight, '1'] : [],
		required: list === 'documents' || list === 'declarations' ? [...form.required, 'yes'] : []
	};
}

/** The same form with two rows exchanged. */
export function movedRow(form: ListForm, move: Move): ListForm {
	const languages = form.label.length / form.code.length;
	const places = new Map([
		[String(move.from), String(move.to)],
		[String(move.to), String(move.from)]
	]);
	const renamed = (place: string) => places.get(place) ?? place;
	return {
		...form,
		code: exchanged(form.code, move),
		label: exchanged(form.label, move, languages),
		hint: exchanged(form.hint, move, languages),
		eligible: exchanged(form.eligible, move),
		required: exchanged(form.required, move),
		cap: exchanged(form.cap, move),
		weight: exchanged(form.weight, move),
		shown: form.shown.map((entry) => {
			const [place = '', ...answer] = entry.split(':');
			return [renamed(place), ...answer].join(':');
		}),
		taken_out: form.taken_out.map(renamed),
		move: ''
	};
}

export type ListProblem = { readonly place: number; readonly code: 'german_missing' | 'not_an_amount' };

export interface ReadList {
	/** As the column holds it: a list, or a map of assumptions. */
	readonly value: unknown;
	/** Place on the screen of each entry that is kept. */
	readonly places: readonly number[];
	readonly problems: readonly ListProblem[];
}

/** What the form means. Everything of an option this form does not show stays as it was. */
export function readList(
	form: ListForm,
	{ round, list, locales }: { round: EditableRound; list: RoundListName; locales: readonly string[] }
): ReadList {
	const before = new Map(optionsOf(round, list).map((option) => [option.code, option]));
	const taken = new Set(form.code.filter((code) => code !== ''));
	const problems: ListProblem[] = [];
	const entries: EditableOption[] = [];
	const places: number[] = [];
	for (const [place, code] of form.code.entries()) {
		const words = wordsAt(form.label, place, locales);
		const isBlank = Object.keys(words).length === 0;
		if (form.taken_out.includes(String(place)) || (code === '' && isBlank)) continue;
		const german = words['de'] ?? '';
		if (german === '') problems.push({ place, code: 'german_missing' });
		const known = before.get(code);
		const own = known ? code : newCode(german, taken);
		taken.add(own);
		const cap = capAt(form, place);
		if (cap === 'not_an_amount') problems.push({ place, code: cap });
		places.push(place);
		entries.push({
			...known,
			code: own,
			...(list === 'declarations' ? { texts: words } : { labels: words }),
			...(hasHints[list] ? { hints: wordsAt(form.hint, place, locales) } : {}),
			...(form.eligible.length > 0
				? { is_eligible: form.eligible[place] !== 'no', cap_cents: cap === 'not_an_amount' ? null : cap }
				: {}),
			...(form.required.length > 0 ? { is_required: form.required[place] !== 'no' } : {}),
			...(form.weight.length > 0 ? { weight: Number(form.weight[place]) } : {}),
			...(list === 'documents' ? { shown_if: shownIf(form.shown, place) } : {}),
			...(list === 'declarations' ? { version: versionOf(known, german, round) } : {})
		});
	}
	const value =
		list === 'assumptions'
			? Object.fromEntries(entries.map(({ code, labels }) => [code, labels ?? {}]))
			: entries;
	return { value, places, problems };
}

function wordsAt(all: readonly string[], place: number, locales: readonly string[]): Record<string, string> {
	return Object.fromEntries(
		locales
			.map((locale, index): [string, string] => [locale, all[place * locales.length + index]?.trim() ?? ''])
			.filter(([, words]) => words !== '')
	);
}

function capAt(form: ListForm, place: number): number | null | 'not_an_amount' {
	const typed = form.cap[place]?.trim() ?? '';
	if (typed === '') return null;
	const cents = parseAmount(typed);
	return isCents(cents) ? cents : 'not_an_amount';
}

function shownIf(shown: readonly string[], place: number): EditableOption['shown_if'] {
	const own = shown.map((entry) => entry.split(':')).filter(([row]) => row === String(place));
	// One question decides; where two were ticked, the first.
	const path = own[0]?.[1];
	if (path === undefined) return null;
	return {
		path,
		is_one_of: own.filter(([, other]) => other === path).map(([, , answer = '']) => answer)
	};
}

/** Who agreed to a text agreed to that one: other German words are another version. */
function versionOf(known: EditableOption | undefined, german: string, round: EditableRound): string {
	const first = `${round.project_from.slice(0, 4)}-1`;
	if (known?.version === undefined) return first;
	if ((known.texts?.['de'] ?? '').trim() === german) return known.version;
	const [, stem = first, number = '1'] = /^(.*?)(\d+)$/.exec(known.version) ?? [];
	return `${stem}${Number(number) + 1}`;
}

/** A code is made from the German words once and never changes: answers are stored by it. */
function newCode(german: string, taken: ReadonlySet<string>): string {
	const plain = german
		.toLowerCase()
		.replaceAll('ß', 'ss')
		.replace(/[äöü]/g, (vowel) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[vowel] ?? '')
		.normalize('NFD')
		.replace(/[^a-z0-9]+/g, '_')
		.replace(/^[^a-z]+|_+$/g, '')
		.slice(0, 30);
	const stem = plain === '' ? 'option' : plain;
	for (let number = 1; ; number += 1) {
		const code = number === 1 ? stem : `${stem}_${number}`;
		if (!taken.has(code)) return code;
	}
}
