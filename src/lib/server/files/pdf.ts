import { createInflateRaw } from 'node:zlib';
import { dictionariesOfStreams } from './pdf-dictionary';
import { refuseOpening, type PackedObjects } from './pdf-opening';
import { refuseElsewhere } from './pdf-elsewhere';
import { Unfit } from './unfit';

/**
 * Names that let a PDF act by itself or carry other files (ISO 32000-2, 7.11.4 and 12.6). A form with a button that
 * computes is refused with them; the sentence people read says what to do: print it as a PDF again.
 */
const hostile: ReadonlySet<string> = new Set([
	'JavaScript',
	'Launch',
	'EmbeddedFile',
	'EmbeddedFiles',
	'FileAttachment',
	'RichMedia',
	'Rendition',
	'GoToE',
	// Another file may lie on a share of somebody else, who then learns the name and the hashed password of the reader.
	'GoToR',
	'SubmitForm',
	'ImportData',
	// An article of the same document would be harmless, but the action may name another file as above.
	'Thread',
	'Movie',
	'Sound',
	'GoTo3DView',
	'RichMediaExecute',
	// What a model in space runs when it is opened.
	'OnInstantiate',
	// The bytes of a stream that lie elsewhere.
	'FFilter',
	'FDecodeParms'
]);
/** The filters besides Flate that could hide an object from us; whoever packs objects at all packs them with Flate. */
const disguises = ['ASCIIHexDecode', 'ASCII85Decode', 'LZWDecode', 'RunLengthDecode'];
const telling: ReadonlySet<string> = new Set([
	...hostile,
	...disguises,
	'Encrypt',
	'ObjStm',
	'Catalog',
	'Pages'
]);
/** The file that a specification embeds, whatever its stream calls itself. */
const embedded = /\/(?:E|#45)(?:F|#46)\s*(<<|\d+\s+\d+\s+R)/;
/** Too short to be taken by itself: four bytes turn up in the pixels of a scan. */
const xmlForm = /\/(?:X|#58)(?:F|#46)(?:A|#41)\s*(\[|\d+\s+\d+\s+R)/;

const MAX_STREAM_BYTES = 200_000_000;
const MAX_UNPACKED_BYTES = 400_000_000;
const MAX_STREAMS = 20_000;
const LONGEST_NAME = 128;
const LONGEST_DICTIONARY = 65_536;
const END_BYTES = 4096;

/**
 * Refuses a PDF that acts, carries files, is locked or unpacks to a bomb. Does not follow the document's own directory,
 * which an attacker writes, but reads every name in the bytes and in everything packed in them, whatever object it
 * belongs to. Unpacks piece by piece, off this thread. Throws `Unfit`.
 */
export async function refuseHostilePdf(bytes: Uint8Array): Promise<void> {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	refuseCutOff(buffer);
	const text = buffer.toString('latin1');
	const names = new Set<string>();
	read(text, names);
	// A locked document says so outside of everything packed; what is inside could not be read anyway.
	if (names.has('Encrypt')) throw new Unfit('file_encrypted');
	refuseUnreadableObjects(plain(text));
	const firstOf = new Map<number, number[]>();
	for (const { words, at } of dictionariesOfStreams(text)) {
		refuseUnreadable(words);
		refuseElsewhere(words);
		const first = firstObject(words);
		if (first !== null) firstOf.set(at, [...(firstOf.get(at) ?? []), first]);
	}

	const packs: PackedObjects[] = [];
	let left = MAX_UNPACKED_BYTES;
	let streams = 0;
	for (const { at, start } of packedStarts(text, buffer)) {
		streams += 1;
		if (streams > MAX_STREAMS) throw new Unfit('file_hostile');
		const firsts = firstOf.get(at) ?? [];
		const pieces: string[] = [];
		left -= await unpack(buffer.subarray(start), Math.min(left, MAX_STREAM_BYTES), (piece, added) => {
			read(piece, names);
			if (firsts.length > 0) pieces.push(added);
		});
		const objects = pieces.join('');
		packs.push(...firsts.map((first) => ({ text: objects, first })));
	}
	refuseOpening(text, packs);
	if (names.has('ObjStm') && disguises.some((filter) => names.has(filter))) throw new Unfit('file_hostile');
	if (!names.has('Catalog') || !names.has('Pages')) throw new Unfit('file_damaged');
}

/** The last bytes of a whole PDF say where its directory is; in half a PDF they are missing. */
function refuseCutOff(buffer: Buffer): void {
	const end = buffer.subarray(-END_BYTES).toString('latin1');
	const directory = /startxref\s+(\d+)\s+%%EOF(?![\s\S]*startxref)/.exec(end)?.[1];
	if (directory === undefined || Number(directory) >= buffer.length) throw new Unfit('file_damaged');
}

/** `#4c` stands for a letter: `/#4aavaScript`. */
const plain = (text: string) =>
	text.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

/**
 * Packed objects we can read are packed with Flate alone, said in their own dictionary, and not shifted by a predictor. Readers
 * take a stream for one that says where its first object lies, whatever its type. Here the dictionary is whatever stands before a
 * stream, however broken; what a reader takes for one is read besides (`dictionariesOfStreams`).
 */
function refuseUnreadableObjects(text: string): void {
	let streams = 0;
	for (const { index } of text.matchAll(/(?<!end)stream/g)) {
		streams += 1;
		if (streams > MAX_STREAMS) throw new Unfit('file_hostile');
		const before = text.slice(Math.max(0, index - LONGEST_DICTIONARY), index);
		refuseUnreadable(before.slice(Math.max(0, before.lastIndexOf(' obj'))));
	}
}

function refuseUnreadable(dictionary: string): void {
	if (!/\/(?:ObjStm|First)(?![A-Za-z0-9])/.test(dictionary)) return;
	const rest = dictionary.replace(/\/(?:Filter|F)\s*\[?\s*\/(?:FlateDecode|Fl)\s*(?:\]|(?=[/>\s]|$))/, '');
	if (/\/(?:Filter|F|DecodeParms|DP|Predictor)(?![A-Za-z0-9])/.test(rest)) throw new Unfit('file_hostile');
}

/** Where packed objects begin, null where none are packed. Whoever packs them writes the number itself, not where it is to be found. */
function firstObject(dictionary: string): number | null {
	const [, value] = /\/First (\S+(?: \d+ R)?)/.exec(dictionary) ?? [];
	if (value === undefined) return null;
	if (!/^\d+$/.test(value)) throw new Unfit('file_hostile');
	return Number(value);
}

/** Notes the telling names of a text and refuses the hostile ones. */
function read(text: string, names: Set<string>): void {
	for (const [, raw = ''] of text.matchAll(/\/([A-Za-z#][A-Za-z0-9#]{4,79})(?![A-Za-z0-9#])/g)) {
		const name = raw.includes('#') ? plain(raw) : raw;
		if (hostile.has(name)) throw new Unfit('file_hostile');
		if (telling.has(name)) names.add(name);
	}
	if (xmlForm.test(text) || embedded.test(text)) throw new Unfit('file_hostile');
}

/** Where packed bytes may begin: after each `stream`, if the first byte is one of Flate's. */
function* packedStarts(text: string, buffer: Buffer): Generator<{ at: number; start: number }> {
	for (const found of text.matchAll(/(?<!end)stream[ \t\0\f]*\r?\n?/g)) {
		const start = found.index + found[0].length;
		if (((buffer[start] ?? 0) & 0x0f) === 8) yield { at: found.index, start };
	}
}

/**
 * Unpacks what begins here and returns how many bytes it was. More than `most` are a bomb. What says that it is packed
 * and breaks off is refused: readers would show what came before the fault, and Node keeps just that from us.
 */
async function unpack(
	packed: Buffer,
	most: number,
	take: (piece: string, added: string) => void
): Promise<number> {
	const [first = 0, second = 0] = packed;
	const isPacked = ((first << 8) | second) % 31 === 0;
	// Without header and checksum: a wrong one stops no reader, so it must not stop us.
	const stream = createInflateRaw();
	stream.end(packed.subarray(2));
	let count = 0;
	let before = '';
	try {
		for await (const piece of stream) {
			count += piece.length;
			if (count > most) throw new Unfit('file_hostile');
			const added = piece.toString('latin1');
			const text = before + added;
			take(text, added);
			before = text.slice(-LONGEST_NAME);
		}
	} catch (failure) {
		if (failure instanceof Unfit) throw failure;
		if (isPacked) throw new Unfit('file_damaged');
	}
	return count;
}
