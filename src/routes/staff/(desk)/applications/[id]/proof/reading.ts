import { receiptFindings, sumFindings } from '$lib/core/proof/findings';
import { receiptsOf } from '$lib/core/proof/receipts';
import type { CaseProof } from '$lib/server/supabase/proofs';

/** The receipts of the version that counts, each with what the program noticed and what people said about it. */
export function findingsOf(proof: CaseProof) {
	const { facts, submission, pictures, check, sample, today } = proof;
	if (!facts || !submission) return { receipts: [], sums: [] };
	const receipts = receiptsOf(submission.form);
	const measure = { ...facts, today };
	const found = receiptFindings(receipts, pictures, measure);
	return {
		receipts: receipts.map((receipt) => ({
			receipt,
			findings: found.filter(({ row }) => row === receipt.id),
			judgement: check?.judgements[receipt.id] ?? null,
			isInSample: sample.includes(receipt.id)
		})),
		sums: sumFindings(receipts, measure)
	};
}
