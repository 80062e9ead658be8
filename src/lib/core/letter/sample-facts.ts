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
			{ kind: 'question', id: 'aaaaaaaa', note: 'Wer leitet die Abende?' }
		],
		document_labels: { statutes: 'Satzung' }
	},
	approved: { amount_cents: 180_000, reason: null, conditions: 'Die Abende finden in Hochfeld statt.' },
	waitlisted: { amount_cents: null, reason: null, conditions: null },
	rejected: { amount_cents: null, reason: 'Das Projekt hat schon begonnen.', conditions: null }
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
