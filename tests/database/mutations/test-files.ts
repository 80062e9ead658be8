import { readFileSync, readdirSync } from 'node:fs';
import { reached } from './reach.ts';

const folder = new URL('../', import.meta.url);

/** The test files of the database, and which of them should notice that something is gone. */
export class TestFiles {
	readonly names = readdirSync(folder)
		.filter((name) => name.endsWith('.test.ts'))
		.map((name) => name.slice(0, -'.test.ts'.length));
	readonly #texts = new Map(
		this.names.map((name) => [name, readFileSync(new URL(`${name}.test.ts`, folder), 'utf8')])
	);
	readonly #reached = Object.entries(reached());

	/** The files that say these words, those that say them most often first. */
	thatSay(words: string): readonly string[] {
		return [...this.#texts]
			.map(([name, text]) => ({ name, count: text.split(words).length - 1 }))
			.filter(({ count }) => count > 0)
			.sort((one, other) => other.count - one.count)
			.map(({ name }) => name);
	}

	/** The files in which a function refuses, or refuses at this line of it; those that reach little else first. */
	thatReach(place: string): readonly string[] {
		const isThere = (line: string) => line === place || line.startsWith(`${place} line `);
		return this.#reached
			.filter(([, lines]) => lines.some(isThere))
			.sort(([, one], [, other]) => one.length - other.length)
			.map(([name]) => name);
	}

	get areReached(): boolean {
		return this.#reached.length > 0;
	}
}
