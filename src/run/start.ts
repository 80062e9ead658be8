/**
 * Starts the built server: `npm start`. Everything configurable comes from the environment (see README, "Running").
 * `PORT` (3000), `HOST` (0.0.0.0), `ORIGIN` (http://localhost:PORT); behind a proxy also `ADDRESS_HEADER`, `XFF_DEPTH` and `TRUSTED_PROXIES`.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import {
	metricsToken,
	readAddress,
	readEnvironment,
	requireHttps,
	scannerAddress,
	StartError
} from '../lib/server/environment.ts';
import { openDoor } from '../lib/server/operations/door.ts';
import { Gate } from '../lib/server/operations/gate.ts';
import { failureFields, log } from '../lib/server/operations/log.ts';
import { headersFor } from '../lib/server/security/header-values.ts';
import { readTrust, SENDER_HEADER } from '../lib/server/security/sender.ts';

const SHUTDOWN_TIMEOUT_MS = 10_000;
const LOOK_AGAIN_MS = 100;
/** Connections that wait to be taken; one more is refused by the machine, without a word. */
const LONGEST_LINE = 4096;
/** Documents of one message of the office, 10 MiB, and what goes around them; applicants' documents come in small parts. */
const MOST_BODY_BYTES = 11 * 1024 * 1024;

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

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
	let handler: ((request: IncomingMessage, response: ServerResponse) => void) | null = null;
	const server = openDoor({
		gate: new Gate(),
		trust: readTrust(process.env),
		headers: headersFor(origin),
		handler: () => handler
	});
	// The door finds out who asks, once for all.
	process.env.ADDRESS_HEADER = SENDER_HEADER;
	// One forgotten promise must not take everybody's answers with it.
	process.on('unhandledRejection', (failure) => log('error', 'unhandled', failureFields(failure)));
	// The port before the data: whoever cannot have the one must not touch the other.
	await listen(server, { port, host });
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => shutDown(server));
	const built = new URL('../../build/handler.js', import.meta.url).href;
	const { handler: program } = (await import(built)) as { handler: Handler };
	handler = (request, response) =>
		program(request, response, () => {
			response.statusCode = 404;
			response.end();
		});
	announce(origin);
}

async function listen(server: Server, { port, host }: { port: number; host: string }): Promise<void> {
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
function shutDown(server: Server): void {
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
