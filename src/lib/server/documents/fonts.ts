import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * Latin, Greek and Cyrillic; Arabic script with Persian and Kurdish. Both under the SIL Open Font License. Amiri draws a
 * letter with its dots as one sign: fonts that put it together from pieces (Noto's do) leave pieces in place of words to
 * whoever copies them or hears them read.
 */
const files = [
	'@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
	'@expo-google-fonts/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf',
	'@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
	'@expo-google-fonts/amiri/400Regular/Amiri_400Regular.ttf',
	'@expo-google-fonts/amiri/700Bold/Amiri_700Bold.ttf'
] as const;

export type Fonts = {
	readonly blobs: Buffer[];
	/** True where one font has a sign for each of these characters: they are drawn together, by one font. */
	readonly cover: (characters: readonly number[]) => boolean;
};

/** Reads the fonts from where npm put them. */
export function readFonts(): Fonts {
	const { resolve } = createRequire(import.meta.url);
	const blobs = files.map((file) => readFileSync(resolve(file)));
	const covers = blobs.map(coverOf);
	return { blobs, cover: (characters) => covers.some((has) => characters.every(has)) };
}

/**
 * Whether a TrueType font knows a character, by its `cmap` table. The compiler refuses an accessible PDF for a single
 * character without a sign (an emoji in an answer), so this has to be known beforehand.
 */
export function coverOf(font: Buffer): (character: number) => boolean {
	const ranges = segmentsOf(font);
	return (character) => ranges.some(([first, last]) => character >= first && character <= last);
}

type Range = readonly [first: number, last: number];

function segmentsOf(font: Buffer): readonly Range[] {
	const cmap = tableOf(font, 'cmap');
	const ranges: Range[] = [];
	for (let entry = 0; entry < font.readUInt16BE(cmap + 2); entry++) {
		const table = cmap + font.readUInt32BE(cmap + 4 + entry * 8 + 4);
		const format = font.readUInt16BE(table);
		if (format === 4) ranges.push(...segmentRanges(font, table));
		if (format === 12) ranges.push(...groupRanges(font, table));
	}
	return ranges;
}

function tableOf(font: Buffer, tag: string): number {
	const count = font.readUInt16BE(4);
	for (let record = 12; record < 12 + count * 16; record += 16) {
		if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8);
	}
	throw new Error(`a font without ${tag}`);
}

/** Format 4: segments of the basic plane. A segment may have holes: a sign of number 0 is none. */
function segmentRanges(font: Buffer, table: number): readonly Range[] {
	const count = font.readUInt16BE(table + 6) / 2;
	const [ends, starts] = [table + 14, table + 16 + count * 2];
	const [deltas, offsets] = [starts + count * 2, starts + count * 4];
	const ranges: Range[] = [];
	for (let segment = 0; segment < count; segment++) {
		const [first, last] = [font.readUInt16BE(starts + segment * 2), font.readUInt16BE(ends + segment * 2)];
		const offset = font.readUInt16BE(offsets + segment * 2);
		const delta = font.readUInt16BE(deltas + segment * 2);
		for (let character = first; character <= last && character < 0xffff; character++) {
			const place = offsets + segment * 2 + offset + (character - first) * 2;
			const sign = offset === 0 ? (character + delta) & 0xffff : font.readUInt16BE(place);
			if (sign === 0) continue;
			const previous = ranges.at(-1);
			if (previous?.[1] === character - 1) ranges[ranges.length - 1] = [previous[0], character];
			else ranges.push([character, character]);
		}
	}
	return ranges;
}

/** Format 12: groups of all planes. */
function groupRanges(font: Buffer, table: number): readonly Range[] {
	const count = font.readUInt32BE(table + 12);
	return Array.from({ length: count }, (_, group) => {
		const at = table + 16 + group * 12;
		return [font.readUInt32BE(at), font.readUInt32BE(at + 4)] as const;
	});
}
