/** The headers of every answer, files and prerendered pages included. Plain data: `src/run/start.ts` reads it too. */
export const securityHeaders: Readonly<Record<string, string>> = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'x-frame-options': 'DENY',
	'permissions-policy':
		'camera=(self), geolocation=(), microphone=(self), payment=(), usb=(), browsing-topics=()'
};
