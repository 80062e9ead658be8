import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { log } from '../operations/log';
import { noteUntaggedDocument } from '../operations/metrics';
import { type Fonts, readFonts } from './fonts';

type Press = { readonly fonts: Fonts; readonly compiler: NodeCompiler };

/** The compiler and its fonts are some 25 MB in memory: they come with the first document, and once. */
let press: Promise<Press> | undefined;

export async function fonts(): Promise<Fonts> {
	return (await thePress()).fonts;
}

/**
 * A PDF of a template and its data. Accessible (PDF/UA-1, ISO 14289-1), or it is not made at all; but where the compiler of
 * this platform does not know that standard (0.6, on everything but Linux x64: see `overrides` in package.json) people get it untagged, an error stands in
 * the log and the metrics count it. The data reach the template as text and never as markup.
 */
export async function compilePdf(
	template: string,
	inputs: Readonly<Record<string, string>>
): Promise<Buffer> {
	const { compiler } = await thePress();
	const source = { mainFileContent: template, inputs: { ...inputs } };
	try {
		return compiler.pdf(source, { pdfStandard: 'ua-1' });
	} catch (failure) {
		if (!isUnknownStandard(failure)) throw failure;
		noteUntaggedDocument();
		log('error', 'document_untagged');
		return compiler.pdf(source);
	} finally {
		// What is memoised is somebody's words; nothing of it stays longer than the next few documents.
		compiler.evictCache(2);
	}
}

/** Older compilers (0.6 on platforms without a newer one) refuse the name of the standard before they begin. */
export function isUnknownStandard(failure: unknown): boolean {
	return failure instanceof Error && /deserialize PdfStandard|unknown variant/.test(failure.message);
}

function thePress(): Promise<Press> {
	press ??= open();
	return press;
}

async function open(): Promise<Press> {
	const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
	const fonts = readFonts();
	return { fonts, compiler: NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts.blobs }] }) };
}
