import { applyChanges, changedIn, type Changes, type Fields } from '../core/draft/fields';

/** Short enough that the last word is on the disk within 400 ms, long enough not to write every letter. */
const PAUSE_MS = 200;
/** Somebody who types without a pause is written all the same; together with the write this stays below 400 ms. */
const LONGEST_WAIT_MS = 250;

/** `before`: what the screen showed where it was changed. */
type Write = (changes: Changes, before: Changes) => Promise<void>;

/** Collects what is typed on a screen and hands it on in pauses, when the window is left, and at the end. */
export class SectionEntry {
	readonly #write: Write;
	readonly #shown: () => Fields | undefined;
	#changes = $state.raw<Changes>({});
	#before: Changes = {};
	#timer: ReturnType<typeof setTimeout> | undefined;
	#firstNoteMs: number | null = null;
	#writing: Promise<void> = Promise.resolve();
	#isPending = $state(false);

	/** `shown`: the draft as the screen shows it, without what is noted here. */
	constructor(write: Write, shown: () => Fields | undefined) {
		this.#write = write;
		this.#shown = shown;
	}

	/** Something typed is not on the disk yet. */
	get isPending(): boolean {
		return this.#isPending;
	}

	/** The fields with what is not handed on yet: from then on the draft has it, and whatever it is merged with. */
	over(fields: Fields): Fields {
		return applyChanges(fields, this.#changes);
	}

	note(changes: Changes): void {
		this.#before = { ...changedIn(this.#shown() ?? {}, changes), ...this.#before };
		this.#changes = { ...this.#changes, ...changes };
		this.#isPending = true;
		this.#firstNoteMs ??= performance.now();
		const leftMs = LONGEST_WAIT_MS - (performance.now() - this.#firstNoteMs);
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.flush(), Math.max(0, Math.min(PAUSE_MS, leftMs)));
	}

	/** Resolves when everything typed so far is on the disk; a refusal of the device is told by the write itself. */
	async flush(): Promise<void> {
		clearTimeout(this.#timer);
		const [changes, before] = [this.#changes, this.#before];
		this.#firstNoteMs = null;
		if (Object.keys(changes).length > 0) {
			[this.#changes, this.#before] = [{}, {}];
			// Begun at once, not after the one before: the window may be closing. The device keeps them in order.
			const write = this.#write(changes, before).catch(() => undefined);
			this.#writing = Promise.all([this.#writing, write]).then(() => undefined);
		}
		const writing = this.#writing;
		await writing;
		if (writing === this.#writing) this.#isPending = Object.keys(this.#changes).length > 0;
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
