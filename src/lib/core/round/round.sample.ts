import { type Round } from './round';

/** A round for tests, with everything a real one has, made small. */
export const sampleRound: Round = {
	slug: 'kofei-2027',
	status: 'published',
	opens_at: '2026-11-01T00:00:00+01:00',
	closes_at: '2027-02-15T23:59:59+01:00',
	project_from: '2027-03-01',
	project_until: '2027-12-31',
	total_budget_cents: 5_800_000,
	min_cents: 10_000,
	cap_cents: 250_000,
	areas: options('meeting_places', 'encounter', 'information'),
	districts: options('mitte', 'hamborn', 'citywide'),
	quarters: ['Hochfeld', 'Marxloh'],
	target_groups: options('children', 'women', 'newcomers'),
	cost_categories: [
		...options('materials', 'food'),
		{ code: 'alcohol', label: 'Alkohol', hint: null, is_eligible: false }
	],
	income_kinds: options('own_money', 'public_grant', 'participant_fees'),
	documents: [
		{
			code: 'statutes',
			label: 'Satzung',
			hint: null,
			is_required: true,
			shown_if: { path: 'legal_form', is_one_of: ['registered_association', 'unregistered_association'] }
		},
		{ code: 'cooperation', label: 'Kooperationserklärung', hint: null, is_required: false, shown_if: null }
	],
	not_asked: [],
	also_required: [],
	signature: 'typed_name',
	offers_from_cents: 100_000,
	postal_codes: { from: '47051', until: '47279' },
	participants_per_volunteer: null,
	usual_days: { submitted: 3, formal_check: 14 },
	declarations: [
		{
			code: 'true_and_complete',
			version: '2027-1',
			is_required: true,
			text: 'Alles stimmt.',
			text_de: 'Alles stimmt.'
		},
		{ code: 'publication_consent', version: '2027-1', is_required: false, text: 'Ja.', text_de: 'Ja.' }
	],
	texts: {
		title: 'Ehrenamt 2027',
		summary: '',
		purpose: '',
		who: '',
		what: '',
		how_much: '',
		when: '',
		needs: '',
		after: '',
		contact_note: '',
		interpreters: ''
	},
	contact: { name: 'KOFEI', person: null, email: null, phone: null, address: null },
	assumptions: {}
};

function options(...codes: readonly string[]): Round['areas'] {
	return codes.map((code) => ({ code, label: code, hint: null }));
}
