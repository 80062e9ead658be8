import type { Answer, Transport } from './transport';

/** What is answered without asking where nobody is signed in; null: it is asked. */
const withoutSession: Readonly<Record<keyof Transport, Answer<unknown> | null>> = {
	save: null,
	submit: null,
	read: null,
	list: null,
	announceFile: null,
	sendPart: null,
	removeFile: null,
	withdraw: null,
	session: { isOk: true, data: { email: null } },
	requestCode: null,
	verifyCode: null,
	signOut: { isOk: true, data: { ok: true } }
};
const names = Object.keys(withoutSession) as (keyof Transport)[];

const unreachable: Answer<never> = {
	isOk: false,
	outcome: { kind: 'unknown', code: 'not_reachable' },
	error: null,
	body: null
};

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
	const late = async (name: keyof Transport, given: readonly unknown[]): Promise<Answer<unknown>> => {
		const without = isSignedIn() ? null : withoutSession[name];
		if (without) return without;
		const transport = await loaded();
		// The program itself could not be fetched: no network, and no worker that keeps it.
		return transport ? Reflect.apply(transport[name], null, given) : unreachable;
	};
	const calls = names.map((name) => [name, (...given: readonly unknown[]) => late(name, given)]);
	return Object.fromEntries(calls) as Transport;
}
