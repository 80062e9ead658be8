import * as z from 'zod/mini';
import { states } from '../../core/application/states';
import type { Fields } from '../../core/draft/fields';
import type { Client } from './clients';
import { dataOf, Refusal } from './failure';
import { instant } from './instant';

const option = z.object({ code: z.string(), labels: z.record(z.string(), z.string()) });

const caseRound = z.object({
	id: z.string(),
	slug: z.string(),
	cap_cents: z.number(),
	texts: z.record(z.string(), z.object({ title: z.optional(z.string()) })),
	areas: z.array(option),
	districts: z.array(option),
	target_groups: z.array(option),
	cost_categories: z.array(option),
	income_kinds: z.array(option)
});
const ROUND_COLUMNS =
	'id, slug, cap_cents, texts, areas, districts, target_groups, cost_categories, income_kinds';

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

const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const submissionRow = z.object({
	/** 1 is what arrived first; each answer to a clarification adds one. */
	version: z.number(),
	received_at: instant,
	prepared_at: z.nullable(instant),
	sha256: z.string(),
	snapshot: z.object({
		form: z.record(z.string(), fieldValue),
		declarations: z.array(
			z.object({
				code: z.string(),
				version: z.string(),
				is_required: z.boolean(),
				texts: z.record(z.string(), z.string())
			})
		)
	})
});

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

export type CaseRound = Readonly<z.infer<typeof caseRound>>;
export type Submission = Readonly<z.infer<typeof submissionRow>> & {
	readonly snapshot: { readonly form: Fields };
};
export type StatusEvent = Readonly<z.infer<typeof eventRow>> & Readonly<Partial<z.infer<typeof detailRow>>>;
export type Case = Readonly<z.infer<typeof caseRow>> & {
	readonly round: CaseRound;
	/** What arrived first: its time is the one that counts against the deadline. */
	readonly firstSubmission: Submission;
	/** What holds now: the last answer to a clarification, or the first submission. */
	readonly submission: Submission;
	/** The newest first. */
	readonly events: readonly StatusEvent[];
};

/** A sent application as it was sent last, and what happened since. Throws `Refusal` `not_found` (drafts do not exist here). */
export async function readCase(client: Client, id: string): Promise<Case> {
	const [application] = z
		.array(caseRow)
		.parse(dataOf(await client.from('applications').select(CASE_COLUMNS).eq('id', id)));
	if (!application) throw new Refusal('not_found', 404);
	const [rounds, submissions, events, details] = await Promise.all([
		client.from('funding_rounds').select(ROUND_COLUMNS).eq('id', application.round_id),
		client
			.from('submissions')
			.select('version, received_at, prepared_at, sha256, snapshot')
			.eq('application_id', id)
			.order('version'),
		client
			.from('status_events')
			.select('id, from_state, to_state, at, public_reason')
			.eq('application_id', id),
		client
			.from('status_event_details')
			.select('event_id, actor_id, actor_role, reason')
			.eq('application_id', id)
	]);
	const [round] = z.array(caseRound).parse(dataOf(rounds));
	const sent = z.array(submissionRow).parse(dataOf(submissions));
	const [firstSubmission, submission] = [sent[0], sent.at(-1)];
	if (!round || !firstSubmission || !submission) throw new Refusal('not_found', 404);
	const office = z.array(detailRow).parse(dataOf(details));
	return {
		...application,
		round,
		firstSubmission,
		submission,
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
