import { describe, expect, it } from 'vitest';
import type { Grant } from '../../core/api/grant';
import { groupDeeds } from '../../core/grant/deeds';
import { deedItems, wishItems } from './own-texts';

describe('what a group did with its grant', () => {
	it('is told with its time and who did it, and without an address where the account is gone', () => {
		const deeds: Grant['deeds'] = groupDeeds.map((deed, index) => ({
			deed,
			at: `2027-01-20T11:0${String(index)}:00Z`,
			email: index === 0 ? null : `person${String(index)}@example.org`,
			is_me: false
		}));
		const items = deedItems(deeds, 'de');
		expect(items[0]).toEqual({ term: '20.01.2027, 12:00', text: 'Förderung angenommen' });
		expect(items[3]).toEqual({
			term: '20.01.2027, 12:03 · \u2068person3@example.org\u2069',
			text: 'Geld angefordert'
		});
		expect(deedItems([...deeds, ...deeds].slice(8, 10), 'de'), 'two people').toHaveLength(2);
		const twice = deeds
			.slice(1, 3)
			.map((deed) => ({ ...deed, at: '2027-01-20T11:00:00Z', email: 'a@example.org' }));
		expect(deedItems(twice, 'de'), 'at once').toEqual([
			{
				term: '20.01.2027, 12:00 · \u2068a@example.org\u2069',
				text: 'Auf eine Klage verzichtet\nEin Konto angegeben'
			}
		]);
		expect(new Set(items.map(({ text }) => text)).size).toBe(groupDeeds.length);
	});
});

describe('what a change asks for', () => {
	const terms = {
		amount_cents: 100_000,
		period_from: '2027-04-01',
		period_until: '2027-09-30',
		purpose: null,
		lines: [{ id: 'aaaaaaaa', label: 'Raum', cents: 80_000 }]
	};
	const nothing = { period_from: null, period_until: null, lines: [], grantor: null, cents: null };

	it.each([
		[
			'days',
			{ period_from: '2027-05-01', period_until: '2027-10-31' },
			'Projektzeit',
			'01.05.2027 bis 31.10.2027'
		],
		['a sum of a line', { lines: [{ line: 'aaaaaaaa', cents: 70_000 }] }, 'Raum', '700,00\u00a0€'],
		['who else gives', { grantor: 'Stiftung', cents: 5_000 }, 'Stiftung', '50,00\u00a0€']
	])('is told: %s', (_, wish, term, text) => {
		expect(wishItems({ wish: { ...nothing, ...wish } }, terms, 'de')).toEqual([{ term, text }]);
	});

	it('is in its words alone where nothing is asked for beside them', () => {
		expect(wishItems({ wish: nothing }, terms, 'de')).toEqual([]);
	});
});
