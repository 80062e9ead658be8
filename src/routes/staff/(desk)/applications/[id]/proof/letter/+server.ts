import { error } from '@sveltejs/kit';
import { berlinDay } from '$lib/i18n/format';
import { readablePreview } from '$lib/i18n/letter-text';
import { letterPdf } from '$lib/server/documents/letter-pdf';
import { inPlace } from '$lib/server/files/in-place';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { previewOfProof } from '$lib/server/supabase/proofs';

/** The letter that the second signature under a check would make now, marked as a draft. */
export async function GET(event) {
	const { client } = await requireStaff(event);
	const content = await orErrorPage(previewOfProof(client, event.url.searchParams.get('of') ?? ''));
	const now = new Date();
	const letter = readablePreview(content, now);
	const bytes = new Uint8Array(await letterPdf(letter, { day: berlinDay(now), isPreview: true }));
	return (
		inPlace({ name: `Entwurf-${letter.referenceNumber}.pdf`, mediaType: 'application/pdf', bytes }) ??
		error(404)
	);
}
