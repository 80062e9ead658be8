import type { PlannedLine } from '../../core/proof/facts';
import type { ReceiptFinding, ReceiptFindingCode, SumFinding } from '../../core/proof/findings';
import type { Receipt } from '../../core/proof/receipts';
import { formatForeign } from '../../i18n/foreign-money';
import { formatCents } from '../../i18n/format';
import { m } from '../../i18n/generated/staff/messages';
import type { StaffLocale } from '../../i18n/locales';

export type Judged = {
	readonly receipt: Receipt;
	readonly findings: readonly ReceiptFinding[];
	readonly judgement: { readonly accepted_cents: number; readonly reason: string | null } | null;
	readonly isInSample: boolean;
};

/** Of a picture that was handed in with a proof. */
export type ProofPicture = { readonly id: string; readonly document: string };

export const paidBy: Readonly<Record<string, () => string>> = {
	transfer: m.proof_check_by_transfer,
	card: m.proof_check_by_card,
	cash: m.proof_check_by_cash
};

/** Whether a photo of the report may be shown; without a yes it may not. */
export function consentWords(answer: string) {
	if (answer === 'yes') return { text: m.proof_check_consent, tone: 'success', icon: 'check' } as const;
	const text = answer === 'no' ? m.proof_check_no_consent : m.proof_check_consent_unanswered;
	return { text, tone: 'danger', icon: 'close' } as const;
}

/** Receipts are called by their place in the list, as on paper. */
export function numberOf(row: string, receipts: readonly Pick<Receipt, 'id'>[]): string {
	return m.proof_check_no({ number: receipts.findIndex(({ id }) => id === row) + 1 });
}

export function lineName({ label, category }: PlannedLine): string {
	return label ?? category ?? '';
}

const findings: Readonly<Record<ReceiptFindingCode, (others: string) => string>> = {
	invoice_outside_period: () => m.proof_find_invoice_outside_period(),
	paid_outside_period: () => m.proof_find_paid_outside_period(),
	paid_in_future: () => m.proof_find_paid_in_future(),
	same_picture: (others) => m.proof_find_same_picture({ others }),
	same_picture_elsewhere: (others) => m.proof_find_same_picture_elsewhere({ others }),
	same_data: (others) => m.proof_find_same_data({ others }),
	same_data_elsewhere: (others) => m.proof_find_same_data_elsewhere({ others }),
	no_picture: () => m.proof_find_no_picture(),
	no_proof_of_payment: () => m.proof_find_no_proof_of_payment(),
	foreign_currency: (others) => m.proof_find_foreign_currency({ others }),
	not_in_plan: () => m.proof_find_not_in_plan()
};

export function findingText(
	{ code, row, others }: ReceiptFinding,
	receipts: readonly Receipt[],
	locale: StaffLocale
): string {
	if (code === 'foreign_currency') {
		const receipt = receipts.find(({ id }) => id === row);
		return findings[code](formatForeign(receipt?.foreignCents ?? null, receipt?.currency ?? '', locale));
	}
	const isElsewhere = code === 'same_picture_elsewhere' || code === 'same_data_elsewhere';
	const names = isElsewhere ? others : others.map((one) => numberOf(one, receipts));
	return findings[code](names.join(', '));
}

export function sumFindingText(finding: SumFinding, percent: number, locale: StaffLocale): string {
	switch (finding.code) {
		case 'over_tolerance':
			return m.proof_check_sum_over_tolerance({
				line: lineName(finding.line),
				amount: formatCents(finding.byCents, locale),
				percent
			});
		case 'above_grant':
			return m.proof_check_sum_above_grant({
				amount: formatCents(finding.cents, locale),
				income: formatCents(finding.incomeCents, locale)
			});
		case 'above_plan':
			return m.proof_check_sum_above_plan({ amount: formatCents(finding.cents, locale) });
		case 'below_grant':
			return m.proof_check_sum_below_grant({ amount: formatCents(finding.cents, locale) });
		case 'not_in_plan':
			return m.proof_check_sum_not_in_plan({ amount: formatCents(finding.cents, locale) });
		case 'income_below_plan':
			return m.proof_check_sum_income_below_plan({ amount: formatCents(finding.cents, locale) });
		case 'plan_uncovered':
			return m.proof_check_sum_plan_uncovered({ amount: formatCents(finding.cents, locale) });
		case 'newcomers_above_participants':
			return m.proof_check_sum_newcomers({ count: finding.count });
		case 'over_financed':
			return m.proof_check_sum_over_financed({ amount: formatCents(finding.cents, locale) });
	}
}
