/** How a picture is written anew: at most so many pixels on its longer side, and JPEG's quality from 0 to 1. */
export interface Sharpness {
	readonly longestPixels: number;
	readonly quality: number;
}

/** A page of A4 at 200 dots per inch: small print stays readable, and a photo becomes a tenth of its size. */
export const usualSharpness: Sharpness = { longestPixels: 2400, quality: 0.82 };

/**
 * The picture as a JPEG of its own making, upright, on white: place, camera and everything else that was in the file stay
 * behind. Null for what this browser cannot read.
 */
export async function writtenAnew(
	picture: Blob,
	{ longestPixels, quality }: Sharpness = usualSharpness
): Promise<Uint8Array<ArrayBuffer> | null> {
	const bitmap = await createImageBitmap(picture).catch(() => null);
	if (!bitmap) return null;
	const scale = Math.min(1, longestPixels / Math.max(bitmap.width, bitmap.height));
	const canvas = document.createElement('canvas');
	canvas.width = Math.max(1, Math.round(bitmap.width * scale));
	canvas.height = Math.max(1, Math.round(bitmap.height * scale));
	const pen = canvas.getContext('2d');
	if (!pen) return null;
	pen.fillStyle = '#fff';
	pen.fillRect(0, 0, canvas.width, canvas.height);
	pen.imageSmoothingQuality = 'high';
	pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
	bitmap.close();
	const written = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
	// Phones have memory for few canvases, and give it back late otherwise.
	canvas.width = canvas.height = 0;
	return written && new Uint8Array(await written.arrayBuffer());
}
