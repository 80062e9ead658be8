import { type Fields, type FieldValue } from '../draft/fields';
import { rowsOf } from '../draft/rows';
import { isCents } from '../money/amount';
import type { PlannedLine } from './facts';

/** A receipt as it is written down; what is not there yet is empty, an amount nobody could read is null. */
export type Receipt = {
	readonly id: string;
	/** Its place in the list, by which office, letters and group call it. */
	readonly number: number;
	readonly invoiceOn: string;
	readonly paidOn: string;
	readonly payee: string;
	readonly purpose: string;
	/** Of the plan. */
	readonly line: string;
	readonly paidBy: string;
	readonly cents: number | null;
	/** Empty for the euro. */
	readonly currency: string;
	readonly foreignCents: number | null;
};

export function receiptsOf(fields: Fields): readonly Receipt[] {
	return rowsOf(fields, 'receipts').map(({ id, values }, place) => ({
		id,
		number: place + 1,
		invoiceOn: textOf(values['invoice_on']),
		paidOn: textOf(values['paid_on']),
		payee: textOf(values['payee']),
		purpose: textOf(values['purpose']),
		line: textOf(values['line']),
		paidBy: textOf(values['paid_by']),
		cents: centsOf(values['amount_cents']),
		currency: textOf(values['currency']),
		foreignCents: centsOf(values['foreign_cents'])
	}));
}

export type LineBalance = {
	readonly line: PlannedLine;
	readonly spentCents: number;
	/** Below zero where more was spent than planned. */
	readonly leftCents: number;
};

/** Plan and actual of every line, in the order of the plan. What belongs to no line of it is counted by `unplannedCents`. */
export function balancesOf(
	lines: readonly PlannedLine[],
	receipts: readonly Pick<Receipt, 'line' | 'cents'>[]
): readonly LineBalance[] {
	return lines.map((line) => {
		const spentCents = sum(receipts.filter((receipt) => receipt.line === line.id));
		return { line, spentCents, leftCents: line.cents - spentCents };
	});
}

export function unplannedCents(
	lines: readonly PlannedLine[],
	receipts: readonly Pick<Receipt, 'line' | 'cents'>[]
): number {
	return sum(receipts.filter((receipt) => !lines.some(({ id }) => id === receipt.line)));
}

export function sum(receipts: readonly Pick<Receipt, 'cents'>[]): number {
	return receipts.reduce((total, { cents }) => total + (cents ?? 0), 0);
}

function textOf(value: FieldValue | undefined): string {
	return typeof value === 'string' ? value : '';
}

function centsOf(value: FieldValue | undefined): number | null {
	return isCents(value) ? value : null;
}
