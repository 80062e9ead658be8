import { describe, expect, it } from 'vitest';
import { completeFields } from '../application/application.sample';
import { sampleRound } from '../round/round.sample';
import { agreedOf, withAgreed } from './agreed';
import { copiedFields } from './copy';

const line = (id: string, position: number, cents: number, more: object = {}) =>
	Object.fromEntries(
		Object.entries({ position, category: 'rent', amount_cents: cents, ...more }).map(([column, value]) => [
			`cost_lines.${id}.${column}`,
			value
		])
	);
const sent = {
	...Object.fromEntries(
		Object.entries(completeFields).filter(([path]) => !/^(cost|income)_lines\./.test(path))
	),
	...line('aaaaaaaa', 1, 80_000, { quantity: 8, unit_cents: 10_000 }),
	...line('bbbbbbbb', 2, 40_000),
	...line('cccccccc', 3, 5_000),
	'income_lines.dddddddd.position': 1,
	'income_lines.dddddddd.kind': 'own_funds',
	'income_lines.dddddddd.amount_cents': 25_000,
	requested_cents: 100_000,
	project_summary: 'Kochen auf dem Markt.',
	'german.project_summary': 'Kochen auf dem Markt.',
	iban: 'DE89370400440532013000',
	account_holder: 'Komşular'
};
const account = {
	iban: 'DE02120300000000202051',
	holder: 'Komşular e.V.',
	is_private: false,
	is_confirmed: true
};
const terms = {
	amount_cents: 90_000,
	period_from: '2027-04-01',
	period_until: '2027-09-30',
	purpose: 'Kochabende im Café.',
	lines: [
		{ id: 'aaaaaaaa', label: null, cents: 70_000 },
		{ id: 'bbbbbbbb', label: null, cents: 40_000 },
		{ id: 'cccccccc', label: null, cents: 0 }
	]
};

describe('what was agreed since', () => {
	const agreed = agreedOf({ terms, account }) ?? expect.unreachable('something was granted');
	const now = withAgreed(sent, agreed);

	it('takes the place of what was sent: purpose, plan and account', () => {
		expect(now).toMatchObject({
			project_summary: 'Kochabende im Café.',
			'cost_lines.aaaaaaaa.amount_cents': 70_000,
			'cost_lines.bbbbbbbb.amount_cents': 40_000,
			requested_cents: 85_000,
			iban: account.iban,
			account_holder: account.holder
		});
		for (const path of [
			'german.project_summary',
			'cost_lines.aaaaaaaa.quantity',
			'cost_lines.aaaaaaaa.unit_cents'
		])
			expect(now, path).not.toHaveProperty([path]);
		expect(Object.keys(now).filter((path) => path.startsWith('cost_lines.cccccccc'))).toEqual([]);
	});

	it('leaves everything else, and goes with it into the next application', () => {
		const [copy, old] = [copiedFields(now, sampleRound), copiedFields(sent, sampleRound)];
		expect(copy['project_summary']).toBe('Kochabende im Café.');
		const changed = /^cost_lines\.|project_summary$|^requested_cents$|^iban$|^account_holder$/;
		for (const [path, value] of Object.entries(old))
			if (!changed.test(path)) expect(copy[path], path).toEqual(value);
	});

	it('is nothing where it is as it was sent: an account nobody confirmed, the old purpose, the plan as planned', () => {
		const same = {
			...terms,
			purpose: null,
			lines: terms.lines.map(({ id }) => ({
				id,
				label: null,
				cents: Number(Object(sent)[`cost_lines.${id}.amount_cents`])
			}))
		};
		const unconfirmed = agreedOf({ terms: same, account: { ...account, is_confirmed: false } });
		expect(unconfirmed && withAgreed(sent, unconfirmed)).toEqual(sent);
		expect(agreedOf({ terms: null, account })).toBeNull();
	});

	it('leaves the sum that is asked for where the plan did not add up before', () => {
		expect(withAgreed({ ...sent, requested_cents: 1 }, agreed)['requested_cents']).toBe(1);
	});
});
