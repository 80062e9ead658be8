const TICK_MS = 30_000;

/** The device's time as screens show it; what counts for a deadline is the database's. */
export class Clock {
	#nowMs = $state.raw(Date.now());

	get nowMs(): number {
		return this.#nowMs;
	}

	start(): () => void {
		const timer = setInterval(() => (this.#nowMs = Date.now()), TICK_MS);
		return () => clearInterval(timer);
	}
}
