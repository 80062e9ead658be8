import { WORDS_PLACE } from '../local/journal';
import { quickMemory } from '../local/quick-memory';
import { isBorrowed } from './borrowed-phone';

/**
 * What is typed into a small form that has no draft, kept with every keystroke until the server has it: a closed window, an
 * ended session or a lost network costs no word. It is forgotten with the drafts; a borrowed phone keeps it for this window alone.
 */
export class KeptWords {
	readonly #memory = quickMemory(() => (isBorrowed() ? sessionStorage : localStorage));
	readonly #name: string;

	constructor(application: string, form: string) {
		this.#name = `${WORDS_PLACE}${form}/${application}`;
	}

	read(): Readonly<Record<string, string>> {
		try {
			const kept: unknown = JSON.parse(this.#memory.read(this.#name) ?? '{}');
			return Object.fromEntries(
				Object.entries(Object(kept)).flatMap(([key, value]) =>
					typeof value === 'string' ? [[key, value]] : []
				)
			);
		} catch {
			return {};
		}
	}

	/** Null forgets them. */
	keep(words: Readonly<Record<string, string>> | null): void {
		this.#memory.write(this.#name, words && JSON.stringify(words));
	}
}
