import { redirect } from '@sveltejs/kit';

/**
 * There in plain German alone; in another language what the site is for stands on its first page. So it does without network,
 * for which phones of twelve other languages need not keep this text.
 */
export async function load({ params }) {
	const words =
		params.locale === 'de-simple' ? await import('$lib/i18n/plain-german-page').catch(() => null) : null;
	if (words === null) redirect(307, `/${params.locale}`);
	return { isInOneLanguage: true, page: words.plainGermanPage };
}
