import { json } from '@sveltejs/kit';
import { mediaTypes } from '$lib/core/file/media-type';
import { sharedField } from '$lib/core/file/share';
import { m } from '$lib/i18n/generated/public/messages';
import { m as words } from '$lib/i18n/generated/shell/messages';
import { isLocale, languageOf, languages } from '$lib/i18n/locales';

export const prerender = true;
export const entries = () => languages.map(({ code }) => ({ locale: code }));

/** One app, whatever its language: the same `id` in every manifest, so that a phone never holds it twice. */
export function GET({ params }) {
	const locale = isLocale(params.locale) ? params.locale : 'de';
	const { tag, direction } = languageOf(locale);
	return json(
		{
			id: '/',
			name: words.app_name(),
			short_name: 'KOFEI',
			description: words.app_description(),
			lang: tag,
			dir: direction,
			start_url: `/${locale}/apply`,
			scope: '/',
			display: 'standalone',
			background_color: '#fbfaf7',
			theme_color: '#0b5563',
			categories: ['government', 'social'],
			icons: [
				{ src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
				{ src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
				{ src: '/icons/maskable-192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
				{ src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
				{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }
			],
			// Taken by the service worker, on the phone: see core/file/share.
			share_target: {
				action: `/${locale}/share`,
				method: 'POST',
				enctype: 'multipart/form-data',
				params: { files: [{ name: sharedField, accept: [...mediaTypes, '.pdf', '.heic', '.heif'] }] }
			},
			shortcuts: [
				{
					name: m.nav_my_applications(),
					url: `/${locale}/apply`,
					icons: [{ src: '/icons/icon-192.png', sizes: '192x192' }]
				}
			]
		},
		{ headers: { 'content-type': 'application/manifest+json' } }
	);
}
