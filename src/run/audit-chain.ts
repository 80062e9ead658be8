import { createHash } from 'node:crypto';

/** An entry of the audit trail as it is exported. */
export interface ExportedEntry {
	readonly id: number;
	/** For people; must say the same moment as `at_us`, which is hashed. */
	readonly at: string;
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
		if (entry.id !== checked + 1 || entry.previous_hash !== previous || !isWhatWasHashed(entry))
			return { isIntact: false, checked, firstBroken: checked + 1, lastHash: previous };
		previous = entry.hash;
		checked += 1;
	}
	return { isIntact: true, checked, firstBroken: null, lastHash: previous };
}

const parts: ReadonlySet<string> = new Set([
	'id',
	'at',
	'at_us',
	'actor_id',
	'actor_role',
	'action',
	'entity',
	'entity_id',
	'detail',
	'previous_hash',
	'hash'
] satisfies readonly (keyof ExportedEntry)[]);

/** Nothing that people read in a line may lie outside of its hash. */
function isWhatWasHashed(entry: ExportedEntry): boolean {
	return (
		entry.hash === hashOf(entry) &&
		entry.at_us === microseconds(entry.at) &&
		Object.keys(entry).every((key) => parts.has(key))
	);
}

/** `Date` knows milliseconds only. Null where it is no moment with its zone. */
function microseconds(at: unknown): number | null {
	const [, second, fraction = '', zone] =
		/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(Z|[+-]\d\d:\d\d)$/.exec(String(at)) ?? [];
	if (second === undefined || zone === undefined) return null;
	return Date.parse(second + zone) * 1000 + Number(fraction.padEnd(6, '0'));
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
