import * as z from 'zod/mini';
import { type EarlierClarification, earlierSchema } from '../../core/api/clarification';
import type { Client } from './clients';
import { dataOf } from './failure';
import { instant } from './instant';

const note = z.string();
/** The note of a question is the question; elsewhere it may be empty. */
const item = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('section'), section: z.string(), note }),
	z.object({ kind: z.literal('document'), document: z.string(), note }),
	z.object({ kind: z.literal('translation'), path: z.string(), note }),
	z.object({ kind: z.literal('question'), id: z.string(), note })
]);

const clarificationRow = z.object({
	id: z.string(),
	asked_by: z.nullable(z.string()),
	asked_at: instant,
	due_on: z.string(),
	items: z.array(item),
	message: z.string(),
	message_language: z.string(),
	message_de: z.nullable(z.string()),
	answered_at: z.nullable(instant),
	answer: z.nullable(z.string()),
	closed_at: z.nullable(instant),
	remind_on: z.nullable(z.string())
});
const COLUMNS =
	'id, asked_by, asked_at, due_on, items, message, message_language, message_de, answered_at, answer, closed_at, remind_on';

export type ClarificationItem = Readonly<z.infer<typeof item>>;
export type Clarification = Readonly<z.infer<typeof clarificationRow>>;

/** What the office asked for, the newest first, answered or not. For staff: nobody else gets a row. */
export async function clarificationsOf(
	client: Client,
	applicationId: string
): Promise<readonly Clarification[]> {
	const rows = dataOf(
		await client.from('clarifications').select(COLUMNS).eq('application_id', applicationId)
	);
	return z
		.array(clarificationRow)
		.parse(rows)
		.sort((one, other) => Date.parse(other.asked_at) - Date.parse(one.asked_at));
}

/** What was asked before and is over, for the people of the application. Throws `Refusal` `not_found`. */
export async function earlierOf(
	client: Client,
	applicationId: string
): Promise<readonly EarlierClarification[]> {
	const rows = dataOf(await client.rpc('read_earlier_clarifications', { p_application: applicationId }));
	return z.array(earlierSchema).parse(rows);
}

export type AskedFor = {
	readonly items: readonly ClarificationItem[];
	/** A day: `2027-03-01`. */
	readonly dueOn: string;
	/** As the group reads it first; where `language` is not German, `german` has the same in German. */
	readonly message: string;
	readonly language: string;
	readonly german: string | null;
};

export function requestArguments(applicationId: string, request: AskedFor) {
	return {
		p_application: applicationId,
		p_items: request.items,
		p_due_on: request.dueOn,
		p_message: request.message,
		p_message_language: request.language,
		p_message_de: request.german
	};
}

/** Asks for what is missing and opens just that for the group. Throws `Refusal` (see `ask_clarification` in SQL). */
export async function ask(client: Client, applicationId: string, request: AskedFor): Promise<void> {
	dataOf(await client.rpc('ask_clarification', requestArguments(applicationId, request)));
}

/** Sets the day of the reminder of the open request; null for none. Throws `Refusal` (see `remind_of_clarification`). */
export async function remind(client: Client, applicationId: string, on: string | null): Promise<void> {
	dataOf(await client.rpc('remind_of_clarification', { p_application: applicationId, p_on: on }));
}
