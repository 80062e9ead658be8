import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Mailbox } from '../embedded/mailbox';
import { post } from './post';

const world = vi.hoisted(() => ({ mailbox: null as unknown, smtp: null as unknown }));
vi.mock('../backend', () => ({ backend: () => Promise.resolve(world) }));

const mail = { to: 'yusuf@example.org', subject: 'Davet ç', text: 'Merhaba' };
const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);

let server: Server;
/** What arrived, line by line. */
let heard: string[];
/** The answer to the recipient. */
let recipientAnswer: string;

beforeEach(async () => {
	heard = [];
	recipientAnswer = '250 ok';
	world.mailbox = null;
	server = createServer(speakSmtp);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	world.smtp = { url: `smtp://127.0.0.1:${port}`, from: 'KOFEI <kofei@example.org>' };
});
afterEach(() => {
	server.close();
	print.mockClear();
});

/** As little of RFC 5321 as a mail needs. */
function speakSmtp(socket: Socket): void {
	let isBody = false;
	socket.write('220 test\r\n');
	socket.on('data', (chunk) => {
		for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
			heard.push(line);
			if (isBody && line !== '.') continue;
			if (line === '.') isBody = false;
			if (line === 'DATA') isBody = true;
			const answer = line === 'DATA' ? '354 go on' : line.startsWith('RCPT') ? recipientAnswer : '250 ok';
			socket.write(line === 'QUIT' ? '221 bye\r\n' : `${answer}\r\n`);
		}
	});
	socket.on('error', () => undefined);
}

describe('a mail of ours', () => {
	it('leaves by SMTP with the sender of this deployment', async () => {
		expect(await post(mail)).toBe(true);
		expect(heard).toContain('MAIL FROM:<kofei@example.org>');
		expect(heard).toContain('RCPT TO:<yusuf@example.org>');
		expect(heard).toContain('Auto-Submitted: auto-generated');
		expect(heard).toContain('Merhaba');
	});

	it('that does not leave is told and does not throw, and the log has no address', async () => {
		recipientAnswer = '550 <yusuf@example.org> unknown';
		expect(await post(mail)).toBe(false);
		server.close();
		world.smtp = { url: 'smtp://127.0.0.1:1', from: 'kofei@example.org' };
		expect(await post(mail)).toBe(false);
		expect(print).toHaveBeenCalledTimes(2);
		expect(JSON.stringify(print.mock.calls)).not.toContain('yusuf');
	});

	it('is kept in the mailbox on the embedded backend, and goes nowhere where there is neither', async () => {
		const mailbox = new Mailbox();
		Object.assign(world, { mailbox, smtp: null });
		expect(await post(mail)).toBe(true);
		expect(mailbox.messages).toMatchObject([mail]);
		Object.assign(world, { mailbox: null, smtp: null });
		expect(await post(mail)).toBe(false);
		expect(heard).toEqual([]);
	});
});
