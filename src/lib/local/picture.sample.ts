/** A photo as a phone takes it, for tests: noise, so that it is as large as a real one. */
export async function photo({ width = 300, height = 200, type = 'image/jpeg' } = {}): Promise<Blob> {
	const canvas = document.createElement('canvas');
	[canvas.width, canvas.height] = [width, height];
	const pen = canvas.getContext('2d');
	const colours = ['#123', '#a64', '#eee', '#384'];
	for (let at = 0; pen && at < 400; at += 1) {
		pen.fillStyle = colours[at % colours.length] ?? '#fff';
		pen.fillRect((at * 37) % width, (at * 53) % height, 1 + (width * (at % 7)) / 20, 1 + height / 20);
	}
	return new Promise((resolve, reject) =>
		canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), type, 0.95)
	);
}

/** The same with what cameras write about themselves: held upright (the pixels lie on their side), and taken where. */
export async function withPlace(jpeg: Blob): Promise<Blob> {
	const text = (words: string) => [...words].map((letter) => letter.charCodeAt(0));
	// One entry: Orientation (0x0112), a short, 6: turned by a quarter.
	const orientation = [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
	const exif = [...text('Exif\0\0MM\0*'), 0, 0, 0, 8, ...orientation, ...text('GPS 51.4344 6.7623')];
	const segment = new Uint8Array([0xff, 0xe1, 0, exif.length + 2, ...exif]);
	const bytes = new Uint8Array(await jpeg.arrayBuffer());
	return new Blob([bytes.slice(0, 2), segment, bytes.slice(2)], { type: 'image/jpeg' });
}
