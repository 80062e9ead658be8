import {
	decodePDFRawStream,
	PDFDict,
	PDFDocument,
	PDFName,
	PDFPageLeaf,
	PDFRawStream,
	PDFStream
} from '@cantoo/pdf-lib';

/**
 * The text of a PDF as our compiler writes it, without blanks (words are placed, not spaced): enough for tests to say what
 * stands on the paper. Signs come from left to right as they are drawn, so Arabic words are looked for `asDrawn`.
 */
export function textOfPdf(pdf: PDFDocument): string {
	return textsOfPages(pdf).join('');
}

export function textsOfPages(pdf: PDFDocument): readonly string[] {
	return pdf.getPages().map(({ node }) => drawnText(contentOf(node), signsOfPage(node)).replace(unseen, ''));
}

/** What a page draws, as operators. */
export function contentOf(page: PDFPageLeaf): string {
	return latin1(page.lookup(PDFName.of('Contents'), PDFStream));
}

export function signsOfPage(page: PDFPageLeaf): ReadonlyMap<string, Signs> {
	const fonts = page.Resources()?.lookup(PDFName.of('Font'), PDFDict);
	return new Map(
		(fonts?.entries() ?? []).map(([name]) => [name.decodeText(), signsOf(fonts?.lookup(name, PDFDict))])
	);
}

/** A word of Arabic script as `textOfPdf` finds it. */
export function asDrawn(word: string): string {
	return [...word.replace(unseen, '')].reverse().join('');
}

export const unseen = /[\s\u00ad\u200b\u200c]/g;

type Signs = ReadonlyMap<number, string>;

/** A string as PDFs write it: brackets within it are escaped, or come in pairs. */
const string = [1, 2, 3].reduce(
	(inner) => String.raw`\((?:\\[^]|[^\\()]|${inner})*\)`,
	String.raw`\((?:\\[^]|[^\\()])*\)`
);
const strings = new RegExp(string, 'g');
const shows = new RegExp(
	String.raw`\/ActualText <FEFF(\w+)>\s*>> BDC[^]*?EMC|\/(\w+) [\d.]+ Tf|\[((?:${string}|[^\]])*)\] TJ|(${string}) Tj`,
	'g'
);

/** The words of a part of a page, which may begin with the font of the part before. */
export function drawnText(content: string, fonts: ReadonlyMap<string, Signs>, before?: string): string {
	let font = before === undefined ? undefined : fonts.get(before);
	let text = '';
	for (const [, replacement, name, shown, alone] of content.matchAll(shows)) {
		if (replacement !== undefined) text += utf16(replacement);
		if (name !== undefined) font = fonts.get(name);
		for (const [bracketed] of (shown ?? alone ?? '').matchAll(strings)) {
			const bytes = Buffer.from(unescaped(bracketed.slice(1, -1)), 'latin1');
			for (let at = 0; at + 1 < bytes.length; at += 2) text += font?.get(bytes.readUInt16BE(at)) ?? '';
		}
	}
	return text;
}

function unescaped(written: string): string {
	const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
	return written.replace(/\\([0-7]{1,3}|[^])/g, (_, code: string) =>
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
