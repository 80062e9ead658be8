import * as z from 'zod/mini';
import { editableRoundSchema, type EditableRound } from '../../core/round/editing';
import type { Client } from './clients';
import { dataOf, Refusal } from './failure';

/** Rounds as an administrator edits them. Every change goes through an RPC that judges the round as a whole. */

const COLUMNS =
	'id, slug, status, revision, reference_prefix, opens_at, closes_at, project_from, project_until, total_budget_cents, min_cents, ' +
	'cap_cents, areas, districts, target_groups, cost_categories, income_kinds, criteria, documents, declarations, texts, contact, ' +
	'settings, assumptions';

const problemSchema = z.object({
	path: z.string(),
	code: z.string(),
	params: z.record(z.string(), z.unknown())
});
export type RoundProblem = Readonly<z.infer<typeof problemSchema>>;

const statusRow = z.object({
	id: z.string(),
	slug: z.string(),
	status: z.enum(['draft', 'published', 'archived']),
	opens_at: z.string(),
	closes_at: z.nullable(z.string()),
	total_budget_cents: z.number(),
	texts: z.record(z.string(), z.record(z.string(), z.string()))
});
export type ListedRound = Readonly<z.infer<typeof statusRow>>;

/** All rounds, those in preparation too, the latest first. */
export async function listRounds(client: Client): Promise<readonly ListedRound[]> {
	const answer = await client
		.from('funding_rounds')
		.select('id, slug, status, opens_at, closes_at, total_budget_cents, texts')
		.order('opens_at', { ascending: false });
	return z.array(statusRow).parse(dataOf(answer));
}

export async function editableRound(client: Client, id: string): Promise<EditableRound> {
	const [row] = dataOf(await client.from('funding_rounds').select(COLUMNS).eq('id', id));
	if (!row) throw new Refusal('not_found', 404);
	return editableRoundSchema.parse(row);
}

/** What keeps a round from being published. */
export async function problemsOf(client: Client, id: string): Promise<readonly RoundProblem[]> {
	return z.array(problemSchema).parse(dataOf(await client.rpc('round_problems', { p_id: id })));
}

/** Throws `Refusal` (see `change_round` in SQL); `round_invalid` has the problems in detail. */
export async function change(
	client: Client,
	{ id, revision }: Pick<EditableRound, 'id' | 'revision'>,
	changes: Readonly<Record<string, unknown>>
): Promise<void> {
	dataOf(await client.rpc('change_round', { p_id: id, p_revision: revision, p_changes: changes }));
}

/** A copy in preparation, a year later; gives its id. */
export async function copy(client: Client, from: string, slug: string): Promise<string> {
	const answer = dataOf(await client.rpc('copy_round', { p_from: from, p_slug: slug }));
	return z.object({ id: z.string() }).parse(answer).id;
}

export const roundSteps = ['published', 'closed', 'archived', 'reopened'] as const;
export type RoundStep = (typeof roundSteps)[number];

export async function setStatus(
	client: Client,
	{ id, revision }: Pick<EditableRound, 'id' | 'revision'>,
	to: RoundStep
): Promise<void> {
	dataOf(await client.rpc('set_round_status', { p_id: id, p_revision: revision, p_to: to }));
}

/** Takes back a round in preparation. */
export async function remove(
	client: Client,
	{ id, revision }: Pick<EditableRound, 'id' | 'revision'>
): Promise<void> {
	const { error, status } = await client.rpc('delete_round', { p_id: id, p_revision: revision });
	if (error) dataOf({ data: null, error, status });
}

/** The problems a refusal tells of; empty for every other refusal. */
export function problemsIn({ code, detail }: Pick<Refusal, 'code' | 'detail'>): readonly RoundProblem[] {
	const read = z.array(problemSchema).safeParse(detail);
	return code === 'round_invalid' && read.success ? read.data : [];
}
