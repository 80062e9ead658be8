import { encode } from 'uqr';

/** Light modules around a square, without which cameras do not find it (ISO/IEC 18004). */
const QUIET_ZONE = 4;

export interface QrSquare {
	/** Modules along each side, with the quiet zone. */
	readonly size: number;
	/** One path of all dark modules, for an SVG that is `size` wide. */
	readonly path: string;
}

/** Drawn here, so that a secret goes to no service that draws pictures, and as a path, so that nothing foreign is put into the page. */
export function qrSquare(text: string): QrSquare {
	const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE });
	const path = data
		.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
		.join('');
	return { size, path };
}
