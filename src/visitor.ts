/**
 * The only script of public pages: they are read without Kit's client, which would be ten times their own weight. It
 * registers the worker that makes everything work offline, remembers the language, and offers the installation through
 * attributes that the stylesheet shows (`data-install` on `<html>`, `data-action="install"` on the button).
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
// The name is that of `core/api/cookie-name`; an import would be a second request of every public page.
if (locale) {
	const [prefix, secure] = location.protocol === 'https:' ? ['__Host-', '; secure'] : ['', ''];
	document.cookie = `${prefix}locale=${locale}; path=/; max-age=${YEAR_S}; samesite=lax${secure}`;
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

/** The one address a script of ours is loaded from by name; browsers with Trusted Types take no other. */
function workerAddress(): string {
	const address = '/service-worker.js';
	const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
	const policy = trustedTypes?.createPolicy('kofei-worker', { createScriptURL: () => address });
	return (policy?.createScriptURL(address) as string | undefined) ?? address;
}

export {};
