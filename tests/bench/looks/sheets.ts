import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp, { type OverlayOptions } from 'sharp';
import type { Shot } from './camera.ts';

const COLUMNS = 4;
const COLUMN = { width: 360, height: 1480 };
const GAP = 12;
const LABEL = 20;
const MOST_SCREENS = 6;
const PAPER = '#c8c4ba';

type Place = { column: number; top: number };

/** All these screens on few sheets, at their own size: a long one goes on in the next column. */
export async function drawSheets(folder: string, name: string, shots: readonly Shot[]): Promise<void> {
	await mkdir(path.join(folder, 'sheets'), { recursive: true });
	let layers: OverlayOptions[] = [];
	let screens = 0;
	let place: Place = { column: 0, top: GAP };
	let sheet = 0;
	const finish = async () => {
		if (layers.length === 0) return;
		sheet += 1;
		const size = {
			width: COLUMNS * (COLUMN.width + GAP) + GAP,
			height: COLUMN.height + 2 * GAP
		};
		await sharp({ create: { ...size, channels: 3, background: PAPER } })
			.composite(layers)
			.png({ palette: true })
			.toFile(path.join(folder, 'sheets', `${name}-${String(sheet).padStart(2, '0')}.png`));
		[layers, screens, place] = [[], 0, { column: 0, top: GAP }];
	};
	for (const { file, screen } of shots) {
		if (!file) continue;
		const picture = sharp(path.join(folder, file));
		const { width, height } = await picture.metadata();
		if (screens === MOST_SCREENS) await finish();
		screens += 1;
		for (let from = 0; from < height;) {
			const isSmall = height - from + LABEL + place.top <= COLUMN.height + GAP;
			if (place.top > GAP && !isSmall) place = { column: place.column + 1, top: GAP };
			if (place.column === COLUMNS) await finish();
			const part = Math.min(height - from, COLUMN.height - LABEL);
			const left = GAP + place.column * (COLUMN.width + GAP);
			const input = await sharp(path.join(folder, file))
				.extract({ left: 0, top: from, width: Math.min(width, COLUMN.width), height: part })
				.toBuffer();
			layers.push(
				{ input: label(from === 0 ? screen : `… ${screen}`), left, top: place.top },
				{ input, left, top: place.top + LABEL }
			);
			place = { ...place, top: place.top + LABEL + part + GAP };
			from += part;
			if (place.top > COLUMN.height - LABEL) place = { column: place.column + 1, top: GAP };
			if (place.column === COLUMNS) await finish();
		}
	}
	await finish();
}

function label(text: string): Buffer {
	return Buffer.from(
		`<svg xmlns="http://www.w3.org/2000/svg" width="${COLUMN.width}" height="${LABEL}"><text x="2" y="15" font-family="sans-serif" font-size="14" font-weight="bold">${text}</text></svg>`
	);
}
