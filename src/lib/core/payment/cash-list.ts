import type { PaymentOrder } from './credit-transfer';

/**
 * What a list for the cash office names: what is to be paid, or was, but nothing that came back, since whoever pays by the list would
 * pay it again. The file for the bank stays as it was made: its message id is known there.
 */
export function cashList({ transfers }: Pick<PaymentOrder, 'transfers'>): PaymentOrder['transfers'] {
	return transfers.filter(({ bounced_on }) => bounced_on === null);
}
