/**
 * A memory that answers at once and holds a few lines: for what must be down before a window is gone. A browser that
 * refuses it has none, and nobody is disturbed.
 */
export interface QuickMemory {
	read(name: string): string | null;
	/** Null removes it. */
	write(name: string, text: string | null): void;
	/** The names with this beginning. */
	names(beginning: string): readonly string[];
}

/** Asked for anew each time: looking at a refused storage throws already. */
export function quickMemory(storage: () => Storage): QuickMemory {
	const tried = <T>(use: (storage: Storage) => T, otherwise: T): T => {
		try {
			return use(storage());
		} catch {
			return otherwise;
		}
	};
	return {
		read: (name) => tried((kept) => kept.getItem(name), null),
		write: (name, text) =>
			tried((kept) => (text === null ? kept.removeItem(name) : kept.setItem(name, text)), undefined),
		names: (beginning) => tried((kept) => Object.keys(kept).filter((name) => name.startsWith(beginning)), [])
	};
}
