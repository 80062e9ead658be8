import { jpegSize, type PictureSize } from './jpeg-size';

/** A4 in points. */
const paper = { short: 595.28, long: 841.89 };

/**
 * Photographed pages as one PDF: each JPEG as it is, on a page of its own shape that fits on A4. Nothing in it but the
 * pictures: no author, no time. Pages are colour JPEGs as a canvas writes them. Null where one of them is none.
 */
export function pagesToPdf(pages: readonly Uint8Array[]): Uint8Array<ArrayBuffer> | null {
	const sizes = pages.map(jpegSize).filter((size) => size !== null);
	if (pages.length === 0 || sizes.length < pages.length) return null;
	const file = new PdfFile();
	const kids = sizes.map((_, index) => `${pageNumber(index)} 0 R`).join(' ');
	file.add('<< /Type /Catalog /Pages 2 0 R >>');
	file.add(`<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`);
	for (const [index, size] of sizes.entries()) addPage(file, index, pages[index] ?? new Uint8Array(), size);
	return file.finished();
}

/** Three objects for each page, after the catalogue and the list of pages. */
function pageNumber(index: number): number {
	return 3 + index * 3;
}

function addPage(file: PdfFile, index: number, jpeg: Uint8Array, { width, height }: PictureSize): void {
	const number = pageNumber(index);
	const [across, down] = width > height ? [paper.long, paper.short] : [paper.short, paper.long];
	const scale = Math.min(across / width, down / height);
	const [x, y] = [(width * scale).toFixed(2), (height * scale).toFixed(2)];
	file.add(
		`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${x} ${y}] /Contents ${number + 1} 0 R ` +
			`/Resources << /XObject << /P ${number + 2} 0 R >> >> >>`
	);
	const drawing = bytesOf(`q ${x} 0 0 ${y} 0 0 cm /P Do Q`);
	file.add(`<< /Length ${drawing.length} >>`, drawing);
	file.add(
		`<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB ` +
			`/BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>`,
		jpeg
	);
}

/** A PDF 1.4 (ISO 32000-1, 7.5): objects one after the other, then the table that says where each begins. */
class PdfFile {
	readonly #chunks: Uint8Array[] = [];
	readonly #offsets: number[] = [];
	#length = 0;

	constructor() {
		// The second line says to programs that move files that this one is not text.
		this.#write('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n');
	}

	add(dictionary: string, stream?: Uint8Array): void {
		this.#offsets.push(this.#length);
		this.#write(`${this.#offsets.length} 0 obj\n${dictionary}\n`);
		if (stream) {
			this.#write('stream\n');
			this.#put(stream);
			this.#write('\nendstream\n');
		}
		this.#write('endobj\n');
	}

	finished(): Uint8Array<ArrayBuffer> {
		const count = this.#offsets.length + 1;
		const start = this.#length;
		const entries = this.#offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
		this.#write(`xref\n0 ${count}\n0000000000 65535 f \n${entries.join('')}`);
		this.#write(`trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
		const bytes = new Uint8Array(this.#length);
		let at = 0;
		for (const chunk of this.#chunks) {
			bytes.set(chunk, at);
			at += chunk.length;
		}
		return bytes;
	}

	#write(text: string): void {
		this.#put(bytesOf(text));
	}

	#put(chunk: Uint8Array): void {
		this.#chunks.push(chunk);
		this.#length += chunk.length;
	}
}

/** One byte for each character: everything written here is Latin-1. */
function bytesOf(text: string): Uint8Array {
	return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
