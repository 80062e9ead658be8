import * as z from 'zod/mini';
import { states } from '../../core/application/states';
import type { StaffLocale } from '../../i18n/locales';
import type { Client } from './clients';
import { dataOf, Refusal } from './failure';
import { instant } from './instant';
import { termsOf, type Terms } from './rounds';
import { type Submission, submissionsOf } from './submissions';

const caseRow = z.object({
	id: z.string(),
	round_id: z.string(),
	organisation_id: z.string(),
	reference_number: z.string(),
	organisation_name: z.nullable(z.string()),
	title: z.nullable(z.string()),
	requested_cents: z.nullable(z.number()),
	state: z.enum(states),
	submitted_at: instant,
	is_late: z.boolean()
});
const CASE_COLUMNS =
	'id, round_id, organisation_id, reference_number, organisation_name, title, requested_cents, state, submitted_at, is_late';

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
export type Case = Readonly<z.infer<typeof caseRow>> &
	/** As the call stood when the version that counts was sent. */
	Terms & {
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
 * A sent application as it was sent and under the terms it was sent under, and what happened since; texts in the reader's language. Throws `Refusal`
 * `not_found` (drafts do not exist here).
 */
export async function readCase(client: Client, id: string, locale: StaffLocale): Promise<Case> {
	const [application] = z
		.array(caseRow)
		.parse(dataOf(await client.from('applications').select(CASE_COLUMNS).eq('id', id)));
	if (!application) throw new Refusal('not_found', 404);
	const [[first, ...later], events, details] = await Promise.all([
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
	const submission = later.at(-1) ?? first;
	const terms = await termsOf(
		client,
		{ roundId: application.round_id, revision: submission.round_revision },
		locale
	);
	const office = z.array(detailRow).parse(dataOf(details));
	return {
		...application,
		...terms,
		submissions: [first, ...later],
		firstSubmission: first,
		submission,
		events: z
			.array(eventRow)
			.parse(dataOf(events))
			.sort((one, other) => other.id - one.id)
			.map((event) => ({ ...event, ...office.find((detail) => detail.event_id === event.id) }))
	};
}

const earlierRow = z.object({
	id: z.string(),
	reference_number: z.string(),
	title: z.nullable(z.string()),
	state: z.enum(states),
	requested_cents: z.nullable(z.number()),
	submitted_at: instant
});
const grantRow = z.object({
	application_id: z.string(),
	outcome: z.string(),
	amount_cents: z.nullable(z.number())
});
export type EarlierApplication = Readonly<z.infer<typeof earlierRow>> & {
	/** What the decision in force gives; null where there is none, or none that gives money. */
	readonly approvedCents: number | null;
};

/** What the same organisation sent besides, in every round, the newest first. */
export async function earlierOf(
	client: Client,
	{ id, organisation_id }: Pick<Case, 'id' | 'organisation_id'>
): Promise<readonly EarlierApplication[]> {
	const rows = z
		.array(earlierRow)
		.parse(
			dataOf(
				await client
					.from('applications')
					.select('id, reference_number, title, state, requested_cents, submitted_at')
					.eq('organisation_id', organisation_id)
					.neq('id', id)
					.neq('state', 'draft')
					.order('submitted_at', { ascending: false })
			)
		);
	if (rows.length === 0) return [];
	const signed = z.array(grantRow).parse(
		dataOf(
			await client
				.from('decisions')
				.select('application_id, outcome, amount_cents')
				.in(
					'application_id',
					rows.map((row) => row.id)
				)
				.not('second_signed_at', 'is', null)
				.order('second_signed_at', { ascending: false })
		)
	);
	return rows.map((row) => ({
		...row,
		approvedCents: signed.find(({ application_id }) => application_id === row.id)?.amount_cents ?? null
	}));
}

const standing = z.object({
	/** At the desk: `decision` while a signed one is thought over. */
	state: z.enum(states),
	revision: z.number(),
	assigned_to: z.nullable(z.string()),
	due_on: z.nullable(z.string()),
	/** By its first arrival, or by its translation. */
	is_late: z.boolean(),
	missing_documents: z.array(z.string()),
	others: z.array(z.object({ user_id: z.string(), since: instant }))
});
export type CaseStanding = Readonly<z.infer<typeof standing>>;

/** How the case stands at the desk and who else has it open; notes that this person has (see `open_case` in SQL). */
export async function openCase(client: Client, id: string): Promise<CaseStanding> {
	return standing.parse(dataOf(await client.rpc('open_case', { p_application: id })));
}

const reopeningRow = z.object({
	id: z.string(),
	reason: z.nullable(z.string()),
	reopened_by: z.nullable(z.string()),
	reopened_at: instant,
	outcome: z.nullable(z.enum(['decided', 'kept', 'overtaken'])),
	closed_by: z.nullable(z.string()),
	closed_at: z.nullable(instant),
	close_reason: z.nullable(z.string())
});
export type Reopening = Readonly<z.infer<typeof reopeningRow>>;

/** When and why signed decisions were thought over, the newest first; nothing for whoever takes no part. */
export async function reopeningsOf(client: Client, id: string): Promise<readonly Reopening[]> {
	const answer = await client
		.from('decision_reopenings')
		.select('id, reason, reopened_by, reopened_at, outcome, closed_by, closed_at, close_reason')
		.eq('application_id', id)
		.order('reopened_at', { ascending: false });
	return z.array(reopeningRow).parse(dataOf(answer));
}

const workedRow = z.object({
	id: z.number(),
	at: instant,
	action: z.enum(['case_assigned', 'reviewer_asked', 'reviewer_removed']),
	actor_id: z.nullable(z.string()),
	actor_role: z.string(),
	person_id: z.nullable(z.string()),
	was_id: z.nullable(z.string())
});
export type WorkedOn = Readonly<z.infer<typeof workedRow>>;

/** To whom a case was given, besides its states (see `case_history` in SQL). */
export async function workedOn(client: Client, id: string): Promise<readonly WorkedOn[]> {
	return z.array(workedRow).parse(dataOf(await client.rpc('case_history', { p_application: id })));
}

/** Whom a mail about it goes to today. */
export async function mailedAddresses(client: Client, id: string): Promise<readonly string[]> {
	return z.array(z.string()).parse(dataOf(await client.rpc('mailed_addresses', { p_application: id })));
}

const languageRow = z.object({ id: z.string(), locale: z.nullable(z.string()) });

/** The language each of these groups is mailed in, as the outbox reads it. */
export async function mailedLanguages(
	client: Client,
	ids: readonly string[]
): Promise<ReadonlyMap<string, string | null>> {
	if (ids.length === 0) return new Map();
	const answer = await client
		.from('applications')
		.select('id, locale:form->>contact_language')
		.in('id', [...ids]);
	return new Map(
		z
			.array(languageRow)
			.parse(dataOf(answer))
			.map(({ id, locale }) => [id, locale])
	);
}

/** A decision that was opened again stays as it is. Throws `Refusal` (see `keep_decision` in SQL). */
export async function keepDecision(
	client: Client,
	step: { id: string; reason: string; seen: number | null }
): Promise<void> {
	dataOf(
		await client.rpc('keep_decision', {
			p_application: step.id,
			p_reason: step.reason || null,
			p_seen: step.seen
		})
	);
}

/**
 * Moves an application; `seen` is the revision of the case the person read, null where no page was read. Throws `Refusal`
 * (see `transition_application` in SQL).
 */
export async function transition(
	client: Client,
	step: { id: string; to: string; reason: string; seen: number | null }
): Promise<void> {
	dataOf(
		await client.rpc('transition_application', {
			p_id: step.id,
			p_to: step.to,
			p_reason: step.reason || null,
			p_seen: step.seen
		})
	);
}
