/** Four documents as large as they may be: enough time to make room before something does not fit. */
export const LOW_BYTES = 40 * 1024 * 1024;
const LOOK_EVERY_MS = 60_000;

/** How much the device can still keep, as far as the browser tells; one that does not tell is not warned of. */
export class Room {
	readonly #storage: () => Pick<StorageManager, 'estimate'> | undefined;
	#isLow = $state(false);

	constructor(storage: () => Pick<StorageManager, 'estimate'> | undefined) {
		this.#storage = storage;
	}

	get isLow(): boolean {
		return this.#isLow;
	}

	async look(): Promise<void> {
		const found = await Promise.resolve()
			.then(() => this.#storage()?.estimate?.())
			.catch(() => undefined);
		if (found?.quota === undefined) return;
		this.#isLow = found.quota - (found.usage ?? 0) < LOW_BYTES;
	}

	watch(): () => void {
		void this.look();
		const timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
		return () => clearInterval(timer);
	}
}
