import { describe, expect, it } from 'vitest';
import { inPlace } from './in-place';

const file = (mediaType: string) => ({ name: 'Satzung', mediaType, bytes: new Blob(['%PDF-1.7']) });

describe('a document shown to staff', () => {
	it('has no rights, no other type than the one found, and no place in a cache or on a page of others', async () => {
		const response = inPlace(file('application/pdf'));
		const policy = response?.headers.get('content-security-policy') ?? '';
		expect(policy).toMatch(/default-src 'none'; sandbox;/);
		expect(policy).not.toContain('allow-');
		expect(policy).toContain("frame-ancestors 'self'");
		expect(response?.headers.get('content-type')).toBe('application/pdf');
		expect(response?.headers.get('x-content-type-options')).toBe('nosniff');
		expect(response?.headers.get('x-frame-options')).toBe('SAMEORIGIN');
		expect(response?.headers.get('cache-control')).toBe('no-store');
		expect(await response?.text()).toBe('%PDF-1.7');
	});

	it.each([
		'text/html',
		'image/svg+xml',
		'application/xhtml+xml',
		'text/plain',
		'application/octet-stream',
		''
	])('is never of a type a browser might run: %j', (mediaType) => {
		expect(inPlace(file(mediaType))).toBeNull();
	});
});
