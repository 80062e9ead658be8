import * as z from 'zod/mini';
import type { Client } from './clients';
import { dataOf, Refusal } from './failure';
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
	/** There are more, of cases the reader takes no part in. */
	readonly hidesEntries: boolean;
};

/** What of the trail is looked at; every part may be left out. Days are those of Duisburg. */
export type AuditFilter = {
	readonly person?: string;
	readonly application?: string;
	readonly action?: string;
	readonly from?: string;
	readonly until?: string;
};

/** A page of the trail, the newest first, before an id. Throws `Refusal` `not_allowed` unless auditor or admin. */
export async function auditPage(
	client: Client,
	filter: AuditFilter,
	before: number | null
): Promise<AuditPage> {
	const [answer, hides] = await Promise.all([
		client.rpc('audit_page', { p_filter: filter, p_before: before }),
		client.rpc('hides_audit_entries')
	]);
	const found = z.array(entryRow).parse(dataOf(answer));
	const entries = found.slice(0, PAGE_SIZE);
	return {
		entries,
		next: found.length > PAGE_SIZE ? (entries.at(-1)?.id ?? null) : null,
		hidesEntries: z.boolean().parse(dataOf(hides))
	};
}

/** The application with a reference number. Throws `Refusal` `not_found` where the caller can see none. */
export async function applicationIdOf(client: Client, reference: string): Promise<string> {
	const wanted = reference.trim().toUpperCase();
	const applications = client.from('applications').select('id');
	// As people say it: the last digits alone mean the newest round that has them.
	const answer = await (/^\d{1,6}$/.test(wanted)
		? applications
				.like('reference_number', `%-${wanted.padStart(4, '0')}`)
				.order('submitted_at', { ascending: false })
				.limit(1)
		: applications.eq('reference_number', wanted));
	const [row] = z.array(z.object({ id: z.string() })).parse(dataOf(answer));
	if (!row) throw new Refusal('not_found', 404);
	return row.id;
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
