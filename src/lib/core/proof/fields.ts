import type { Field } from '../application/fields';

/** What is said about a receipt (Beleg). `foreign_cents`: hundredths of the currency on it, where that is not the euro. */
export const receiptColumns = {
	invoice_on: { kind: 'date' },
	paid_on: { kind: 'date' },
	payee: { kind: 'text', max: 200 },
	purpose: { kind: 'text', max: 300 },
	line: { kind: 'text' },
	amount_cents: { kind: 'money' },
	paid_by: { kind: 'choice', options: ['transfer', 'card', 'cash'] },
	currency: { kind: 'text', max: 3 },
	foreign_cents: { kind: 'money' }
} as const satisfies Readonly<Record<string, Field>>;

/** With all their columns, beside the report and answers to the office, they are fewer paths than a form may have (`maxChanges`). */
export const maxReceipts = 90;

export type ReceiptColumn = keyof typeof receiptColumns;

/** The short report (Sachbericht), the numbers reached, and the declaration under all of it. */
export const reportFields = {
	done: { kind: 'long', max: 2000 },
	reached: { kind: 'long', max: 2000 },
	changed: { kind: 'long', max: 2000 },
	language: { kind: 'text' },
	participants: { kind: 'count' },
	newcomers: { kind: 'count', min: 0 },
	volunteers: { kind: 'count', min: 0 },
	income_cents: { kind: 'money' },
	photo_consent: { kind: 'choice', options: ['yes', 'no'] },
	declared: { kind: 'choice', options: ['yes'] },
	signed_name: { kind: 'text', max: 200 }
} as const satisfies Readonly<Record<string, Field>>;

export type ReportField = keyof typeof reportFields;

const columns = ['position', ...Object.keys(receiptColumns)].join('|');
const report = Object.keys(reportFields).join('|');
const paths = new RegExp(
	`^(receipts\\.[a-z0-9]{8}\\.(${columns})|report\\.(${report})|answers\\.[a-z0-9]{8})$`
);

/** True for what a proof may hold; `private.is_proof_path` in SQL refuses everything else, unread. */
export function isProofPath(path: string): boolean {
	return paths.test(path);
}

/** Pictures are documents beside the words, named after the receipt they show. */
export function receiptDocument(row: string): string {
	return `receipt_${row}`;
}

/** What shows that it was paid: a statement of the account, say. */
export function paymentDocument(row: string): string {
	return `payment_${row}`;
}

export const photoDocument = 'report_photo';

/** The same as `private.file_room` in SQL. */
export function isProofDocument(document: string): boolean {
	return /^((receipt|payment)_[a-z0-9]{8}|report_photo)$/.test(document);
}
