/** The name of a line of a list, see state/row-id. */
export function match(param: string): boolean {
	return /^[a-z0-9]{8}$/.test(param);
}
