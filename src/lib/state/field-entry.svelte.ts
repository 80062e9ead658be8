import { entryOf } from '../core/application/entry';
import type { Field } from '../core/application/fields';
import { applyChanges, isSameValue, valueAt, type Changes, type Fields } from '../core/draft/fields';
import { SectionEntry } from './section-entry.svelte';

/** What is being typed into the fields of one screen: shown at once, written in pauses. */
export class FieldEntry {
	readonly #entry: SectionEntry;
	/** Ahead of the draft, which follows when the words are on the disk. */
	#entered = $state.raw<Changes>({});
	/** As typed in the field that has the focus, which is more than what the draft makes of it: "12," becomes an amount. */
	#typed = $state.raw<Readonly<Record<string, string>>>({});

	constructor(write: (changes: Changes) => Promise<void>) {
		this.#entry = new SectionEntry(write);
	}

	get isPending(): boolean {
		return this.#entry.isPending;
	}

	/** The fields with what is typed and not on the disk yet. */
	over(fields: Fields): Fields {
		return applyChanges(fields, this.#entered);
	}

	/** Null where nothing is being typed. */
	typedAt(path: string): string | null {
		return this.#typed[path] ?? null;
	}

	type(path: string, kind: Field['kind'], text: string): void {
		this.#typed = { ...this.#typed, [path]: text };
		const kept = entryOf(kind, text);
		this.note({ [path]: kept === '' ? null : kept });
	}

	note(changes: Changes): void {
		this.#entered = { ...this.#entered, ...changes };
		this.#entry.note(changes);
	}

	/** The field was left: from now on it shows what was understood. */
	leave(path: string): void {
		this.#typed = Object.fromEntries(Object.entries(this.#typed).filter(([typed]) => typed !== path));
	}

	/** What the disk has is no longer ours to show: another device may change it from then on. */
	yieldTo(fields: Fields): void {
		const waiting = Object.entries(this.#entered).filter(
			([path, value]) => !isSameValue(valueAt(fields, path), value ?? undefined)
		);
		if (waiting.length < Object.keys(this.#entered).length) this.#entered = Object.fromEntries(waiting);
	}

	flush(): Promise<void> {
		return this.#entry.flush();
	}

	watch(): () => void {
		return this.#entry.watch();
	}
}
