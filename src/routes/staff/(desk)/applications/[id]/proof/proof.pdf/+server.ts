import { error } from '@sveltejs/kit';
import { proofPdf } from '$lib/server/documents/proof-pdf';
import { attachment } from '$lib/server/files/attachment';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { readCase } from '$lib/server/supabase/cases';
import { amountOfTerms } from '$lib/server/supabase/grants';
import { caseProof, type CaseProof } from '$lib/server/supabase/proofs';
import { directory } from '$lib/server/supabase/staff';
import { withNamedLines } from '../reading';

/** The version that counts, for the file: as it was sent, with what was judged so far and the result once there is one. */
export async function GET(event) {
	const { client } = await requireStaff(event);
	const { id } = event.params;
	const [application, read, people] = await orErrorPage(
		Promise.all([readCase(client, id, 'de'), caseProof(client, id), directory(client)])
	);
	const { facts, submission, check } = withNamedLines(read, application.round);
	if (!facts || !submission) error(404, { message: 'not_found', code: 'not_found' });
	const pdf = await proofPdf({
		referenceNumber: application.reference_number ?? '',
		projectTitle: application.title ?? '',
		form: submission.form,
		version: submission.version,
		receivedAt: submission.received_at,
		sha256: submission.sha256,
		isLate: submission.is_late,
		lines: facts.lines,
		// As it was promised when this was sent; the check may have made it less.
		grantCents: await orErrorPage(amountOfTerms(client, id, submission.terms_version)),
		paidCents: facts.paid_cents,
		plannedIncomeCents: facts.planned_income_cents,
		judgements: check?.judgements ?? {},
		result: resultOf(check, people)
	});
	return attachment({
		name: `Verwendungsnachweis-${application.reference_number ?? ''}.pdf`,
		mediaType: 'application/pdf',
		bytes: new Uint8Array(pdf)
	});
}

function resultOf(check: CaseProof['check'], people: Awaited<ReturnType<typeof directory>>) {
	if (!check?.concluded_at) return null;
	const signed = [
		{ by: check.first_signed_by, at: check.first_signed_at },
		{ by: check.second_signed_by, at: check.second_signed_at }
	];
	return {
		acceptedCents: check.accepted_cents ?? 0,
		grantCents: check.grant_cents ?? 0,
		claimCents: check.claim_cents ?? 0,
		reason: check.reason,
		office: {
			isSample: check.scope === 'sample',
			claimDueOn: check.claim_due_on,
			signatures: signed.flatMap(({ by, at }) =>
				by === null || at === null ? [] : [{ name: people[by]?.name ?? people[by]?.email ?? by, at }]
			)
		}
	};
}
