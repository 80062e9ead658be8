import * as z from 'zod/mini';
import type { Client } from './clients';
import { dataOf } from './failure';
import { instant } from './instant';

const LAST_ENTRIES = 100;

const entryRow = z.object({
	id: z.number(),
	at: instant,
	actor_id: z.nullable(z.string()),
	actor_role: z.string(),
	action: z.string(),
	entity: z.string(),
	entity_id: z.string(),
	hash: z.string()
});
const COLUMNS = 'id, at, actor_id, actor_role, action, entity, entity_id, hash';

const checkSchema = z.object({
	is_intact: z.boolean(),
	checked: z.number(),
	first_broken_id: z.nullable(z.number())
});

export type AuditEntry = Readonly<z.infer<typeof entryRow>>;
export type ChainCheck = Readonly<z.infer<typeof checkSchema>>;

/** The end of the chain, the newest first. Empty for everybody but auditors and admins. */
export async function lastEntries(client: Client): Promise<readonly AuditEntry[]> {
	const answer = await client
		.from('audit_log')
		.select(COLUMNS)
		.order('id', { ascending: false })
		.limit(LAST_ENTRIES);
	return z.array(entryRow).parse(dataOf(answer));
}

/** What the chain says about one application and its decisions. */
export async function entriesAbout(
	client: Client,
	entityIds: readonly string[]
): Promise<readonly AuditEntry[]> {
	const answer = await client
		.from('audit_log')
		.select(COLUMNS)
		.in('entity_id', entityIds)
		.order('id', { ascending: false });
	return z.array(entryRow).parse(dataOf(answer));
}

/** Recomputes every hash of the chain in the database. Throws `Refusal` `not_allowed` unless auditor or admin. */
export async function verifyChain(client: Client): Promise<ChainCheck> {
	return checkSchema.parse(dataOf(await client.rpc('verify_audit_chain')));
}
