import type { Attachment } from '../files/attachment';
import { clarificationsOf } from '../supabase/clarifications';
import type { Client } from '../supabase/clients';
import { dataOf, Refusal } from '../supabase/failure';
import { list } from '../supabase/files';
import { termsOf } from '../supabase/rounds';
import { submissionsOf } from '../supabase/submissions';
import { applicationPdf } from './application-pdf';
import type { PaperSource } from './application-paper';

/**
 * The PDF of what was sent, for whom the database shows it to: its people, and staff. Throws `Refusal` `not_found`, also
 * for a draft: what was not sent is not printed as if it had been.
 */
export async function sentApplicationPdf(client: Client, id: string): Promise<Attachment> {
	const source = await sourceOf(client, id);
	const pdf = await applicationPdf(source);
	return {
		name: `Antrag-${source.referenceNumber}.pdf`,
		mediaType: 'application/pdf',
		bytes: new Uint8Array(pdf)
	};
}

async function sourceOf(client: Client, id: string): Promise<PaperSource> {
	const [application] = dataOf(
		await client.from('applications').select('round_id, reference_number, is_late').eq('id', id)
	);
	if (!application?.reference_number) throw new Refusal('not_found', 404);
	const [submissions, files, clarifications] = await Promise.all([
		submissionsOf(client, id),
		list(client, id),
		clarificationsOf(client, id)
	]);
	const latest = submissions.at(-1);
	if (!latest) throw new Refusal('not_found', 404);
	const { round } = await termsOf(
		client,
		{ roundId: application.round_id, revision: latest.round_revision },
		'de'
	);
	return {
		form: { fields: latest.snapshot.form, schemaVersion: latest.snapshot.form_schema_version, round },
		referenceNumber: application.reference_number,
		isLate: application.is_late,
		versions: submissions.map(({ version, received_at, sha256 }) => ({
			version,
			receivedAt: received_at,
			sha256
		})),
		declarations: latest.snapshot.declarations,
		files: files.map(({ document, name, size, is_complete }) => ({
			document,
			name,
			size,
			isComplete: is_complete
		})),
		questions: clarifications
			.toReversed()
			.flatMap(({ items }) => items)
			.flatMap((item) => (item.kind === 'question' ? [{ id: item.id, note: item.note }] : []))
	};
}
