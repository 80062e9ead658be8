import type { Retention } from '../core/api/retention';
import { retentionOver } from '../sync/retention';
import type { Answer } from '../sync/transport';

/** What is kept of the person, as the open screen knows it: from the server alone, never from the disk. */
export class OwnData {
	readonly #server: ReturnType<typeof retentionOver>;
	#known = $state.raw<Retention | null>(null);
	#failure = $state<string | null>(null);
	#isBusy = $state(false);
	/** Counts what was asked: an answer that was overtaken says nothing any more. */
	#asked = 0;

	constructor(fetch: typeof globalThis.fetch) {
		this.#server = retentionOver(fetch);
	}

	/** Null until the first answer. */
	get known(): Retention | null {
		return this.#known;
	}

	/** Code of what went wrong last; null once something worked. */
	get failure(): string | null {
		return this.#failure;
	}

	get isBusy(): boolean {
		return this.#isBusy;
	}

	async load(): Promise<void> {
		const asked = ++this.#asked;
		const answer = await this.#server.read();
		if (asked === this.#asked) this.#take(answer);
	}

	/** True when the server has noted it. */
	async wantErasure(isWanted: boolean): Promise<boolean> {
		if (this.#isBusy) return false;
		this.#isBusy = true;
		this.#asked += 1;
		const answer = await this.#server.wantErasure(isWanted);
		this.#take(answer);
		this.#isBusy = false;
		return answer.isOk;
	}

	#take(answer: Answer<Retention>): void {
		if (answer.isOk) [this.#known, this.#failure] = [answer.data, null];
		else this.#failure = String(Object(answer.body).code ?? answer.outcome.code);
	}
}
