import * as z from 'zod/mini';
import { states, type State } from '../../core/application/states';
import { encodeCursor, type Cursor } from '../staff/cursor';
import type { Client } from './clients';
import { dataOf } from './failure';
import { firstSignature } from './first-signature';
import { instant } from './instant';

export const PAGE_SIZE = 50;

const stateViews = ['new', 'check', 'assess', 'decide', 'decided', 'withdrawn'] as const;
export const views = ['mine', 'unassigned', ...stateViews, 'all'] as const;
export type View = (typeof views)[number];

/** Which states a view holds, as the column `view` of `private.cases` has it; a test compares the two. */
export const viewStates: Readonly<Record<(typeof stateViews)[number], readonly State[]>> = {
	new: ['submitted'],
	check: ['formal_check', 'clarification'],
	assess: ['assessment'],
	decide: ['decision'],
	decided: states.slice(states.indexOf('approved')).filter((state) => state !== 'withdrawn'),
	withdrawn: ['withdrawn']
};

export function isView(value: unknown): value is View {
	return views.some((view) => view === value);
}

const sortKeys = ['arrived', 'due', 'amount', 'name'] as const;
export type SortKey = (typeof sortKeys)[number];
export type Sort = `${SortKey}_${'up' | 'down'}`;

export function isSort(value: unknown): value is Sort {
	return sortKeys.some((key) => value === `${key}_up` || value === `${key}_down`);
}

const marks = ['late', 'incomplete', 'unsigned', 'signed_by_other'] as const;
export type Mark = (typeof marks)[number];

export function isMark(value: unknown): value is Mark {
	return marks.some((mark) => mark === value);
}

/** What a list is narrowed by; null where it is not. Cents and days. */
export type Filter = {
	readonly view: View;
	readonly text: string | null;
	readonly state: string | null;
	readonly district: string | null;
	readonly area: string | null;
	readonly kind: string | null;
	readonly min_cents: number | null;
	readonly max_cents: number | null;
	/** So long in its state. */
	readonly older_than_days: number | null;
	/** 0 is overdue. */
	readonly due_within_days: number | null;
	readonly mark: Mark | null;
};

export type QueueQuery = {
	readonly roundId: string;
	readonly filter: Filter;
	readonly sort: Sort;
	readonly after: Cursor | null;
};

const queueRow = z.object({
	id: z.string(),
	reference_number: z.string(),
	organisation_name: z.nullable(z.string()),
	title: z.nullable(z.string()),
	district: z.nullable(z.string()),
	requested_cents: z.nullable(z.number()),
	state: z.enum(states),
	submitted_at: instant,
	is_late: z.boolean(),
	missing_documents: z.number(),
	due_on: z.nullable(z.string()),
	assigned_to: z.nullable(z.string()),
	first_signature: z.nullable(firstSignature),
	/** Up for decision, and nobody has signed; false to whoever takes no part. */
	is_unsigned: z.boolean(),
	/** On the waiting list. */
	waiting_rank: z.nullable(z.number())
});
const queuePage = z.object({
	rows: z.array(queueRow),
	is_fuzzy: z.boolean(),
	next: z.nullable(z.object({ key: z.string(), id: z.string() }))
});

export type QueueRow = Readonly<z.infer<typeof queueRow>>;
export type QueuePage = {
	readonly rows: readonly QueueRow[];
	/** Nothing had the words that were searched for; these have similar ones. */
	readonly isFuzzy: boolean;
	readonly next: string | null;
};

/** One page of the queue by keyset: page 2,000 costs what page 1 costs. Throws `Refusal` (see `desk_queue` in SQL). */
export async function queue(
	client: Client,
	{ roundId, filter, sort, after }: QueueQuery
): Promise<QueuePage> {
	const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null));
	const answer = queuePage.parse(
		dataOf(
			await client.rpc('desk_queue', {
				p_round: roundId,
				p_filter: after?.isFuzzy ? { ...asked, is_fuzzy: true } : asked,
				p_sort: sort,
				p_after: after && { key: after.key, id: after.id },
				p_limit: PAGE_SIZE
			})
		)
	);
	return {
		rows: answer.rows,
		isFuzzy: answer.is_fuzzy,
		next: answer.next && encodeCursor({ ...answer.next, isFuzzy: answer.is_fuzzy })
	};
}

/** How many applications of a round lie in each view. */
export async function viewCounts(client: Client, roundId: string): Promise<Readonly<Record<View, number>>> {
	const counts = z
		.record(z.string(), z.number())
		.parse(dataOf(await client.rpc('desk_counts', { p_round: roundId })));
	const of = (view: View) => counts[view] ?? 0;
	return {
		mine: of('mine'),
		unassigned: of('unassigned'),
		new: of('new'),
		check: of('check'),
		assess: of('assess'),
		decide: of('decide'),
		decided: of('decided'),
		withdrawn: of('withdrawn'),
		all: stateViews.reduce((sum, view) => sum + of(view), 0)
	};
}

const otherRound = z.object({ round_id: z.string(), open: z.number(), mine: z.number(), found: z.number() });

/** Other rounds where cases are undecided, or that have what is searched for. See `desk_elsewhere` in SQL. */
export async function elsewhere(client: Client, roundId: string, text: string | null) {
	const rows = dataOf(await client.rpc('desk_elsewhere', { p_round: roundId, p_text: text ?? '' }));
	return z.array(otherRound).parse(rows);
}

const assignment = z.object({
	assigned: z.number(),
	moved_on: z.array(z.string()),
	conflicted: z.array(z.string())
});

/** Gives cases to somebody, null for nobody; `was` is who had each when the list was read. See `assign_cases` in SQL. */
export async function assign(
	client: Client,
	cases: readonly { readonly id: string; readonly was: string | null }[],
	to: string | null
): Promise<Readonly<z.infer<typeof assignment>>> {
	return assignment.parse(dataOf(await client.rpc('assign_cases', { p_cases: cases, p_to: to })));
}

const option = z.object({ code: z.string(), labels: z.record(z.string(), z.string()) });
const deskRound = z.object({
	id: z.string(),
	slug: z.string(),
	status: z.string(),
	total_budget_cents: z.number(),
	cap_cents: z.number(),
	texts: z.record(z.string(), z.object({ title: z.optional(z.string()) })),
	districts: z.array(option),
	areas: z.array(option),
	target_groups: z.array(option)
});
const ROUND_COLUMNS =
	'id, slug, status, total_budget_cents, cap_cents, texts, districts, areas, target_groups';

export type DeskRound = Readonly<z.infer<typeof deskRound>>;

/** Every round, those in preparation too, the newest first. */
export async function deskRounds(client: Client): Promise<readonly DeskRound[]> {
	const answer = await client
		.from('funding_rounds')
		.select(ROUND_COLUMNS)
		.order('opens_at', { ascending: false });
	return z.array(deskRound).parse(dataOf(answer));
}
