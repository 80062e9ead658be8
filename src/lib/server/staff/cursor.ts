/** Where a page of the queue ends: arrival and id, because two applications may arrive in the same moment. */
export type Cursor = { readonly submittedAt: string; readonly id: string };

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function encodeCursor({ submittedAt, id }: Cursor): string {
	return `${submittedAt}~${id}`;
}

/** Null for anything that is not exactly a cursor: it comes from the address and goes into a filter. */
export function decodeCursor(text: string | null): Cursor | null {
	const [submittedAt = '', id = '', ...more] = (text ?? '').split('~');
	if (more.length > 0 || !INSTANT.test(submittedAt) || !UUID.test(id)) return null;
	return { submittedAt, id };
}

export type Order = 'oldest_first' | 'newest_first';

/** Sorts as the database does, for what several of its answers are put together from. */
export function byArrival<Row extends { readonly submitted_at: string; readonly id: string }>(order: Order) {
	const sign = order === 'oldest_first' ? 1 : -1;
	return (one: Row, other: Row): number =>
		sign *
		(Date.parse(one.submitted_at) - Date.parse(other.submitted_at) ||
			(one.id < other.id ? -1 : Number(one.id > other.id)));
}
