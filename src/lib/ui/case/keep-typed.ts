import type { Attachment } from 'svelte/attachments';
import type { Writable } from 'svelte/store';
import { typedFields } from './typed-fields';

/** `was` is what the field held before; `isOffered` while nobody chose between these words and somebody else's. */
type Kept = { readonly was: string; readonly mine: string; readonly isOffered?: boolean };
type AllKept = Readonly<Record<string, Kept>>;

/** One's own words for a field that by now holds what somebody else wrote, or that are back in it and not saved. */
export type Offer = {
	readonly id: string;
	readonly label: string;
	readonly mine: string;
	/** What the field holds without one's own words. */
	readonly now: string;
	/** True where one's own words stand in the field again. */
	readonly isBack: boolean;
	readonly take: () => void;
	readonly drop: () => void;
};

/**
 * Words and choices outlive a session that ends while they are made, and a page loaded anew: what was typed waits in
 * this tab. It goes back to where it was, and the form says so, lest it is saved unnoticed with something else; over
 * somebody else's words it does not go, there it is offered beside them.
 */
export function keepTyped(
	keptAs: () => string,
	offers: Writable<readonly Offer[]>
): Attachment<HTMLFormElement> {
	return (form) => {
		const key = keptAs();
		const kept = new Map(Object.entries(read(key)));
		const held = new Map<string, string>();
		const store = () => write(key, Object.fromEntries(kept));
		const settle = (place: string) => {
			offers.update((all) => all.filter(({ id }) => id !== place));
			store();
		};

		for (const field of typedFields(form)) {
			const { place, label } = field;
			const mine = kept.get(place);
			held.set(place, mine && field.value === mine.mine ? mine.was : field.value);
			if (!mine || field.value === mine.mine) continue;
			const now = field.value;
			const isBack = now === '' || (now === mine.was && !mine.isOffered);
			if (isBack) field.put(mine.mine);
			kept.set(place, isBack ? { was: now, mine: mine.mine } : { ...mine, isOffered: true });
			const offer: Offer = {
				id: place,
				label,
				mine: mine.mine && field.shownAs(mine.mine),
				now: now && field.shownAs(now),
				isBack,
				take() {
					field.put(mine.mine);
					kept.set(place, { was: now, mine: mine.mine });
					settle(place);
					field.focus();
				},
				drop() {
					if (isBack) field.put(now);
					kept.delete(place);
					settle(place);
					field.focus();
				}
			};
			offers.update((all) => [...all, offer]);
		}
		if (kept.size > 0) store();

		const keep = () => {
			for (const field of typedFields(form)) {
				const { place } = field;
				if (kept.get(place)?.isOffered) continue;
				const was = held.get(place) ?? '';
				if (field.value === was) kept.delete(place);
				else kept.set(place, { was, mine: field.value });
			}
			store();
		};
		form.addEventListener('input', keep);
		return () => {
			form.removeEventListener('input', keep);
			offers.set([]);
		};
	};
}

/** What nobody has chosen about yet stays. */
export function forgetTyped(key: string, offers: Writable<readonly Offer[]>): void {
	write(key, Object.fromEntries(Object.entries(read(key)).filter(([, { isOffered }]) => isOffered)));
	offers.update((all) => all.filter(({ isBack }) => !isBack));
}

/** An answer that leads on has taken the words; the sign-in page has not. */
export function isTaken(result: {
	readonly type: string;
	readonly location?: string;
	readonly data?: unknown;
}): boolean {
	if (result.type === 'redirect') return !result.location?.startsWith('/staff/sign-in');
	// A letter that is only shown has sent nothing yet.
	return result.type === 'success' && !('letter' in Object(result.data));
}

function write(key: string, kept: AllKept): void {
	if (Object.keys(kept).length === 0) sessionStorage.removeItem(key);
	else sessionStorage.setItem(key, JSON.stringify(kept));
}

function read(key: string): AllKept {
	try {
		const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}');
		return Object.fromEntries(
			Object.entries(Object(kept) as Record<string, unknown>).filter((entry): entry is [string, Kept] =>
				isKept(entry[1])
			)
		);
	} catch {
		return {};
	}
}

function isKept(value: unknown): value is Kept {
	const { was, mine } = Object(value) as Record<string, unknown>;
	return typeof was === 'string' && typeof mine === 'string';
}
