import { KeptWords } from './kept-words';

/** The oldest go first; whoever asks about those has the network, or is told that nothing is here. */
const MOST = 50;
const gone = new KeptWords('drafts', 'gone');

/** Drafts this device was told are deleted: their ids, no word of them, and forgotten when everything here is. */
export function noteGone(ids: readonly string[]): void {
	const known = Object.keys(gone.read()).filter((id) => !ids.includes(id));
	gone.keep(Object.fromEntries([...known, ...ids].slice(-MOST).map((id) => [id, ''])));
}

export function wasGone(id: string): boolean {
	return id in gone.read();
}
