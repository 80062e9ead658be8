import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import type { DemoApplication } from './applications';

/** A document somebody hands in: typed and printed, or a photo of a sheet of paper. */
export interface Paper {
	readonly document: string;
	readonly name: string;
	readonly bytes: Uint8Array;
}

const titles: Readonly<Record<string, string>> = {
	statutes: 'Satzung',
	register_extract: 'Auszug aus dem Register',
	tax_exemption: 'Freistellungsbescheid',
	self_presentation: 'Wer wir sind',
	responsibility: 'Erklärung der verantwortlichen Personen'
};

const SHEET = { width: 620, height: 877 } as const;

export async function paperOf(application: DemoApplication, document: string): Promise<Paper> {
	const title = titles[document] ?? document;
	const isPhoto = document === 'self_presentation';
	const lines = [
		title,
		'',
		'Diese Seite ist erfunden und gehört zu den Beispielanträgen.',
		`Vorgang ${application.id}`,
		...Array.from(
			{ length: 12 },
			(_, index) => `§ ${index + 1}  Die Gruppe trifft sich in Duisburg-${application.group.place}.`
		)
	];
	return {
		document,
		name: `${title}.${isPhoto ? 'png' : 'pdf'}`,
		bytes: await (isPhoto ? photo(lines) : print(lines))
	};
}

async function print(lines: readonly string[]): Promise<Uint8Array> {
	const file = await PDFDocument.create();
	const font = await file.embedFont(StandardFonts.Helvetica);
	const page = file.addPage([595, 842]);
	for (const [index, line] of lines.entries()) {
		page.drawText(line, { x: 60, y: 770 - index * 24, size: index === 0 ? 20 : 11, font });
	}
	return file.save();
}

function photo(lines: readonly string[]): Promise<Uint8Array> {
	const texts = lines.map(
		(line, index) =>
			`<text x="60" y="${90 + index * 34}" font-family="sans-serif" font-size="${index === 0 ? 28 : 15}">${line}</text>`
	);
	const sheet = `<svg xmlns="http://www.w3.org/2000/svg" width="${SHEET.width}" height="${SHEET.height}">
		<rect width="100%" height="100%" fill="#f4f1ea"/>${texts.join('')}</svg>`;
	return sharp(Buffer.from(sheet)).png().toBuffer();
}
