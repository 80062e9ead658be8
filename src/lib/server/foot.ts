import { m } from '$lib/i18n/generated/public/messages';
import type { Locale } from '$lib/i18n/locales';
import { siteLinks } from '$lib/i18n/site-links';

/**
 * The foot of applicants' screens and of the office: what happens with what people type there (Art. 13 DSGVO), and the way to
 * help, accessibility, privacy and imprint. It stands in the document itself, beside what scripts draw, and so in the empty
 * page the worker keeps too: without network the links lead to what the device has of those pages.
 */
export function foot(locale: Locale, isOffice: boolean): string {
	const links = siteLinks(locale).map(({ href, text }) => `<li><a href="${href}">${escaped(text)}</a></li>`);
	return (
		// Groups are spoken to as such; in the office it is the heading of the link alone.
		`<footer class="foot no-print"><p>${isOffice ? '' : `${escaped(m.foot_purpose())} `}` +
		`<a href="/${locale}/privacy">${escaped(m.foot_privacy())}</a></p>` +
		`<nav aria-label="${escaped(m.nav_footer())}"><ul role="list">${links.join('')}</ul></nav></footer>`
	);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
	return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
