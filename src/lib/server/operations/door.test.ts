import type { IncomingMessage, Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readTrust, SENDER_HEADER } from '../security/sender';
import { Arrivals, mostArriving, slowest } from './arrivals';
import { openDoor } from './door';
import { Gate, most } from './gate';

/** Real sockets against a real server, with a clock that is put on. */
let server: Server | undefined;
const sockets = new Set<Socket>();
afterEach(() => {
	for (const socket of sockets) socket.destroy();
	sockets.clear();
	server?.closeAllConnections();
	server?.close();
});

interface Behind {
	readonly variables?: Record<string, string>;
	readonly answer?: (request: IncomingMessage, body: string) => string;
	/** The program takes nothing until this is over. */
	readonly busy?: Promise<unknown>;
}

/** A program that reads the whole body and acknowledges it. */
async function open({ variables = {}, answer = (_, body) => `got ${body.length}`, busy }: Behind = {}) {
	const clock = { ahead: 0 };
	const arrivals = new Arrivals(() => performance.now() + clock.ahead);
	const gate = new Gate();
	const acknowledged: string[] = [];
	server = openDoor({
		gate,
		arrivals,
		trust: readTrust(variables),
		headersMs: 1000,
		headers: {},
		handler: () => (request, response) => {
			request.on('error', () => undefined);
			void (async () => {
				await busy;
				let body = '';
				try {
					for await (const chunk of request) body += String(chunk);
				} catch {
					return;
				}
				acknowledged.push(body);
				response.end(answer(request, body));
			})();
		}
	});
	await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return { port, clock, arrivals, gate, acknowledged };
}

interface Sender {
	readonly socket: Socket;
	heard(): string;
	isOver(): boolean;
}

async function send(port: number, text: string): Promise<Sender> {
	const socket = connect(port, '127.0.0.1');
	sockets.add(socket);
	let [heard, isOver] = ['', false];
	socket.on('data', (chunk) => (heard += String(chunk)));
	socket.on('error', () => undefined);
	socket.on('close', () => (isOver = true));
	await new Promise((resolve) => socket.once('connect', resolve));
	socket.write(text);
	return { socket, heard: () => heard, isOver: () => isOver };
}
const post = (length: number, begun = '', headers = '') =>
	`POST /api/v1/x HTTP/1.1\r\nHost: x\r\n${headers}Content-Length: ${length}\r\n\r\n${begun}`;
const read = 'GET /de HTTP/1.1\r\nHost: x\r\n\r\n';
const from = (address: string) => `X-Forwarded-For: ${address}\r\n`;
const behindProxy = { ADDRESS_HEADER: 'x-forwarded-for', TRUSTED_PROXIES: '127.0.0.1' };

async function many(
	port: number,
	count: number,
	text: string | ((index: number) => string)
): Promise<Sender[]> {
	const all: Sender[] = [];
	for (let index = 0; index < count; index++)
		all.push(await send(port, typeof text === 'string' ? text : text(index)));
	return all;
}
const here = (arrivals: Arrivals, count: number) =>
	vi.waitFor(() => expect(arrivals.waiting).toBe(count), { timeout: 10_000 });

