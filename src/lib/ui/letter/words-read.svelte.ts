/** What a letter was read for: with other words in its form it would be another letter. */
export class WordsRead {
	#words = $state.raw('');

	constructor(form: Record<string, unknown>) {
		this.note(form);
	}

	note(form: Record<string, unknown>) {
		this.#words = wordsOf(form);
	}

	areStill(form: Record<string, unknown>): boolean {
		return this.#words === wordsOf(form);
	}
}

function wordsOf({ letter: _, intent: __, ...words }: Record<string, unknown>): string {
	return JSON.stringify(words);
}
