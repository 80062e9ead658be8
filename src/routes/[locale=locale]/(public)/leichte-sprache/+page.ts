import { redirect } from '@sveltejs/kit';

/** There in plain German alone; in another language what the site is for stands on its first page. */
export function load({ params }) {
	if (params.locale !== 'de-simple') redirect(307, `/${params.locale}`);
	return { isInOneLanguage: true };
}
