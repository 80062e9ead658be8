import * as z from 'zod/mini';
import { retentionSchema, type Retention } from '../../core/api/retention';
import type { Client } from './clients';
import { dataOf } from './failure';
import { instant } from './instant';

/** How long what is mine is kept. */
export async function myRetention(client: Client): Promise<Retention> {
	return retentionSchema.parse(dataOf(await client.rpc('my_retention')));
}

/** Asks for everything of the caller to be deleted, or takes that back. Throws `Refusal` `staff_account`. */
export async function wantErasure(client: Client, isWanted: boolean): Promise<Retention> {
	return retentionSchema.parse(dataOf(await client.rpc(isWanted ? 'ask_for_erasure' : 'take_back_erasure')));
}

/** In the order they are read in. */
export const periodKinds = [
	'draft',
	'refused',
	'unaccepted',
	'asked',
	'granted',
	'unfinished_file',
	'barrier'
] as const;
const text = z.nullable(z.string());
const of = { application_id: z.string(), reference_number: z.string(), organisation_name: text };
const deskSchema = z.object({
	periods: z.array(z.object({ kind: z.enum(periodKinds), days: z.number(), least_days: z.number() })),
	holds: z.array(z.object({ ...of, reason: z.string(), set_by: z.string(), set_at: instant })),
	due: z.array(z.object({ ...of, kind: z.enum(periodKinds), due_on: z.string(), is_asked: z.boolean() })),
	/** Could not be deleted although its time is over. */
	failed: z.array(
		z.object({
			kind: z.enum(['case', 'draft', 'account']),
			application_id: text,
			reference_number: text,
			organisation_name: text,
			code: z.string(),
			attempts: z.number(),
			failed_at: instant
		})
	)
});
export type DeskRetention = Readonly<z.infer<typeof deskSchema>>;

/** Periods, holds, what is deleted soon and what could not be. For the office; everything below throws `Refusal` as in SQL. */
export async function deskRetention(client: Client): Promise<DeskRetention> {
	const retention = deskSchema.parse(dataOf(await client.rpc('desk_retention')));
	const inOrder = periodKinds.flatMap((kind) => retention.periods.filter((period) => period.kind === kind));
	return { ...retention, periods: inOrder };
}

export async function setPeriod(client: Client, kind: string, days: number): Promise<void> {
	dataOf(await client.rpc('set_retention_period', { p_kind: kind, p_days: days }));
}

export async function setHold(client: Client, applicationId: string, reason: string): Promise<void> {
	dataOf(await client.rpc('set_legal_hold', { p_application: applicationId, p_reason: reason }));
}

export async function liftHold(client: Client, applicationId: string, reason: string): Promise<void> {
	dataOf(await client.rpc('lift_legal_hold', { p_application: applicationId, p_reason: reason }));
}

const failures = z.array(
	z.object({ code: z.string(), place: text, attempts: z.number(), failed_at: instant })
);
export type ErasureFailure = z.infer<typeof failures>[number];

/** For the secret key: what should be deleted and could not be, without saying whose it is; the last failure last. */
export async function erasureFailures(client: Client): Promise<readonly ErasureFailure[]> {
	return failures.parse(dataOf(await client.rpc('erasure_failures')));
}

const discarded = z.array(z.object({ id: z.number(), bucket: z.string(), path: z.string() }));
export type DiscardedObject = z.infer<typeof discarded>[number];

/** For the secret key: warns, then erases what is due; how much was done. */
export async function eraseDue(client: Client, atOnce: number): Promise<number> {
	const counts = [
		await client.rpc('warn_of_expiry'),
		await client.rpc('erase_due', { p_limit: atOnce }),
		await client.rpc('clear_unfinished_files'),
		await client.rpc('clear_old_barriers'),
		await client.rpc('erase_accounts')
	];
	return counts.reduce((sum, answer) => sum + z.number().parse(dataOf(answer)), 0);
}

/** For the secret key: bytes whose rows are gone, given to this process for a while. */
export async function claimDiscarded(client: Client, atOnce: number): Promise<readonly DiscardedObject[]> {
	return discarded.parse(dataOf(await client.rpc('claim_discarded_objects', { p_limit: atOnce })));
}

/** For the secret key: says that they are gone. */
export async function settleDiscarded(client: Client, ids: readonly number[]): Promise<void> {
	const { error } = await client.rpc('settle_discarded_objects', { p_ids: ids });
	if (error) throw error;
}
