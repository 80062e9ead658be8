/**
 * The name of a cookie on the wire. Under `__Host-` browsers take it from this very host and over HTTPS alone, so that no
 * neighbour below the same domain can plant one; on localhost there is no HTTPS, and the name stays bare.
 */
export function cookieName(name: string, { protocol }: { readonly protocol: string }): string {
	return protocol === 'https:' ? `__Host-${name}` : name;
}
