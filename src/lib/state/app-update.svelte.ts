/**
 * The service worker, seen from a page: tells when a newer version waits, and changes to it only when
 * somebody says so, after `beforeReload` (words on their way to the disk).
 */
export class AppUpdate {
	#waiting = $state.raw<ServiceWorker | null>(null);

	get isReady(): boolean {
		return this.#waiting !== null;
	}

	/** The worker is registered by src/visitor.ts. Safe where there are none (private windows, old browsers). */
	async watch(): Promise<void> {
		if (!('serviceWorker' in navigator)) return;
		const registration = await navigator.serviceWorker.ready;
		// A worker that waits while none is in charge is the first one: nothing to change to.
		const note = () => (this.#waiting = navigator.serviceWorker.controller ? registration.waiting : null);
		note();
		registration.addEventListener('updatefound', () =>
			registration.installing?.addEventListener('statechange', note)
		);
	}

	/** Without a worker that waits the server has the newer version. */
	async apply(beforeReload: () => Promise<unknown>): Promise<void> {
		const waiting = this.#waiting;
		await beforeReload();
		if (!waiting) return location.reload();
		navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
		waiting.postMessage({ type: 'take_over' });
	}

	postpone(): void {
		this.#waiting = null;
	}
}
