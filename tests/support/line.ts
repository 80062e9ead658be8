import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { freePort, type Server } from './server.ts';

/** What the line does with an answer that the server has already given, at once or after a while. */
type Fault = (
	request: IncomingMessage,
	body: Buffer
) => 'drop' | Buffer | null | Promise<'drop' | Buffer | null>;

/**
 * A line between phone and server that can lose an answer after the server has done its work, or bring another one:
 * what browsers' own tools cannot do to a service worker's requests.
 */
export class Line {
	readonly origin: string;
	/** Requests that reached the server, as `POST /api/…`. */
	readonly arrived: string[] = [];
	fault: Fault = () => null;
	/** "Not modified" has no body to replace; only where bytes are counted may the server say so. */
	isAskedAnew = true;
	/** At its other end; null until there is one. */
	server: Server | null = null;
	readonly #close: () => void;

	static async open(): Promise<Line> {
		const port = await freePort();
		return new Line(port);
	}

	private constructor(port: number) {
		this.origin = `http://localhost:${port}`;
		const relay = createServer((request, response) => this.#pass(request, response));
		relay.listen(port, '127.0.0.1');
		this.#close = () => {
			relay.closeAllConnections();
			relay.close();
		};
	}

	close(): void {
		this.#close();
	}

	#pass(request: IncomingMessage, response: ServerResponse): void {
		const { method, url: path } = request;
		const headers = { ...request.headers };
		if (this.isAskedAnew) delete headers['if-none-match'];
		const onward = ask(
			{ port: this.server?.port, host: '127.0.0.1', method, path, headers },
			async (answer) => {
				this.arrived.push(`${method} ${path}`);
				const body = Buffer.concat(await answer.toArray());
				const fault = await this.fault(request, body);
				if (fault === 'drop') return void response.destroy();
				const kept = { ...answer.headers };
				delete kept['transfer-encoding'];
				if (fault) delete kept['content-encoding'];
				response.writeHead(answer.statusCode ?? 502, { ...kept, 'content-length': (fault ?? body).length });
				response.end(fault ?? body);
			}
		);
		onward.on('error', () => response.destroy());
		request.pipe(onward);
	}
}
