import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '../../i18n/generated/staff/runtime';
import { Refusal } from '../supabase/failure';
import { asRefusal, knownRefusals, refusalText } from './refusal-texts';

/** Raised only by what applicants and background jobs call. */
const notForTheOffice = [
	'draft_moved_on',
	'draft_deleted',
	'staff_account',
	'round_closed',
	'round_not_open',
	'application_incomplete',
	'file_empty',
	'file_too_large',
	'file_gap',
	'too_many_files',
	'already_member',
	'last_owner',
	'too_many_invitations',
	'private_account_not_allowed',
	'wish_invalid',
	'too_many_changes',
	'change_open',
	'no_more_payouts',
	'need_invalid',
	'sent_otherwise'
];

describe('refusals as sentences', () => {
	it('exist for every code the migrations raise at the office', () => {
		const folder = 'supabase/migrations';
		const sql = readdirSync(folder)
			.map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
			.join('\n');
		const raised = new Set(
			[...sql.matchAll(/sqlstate 'PT4\d\d' using\s+message = '(\w+)'/g)].map((match) => match[1] ?? '')
		);
		expect(raised.size).toBeGreaterThan(5);
		for (const code of raised) {
			if (!notForTheOffice.includes(code)) expect(knownRefusals).toContain(code);
		}
	});

	it('say what is still free when the budget is exceeded', () => {
		overwriteGetLocale(() => 'en');
		expect(refusalText(new Refusal('budget_exceeded', 422, { free_cents: 125_050 }), 'en')).toContain(
			'€1,250.50'
		);
	});

	it('say from which day interest can be asked for', () => {
		overwriteGetLocale(() => 'de');
		expect(refusalText(new Refusal('interest_day_early', 422, { day: '2027-03-01' }), 'de')).toContain(
			'1.\u00a0März 2027'
		);
	});

	it('never show the inside of a fault', () => {
		overwriteGetLocale(() => 'de');
		const log = console.error;
		console.error = () => undefined;
		expect(refusalText(asRefusal(new Error('relation "x" does not exist')), 'de')).not.toContain('relation');
		console.error = log;
	});
});
