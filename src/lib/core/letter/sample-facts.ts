import type { LetterFacts } from './letter';
import type { LetterKind } from './template';

const told: Readonly<Record<LetterKind, Partial<LetterFacts>>> = {
	receipt: { received_at: '2027-01-20T11:00:00Z' },
	request: {
		due_on: '2027-03-31',
		message: 'Bitte schicken Sie uns die Satzung.',
		items: [
			{ kind: 'document', document: 'statutes', note: 'mit allen Unterschriften' },
			{ kind: 'section', section: 'goals', note: '' },
			{ kind: 'translation', path: 'need', note: '' },
			{ kind: 'question', id: 'aaaaaaaa', note: 'Wer leitet die Abende?' }
		],
		document_labels: { statutes: 'Satzung' }
	},
	approved: {
		amount_cents: 180_000,
		reason: null,
		conditions: 'Die Abende finden in Hochfeld statt.',
		proof_due_on: '2028-01-25',
		tolerance_percent: 20,
		need_months: 2
	},
	waitlisted: { amount_cents: null, reason: null, conditions: null, waiting_rank: 3 },
	rejected: { amount_cents: null, reason: 'Das Projekt hat schon begonnen.', conditions: null },
	changed: {
		amount_cents: 150_000,
		reason: 'Die Stiftung zahlt einen Teil der Miete.',
		proof_due_on: '2028-01-25',
		change: {
			kind: 'further_grant',
			notified_at: '2027-05-10T09:00:00Z',
			grantor: 'Stiftung am Rhein',
			cents: 30_000
		},
		plan: {
			incomes_cents: 63_450,
			lines: [
				{ label: 'Raummiete', requested_cents: 60_000, approved_cents: 40_000 },
				{ label: 'Honorare', requested_cents: 90_000, approved_cents: 110_000 }
			]
		}
	},
	change_refused: {
		reason: 'Das wäre ein anderes Projekt.',
		change: { kind: 'purpose', notified_at: '2027-05-10T09:00:00Z' }
	},
	given_back: {
		amount_cents: 0,
		reason: 'Das Projekt findet nicht statt.',
		outstanding_cents: 90_000,
		change: { kind: 'cancellation', notified_at: '2027-05-10T09:00:00Z' }
	},
	recovery: {
		amount_cents: 12_000,
		reason: 'Die Raummiete war günstiger als geplant.',
		due_on: '2028-01-31',
		interest_from: '2027-12-01',
		interest_points: 500,
		pay_to: { name: 'Stadt Duisburg', iban: 'DE75512108001245126199' }
	},
	revoked: {
		amount_cents: 0,
		reason: 'Das Projekt hat nicht stattgefunden.',
		claimed_cents: 90_000,
		due_on: '2028-01-31',
		interest_from: '2027-12-01',
		interest_points: 500,
		pay_to: { name: 'Stadt Duisburg', iban: 'DE75512108001245126199' }
	},
	proof_checked: {
		amount_cents: 88_000,
		accepted_cents: 108_000,
		claim_cents: 12_000,
		unpaid_cents: 0,
		reason: 'Ein Teil der Einkäufe war privat.',
		receipt_cuts: [
			{
				number: 3,
				payee: 'Getränke Meyer',
				amount_cents: 20_000,
				accepted_cents: 8_000,
				reason: 'nur ein Abend'
			}
		]
	}
};

/** Facts of nobody, for looking at a template; `contact` is that of the round. */
export function sampleFacts(kind: LetterKind, contact: LetterFacts['contact']): LetterFacts {
	return {
		reference_number: 'KOFEI-2027-0001',
		organisation_name: 'Hochfeld’de Komşular e.V.',
		street: 'Wanheimer Straße 12',
		postal_code: '47053',
		city: 'Duisburg',
		project_title: 'Pazar yerinde hikâye kahvesi',
		requested_cents: 183_450,
		period_from: '2027-04-01',
		period_until: '2027-11-30',
		round_title: 'KOFEI-Förderung 2027',
		contact,
		...told[kind]
	};
}
