import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { creditTransferFile, type PaymentOrder } from './credit-transfer';

/**
 * The schema as ISO 20022 publishes it is no part of this repository: its licence is not ours. Debian's libhbci4j-core-java ships it;
 * KOFEI_PAIN_SCHEMA names another copy.
 */
const NAME = 'pain.001.001.09.xsd';
const OWN_COPY = process.env['KOFEI_PAIN_SCHEMA'];
const JAR = '/usr/share/java/hbci4j-core.jar';
const XMLLINT = '/usr/bin/xmllint';
const UNZIP = '/usr/bin/unzip';
const isThere = existsSync(XMLLINT) && (OWN_COPY === undefined ? existsSync(JAR) && existsSync(UNZIP) : true);

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

describe.skipIf(!isThere)(
	`files for the bank, by ${NAME} (needs xmllint, and libhbci4j-core-java or KOFEI_PAIN_SCHEMA)`,
	() => {
		let folder: string;
		let schema: string;
		beforeAll(() => {
			folder = mkdtempSync(join(tmpdir(), 'kofei-pain-'));
			schema = OWN_COPY ?? join(folder, NAME);
			if (OWN_COPY === undefined) {
				const [entry = ''] = execFileSync(UNZIP, ['-Z1', JAR, `*${NAME}`], { encoding: 'utf8' }).split('\n');
				writeFileSync(schema, execFileSync(UNZIP, ['-p', JAR, entry]));
			}
		});
		afterAll(() => {
			rmSync(folder, { recursive: true });
		});

		/** What xmllint says of them; nothing where all are valid. */
		function complaints(files: readonly string[]): string {
			const paths = files.map((file, place) => {
				const path = join(folder, `${String(place)}.xml`);
				writeFileSync(path, file);
				return path;
			});
			try {
				execFileSync(XMLLINT, ['--nonet', '--noout', '--schema', schema, ...paths], { stdio: 'pipe' });
				return '';
			} catch (failure) {
				return failure instanceof Error ? failure.message : String(failure);
			}
		}

		it('are valid, whoever is paid', () => {
			expect(complaints(fc.sample(anyOrder, 200).map(creditTransferFile))).toBe('');
		});

		it('would be found out otherwise', () => {
			const [order] = fc.sample(anyOrder, 1);
			const file = creditTransferFile(order ?? expect.unreachable());
			expect(complaints([file.replace(/<NbOfTxs>\d+<\/NbOfTxs>/, '')])).toContain('NbOfTxs');
		});
	}
);
