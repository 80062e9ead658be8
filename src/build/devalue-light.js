/** Codes of devalue's format for what JSON cannot say. */
const UNDEFINED = -1;

/**
 * Reads a value flattened by `devalue.stringify`: JSON, dates, undefined, and what Kit's own revivers know (promises).
 *
 * @param {number | any[]} flat
 * @param {Record<string, (value: any) => any>} [revivers]
 */
export function unflatten(flat, revivers = {}) {
	const values = Array.isArray(flat) ? flat : [];
	/** @type {any[]} */
	const read = [];

	/** @param {number} at */
	function valueAt(at) {
		if (at === UNDEFINED) return undefined;
		if (at in read) return read[at];
		const value = values[at];
		if (at < 0 || at >= values.length) throw new Error('not JSON');
		if (value === null || typeof value !== 'object') return (read[at] = value);
		if (!Array.isArray(value)) {
			const object = (read[at] = {});
			for (const key of Object.keys(value)) {
				if (key === '__proto__') throw new Error('not JSON');
				object[key] = valueAt(value[key]);
			}
			return object;
		}
		const [type, what] = value;
		if (typeof type !== 'string') {
			const list = (read[at] = []);
			for (const item of value) list.push(valueAt(item));
			return list;
		}
		if (type in revivers) return (read[at] = revivers[type](valueAt(what)));
		if (type === 'Date') return (read[at] = new Date(what));
		throw new Error(`${type} is not JSON`);
	}

	return valueAt(typeof flat === 'number' ? flat : 0);
}

/** @param {string} text @param {Record<string, (value: any) => any>} [revivers] */
export function parse(text, revivers) {
	return unflatten(JSON.parse(text), revivers);
}
