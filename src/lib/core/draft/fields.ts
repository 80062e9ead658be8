import { storableText } from '../text/text';

export type FieldValue = string | number | boolean | readonly string[];

/** A draft: field path → value. What nobody filled in has no path. */
export type Fields = Readonly<Record<string, FieldValue>>;

/** What to do to a map of fields; null takes the path away. */
export type Changes = Readonly<Record<string, FieldValue | null>>;

/** The value at a path, never something inherited (`__proto__` and `constructor` are just unknown paths). */
export function valueAt(fields: Fields, path: string): FieldValue | undefined {
	const value = Object.prototype.hasOwnProperty.call(fields, path) ? fields[path] : undefined;
	return isEmpty(value) ? undefined : value;
}

/** Empty texts and lists count as absent, so that clearing a field and never touching it are the same. */
export function applyChanges(fields: Fields, changes: Changes): Fields {
	const next = new Map(Object.entries(fields));
	for (const [path, value] of Object.entries(changes)) {
		if (value === null || isEmpty(value)) next.delete(path);
		else next.set(path, storable(value));
	}
	return Object.fromEntries(next);
}

/** What stands where something is changed; null for nothing. */
export function changedIn(fields: Fields, changes: Changes): Changes {
	return Object.fromEntries(Object.keys(changes).map((path) => [path, valueAt(fields, path) ?? null]));
}

/** Whether the fields have this value, as a draft keeps it. */
export function means(fields: Fields, path: string, value: FieldValue | null): boolean {
	return isSameValue(valueAt(applyChanges({}, { [path]: value }), path), valueAt(fields, path));
}

/** What turns `base` into `current`; empty when nothing differs. */
export function changesBetween(base: Fields, current: Fields): Changes {
	const changes: [string, FieldValue | null][] = [];
	for (const path of pathsOf(base, current)) {
		const value = valueAt(current, path);
		if (!isSameValue(valueAt(base, path), value)) changes.push([path, value ?? null]);
	}
	return Object.fromEntries(changes);
}

export function pathsOf(...maps: readonly Fields[]): ReadonlySet<string> {
	return new Set(maps.flatMap((map) => Object.keys(map)));
}

/** Lists are choices of codes: their order says nothing. */
export function isSameValue(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
	if (!isList(one) || !isList(other)) return one === other;
	return one.every((code) => other.includes(code)) && other.every((code) => one.includes(code));
}

export function isList(value: FieldValue | null | undefined): value is readonly string[] {
	return Array.isArray(value);
}

function isEmpty(value: FieldValue | undefined): boolean {
	return value === undefined || value === '' || (isList(value) && value.length === 0);
}

function storable(value: FieldValue): FieldValue {
	if (typeof value === 'string') return storableText(value);
	return isList(value) ? value.map(storableText) : value;
}
