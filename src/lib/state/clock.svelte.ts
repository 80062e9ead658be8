import { keptCorrection, unlessPutRight } from '../core/time/correction';
import type { QuickMemory } from '../local/quick-memory';

const TICK_MS = 30_000;
/** The header counts whole seconds. What an answer is under way makes it older, so that a deadline is never said to be over too early. */
const TOLERANCE_MS = 2000;
/** By how much the device is wrong, when it was told, and when that held last, all by its own clock. */
const KEPT = 'kofei-clock';

/**
 * The time as screens show it: the device's, put right by the server's answers, so that nobody is told that it is too late
 * because a phone is a day ahead. What counts for a deadline is the database's.
 */
export class Clock {
	readonly #memory: QuickMemory;
	#offMs: number;
	/** Zero: never. */
	#toldAtMs: number;
	#seenMs = Date.now();
	/** The time this window has run, which nobody can set. */
	#runMs = performance.now();
	#nowMs = $state.raw(0);

	/** `memory`: what an earlier window was told counts without network too. */
	constructor(memory: QuickMemory) {
		this.#memory = memory;
		[this.#offMs, this.#toldAtMs] = keptCorrection(memory.read(KEPT) ?? '', this.#seenMs);
		this.#tick();
	}

	get nowMs(): number {
		return this.#nowMs;
	}

	/** `date` is the header of an answer of our own server; without one the device's own time is the best there is. */
	correct(date: string | null): void {
		const offMs = Date.parse(date ?? '') - Date.now();
		this.#offMs = Math.abs(offMs) > TOLERANCE_MS ? offMs : 0;
		[this.#seenMs, this.#runMs] = [Date.now(), performance.now()];
		this.#nowMs = this.#seenMs + this.#offMs;
		// An answer without a time says nothing about the next one.
		if (Number.isNaN(offMs)) return;
		this.#toldAtMs = this.#seenMs;
		this.#keep();
	}

	start(): () => void {
		const timer = setInterval(() => {
			// Another window may have been told something newer.
			const isOwn = this.#memory.read(KEPT) === this.#kept;
			this.#tick();
			if (isOwn) this.#keep();
		}, TICK_MS);
		return () => clearInterval(timer);
	}

	get #kept(): string | null {
		return this.#offMs ? `${this.#offMs} ${this.#toldAtMs} ${this.#seenMs}` : null;
	}

	#keep(): void {
		this.#memory.write(KEPT, this.#kept);
	}

	#tick(): void {
		const [seenMs, runMs] = [Date.now(), performance.now()];
		const setMs = seenMs - this.#seenMs - (runMs - this.#runMs);
		// Set back since it was told: by how much is known.
		if (setMs < -TOLERANCE_MS && this.#toldAtMs > 0) this.#offMs -= setMs;
		else this.#offMs = unlessPutRight(this.#offMs, setMs);
		[this.#seenMs, this.#runMs] = [seenMs, runMs];
		this.#nowMs = seenMs + this.#offMs;
	}
}
