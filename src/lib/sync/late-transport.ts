import type { Answer, Transport } from './transport';

const NOBODY = { isOk: true, data: { email: null } } as const satisfies Answer<{ email: null }>;

/**
 * The way to the server, loaded when something travels: most first visits only read and write on the device, and pay for
 * nothing else. `isSignedIn` is the server's hint beside the session cookie, which scripts cannot see; without it there
 * is nobody to ask about.
 */
export function lateTransport(fetch: typeof globalThis.fetch, isSignedIn: () => boolean): Transport {
	const loaded = () =>
		import('./transport').then(
			({ httpTransport }) => httpTransport(fetch),
			() => null
		);
	const late = async <T>(use: (transport: Transport) => Promise<Answer<T>>): Promise<Answer<T>> => {
		const transport = await loaded();
		// The program itself could not be fetched: no network, and no worker that keeps it.
		if (!transport)
			return { isOk: false, outcome: { kind: 'unknown', code: 'not_reachable' }, error: null, body: null };
		return use(transport);
	};
	return {
		save: (id, body) => late((transport) => transport.save(id, body)),
		submit: (id, body) => late((transport) => transport.submit(id, body)),
		read: (id) => late((transport) => transport.read(id)),
		list: () => late((transport) => transport.list()),
		announceFile: (id, fileId, body) => late((transport) => transport.announceFile(id, fileId, body)),
		sendPart: (id, fileId, offset, part) => late((transport) => transport.sendPart(id, fileId, offset, part)),
		removeFile: (id, fileId) => late((transport) => transport.removeFile(id, fileId)),
		withdraw: (id, reason) => late((transport) => transport.withdraw(id, reason)),
		session: () => (isSignedIn() ? late((transport) => transport.session()) : Promise.resolve(NOBODY)),
		requestCode: (email, locale) => late((transport) => transport.requestCode(email, locale)),
		verifyCode: (email, code) => late((transport) => transport.verifyCode(email, code)),
		signOut: () =>
			isSignedIn()
				? late((transport) => transport.signOut())
				: Promise.resolve({ isOk: true, data: { ok: true } })
	};
}
