import { describe, expect, it } from 'vitest';
import { cleanName, keptName } from './name';

describe('the name of a file', () => {
	it.each([
		['Satzung 2027.pdf', 'Satzung 2027.pdf'],
		['الوثيقة.pdf', 'الوثيقة.pdf'],
		['Gründung.pdf', 'Gründung.pdf'],
		['../../etc/passwd', 'passwd'],
		['C:\\Users\\Amina\\Satzung.pdf', 'Satzung.pdf'],
		['..', 'Dokument'],
		['.../', 'Dokument'],
		['', 'Dokument'],
		[' \u200b\u00a0', 'Dokument'],
		['gpj.\u202efdp.exe', 'gpj.fdp.exe'],
		['a\u0000b\r\nSet-Cookie: x.pdf', 'abSet-Cookie_ x.pdf'],
		['"><script>.pdf', '___script_.pdf'],
		['.htaccess', 'htaccess'],
		['con.pdf', '_con.pdf'],
		['Console.pdf', 'Console.pdf'],
		['half \ud83d emoji.pdf', 'half emoji.pdf'],
		['x.pdf. . ', 'x.pdf']
	])('%j becomes %j', (name, clean) => {
		expect(cleanName(name)).toBe(clean);
	});

	it('is shortened between its letters, and keeps its ending', () => {
		const long = cleanName(`${'👍'.repeat(300)}.pdf`);
		expect([...long].length).toBe(120);
		expect(long.endsWith('👍.pdf')).toBe(true);
		expect([...keptName(`${'ä'.repeat(300)}`, 'jpeg')].length).toBe(120);
		expect(keptName('ä'.repeat(300), 'jpeg').endsWith('ä.jpg')).toBe(true);
	});

	it.each([
		['Foto.jpeg', 'jpeg', 'Foto.jpeg'],
		['Foto.HEIC', 'jpeg', 'Foto.jpg'],
		['Foto', 'webp', 'Foto.webp'],
		['Satzung v1.2', 'pdf', 'Satzung v1.2.pdf'],
		['rechnung.pdf.exe', 'pdf', 'rechnung.pdf.exe.pdf'],
		['.pdf', 'pdf', 'pdf.pdf']
	] as const)('%j of a %s is kept as %j', (name, kind, keptAs) => {
		expect(keptName(name, kind)).toBe(keptAs);
	});
});
