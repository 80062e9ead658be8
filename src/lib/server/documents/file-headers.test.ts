import { describe, expect, it } from 'vitest';
import { fileHeaders } from './file-headers';

const file = { name: 'Satzung.pdf', media_type: 'application/pdf', size: 12 };

describe('a document shown to staff', () => {
	it('has no rights, no other type than the one found, and no place in a cache or on a page of others', () => {
		const headers = fileHeaders(file, false);
		expect(headers['content-type']).toBe('application/pdf');
		expect(headers['content-security-policy']).toContain('sandbox;');
		expect(headers['content-security-policy']).not.toContain('allow-');
		expect(headers['content-security-policy']).toContain("frame-ancestors 'self'");
		expect(headers['x-content-type-options']).toBe('nosniff');
		expect(headers['cache-control']).toBe('no-store');
	});

	it('is shown in place or kept as a file, as asked', () => {
		expect(fileHeaders(file, false)['content-disposition']).toMatch(/^inline;/);
		expect(fileHeaders(file, true)['content-disposition']).toMatch(/^attachment;/);
	});

	it.each([
		[
			'Größe "neu".pdf\r\nset-cookie: a=b',
			"UTF-8''Gr%C3%B6%C3%9Fe%20%22neu%22.pdf%0D%0Aset-cookie%3A%20a%3Db"
		],
		["a'(1)*.pdf", "UTF-8''a%27%281%29%2A.pdf"],
		['نظام\uD800.pdf', "UTF-8''%D9%86%D8%B8%D8%A7%D9%85%EF%BF%BD.pdf"]
	])('keeps its name out of the header’s grammar: %j', (name, expected) => {
		expect(fileHeaders({ ...file, name }, true)['content-disposition']).toBe(
			`attachment; filename*=${expected}`
		);
	});
});
