import { describe, expect, it } from 'vitest';
import { proposalSchema, readProposal, type ProposalForm } from './decision-forms';

const form: ProposalForm = { outcome: 'approved', amount: '1.250,00', reason: '', conditions: '' };
const MAX_CENTS = 150_000;

describe('the form of the first signature', () => {
	it('understands an amount as it is typed in German and in English', () => {
		expect(readProposal(form, MAX_CENTS)).toEqual({ outcome: 'approved', amountCents: 125_000 });
		expect(readProposal({ ...form, amount: '1,250.00' }, MAX_CENTS)).toEqual({
			outcome: 'approved',
			amountCents: 125_000
		});
	});

	it.each([
		['', 'not_an_amount'],
		['viel', 'not_an_amount'],
		['0', 'amount_invalid'],
		['1.500,01', 'amount_invalid']
	])('says what is wrong with the amount %j', (amount, code) => {
		expect(readProposal({ ...form, amount }, MAX_CENTS)).toEqual({ field: 'amount', code });
	});

	it('asks for a choice instead of preselecting one', () => {
		expect(readProposal({ ...form, outcome: '' }, MAX_CENTS)).toEqual({
			field: 'outcome',
			code: 'outcome_required'
		});
		expect(readProposal({ ...form, outcome: 'paid' }, MAX_CENTS)).toEqual({
			field: 'outcome',
			code: 'outcome_required'
		});
	});

	it('wants grounds for a refusal and drops the amount where none belongs', () => {
		expect(readProposal({ ...form, outcome: 'rejected', reason: '  ' }, MAX_CENTS)).toEqual({
			field: 'reason',
			code: 'reason_required'
		});
		expect(readProposal({ ...form, outcome: 'waitlisted' }, MAX_CENTS)).toEqual({
			outcome: 'waitlisted',
			amountCents: null
		});
	});

	it('refuses texts longer than the database keeps', () => {
		expect(proposalSchema.safeParse({ ...form, reason: 'x'.repeat(4001) }).success).toBe(false);
		expect(proposalSchema.safeParse({ ...form, reason: 'x'.repeat(4000) }).success).toBe(true);
	});
});
