export type PictureSize = { readonly width: number; readonly height: number };

/** Width and height of a JPEG in pixels, from its frame header (ITU-T T.81, B.2.2); null for a broken one. */
export function jpegSize(bytes: Uint8Array): PictureSize | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null;
	let at = 2;
	while (at + 9 < bytes.length && bytes[at] === 0xff) {
		const marker = view.getUint8(at + 1);
		if (isFrame(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
		at += 2 + view.getUint16(at + 2);
	}
	return null;
}

/** SOF0 to SOF15 without the tables (DHT, JPG, DAC) that lie between them. */
function isFrame(marker: number): boolean {
	return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
