import { m } from './generated/public/messages';
import type { Locale } from './locales';

/** At the foot of every page, in this order everywhere (WCAG 3.2.6; BGG NRW wants the accessibility statement there). */
export function siteLinks(locale: Locale): readonly { readonly href: string; readonly text: string }[] {
	return [
		{ href: `/${locale}/help`, text: m.nav_help() },
		{ href: `/${locale}#contact`, text: m.nav_contact() },
		{ href: `/${locale}/accessibility`, text: m.nav_accessibility() },
		{ href: `/${locale}/privacy`, text: m.nav_privacy() },
		{ href: `/${locale}/imprint`, text: m.nav_imprint() }
	];
}
