export const mediaTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp', 'image/heic'] as const;
export type MediaType = (typeof mediaTypes)[number];

const endings: Readonly<Record<MediaType, readonly string[]>> = {
	'application/pdf': ['pdf'],
	'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
	'image/png': ['png'],
	'image/webp': ['webp'],
	'image/heic': ['heic', 'heif']
};
/** Major brands of HEIF files with HEVC pictures (ISO/IEC 23008-12), which phones write. */
const heicBrands = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];

/** What the bytes are, whatever their name says; null for everything we do not take. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
	const text = (from: number, until: number) => String.fromCharCode(...bytes.subarray(from, until));
	if (text(0, 5) === '%PDF-') return 'application/pdf';
	if (text(0, 3) === '\xff\xd8\xff') return 'image/jpeg';
	if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
	if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp';
	if (text(4, 8) === 'ftyp' && heicBrands.includes(text(8, 12))) return 'image/heic';
	return null;
}

/**
 * True where name and bytes are of two kinds: a picture called .pdf, a letter called .jpg. Pictures of one kind under
 * the name of another are everyday (messengers rename them) and harmless, since they are written anew.
 */
export function isMislabelled(name: string, mediaType: MediaType): boolean {
	const claimed = mediaTypes.find((type) => endings[type].includes(endingOf(name)));
	return claimed !== undefined && isImage(claimed) !== isImage(mediaType);
}

export function isImage(mediaType: string): boolean {
	return mediaType.startsWith('image/');
}

/** The name with the ending its type has. */
export function withEnding(name: string, mediaType: MediaType): string {
	const [usual = ''] = endings[mediaType];
	const ending = endingOf(name);
	if (endings[mediaType].includes(ending)) return name;
	const isKnown = mediaTypes.some((type) => endings[type].includes(ending));
	return `${isKnown ? name.slice(0, -ending.length - 1) : name}.${usual}`;
}

function endingOf(name: string): string {
	return /\.([a-z0-9]{2,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}
