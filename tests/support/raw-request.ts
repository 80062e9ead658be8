import { connect } from 'node:net';

const PATIENCE_MS = 8_000;

export interface RawAnswer {
	readonly status: number;
	/** Status line and headers. */
	readonly head: string;
	readonly body: string;
}

/** What only a program of one's own sends: the very bytes, over a connection of its own, and every answer that came until it was closed. */
export async function rawRequest(port: number, bytes: string): Promise<readonly RawAnswer[]> {
	const text = await new Promise<string>((resolve) => {
		let said = '';
		const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.from(bytes, 'latin1')));
		socket.setTimeout(PATIENCE_MS, () => socket.destroy());
		socket.on('data', (part) => (said += part.toString('latin1')));
		socket.once('error', () => undefined);
		socket.once('close', () => resolve(said));
	});
	return text
		.split(/(?=HTTP\/1\.1 \d{3} )/)
		.filter((part) => part.startsWith('HTTP/1.1 '))
		.map((part) => {
			const [head = '', ...body] = part.split('\r\n\r\n');
			return { status: Number(head.slice(9, 12)), head, body: body.join('\r\n\r\n') };
		});
}

/** One request, with lines of its head as they are. */
export function requestOf(method: string, target: string, lines: readonly string[], body = ''): string {
	return [`${method} ${target} HTTP/1.1`, ...lines, 'Connection: close', '', body].join('\r\n');
}
