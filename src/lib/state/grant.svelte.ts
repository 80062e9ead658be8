import type { Grant, GrantDeed } from '../core/api/grant';
import { grantOver } from '../sync/grant';
import type { Answer } from '../sync/transport';

/** The grant of one application, as an open screen knows it: from the server alone, never from the disk. */
export class ApplicationGrant {
	readonly #server: ReturnType<typeof grantOver>;
	#known = $state.raw<Grant | null>(null);
	#failure = $state<string | null>(null);
	#isBusy = $state(false);

	constructor(fetch: typeof globalThis.fetch, id: string) {
		this.#server = grantOver(fetch, id);
	}

	/** Null until the first answer; what was loaded stays when the network goes. */
	get known(): Grant | null {
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
		const answer = await this.#server.read();
		this.#failure = codeOf(answer);
		if (answer.isOk) this.#known = answer.data;
		// Whoever was removed must not go on reading.
		else if (this.#failure === 'not_found') this.#known = null;
	}

	/** True when it is done. Otherwise nothing is lost: the ids of a deed make trying again the same deed. */
	async act(deed: GrantDeed): Promise<boolean> {
		if (this.#isBusy) return false;
		this.#isBusy = true;
		const answer = await this.#server.act(deed);
		if (answer.isOk) await this.load();
		else this.#failure = codeOf(answer);
		this.#isBusy = false;
		return answer.isOk;
	}
}

/** The server's own word where there is one: these screens know more codes than the sync engine needs. */
function codeOf(answer: Answer<unknown>): string | null {
	if (answer.isOk) return null;
	const { code } = Object(answer.body);
	return answer.outcome.kind === 'refused' && typeof code === 'string' ? code : answer.outcome.code;
}
