import * as z from 'zod/mini';
import type { Client } from './clients';
import { dataOf } from './failure';
import { instant } from './instant';

const groupRow = z.object({
	kind: z.enum(['area', 'district', 'legal_form', 'migrant_organisation']),
	code: z.string(),
	applications: z.number(),
	requested_cents: z.number(),
	approved: z.number(),
	approved_cents: z.number(),
	rejected: z.number(),
	rejected_cents: z.number()
});

export const statisticsSchema = z.object({
	applications: z.number(),
	requested_cents: z.number(),
	late: z.number(),
	late_cents: z.number(),
	withdrawn: z.number(),
	withdrawn_cents: z.number(),
	undecided: z.number(),
	undecided_cents: z.number(),
	approved: z.number(),
	approved_requested_cents: z.number(),
	approved_cents: z.number(),
	rejected: z.number(),
	rejected_cents: z.number(),
	waitlisted: z.number(),
	waitlisted_cents: z.number(),
	paid_cents: z.number(),
	average_grant_cents: z.nullable(z.number()),
	median_days_to_decision: z.nullable(z.number()),
	volunteers: z.number(),
	participants: z.number(),
	newcomers: z.number(),
	approved_volunteers: z.number(),
	approved_participants: z.number(),
	approved_newcomers: z.number(),
	groups: z.array(groupRow)
});

/** Figures of a round; see `round_statistics` in SQL for what each counts. */
export type Statistics = Readonly<z.infer<typeof statisticsSchema>>;

const applicationRow = z.object({
	reference_number: z.string(),
	submitted_at: instant,
	is_late: z.boolean(),
	state: z.string(),
	organisation_name: z.nullable(z.string()),
	legal_form: z.nullable(z.string()),
	migrant_organisation: z.nullable(z.string()),
	postal_code: z.nullable(z.string()),
	title: z.nullable(z.string()),
	areas: z.array(z.string()),
	district: z.nullable(z.string()),
	target_groups: z.array(z.string()),
	participants: z.number(),
	newcomers: z.number(),
	volunteers: z.number(),
	period_start: z.nullable(z.string()),
	period_end: z.nullable(z.string()),
	requested_cents: z.nullable(z.number()),
	outcome: z.nullable(z.string()),
	approved_cents: z.nullable(z.number()),
	decided_at: z.nullable(instant)
});
export type ExportedApplication = Readonly<z.infer<typeof applicationRow>>;

const auditRow = z.object({
	id: z.number(),
	at: instant,
	at_us: z.number(),
	actor_id: z.nullable(z.string()),
	actor_role: z.string(),
	action: z.string(),
	entity: z.string(),
	entity_id: z.string(),
	detail: z.record(z.string(), z.unknown()),
	previous_hash: z.string(),
	hash: z.string()
});
export type ExportedEntry = Readonly<z.infer<typeof auditRow>>;

export const exportKinds = ['applications', 'land', 'statistics', 'audit', 'queue'] as const;
export type ExportKind = (typeof exportKinds)[number];
export type ExportFormat = 'csv' | 'xlsx' | 'jsonl';

/** Puts an export into the audit log; without it no page is given. Throws `Refusal` (see `begin_export` in SQL). */
export async function beginExport(
	client: Client,
	{
		kind,
		format,
		filter
	}: { kind: ExportKind; format: ExportFormat; filter: Readonly<Record<string, unknown>> }
): Promise<string> {
	const begun = dataOf(
		await client.rpc('begin_export', { p_kind: kind, p_format: format, p_filter: filter })
	);
	return z.object({ id: z.string() }).parse(begun).id;
}

/** Every application of an export, page by page, however many there are. */
export function exportedApplications(
	client: Client,
	id: string
): AsyncGenerator<readonly ExportedApplication[]> {
	return pagesOf(client, { id, name: 'export_applications', row: applicationRow, cursor: z.string() });
}

/** Every application of a list of the queue, in its order. */
export function exportedQueue(client: Client, id: string): AsyncGenerator<readonly ExportedApplication[]> {
	const cursor = z.object({ key: z.string(), id: z.string() });
	return pagesOf(client, { id, name: 'export_queue', row: applicationRow, cursor });
}

/** Every entry of an export of the trail, the oldest first. */
export function exportedEntries(client: Client, id: string): AsyncGenerator<readonly ExportedEntry[]> {
	return pagesOf(client, { id, name: 'export_audit', row: auditRow, cursor: z.number() });
}

type Paged<Row, Cursor> = {
	readonly id: string;
	readonly name: string;
	readonly row: z.ZodMiniType<Row>;
	readonly cursor: z.ZodMiniType<Cursor>;
};

async function* pagesOf<Row, Cursor>(
	client: Client,
	{ id, name, row, cursor }: Paged<Row, Cursor>
): AsyncGenerator<readonly Row[]> {
	const page = z.object({ rows: z.array(row), next: z.nullable(cursor) });
	for (let after: Cursor | undefined; ;) {
		// Where nothing comes after, the function's own default begins.
		const { rows, next } = page.parse(
			dataOf(await client.rpc(name, { p_export: id, ...(after === undefined ? {} : { p_after: after }) }))
		);
		yield rows;
		if (next === null) return;
		after = next;
	}
}
