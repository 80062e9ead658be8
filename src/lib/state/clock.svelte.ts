const TICK_MS = 30_000;
/** The header counts whole seconds. What an answer is under way makes it older, so that a deadline is never said to be over too early. */
const TOLERANCE_MS = 2000;

/**
 * The time as screens show it: the device's, put right by the server's answers, so that nobody is told that it is too late
 * because a phone is a day ahead. What counts for a deadline is the database's.
 */
export class Clock {
	#offMs = 0;
	#nowMs = $state.raw(Date.now());

	get nowMs(): number {
		return this.#nowMs;
	}

	/** `date` is the header of an answer of our own server; without one the device's own time is the best there is. */
	correct(date: string | null): void {
		const offMs = Date.parse(date ?? '') - Date.now();
		this.#offMs = Math.abs(offMs) > TOLERANCE_MS ? offMs : 0;
		this.#tick();
	}

	start(): () => void {
		const timer = setInterval(() => this.#tick(), TICK_MS);
		return () => clearInterval(timer);
	}

	#tick(): void {
		this.#nowMs = Date.now() + this.#offMs;
	}
}
