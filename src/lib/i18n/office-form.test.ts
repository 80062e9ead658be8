import { describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '../../i18n/generated/staff/runtime';
import { answersOf, labelOf, linesOf } from './sent-form';

const option = (code: string, de: string, en?: string): { code: string; labels: Record<string, string> } => ({
	code,
	labels: en === undefined ? { de } : { de, en }
});
const round = {
	areas: [option('encounter', 'Begegnung', 'Encounter'), option('democracy', 'Demokratie')],
	districts: [option('mitte', 'Mitte', 'Centre')],
	target_groups: [],
	cost_categories: [option('food', 'Verpflegung', 'Food')],
	income_kinds: [option('own_money', 'Eigenmittel', 'Own money')]
};
const fields = {
	project_title: 'مهرجان الحي',
	project_areas: ['encounter', 'democracy'],
	'cost_lines.bbbbbbbb.position': 2,
	'cost_lines.bbbbbbbb.category': 'food',
	'cost_lines.bbbbbbbb.label': 'Tee',
	'cost_lines.bbbbbbbb.amount_cents': 4050,
	'cost_lines.aaaaaaaa.position': 1,
	'cost_lines.aaaaaaaa.category': 'unheard_of',
	'cost_lines.aaaaaaaa.label': 'Raum',
	'cost_lines.aaaaaaaa.amount_cents': 'zwölf'
};

describe('an application as it was sent', () => {
	it('shows codes in the language of the office, German where a text is missing', () => {
		overwriteGetLocale(() => 'en');
		const [title, summary, areas] = answersOf('project', fields, round, 'en');
		expect(title).toMatchObject({ term: 'Title', text: 'مهرجان الحي', isWritten: true });
		expect(summary).toMatchObject({ text: undefined });
		expect(areas).toMatchObject({ text: 'Encounter, Demokratie', isWritten: false });
	});

	it('shows an unknown code rather than nothing', () => {
		expect(labelOf(round.districts, 'atlantis', 'de')).toBe('atlantis');
	});

	it('keeps the order of the lines and does not invent amounts', () => {
		expect(linesOf('cost_lines', fields, round, 'de')).toEqual([
			{ id: 'aaaaaaaa', kind: 'unheard_of', label: 'Raum', cents: null },
			{ id: 'bbbbbbbb', kind: 'Verpflegung', label: 'Tee', cents: 4050 }
		]);
	});
});
