import type { Retention } from '../core/api/retention';
import { retentionOver } from '../sync/retention';
import type { Answer } from '../sync/transport';

/** What is kept of the person, as the open screen knows it: from the server alone, never from the disk. */
export class OwnData {
	readonly #server: ReturnType<typeof retentionOver>;
	#known = $state.raw<Retention | null>(null);
	#failure = $state<string | null>(null);
	#isBusy = $state(false);

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
		this.#take(await this.#server.read());
	}

	/** True when the server has noted it. */
	async wantErasure(isWanted: boolean): Promise<boolean> {
		if (this.#isBusy) return false;
		this.#isBusy = true;
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
