import { misread } from '../../core/api/reader';
import { readFacts } from '../../core/proof/facts';
import { labelOf } from '../../i18n/office-form';
import type { Attachment } from '../files/attachment';
import type { Client } from '../supabase/clients';
import { dataOf, Refusal } from '../supabase/failure';
import { amountOfTerms } from '../supabase/grants';
import { readProof, sentProofs } from '../supabase/own-proof';
import { termsOf } from '../supabase/rounds';
import { submissionsOf } from '../supabase/submissions';
import { proofPdf } from './proof-pdf';

/** The PDF of the proof of use that was sent last, for its people; null while none was sent. */
export async function sentProofPdf(client: Client, id: string): Promise<Attachment | null> {
	const sent = (await sentProofs(client, id)).at(-1);
	if (!sent) return null;
	const facts = readFacts((await readProof(client, id)).facts);
	const [application] = dataOf(
		await client.from('applications').select('round_id, reference_number, title').eq('id', id)
	);
	if (!application?.reference_number || facts === misread) throw new Refusal('not_found', 404);
	const revision = (await submissionsOf(client, id)).at(-1)?.round_revision ?? null;
	const { round } = await termsOf(client, { roundId: application.round_id, revision }, 'de');
	const { result } = facts;
	const pdf = await proofPdf({
		referenceNumber: application.reference_number,
		projectTitle: application.title ?? '',
		form: sent.snapshot.form,
		version: sent.version,
		receivedAt: sent.received_at,
		sha256: sent.sha256,
		isLate: sent.is_late,
		lines: facts.lines.map((line) => ({
			...line,
			label: line.label ?? (line.category === null ? null : labelOf(round.cost_categories, line.category))
		})),
		grantCents: await amountOfTerms(client, id, sent.snapshot.terms_version),
		paidCents: facts.paid_cents,
		plannedIncomeCents: facts.planned_income_cents,
		judgements: result?.cuts ?? {},
		result: result && {
			acceptedCents: result.accepted_cents,
			grantCents: result.grant_cents,
			claimCents: result.claim_cents,
			reason: result.reason,
			office: null
		}
	});
	return {
		name: `Verwendungsnachweis-${application.reference_number}.pdf`,
		mediaType: 'application/pdf',
		bytes: new Uint8Array(pdf)
	};
}
