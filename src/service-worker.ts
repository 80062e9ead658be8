/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />

/**
 * Makes the applicants' pages work without network. It keeps the program and the public rounds, never anything personal:
 * no `/api`, no staff page, no page with a person's words ever enters a cache. The one exception are files that somebody
 * shares into the app: they lie in a cache of their own until their owner says where they belong.
 */

import { absentLanguagePage, absentLanguagePolicy } from './lib/i18n/absent-language';
import { isLocale, languageOf, type Locale } from './lib/i18n/locales';
import { pushWords } from './lib/i18n/push-words';
import { sharedCache, sharedField, sharedKey, sharedNameHeader, sharePath } from './lib/core/file/share';

interface Entry {
	readonly url: string;
	readonly revision: string | null;
}

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: readonly Entry[] };

const entries = self.__WB_MANIFEST;
const release = fingerprint(entries.map(({ url, revision }) => `${url}${revision ?? ''}`).join());

const PROGRAM = 'program-';
const programCache = `${PROGRAM}${release}`;
/** Tabs opened before an update still need their files; three releases is as far back as they are served. */
const KEPT_RELEASES = 3;
const ROUNDS = 'rounds';
const LOCALES = 'locales';
const NETWORK_PATIENCE_MS = 4000;
const LAST_PATIENCE_MS = 30_000;

const APPLICANT_PAGE = /^\/([a-z-]+)\/(apply|sign-in|account)(\/|$)/;
const PUBLIC_PAGE = /^\/([a-z-]+)(\/|$)/;
const NEVER_KEPT = /^\/(api|staff|dev)(\/|$)|^\/service-worker\.js$|^\/_app\/version/;
const LOCALE_FILE = /\/messages\/[^/]+\/[a-z_]+\.([a-z-]+)\.js$|^\/([a-z-]+)\/app-shell$/;

const known = new Set(
	entries.map(({ url }) => LOCALE_FILE.exec(url)?.[2]).filter((code) => code !== undefined)
);

self.addEventListener('install', (event) => event.waitUntil(keepProgram()));

self.addEventListener('activate', (event) =>
	event.waitUntil(dropOldReleases().then(() => self.clients.claim()))
);

self.addEventListener('message', (event) => {
	const { type, locale } = Object(event.data);
	if (type === 'take_over') void self.skipWaiting();
	if (type === 'use_locale' && known.has(locale)) event.waitUntil(keepLocale(locale));
});

// A push carries nothing: that there is something new is all that anybody on the way, or beside the phone, may know.
self.addEventListener('push', (event) => event.waitUntil(tellQuietly()));

self.addEventListener('notificationclick', (event) => {
	event.notification.close();
	event.waitUntil(openApplications());
});

self.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	const shareLocale = sharePath.exec(url.pathname)?.[1];
	if (request.method === 'POST' && url.origin === self.location.origin && shareLocale) {
		event.respondWith(takeShared(request, shareLocale));
		return;
	}
	if (request.method !== 'GET' || url.origin !== self.location.origin || NEVER_KEPT.test(url.pathname))
		return;
	if (request.mode === 'navigate') event.respondWith(page(request, url));
	else if (url.pathname.endsWith('/rounds.json')) event.respondWith(rounds(request));
	else if (entries.some((entry) => entry.url === url.pathname) || url.pathname.startsWith('/_app/immutable/'))
		event.respondWith(file(request));
});

async function keepProgram(): Promise<void> {
	const cache = await caches.open(programCache);
	const common = entries.filter(({ url }) => !LOCALE_FILE.test(url));
	await cache.addAll(common.map(requestFor));
	await Promise.all([...(await usedLocales())].map(keepLocale));
}

/** The languages open in a window now and those used on this device before. */
async function usedLocales(): Promise<ReadonlySet<string>> {
	const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
	const saved = await (await caches.open(LOCALES)).keys();
	const paths = [...windows, ...saved].map(({ url }) => new URL(url).pathname.split('/')[1] ?? '');
	return new Set(paths.filter((code) => known.has(code)));
}

async function tellQuietly(): Promise<void> {
	const code = await lastLocale();
	const locale: Locale = isLocale(code) ? code : 'de';
	const { tag, direction } = languageOf(locale);
	await self.registration.showNotification('KOFEI', {
		body: pushWords[locale],
		lang: tag,
		dir: direction,
		icon: '/icons/icon-192.png',
		// However much is new, it is one line.
		tag: 'news'
	});
}

/** A window that is open comes to the front as it is: somebody may be writing in it. */
async function openApplications(): Promise<void> {
	const windows = await self.clients.matchAll({ type: 'window' });
	const open = windows.find(({ url }) => APPLICANT_PAGE.test(new URL(url).pathname));
	if (open) await open.focus();
	else await self.clients.openWindow(`/${await lastLocale()}/apply`);
}

