import { Unfit } from './unfit';

export type Kind = 'pdf' | 'jpeg' | 'png' | 'webp' | 'heic';

const kinds: Readonly<Record<string, Kind>> = {
	'application/pdf': 'pdf',
	'image/jpeg': 'jpeg',
	'image/png': 'png',
	'image/webp': 'webp',
	'image/heic': 'heic',
	'image/heif': 'heic'
};

/** What the bytes are, whatever they are called. Throws `Unfit` `file_type_refused` for everything we do not keep. */
export async function kindOf(bytes: Uint8Array): Promise<Kind> {
	const { fileTypeFromBuffer } = await import('file-type');
	const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
	const kind = kinds[found?.mime ?? ''];
	if (!kind) throw new Unfit('file_type_refused');
	return kind;
}
