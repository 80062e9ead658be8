import { describe, expect, it } from 'vitest';
import { applicantLabel, states } from './states';
import { mayTransition, type Role, transitions, transitionsFrom } from './transitions';

describe('the workflow', () => {
	it('has every step once, between known states, and reaches each state from the draft', () => {
		expect(transitions).toHaveLength(48);
		expect(new Set(transitions.map(({ from, to, role }) => `${from} ${to} ${role}`)).size).toBe(48);
		const reached = new Set<string>(['draft']);
		for (let round = 0; round < states.length; round += 1) {
			for (const { from, to } of transitions) if (reached.has(from)) reached.add(to);
		}
		expect([...reached].sort()).toEqual([...states].sort());
	});

	it('lets a decider do what a clerk may, and nobody sign a decision alone', () => {
		expect(mayTransition('submitted', 'formal_check', ['clerk'])).toBe(true);
		expect(mayTransition('submitted', 'formal_check', ['decider'])).toBe(true);
		const everybody: Role[] = ['applicant', 'clerk', 'decider', 'admin', 'auditor'];
		expect(mayTransition('decision', 'approved', everybody)).toBe(false);
		expect(mayTransition('decision', 'approved', ['system'])).toBe(true);
	});

	it('lets admin and auditor move nothing', () => {
		for (const state of states) expect(transitionsFrom(state, ['admin', 'auditor'])).toEqual([]);
	});

	it('lets applicants answer a question of the office themselves', () => {
		expect(mayTransition('clarification', 'formal_check', ['applicant'])).toBe(true);
		expect(mayTransition('assessment', 'formal_check', ['applicant'])).toBe(false);
	});

	it('lets an applicant withdraw only before the decision', () => {
		const before = states.filter((state) => mayTransition(state, 'withdrawn', ['applicant']));
		expect(before).toEqual(['submitted', 'formal_check', 'clarification', 'assessment', 'decision']);
	});

	it('shows applicants five words, the draft, and what has no way on', () => {
		expect([...new Set(states.map(applicantLabel))].sort()).toEqual([
			'decided',
			'draft',
			'in_review',
			'question',
			'received',
			'rejected',
			'settlement',
			'waitlisted',
			'withdrawn'
		]);
		expect(applicantLabel('report_clarification')).toBe('question');
		expect(applicantLabel('withdrawn')).toBe('withdrawn');
		expect(applicantLabel('accepted')).toBe('decided');
		expect(applicantLabel('paid')).toBe('settlement');
	});
});