/** Keeps a language's texts, its empty page and its rounds, and remembers it for the next release. */
async function keepLocale(locale: string): Promise<void> {
	const cache = await caches.open(programCache);
	const own = entries.filter(({ url }) => {
		const [, catalogue, shell] = LOCALE_FILE.exec(url) ?? [];
		return catalogue === locale || shell === locale;
	});
	const missing = await Promise.all(
		own.map(async (entry) => ((await cache.match(entry.url)) ? null : requestFor(entry)))
	);
	await cache.addAll(missing.filter((request) => request !== null));
	await (await caches.open(LOCALES)).put(`/${locale}`, new Response(String(Date.now())));
	// Nobody waits for this, and without the rounds nothing can be begun offline: a slow answer is worth waiting for.
	await rounds(new Request(`/${locale}/rounds.json`), LAST_PATIENCE_MS).catch(() => undefined);
}

function requestFor({ url, revision }: Entry): Request {
	return new Request(url, { cache: revision === null ? 'default' : 'no-cache' });
}

/** Applicants' pages always come from the device; public ones from the server, and without it from the device too. */
async function page(request: Request, url: URL): Promise<Response> {
	const applicantLocale = APPLICANT_PAGE.exec(url.pathname)?.[1];
	if (applicantLocale) {
		const kept = await shell(applicantLocale);
		return kept ?? orAbsent(fetch(request), applicantLocale, url);
	}
	const answer = fetch(request);
	try {
		return await inTime(answer);
	} catch {
		if (url.pathname === '/') return Response.redirect(`/${await lastLocale()}`);
		const locale = PUBLIC_PAGE.exec(url.pathname)?.[1];
		const kept = locale === undefined ? undefined : await shell(locale);
		return kept ?? orAbsent(answer, locale, url);
	}
}

/** Nothing here could stand in for the answer, so it gets more time; without one, our own word instead of the browser's. */
async function orAbsent(answer: Promise<Response>, locale: string | undefined, url: URL): Promise<Response> {
	try {
		return await inTime(answer, LAST_PATIENCE_MS);
	} catch (failure) {
		if (isLocale(locale)) return absent(locale, url);
		throw failure;
	}
}

/** A language was never used on this device. */
async function absent(locale: Locale, url: URL): Promise<Response> {
	const shells = await Promise.all([...known].map(async (code) => ((await shell(code)) ? code : null)));
	const present = shells.filter((code) => code !== null);
	const html = absentLanguagePage({ wanted: locale, present, url });
	return new Response(html, {
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-security-policy': absentLanguagePolicy
		}
	});
}

async function shell(locale: string): Promise<Response | undefined> {
	const kept = await (await caches.open(programCache)).match(`/${locale}/app-shell`);
	return kept ?? caches.match(`/${locale}/app-shell`);
}

async function lastLocale(): Promise<string> {
	const cache = await caches.open(LOCALES);
	const used = await Promise.all(
		(await cache.keys()).map(async (request) => ({
			code: new URL(request.url).pathname.slice(1),
			at: Number(await (await cache.match(request))?.text())
		}))
	);
	return used.sort((a, b) => b.at - a.at)[0]?.code ?? 'de';
}

/** The public rounds: fresh when the network answers in time, else as last seen. */
async function rounds(request: Request, patienceMs = NETWORK_PATIENCE_MS): Promise<Response> {
	const cache = await caches.open(ROUNDS);
	try {
		const response = await inTime(fetch(request, { cache: 'no-cache' }), patienceMs);
		const isJson = response.headers.get('content-type')?.includes('application/json');
		// A captive portal answers 200 with a page of its own: that must not replace what we know.
		if (response.ok && isJson) await cache.put(request, response.clone());
		if (isJson) return response;
		throw new Error('not the rounds');
	} catch (failure) {
		const kept = await cache.match(request);
		if (kept) return kept;
		throw failure;
	}
}

/** On the phone and nowhere else. Whatever could not be kept is missing on the page that follows, which says how to go on. */
async function takeShared(request: Request, locale: string): Promise<Response> {
	const page = Response.redirect(`/${locale}/apply/share`, 303);
	try {
		const cache = await caches.open(sharedCache);
		const files = (await request.formData()).getAll(sharedField);
		for (const [index, shared] of files.entries()) {
			if (typeof shared === 'string') continue;
			const headers = { 'content-type': shared.type, [sharedNameHeader]: encodeURIComponent(shared.name) };
			await cache.put(sharedKey(Date.now(), index), new Response(shared, { headers }));
		}
	} catch {
		// A full disk, or a form that is none.
	}
	return page;
}

async function file(request: Request): Promise<Response> {
	return (await caches.match(request, { ignoreSearch: true })) ?? fetch(request);
}

async function dropOldReleases(): Promise<void> {
	const programs = (await caches.keys()).filter((name) => name.startsWith(PROGRAM));
	const old = programs.filter((name) => name !== programCache).slice(0, -(KEPT_RELEASES - 1));
	await Promise.all(old.map((name) => caches.delete(name)));
}

function inTime(answer: Promise<Response>, patienceMs = NETWORK_PATIENCE_MS): Promise<Response> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs);
		answer.then(resolve, reject).finally(() => clearTimeout(timer));
	});
}

/** FNV-1a; only tells one release from another. */
function fingerprint(text: string): string {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
	return hash.toString(16);
}
