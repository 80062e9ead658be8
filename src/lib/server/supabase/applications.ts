import { parseInstant } from '../../core/time/instant';
import { requirePerson, type Client } from './clients';
import { dataOf, Refusal } from './failure';
import { list as listFiles } from './files';
import { lettersOf } from './letters';
import { messagesFor } from './messages';
import { people } from './people';

/**
 * Applications as their applicants read and write them. Every call speaks as the signed-in person; what is not theirs is
 * `not_found` (404), never "forbidden", so that ids tell nothing.
 */

export interface SaveRequest {
	readonly round: string;
	readonly base_revision: number;
	readonly changes: Readonly<Record<string, unknown>>;
	readonly schema_version: number;
	/** Only of a new application: whose organisation it joins, where the person may write for it. */
	readonly copied_from?: string | null | undefined;
}

export interface SubmitRequest {
	readonly key: string;
	readonly revision: number;
	readonly prepared_at: string;
	readonly answers?: string | undefined;
}

/**
 * Saves the changes of a draft, or of what an open clarification asks for; creates a draft at the first save. Refuses with `draft_moved_on` (409, the server's version). */
export async function save(
	client: Client,
	id: string,
	request: SaveRequest
): Promise<{ revision: number; state: string }> {
	const answer = await client.rpc('save_draft', {
		p_id: id,
		p_round: request.round,
		p_base_revision: request.base_revision,
		p_changes: request.changes,
		p_schema_version: request.schema_version,
		p_copied_from: request.copied_from ?? null
	});
	const saved = await present(client, id, () => dataOf(answer));
	if (saved.status === 'moved_on')
		throw new Refusal('draft_moved_on', 409, { revision: saved.revision, fields: saved.fields });
	return { revision: saved.revision, state: saved.state };
}

const LISTED =
	'id, title, state, revision, updated_at, reference_number, submitted_at, is_late, funding_rounds (slug), submissions (version, sha256, received_at)';

/**
 * All applications of the caller's organisations and those they help with, drafts included, the last changed first.
 * Invitations that came while the caller was signed in are claimed first, so that nobody must sign in twice.
 */
export async function list(client: Client) {
	await requirePerson(client);
	await client.rpc('claim_invitations');
	const mine = await mineOf(client);
	if (mine.size === 0) return [];
	const rows = dataOf(
		await client
			.from('applications')
			.select(LISTED)
			.in('id', [...mine.keys()])
			.order('updated_at', { ascending: false })
	);
	return rows.map((row) => ({
		id: row.id,
		round: one(row.funding_rounds)?.slug ?? '',
		title: row.title,
		state: row.state,
		revision: row.revision,
		updated_at: row.updated_at,
		receipt: receiptOf(row),
		may: mine.get(row.id)
	}));
}

/** One application with its words, history, what the office waits for and, once signed twice, its decision. */
export async function read(client: Client, id: string) {
	await requirePerson(client);
	const may = (await mineOf(client)).get(id);
	if (may === undefined) throw await absence(client, id);
	const row = dataOf(
		await client
			.from('applications')
			.select(`${LISTED}, form, form_schema_version, status_events (to_state, at, public_reason)`)
			.eq('id', id)
			.maybeSingle()
	);
	const decision = dataOf(await client.rpc('read_decision', { p_application: id }));
	const { clarification, answered } = dataOf(await client.rpc('read_clarification', { p_application: id }));
	return {
		id: row.id,
		round: one(row.funding_rounds)?.slug ?? '',
		revision: row.revision,
		state: row.state,
		fields: row.form,
		schema_version: row.form_schema_version,
		receipt: receiptOf(row),
		may,
		helps_until: may === 'write' ? await helpsUntil(client, id) : null,
		events: row.status_events
			.map(({ to_state, at, public_reason }) => ({ to: to_state, at, public_reason }))
			.sort((a, b) => (parseInstant(a.at) ?? 0) - (parseInstant(b.at) ?? 0)),
		decision: decision.outcome === null ? null : decision,
		clarification,
		answered,
		files: await listFiles(client, id),
		unread: await unreadOf(client, id)
	};
}

