import { expect, it } from 'vitest';
import { termsChanges, type TermsVersion } from './terms-versions';

const first: TermsVersion = {
	version: 1,
	amount_cents: 100_000,
	period_from: '2027-04-01',
	period_until: '2027-09-30',
	purpose: null,
	lines: [
		{ id: 'a', label: 'Essen', approved_cents: 80_000 },
		{ id: 'b', label: 'Miete', approved_cents: 40_000 }
	]
};
const nothing = { amountCents: null, period: null, purpose: null, lines: [] };

it('each version says what it changed, and the first nothing', () => {
	const purpose = { ...first, version: 2, purpose: 'Garten statt Küche.' };
	const less = { ...purpose, version: 3, amount_cents: 70_000 };
	const later = { ...less, version: 4, period_until: '2027-10-31' };
	const plan = {
		...later,
		version: 5,
		lines: [first.lines[0], { id: 'b', label: 'Miete', approved_cents: 0 }]
	};
	const all = [plan, first, later, purpose, less] as readonly TermsVersion[];
	expect(termsChanges(all).map(({ version, changed }) => [version.version, changed])).toEqual([
		[5, { ...nothing, lines: [{ id: 'b', label: 'Miete', from: 40_000, to: 0 }] }],
		[
			4,
			{
				...nothing,
				period: {
					from: { from: '2027-04-01', until: '2027-09-30' },
					to: { from: '2027-04-01', until: '2027-10-31' }
				}
			}
		],
		[3, { ...nothing, amountCents: { from: 100_000, to: 70_000 } }],
		[2, { ...nothing, purpose: 'Garten statt Küche.' }],
		[1, null]
	]);
});

it('a version in which all of that stayed has nothing to say', () => {
	expect(termsChanges([first, { ...first, version: 2 }])[0]?.changed).toEqual(nothing);
});
