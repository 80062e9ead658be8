/**
 * Starts the built server: `npm start`. Everything configurable comes from the environment (see README, "Running").
 * `PORT` (3000), `HOST` (0.0.0.0), `ORIGIN` (http://localhost:PORT); behind a proxy also `ADDRESS_HEADER` and `XFF_DEPTH`.
 */
import { createServer } from 'node:http';
import { securityHeaders } from '../lib/server/security/header-values.ts';

const port = Number(process.env.PORT ?? 3000);
const host = process.env.HOST ?? '0.0.0.0';
process.env.ORIGIN ??= `http://localhost:${port}`;

const SHUTDOWN_TIMEOUT_MS = 10_000;

try {
	await serve();
} catch (error) {
	const isOurs = error instanceof Error && error.constructor.name === 'StartError';
	console.error(isOurs ? `Cannot start: ${error.message}` : error);
	process.exit(1);
}

async function serve(): Promise<void> {
	const built = new URL('../../build/handler.js', import.meta.url).href;
	const { handler } = (await import(built)) as {
		handler: (request: unknown, response: unknown, next: () => void) => void;
	};
	const server = createServer((request, response) => {
		for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
		// The worker must be looked at anew each time, or an old version would stay on the phones.
		if (request.url === '/service-worker.js') response.setHeader('cache-control', 'no-cache');
		handler(request, response, () => {
			response.statusCode = 404;
			response.end();
		});
	});
	server.listen(port, host, () => announce(process.env.ORIGIN ?? ''));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => shutDown(server));
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
	server.closeIdleConnections();
}

function announce(origin: string): void {
	if (process.env.SUPABASE_URL) {
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
			'  Embedded backend: data lies in ./data. Stop with Ctrl+C.',
			''
		].join('\n')
	);
}