describe('the first line of a request', () => {
	it('names a path of ours, and no host makes another one of our own', async () => {
		const { port } = await open({ answer: ({ url }) => `asked for ${url}.` });
		const asked = async (target: string) => {
			const sender = await send(port, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
			await vi.waitFor(() => expect(sender.isOver()).toBe(true));
			return sender.heard();
		};
		expect(await asked('/de?x=http://y')).toContain('asked for /de?x=http://y.');
		expect(await asked('http://evil.example/de')).toContain('asked for /de.');
		expect(await asked('HTTP://kofei.de@evil.example?x')).toContain('asked for /?x.');
		for (const target of ['v://evil.example/de', 'httpx://evil.example/de', 'x-://evil.example', '*'])
			expect(await asked(target), target).toMatch(/^HTTP\/1\.1 400 /);
		const old = await send(port, 'GET /de\r\n\r\n');
		await vi.waitFor(() => expect(old.heard()).toMatch(/^HTTP\/1\.1 400 /));
	});
});

describe('unfinished requests', () => {
	it('of one sender shut nobody out: neither who reads nor who sends', { timeout: 60_000 }, async () => {
		const { port, gate } = await open({ variables: behindProxy });
		const attackers = await many(port, most.writes + 50, post(1000, 'x', from('203.0.113.66')));
		await vi.waitFor(() => expect(gate.inside).toBe(mostArriving.bySender), { timeout: 10_000 });
		const reader = await send(port, read.replace('\r\n\r\n', `\r\n${from('198.51.100.1')}\r\n`));
		const sender = await send(port, post(5, 'words', from('198.51.100.2')));
		await vi.waitFor(() => expect(sender.heard()).toContain('got 5'));
		await vi.waitFor(() => expect(reader.heard()).toContain('200 OK'));
		expect(attackers.filter((one) => one.isOver()).length).toBe(most.writes + 50 - mostArriving.bySender);
	});

	it('of many senders shut nobody out either: whoever has most makes room', { timeout: 60_000 }, async () => {
		const { port, arrivals } = await open({ variables: behindProxy });
		const quiet = await send(port, post(10, 'words', from('198.51.100.2')));
		await many(port, mostArriving.all + 20, (index) => post(1000, 'x', from(`203.0.113.${index % 4}`)));
		await here(arrivals, mostArriving.all);
		quiet.socket.write('words');
		await vi.waitFor(() => expect(quiet.heard()).toContain('got 10'));
		expect((await send(port, read)).isOver()).toBe(false);
	});

	it(
		'leave room for 200 people who send from the very address that is attacked',
		{ timeout: 60_000 },
		async () => {
			const { port } = await open();
			await many(port, mostArriving.bySender, post(1000, 'x'));
			const people = await many(port, 200, post(10, 'words'));
			for (const { socket } of people) socket.write('words');
			await vi.waitFor(
				() => expect(people.filter((one) => one.heard().includes('got 10')).length).toBe(200),
				{
					timeout: 20_000
				}
			);
		}
	);

	it('end when nothing comes any more, or next to nothing', async () => {
		const { port, clock, arrivals, gate } = await open();
		const still = await send(port, post(1000, 'x'));
		const dripping = await send(port, post(1000, 'x'));
		await here(arrivals, 2);
		for (let second = 0; second <= slowest.graceMs / 1000; second += 10) {
			dripping.socket.write('x');
			clock.ahead += 10_000;
			await new Promise((resolve) => setTimeout(resolve, 20));
			arrivals.look();
		}
		await vi.waitFor(() => expect([still.isOver(), dripping.isOver()]).toEqual([true, true]));
		expect(still.heard()).toMatch(/^HTTP\/1.1 408 .*\r\nRetry-After: \d/s);
		await vi.waitFor(() => expect(gate.inside).toBe(0));
	});

	it('may take as long as they need while something comes, as on 2G', async () => {
		const { port, clock, arrivals } = await open();
		const minutes = 10;
		const photo = await send(port, post(minutes * 6 * 3000));
		for (let step = 0; step < minutes * 6; step++) {
			await here(arrivals, 1);
			photo.socket.write('x'.repeat(3000));
			await new Promise((resolve) => setTimeout(resolve, 10));
			clock.ahead += 10_000;
			arrivals.look();
		}
		await vi.waitFor(() => expect(photo.heard()).toContain(`got ${minutes * 6 * 3000}`));
	});

	it('are not called slow because we did not take what came', async () => {
		let takes = (): void => undefined;
		const busy = new Promise<void>((resolve) => (takes = resolve));
		const { port, clock, arrivals } = await open({ busy });
		const photo = await send(port, post(1_000_000, 'x'.repeat(1_000_000 - 1)));
		await here(arrivals, 1);
		await new Promise((resolve) => setTimeout(resolve, 50));
		for (let look = 0; look < 20; look++) {
			clock.ahead += 10_000;
			arrivals.look();
		}
		takes();
		photo.socket.write('x');
		await vi.waitFor(() => expect(photo.heard()).toContain('got 1000000'));
	});

	it('are never those that were acknowledged', { timeout: 60_000 }, async () => {
		const { port, clock, arrivals, acknowledged } = await open();
		const people = await many(port, 300, (index) => post(10, String(index).padStart(10, '0')));
		await many(port, mostArriving.bySender + 100, post(1000, 'x'));
		clock.ahead += 2 * slowest.silenceMs;
		arrivals.look();
		await vi.waitFor(() => expect(people.filter((one) => one.heard().includes('got 10')).length).toBe(300));
		expect(acknowledged.length).toBe(300);
	});
});

describe('who asks', () => {
	const named = (request: IncomingMessage) => `is ${String(request.headers[SENDER_HEADER])}.`;

	it('is what the door finds, whatever is sent', async () => {
		const { port } = await open({ answer: named });
		const one = await send(port, post(1, 'x', `${from('6.6.6.6')}${SENDER_HEADER}: 6.6.6.7\r\n`));
		await vi.waitFor(() => expect(one.heard()).toContain('is 127.0.0.1.'));
	});

	it('is what a trusted proxy names, and nobody where it names none', async () => {
		const { port } = await open({ answer: named, variables: behindProxy });
		const one = await send(
			port,
			post(1, 'x', `${from('6.6.6.6, 198.51.100.1')}${SENDER_HEADER}: 6.6.6.7\r\n`)
		);
		await vi.waitFor(() => expect(one.heard()).toContain('is 198.51.100.1.'));
		const nobody = await send(port, post(1, 'x', `${SENDER_HEADER}: 6.6.6.7\r\n`));
		await vi.waitFor(() => expect(nobody.heard()).toContain('is undefined.'));
	});

	it('is the one that connected, where that is no trusted proxy', async () => {
		const variables = { ...behindProxy, TRUSTED_PROXIES: '10.0.0.1' };
		const { port } = await open({ answer: named, variables });
		const one = await send(port, post(1, 'x', from('198.51.100.1')));
		await vi.waitFor(() => expect(one.heard()).toContain('is 127.0.0.1.'));
	});
});

describe('a connection', () => {
	it('that does not say what it wants is ended, however busily it says nothing', async () => {
		const { port } = await open();
		const [silent, dripping] = [await send(port, ''), await send(port, 'GET /de HTTP/1.1\r\n')];
		const drops = setInterval(() => dripping.socket.write('X-a: b\r\n'), 100);
		await vi.waitFor(() => expect([silent.isOver(), dripping.isOver()]).toEqual([true, true]), {
			timeout: 4000
		});
		clearInterval(drops);
	});

	it('cannot say two lengths, or hide a second request in a first', async () => {
		const { port, acknowledged } = await open();
		const smuggled = 'GET /staff HTTP/1.1\r\nHost: x\r\n\r\n';
		for (const headers of [
			'Content-Length: 5\r\nContent-Length: 6\r\n',
			'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n',
			'Transfer-Encoding: chunked, identity\r\n',
			'Transfer-Encoding : chunked\r\n',
			'Content-Length: +5\r\n',
			'X: y\nContent-Length: 5\r\n'
		]) {
			const one = await send(port, `POST / HTTP/1.1\r\nHost: x\r\n${headers}\r\n0\r\n\r\n${smuggled}`);
			await vi.waitFor(() => expect(one.heard()).toMatch(/^HTTP\/1.1 400 /), { timeout: 3000 });
			expect(one.heard()).not.toContain('200 OK');
		}
		expect(acknowledged).toEqual([]);
	});
});
