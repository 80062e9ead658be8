import * as z from 'zod/mini';
import type { Client } from './clients';
import { dataOf } from './failure';
import { instant } from './instant';

const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const sentFile = z.object({ id: z.string(), document: z.string(), name: z.string(), size: z.number() });
const submissionRow = z.object({
	received_at: instant,
	prepared_at: z.nullable(instant),
	is_late: z.boolean(),
	sha256: z.string(),
	/** The version of the round it was sent under, see `termsOf`; null for what is older than versions. */
	round_revision: z.nullable(z.number()),
	snapshot: z.object({
		form: z.record(z.string(), fieldValue),
		form_schema_version: z.number(),
		declarations: z.array(
			z.object({
				code: z.string(),
				version: z.string(),
				is_required: z.boolean(),
				texts: z.record(z.string(), z.string())
			})
		),
		/** What had arrived by then; absent in what was sent before documents could be. */
		files: z.optional(z.array(sentFile))
	})
});

export type Submission = Readonly<z.infer<typeof submissionRow>> & {
	/** 1 is what arrived first; each answer to a clarification adds one. */
	readonly version: number;
};

/** Everything that was sent of one application, the first version first; empty for a draft or somebody else's. */
export async function submissionsOf(client: Client, applicationId: string): Promise<readonly Submission[]> {
	const rows = dataOf(
		await client
			.from('submissions')
			.select('received_at, prepared_at, is_late, sha256, round_revision, snapshot')
			.eq('application_id', applicationId)
	);
	return z
		.array(submissionRow)
		.parse(rows)
		.sort((one, other) => Date.parse(one.received_at) - Date.parse(other.received_at))
		.map((submission, index) => ({ ...submission, version: index + 1 }));
}
