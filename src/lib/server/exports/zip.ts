import { crc32 } from 'node:zlib';

export type ZipEntry = { readonly name: string; readonly bytes: Uint8Array };

const STORED = 0;
const NAMES_ARE_UTF8 = 0x0800;
const VERSION = 20;
/** Beyond it the format needs other headers; a person's applications are far below. */
const LARGEST = 0xffff_ffff;

/**
 * A ZIP archive of what comes in, as it comes: nothing is held back but one entry. Stored without packing, because pictures
 * and PDFs are packed already. `at` is the time of all entries.
 */
export async function* zipOf(entries: AsyncIterable<ZipEntry>, at: Date): AsyncGenerator<Uint8Array> {
	const directory: Uint8Array[] = [];
	let offset = 0;
	for await (const { name, bytes } of entries) {
		const path = new TextEncoder().encode(name);
		const facts = factsOf(path, bytes, at);
		const head = Buffer.concat([number(0x04034b50, 4), number(VERSION, 2), facts, number(0, 2), path]);
		directory.push(
			Buffer.concat([
				number(0x02014b50, 4),
				number(VERSION, 2),
				number(VERSION, 2),
				facts,
				// No extra field, no comment, first disk, no attributes.
				number(0, 2 + 2 + 2 + 2 + 4),
				number(offset, 4),
				path
			])
		);
		offset += head.length + bytes.length;
		if (offset > LARGEST) throw new Error('too large for an archive of this kind');
		yield head;
		yield bytes;
	}
	const index = Buffer.concat(directory);
	yield Buffer.concat([
		index,
		number(0x06054b50, 4),
		number(0, 4),
		number(directory.length, 2),
		number(directory.length, 2),
		number(index.length, 4),
		number(offset, 4),
		number(0, 2)
	]);
}

/** What the head of an entry and its line in the directory say alike, up to the length of the name. */
function factsOf(path: Uint8Array, bytes: Uint8Array, at: Date): Buffer {
	const day = ((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate();
	const time = (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1);
	return Buffer.concat([
		number(NAMES_ARE_UTF8, 2),
		number(STORED, 2),
		number(time, 2),
		number(day, 2),
		number(crc32(bytes), 4),
		number(bytes.length, 4),
		number(bytes.length, 4),
		number(path.length, 2)
	]);
}

/** Little-endian. */
function number(value: number, size: number): Buffer {
	const bytes = Buffer.alloc(size);
	for (let place = 0, rest = value; place < size; place++, rest = Math.floor(rest / 256))
		bytes[place] = rest % 256;
	return bytes;
}
