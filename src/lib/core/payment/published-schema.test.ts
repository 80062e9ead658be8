import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSchemaThere, schemaComplaints, schemaName } from '../../../../tests/support/payment-schema';
import { creditTransferFile, type PaymentOrder } from './credit-transfer';

const payer = { name: 'Stadt Duisburg', iban: 'DE75512108001245126199' };
const anyName = fc.oneof(
	fc.string({ unit: 'binary', minLength: 1, maxLength: 70 }),
	fc.constantFrom('Komşular & Freunde e.V.', 'جمعية الجسر', 'Надія', 'گروه امید', '<Garten>', '//', ']]>')
);
const anyOrder: fc.Arbitrary<PaymentOrder> = fc
	.record({
		bic: fc.constantFrom(null, 'DUISDE33XXX'),
		payments: fc.array(
			fc.record({
				amount_cents: fc.integer({ min: 1, max: 999_999_999 }),
				name: anyName,
				iban: fc.constantFrom('DE89370400440532013000', 'FR1420041010050500013M02606'),
				organisation_name: fc.option(anyName),
				bounced_on: fc.constant(null)
			}),
			{ minLength: 1, maxLength: 5 }
		)
	})
	.map(({ bic, payments }) => ({
		message_id: 'KOFEI-1A2B3C4D-0001',
		created_at: '2027-03-01T09:30:00Z',
		execution_on: '2027-03-02',
		payer: { ...payer, bic },
		sum_cents: payments.reduce((sum, { amount_cents }) => sum + amount_cents, 0),
		transfers: payments.map((payment, place) => ({
			...payment,
			end_to_end_id: `KOFEI-2027-000${String(place)}-1`,
			reference_number: `KOFEI-2027-000${String(place)}`,
			number: 1
		}))
	}));

describe.skipIf(!isSchemaThere)(
	`files for the bank, by ${schemaName} (needs xmllint, and libhbci4j-core-java or KOFEI_PAIN_SCHEMA)`,
	() => {
		it('are valid, whoever is paid', () => {
			expect(schemaComplaints(fc.sample(anyOrder, 200).map(creditTransferFile))).toBe('');
		});

		it('would be found out otherwise', () => {
			const [order] = fc.sample(anyOrder, 1);
			const file = creditTransferFile(order ?? expect.unreachable());
			expect(schemaComplaints([file.replace(/<NbOfTxs>\d+<\/NbOfTxs>/, '')])).toContain('NbOfTxs');
		});
	}
);
