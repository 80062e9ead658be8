/** Where a page of the queue ends: the value it is sorted by, and the id, because two may have the same. */
export type Cursor = { readonly key: string; readonly id: string; readonly isFuzzy: boolean };

const LONGEST_KEY = 200;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The key comes last: it may hold anything. */
export function encodeCursor({ key, id, isFuzzy }: Cursor): string {
	return `${id}${isFuzzy ? '~~' : '~'}${key}`;
}

/** Null for anything that is not exactly a cursor: it comes from the address. The database reads the key by its type. */
export function decodeCursor(text: string | null): Cursor | null {
	const [, id = '', mark = '', key = ''] = /^([^~]*)(~~?)([^~]*)$/.exec(text ?? '') ?? [];
	if (!UUID.test(id) || key.length > LONGEST_KEY) return null;
	return { key, id, isFuzzy: mark === '~~' };
}
