/** Where browsers have their pushes sent to. Our server calls no other address on the word of a device. */
const known = [
	'fcm.googleapis.com',
	'updates.push.services.mozilla.com',
	'push.apple.com',
	'notify.windows.com'
] as const;

/** Whether an address belongs to a push service: one of those above or below them, over https, or of `more` origins. */
export function isPushEndpoint(endpoint: string, more: readonly string[] = []): boolean {
	if (!URL.canParse(endpoint)) return false;
	const { protocol, hostname, port, origin, username, password } = new URL(endpoint);
	if (username !== '' || password !== '') return false;
	if (more.includes(origin)) return true;
	return (
		protocol === 'https:' &&
		port === '' &&
		known.some((host) => hostname === host || hostname.endsWith(`.${host}`))
	);
}
