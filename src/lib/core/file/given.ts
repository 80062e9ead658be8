import { isHandedIn, isOnlyHere, type FileRecord } from './file';

/** Of the documents asked for: how many the office has, and how many are on this device and on their way at best. */
export function givenOf(
	asked: readonly string[],
	files: readonly FileRecord[]
): { readonly arrived: number; readonly here: number } {
	const given = files.filter(isHandedIn);
	const arrived = asked.filter((code) => given.some((one) => one.document === code && !isOnlyHere(one)));
	const all = asked.filter((code) => given.some(({ document }) => document === code));
	return { arrived: arrived.length, here: all.length - arrived.length };
}
