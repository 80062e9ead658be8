import type { QueueItem } from '../core/sync/outbox';
import type { DeviceStore } from '../local/device-store';
import type { Activity, Rest, SyncEngine } from '../sync/engine';
import { whileLeading } from '../sync/leader';
import type { Tabs } from '../sync/tabs';
import type { Transport } from '../sync/transport';
import type { KeptDrafts } from './kept-drafts.svelte';
import type { Session } from './session.svelte';

interface DeliveryParts {
	readonly store: DeviceStore;
	readonly transport: Transport;
	readonly tabs: Tabs;
	readonly now: () => number;
	readonly chance: () => number;
	readonly kept: KeptDrafts;
	readonly session: Session;
	readonly isBorrowed?: boolean;
}

const FETCH_PAUSE_MS = 30_000;
const isWaiting = ({ nextAttemptAtMs }: QueueItem) => nextAttemptAtMs !== null;

/** Keeps the queue moving while a window is open: in one tab at a time, when there is a network, and in time. */
export class Delivery {
	readonly #parts: DeliveryParts;
	#engine: Promise<SyncEngine> | undefined;
	#isOnline = $state(true);
	#activity = $state.raw<Activity | null>(null);
	#isLeading = false;
	#draining: Promise<void> = Promise.resolve();
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(parts: DeliveryParts) {
		this.#parts = parts;
	}

	get isOnline(): boolean {
		return this.#isOnline;
	}

	/** What is on its way to the server right now, from this tab. */
	get activity(): Activity | null {
		return this.#activity;
	}

	/** Until `signal` aborts. `onReturn`: the network is back, or somebody looks at this window again. */
	start(signal: AbortSignal, { onOnline, onReturn }: { onOnline: () => void; onReturn: () => void }): void {
		this.#isOnline = navigator.onLine;
		const goOnline = () => {
			this.#isOnline = true;
			onOnline();
			onReturn();
		};
		addEventListener('online', goOnline, { signal });
		addEventListener('offline', () => (this.#isOnline = false), { signal });
		const look = () => document.visibilityState === 'visible' && onReturn();
		document.addEventListener('visibilitychange', look, { signal });
		const lead = () => {
			this.#isLeading = true;
			this.drain();
		};
		// A window with a memory of its own has its own queue.
		if (this.#parts.isBorrowed) lead();
		else whileLeading(signal, lead);
		signal.addEventListener('abort', () => {
			clearTimeout(this.#timer);
			this.#isLeading = false;
		});
	}

	/** Something may be able to travel now. */
	wake(): void {
		if (this.#isLeading) this.drain();
		else this.#parts.tabs.tell('wake');
	}

	/** One after the other, in the leading tab alone. */
	drain(): void {
		if (!this.#isLeading) return;
		clearTimeout(this.#timer);
		this.#draining = this.#draining
			.then(() => this.#carry())
			.then((rest) => this.#waitFor(rest))
			.catch((failure: unknown) => {
				this.#activity = null;
				this.#parts.kept.noteFailure(failure);
			});
	}

	/** The engine is loaded when something can travel: most visits to most screens only look. */
	async #carry(): Promise<Rest> {
		const { store, session, now } = this.#parts;
		if (!this.#isOnline || !session.personId || !(await store.items()).some(isWaiting)) return null;
		this.#engine ??= import('../sync/engine').then(({ SyncEngine }) => this.#started(SyncEngine));
		const engine = await this.#engine.catch(() => null);
		if (engine) return engine.drain();
		// The program itself could not be fetched and no worker keeps it: no network, or a newer version (said by the frame).
		this.#engine = undefined;
		return { untilMs: now() + FETCH_PAUSE_MS };
	}

	#started(Engine: typeof SyncEngine): SyncEngine {
		const { store, transport, chance, now, kept, session } = this.#parts;
		return new Engine({
			store,
			transport,
			chance,
			situation: () => ({ nowMs: now(), isOnline: this.#isOnline, personId: session.personId ?? null }),
			report: (activity) => {
				this.#activity = activity;
				void kept.noteWritten();
			},
			onSignedOut: () => void session.find()
		});
	}

	#waitFor(rest: Rest): void {
		clearTimeout(this.#timer);
		if (!rest || !this.#isLeading) return;
		this.#timer = setTimeout(() => this.drain(), Math.max(0, rest.untilMs - this.#parts.now()));
	}
}
