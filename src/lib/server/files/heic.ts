import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { MAX_PIXELS } from './image';
import { Unfit } from './unfit';

const require = createRequire(import.meta.url);

const TIMEOUT_MS = 40_000;
const MAX_HEAP_MB = 1024;

/** The converter runs in one go and would stop everybody else's answers; as text, because a build moves files around. */
const worker = `
const { parentPort, workerData } = require('node:worker_threads');
require(workerData.converter)({ buffer: workerData.bytes, format: 'JPEG', quality: 0.92 })
	.then((image) => parentPort.postMessage(new Uint8Array(image)))
	.catch(() => process.exit(1));
`;

/** A photo of an iPhone as JPEG. Throws `Unfit`: `file_hostile` where it claims too many pixels, else `file_damaged`. */
export async function heicToJpeg(bytes: Uint8Array): Promise<Uint8Array> {
	if (claimedPixels(bytes) > MAX_PIXELS) throw new Unfit('file_hostile');
	const thread = new Worker(worker, {
		eval: true,
		workerData: { converter: require.resolve('heic-convert'), bytes },
		stderr: true,
		stdout: true,
		resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB }
	});
	const deadline = setTimeout(() => void thread.terminate(), TIMEOUT_MS);
	try {
		return await new Promise<Uint8Array>((resolve, reject) => {
			thread.once('message', resolve);
			thread.once('error', () => reject(new Unfit('file_damaged')));
			thread.once('exit', () => reject(new Unfit('file_damaged')));
		});
	} finally {
		clearTimeout(deadline);
		await thread.terminate();
	}
}

/** The largest size any part of the container claims (`ispe`: four bytes of flags, then width and height). */
function claimedPixels(bytes: Uint8Array): number {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let most = 0;
	for (let at = buffer.indexOf('ispe'); at !== -1; at = buffer.indexOf('ispe', at + 4)) {
		if (at + 16 > buffer.length) break;
		most = Math.max(most, buffer.readUInt32BE(at + 8) * buffer.readUInt32BE(at + 12));
	}
	return most;
}
