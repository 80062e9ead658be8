import { error } from '@sveltejs/kit';
import type { LetterContent } from '$lib/core/letter/letter';
import { berlinDay } from '$lib/i18n/format';
import { readablePreview } from '$lib/i18n/letter-text';
import { letterPdf } from '$lib/server/documents/letter-pdf';
import { inPlace } from '$lib/server/files/in-place';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import type { Client } from '$lib/server/supabase/clients';
import { previewOfDecision, previewOfGrant } from '$lib/server/supabase/letters';
import { previewOfProof } from '$lib/server/supabase/proofs';
import type { WaitingLetter } from '../../forms';

const previews: Readonly<Record<WaitingLetter, (client: Client, id: string) => Promise<LetterContent>>> = {
	decision: previewOfDecision,
	grant: previewOfGrant,
	proof: previewOfProof
};

/** The letter that the second signature would make now, marked as a draft. */
export async function GET(event) {
	const { client } = await requireStaff(event);
	const [kind, preview] =
		Object.entries(previews).find(([name]) => event.url.searchParams.has(name)) ?? error(404);
	const content = await orErrorPage(preview(client, event.url.searchParams.get(kind) ?? ''));
	const now = new Date();
	const letter = readablePreview(content, now);
	const bytes = new Uint8Array(await letterPdf(letter, { day: berlinDay(now), isPreview: true }));
	return (
		inPlace({ name: `Entwurf-${letter.referenceNumber}.pdf`, mediaType: 'application/pdf', bytes }) ??
		error(404)
	);
}
