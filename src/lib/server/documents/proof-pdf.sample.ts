import type { ProofSource } from './proof-paper';

/** A proof of use that was sent late, with a report in Arabic and a receipt in another currency. */
export const sampleProof: ProofSource = {
	referenceNumber: 'KOFEI-2027-0001',
	projectTitle: 'Pazar yerinde hikâye kahvesi',
	version: 2,
	receivedAt: '2027-10-01T10:00:00Z',
	sha256: 'ab'.repeat(32),
	isLate: true,
	lines: [{ id: 'aaaaaaa1', label: 'Lebensmittel', category: 'food', cents: 80_000 }],
	grantCents: 75_000,
	paidCents: 60_000,
	plannedIncomeCents: 5_000,
	form: {
		'report.done': 'ثماني أمسيات في هوخفلد',
		'report.language': 'ar',
		'report.participants': 30,
		'report.signed_name': "Amina O'Neill",
		'receipts.rrrrrrr1.position': 1,
		'receipts.rrrrrrr1.payee': 'Markt am Dellplatz',
		'receipts.rrrrrrr1.line': 'aaaaaaa1',
		'receipts.rrrrrrr1.amount_cents': 85_050,
		'receipts.rrrrrrr1.currency': 'TRY',
		'receipts.rrrrrrr1.foreign_cents': 123_400
	},
	judgements: { rrrrrrr1: { accepted_cents: 80_000, reason: 'über dem Soll' } },
	result: null
};
