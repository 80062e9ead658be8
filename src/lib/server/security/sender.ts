import { BlockList, isIP } from 'node:net';
import { StartError } from '../environment.ts';

/**
 * Under this name the rest of the server finds who asks. Written for every request, or taken away: what somebody sends under it
 * counts for nothing.
 */
export const SENDER_HEADER = 'x-kofei-sender';

export interface Trust {
	/** The header in which proxies name who asked; null where there is none in front. */
	readonly header: string | null;
	/** How many proxies write into it. */
	readonly depth: number;
	/** Whose word counts; nobody's where there is none in front. */
	readonly proxies: BlockList;
}

/**
 * `ADDRESS_HEADER`, `XFF_DEPTH` (1) and `TRUSTED_PROXIES` (addresses and networks like 10.0.0.0/8, with commas between them).
 * The first and the last come together. Throws `StartError`.
 */
export function readTrust(variables: Readonly<Record<string, string | undefined>>): Trust {
	const header = variables.ADDRESS_HEADER?.trim().toLowerCase() || null;
	const named = (variables.TRUSTED_PROXIES ?? '')
		.split(',')
		.map((one) => one.trim())
		.filter((one) => one !== '');
	if (header === null && named.length > 0)
		throw new StartError('ADDRESS_HEADER is missing: TRUSTED_PROXIES is set, so proxies name the sender.');
	if (header !== null && named.length === 0)
		throw new StartError(
			'TRUSTED_PROXIES is missing: ADDRESS_HEADER is set, and without it anybody could claim to be anybody.'
		);
	const depth = Number(variables.XFF_DEPTH ?? 1);
	return { header, depth, proxies: listOf(named) };
}

/**
 * The address that asks, as far as it is known and never guessed: the one that connected, or the one its proxies named. A
 * header that did not come from a trusted proxy counts for nothing. Null where a proxy does not say what it should.
 */
export function addressOf(
	peer: string | undefined,
	headers: Readonly<Record<string, string | string[] | undefined>>,
	{ header, depth, proxies }: Trust
): string | null {
	const connected = plainAddress(peer ?? '');
	if (header === null || connected === null) return connected;
	if (!proxies.check(connected, familyOf(connected))) return connected;
	const value = headers[header];
	const named = (Array.isArray(value) ? value.join(',') : (value ?? '')).split(',');
	return plainAddress(named.at(-depth)?.trim() ?? '');
}

/**
 * Whom an address stands for where senders are counted: with IPv6 one customer has a whole network (/64), and would be
 * somebody else with every request.
 */
export function countedAs(address: string): string {
	if (isIP(address) !== 6) return address;
	const [before = '', after] = address.split('::');
	const start = before === '' ? [] : before.split(':');
	const end = after === undefined || after === '' ? [] : after.split(':');
	const zeros = after === undefined ? 0 : Math.max(0, 8 - start.length - end.length);
	const groups = [...start, ...Array.from({ length: zeros }, () => '0'), ...end];
	return `${groups
		.slice(0, 4)
		.map((group) => Number.parseInt(group, 16).toString(16))
		.join(':')}::/64`;
}

function listOf(named: readonly string[]): BlockList {
	const list = new BlockList();
	for (const one of named) {
		const [address = '', length, ...rest] = one.split('/');
		const bits = length === undefined ? null : Number(length);
		const most = isIP(address) === 6 ? 128 : 32;
		const isFit =
			isIP(address) !== 0 &&
			rest.length === 0 &&
			(bits === null || (/^\d+$/.test(length ?? '') && bits <= most));
		if (!isFit)
			throw new StartError(`TRUSTED_PROXIES must be addresses or networks like 10.0.0.0/8, not "${one}".`);
		if (bits === null) list.addAddress(address, familyOf(address));
		else list.addSubnet(address, bits, familyOf(address));
	}
	return list;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
	return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** Without a port, a zone and the form in which IPv6 writes addresses of IPv4; null where it is no address. */
function plainAddress(text: string): string | null {
	const bare = text
		.replace(/^\[(.+)\](:\d+)?$/, '$1')
		.replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
		.replace(/%.*$/, '')
		.replace(/^::ffff:(?=\d+\.)/i, '');
	return isIP(bare) === 0 ? null : bare.toLowerCase();
}
