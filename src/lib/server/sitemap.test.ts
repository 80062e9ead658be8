import { describe, expect, it } from 'vitest';
import { sitemap } from './sitemap';

const origin = 'https://kofei.example';
const map = sitemap(origin, [
	{ slug: 'kofei-2027', isOpen: true },
	{ slug: 'kofei-2025', isOpen: false }
]);
const entries = new Map(
	[...map.matchAll(/<url><loc>(.*?)<\/loc>(.*?)<\/url>/g)].map(([, address = '', others = '']) => [
		address,
		others
	])
);
const alternates = (address: string) =>
	[...(entries.get(address) ?? '').matchAll(/hreflang="(.*?)" href="(.*?)"/g)].map(([, tag, href]) => [
		tag,
		href
	]);

describe('the list for search engines', () => {
	it('has each page by its whole address, in each language', () => {
		expect([...entries.keys()].every((address) => address.startsWith(`${origin}/`))).toBe(true);
		for (const path of ['/de', '/fa/help', '/ku/rounds/kofei-2025', '/de-simple/leichte-sprache'])
			expect(entries.has(origin + path)).toBe(true);
		expect(map).not.toMatch(/\/(staff|apply|account|sign-in)/);
	});

	it('has questions only about a round that is open', () => {
		expect(entries.has(`${origin}/de/check/kofei-2027`)).toBe(true);
		expect(entries.has(`${origin}/de/check/kofei-2025`)).toBe(false);
	});

	it('names the other languages by whole addresses, the same in each of them', () => {
		const ofHelp = alternates(`${origin}/tr/help`);
		expect(ofHelp).toHaveLength(13);
		expect(ofHelp).toContainEqual(['en-GB', `${origin}/en/help`]);
		expect(ofHelp).toContainEqual(['x-default', `${origin}/de/help`]);
		expect(alternates(`${origin}/ar/help`)).toEqual(ofHelp);
		expect(alternates(`${origin}/tr`)).toContainEqual(['ar', `${origin}/ar`]);
	});

	it('does not name plain German as a language, which would make the whole list unreadable', () => {
		expect(alternates(`${origin}/de-simple/help`)).toEqual([]);
		expect(map).not.toContain('hreflang="de-simple"');
	});
});
