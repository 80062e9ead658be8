/** Where a page of the queue ends: arrival and id, because two applications may arrive in the same moment. */
export type Cursor = { readonly submittedAt: string; readonly id: string };

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function encodeCursor({ submittedAt, id }: Cursor): string {
	return `${submittedAt}~${id}`;
}

/** Null for anything that is not exactly a cursor: it goes into a filter expression of the database's API. */
export function decodeCursor(text: string | null): Cursor | null {
	const [submittedAt = '', id = '', ...more] = (text ?? '').split('~');
	if (more.length > 0 || !INSTANT.test(submittedAt) || !UUID.test(id)) return null;
	return { submittedAt, id };
}

/** What lies behind the cursor, as PostgREST writes it. */
export function behind({ submittedAt, id }: Cursor, direction: 'oldest_first' | 'newest_first'): string {
	const step = direction === 'oldest_first' ? 'gt' : 'lt';
	return `submitted_at.${step}."${submittedAt}",and(submitted_at.eq."${submittedAt}",id.${step}.${id})`;
}
