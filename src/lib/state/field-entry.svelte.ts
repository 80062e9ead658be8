import { keptOf } from '../core/application/entry';
import type { Field } from '../core/application/fields';
import { means, type Fields, type FieldValue } from '../core/draft/fields';
import { SectionEntry } from './section-entry.svelte';

interface Typed {
	readonly text: string;
	readonly kept: FieldValue | null;
}

/** What is being typed into the fields of one screen: shown at once, written in pauses. */
export class FieldEntry extends SectionEntry {
	/** As typed in the field that has the focus, which is more than what the draft makes of it: "12," becomes an amount. */
	#typed = $state.raw<Readonly<Record<string, Typed>>>({});

	/** Null where nothing is being typed, or the draft has something else there meanwhile: see SectionForm. */
	typedAt(path: string, fields: Fields): string | null {
		const typed = this.#typed[path];
		return typed && means(fields, path, typed.kept) ? typed.text : null;
	}

	type(path: string, kind: Field['kind'], text: string): void {
		const kept = keptOf(kind, text);
		this.#typed = { ...this.#typed, [path]: { text, kept } };
		this.note({ [path]: kept });
	}

	/** The field was left: from now on it shows what was understood. */
	leave(path: string): void {
		this.#typed = Object.fromEntries(Object.entries(this.#typed).filter(([typed]) => typed !== path));
	}
}
