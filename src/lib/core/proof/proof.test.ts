import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isReopened } from '../application/clarification';
import { financings } from './facts';
import { maxChanges, maxProofFiles } from '../api/limits';
import {
	isProofDocument,
	isProofPath,
	maxReceipts,
	paymentDocument,
	receiptColumns,
	receiptDocument,
	reportFields
} from './fields';
import { receiptFindings, sumFindings } from './findings';
import { applicationOf, isProof, proofOf } from './id';
import { proofProblems, receiptProblems } from './problems';
import { balancesOf, receiptsOf, sum, unplannedCents } from './receipts';
import { finalGrantCents } from './result';

const lines = [
	{ id: 'room', label: 'Raummiete', category: 'rent', cents: 80_000 },
	{ id: 'food', label: null, category: 'food', cents: 40_000 }
];
const receipt = (id: string, cents: number, more: object = {}) => ({
	id,
	number: 1,
	invoiceOn: '2027-05-10',
	paidOn: '2027-05-12',
	payee: 'Markt',
	purpose: 'Essen',
	line: 'room',
	paidBy: 'transfer',
	cents,
	currency: '',
	foreignCents: null,
	...more
});
const measure = {
	lines,
	period_from: '2027-04-01',
	period_until: '2027-09-30',
	tolerance_percent: 20,
	amount_cents: 100_000,
	planned_income_cents: 20_000,
	income_cents: null,
	participants: 30,
	newcomers: null,
	financing: 'shortfall' as const,
	today: '2027-10-01'
};
const picture = (row: string, sha256: string, also_in: readonly string[] = []) => ({
	document: receiptDocument(row),
	sha256,
	also_in
});

const cents = fc.integer({ min: 0, max: 999_999_999 });
const spent = fc.array(
	fc.record({ line: fc.constantFrom('room', 'food', 'gone', ''), cents: fc.option(cents) })
);

it('has room for as many receipts as the screen takes, with a picture each', () => {
	const columns = Object.keys(receiptColumns).length + 1;
	expect(maxReceipts * columns + Object.keys(reportFields).length).toBeLessThan(maxChanges);
	expect(maxReceipts).toBeLessThan(maxProofFiles);
});

describe('plan and actual', () => {
	it('lose no cent and find none: what is in the lines and outside of them is all there is', () => {
		fc.assert(
			fc.property(spent, (receipts) => {
				const inLines = balancesOf(lines, receipts).reduce((total, { spentCents }) => total + spentCents, 0);
				expect(inLines + unplannedCents(lines, receipts)).toBe(sum(receipts));
				for (const { line, spentCents, leftCents } of balancesOf(lines, receipts))
					expect(spentCents + leftCents).toBe(line.cents);
			})
		);
	});

	it('read receipts in their order, amounts nobody understood as none', () => {
		const fields = {
			'receipts.bbbbbbb1.position': 2,
			'receipts.bbbbbbb1.amount_cents': '12,',
			'receipts.aaaaaaa1.position': 1,
			'receipts.aaaaaaa1.amount_cents': 1250
		};
		expect(receiptsOf(fields).map(({ id, cents: amount }) => [id, amount])).toEqual([
			['aaaaaaa1', 1250],
			['bbbbbbb1', null]
		]);
	});
});

describe('what a grant is in the end', () => {
	const sums = fc
		.record({ grantCents: cents, ownCents: cents, acceptedCents: cents, incomeCents: cents })
		.map(({ ownCents, ...rest }) => ({ ...rest, plannedCents: rest.grantCents + ownCents }));

	it('is whole cents, never more than was granted or accepted, and with other money never more than the costs', () => {
		fc.assert(
			fc.property(fc.constantFrom(...financings), sums, (financing, all) => {
				const grant = finalGrantCents(financing, all);
				expect(Number.isSafeInteger(grant)).toBe(true);
				expect(grant).toBeGreaterThanOrEqual(0);
				expect(grant).toBeLessThanOrEqual(Math.min(all.grantCents, all.acceptedCents));
				if (financing === 'shortfall' && grant > 0)
					expect(grant + all.incomeCents).toBeLessThanOrEqual(all.acceptedCents);
			})
		);
	});

	it('never grows when less is accepted', () => {
		fc.assert(
			fc.property(fc.constantFrom(...financings), sums, cents, (financing, all, less) => {
				const cut = { ...all, acceptedCents: Math.max(0, all.acceptedCents - less) };
				expect(finalGrantCents(financing, cut)).toBeLessThanOrEqual(finalGrantCents(financing, all));
			})
		);
	});

	it('never grows with other money; a share shrinks in proportion once there is more than the costs of the plan', () => {
		fc.assert(
			fc.property(fc.constantFrom(...financings), sums, cents, (financing, all, more) => {
				const richer = { ...all, incomeCents: all.incomeCents + more };
				expect(finalGrantCents(financing, richer)).toBeLessThanOrEqual(finalGrantCents(financing, all));
			})
		);
		const all = { grantCents: 100_000, plannedCents: 120_000, acceptedCents: 120_000 };
		expect(finalGrantCents('share', { ...all, incomeCents: 0 })).toBe(100_000);
		expect(finalGrantCents('share', { ...all, incomeCents: 50_000 })).toBe(80_000);
	});

	it.each([
		['shortfall', 110_000, 90_000],
		['share', 110_000, 91_666],
		['fixed', 110_000, 100_000],
		['shortfall', 130_000, 100_000],
		['fixed', 60_000, 60_000]
	] as const)('of a %s with %i cents accepted is %i', (financing, acceptedCents, expected) => {
		const all = { grantCents: 100_000, plannedCents: 120_000, incomeCents: 20_000, acceptedCents };
		expect(finalGrantCents(financing, all)).toBe(expected);
	});
});

