import { getContext, setContext } from 'svelte';

/**
 * The service worker, seen from a page: registers it, tells when a newer version waits, and changes to it only when
 * somebody says so, after `beforeReload` (words on their way to the disk).
 */
export class AppUpdate {
	#waiting = $state.raw<ServiceWorker | null>(null);

	get isReady(): boolean {
		return this.#waiting !== null;
	}

	/** Calls are safe where there are no workers (private windows, old browsers). */
	async register(locale: string): Promise<void> {
		if (!('serviceWorker' in navigator)) return;
		const registration = await navigator.serviceWorker.register('/service-worker.js').catch(() => null);
		if (!registration) return;
		// A worker that waits while none is in charge is the first one: nothing to change to.
		const note = () => (this.#waiting = navigator.serviceWorker.controller ? registration.waiting : null);
		note();
		registration.addEventListener('updatefound', () =>
			registration.installing?.addEventListener('statechange', note)
		);
		const ready = await navigator.serviceWorker.ready;
		ready.active?.postMessage({ type: 'use_locale', locale });
	}

	async apply(beforeReload: () => Promise<unknown>): Promise<void> {
		const waiting = this.#waiting;
		if (!waiting) return;
		await beforeReload();
		navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
		waiting.postMessage({ type: 'take_over' });
	}

	postpone(): void {
		this.#waiting = null;
	}
}

const KEY = Symbol('app-update');

export function provideAppUpdate(): AppUpdate {
	return setContext(KEY, new AppUpdate());
}

export function useAppUpdate(): AppUpdate {
	return getContext<AppUpdate>(KEY);
}
