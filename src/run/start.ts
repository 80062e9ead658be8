/**
 * Starts the built server: `npm start`. Everything configurable comes from the environment (see README, "Running").
 * `PORT` (3000), `HOST` (0.0.0.0), `ORIGIN` (http://localhost:PORT); behind a proxy also `ADDRESS_HEADER` and `XFF_DEPTH`.
 */
import { createServer, type ServerResponse } from 'node:http';
import {
	metricsToken,
	readAddress,
	readEnvironment,
	requireHttps,
	scannerAddress,
	StartError
} from '../lib/server/environment.ts';
import { Gate, retryAfterSeconds } from '../lib/server/operations/gate.ts';
import { failureFields, log } from '../lib/server/operations/log.ts';
import { headersFor } from '../lib/server/security/header-values.ts';

const SHUTDOWN_TIMEOUT_MS = 10_000;
const LOOK_AGAIN_MS = 100;
/** Connections that wait to be taken; one more is refused by the machine, without a word. */
const LONGEST_LINE = 4096;
/** Longer than the proxies in front wait (60 s): a connection closed here while a request comes through it is an error to somebody. */
const KEEP_ALIVE_MS = 75_000;
/** Documents of one message of the office, 10 MiB, and what goes around them; applicants' documents come in small parts. */
const MOST_BODY_BYTES = 11 * 1024 * 1024;

type Handler = (request: unknown, response: unknown, next: () => void) => void;

try {
	await serve();
} catch (error) {
	// The class of the bundle is another one than ours, so it is told by its name.
	const isOurs = error instanceof Error && error.constructor.name === 'StartError';
	console.error(isOurs ? `Cannot start: ${error.message}` : error);
	process.exit(1);
}

async function serve(): Promise<void> {
	const { port, host, origin } = readAddress(process.env);
	requireHttps(readEnvironment(process.env), origin);
	metricsToken(process.env);
	scannerAddress(process.env);
	process.env.ORIGIN = origin;
	process.env.BODY_SIZE_LIMIT ??= String(MOST_BODY_BYTES);
	let handler: Handler | null = null;
	const gate = new Gate();
	const headers = Object.entries(headersFor(origin));
	const server = createServer((request, response) => {
		for (const [name, value] of headers) response.setHeader(name, value);
		// The worker must be looked at anew each time, or an old version would stay on the phones.
		if (request.url === '/service-worker.js') response.setHeader('cache-control', 'no-cache');
		if (handler === null) return void response.writeHead(503, { 'retry-after': '2' }).end();
		const leave = gate.enter(request.method ?? 'GET', request.url ?? '/');
		if (leave === null) return sendAway(response);
		response.once('close', leave);
		handler(Object.assign(request, { gate }), response, () => {
			response.statusCode = 404;
			response.end();
		});
	});
	// One forgotten promise must not take everybody's answers with it.
	process.on('unhandledRejection', (failure) => log('error', 'unhandled', failureFields(failure)));
	// The port before the data: whoever cannot have the one must not touch the other.
	await listen(server, { port, host });
	server.keepAliveTimeout = KEEP_ALIVE_MS;
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => shutDown(server));
	const built = new URL('../../build/handler.js', import.meta.url).href;
	handler = ((await import(built)) as { handler: Handler }).handler;
	announce(origin);
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

async function listen(
	server: ReturnType<typeof createServer>,
	{ port, host }: { port: number; host: string }
): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', ({ code }: NodeJS.ErrnoException) => {
			const isTaken = code === 'EADDRINUSE';
			reject(
				new StartError(
					isTaken
						? `port ${port} is in use: stop what runs there, or set PORT to another one.`
						: `HOST "${host}" and PORT ${port} cannot be listened on (${code}).`
				)
			);
		});
		server.listen({ port, host, backlog: LONGEST_LINE }, resolve);
	});
}

/** Finishes what was begun, then lets the database close its files. */
function shutDown(server: ReturnType<typeof createServer>): void {
	setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref();
	server.close(async () => {
		await Promise.all(
			process.listeners('sveltekit:shutdown' as never).map((listener) => (listener as () => unknown)())
		);
		process.exit(0);
	});
	// A connection that was answered while we close would be kept open for the next request, and with it the process.
	setInterval(() => server.closeIdleConnections(), LOOK_AGAIN_MS).unref();
}

function announce(origin: string): void {
	const environment = readEnvironment(process.env);
	if (environment.mode === 'supabase') {
		console.log(`KOFEI runs at ${origin} with Supabase.`);
		return;
	}
	console.log(
		[
			'',
			`  KOFEI runs at        ${origin}`,
			`  The office           ${origin}/staff`,
			'  Staff accounts       sachbearbeitung@kofei.test (clerk), leitung@kofei.test (decider)',
			'                       verwaltung@kofei.test (admin and decider), pruefung@kofei.test (auditor)',
			`  Sign-in codes        ${origin}/dev/mail`,
			'',
			`  Embedded backend: data lies in ${environment.dataDir}. Stop with Ctrl+C.`,
			''
		].join('\n')
	);
}
