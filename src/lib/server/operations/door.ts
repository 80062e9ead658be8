import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { addressOf, countedAs, SENDER_HEADER, type Trust } from '../security/sender.ts';
import { Arrivals, LOOK_MS } from './arrivals.ts';
import { type Gate, retryAfterSeconds } from './gate.ts';

/** Longer than the proxies in front wait (60 s): a connection closed here while a request comes through it is an error to somebody. */
const KEEP_ALIVE_MS = 75_000;
/** Who connects says what they want in this time, or goes. Two kilobytes, also on the slowest net. */
const HEADERS_MS = 20_000;

export interface Door {
	readonly gate: Gate;
	readonly trust: Trust;
	readonly headers: Readonly<Record<string, string>>;
	/** Null while the program behind is being read. */
	handler(): ((request: IncomingMessage, response: ServerResponse) => void) | null;
	readonly arrivals?: Arrivals;
	/** How long somebody may take to say what they want. */
	readonly headersMs?: number;
}

/**
 * What stands between the network and the program: who asks, whether there is room, and how long a sender may take. Plain module:
 * `src/run/start.ts` reads it without a bundler.
 */
export function openDoor({
	gate,
	trust,
	headers,
	handler,
	arrivals = new Arrivals(),
	headersMs = HEADERS_MS
}: Door): Server {
	const always = Object.entries(headers);
	const server = createServer(
		// How long a body takes is judged by what comes of it (see Arrivals), not by a time for all.
		{ headersTimeout: headersMs, requestTimeout: 0, connectionsCheckingInterval: headersMs / 4 },
		(request, response) => {
			for (const [name, value] of always) response.setHeader(name, value);
			const target = targetOf(request.url ?? '/');
			if (target === null || request.httpVersionMajor < 1)
				return void response.writeHead(400, { connection: 'close' }).end();
			request.url = target;
			// The worker must be looked at anew each time, or an old version would stay on the phones.
			if (request.url === '/service-worker.js') response.setHeader('cache-control', 'no-cache');
			const sender = nameSender(request, trust);
			const handle = handler();
			if (handle === null) return void response.writeHead(503, { 'retry-after': '2' }).end();
			arrivals.add(sender === null ? 'unknown' : countedAs(sender), request, response);
			const leave = gate.enter(request.method ?? 'GET', request.url ?? '/', () => arrivals.waiting);
			if (leave === null) return sendAway(response);
			response.once('close', leave);
			handle(Object.assign(request, { gate }), response);
		}
	);
	server.keepAliveTimeout = KEEP_ALIVE_MS;
	const looking = setInterval(() => arrivals.look(), LOOK_MS).unref();
	server.once('close', () => clearInterval(looking));
	return server;
}

/**
 * Path and query of what is asked for; null where it is no address of ours. A request may name a host in its first line, and what is
 * behind would read that as the end of its own name: `v://evil.example` would make `https://kofei.dev` of `https://kofei.de`.
 */
function targetOf(target: string): string | null {
	if (target.startsWith('/')) return target;
	const [, path] = /^https?:\/\/[^/?#]*(.*)$/i.exec(target) ?? [];
	if (path === undefined) return null;
	return path.startsWith('/') ? path : `/${path}`;
}

/** For the program behind; what came under this name from outside is gone. */
function nameSender(request: IncomingMessage, trust: Trust): string | null {
	const sender = addressOf(request.socket.remoteAddress, request.headers, trust);
	delete request.headers[SENDER_HEADER];
	if (sender !== null) request.headers[SENDER_HEADER] = sender;
	return sender;
}

/** Too many are here: said at once, before anything is done for it. The sync engine waits as long as it is told. */
function sendAway(response: ServerResponse): void {
	response.writeHead(503, {
		'retry-after': String(retryAfterSeconds()),
		'cache-control': 'no-store',
		'content-type': 'text/plain; charset=utf-8'
	});
	response.end('Gerade sind sehr viele hier. Bitte in ein paar Sekunden noch einmal laden.\n');
}
