import { iban } from '../grants.ts';
import {
	after,
	before,
	code,
	hashed,
	heavy,
	long,
	one,
	other,
	type Records,
	sha256,
	text,
	twoPeople,
	whole
} from './records.ts';

const ibans = [
	{ iban: `${iban.slice(0, -1)}${iban.endsWith('9') ? '8' : '9'}` },
	{ iban: iban.toLowerCase() }
];
const payer: Records[string] = [
	{ name: 'Stadtkasse', iban, bic: 'COLSDE33XXX' },
	{ name: ' ' },
	{ name: long(71) },
	...ibans,
	{ bic: 'colsde33' },
	{ bic: 'COLSDE3' }
];
const signedOrDiscarded: Records[string] = [
	{ second_signed_by: one, second_signed_at: after, discarded_by: null, discarded_at: null },
	{ second_signed_at: null },
	{ second_signed_by: null },
	{ discarded_by: one },
	{ second_signed_by: null, second_signed_at: null, discarded_at: after },
	{ discarded_by: one, discarded_at: after }
];
const signatures = {
	...{ first_signed_by: one, first_signed_at: before, second_signed_by: other, second_signed_at: after }
};

/** What happens to money: terms, accounts, payouts, claims, proofs. */
export const ofGrants: Records = {
	payer_accounts_are_accounts: payer,
	payer_proposals_are_accounts: payer,
	bank_accounts_are_accounts: [
		{ iban, holder: 'Verein', note: '' },
		...ibans,
		{ holder: '' },
		{ holder: long(71) },
		{ note: long(4001) }
	],
	bank_accounts_confirmed_by_another: twoPeople('given_by', 'confirmed_by'),
	bank_accounts_judged_once: [
		{ confirmed_by: one, confirmed_at: after, refused_by: null, refused_at: null },
		{ confirmed_by: null },
		{ confirmed_at: null },
		{ refused_by: one },
		{ refused_by: one, refused_at: after }
	],
	grant_terms_period_in_order: [
		{ period_from: '2027-02-01', period_until: '2027-02-01' },
		{ period_until: '2027-01-31' }
	],
	grant_terms_small: [{ plan: {}, purpose: '' }, { plan: heavy(200_000) }, { purpose: long(4001) }],
	grant_terms_sums: [{ version: 1, amount_cents: 0 }, { version: 0 }, { amount_cents: -1 }],
	grant_acceptances_waiver_is_whole: whole({ waived_by: one, waived_at: after }),

	grant_changes_are_decided_with_signatures: [
		{ outcome: 'agreed', first_signed_by: one, second_signed_by: other, proposal: { needs_second: true } },
		{ first_signed_by: null },
		{ second_signed_by: null },
		{ second_signed_by: null, proposal: {}, outcome: 'refused' },
		{ first_signed_by: null, proposal: { needs_second: false }, outcome: 'refused' }
	],
	grant_changes_known_kinds: code('kind', 'further_grant'),
	grant_changes_known_outcomes: [
		{ outcome: 'noted', closed_at: after },
		{ outcome: 'something' },
		{ outcome: null },
		{ closed_at: null }
	],
	grant_changes_signatures_are_whole: [
		{ ...signatures, proposal: {} },
		{ first_signed_at: null },
		{ proposal: null },
		{ second_signed_at: null },
		{ second_signed_by: null },
		{ first_signed_by: null, first_signed_at: null, proposal: null }
	],
	grant_changes_small: [
		{ words: 'Wir', wish: {}, proposal: {} },
		{ words: '' },
		{ words: long(4001) },
		{ wish: heavy(50_000) },
		{ proposal: heavy(50_000) }
	],
	grant_changes_two_different_people: twoPeople('first_signed_by', 'second_signed_by'),

	payment_runs_confirmed_by_another: [
		{ created_by: one, confirmed_by: other, confirmed_at: after, confirm_note: 'Kontoauszug' },
		{ confirmed_by: one },
		{ confirmed_at: null },
		{ confirm_note: null },
		{ confirm_note: '' },
		{ confirm_note: long(1001) }
	],
	payment_runs_discarded_in_the_house: [
		{ discarded_by: one, discarded_at: after, given_out_at: null, settled_at: null, sha256: null },
		{ discarded_by: null },
		{ given_out_at: before },
		{ settled_at: before },
		{ sha256 }
	],
	payment_runs_message_id: [{ message_id: 'KOFEI-1' }, { message_id: 'kofei' }, { message_id: long(36) }],
	payment_runs_pay_something: [{ payouts_count: 1, sum_cents: 1 }, { payouts_count: 0 }, { sum_cents: 0 }],
	payment_runs_settled_whole: [
		{ settled_by: one, settled_at: after, paid_on: '2027-01-02', sha256 },
		{ settled_at: null },
		{ paid_on: null },
		{ settled_by: null },
		{ sha256: 'a' }
	],

	payouts_back_noted_whole: whole({
		back_on: '2027-01-02',
		back_noted_at: after,
		back_noted_by: one,
		back_reason: 'Konto erloschen'
	}),
	payouts_back_seen_by_two: twoPeople('back_noted_by', 'bounce_confirmed_by'),
	payouts_of_something: [{ amount_cents: 1, number: 1 }, { amount_cents: 0 }, { number: 0 }],
	payouts_ordered_once_released: [{ run_id: one, second_released_at: before }, { second_released_at: null }],
	payouts_paid_once_ordered: [
		{ run_id: one, paid_on: '2027-01-02', bounced_on: null },
		{ run_id: null },
		{ run_id: null, paid_on: null, bounced_on: '2027-01-02' }
	],
	payouts_refused_whole: [
		{ refused_by: one, refused_at: after, refusal_reason: 'Zu früh', run_id: null, bounced_on: null },
		{ refused_at: null },
		{ refusal_reason: null },
		{ run_id: one },
		{ bounced_on: '2027-01-02' },
		{ bounce_reason: 'Konto erloschen' }
	],
	payouts_released_whole: [
		{
			...{ first_released_by: one, first_released_at: before, account_id: one },
			...{ second_released_by: other, second_released_at: after }
		},
		{ first_released_at: null },
		{ account_id: null },
		{ second_released_at: null },
		{ second_released_by: null },
		{ first_released_by: null, first_released_at: null, account_id: null }
	],
	payouts_short_texts: [
		{ words: '', refusal_reason: 'Zu früh', bounce_reason: 'Konto erloschen' },
		{ words: long(2001) },
		{ refusal_reason: '' },
		{ refusal_reason: long(4001) },
		{ bounce_reason: '' },
		{ bounce_reason: long(1001) }
	],
	payouts_two_different_people: twoPeople('first_released_by', 'second_released_by'),
	payouts_withdrawn_whole: [
		{ withdrawn_by: one, withdrawn_at: after, account_id: null, run_id: null, refused_at: null },
		{ withdrawn_by: null },
		{ account_id: one },
		{ run_id: one },
		{ refused_at: before }
	],

	recoveries_have_grounds: text('reason', 4000, 1),
	recoveries_known_causes: code('cause', 'unspent'),
	recoveries_of_something: [{ amount_cents: 1 }, { amount_cents: 0 }],
	recoveries_signed_or_discarded: signedOrDiscarded,
	recoveries_two_different_people: twoPeople('first_signed_by', 'second_signed_by'),
	money_returns_confirmed_or_discarded: [
		{ confirmed_at: before, discarded_by: null, discarded_at: null, reversed_at: after },
		{ discarded_by: one },
		{ discarded_by: one, discarded_at: after },
		{ confirmed_at: null }
	],
	money_returns_excess_explained: [
		{ excess_cents: 2, excess_note: 'a' },
		{ excess_note: null },
		{ excess_cents: 0 },
		{ excess_note: '' },
		{ excess_note: long(4001) }
	],
	money_returns_of_something: [
		{ amount_cents: 2, interest_cents: 2, excess_cents: 2 },
		{ amount_cents: -1 },
		{ interest_cents: -1 },
		{ excess_cents: -1 },
		{ amount_cents: 0, interest_cents: 0, excess_cents: 0 }
	],
	money_returns_two_different_people: twoPeople('recorded_by', 'confirmed_by'),
	grant_rulings_about_something: [
		{ kind: 'waiver', subject_id: one },
		{ subject_id: null },
		{ kind: 'revocation' }
	],
	grant_rulings_have_grounds: text('reason', 4000, 1),
	grant_rulings_known_kinds: code('kind', 'correction'),
	grant_rulings_signed_or_discarded: signedOrDiscarded,
	grant_rulings_sums: [{ amount_cents: 0, number: 1 }, { amount_cents: -1 }, { number: 0 }],
	grant_rulings_two_different_people: twoPeople('first_signed_by', 'second_signed_by'),

	proofs_form_is_a_small_map: [{ form: {} }, { form: [] }, { form: heavy(300_000) }],
	proof_submissions_hash_matches: hashed,
	proof_submissions_versions_from_one: [{ version: 1 }, { version: 0 }],
	proof_queries_answered_are_closed: [{ answered_at: before, closed_at: after }, { closed_at: '2027-01-01' }],
	proof_queries_short_texts: [
		{ message: 'Bitte', message_de: long(4000) },
		{ message: '' },
		{ message: long(4001) },
		{ message_de: long(4001) }
	],
	proof_checks_known_scopes: code('scope', 'sample'),
	proof_checks_signed_have_sums: [
		{ ...signatures, accepted_cents: 0, grant_cents: 0, claim_cents: 0, concluded_at: after },
		{ first_signed_by: null },
		{ second_signed_by: null },
		{ claim_cents: null },
		{ first_signed_at: null, first_signed_by: null, claim_cents: null, concluded_at: null },
		{
			...{ first_signed_at: null, first_signed_by: null, claim_cents: null },
			...{ second_signed_at: null, second_signed_by: null }
		},
		{ accepted_cents: -1 },
		{ grant_cents: -1 },
		{ claim_cents: -1 }
	],
	proof_checks_small: [
		{ judgements: {}, reason: '' },
		{ judgements: [] },
		{ judgements: heavy(300_000) },
		{ reason: long(4001) }
	],
	proof_checks_two_different_people: twoPeople('first_signed_by', 'second_signed_by')
};
