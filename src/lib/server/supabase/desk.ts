import * as z from 'zod/mini';
import { states, type State } from '../../core/application/states';
import { behind, encodeCursor, type Cursor } from '../staff/cursor';
import { containsAnywhere } from '../staff/search-text';
import type { Client } from './clients';
import { dataOf, refusalOf } from './failure';

export const PAGE_SIZE = 50;

export const views = ['new', 'check', 'assess', 'decide', 'decided', 'all'] as const;
export type View = (typeof views)[number];

/** Which states a view of the desk holds; every state but the draft is in exactly one view (and in `all`). */
export const viewStates: Readonly<Record<View, readonly State[]>> = {
	new: ['submitted'],
	check: ['formal_check', 'clarification'],
	assess: ['assessment'],
	decide: ['decision'],
	decided: states.slice(states.indexOf('approved')),
	all: states.filter((state) => state !== 'draft')
};

export function isView(value: unknown): value is View {
	return views.some((view) => view === value);
}

export type QueueQuery = {
	readonly roundId: string;
	readonly view: View;
	readonly text: string | null;
	readonly order: 'oldest_first' | 'newest_first';
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
	submitted_at: z.string(),
	is_late: z.boolean()
});
const QUEUE_COLUMNS =
	'id, reference_number, organisation_name, title, district, requested_cents, state, submitted_at, is_late';

export type QueueRow = Readonly<z.infer<typeof queueRow>>;
export type QueuePage = { readonly rows: readonly QueueRow[]; readonly next: string | null };

/** One page of the queue by keyset: page 2,000 costs what page 1 costs. */
export async function queue(client: Client, query: QueueQuery): Promise<QueuePage> {
	const isAscending = query.order === 'oldest_first';
	let request = client
		.from('applications')
		.select(QUEUE_COLUMNS)
		.eq('round_id', query.roundId)
		.in('state', viewStates[query.view]);
	if (query.text)
		request = request.or(containsAnywhere(query.text, ['title', 'organisation_name', 'reference_number']));
	if (query.after) request = request.or(behind(query.after, query.order));
	const answer = await request
		.order('submitted_at', { ascending: isAscending })
		.order('id', { ascending: isAscending })
		.limit(PAGE_SIZE + 1);
	const found = z.array(queueRow).parse(dataOf(answer));
	const rows = found.slice(0, PAGE_SIZE);
	const last = rows.at(-1);
	const next =
		found.length > PAGE_SIZE && last ? encodeCursor({ submittedAt: last.submitted_at, id: last.id }) : null;
	return { rows, next };
}

/** How many applications of a round lie in each view. */
export async function viewCounts(client: Client, roundId: string): Promise<Readonly<Record<View, number>>> {
	const counts = await Promise.all(
		views.slice(0, -1).map(async (view) => [view, await countOf(client, roundId, view)] as const)
	);
	const all = counts.reduce((sum, [, count]) => sum + count, 0);
	return { new: 0, check: 0, assess: 0, decide: 0, decided: 0, ...Object.fromEntries(counts), all };
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
