const LOCK = 'kofei-sync';

/**
 * Calls `lead` in one tab at a time: whoever holds the lock leads until `signal` aborts or the tab dies, then the next
 * one does. A browser without locks leads in every tab; the server's keys and revisions keep that safe, only busier.
 */
export function whileLeading(signal: AbortSignal, lead: () => void): void {
	if (!('locks' in navigator)) {
		lead();
		return;
	}
	const held = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
	navigator.locks
		.request(LOCK, { signal }, () => {
			lead();
			return held;
		})
		.catch(() => undefined);
}
