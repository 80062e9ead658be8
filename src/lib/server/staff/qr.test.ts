import jsQR from 'jsqr';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { factorAddress } from '../supabase/second-factor';
import { qrSquare } from './qr';

it.each([
	factorAddress('sachbearbeitung@kofei.test', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'),
	factorAddress(`${'lange.adresse'.repeat(6)}+ümlaut@verwaltung.stadt.example`, 'A'.repeat(52))
])('a camera reads what was drawn: %s', async (text) => {
	const { size, path } = qrSquare(text);
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="400" height="400"><rect width="100%" height="100%" fill="#fff"/><path d="${path}"/></svg>`;
	const { data, info } = await sharp(Buffer.from(svg))
		.ensureAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	expect(jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data).toBe(text);
});
