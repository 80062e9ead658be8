import { describe, expect, it } from 'vitest';
import type { ProofFacts } from '../../core/proof/facts';
import { receiptDocument } from '../../core/proof/fields';
import type { Receipt } from '../../core/proof/receipts';
import { ownNotes } from './own-findings';

const facts: ProofFacts = {
	state: 'paid',
	amount_cents: 100_000,
	paid_cents: 100_000,
	unasked_cents: 0,
	period_from: '2027-04-01',
	period_until: '2027-09-30',
	lines: [{ id: 'aaaaaaa1', label: 'Essen', category: 'food', cents: 100_000 }],
	planned_income_cents: 0,
	due_on: '2027-11-25',
	financing: 'shortfall',
	tolerance_percent: 20,
	result: null
};
const receipt = (id: string, more: Partial<Receipt> = {}): Receipt => ({
	id,
	number: 1,
	invoiceOn: '2027-05-10',
	paidOn: '2027-05-12',
	payee: 'Markt',
	purpose: 'Essen',
	line: 'aaaaaaa1',
	paidBy: 'cash',
	cents: 1250,
	currency: '',
	foreignCents: null,
	...more
});
const notesOf = (
	receipts: readonly Receipt[],
	pictures: readonly { document: string; sha256: string }[] = []
) => ownNotes(receipts, { facts, pictures, today: '2027-10-01', locale: 'de' });

describe('what a group is told about its receipts', () => {
	it('is nothing where nothing can be put right, also without a picture', () => {
		expect(notesOf([receipt('a')]).size).toBe(0);
	});

	it('is said of each receipt it is about, and once', () => {
		const twins = [receipt('a'), receipt('b', { number: 2 }), receipt('c', { invoiceOn: '2027-10-01' })];
		const pictures = ['a', 'b'].map((row) => ({ document: receiptDocument(row), sha256: '1' }));
		const notes = notesOf(twins, pictures);
		expect([...notes.keys()]).toEqual(['a', 'b', 'c']);
		expect([...notes.values()].map((texts) => texts.length)).toEqual([1, 1, 1]);
	});
});
