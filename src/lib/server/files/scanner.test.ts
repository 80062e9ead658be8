import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { pdf } from './corpus.sample';
import { judge } from './judge';

let scanner: Server | null = null;
afterEach(() => {
	scanner?.close();
	scanner = null;
	vi.unstubAllEnvs();
});

/** Speaks as clamd does; gives what it was sent. */
async function listening(verdict: string): Promise<{ received: () => Buffer }> {
	let received = Buffer.alloc(0);
	scanner = createServer((socket) => {
		let raw = Buffer.alloc(0);
		socket.on('data', (part) => {
			raw = Buffer.concat([raw, part]);
			if (!raw.subarray(-4).equals(Buffer.alloc(4))) return;
			received = raw;
			socket.end(verdict);
		});
	});
	await new Promise<void>((resolve) => scanner?.listen(0, '127.0.0.1', resolve));
	const address = scanner.address();
	vi.stubEnv('CLAMAV', `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
	return { received: () => received };
}

/** The bytes of all chunks, as clamd puts them together. */
function unchunked(raw: Buffer): Buffer {
	const parts: Buffer[] = [];
	for (let at = 'zINSTREAM\0'.length; at < raw.length;) {
		const length = raw.readUInt32BE(at);
		parts.push(raw.subarray(at + 4, at + 4 + length));
		at += 4 + length;
	}
	return Buffer.concat(parts);
}

describe('the scanner', () => {
	it('is given the bytes as they came, and lets good ones through', async () => {
		const bytes = await pdf();
		const { received } = await listening('stream: OK\0');
		expect((await judge(bytes, 'x.pdf')).fault).toBeNull();
		expect(received().subarray(0, 10).toString()).toBe('zINSTREAM\0');
		expect(unchunked(received()).equals(bytes)).toBe(true);
	});

	it('has what it knows refused', async () => {
		await listening('stream: Eicar-Test-Signature FOUND\0');
		expect((await judge(await pdf(), 'x.pdf')).fault).toBe('file_hostile');
	});

	it.each(['stream: size limit exceeded. ERROR\0', '', 'stream: OK and more\0'])(
		'lets nothing through that it did not answer for: %j',
		async (answer) => {
			await listening(answer);
			await expect(judge(await pdf(), 'x.pdf')).rejects.toThrow(/no clear answer/);
		}
	);

	it('lets nothing through when it is not there', async () => {
		vi.stubEnv('CLAMAV', '127.0.0.1:1');
		await expect(judge(await pdf(), 'x.pdf')).rejects.toThrow(/ECONNREFUSED/);
	});

	it('is not asked where there is none', async () => {
		vi.stubEnv('CLAMAV', '');
		expect((await judge(await pdf(), 'x.pdf')).fault).toBeNull();
	});
});
