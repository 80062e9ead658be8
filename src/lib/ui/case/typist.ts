import { getContext, setContext } from 'svelte';

const KEY = 'typist';
const prefix = 'office-';

/** Whose words the forms below keep: those of somebody else who sat here before are gone from this tab. */
export function setTypist(person: () => string): void {
	setContext(KEY, person);
	if (typeof sessionStorage !== 'undefined') forgetAllBut(person());
}

/** Asked for while a component begins; nobody outside the desk. */
export function typist(): () => string {
	return getContext<(() => string) | undefined>(KEY) ?? (() => '');
}

export function placeOf(person: string, form: string): string {
	return `${prefix}${person} ${form}`;
}

/** For signing out: nothing of what was typed and not saved stays behind. */
export function forgetAllTyped(): void {
	forgetAllBut(null);
}

/** `null` is nobody. */
export function forgetAllBut(person: string | null): void {
	for (const key of Object.keys(sessionStorage))
		if (key.startsWith(prefix) && (person === null || !key.startsWith(placeOf(person, ''))))
			sessionStorage.removeItem(key);
}