describe('findings', () => {
	const codes = (receipts: ReturnType<typeof receipt>[], pictures: ReturnType<typeof picture>[] = []) =>
		receiptFindings(receipts, pictures, measure).map(({ row, code, others }) => [row, code, others]);

	it('name what is odd about a receipt, and nothing about one that is not', () => {
		const whole = { document: paymentDocument('a'), sha256: 'p', also_in: [] };
		expect(receiptFindings([receipt('a', 100)], [picture('a', '1'), whole], measure)).toEqual([]);
		expect(codes([receipt('a', 100, { paidBy: 'cash' })])).toEqual([['a', 'no_picture', []]]);
		const odd = {
			invoiceOn: '2027-10-01',
			paidOn: '2027-10-02',
			currency: 'TRY',
			line: 'gone',
			paidBy: 'cash'
		};
		expect(codes([receipt('a', 100, odd)], [picture('a', '1', ['KOFEI-2027-0009'])])).toEqual([
			['a', 'invoice_outside_period', []],
			['a', 'paid_outside_period', []],
			['a', 'paid_in_future', []],
			['a', 'same_picture_elsewhere', ['KOFEI-2027-0009']],
			['a', 'foreign_currency', []],
			['a', 'not_in_plan', []]
		]);
	});

	it('name the other applications a receipt was entered in as well', () => {
		const elsewhere = { ...measure, alike_elsewhere: { a: ['KOFEI-2027-0009'] } };
		const own = [picture('a', '1'), picture('b', '2')];
		const cash = { paidBy: 'cash' };
		expect(receiptFindings([receipt('a', 100, cash), receipt('b', 200, cash)], own, elsewhere)).toEqual([
			{ row: 'a', code: 'same_data_elsewhere', others: ['KOFEI-2027-0009'] }
		]);
	});

	it.each([
		['2027-03-31', '2027-04-01', ['invoice_outside_period']],
		['2027-04-01', '2027-03-31', ['paid_outside_period']],
		['2027-09-30', '2027-10-01', ['paid_outside_period']],
		['2027-04-01', '2027-09-30', []],
		['2027-05-01', '', []]
	])('say which day is outside the period, invoice %s or payment %s', (invoiceOn, paidOn, expected) => {
		const one = receipt('a', 100, { paidBy: 'cash', invoiceOn, paidOn });
		expect(receiptFindings([one], [picture('a', '1')], measure).map(({ code }) => code)).toEqual(expected);
	});

	it('find one receipt entered twice by its picture or by its data', () => {
		const cash = { paidBy: 'cash' };
		const twice = [receipt('a', 100, cash), receipt('b', 100, { ...cash, payee: ' MARKT ' })];
		expect(codes(twice, [picture('a', '1'), picture('b', '2')])).toEqual([
			['a', 'same_data', ['b']],
			['b', 'same_data', ['a']]
		]);
		const other = [receipt('a', 100, cash), receipt('b', 200, cash)];
		expect(codes(other, [picture('a', '1'), picture('b', '1')])).toEqual([
			['a', 'same_picture', ['b']],
			['b', 'same_picture', ['a']]
		]);
	});

	it.each([
		[[70_000, 30_000], []],
		[[70_000, 30_001], ['above_grant']],
		[[96_001, 3_999], ['over_tolerance']],
		[
			[80_000, 40_001],
			['above_grant', 'above_plan']
		],
		[[80_000, 19_999], ['below_grant']]
	])('measure sums of %j by plan, tolerance and grant: %j', (amounts, expected) => {
		const receipts = amounts.map((amount, at) => receipt(String(at), amount, { line: lines[at]?.id }));
		expect(sumFindings(receipts, measure).map(({ code }) => code)).toEqual(expected);
	});
});

