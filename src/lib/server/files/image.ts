import { maxFileBytes } from '../../core/api/limits';
import { drawnSize } from '../../core/file/drawn-size';
import { Unfit } from './unfit';

/** Above the 50 megapixels of today's phones; a bomb of a few kilobytes claims thousands of megapixels. */
export const MAX_PIXELS = 64_000_000;
const JPEG_QUALITY = 82;
const WEBP_QUALITY = 85;
const TIMEOUT_S = 30;

type ImageKind = 'jpeg' | 'png' | 'webp';
export interface PlainImage {
	readonly bytes: Uint8Array;
	readonly kind: ImageKind;
}

/**
 * The image drawn anew, upright and as large as a device draws it: place, camera, previews and whatever else it carried
 * stay behind. Throws `Unfit` `file_hostile` for a pixel bomb, `file_damaged` for what cannot be drawn to its last line.
 */
export async function plainImage(bytes: Uint8Array, kind: ImageKind): Promise<PlainImage> {
	const { default: sharp } = await import('sharp');
	sharp.cache(false);
	sharp.concurrency(1);

	const { format, width, height, autoOrient } = await sharp(bytes, { limitInputPixels: false })
		.metadata()
		.catch(refuseDamaged);
	if (format !== kind) throw new Unfit('file_type_refused');
	if (width * height > MAX_PIXELS) throw new Unfit('file_hostile');

	const upright = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
		.timeout({ seconds: TIMEOUT_S })
		.autoOrient()
		.resize({ ...drawnSize(autoOrient), fit: 'fill' })
		.toColourspace('srgb');
	const asJpeg = () => upright.clone().flatten({ background: '#fff' }).jpeg({ quality: JPEG_QUALITY });
	const drawn = {
		jpeg: asJpeg,
		png: () => upright.clone().png({ compressionLevel: 9 }),
		webp: () => upright.clone().webp({ quality: WEBP_QUALITY })
	};
	const image = await drawn[kind]().toBuffer().catch(refuseDamaged);
	if (image.length <= maxFileBytes) return { bytes: image, kind };
	return { bytes: await asJpeg().toBuffer().catch(refuseDamaged), kind: 'jpeg' };
}

function refuseDamaged(): never {
	throw new Unfit('file_damaged');
}
