import type { Correspondence, OpenedLetter } from '../core/api/correspondence';
import { correspondenceOver } from '../sync/correspondence';

export type Attached = { readonly id: string; readonly name: string };

/** Letters and messages of one application, as an open screen knows them: from the server alone, never from the disk. */
export class ApplicationCorrespondence {
	readonly #server: ReturnType<typeof correspondenceOver>;
	readonly #makeId: () => string;
	#known = $state.raw<Correspondence | null>(null);
	#failure = $state<string | null>(null);
	#isBusy = $state(false);
	#opened = $state.raw<Readonly<Record<string, OpenedLetter>>>({});
	#attached = $state.raw<readonly Attached[]>([]);
	/** Of the message that is being written: the same at every attempt, so that one that arrived is not sent twice. */
	#next: { readonly id: string; readonly text: string } | null = null;

	constructor(fetch: typeof globalThis.fetch, id: string, makeId: () => string) {
		this.#server = correspondenceOver(fetch, id);
		this.#makeId = makeId;
	}

	/** Null until the first answer; what was loaded stays when the network goes. */
	get known(): Correspondence | null {
		return this.#known;
	}

	/** Code of what went wrong last; null once something worked. */
	get failure(): string | null {
		return this.#failure;
	}

	get isBusy(): boolean {
		return this.#isBusy;
	}

	/** Letters in words, by id, once they were opened. */
	get opened(): Readonly<Record<string, OpenedLetter>> {
		return this.#opened;
	}

	/** Documents that go with the message that is being written. */
	get attached(): readonly Attached[] {
		return this.#attached;
	}

	async load(): Promise<void> {
		const answer = await this.#server.read();
		this.#failure = answer.isOk ? null : answer.outcome.code;
		if (answer.isOk) this.#known = answer.data;
		// Whoever was removed must not go on reading.
		else if (answer.outcome.code === 'not_found') this.#known = null;
		// The marks stay until the next look: they say what was new when this screen opened.
		if (answer.isOk && answer.data.messages.some(({ is_from_office, is_read }) => is_from_office && !is_read))
			await this.#server.noteRead();
	}

	async openLetter(id: string, locale: string): Promise<void> {
		if (this.#opened[id]) return;
		const answer = await this.#during(this.#server.openLetter(id, locale));
		if (answer.isOk) this.#opened = { ...this.#opened, [id]: answer.data };
	}

	/** True when the message is with the office. Otherwise nothing was sent, and the words stay where they were typed. */
	async write(text: string): Promise<boolean> {
		// Other words are another message, should the first ones have arrived without our knowing.
		if (this.#next?.text !== text) this.#next = { id: this.#makeId(), text };
		const files = this.#attached.map(({ id }) => id);
		const answer = await this.#during(this.#server.write({ id: this.#next.id, text, files }));
		if (!answer.isOk) return false;
		this.#next = null;
		this.#attached = [];
		await this.load();
		return true;
	}

	/** False when it could not be attached. A file without a name gets the other one. */
	async attach(file: File, otherwise: string): Promise<boolean> {
		this.#isBusy = true;
		const id = this.#makeId();
		const local = await import('../local/prepare-file').catch(() => null);
		const prepared = await local?.prepareFile(file, file.name, otherwise);
		if (!local || !prepared || 'refusal' in prepared) {
			this.#isBusy = false;
			return false;
		}
		const { bytes, name } = prepared;
		const announcement = {
			document: 'message',
			name,
			size: bytes.length,
			sha256: await local.sha256Of(bytes),
			language: null
		};
		const answer = await this.#during(this.#server.handIn(id, announcement, bytes));
		const isThere = answer.isOk && answer.data.is_complete;
		if (isThere) this.#attached = [...this.#attached, { id, name }];
		return isThere;
	}

	async detach(id: string): Promise<void> {
		this.#attached = this.#attached.filter((file) => file.id !== id);
		await this.#during(this.#server.remove(id));
	}

	async #during<T extends { readonly isOk: boolean; readonly outcome?: { readonly code: string } }>(
		call: Promise<T>
	): Promise<T> {
		this.#isBusy = true;
		const answer = await call;
		this.#isBusy = false;
		this.#failure = answer.outcome?.code ?? null;
		return answer;
	}
}
