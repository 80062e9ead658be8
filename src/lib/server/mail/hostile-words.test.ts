import * as fc from 'fast-check';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { hostileWords } from '../hostile-words.sample';
import { invitationMail } from './invitation';
import { post } from './post';

const world = vi.hoisted(() => ({ mailbox: null as unknown, smtp: null as unknown }));
vi.mock('../backend', () => ({ backend: () => Promise.resolve(world) }));

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 100);
let server: Server;
/** What a mail server was told: commands, and each mail between `DATA` and its dot. */
let commands: string[];
let mails: string[];

beforeAll(async () => {
	server = createServer(speakSmtp);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	world.smtp = { url: `smtp://127.0.0.1:${port}`, from: 'KOFEI <kofei@example.org>' };
});
beforeEach(reset);
afterAll(() => void server.close());

function reset(): void {
	[commands, mails] = [[], []];
}

/** By the bytes, as mail servers do: a mail ends with a line that is a dot, and nothing else. */
function speakSmtp(socket: Socket): void {
	let [waiting, isMail] = ['', false];
	socket.write('220 test\r\n');
	socket.on('data', (chunk) => {
		waiting += chunk.toString('latin1');
		for (;;) {
			const end = waiting.indexOf(isMail ? '\r\n.\r\n' : '\r\n');
			if (end === -1) return;
			const said = waiting.slice(0, end);
			waiting = waiting.slice(end + (isMail ? 5 : 2));
			if (isMail) mails.push(said);
			else commands.push(said);
			isMail = !isMail && said === 'DATA';
			socket.write(isMail ? '354 go on\r\n' : said === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
		}
	});
	socket.on('error', () => undefined);
}

const expectedHeaders = [
	...['auto-submitted', 'content-transfer-encoding', 'content-type', 'date', 'from'],
	...['message-id', 'mime-version', 'subject', 'to']
];

/** Its lines put together again where they were folded. */
function partsOf(mail: string) {
	const [head = '', ...rest] = mail.split('\r\n\r\n');
	const lines = head.replace(/\r\n[ \t]/g, ' ').split('\r\n');
	return {
		names: lines.map((line) => line.split(':')[0]?.toLowerCase()).sort(),
		lines,
		body: rest.join('\r\n\r\n')
	};
}

/** As the reader's program shows it. */
function shown({ lines, body }: ReturnType<typeof partsOf>): string {
	const how = lines.find((line) => /^content-transfer-encoding:/i.test(line)) ?? '';
	if (/base64/i.test(how)) return Buffer.from(body, 'base64').toString();
	if (!/quoted-printable/i.test(how)) return Buffer.from(body.replace(/^\./gm, ''), 'latin1').toString();
	const bytes = body
		.replace(/^\.\./gm, '.')
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString();
}

const plain = (text: string) => text.replace(/[^A-Za-z0-9]/g, '');

describe('a mail with words of any kind', () => {
	it('has our headers and one recipient, whatever its subject says, and its text as it was', async () => {
		await fc.assert(
			fc.asyncProperty(hostileWords, hostileWords, async (subject, text) => {
				reset();
				await post({
					to: 'yusuf@example.org',
					subject: `S${subject}`,
					text: `A${text}Z`,
					messageId: '<1@kofei.example>'
				});
				expect(commands.filter((line) => /^(MAIL|RCPT)/i.test(line))).toEqual([
					'MAIL FROM:<kofei@example.org>',
					'RCPT TO:<yusuf@example.org>'
				]);
				expect(mails).toHaveLength(1);
				const parts = partsOf(String(mails[0]));
				expect(parts.names).toEqual(expectedHeaders);
				expect(parts.lines.filter((line) => /^to:/i.test(line))).toEqual(['To: yusuf@example.org']);
				expect(plain(shown(parts))).toContain(plain(`A${text}Z`));
			}),
			{ numRuns }
		);
	});

	it('goes to nobody but whom it is for, however strange the address somebody gave', async () => {
		await fc.assert(
			fc.asyncProperty(hostileWords, async (more) => {
				reset();
				await post({
					to: `yusuf@example.org${more}`,
					subject: 'S',
					text: 'T',
					messageId: '<1@kofei.example>'
				}).catch(() => undefined);
				const told = commands.filter((line) => /^RCPT/i.test(line));
				expect(told.filter((line) => /<evil@example\.org>/.test(line))).toEqual([]);
				expect(told.length).toBeLessThanOrEqual(1);
				for (const mail of mails) expect(partsOf(mail).names).toEqual(expectedHeaders);
			}),
			{ numRuns }
		);
	});

	it('of ours never takes a subject from what somebody typed', () => {
		fc.assert(
			fc.property(hostileWords, (inviter) => {
				const mail = {
					to: 'a@example.org',
					role: 'reader',
					until: null,
					origin: 'https://kofei.example',
					locale: 'tr'
				} as const;
				expect(invitationMail({ ...mail, inviter }).subject).toBe(
					invitationMail({ ...mail, inviter: '' }).subject
				);
			})
		);
	});
});
