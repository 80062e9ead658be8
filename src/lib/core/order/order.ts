/** A row that changes places with its neighbour. A button says it as `from:to`, so that a form can carry it without scripts. */
export type Move = { readonly from: number; readonly to: number };

/** Null for what no button of a list of `count` rows says. */
export function readMove(said: string, count: number): Move | null {
	const [, from, to] = (/^(\d{1,3}):(\d{1,3})$/.exec(said) ?? []).map(Number);
	if (from === undefined || to === undefined || Math.abs(from - to) !== 1) return null;
	return Math.max(from, to) < count ? { from, to } : null;
}

/** The list with two rows exchanged, each of them `width` entries long; an empty list is one this form does not have. */
export function exchanged<Value>(list: readonly Value[], { from, to }: Move, width = 1): Value[] {
	const rows = Array.from({ length: list.length / width }, (_, row) =>
		list.slice(row * width, (row + 1) * width)
	);
	const [one, other] = [rows[from], rows[to]];
	return one && other ? rows.toSpliced(from, 1, other).toSpliced(to, 1, one).flat() : [...list];
}
