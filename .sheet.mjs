import sharp from 'sharp';
const [,, out, max, ...files] = process.argv;
const metas = await Promise.all(files.map(async (f) => ({ f, ...(await sharp(f).metadata()) })));
const h = Math.min(Math.max(...metas.map((m) => m.height)), Number(max));
let x = 0; const parts = [];
for (const m of metas) { const input = await sharp(m.f).extract({ left: 0, top: 0, width: m.width, height: Math.min(m.height, h) }).toBuffer(); parts.push({ input, left: x, top: 0 }); x += m.width + 10; }
await sharp({ create: { width: x, height: h, channels: 3, background: '#888' } }).composite(parts).png().toFile(out);
