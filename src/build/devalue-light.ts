/** In devalue's format, of what JSON cannot say. */
const UNDEFINED = -1;

type Revivers = Readonly<Record<string, (value: unknown) => unknown>>;

/** Reads a value flattened by `devalue.stringify`: JSON, dates, undefined, and what Kit's own revivers know (promises). */
export function unflatten(flat: unknown, revivers: Revivers = {}): unknown {
	const values: readonly unknown[] = Array.isArray(flat) ? flat : [];
	const read: unknown[] = [];

	function valueAt(at: unknown): unknown {
		if (at === UNDEFINED) return undefined;
		if (typeof at !== 'number' || at < 0 || at >= values.length) throw new Error('not JSON');
		if (at in read) return read[at];
		const value = values[at];
		if (value === null || typeof value !== 'object') return (read[at] = value);
		if (Array.isArray(value)) return typeof value[0] === 'string' ? special(at, value) : list(at, value);
		const object = (read[at] = Object({}));
		for (const [key, part] of Object.entries(value)) {
			if (key === '__proto__') throw new Error('not JSON');
			object[key] = valueAt(part);
		}
		return object;
	}

	function list(at: number, parts: readonly unknown[]): unknown {
		const known: unknown[] = [];
		read[at] = known;
		for (const part of parts) known.push(valueAt(part));
		return known;
	}

	function special(at: number, [type, what]: readonly unknown[]): unknown {
		const revive = revivers[String(type)];
		if (revive) return (read[at] = revive(valueAt(what)));
		if (type === 'Date') return (read[at] = new Date(String(what)));
		throw new Error(`${String(type)} is not JSON`);
	}

	return valueAt(typeof flat === 'number' ? flat : 0);
}

export function parse(text: string, revivers?: Revivers): unknown {
	return unflatten(JSON.parse(text), revivers);
}
