import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isReopened } from '../../src/lib/core/application/clarification.ts';
import { financings } from '../../src/lib/core/proof/facts.ts';
import {
	isProofDocument,
	isProofPath,
	receiptColumns,
	reportFields
} from '../../src/lib/core/proof/fields.ts';
import { proofProblems } from '../../src/lib/core/proof/problems.ts';
import { finalGrantCents } from '../../src/lib/core/proof/result.ts';
import { patience, TestDatabase } from './support/database.ts';

/** What the device says about a proof and what the database decides are the same. */
let database: TestDatabase;
beforeAll(async () => {
	database = await TestDatabase.start();
});
afterAll(() => database.stop());

const lines = [{ id: 'aaaaaaa1', label: 'Essen', category: 'food', cents: 80_000 }];
const rows = ['rrrrrrr1', 'rrrrrrr2'];
const paths = [
	...rows.flatMap((row) => Object.keys(receiptColumns).map((column) => `receipts.${row}.${column}`)),
	...Object.keys(reportFields).map((field) => `report.${field}`)
];
const value = fc.oneof(
	fc.constantFrom(
		'',
		' ',
		'\u200b',
		'12,',
		'2027-05-10',
		'2027-02-30',
		' 2027-05-10 ',
		'aaaaaaa1',
		'zzzzzzz9',
		'yes'
	),
	fc.constantFrom(0, 1, -1, 1.5, 99_999_999, 100_000_000_000, 100_000_000_001),
	fc.constantFrom(true, false)
);
const form = fc.dictionary(fc.constantFrom(...paths), value);

describe('a proof on the device and in the database', () => {
	it('misses the same', patience, async () => {
		await fc.assert(
			fc.asyncProperty(form, async (fields) => {
				const [row] = await database.owner(
					`select private.proof_problems($1::jsonb, jsonb_populate_record(null::public.grant_terms, $2::jsonb)) as said`,
					[JSON.stringify(fields), JSON.stringify({ plan: { lines } })]
				);
				const said = (row?.['said'] as { path: string; code: string }[]).map(
					({ path, code }) => `${path} ${code}`
				);
				const ours = proofProblems(fields, lines).map(({ path, code }) => `${path} ${code}`);
				expect(ours.sort()).toEqual(said.sort());
			}),
			{ numRuns: 150 }
		);
	});

	it('comes to the same sum', patience, async () => {
		const cents = fc.integer({ min: 0, max: 999_999_999 });
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...financings),
				cents,
				cents,
				cents,
				cents,
				async (financing, ...sums) => {
					const [grantCents, plannedCents, acceptedCents, incomeCents] = sums;
					const [row] = await database.owner(
						'select private.final_grant_cents($1, $2, $3, $4, $5)::text as cents',
						[financing, grantCents, plannedCents, acceptedCents, incomeCents]
					);
					const ours = finalGrantCents(financing, { grantCents, plannedCents, acceptedCents, incomeCents });
					expect(String(ours)).toBe(row?.['cents']);
				}
			),
			{ numRuns: 150 }
		);
	});

	it('knows the same paths, documents and reopened parts', async () => {
		const odd = [
			'need',
			'receipts',
			'receipts.x.payee',
			'receipts.rrrrrrr1.state',
			'report.x',
			'answers.a',
			'answers.aaaaaaa1'
		];
		const documents = [
			'receipt_rrrrrrr1',
			'payment_rrrrrrr1',
			'report_photo',
			'receipt_',
			'message',
			'statutes'
		];
		const items = [
			{ kind: 'section', section: 'receipts.rrrrrrr1', note: '' },
			{ kind: 'question', id: 'aaaaaaa1', note: 'Wann?' }
		] as const;
		for (const path of [...paths, ...odd]) {
			const [row] = await database.owner(
				'select private.is_proof_path($1) as is_path, private.is_proof_reopened($1, $2::jsonb) as is_open',
				[path, JSON.stringify(items)]
			);
			expect.soft(isProofPath(path), path).toBe(row?.['is_path']);
			expect.soft(isReopened(path, items), path).toBe(row?.['is_open']);
		}
		for (const document of documents) {
			const [row] = await database.owner(`select private.file_room($1) = 'proof' as is_proof`, [document]);
			expect.soft(isProofDocument(document), document).toBe(row?.['is_proof']);
		}
	});
});
