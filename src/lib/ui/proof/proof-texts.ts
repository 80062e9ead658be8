import type { PlannedLine } from '../../core/proof/facts';
import type { ReceiptFinding } from '../../core/proof/findings';
import type { ProofProblem } from '../../core/proof/problems';
import type { Receipt } from '../../core/proof/receipts';
import type { Round } from '../../core/round/round';
import { formatShortDate } from '../../i18n/format';
import { m } from '../../i18n/generated/proof/messages';
import type { Locale } from '../../i18n/locales';

const labels: Readonly<Record<string, () => string>> = {
	invoice_on: m.proof_invoice_on,
	paid_on: m.proof_paid_on,
	payee: m.proof_payee,
	purpose: m.proof_purpose,
	line: m.proof_line,
	amount_cents: m.proof_amount,
	paid_by: m.proof_paid_by,
	done: m.proof_done,
	participants: m.proof_participants,
	newcomers: m.proof_newcomers,
	volunteers: m.proof_volunteers,
	income_cents: m.proof_income,
	signed_name: m.proof_signed_name
};

const problems: Readonly<Record<string, () => string>> = {
	not_a_date: m.proof_not_a_date,
	not_an_amount: m.proof_not_an_amount,
	not_a_number: m.proof_not_a_number,
	unknown_choice: m.proof_unknown_line,
	declaration_missing: m.proof_declared_missing
};

/** The last part of a path names the question, of a receipt or of the report. */
export function labelAt(path: string): string {
	return labels[path.split('.').at(-1) ?? '']?.() ?? '';
}

export function problemText({ path, code }: ProofProblem): string {
	return problems[code]?.() ?? m.proof_required({ field: labelAt(path) });
}

/** As people named it in their plan, or the category in the words of the round. */
export function lineLabel({ label, category }: PlannedLine, round: Round | undefined): string {
	return label ?? round?.cost_categories.find(({ code }) => code === category)?.label ?? category ?? '';
}

/** With its number, as the office and its letters call it. */
export function receiptName({ number, payee, purpose }: Receipt): string {
	return `${String(number)}. ${payee || purpose || m.proof_receipt_new()}`;
}

/** What its people can still put right; the rest is for the office alone. Null for that. */
export function findingText(
	{ code, others }: ReceiptFinding,
	{
		receipts,
		from,
		until,
		locale
	}: { receipts: readonly Receipt[]; from: string; until: string; locale: Locale }
): string | null {
	if (code === 'paid_in_future') return m.proof_note_future();
	const period = { from: formatShortDate(from, locale), until: formatShortDate(until, locale) };
	if (code === 'invoice_outside_period') return m.proof_note_period(period);
	if (code === 'paid_outside_period') return m.proof_note_paid_period(period);
	if (code !== 'same_picture' && code !== 'same_data') return null;
	const other = receipts.find(({ id }) => id === others[0]);
	return other ? m.proof_note_same({ name: receiptName(other) }) : null;
}
