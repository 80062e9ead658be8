import type { QuickMemory } from '../local/quick-memory';

const TICK_MS = 30_000;
/** The header counts whole seconds. What an answer is under way makes it older, so that a deadline is never said to be over too early. */
const TOLERANCE_MS = 2000;
/** By how much the device is wrong, and when it was told, by its own clock. */
const KEPT = 'kofei-clock';
/** Longer, and somebody may have put the clock right without our hearing of it. */
const LONGEST_KEPT_MS = 7 * 86_400_000;

/**
 * The time as screens show it: the device's, put right by the server's answers, so that nobody is told that it is too late
 * because a phone is a day ahead. What counts for a deadline is the database's.
 */
export class Clock {
	readonly #memory: QuickMemory;
	#offMs: number;
	#nowMs = $state.raw(0);

	/** `memory`: what an earlier window was told counts without network too. */
	constructor(memory: QuickMemory) {
		this.#memory = memory;
		this.#offMs = keptOffMs(memory.read(KEPT) ?? '');
		this.#tick();
	}

	get nowMs(): number {
		return this.#nowMs;
	}

	/** `date` is the header of an answer of our own server; without one the device's own time is the best there is. */
	correct(date: string | null): void {
		const offMs = Date.parse(date ?? '') - Date.now();
		this.#offMs = Math.abs(offMs) > TOLERANCE_MS ? offMs : 0;
		// An answer without a time says nothing about the next one.
		if (!Number.isNaN(offMs)) this.#memory.write(KEPT, this.#offMs ? `${this.#offMs} ${Date.now()}` : null);
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

/** Nothing where the device's clock was set back since. */
function keptOffMs(kept: string): number {
	const [offMs = NaN, toldAtMs = NaN] = kept.split(' ').map(Number);
	const ageMs = Date.now() - toldAtMs;
	return ageMs >= 0 && ageMs < LONGEST_KEPT_MS && Math.abs(offMs) < Number.MAX_SAFE_INTEGER ? offMs : 0;
}
