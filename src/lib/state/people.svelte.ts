import type { InviteBody, MemberRole, People } from '../core/api/people';
import { peopleOver } from '../sync/people';
import type { Answer } from '../sync/transport';

/** Who takes part in one application, as an open screen knows it: from the server alone, never from the disk. */
export class ApplicationPeople {
	readonly #server: ReturnType<typeof peopleOver>;
	#known = $state.raw<People | null>(null);
	#failure = $state<string | null>(null);
	#isBusy = $state(false);

	constructor(fetch: typeof globalThis.fetch, id: string) {
		this.#server = peopleOver(fetch, id);
	}

	/** Null until the first answer. */
	get known(): People | null {
		return this.#known;
	}

	/** Code of what went wrong last; null once something worked. */
	get failure(): string | null {
		return this.#failure;
	}

	get isBusy(): boolean {
		return this.#isBusy;
	}

	get #me() {
		return this.#known?.people.find(({ is_me }) => is_me);
	}

	/** Owners decide about the others. */
	get isOwner(): boolean {
		return this.#me?.role === 'owner';
	}

	/** Nobody else could decide then. */
	get isLastOwner(): boolean {
		return this.isOwner && this.#known?.people.filter(({ role }) => role === 'owner').length === 1;
	}

	/** Addresses of those who may send. */
	get senders(): readonly string[] {
		const people = this.#known?.people.filter(({ state }) => state === 'active') ?? [];
		return people.filter(({ role }) => role === 'owner' || role === 'editor').map(({ email }) => email);
	}

	/** My last day, where I am a helper. */
	get until(): string | null {
		return this.#me?.until ?? null;
	}

	async load(): Promise<void> {
		const answer = await this.#server.list();
		if (answer.isOk) this.#known = answer.data;
		// Whoever was removed must not go on looking at the addresses of the others.
		else if (answer.outcome.code === 'not_found') this.#known = null;
		this.#failure = answer.isOk ? null : answer.outcome.code;
	}

	/** Null when it did not work. */
	async invite(body: InviteBody): Promise<{ isMailed: boolean } | null> {
		const answer = await this.#do(this.#server.invite(body));
		return answer && { isMailed: answer.is_mailed };
	}

	async changeRole(person: string, role: MemberRole): Promise<boolean> {
		return (await this.#do(this.#server.changeRole(person, role))) !== null;
	}

	async remove(person: string): Promise<boolean> {
		return (await this.#do(this.#server.remove(person))) !== null;
	}

	async leave(): Promise<boolean> {
		this.#isBusy = true;
		const answer = await this.#server.leave();
		this.#isBusy = false;
		this.#failure = answer.isOk ? null : answer.outcome.code;
		return answer.isOk;
	}

	/** Whatever was done, the list is the server's afterwards. */
	async #do<T>(call: Promise<Answer<T>>): Promise<T | null> {
		this.#isBusy = true;
		const answer = await call;
		await this.load();
		this.#isBusy = false;
		if (answer.isOk) return answer.data;
		this.#failure = answer.outcome.code;
		return null;
	}
}