describe('findings about the financing', () => {
	const whole = [receipt('a', 80_000), receipt('b', 40_000, { line: 'food' })];
	const found = (more: object) =>
		sumFindings(whole, { ...measure, ...more }).map((finding) => [
			finding.code,
			'cents' in finding ? finding.cents : null
		]);

	it('say nothing of a plan that the grant covers and that was kept', () => {
		const covered = { amount_cents: 120_000, planned_income_cents: 0 };
		expect(found({ ...covered, income_cents: null })).toEqual([]);
		expect(found({ ...covered, income_cents: 0 })).toEqual([]);
	});

	it('name what goes beyond the grant, and the other money that is there for it, as told or as planned', () => {
		const aboveGrant = (more: object) =>
			sumFindings(whole, { ...measure, ...more }).filter(({ code }) => code === 'above_grant');
		const above = { code: 'above_grant', cents: 20_000 };
		expect(aboveGrant({})).toEqual([{ ...above, incomeCents: 20_000 }]);
		expect(aboveGrant({ income_cents: 5_000 })).toEqual([{ ...above, incomeCents: 5_000 }]);
	});

	it('name what is missing of other money that was planned or told, and what a smaller grant leaves open', () => {
		expect(found({ planned_income_cents: 50_000, income_cents: 20_000 })).toEqual([
			['above_grant', 20_000],
			['income_below_plan', 30_000]
		]);
		expect(found({ amount_cents: 70_000 })).toEqual([
			['above_grant', 50_000],
			['plan_uncovered', 30_000]
		]);
	});

	it('name more newcomers than people who took part', () => {
		const granted = { amount_cents: 120_000, planned_income_cents: 0, participants: 30 };
		expect(found({ ...granted, newcomers: 30 })).toEqual([]);
		expect(found({ ...granted, newcomers: null })).toEqual([]);
		expect(found({ ...granted, newcomers: 31 })).toEqual([['newcomers_above_participants', null]]);
	});

	it('name more money than was spent, where the grant does not become smaller by itself', () => {
		const more = { amount_cents: 120_000, planned_income_cents: 50_000 };
		expect(found({ ...more, financing: 'fixed' })).toEqual([['over_financed', 50_000]]);
		expect(found({ ...more, financing: 'shortfall' })).toEqual([]);
	});
});

describe('a proof on the device', () => {
	const id = '00000000-0000-4000-8000-000000000000';

	it('has a name of its own that leads back to its application', () => {
		expect(isProof(proofOf(id))).toBe(true);
		expect(applicationOf(proofOf(id))).toBe(id);
		expect(isProof(id)).toBe(false);
		expect(applicationOf(id)).toBe(id);
	});

	it('is opened by the office in the parts it names', () => {
		const note = '';
		const section = (name: string) => [{ kind: 'section', section: name, note }] as const;
		expect(isReopened('receipts.aaaaaaa1.payee', section('receipts.aaaaaaa1'))).toBe(true);
		expect(isReopened('receipts.aaaaaaa2.payee', section('receipts.aaaaaaa1'))).toBe(false);
		expect(isReopened('receipts.aaaaaaa2.payee', section('receipts'))).toBe(true);
		expect(isReopened('report.done', section('receipts'))).toBe(false);
		expect(isReopened('need', section('report'))).toBe(false);
	});

	it.each([
		['receipts.aaaaaaa1.payee', true],
		['receipts.aaaaaaa1.position', true],
		['report.done', true],
		['answers.aaaaaaa1', true],
		['receipts.aaaaaaa1.state', false],
		['receipts.a.payee', false],
		['need', false],
		['receipts.aaaaaaa1.payee.x', false]
	])('knows the path %s: %s', (path, expected) => {
		expect(isProofPath(path)).toBe(expected);
	});

	it.each([
		['receipt_aaaaaaa1', true],
		['payment_aaaaaaa1', true],
		['report_photo', true],
		['statutes', false],
		['receipt_', false]
	])('knows the document %s: %s', (document, expected) => {
		expect(isProofDocument(document)).toBe(expected);
	});

	it('can be sent once nothing is missing', () => {
		const fields = {
			'receipts.aaaaaaa1.invoice_on': '2027-05-10',
			'receipts.aaaaaaa1.paid_on': '2027-05-10',
			'receipts.aaaaaaa1.payee': 'Markt',
			'receipts.aaaaaaa1.purpose': 'Essen',
			'receipts.aaaaaaa1.line': 'food',
			'receipts.aaaaaaa1.paid_by': 'cash',
			'receipts.aaaaaaa1.amount_cents': 1250,
			'report.done': 'Viel.',
			'report.participants': 0,
			'report.declared': 'yes',
			'report.signed_name': 'Amina'
		};
		expect(proofProblems(fields, lines)).toEqual([]);
		const broken = { ...fields, 'receipts.aaaaaaa1.amount_cents': '12,', 'report.participants': 'viele' };
		expect(proofProblems(broken, lines)).toEqual([
			{ path: 'receipts.aaaaaaa1.amount_cents', code: 'not_an_amount' },
			{ path: 'report.participants', code: 'not_a_number' }
		]);
	});

	it('names what an empty receipt lacks in the order of its screen', () => {
		expect(receiptProblems({}, 'aaaaaaa1', lines).map(({ path }) => path.split('.').at(-1))).toEqual([
			'amount_cents',
			'line',
			'payee',
			'purpose',
			'invoice_on',
			'paid_on',
			'paid_by'
		]);
	});
});
