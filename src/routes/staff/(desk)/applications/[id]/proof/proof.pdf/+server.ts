import { error } from '@sveltejs/kit';
import { proofPdf } from '$lib/server/documents/proof-pdf';
import { attachment } from '$lib/server/files/attachment';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { readCase } from '$lib/server/supabase/cases';
import { caseProof } from '$lib/server/supabase/proofs';
import { withNamedLines } from '../reading';

/** The version that counts, for the file: as it was sent, with what was judged so far. */
export async function GET(event) {
	const { client } = await requireStaff(event);
	const [application, read] = await orErrorPage(
		Promise.all([readCase(client, event.params.id, 'de'), caseProof(client, event.params.id)])
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
		grantCents: facts.amount_cents,
		paidCents: facts.paid_cents,
		plannedIncomeCents: facts.planned_income_cents,
		judgements: check?.judgements ?? {}
	});
	return attachment({
		name: `Verwendungsnachweis-${application.reference_number ?? ''}.pdf`,
		mediaType: 'application/pdf',
		bytes: new Uint8Array(pdf)
	});
}
