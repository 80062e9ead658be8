import { connect } from 'node:net';
import { scannerAddress } from '../environment';
import { Unfit } from './unfit';

const CHUNK_BYTES = 65_536;
const PATIENCE_MS = 60_000;

/**
 * Asks ClamAV about the bytes as they came, where `CLAMAV` says where it listens (clamd, `INSTREAM`). Throws `Unfit`
 * `file_hostile` for what it knows, and an `Error` when it gives no clear answer: then nothing is kept, and the device
 * tries again later.
 */
export async function refuseInfected(bytes: Uint8Array): Promise<void> {
	const address = scannerAddress(process.env);
	if (address === null) return;
	const answer = await scan(bytes, address);
	if (/ FOUND$/.test(answer)) throw new Unfit('file_hostile');
	if (answer !== 'stream: OK') throw new Error('the scanner gave no clear answer');
}

function scan(bytes: Uint8Array, address: { host: string; port: number }): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = connect(address);
		let answer = '';
		socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('the scanner does not answer')));
		socket.once('error', reject);
		socket.on('data', (part) => (answer += part.toString('latin1')));
		socket.once('close', () => resolve(answer.replace(/\0.*$/s, '').trim()));
		socket.once('connect', () => {
			socket.write('zINSTREAM\0');
			for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
				const chunk = bytes.subarray(at, at + CHUNK_BYTES);
				socket.write(lengthOf(chunk));
				socket.write(chunk);
			}
			socket.write(lengthOf(new Uint8Array()));
		});
	});
}

function lengthOf(chunk: Uint8Array): Buffer {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(chunk.length);
	return length;
}
