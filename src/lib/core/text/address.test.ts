import { expect, it } from 'vitest';
import { isMediaAddress } from './address';

it('takes a path of this site and an address behind https, and nothing else', () => {
	for (const right of ['/media/dgs.mp4', 'https://www.duisburg.de/dgs'])
		expect(isMediaAddress(right)).toBe(true);
	for (const wrong of [
		'javascript:alert(1)',
		'http://x.example/v',
		'//x.example/v',
		'',
		'/a b',
		'https://x.example'
	])
		expect(isMediaAddress(wrong), wrong).toBe(false);
});
