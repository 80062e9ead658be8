/** 1, 2, 3 …: the number of a version. */
export function match(param: string): boolean {
	return /^[1-9][0-9]{0,4}$/.test(param);
}
