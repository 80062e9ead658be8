import { type Changes, type Fields, type FieldValue, valueAt } from './fields';

/** A line of a list: its paths are `<list>.<id>.<column>`, and it exists while any of them has a value. */
export type Row = {
	readonly id: string;
	readonly position: number;
	readonly values: Readonly<Record<string, FieldValue | undefined>>;
};

/** In the order of `position`; two rows added at once on two devices share one, and their ids decide. */
export function rowsOf(fields: Fields, list: string): readonly Row[] {
	const rows = new Map<string, [string, FieldValue][]>();
	for (const path of Object.keys(fields)) {
		const row = rowOfPath(path);
		const value = valueAt(fields, path);
		if (row?.list !== list || value === undefined) continue;
		rows.set(row.id, [...(rows.get(row.id) ?? []), [row.column, value]]);
	}
	return [...rows].map(([id, columns]) => toRow(id, columns)).sort(byPosition);
}

/** The changes that add an empty row at the end; `rowId` comes from the caller, since core has no chance. */
export function addRow(fields: Fields, list: string, rowId: string): Changes {
	const last = rowsOf(fields, list).reduce((position, row) => Math.max(position, row.position), 0);
	return { [rowPath(list, rowId, 'position')]: last + 1 };
}

export function removeRow(fields: Fields, list: string, rowId: string): Changes {
	const start = `${list}.${rowId}.`;
	const paths = Object.keys(fields).filter((path) => path.startsWith(start));
	return Object.fromEntries(paths.map((path) => [path, null]));
}

export function rowPath(list: string, rowId: string, column: string): string {
	return `${list}.${rowId}.${column}`;
}

/** Null for the path of a single field. */
export function rowOfPath(
	path: string
): { readonly list: string; readonly id: string; readonly column: string } | null {
	const [list, id, column, ...more] = path.split('.');
	if (list === undefined || id === undefined || column === undefined || more.length > 0) return null;
	return { list, id, column };
}

function toRow(id: string, columns: readonly (readonly [string, FieldValue])[]): Row {
	const values = Object.fromEntries(columns);
	const position = valueAt(values, 'position');
	return { id, position: typeof position === 'number' ? position : Number.MAX_SAFE_INTEGER, values };
}

function byPosition(one: Row, other: Row): number {
	return one.position - other.position || (one.id < other.id ? -1 : 1);
}
