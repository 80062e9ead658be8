import { createHash } from 'node:crypto';

/** An entry of the audit trail as it is exported. */
export interface ExportedEntry {
	readonly id: number;
	/** Microseconds since 1970. */
	readonly at_us: number;
	readonly actor_id: string | null;
	readonly actor_role: string;
	readonly action: string;
	readonly entity: string;
	readonly entity_id: string;
	readonly detail: unknown;
	readonly previous_hash: string;
	readonly hash: string;
}

export interface ChainVerdict {
	readonly isIntact: boolean;
	readonly checked: number;
	/** The first id that is changed, missing or out of order. */
	readonly firstBroken: number | null;
	/** To be compared with what the app shows: a file can be cut off at its end without a trace. */
	readonly lastHash: string;
}

/**
 * Computes every hash anew, without the database that made them: whoever keeps a file from last month can tell whether
 * the trail of today still says the same.
 */
export function verifyChain(entries: Iterable<ExportedEntry>): ChainVerdict {
	let [checked, previous] = [0, ''];
	for (const entry of entries) {
		if (entry.id !== checked + 1 || entry.previous_hash !== previous || entry.hash !== hashOf(entry))
			return { isIntact: false, checked, firstBroken: checked + 1, lastHash: previous };
		previous = entry.hash;
		checked += 1;
	}
	return { isIntact: true, checked, firstBroken: null, lastHash: previous };
}

function hashOf(entry: ExportedEntry): string {
	const { id, at_us, actor_id, actor_role, action, entity, entity_id, detail } = entry;
	const text = jsonbText([id, at_us, actor_id, actor_role, action, entity, entity_id, detail]);
	return createHash('sha256')
		.update(entry.previous_hash + text, 'utf8')
		.digest('hex');
}

/** As Postgres writes `jsonb`: a blank after colon and comma, keys by length in bytes and then by their bytes. */
export function jsonbText(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(jsonbText).join(', ')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const pairs = Object.entries(value)
		.map(([key, inner]) => ({ bytes: Buffer.from(key), text: `${JSON.stringify(key)}: ${jsonbText(inner)}` }))
		.sort((one, other) => one.bytes.length - other.bytes.length || Buffer.compare(one.bytes, other.bytes));
	return `{${pairs.map(({ text }) => text).join(', ')}}`;
}
