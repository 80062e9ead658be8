/** Where to go after signing in: a page of ours and nothing else, whatever somebody put into the address. */
export function safeNext(next: string | null, otherwise: string): string {
	if (next === null || !/^\/[a-z][\w/-]*$/.test(next)) return otherwise;
	return next;
}
