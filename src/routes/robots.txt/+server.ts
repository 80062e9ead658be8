/** What search engines may read, and where the list of it is, which they want as a whole address. */
export function GET({ url }) {
	const lines = ['User-agent: *', 'Disallow: /staff', 'Disallow: /api', 'Disallow: /dev', ''];
	return new Response([...lines, `Sitemap: ${url.origin}/sitemap.xml`, ''].join('\n'), {
		headers: { 'content-type': 'text/plain' }
	});
}
