import { languageOf, languages, pathInLocale, type Locale } from './locales';
import * as ar from './messages/moments/ar.json';
import * as bg from './messages/moments/bg.json';
import * as de from './messages/moments/de.json';
import * as deSimple from './messages/moments/de-simple.json';
import * as en from './messages/moments/en.json';
import * as fa from './messages/moments/fa.json';
import * as fr from './messages/moments/fr.json';
import * as ku from './messages/moments/ku.json';
import * as pl from './messages/moments/pl.json';
import * as ro from './messages/moments/ro.json';
import * as ru from './messages/moments/ru.json';
import * as tr from './messages/moments/tr.json';
import * as uk from './messages/moments/uk.json';

/** The few words of the page below in every language, named one by one so that the worker carries nothing else. */
const texts = {
	de: [
		de.language_absent_title,
		de.language_absent_text,
		de.language_absent_retry,
		de.language_absent_others
	],
	'de-simple': [
		deSimple.language_absent_title,
		deSimple.language_absent_text,
		deSimple.language_absent_retry,
		deSimple.language_absent_others
	],
	tr: [
		tr.language_absent_title,
		tr.language_absent_text,
		tr.language_absent_retry,
		tr.language_absent_others
	],
	ar: [
		ar.language_absent_title,
		ar.language_absent_text,
		ar.language_absent_retry,
		ar.language_absent_others
	],
	bg: [
		bg.language_absent_title,
		bg.language_absent_text,
		bg.language_absent_retry,
		bg.language_absent_others
	],
	ro: [
		ro.language_absent_title,
		ro.language_absent_text,
		ro.language_absent_retry,
		ro.language_absent_others
	],
	uk: [
		uk.language_absent_title,
		uk.language_absent_text,
		uk.language_absent_retry,
		uk.language_absent_others
	],
	ru: [
		ru.language_absent_title,
		ru.language_absent_text,
		ru.language_absent_retry,
		ru.language_absent_others
	],
	en: [
		en.language_absent_title,
		en.language_absent_text,
		en.language_absent_retry,
		en.language_absent_others
	],
	ku: [
		ku.language_absent_title,
		ku.language_absent_text,
		ku.language_absent_retry,
		ku.language_absent_others
	],
	fa: [
		fa.language_absent_title,
		fa.language_absent_text,
		fa.language_absent_retry,
		fa.language_absent_others
	],
	fr: [
		fr.language_absent_title,
		fr.language_absent_text,
		fr.language_absent_retry,
		fr.language_absent_others
	],
	pl: [pl.language_absent_title, pl.language_absent_text, pl.language_absent_retry, pl.language_absent_others]
} as const satisfies Record<Locale, readonly string[]>;

interface Wish {
	readonly wanted: Locale;
	/** The languages that work on this device without network. */
	readonly present: readonly string[];
	readonly url: { readonly pathname: string; readonly search: string };
}

/**
 * What the worker answers without network in a language that was never used on this device: a whole page, since nothing
 * of the app can be drawn in it. It says so in that language, and leads back to the same place in those that are there.
 */
export function absentLanguagePage({ wanted, present, url }: Wish): string {
	const [title, text, retry, others] = texts[wanted];
	const { tag, direction } = languageOf(wanted);
	const links = languages
		.filter(({ code }) => present.includes(code))
		.map(
			({ code, tag, direction, name }) =>
				`<li><a href="${quoted(pathInLocale(url, code))}" lang="${tag}" dir="${direction}">${name}</a></li>`
		);
	return `<!doctype html>
<html lang="${tag}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>${title} · KOFEI</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
<p><a class="button" href="${quoted(url.pathname + url.search)}">${retry}</a></p>
${links.length > 0 ? `<p>${others}</p><ul>${links.join('')}</ul>` : ''}
</main>
</body>
</html>`;
}

/** Nothing but the words and the style of this very page; the hash is that of `style`. */
export const absentLanguagePolicy =
	"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src 'sha256-1OF3eS+0spti2j6XWFfORBWh+i1UruXmwsG8q/1lU8s='";

/** The colours of app.css, which this page cannot load. */
const style = `
:root { --ink: #16232b; --paper: #fbfaf7; --primary: #0b5563; --on-primary: #fff }
@media (prefers-color-scheme: dark) { :root { --ink: #e9f0ee; --paper: #0e1618; --primary: #86d3df; --on-primary: #06262c } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.6 system-ui, sans-serif }
main { max-width: 36rem; margin: 0 auto; padding: 3rem 1rem }
h1 { font-size: 1.5rem; line-height: 1.3 }
ul { padding: 0; list-style: none }
a { display: inline-flex; align-items: center; min-height: 48px; color: var(--primary); font-weight: 600 }
.button { padding: 0 1.25rem; border-radius: 10px; background: var(--primary); color: var(--on-primary); text-decoration: none }
`;

function quoted(text: string): string {
	return text.replace(/[&"'<>]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
