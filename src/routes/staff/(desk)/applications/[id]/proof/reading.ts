import { isCents } from '$lib/core/money/amount';
import { receiptFindings, sumFindings } from '$lib/core/proof/findings';
import { receiptsOf } from '$lib/core/proof/receipts';
import { labelOf } from '$lib/i18n/office-form';
import type { Case } from '$lib/server/supabase/cases';
import type { CaseProof } from '$lib/server/supabase/proofs';

/** The receipts of the version that counts, each with what the program noticed and what people said about it. */
export function findingsOf(proof: CaseProof) {
	const { facts, submission, pictures, alike, check, sample, today } = proof;
	if (!facts || !submission) return { receipts: [], sums: [] };
	const receipts = receiptsOf(submission.form);
	const income = submission.form['report.income_cents'];
	const countOf = (field: string) => {
		const value = submission.form[field];
		return typeof value === 'number' ? value : null;
	};
	const measure = {
		...facts,
		today,
		alike_elsewhere: alike,
		income_cents: isCents(income) ? income : null,
		participants: countOf('report.participants'),
		newcomers: countOf('report.newcomers')
	};
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

/** A line that its group gave no name is called as the call names that kind of cost. */
export function withNamedLines(
	proof: CaseProof,
	{ cost_categories }: Pick<Case['round'], 'cost_categories'>
): CaseProof {
	const { facts } = proof;
	if (!facts) return proof;
	const lines = facts.lines.map((line) => ({
		...line,
		label: line.label ?? (line.category === null ? null : labelOf(cost_categories, line.category))
	}));
	return { ...proof, facts: { ...facts, lines } };
}
