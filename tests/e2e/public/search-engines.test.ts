import { expect, test } from '../../support/journey.ts';

test('search engines find every page by its whole address, and its other languages', async ({
	page,
	server
}) => {
	const robots = await (await page.request.get('/robots.txt')).text();
	const [, address = ''] = /^Sitemap: (.*)$/m.exec(robots) ?? [];
	expect(address).toBe(`${server.origin}/sitemap.xml`);
	// Read as strictly as they do, in a page of nobody: our own refuse to make documents of text.
	const listed = await page.evaluate(
		(text) => {
			const map = new DOMParser().parseFromString(text, 'application/xml');
			const all = (root: Document | Element, name: string) => [...root.getElementsByTagName(name)];
			return all(map, 'url').map((url) => ({
				address: all(url, 'loc')[0]?.textContent ?? '',
				others: all(url, 'xhtml:link').map((link) => link.getAttribute('href') ?? '')
			}));
		},
		await (await page.request.get(address)).text()
	);
	const addresses = new Set(listed.map(({ address }) => address));
	expect(addresses.size).toBeGreaterThan(100);
	expect(listed.flatMap(({ others }) => others).filter((other) => !addresses.has(other))).toEqual([]);

	const inTurkish = [...addresses].filter((one) => /\/tr(\/|$)/.test(one));
	for (const one of [...inTurkish, `${server.origin}/de-simple/leichte-sprache`]) {
		const answer = await page.request.get(one, { maxRedirects: 0 });
		expect(answer.status(), one).toBe(200);
		const html = await answer.text();
		expect(html, one).not.toContain('content="noindex"');
		const [, canonical = ''] = /rel="canonical" href="(.*?)"/.exec(html) ?? [];
		// What is drawn while building knows its path alone.
		expect(new URL(canonical, one).href).toBe(one);
		expect(canonical.startsWith(/\/(help|imprint|privacy)$/.test(one) ? '/' : server.origin), one).toBe(true);
	}
});
