import { alternatesOf } from '../i18n/alternates';
import { languages, pathInLocale } from '../i18n/locales';

/** The pages for everybody that are the same in every language; rounds come from the database. */
const pages = ['', '/help', '/accessibility', '/accessibility/report', '/privacy', '/imprint'];

interface Round {
	readonly slug: string;
	readonly isOpen: boolean;
}

/**
 * Every public page with its whole address and those of its other languages: search engines take nothing less, and pages drawn
 * while building do not know where they will be served from (sitemaps.org; Google's "localized versions of your pages").
 */
export function sitemap(origin: string, rounds: readonly Round[]): string {
	const paths = [
		...pages,
		...rounds.flatMap(({ slug, isOpen }) => [`/rounds/${slug}`, ...(isOpen ? [`/check/${slug}`] : [])])
	];
	const urls = paths.flatMap((path) => {
		const others = alternatesOf(`/de${path}`)
			.map(
				({ hreflang, path }) => `<xhtml:link rel="alternate" hreflang="${hreflang}" href="${origin}${path}"/>`
			)
			.join('');
		return languages.map(({ code }) => {
			const address = `<loc>${origin}${pathInLocale({ pathname: `/de${path}`, search: '' }, code)}</loc>`;
			return `<url>${address}${code === 'de-simple' ? '' : others}</url>`;
		});
	});
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
		...urls,
		`<url><loc>${origin}/de-simple/leichte-sprache</loc></url>`,
		'</urlset>',
		''
	].join('\n');
}
