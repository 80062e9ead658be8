import { AsyncLocalStorage } from 'node:async_hooks';
import type { Handle } from '@sveltejs/kit';
import { isSection } from '$lib/core/application/fields';
import { cataloguesOf, fieldAreaOf } from '$lib/i18n/field-areas';
import {
	baseLocale,
	isStaffLocale,
	languageOf,
	localeOfPath,
	negotiateLocale,
	staffLocales,
	type Locale
} from '$lib/i18n/locales';
import { foot } from './foot';
import { savedLocale } from './locale-cookie';

const STAFF_PAGE = /^\/(staff|dev|api)(\/|$)/;

const DRAWN_ON_THE_DEVICE: readonly string[] = ['apply', 'sign-in', 'account', 'app-shell'];

type Asked = Parameters<Handle>[0]['event'];

const current = new AsyncLocalStorage<Locale>();
const currentLocale = () => current.getStore() ?? baseLocale;

interface Catalogue {
	readonly locales: readonly string[];
	readonly overwriteGetLocale: (read: () => string) => void;
}

/** All there are, so that none is forgotten that a page or a file of the server begins to use. */
const catalogues = import.meta.glob<Catalogue>('../i18n/generated/*/runtime.js', { eager: true });
for (const { locales, overwriteGetLocale } of Object.values(catalogues)) {
	overwriteGetLocale(() => (locales.includes(currentLocale()) ? currentLocale() : baseLocale));
}

/** Runs the request in its language, and writes `lang`, `dir` and the language's own texts into the first byte of HTML. */
export const speak: Handle = ({ event, resolve }) => {
	const locale = localeOfPath(event.url.pathname) ?? localeWithoutPath(event);
	event.locals.locale = locale;
	const { tag, direction } = languageOf(locale);
	return current.run(locale, () =>
		resolve(event, {
			transformPageChunk: ({ html }) =>
				html
					.replace('%kofei.lang%', tag)
					.replace('%kofei.dir%', direction)
					.replace('%kofei.locale%', locale)
					.replace('%kofei.head%', () => headLinks(event.url.pathname, locale))
					.replace('%kofei.foot%', () =>
						hasOwnFoot(event.url.pathname) ? '' : foot(locale, STAFF_PAGE.test(event.url.pathname))
					)
		})
	);
};

/** Staff pages speak two languages; any other address without a language is nobody's, and answers in the visitor's own. */
function localeWithoutPath(event: Asked): Locale {
	return STAFF_PAGE.test(event.url.pathname) ? staffLocale(event) : visitorLocale(event);
}

function visitorLocale(event: Asked): Locale {
	return savedLocale(event)?.locale ?? negotiateLocale(event.request.headers.get('accept-language'));
}

function staffLocale(event: Asked): Locale {
	const saved = savedLocale(event)?.locale;
	return isStaffLocale(saved)
		? saved
		: negotiateLocale(event.request.headers.get('accept-language'), staffLocales);
}

/** The visitor's script; and for pages with Kit's client its catalogues, before the code that needs them has arrived. */
function headLinks(pathname: string, locale: Locale): string {
	if (localeOfPath(pathname) !== null && import.meta.env.DEV)
		return '<script type="module" src="/src/visitor.ts"></script>';
	const visitor =
		localeOfPath(pathname) === null ? '' : `<script type="module" src="${__VISITOR_SCRIPT__}"></script>`;
	return (
		visitor +
		filesOf(pathname)
			.map((file) => preload(file, locale))
			.join('')
	);
}

function preload(file: string, locale: Locale): string {
	return `<link rel="modulepreload" href="/_app/immutable/messages/${__MESSAGES_VERSION__}/${file}.${locale}.js" />`;
}

/** Public pages draw theirs. */
function hasOwnFoot(pathname: string): boolean {
	return localeOfPath(pathname) !== null && !DRAWN_ON_THE_DEVICE.includes(pathname.split('/')[2] ?? '');
}

/** The files of messages (`src/build/messages`) that a page needs before anything can be read on it. */
function filesOf(pathname: string): readonly string[] {
	if (localeOfPath(pathname) === null) return [STAFF_PAGE.test(pathname) ? 'staff' : 'base'];
	const [, , place, id, screen] = pathname.split('/');
	if (!DRAWN_ON_THE_DEVICE.includes(place ?? '')) return [];
	if (place === 'app-shell') return ['base'];
	if (place === 'sign-in' || place === 'account') return ['base', 'applicant', 'moments'];
	if (screen === 'documents') return ['base', 'files', fieldAreaOf(screen)];
	if (isSection(screen)) return ['base', ...cataloguesOf(screen)];
	if (screen === 'review' || screen === 'sent') return ['base', 'review', 'who', 'what', 'money'];
	if (id !== undefined && screen === undefined) return ['base', 'applicant', 'check'];
	return ['base', 'applicant'];
}
