import * as z from 'zod/mini';
import { formSchemaVersion } from '../../core/application/fields';
import { fieldsSchema } from '../../core/draft/schemas';
import { isProofDocument } from '../../core/proof/fields';
import { proofOf } from '../../core/proof/id';
import { mineOf, type SaveRequest, type SubmitRequest } from './applications';
import { requirePerson, type Client } from './clients';
import { dataOf, Refusal } from './failure';
import { everyFile } from './files';
import { instant } from './instant';

/**
 * The proof of use as its people write it: to their device it is a draft like an application, and travels like one. Every
 * call speaks as the signed-in person; what is not theirs is `not_found` (404).
 */

export async function saveProof(
	client: Client,
	applicationId: string,
	{ base_revision, changes }: SaveRequest
): Promise<{ revision: number; state: string }> {
	const saved = dataOf(
		await client.rpc('save_proof', {
			p_application: applicationId,
			p_base_revision: base_revision,
			p_changes: changes
		})
	);
	if (saved.status === 'moved_on')
		throw new Refusal('draft_moved_on', 409, { revision: saved.revision, fields: saved.fields });
	return { revision: saved.revision, state: saved.state };
}

/** In the shape of an application, with the facts it is measured by. */
export async function readProof(client: Client, applicationId: string) {
	await requirePerson(client);
	const may = (await mineOf(client)).get(applicationId);
	if (may === undefined) throw new Refusal('not_found', 404);
	const proof = dataOf(await client.rpc('read_proof', { p_application: applicationId }));
	const files = await everyFile(client, applicationId);
	return {
		...proof,
		id: proofOf(applicationId),
		schema_version: formSchemaVersion,
		may,
		events: [],
		decision: null,
		files: files.filter(({ document }) => isProofDocument(document))
	};
}

/** The same key gives the same receipt forever. Late is marked, never refused. */
export async function submitProof(
	client: Client,
	applicationId: string,
	{ key, revision, prepared_at, answers }: SubmitRequest
) {
	return dataOf(
		await client.rpc('submit_proof', {
			p_application: applicationId,
			p_key: key,
			p_revision: revision,
			p_prepared_at: prepared_at,
			p_answers: answers ?? null
		})
	);
}

const sentRow = z.object({
	version: z.number(),
	received_at: instant,
	prepared_at: z.nullable(instant),
	is_late: z.boolean(),
	sha256: z.string(),
	snapshot: z.object({ form: fieldsSchema, terms_version: z.number() })
});

/** Every version that was sent, the first one first; empty before. */
export async function sentProofs(client: Client, applicationId: string) {
	const rows = dataOf(
		await client
			.from('proof_submissions')
			.select('version, received_at, prepared_at, is_late, sha256, snapshot')
			.eq('application_id', applicationId)
			.order('version')
	);
	return z.array(sentRow).parse(rows);
}
