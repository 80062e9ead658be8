import * as z from 'zod/mini';
import type { Client } from './clients';
import { dataOf } from './failure';
import { instant } from './instant';

const PAGE_SIZE = 100;

const entryRow = z.object({
	id: z.number(),
	at: instant,
	actor_id: z.nullable(z.string()),
	actor_role: z.string(),
	action: z.string(),
	entity: z.string(),
	entity_id: z.string(),
	detail: z.record(z.string(), z.unknown()),
	hash: z.string()
});
const COLUMNS = 'id, at, actor_id, actor_role, action, entity, entity_id, detail, hash';

const checkSchema = z.object({
	is_intact: z.boolean(),
	checked: z.number(),
	first_broken_id: z.nullable(z.number())
});

export type AuditEntry = Readonly<z.infer<typeof entryRow>>;
export type ChainCheck = Readonly<z.infer<typeof checkSchema>>;

export type AuditPage = {
	readonly entries: readonly AuditEntry[];
	/** Id to go on from, towards the beginning; null on the last page. */
	readonly next: number | null;
};

/** A page of the chain, the newest first, before an id. Empty for everybody but auditors and admins. */
export async function auditPage(client: Client, before: number | null): Promise<AuditPage> {
	let request = client.from('audit_log').select(COLUMNS);
	if (before !== null) request = request.lt('id', before);
	const answer = await request.order('id', { ascending: false }).limit(PAGE_SIZE + 1);
	const found = z.array(entryRow).parse(dataOf(answer));
	const entries = found.slice(0, PAGE_SIZE);
	return { entries, next: found.length > PAGE_SIZE ? (entries.at(-1)?.id ?? null) : null };
}

const referenceRow = z.object({ id: z.string(), reference_number: z.nullable(z.string()) });

/** Reference numbers of the applications that entries speak of, as far as the caller may read them. */
export async function referencesOf(
	client: Client,
	entries: readonly AuditEntry[]
): Promise<ReadonlyMap<string, string | null>> {
	const ids = [...new Set(entries.map(applicationOf).filter((id) => id !== null))];
	if (ids.length === 0) return new Map();
	const answer = await client.from('applications').select('id, reference_number').in('id', ids);
	const rows = z.array(referenceRow).parse(dataOf(answer));
	return new Map(rows.map(({ id, reference_number }) => [id, reference_number]));
}

/** The application an entry is about, itself or through its decision; null for everything else. */
export function applicationOf({ entity, entity_id, detail }: AuditEntry): string | null {
	if (entity === 'application') return entity_id;
	return typeof detail['application_id'] === 'string' ? detail['application_id'] : null;
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
