/** What a reader says of something that is not what it reads. */
export const misread = Symbol();

/**
 * Reads an answer of the server on the device, where a schema library would be a tenth of all that is loaded: copies what
 * it knows and leaves the rest behind, exactly as the schema beside it does (`answers.test.ts`).
 */
export type Reader<T> = (value: unknown) => T | typeof misread;

export const text: Reader<string> = (value) => (typeof value === 'string' ? value : misread);
export const flag: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : misread);
export const finite: Reader<number> = (value) =>
	typeof value === 'number' && Number.isFinite(value) ? value : misread;
export const whole: Reader<number> = (value) =>
	typeof value === 'number' && Number.isSafeInteger(value) ? value : misread;

export function oneOf<T extends string | boolean>(...values: readonly T[]): Reader<T> {
	return (value) => {
		const at = values.findIndex((one) => one === value);
		return values[at] ?? misread;
	};
}

export function nullable<T>(read: Reader<T>): Reader<T | null> {
	return (value) => (value === null ? null : read(value));
}

export function optional<T>(read: Reader<T>): Reader<T | undefined> {
	return (value) => (value === undefined ? undefined : read(value));
}

/** For what answers of an older server do not have. */
export function withDefault<T>(read: Reader<T>, absent: T): Reader<T> {
	return (value) => (value === undefined ? absent : read(value));
}

export function either<A, B>(first: Reader<A>, second: Reader<B>): Reader<A | B> {
	return (value) => {
		const known = first(value);
		return known === misread ? second(value) : known;
	};
}

export function list<T>(read: Reader<T>): Reader<T[]> {
	return (value) => {
		if (!Array.isArray(value)) return misread;
		const known: T[] = [];
		for (const part of value) {
			const own = read(part);
			if (own === misread) return misread;
			known.push(own);
		}
		return known;
	};
}

/** A map whose keys are data, such as paths of the form. */
export function record<T>(read: Reader<T>): Reader<Record<string, T>> {
	return (value) => {
		if (!isObject(value)) return misread;
		const known: Record<string, T> = {};
		for (const [key, part] of Object.entries(value)) {
			if (key === PROTOTYPE) continue;
			const own = read(part);
			if (own === misread) return misread;
			known[key] = own;
		}
		return known;
	};
}

export function object<T extends object>(parts: {
	readonly [K in keyof T]-?: Reader<T[K]>;
}): Reader<T> {
	const readers = Object.entries<Reader<unknown>>(parts);
	return (value) => {
		if (!isObject(value)) return misread;
		// Filled from `parts`, which has a reader of the right type for each key of T.
		const known = Object({});
		for (const [key, read] of readers) {
			const own = read(Object(value)[key]);
			if (own === misread) return misread;
			if (own !== undefined) known[key] = own;
		}
		return known;
	};
}

/** JSON can name it as a key; nothing may ever be set under it. */
const PROTOTYPE = '__proto__';

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
