import { describe, expect, it } from 'vitest';
import { searchText } from './search-text';

describe('searching the queue', () => {
	it('drops blanks and control characters around and between words', () => {
		expect(searchText('  Fest\u0000 \n am  Rhein ')).toBe('Fest am Rhein');
		expect(searchText('   ')).toBeNull();
		expect(searchText(null)).toBeNull();
	});
});
