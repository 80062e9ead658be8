import * as z from 'zod/mini';
import { states, type State } from '../../core/application/states';
import { byArrival, encodeCursor, type Cursor, type Order } from '../staff/cursor';
import { likePattern } from '../staff/search-text';
import type { Client } from './clients';
import { dataOf, refusalOf } from './failure';
import { instant } from './instant';

export const PAGE_SIZE = 50;

export const views = ['new', 'check', 'assess', 'decide', 'decided', 'withdrawn', 'all'] as const;
export type View = (typeof views)[number];

/** Which states a view of the desk holds; every state but the draft is in exactly one view (and in `all`). */
export const viewStates: Readonly<Record<View, readonly State[]>> = {
	new: ['submitted'],
	check: ['formal_check', 'clarification'],
	assess: ['assessment'],
	decide: ['decision'],
	decided: states.slice(states.indexOf('approved')).filter((state) => state !== 'withdrawn'),
	withdrawn: ['withdrawn'],
	all: states.filter((state) => state !== 'draft')
};

export function isView(value: unknown): value is View {
	return views.some((view) => view === value);
}

export type QueueQuery = {
	readonly roundId: string;
	readonly view: View;
	readonly text: string | null;
	readonly order: Order;
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
	is_late: z.boolean()
});
const QUEUE_COLUMNS =
	'id, reference_number, organisation_name, title, district, requested_cents, state, submitted_at, is_late';

export type QueueRow = Readonly<z.infer<typeof queueRow>>;
export type QueuePage = { readonly rows: readonly QueueRow[]; readonly next: string | null };

const SEARCHED = ['title', 'organisation_name', 'reference_number'] as const;
type Slice = {
	readonly column: (typeof SEARCHED)[number] | null;
	readonly range: 'all' | 'same_moment' | 'beyond';
};

/**
 * One page of the queue by keyset: page 2,000 costs what page 1 costs. A search and a cursor are each a union of plain
 * filters, asked for one by one and put together here: the embedded backend misreads quoted values and nesting in `or`.
 */
export async function queue(client: Client, query: QueueQuery): Promise<QueuePage> {
	const ranges = query.after ? (['same_moment', 'beyond'] as const) : (['all'] as const);
	const slices = (query.text ? SEARCHED : [null]).flatMap((column) =>
		ranges.map((range) => ({ column, range }))
	);
	const answers = await Promise.all(slices.map((slice) => rowsOf(client, query, slice)));
	const found = [...new Map(answers.flat().map((row) => [row.id, row])).values()].sort(
		byArrival(query.order)
	);
	const rows = found.slice(0, PAGE_SIZE);
	const last = rows.at(-1);
	const next =
		found.length > PAGE_SIZE && last ? encodeCursor({ submittedAt: last.submitted_at, id: last.id }) : null;
	return { rows, next };
}

async function rowsOf(
	client: Client,
	query: QueueQuery,
	{ column, range }: Slice
): Promise<readonly QueueRow[]> {
	const isAscending = query.order === 'oldest_first';
	let request = client
		.from('applications')
		.select(QUEUE_COLUMNS)
		.eq('round_id', query.roundId)
		.in('state', viewStates[query.view]);
	if (query.text && column) request = request.ilike(column, likePattern(query.text));
	if (query.after && range === 'same_moment') {
		request = request.eq('submitted_at', query.after.submittedAt);
		request = isAscending ? request.gt('id', query.after.id) : request.lt('id', query.after.id);
	}
	if (query.after && range === 'beyond') {
		const { submittedAt } = query.after;
		request = isAscending ? request.gt('submitted_at', submittedAt) : request.lt('submitted_at', submittedAt);
	}
	const answer = await request
		.order('submitted_at', { ascending: isAscending })
		.order('id', { ascending: isAscending })
		.limit(PAGE_SIZE + 1);
	return z.array(queueRow).parse(dataOf(answer));
}

/** How many applications of a round lie in each view. */
export async function viewCounts(client: Client, roundId: string): Promise<Readonly<Record<View, number>>> {
	const counts = await Promise.all(
		views.slice(0, -1).map(async (view) => [view, await countOf(client, roundId, view)] as const)
	);
	const all = counts.reduce((sum, [, count]) => sum + count, 0);
	return {
		new: 0,
		check: 0,
		assess: 0,
		decide: 0,
		decided: 0,
		withdrawn: 0,
		...Object.fromEntries(counts),
		all
	};
}

async function countOf(client: Client, roundId: string, view: View): Promise<number> {
	const { count, error } = await client
		.from('applications')
		.select('id', { count: 'exact', head: true })
		.eq('round_id', roundId)
		.in('state', viewStates[view]);
	if (error) throw refusalOf(error);
	return count ?? 0;
}

const deskRound = z.object({
	id: z.string(),
	slug: z.string(),
	status: z.string(),
	total_budget_cents: z.number(),
	cap_cents: z.number(),
	texts: z.record(z.string(), z.object({ title: z.optional(z.string()) })),
	districts: z.array(z.object({ code: z.string(), labels: z.record(z.string(), z.string()) }))
});
const ROUND_COLUMNS = 'id, slug, status, total_budget_cents, cap_cents, texts, districts';

export type DeskRound = Readonly<z.infer<typeof deskRound>>;

/** Every round, those in preparation too, the newest first. */
export async function deskRounds(client: Client): Promise<readonly DeskRound[]> {
	const answer = await client
		.from('funding_rounds')
		.select(ROUND_COLUMNS)
		.order('opens_at', { ascending: false });
	return z.array(deskRound).parse(dataOf(answer));
}
