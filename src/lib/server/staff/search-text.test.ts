import { describe, expect, it } from 'vitest';
import { containsAnywhere, searchText } from './search-text';

describe('searching the queue', () => {
	it('drops blanks and control characters around and between words', () => {
		expect(searchText('  Fest\u0000 \n am  Rhein ')).toBe('Fest am Rhein');
		expect(searchText('   ')).toBeNull();
		expect(searchText(null)).toBeNull();
	});

	it('looks into every column', () => {
		expect(containsAnywhere('Fest', ['title', 'organisation_name'])).toBe(
			'title.ilike."%Fest%",organisation_name.ilike."%Fest%"'
		);
	});

	it('takes wildcards and the signs of the filter language as text', () => {
		expect(containsAnywhere('50%', ['title'])).toBe('title.ilike."%50\\\\%%"');
		expect(containsAnywhere('a_b', ['title'])).toBe('title.ilike."%a\\\\_b%"');
		expect(containsAnywhere('x",id.neq.1)', ['title'])).toBe('title.ilike."%x\\",id.neq.1)%"');
	});
});
