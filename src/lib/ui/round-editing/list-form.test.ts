import { describe, expect, it } from 'vitest';
import type { EditableRound } from '../../core/round/editing';
import { missingTexts, optionsOf } from '../../core/round/editing';
import { roundLists } from '../../core/round/lists';
import { filledList, movedRow, readList } from './list-form';

const locales = ['de', 'tr'];
const round: EditableRound = {
	id: '1',
	slug: 'kofei-2027',
	status: 'published',
	revision: 3,
	reference_prefix: 'KOFEI',
	opens_at: '2026-02-16T00:00:00+01:00',
	closes_at: null,
	project_from: '2027-01-01',
	project_until: '2027-12-31',
	total_budget_cents: 5_800_000,
	min_cents: 25_000,
	cap_cents: 250_000,
	areas: [
		{ code: 'encounter', labels: { de: 'Begegnung', tr: 'Buluşma' } },
		{ code: 'democracy', labels: { de: 'Demokratie' } }
	],
	districts: [],
	target_groups: [],
	cost_categories: [
		{
			code: 'food',
			labels: { de: 'Essen' },
			hints: { de: 'Ohne Alkohol' },
			is_eligible: true,
			cap_cents: 50_000
		}
	],
	income_kinds: [],
	criteria: [{ code: 'need', labels: { de: 'Bedarf' }, weight: 3 }],
	documents: [
		{
			code: 'statutes',
			labels: { de: 'Satzung' },
			hints: {},
			is_required: true,
			shown_if: { path: 'legal_form', is_one_of: ['registered_association', 'foundation'] }
		}
	],
	declarations: [
		{ code: 'true', version: '2027-9', is_required: true, texts: { de: 'Wahr.', tr: 'Doğru.' } }
	],
	texts: { de: { title: 'KOFEI', who: 'Alle' }, tr: { title: 'KOFEI' } },
	contact: { name: { de: 'Amt' } },
	settings: {},
	assumptions: { cap_cents: { de: 'Geschätzt.' } }
};
const amount = (cents: number) => (cents / 100).toFixed(2);
const reading = (list: (typeof roundLists)[number]) => ({ round, list, locales });

describe('the form of a list', () => {
	it.each(roundLists)('gives %s back as they were when nothing is changed', (list) => {
		const { value, problems } = readList(filledList(round, list, locales, amount), reading(list));
		expect(problems).toEqual([]);
		if (list === 'assumptions') expect(value).toEqual(round.assumptions);
		else expect(value).toEqual(optionsOf(round, list));
	});

	it('adds a row under a code of its own, made of the German words', () => {
		const form = filledList(round, 'areas', locales, amount);
		form.label[4] = 'Größere Feste';
		form.label[6] = 'Democracy';
		expect((readList(form, reading('areas')).value as { code: string }[]).map(({ code }) => code)).toEqual([
			'encounter',
			'democracy',
			'groessere_feste',
			'democracy_2'
		]);
	});

	it('takes a row out, and says where one lacks its German words', () => {
		const form = { ...filledList(round, 'areas', locales, amount), taken_out: ['0'] };
		form.label[2] = '';
		form.label[3] = 'Demokrasi';
		const { places, problems } = readList(form, reading('areas'));
		expect(places).toEqual([1]);
		expect(problems).toEqual([{ place: 1, code: 'german_missing' }]);
	});

	it('gives a declaration a new version when its German words change, and only then', () => {
		const form = filledList(round, 'declarations', locales, amount);
		form.label[1] = 'Evet.';
		expect(readList(form, reading('declarations')).value).toMatchObject([{ version: '2027-9' }]);
		form.label[0] = 'Richtig.';
		expect(readList(form, reading('declarations')).value).toMatchObject([{ version: '2027-10' }]);
	});

	it('does not guess at a sum', () => {
		const form = filledList(round, 'cost_categories', locales, amount);
		form.cap[0] = '0.500';
		expect(readList(form, reading('cost_categories')).problems).toEqual([
			{ place: 0, code: 'not_an_amount' }
		]);
	});
});

it('what is missing in a language is what German has and it has not', () => {
	const missing = missingTexts(round, 'tr');
	expect(missing.texts).toEqual(['who', 'contact']);
	expect(missing.areas).toEqual(['democracy']);
	expect(missing.cost_categories).toEqual(['food']);
	expect(missing.declarations).toEqual([]);
});

describe('rows that are moved', () => {
	it('take their words, conditions and ticks along', () => {
		const two = {
			...round,
			documents: [
				...round.documents,
				{ code: 'flyer', labels: { de: 'Flyer', tr: 'El ilanı' }, is_required: false }
			]
		};
		const form = filledList(two, 'documents', locales, amount);
		const moved = movedRow({ ...form, taken_out: ['1'] }, { from: 0, to: 1 });
		expect(moved.taken_out).toEqual(['0']);
		const { value } = readList({ ...moved, taken_out: [] }, { round: two, list: 'documents', locales });
		const { value: before } = readList(form, { round: two, list: 'documents', locales });
		expect(value).toEqual((before as unknown[]).toReversed());
	});
});
