import { decodePDFRawStream, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFStream } from '@cantoo/pdf-lib';

/**
 * The text of a PDF as our compiler writes it, without blanks (words are placed, not spaced): enough for tests to say what
 * stands on the paper. Signs come from left to right as they are drawn, so Arabic words are looked for `asDrawn`.
 */
export function textOfPdf(pdf: PDFDocument): string {
	return textsOfPages(pdf).join('');
}

export function textsOfPages(pdf: PDFDocument): readonly string[] {
	return pdf.getPages().map(({ node }) => {
		const fonts = node.Resources()?.lookup(PDFName.of('Font'), PDFDict);
		const signs = new Map(
			(fonts?.entries() ?? []).map(([name]) => [name.decodeText(), signsOf(fonts?.lookup(name, PDFDict))])
		);
		return drawnText(latin1(node.lookup(PDFName.of('Contents'), PDFStream)), signs).replace(unseen, '');
	});
}

/** A word of Arabic script as `textOfPdf` finds it. */
export function asDrawn(word: string): string {
	return [...word.replace(unseen, '')].reverse().join('');
}

const unseen = /[\s\u00ad\u200b\u200c]/g;

type Signs = ReadonlyMap<number, string>;

/** Of a string's brackets only those without a partner are escaped: pairs stand in it as they are. */
const pieces = ['', '', ''].reduce((inner) => String.raw`\((?:\\[^]|[^\\()]${inner && `|${inner}`})*\)`, '');
const placed = new RegExp(
	String.raw`\/ActualText <FEFF(\w+)>\s*>> BDC[^]*?EMC|\/(\w+) [\d.]+ Tf|\[((?:${pieces}|[^\]()])*)\] TJ`,
	'g'
);
const strings = new RegExp(pieces, 'g');

function drawnText(content: string, fonts: ReadonlyMap<string, Signs>): string {
	let font: Signs | undefined;
	let text = '';
	for (const [, replacement, name, shown] of content.matchAll(placed)) {
		if (replacement !== undefined) text += utf16(replacement);
		if (name !== undefined) font = fonts.get(name);
		for (const [string] of (shown ?? '').matchAll(strings)) {
			const bytes = Buffer.from(unescaped(string.slice(1, -1)), 'latin1');
			for (let at = 0; at + 1 < bytes.length; at += 2) text += font?.get(bytes.readUInt16BE(at)) ?? '';
		}
	}
	return text;
}

function unescaped(string: string): string {
	const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
	return string.replace(/\\([0-7]{1,3}|[^])/g, (_, code: string) =>
		/^[0-7]/.test(code) ? String.fromCharCode(parseInt(code, 8)) : (named[code] ?? code)
	);
}

/** Glyph number → text, from the font's ToUnicode map. */
function signsOf(font: PDFDict | undefined): Signs {
	const map = font?.lookup(PDFName.of('ToUnicode'));
	const signs = new Map<number, string>();
	if (!(map instanceof PDFStream)) return signs;
	for (const [, block = ''] of latin1(map).matchAll(/beginbfchar([^]*?)endbfchar/g)) {
		for (const [, glyph = '', text = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>/g))
			signs.set(parseInt(glyph, 16), utf16(text));
	}
	return signs;
}

function utf16(hex: string): string {
	return Buffer.from(hex, 'hex').swap16().toString('utf16le');
}

function latin1(stream: PDFStream): string {
	const bytes = stream instanceof PDFRawStream ? decodePDFRawStream(stream).decode() : stream.getContents();
	return Buffer.from(bytes).toString('latin1');
}
