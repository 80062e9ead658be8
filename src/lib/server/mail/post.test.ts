import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Mailbox } from '../embedded/mailbox';
import { canPost, post } from './post';

const world = vi.hoisted(() => ({ mailbox: null as unknown, smtp: null as unknown }));
vi.mock('../backend', () => ({ backend: () => Promise.resolve(world) }));

const mail = { to: 'yusuf@example.org', subject: 'Davet ç', text: 'Merhaba', messageId: '<1@kofei.example>' };

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
	it('leaves by SMTP with the sender of this deployment and the id it has at every attempt', async () => {
		await post(mail);
		expect(heard).toContain('MAIL FROM:<kofei@example.org>');
		expect(heard).toContain('RCPT TO:<yusuf@example.org>');
		expect(heard).toContain('Auto-Submitted: auto-generated');
		expect(heard).toContain('Message-ID: <1@kofei.example>');
		expect(heard).toContain('Merhaba');
	});

	it('has no recipient, header or command but ours, whatever stands in its parts', async () => {
		const more =
			'\r\nBcc: evil@example.org\r\nRCPT TO:<evil@example.org>\r\n.\r\nMAIL FROM:<evil@example.org>';
		await post({ ...mail, subject: `Davet${more}`, text: `Merhaba${more}` });
		await post({ ...mail, to: `yusuf@example.org${more}` }).catch(() => undefined);
		const commands = heard.filter((line) => /^(MAIL FROM|RCPT TO)/.test(line) && !/yusuf|kofei@/.test(line));
		expect(heard.filter((line) => /^Bcc:/i.test(line) && headersOf(heard).includes(line))).toEqual([]);
		expect(commands.filter((line) => !isBody(heard, line))).toEqual([]);
		expect(heard.filter((line) => line === '.').length).toBe(heard.filter((line) => line === 'DATA').length);
	});

	it('that is refused for good says so, one that may leave later does not, and neither repeats the address', async () => {
		for (const [answer, code, isFinal] of [
			['550 <yusuf@example.org> unknown', '550', true],
			['451 <yusuf@example.org> try later', '451', false]
		] as const) {
			recipientAnswer = answer;
			await expect(post(mail)).rejects.toMatchObject({ message: code, code, isFinal });
		}
		world.smtp = { url: 'smtp://127.0.0.1:1', from: 'kofei@example.org' };
		await expect(post(mail)).rejects.toMatchObject({ message: 'ESOCKET', isFinal: false });
	});

	it('is kept in the mailbox on the embedded backend, and goes nowhere where there is neither', async () => {
		const mailbox = new Mailbox();
		Object.assign(world, { mailbox, smtp: null });
		expect(await canPost()).toBe(true);
		await post(mail);
		const { messageId: _, ...words } = mail;
		expect(mailbox.messages).toMatchObject([words]);
		Object.assign(world, { mailbox: null, smtp: null });
		expect(await canPost()).toBe(false);
		await expect(post(mail)).rejects.toMatchObject({ code: 'no_mail_server', isFinal: false });
		expect(heard).toEqual([]);
	});
});

/** What stands between `DATA` and the first line of the text. */
const headersOf = (lines: readonly string[]) =>
	lines.slice(
		lines.indexOf('DATA') + 1,
		lines.findIndex((line) => line.startsWith('Merhaba'))
	);

/** Said inside a mail, where it is words. */
const isBody = (lines: readonly string[], line: string) => {
	const before = lines.slice(0, lines.indexOf(line));
	return before.lastIndexOf('DATA') > before.lastIndexOf('.');
};
