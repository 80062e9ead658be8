import { describe, expect, it } from 'vitest';
import type { Grant } from '../api/grant';
import { accountProblems, lastNeed, othersActed, restCents, waitsForChange } from './own';

describe('the own grant', () => {
	it.each([
		['2027-01-20', 2, '2027-03-20'],
		['2026-12-31', 2, '2027-02-28'],
		['2027-12-31', 2, '2028-02-29'],
		['2027-11-30', 1, '2027-12-30'],
		['2027-05-31', 24, '2029-05-31']
	])('counts from %s %i months on to %s', (today, months, expected) => {
		expect(lastNeed(today, months)).toBe(expected);
	});

	it('takes an account with check digits and somebody it belongs to', () => {
		expect(accountProblems('DE89370400440532013000', 'Hochfeld')).toEqual([]);
		expect(accountProblems('DE88370400440532013000', ' ')).toEqual(['iban', 'holder']);
		expect(accountProblems('DE89370400440532013000', 'x'.repeat(71))).toEqual(['holder_too_long']);
		expect(accountProblems('DE89370400440532013000', 'x'.repeat(70))).toEqual([]);
	});

	it('takes holders that a payment file can name', () => {
		for (const holder of [
			'Müller & Söhne e.V.',
			'Şükrü Yılmaz',
			'Łucja Øster',
			'Gruppe – 4711',
			'Əli’s Kasse'
		])
			expect.soft(accountProblems('DE89370400440532013000', holder), holder).toEqual([]);
		for (const holder of ['جمعية الأمل', 'Иван Петров', 'Amina جمعية', '4711', 'Ελλάδα'])
			expect.soft(accountProblems('DE89370400440532013000', holder), holder).toEqual(['holder_not_latin']);
	});

	it('takes only accounts that our payment file can reach', () => {
		expect(accountProblems('FR14 2004 1010 0505 0001 3M02 606', 'Hochfeld')).toEqual([]);
		expect(accountProblems('TR330006100519786457841326', 'Hochfeld')).toEqual(['not_sepa']);
	});

	it('waits for a change only while money is open', () => {
		const open = { outcome: null } as Grant['changes'][number];
		const payout = (state: Grant['payouts'][number]['state'], is_with_cashier = false) =>
			({ state, is_with_cashier }) as Grant['payouts'][number];
		const grant = {
			state: 'paid',
			terms: { amount_cents: 100_000 } as Grant['terms'],
			promised_cents: 40_000,
			changes: [open],
			payouts: [payout('paid')]
		};
		expect(waitsForChange(grant)).toBe(true);
		expect(waitsForChange({ ...grant, changes: [] })).toBe(false);
		expect(waitsForChange({ ...grant, state: 'closed' })).toBe(false);
		const all = { ...grant, promised_cents: 100_000 };
		expect(waitsForChange(all)).toBe(false);
		expect(waitsForChange({ ...all, payouts: [payout('released', true)] })).toBe(false);
		expect(waitsForChange({ ...all, payouts: [payout('released')] }), 'not ordered yet').toBe(true);
		expect(waitsForChange({ ...all, payouts: [payout('requested')] })).toBe(true);
	});

	it('was not only me, where somebody else of the group acted', () => {
		const deed = (is_me: boolean) => ({ is_me }) as Grant['deeds'][number];
		expect(othersActed({ deeds: [] })).toBe(false);
		expect(othersActed({ deeds: [deed(true), deed(true)] })).toBe(false);
		expect(othersActed({ deeds: [deed(true), deed(false)] })).toBe(true);
	});

	it('leaves what was not asked for yet', () => {
		const terms = { amount_cents: 100, period_from: '', period_until: '', purpose: null, lines: [] };
		expect(restCents({ terms, promised_cents: 40 })).toBe(60);
		expect(restCents({ terms, promised_cents: 140 })).toBe(0);
	});
});
