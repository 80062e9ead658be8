import { createHash } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { pdf } from './corpus.sample';
import { judge } from './judge';
import { refuseInfected } from './scanner';

/** Where Debian puts it: `apt-get install clamav-daemon`. It brings no signatures; ours knows one file. */
const CLAMD = '/usr/sbin/clamd';

describe.skipIf(!existsSync(CLAMD))('the real clamd', () => {
	const folder = mkdtempSync(join(tmpdir(), 'kofei-clamd-'));
	let clamd: ChildProcess;
	let known: Buffer;

	beforeAll(async () => {
		known = await pdf();
		const md5 = createHash('md5').update(known).digest('hex');
		writeFileSync(join(folder, 'ours.hdb'), `${md5}:${known.length}:Kofei.Test\n`);
		const port = await freePort();
		const settings = {
			Foreground: 'yes',
			DatabaseDirectory: folder,
			TCPAddr: '127.0.0.1',
			TCPSocket: port,
			StreamMaxLength: '1M'
		};
		const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}\n`);
		writeFileSync(join(folder, 'clamd.conf'), lines.join(''));
		vi.stubEnv('CLAMAV', `127.0.0.1:${port}`);
		clamd = spawn(CLAMD, ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' });
		await vi.waitFor(() => refuseInfected(Buffer.from('good')), { timeout: 60_000, interval: 200 });
	}, 70_000);

	afterAll(() => {
		clamd.kill();
		vi.unstubAllEnvs();
		rmSync(folder, { recursive: true });
	});

	it('finds what it knows, and lets the rest through', async () => {
		expect((await judge(known, 'x.pdf')).fault).toBe('file_hostile');
		const other = Buffer.concat([known, Buffer.from('\n')]);
		expect((await judge(other, 'x.pdf')).fault).toBeNull();
	});

	it('lets nothing through that is larger than it was told to read', async () => {
		await expect(refuseInfected(Buffer.alloc(2_000_000, 'x'))).rejects.toThrow();
	});
});

function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
		});
	});
}