/** Their devices must know what was deleted, and where they were taken out, from what a restored server has forgotten. */
async function absence(client: Client, id: string): Promise<Refusal> {
	const wasDeleted = dataOf(await client.rpc('was_draft_deleted', { p_id: id }));
	if (wasDeleted === true) return new Refusal('draft_deleted', 410);
	const isOut = dataOf(await client.rpc('was_access_ended', { p_id: id }));
	return isOut === true ? new Refusal('access_ended', 410) : new Refusal('not_found', 404);
}

/** What the database answered; of what is not there for them, why. */
async function present<T>(client: Client, id: string, answer: () => T): Promise<T> {
	try {
		return answer();
	} catch (refusal) {
		if (refusal instanceof Refusal && refusal.code === 'not_found') throw await absence(client, id);
		throw refusal;
	}
}

async function helpsUntil(client: Client, id: string): Promise<string | null> {
	const { people: all } = await people(client, id);
	return all.find(({ is_me }) => is_me)?.until ?? null;
}

/** What the office has written and nobody has read; the receipt does not count, since the application itself shows it. */
async function unreadOf(client: Client, id: string): Promise<number> {
	const letters = await lettersOf(client, id);
	const { messages } = await messagesFor(client, id);
	return (
		letters.filter(({ kind, first_opened_at }) => kind !== 'receipt' && first_opened_at === null).length +
		messages.filter(({ is_from_office, is_read }) => is_from_office && !is_read).length
	);
}

/**
 * Sends the application, or the answer to the clarification `answers` while that is open. The same key gives the same
 * receipt forever, an answer the receipt of what arrived first. `prepared_at` is the device's word on when "send" was
 * tapped; the database's clock decides, and an application prepared in time but arriving late is kept as late.
 */
export async function submit(
	client: Client,
	id: string,
	{ key, revision, prepared_at, answers }: SubmitRequest
) {
	const answer = await client.rpc('submit_application', {
		p_id: id,
		p_key: key,
		p_revision: revision,
		p_prepared_at: prepared_at,
		p_answers: answers ?? null
	});
	return present(client, id, () => dataOf(answer));
}

/** A draft that was never sent, everywhere; again changes nothing. Only its one owner. Throws `Refusal` as in SQL. */
export async function deleteDraft(client: Client, id: string): Promise<void> {
	dataOf(await client.rpc('delete_draft', { p_id: id }));
}

export async function withdraw(
	client: Client,
	id: string,
	reason: string | null
): Promise<{ state: string }> {
	return dataOf(await client.rpc('withdraw_application', { p_id: id, p_reason: reason }));
}

/** Staff may read more than their own: the applicant's side shows only what is the caller's, and what they may do with it. */
export async function mineOf(client: Client): Promise<ReadonlyMap<string, string>> {
	const rows: { application_id: string; may: string }[] = dataOf(await client.rpc('my_applications'));
	return new Map(rows.map(({ application_id, may }) => [application_id, may]));
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
	const submission = many(row.submissions as Sent | readonly Sent[] | null).find(
		({ version }) => version === 1
	);
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
	/** 1 is what arrived first; answers to clarifications have the later ones. */
	readonly version: number;
	readonly sha256: string;
	readonly received_at: string;
}

/** An embedded row comes as an object or as a list, as the client reads the foreign key. */
function many<T>(embedded: T | readonly T[] | null | undefined): readonly T[] {
	if (Array.isArray(embedded)) return embedded;
	return embedded === null || embedded === undefined ? [] : [embedded as T];
}

function one<T>(embedded: T | readonly T[] | null | undefined): T | null {
	return many(embedded)[0] ?? null;
}
