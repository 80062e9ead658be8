import { describe, expect, it } from 'vitest';
import {
	cutCents,
	freshProposal,
	proposalSchema,
	readCuts,
	readProposal,
	type ProposalForm
} from './decision-forms';

const form: ProposalForm = {
	outcome: 'approved',
	amount: '1.250,00',
	reason: '',
	conditions: '',
	line: ['aaaaaaa1', 'aaaaaaa2'],
	approved: ['800,00', '500,00'],
	cut_reason: ['', ''],
	waiting_rank: '',
	seen: 0,
	letter: '',
	intent: ''
};
const lines = [
	{ id: 'aaaaaaa1', label: 'Saal', cents: 80_000 },
	{ id: 'aaaaaaa2', label: 'Tee', cents: 50_000 }
];
const asked = { askedCents: 150_000, maxCents: 150_000, isUndoing: false };
const grounds = 'Das genügt.';

describe('the form of the first signature', () => {
	it('understands an amount as it is typed in German and in English', () => {
		expect(readProposal({ ...form, reason: grounds }, asked)).toMatchObject({
			outcome: 'approved',
			amountCents: 125_000
		});
		expect(readProposal({ ...form, reason: grounds, amount: '1,250.00' }, asked)).toMatchObject({
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
		expect(readProposal({ ...form, amount }, asked)).toEqual({ field: 'amount', code });
	});

	it('asks for a choice instead of preselecting one', () => {
		expect(readProposal({ ...form, outcome: '' }, asked)).toEqual({
			field: 'outcome',
			code: 'outcome_required'
		});
		expect(readProposal({ ...form, outcome: 'paid' }, asked)).toEqual({
			field: 'outcome',
			code: 'outcome_required'
		});
	});

	it('wants grounds for what is refused in part, unless the cuts say them, and for what undoes a decision', () => {
		const required = { field: 'reason', code: 'reason_required' };
		expect(readProposal(form, asked)).toEqual(required);
		expect(readProposal(form, { ...asked, askedCents: 125_000 })).toMatchObject({ amountCents: 125_000 });
		expect(readProposal(form, { ...asked, askedCents: 125_000, isUndoing: true })).toEqual(required);
		const waiting = { ...form, outcome: 'waitlisted' };
		expect(readProposal(waiting, { ...asked, isUndoing: true })).toEqual(required);
	});

	it('wants grounds for a refusal and drops the amount where none belongs', () => {
		expect(readProposal({ ...form, outcome: 'rejected', reason: '  ' }, asked)).toEqual({
			field: 'reason',
			code: 'reason_required'
		});
		expect(readProposal({ ...form, outcome: 'waitlisted' }, asked)).toMatchObject({
			outcome: 'waitlisted',
			amountCents: null,
			cuts: []
		});
	});

	it('refuses texts longer than the database keeps', () => {
		expect(proposalSchema.safeParse({ ...form, reason: 'x'.repeat(4001) }).success).toBe(false);
		expect(proposalSchema.safeParse({ ...form, reason: 'x'.repeat(4000) }).success).toBe(true);
	});

	it('cuts only what is less than planned, each with a reason', () => {
		expect(readCuts(form, lines)).toEqual([]);
		const cut = { ...form, approved: ['600', ''], cut_reason: [' Zu teuer. ', ''] };
		expect(readCuts(cut, lines)).toEqual([{ line: 'aaaaaaa1', approvedCents: 60_000, reason: 'Zu teuer.' }]);
		expect(cutCents(cut, lines)).toBe(20_000);
		expect(readCuts({ ...cut, cut_reason: ['', ''] }, lines)).toEqual({ place: 0, code: 'cut_reason' });
	});

	it.each(['900', 'viel', '-1'])('does not take %j for an accepted amount', (typed) => {
		expect(readCuts({ ...form, approved: [typed, ''] }, lines)).toEqual({ place: 0, code: 'cut_invalid' });
	});

	it('finds each line by its id, whatever order they were posted in', () => {
		const turned = {
			...form,
			line: ['aaaaaaa2', 'aaaaaaa1'],
			approved: ['0', '800'],
			cut_reason: ['Nicht nötig.', '']
		};
		expect(readCuts(turned, lines)).toEqual([{ line: 'aaaaaaa2', approvedCents: 0, reason: 'Nicht nötig.' }]);
	});

	it('takes a place on the waiting list, or leaves it to the database', () => {
		const waiting = { ...form, outcome: 'waitlisted' };
		expect(readProposal({ ...waiting, waiting_rank: ' 3 ' }, asked)).toMatchObject({ waitingRank: 3 });
		expect(readProposal(waiting, asked)).toMatchObject({ waitingRank: null, amountCents: null });
		for (const rank of ['0', '-1', '1.5', 'erster'])
			expect(readProposal({ ...waiting, waiting_rank: rank }, asked)).toEqual({
				field: 'waiting_rank',
				code: 'rank_invalid'
			});
	});
});

describe('the form before anything was typed', () => {
	const amountText = (cents: number) => `${cents}`;
	const dropped = {
		outcome: 'approved',
		amount_cents: 90_000,
		reason: 'Saal nur halb.',
		conditions: 'Vorher anrufen.',
		plan: {
			lines: [
				{ id: 'aaaaaaa1', approved_cents: 40_000, reason: 'Nur die Hälfte.' },
				{ id: 'aaaaaaa2', approved_cents: 50_000, reason: null },
				{ id: 'gone', approved_cents: 0, reason: 'Die gibt es nicht mehr.' }
			]
		},
		waiting_rank: null
	} as const;

	it('offers all that may be granted and chooses nothing', () => {
		expect(freshProposal(lines, 130_000, undefined, amountText)).toEqual({
			outcome: '',
			amount: '130000',
			reason: '',
			conditions: '',
			line: ['aaaaaaa1', 'aaaaaaa2'],
			approved: ['80000', '50000'],
			cut_reason: ['', ''],
			waiting_rank: ''
		});
	});

	it('says again what was dropped, as far as it still fits', () => {
		expect(freshProposal(lines, 130_000, dropped, amountText)).toEqual({
			outcome: 'approved',
			amount: '90000',
			reason: 'Saal nur halb.',
			conditions: 'Vorher anrufen.',
			line: ['aaaaaaa1', 'aaaaaaa2'],
			approved: ['40000', '50000'],
			cut_reason: ['Nur die Hälfte.', ''],
			waiting_rank: ''
		});
		const smaller = [{ id: 'aaaaaaa1', label: 'Saal', cents: 30_000 }];
		expect(freshProposal(smaller, 30_000, dropped, amountText)).toMatchObject({
			amount: '30000',
			approved: ['30000'],
			cut_reason: ['']
		});
		const waiting = {
			...dropped,
			outcome: 'waitlisted',
			amount_cents: null,
			plan: null,
			waiting_rank: 3
		} as const;
		expect(freshProposal(lines, 130_000, waiting, amountText)).toMatchObject({
			outcome: 'waitlisted',
			amount: '130000',
			waiting_rank: '3'
		});
	});
});
