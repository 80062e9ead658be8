import { parseInstant } from '../../core/time/instant';
import type { Client } from './clients';
import { dataOf, Refusal } from './failure';
import { list as listFiles } from './files';

/**
 * Applications as their applicants read and write them. Every call speaks as the signed-in person; what is not theirs is
 * `not_found` (404), never "forbidden", so that ids tell nothing.
 */

export interface SaveRequest {
	readonly round: string;
	readonly base_revision: number;
	readonly changes: Readonly<Record<string, unknown>>;
	readonly schema_version: number;
}

/** Saves the changes of a draft; creates it at the first save. Refuses with `draft_moved_on` (409, the server's version). */
export async function save(
	client: Client,
	id: string,
	request: SaveRequest
): Promise<{ revision: number; state: string }> {
	const saved = dataOf(
		await client.rpc('save_draft', {
			p_id: id,
			p_round: request.round,
			p_base_revision: request.base_revision,
			p_changes: request.changes,
			p_schema_version: request.schema_version
		})
	);
	if (saved.status === 'moved_on')
		throw new Refusal('draft_moved_on', 409, { revision: saved.revision, fields: saved.fields });
	return { revision: saved.revision, state: 'draft' };
}

const LISTED =
	'id, title, state, revision, updated_at, reference_number, submitted_at, is_late, funding_rounds (slug), submissions (sha256, received_at)';

/** All applications of the caller's organisations, drafts included, the last changed first. */
export async function list(client: Client) {
	const organisations = await organisationIds(client);
	if (organisations.length === 0) return [];
	const rows = dataOf(
		await client
			.from('applications')
			.select(LISTED)
			.in('organisation_id', organisations)
			.order('updated_at', { ascending: false })
	);
	return rows.map((row) => ({
		id: row.id,
		round: one(row.funding_rounds)?.slug ?? '',
		title: row.title,
		state: row.state,
		revision: row.revision,
		updated_at: row.updated_at,
		receipt: receiptOf(row)
	}));
}

/** One application with its words, history and, once signed twice, its decision. */
export async function read(client: Client, id: string) {
	const organisations = await organisationIds(client);
	const row = dataOf(
		await client
			.from('applications')
			.select(`${LISTED}, form, form_schema_version, status_events (to_state, at, public_reason)`)
			.eq('id', id)
			.in('organisation_id', organisations)
			.maybeSingle()
	);
	const decision = dataOf(await client.rpc('read_decision', { p_application: id }));
	return {
		id: row.id,
		round: one(row.funding_rounds)?.slug ?? '',
		revision: row.revision,
		state: row.state,
		fields: row.form,
		schema_version: row.form_schema_version,
		receipt: receiptOf(row),
		events: row.status_events
			.map(({ to_state, at, public_reason }) => ({ to: to_state, at, public_reason }))
			.sort((a, b) => (parseInstant(a.at) ?? 0) - (parseInstant(b.at) ?? 0)),
		decision: decision.outcome === null ? null : decision,
		files: await listFiles(client, id)
	};
}

/**
 * Sends the application. The same key gives the same receipt forever. `preparedAt` is the device's word on when "send"
 * was tapped; the database's clock decides, and an application prepared in time but arriving late is kept as late.
 */
export async function submit(
	client: Client,
	id: string,
	{ key, revision, prepared_at }: { key: string; revision: number; prepared_at: string }
) {
	return dataOf(
		await client.rpc('submit_application', {
			p_id: id,
			p_key: key,
			p_revision: revision,
			p_prepared_at: prepared_at
		})
	);
}

export async function withdraw(
	client: Client,
	id: string,
	reason: string | null
): Promise<{ state: string }> {
	return dataOf(await client.rpc('withdraw_application', { p_id: id, p_reason: reason }));
}

/** Staff may read more than their own: the applicant's side shows only what belongs to the caller's organisations. */
async function organisationIds(client: Client): Promise<string[]> {
	const { data: user } = await client.auth.getUser();
	if (!user.user) throw new Refusal('signed_out', 401);
	const rows = dataOf(
		await client.from('organisation_members').select('organisation_id').eq('user_id', user.user.id)
	);
	return rows.map((row) => row.organisation_id);
}

interface SentRow {
	readonly id: string;
	readonly state: string;
	readonly reference_number: string | null;
	readonly is_late: boolean;
	readonly funding_rounds: unknown;
	readonly submissions: unknown;
}

function receiptOf(row: SentRow) {
	const submission = one(row.submissions as Sent | readonly Sent[] | null);
	if (!submission || row.reference_number === null) return null;
	return {
		application_id: row.id,
		reference_number: row.reference_number,
		received_at: submission.received_at,
		sha256: submission.sha256,
		is_late: row.is_late,
		state: row.state,
		round: one(row.funding_rounds as { slug: string } | readonly { slug: string }[] | null)?.slug ?? ''
	};
}

interface Sent {
	readonly sha256: string;
	readonly received_at: string;
}

/** An embedded row comes as an object or as a list of one, as the client reads the foreign key. */
function one<T>(embedded: T | readonly T[] | null | undefined): T | null {
	if (Array.isArray(embedded)) return embedded[0] ?? null;
	return (embedded as T | null | undefined) ?? null;
}
