import type { OwnSession, OwnSessions } from '../core/api/session';
import { sessionsOver } from '../sync/sessions';
import type { Answer } from '../sync/transport';

/** Where the person is signed in, as the open screen knows it: from the server alone, never from the disk. */
export class OwnSessionList {
	readonly #server: ReturnType<typeof sessionsOver>;
	#known = $state.raw<readonly OwnSession[] | null>(null);
	#hasFailed = $state(false);
	#hasEnded = $state(false);
	#isBusy = $state(false);

	constructor(fetch: typeof globalThis.fetch) {
		this.#server = sessionsOver(fetch);
	}

	/** Null until the first answer. */
	get known(): readonly OwnSession[] | null {
		return this.#known;
	}

	get hasFailed(): boolean {
		return this.#hasFailed;
	}

	/** Somebody was signed out somewhere, on this screen. */
	get hasEnded(): boolean {
		return this.#hasEnded;
	}

	get isBusy(): boolean {
		return this.#isBusy;
	}

	load(): Promise<boolean> {
		return this.#take(this.#server.read());
	}

	async end(id: string): Promise<void> {
		this.#hasEnded = await this.#take(this.#server.end(id));
	}

	async endOthers(): Promise<void> {
		this.#hasEnded = await this.#take(this.#server.endOthers());
	}

	async #take(asked: Promise<Answer<OwnSessions>>): Promise<boolean> {
		this.#isBusy = true;
		const answer = await asked;
		this.#hasFailed = !answer.isOk;
		if (answer.isOk) this.#known = answer.data.sessions;
		this.#isBusy = false;
		return answer.isOk;
	}
}
