/** The headers of every answer, files and prerendered pages included. Plain data: `src/run/start.ts` reads it too. */
export const securityHeaders: Readonly<Record<string, string>> = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'x-frame-options': 'DENY',
	// Pages say more themselves; prerendered ones in their head, where `frame-ancestors` cannot stand.
	'content-security-policy': "object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
	'permissions-policy':
		'camera=(self), geolocation=(), microphone=(self), payment=(), usb=(), browsing-topics=()',
	'origin-agent-cluster': '?1'
};

const HSTS_MAX_AGE_S = 31_536_000;

/** The same, and where people come by HTTPS that they always do. */
export function headersFor(origin: string): Readonly<Record<string, string>> {
	if (!origin.startsWith('https:')) return securityHeaders;
	return {
		...securityHeaders,
		'strict-transport-security': `max-age=${HSTS_MAX_AGE_S}; includeSubDomains`
	};
}
