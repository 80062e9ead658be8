import { describe, expect, it } from 'vitest';
import { localiseRound } from './localise';
import { roundPhase } from './phase';
import { roundSchema } from './round';
import { sampleRound } from './round.sample';

const row = {
	...sampleRound,
	id: 'not handed on',
	areas: [{ code: 'encounter', labels: { de: 'Begegnung', tr: 'Buluşma' }, hints: { de: 'Feste' } }],
	districts: [{ code: 'mitte', labels: { de: 'Mitte' } }],
	target_groups: [{ code: 'women', labels: {} }],
	cost_categories: [{ code: 'alcohol', labels: { de: 'Alkohol' }, is_eligible: false, cap_cents: 5 }],
	income_kinds: [],
	documents: [{ code: 'statutes', labels: { de: 'Satzung', tr: 'Tüzük' } }],
	settings: { not_asked: ['website'], usual_days: { submitted: 3 }, draft_retention_days: 90 },
	declarations: [
		{
			code: 'not_begun',
			version: '2027-1',
			is_required: true,
			texts: { de: 'Nicht begonnen.', tr: 'Başlamadı.' }
		}
	],
	texts: { de: { title: 'Ehrenamt', summary: 'Kurz' }, tr: { title: 'Gönüllülük', summary: '' } },
	contact: { name: 'KOFEI', phone: null, address: { de: 'Am Flachsmarkt' } },
	assumptions: { cap_cents: { de: 'Angenommen.' } }
};

describe('a round in one language', () => {
	it('takes the texts of that language and falls back to German one by one', () => {
		const round = localiseRound(row, 'tr');
		expect(round.areas).toEqual([{ code: 'encounter', label: 'Buluşma', hint: 'Feste' }]);
		expect(round.districts[0]).toEqual({ code: 'mitte', label: 'Mitte', hint: null });
		expect(round.target_groups[0]?.label).toBe('women');
		expect(round.cost_categories[0]).toMatchObject({ is_eligible: false, cap_cents: 5 });
		expect(round.documents).toEqual([
			{ code: 'statutes', label: 'Tüzük', hint: null, is_required: true, shown_if: null }
		]);
		expect(round).toMatchObject({ not_asked: ['website'], signature: 'typed_name', offers_from_cents: null });
		expect(round.declarations[0]).toMatchObject({ text: 'Başlamadı.', text_de: 'Nicht begonnen.' });
		expect(round.texts).toMatchObject({ title: 'Gönüllülük', summary: 'Kurz', purpose: '' });
		expect(round.contact).toEqual({
			name: 'KOFEI',
			person: null,
			email: null,
			phone: null,
			address: 'Am Flachsmarkt'
		});
		expect(round.assumptions).toEqual({ cap_cents: 'Angenommen.' });
	});

	it('is what the schema of the served file asks for, and hands nothing else on', () => {
		const round = localiseRound(row, 'de');
		expect(roundSchema.parse(round)).toEqual(round);
		expect(round).not.toHaveProperty('id');
	});

	it('throws when the row is no round', () => {
		expect(() => localiseRound({ ...row, areas: 'x' }, 'de')).toThrow();
		expect(() => localiseRound(null, 'de')).toThrow();
	});
});

describe('the phase of a round', () => {
	const at = (instant: string, round = sampleRound) => roundPhase(round, Date.parse(instant));

	it('opens and closes at the moments given, in the time of Berlin', () => {
		expect(at('2026-10-31T22:59:59Z')).toBe('upcoming');
		expect(at('2026-10-31T23:00:00Z')).toBe('open');
		expect(at('2027-02-15T22:59:59.999Z')).toBe('open');
		expect(at('2027-02-15T23:00:00Z')).toBe('closed');
	});

	it('stays open without an end, and is archived when the row says so', () => {
		expect(at('2099-01-01T00:00:00Z', { ...sampleRound, closes_at: null })).toBe('open');
		expect(at('2026-12-01T00:00:00Z', { ...sampleRound, status: 'archived' })).toBe('archived');
	});
});
