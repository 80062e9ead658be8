import { describe, expect, it } from 'vitest';
import { safeNext } from './next-address';

describe('the address after signing in', () => {
	it('is the page people came from', () => {
		expect(safeNext('/de/apply/123-abc/review', '/de/apply')).toBe('/de/apply/123-abc/review');
	});

	it.each([
		null,
		'',
		'//evil.example',
		'/\\evil.example',
		'https://evil.example',
		'/de?x',
		'javascript:alert(1)',
		'/%2f/evil'
	])("is never somebody else's: %s", (next) => expect(safeNext(next, '/de/apply')).toBe('/de/apply'));
});
