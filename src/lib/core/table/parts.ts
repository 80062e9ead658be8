import type { Cell } from './cell';

type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] };

/**
 * A table of more columns than a page can show, in parts that can be read one after the other: each begins with the first
 * column, which names the row. `most` is how many columns a part may have, 2 or more.
 */
export function inParts({ head, rows }: Table, most: number): readonly Table[] {
	if (head.length <= most) return [{ head, rows }];
	const others = head.length - 1;
	const size = Math.ceil(others / Math.ceil(others / (most - 1)));
	const starts = Array.from({ length: Math.ceil(others / size) }, (_, part) => 1 + part * size);
	return starts.map((start) => {
		const cut = <T>(row: readonly T[]) => [...row.slice(0, 1), ...row.slice(start, start + size)];
		return { head: cut(head), rows: rows.map(cut) };
	});
}
