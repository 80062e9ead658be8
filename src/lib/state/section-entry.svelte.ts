import type { Changes } from '../core/draft/fields';

/** Short enough that the last word is on the disk within 400 ms, long enough not to write every letter. */
const PAUSE_MS = 200;

/** Collects what is typed on a screen and hands it on in pauses, when the window is left, and at the end. */
export class SectionEntry {
	readonly #write: (changes: Changes) => Promise<void>;
	#changes: Changes = {};
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isPending = $state(false);

	constructor(write: (changes: Changes) => Promise<void>) {
		this.#write = write;
	}

	/** Something typed is not on the disk yet. */
	get isPending(): boolean {
		return this.#isPending;
	}

	note(changes: Changes): void {
		this.#changes = { ...this.#changes, ...changes };
		this.#isPending = true;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.flush(), PAUSE_MS);
	}

	/** Resolves when everything typed so far is on the disk; a refusal of the device is told by the write itself. */
	async flush(): Promise<void> {
		clearTimeout(this.#timer);
		const changes = this.#changes;
		if (Object.keys(changes).length === 0) return;
		this.#changes = {};
		await this.#write(changes).catch(() => undefined);
		this.#isPending = Object.keys(this.#changes).length > 0;
	}

	/** Leaving the window may be the end of it: phones kill what is in the background. */
	watch(): () => void {
		const stop = new AbortController();
		const flush = () => void this.flush();
		addEventListener('pagehide', flush, { signal: stop.signal });
		document.addEventListener('visibilitychange', flush, { signal: stop.signal });
		return () => {
			stop.abort();
			void this.flush();
		};
	}
}
