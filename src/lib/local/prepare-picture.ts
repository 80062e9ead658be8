import { drawnSize, usualFineness, type Fineness } from '../core/file/drawn-size';

/** How a picture is written anew; JPEG's quality goes from 0 to 1. */
export interface Sharpness extends Fineness {
	readonly quality: number;
}

const usualSharpness: Sharpness = { ...usualFineness, quality: 0.82 };

/**
 * The picture as a JPEG of its own making, upright, on white: place, camera and everything else that was in the file stay
 * behind. Null for what this browser cannot read.
 */
export async function writtenAnew(
	picture: Blob,
	{ quality, ...fineness }: Sharpness = usualSharpness
): Promise<Uint8Array<ArrayBuffer> | null> {
	const bitmap = await createImageBitmap(picture).catch(() => null);
	if (!bitmap) return null;
	const { width, height } = drawnSize(bitmap, fineness);
	const canvas = document.createElement('canvas');
	[canvas.width, canvas.height] = [width, height];
	const pen = canvas.getContext('2d');
	if (!pen) return null;
	pen.fillStyle = '#fff';
	pen.fillRect(0, 0, width, height);
	pen.imageSmoothingQuality = 'high';
	pen.drawImage(bitmap, 0, 0, width, height);
	bitmap.close();
	const written = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
	// Phones have memory for few canvases, and give it back late otherwise.
	canvas.width = canvas.height = 0;
	return written && new Uint8Array(await written.arrayBuffer());
}
