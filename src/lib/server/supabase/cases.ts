import * as z from 'zod/mini';
import { states } from '../../core/application/states';
import type { Round } from '../../core/round/round';
import type { StaffLocale } from '../../i18n/locales';
import type { Client } from './clients';
import { dataOf, Refusal } from './failure';
import { instant } from './instant';
import { roundOf } from './rounds';
import { type Submission, submissionsOf } from './submissions';

const caseRow = z.object({
	id: z.string(),
	round_id: z.string(),
	reference_number: z.string(),
	organisation_name: z.nullable(z.string()),
	title: z.nullable(z.string()),
	requested_cents: z.nullable(z.number()),
	state: z.enum(states),
	submitted_at: instant,
	is_late: z.boolean()
});
const CASE_COLUMNS =
	'id, round_id, reference_number, organisation_name, title, requested_cents, state, submitted_at, is_late';

const eventRow = z.object({
	id: z.number(),
	from_state: z.enum(states),
	to_state: z.enum(states),
	at: instant,
	public_reason: z.nullable(z.string())
});
const detailRow = z.object({
	event_id: z.number(),
	actor_id: z.nullable(z.string()),
	actor_role: z.string(),
	reason: z.nullable(z.string())
});

export type StatusEvent = Readonly<z.infer<typeof eventRow>> & Readonly<Partial<z.infer<typeof detailRow>>>;
export type Case = Readonly<z.infer<typeof caseRow>> & {
	readonly round: Round;
	/** Everything that was sent, the first version first. */
	readonly submissions: readonly Submission[];
	/** What arrived first: its time is the one that counts against the deadline. */
	readonly firstSubmission: Submission;
	/** What holds now: the last answer to a clarification, or the first submission. */
	readonly submission: Submission;
	/** The newest first. */
	readonly events: readonly StatusEvent[];
};

/**
 * A sent application as it was sent, and what happened since; the round in the reader's language. Throws `Refusal`
 * `not_found` (drafts do not exist here).
 */
export async function readCase(client: Client, id: string, locale: StaffLocale): Promise<Case> {
	const [application] = z
		.array(caseRow)
		.parse(dataOf(await client.from('applications').select(CASE_COLUMNS).eq('id', id)));
	if (!application) throw new Refusal('not_found', 404);
	const [round, [first, ...later], events, details] = await Promise.all([
		roundOf(client, application.round_id, locale),
		submissionsOf(client, id),
		client
			.from('status_events')
			.select('id, from_state, to_state, at, public_reason')
			.eq('application_id', id),
		client
			.from('status_event_details')
			.select('event_id, actor_id, actor_role, reason')
			.eq('application_id', id)
	]);
	if (!first) throw new Refusal('not_found', 404);
	const office = z.array(detailRow).parse(dataOf(details));
	return {
		...application,
		round,
		submissions: [first, ...later],
		firstSubmission: first,
		submission: later.at(-1) ?? first,
		events: z
			.array(eventRow)
			.parse(dataOf(events))
			.sort((one, other) => other.id - one.id)
			.map((event) => ({ ...event, ...office.find((detail) => detail.event_id === event.id) }))
	};
}

/** Moves an application. Throws `Refusal` (see `transition_application` in SQL). */
export async function transition(
	client: Client,
	step: { id: string; to: string; reason: string }
): Promise<void> {
	dataOf(
		await client.rpc('transition_application', {
			p_id: step.id,
			p_to: step.to,
			p_reason: step.reason || null
		})
	);
}
