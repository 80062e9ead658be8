/**
 * The only script of public pages: they are read without Kit's client, which would be ten times their own weight. It
 * registers the worker that makes everything work offline, remembers the language, and offers the installation through
 * attributes that the stylesheet shows (`data-install` on `<html>`, `data-action="install"` on the button). Pages with something
 * to read aloud get what does it. Whoever changes the language, which is a new page, is at the same place of it, with everything they typed.
 */

/** Chromium's offer to install, kept until somebody taps our button. */
interface InstallEvent extends Event {
	prompt(): Promise<void>;
}

interface TrustedTypes {
	createPolicy(
		name: string,
		rules: { createScriptURL: () => string }
	): { createScriptURL(address: string): unknown };
}

const root = document.documentElement;
const locale = root.dataset.locale;
const YEAR_S = 31_536_000;
let offer: InstallEvent | null = null;

// Read by `/` and by the server next time. Not secret, and needed to give people their language.
// The name is that of `core/api/cookie-name`, the rest that of `server/locale-cookie`; an import would be a second request of
// every public page. What was chosen by hand, or came with an account, is not changed by a look at another language.
const [prefix, secure] = location.protocol === 'https:' ? ['__Host-', '; secure'] : ['', ''];
const isSaid = (name: string, value: string) =>
	new RegExp(`(^|; )${prefix}${name}=${value}(;|$)`).test(document.cookie);
const isBorrowed = () => isSaid('borrowed-phone', '1');
if (locale && !isSaid('locale', '[a-z-]+\\.[a-z]+') && !isBorrowed()) keepLocale(locale);

function keepLocale(value: string): void {
	document.cookie = `${prefix}locale=${value}; path=/; max-age=${YEAR_S}; samesite=lax${secure}`;
}

if (matchMedia('(display-mode: standalone)').matches) root.dataset.install = 'installed';
else if (/iPad|iPhone|iPod/.test(navigator.userAgent)) root.dataset.install = 'ios';

addEventListener('beforeinstallprompt', (event) => {
	event.preventDefault();
	offer = event as InstallEvent;
	root.dataset.install = 'button';
});
addEventListener('appinstalled', () => (root.dataset.install = 'installed'));
addEventListener('click', ({ target }) => {
	if (!offer || !(target instanceof Element) || !target.closest('[data-action="install"]')) return;
	void offer.prompt();
	offer = null;
});

if ('serviceWorker' in navigator) {
	navigator.serviceWorker
		.register(workerAddress())
		.then(() => navigator.serviceWorker.ready)
		.then(({ active }) => active?.postMessage({ type: 'use_locale', locale }))
		.catch(() => undefined);
}

// What can be read aloud brings what reads it, and nothing else does. Screens drawn by the app fetch it themselves.
if (document.querySelector('[data-action="read"]')) {
	const reader = import.meta.env.DEV ? '/src/lib/state/page-reader.ts' : __READER_SCRIPT__;
	import(/* @vite-ignore */ reader)
		.then(({ offerReading }: { offerReading(): unknown }) => offerReading())
		.catch(() => undefined);
}

/** For the moment between two pages, and gone when the second has read it. */
const PLACE = 'kofei-place';
const PATIENCE_MS = 5000;
/** The same in every language; other texts differ in length, and some stand in one language only. */
const LANDMARKS = 'main :is(h1, h2, h3, h4, legend, label)';
const all = (selector: string) => [...document.querySelectorAll(selector)];
const topOf = (element: Element) => element.getBoundingClientRect().top;
/** Drafts keep what is typed by themselves; pages for everybody have an address for search engines. */
const fields = () =>
	document.querySelector('link[rel=canonical]')
		? (all('main form :is(input, textarea)') as (HTMLInputElement | HTMLTextAreaElement)[])
		: [];

interface Place {
	/** Which of so many landmarks is the nearest to the upper edge; -1 where nobody moved the page. */
	readonly landmark: number;
	readonly count: number;
	readonly top: number;
	readonly words: readonly (readonly [value: string, isChecked: boolean])[];
}

addEventListener(
	'click',
	({ target, metaKey, ctrlKey, shiftKey }) => {
		if (metaKey || ctrlKey || shiftKey) return;
		const link = target instanceof Element ? target.closest('ul[data-sveltekit-reload] a') : null;
		if (!(link instanceof HTMLAnchorElement) || !link.hreflang) return;
		// What is chosen on a phone that is somebody else's is not its owner's choice.
		if (!isBorrowed()) keepLocale(`${link.pathname.split('/')[1]}.hand`);
		link.hash = location.hash;
		const landmarks = all(LANDMARKS);
		const tops = landmarks.map(topOf);
		const top = tops.reduce((one, other) => (Math.abs(other) < Math.abs(one) ? other : one), Infinity);
		const landmark = scrollY > 0 ? tops.indexOf(top) : -1;
		const words = fields().map((field) => [field.value, 'checked' in field && field.checked] as const);
		try {
			sessionStorage.setItem(
				PLACE,
				JSON.stringify({ landmark, count: landmarks.length, top, words } satisfies Place)
			);
		} catch {
			// Without storage a page begins at its top.
		}
	},
	// Before the page's own listeners, which may lead away.
	true
);

try {
	const place = sessionStorage.getItem(PLACE);
	sessionStorage.removeItem(PLACE);
	if (place) goBackTo(JSON.parse(place) as Place);
} catch {
	// As above.
}

function goBackTo({ landmark, count, top, words }: Place): void {
	const here = fields();
	if (here.length === words.length)
		words.forEach(([value, isChecked], at) => {
			const field = here[at];
			if (!field) return;
			if ('checked' in field) field.checked = isChecked;
			if (field.type !== 'radio' && field.type !== 'checkbox') field.value = value;
		});
	if (landmark < 0) return;
	// Who moves the page themselves is where they want to be.
	const moved = new AbortController();
	for (const type of ['wheel', 'touchstart', 'keydown', 'pointerdown'])
		addEventListener(type, () => moved.abort(), { signal: moved.signal, passive: true });
	const untilMs = performance.now() + PATIENCE_MS;
	const look = () => {
		if (moved.signal.aborted) return;
		const landmarks = all(LANDMARKS);
		const element = landmarks[landmark];
		const isLate = performance.now() > untilMs;
		// A screen drawn here arrives later than this script, and in parts.
		if (landmarks.length < count && !isLate) requestAnimationFrame(look);
		else if (element) scrollBy({ top: topOf(element) - top, behavior: 'instant' });
	};
	// Once more when the browser has gone to what stands behind the #.
	addEventListener('load', () => requestAnimationFrame(look), { signal: moved.signal });
	look();
}

/** The one address a script of ours is loaded from by name; browsers with Trusted Types take no other. */
function workerAddress(): string {
	const address = '/service-worker.js';
	const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
	const policy = trustedTypes?.createPolicy('kofei-worker', { createScriptURL: () => address });
	return (policy?.createScriptURL(address) as string | undefined) ?? address;
}

export {};
