import { describe, expect, it } from 'vitest';
import { likePattern, searchText } from './search-text';

describe('searching the queue', () => {
	it('drops blanks and control characters around and between words', () => {
		expect(searchText('  Fest\u0000 \n am  Rhein ')).toBe('Fest am Rhein');
		expect(searchText('   ')).toBeNull();
		expect(searchText(null)).toBeNull();
	});

	it('takes the wildcards of SQL as text', () => {
		expect(likePattern('Fest')).toBe('%Fest%');
		expect(likePattern('50%')).toBe('%50\\%%');
		expect(likePattern('a_b\\c')).toBe('%a\\_b\\\\c%');
		expect(likePattern('a*b')).toBe('%a_b%');
	});
});
