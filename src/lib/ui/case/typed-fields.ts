import { m } from '../../i18n/generated/staff/messages';

/** What is typed or chosen in one place of a form, whatever it is typed or chosen with. */
export type TypedField = {
	/** Its name among all of the form, and where a link leads to it. */
	readonly place: string;
	readonly value: string;
	readonly label: string;
	put(value: string): void;
	/** A value in the words of the form. */
	shownAs(value: string): string;
	focus(): void;
};

type Entry = HTMLTextAreaElement | HTMLSelectElement | HTMLInputElement;

const written =
	'textarea, select, input:is([type="text"], [type="email"], [type="date"], [type="time"], :not([type]))';

export function typedFields(form: HTMLFormElement): readonly TypedField[] {
	return [
		...[...form.querySelectorAll<Entry>(written)].map(entryField),
		...[...form.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')].map(tickField),
		...radioGroups(form).map(radioField)
	];
}

function entryField(entry: Entry): TypedField {
	return {
		place: entry.id || entry.name,
		get value() {
			return entry.value;
		},
		label: labelOf(entry),
		put(value) {
			entry.value = value;
			told(entry);
		},
		shownAs: (value) =>
			entry instanceof HTMLSelectElement
				? ([...entry.options].find((option) => option.value === value)?.text ?? value)
				: value,
		focus: () => entry.focus()
	};
}

/** Ticks have two values, so nobody else's can be a third: they go back without a question. */
function tickField(tick: HTMLInputElement): TypedField {
	const set = 'x';
	return {
		place: tick.id || `${tick.name}=${tick.value}`,
		get value() {
			return tick.checked ? set : '';
		},
		label: labelOf(tick),
		put(value) {
			tick.checked = value === set;
			told(tick);
		},
		shownAs: () => m.kept_words_ticked(),
		focus: () => tick.focus()
	};
}

function radioField(group: readonly [HTMLInputElement, ...HTMLInputElement[]]): TypedField {
	const [first] = group;
	const chosen = () => group.find(({ checked }) => checked);
	return {
		place: first.id || first.name,
		get value() {
			return chosen()?.value ?? '';
		},
		label: first.closest('fieldset')?.querySelector('legend')?.textContent.trim() ?? '',
		put(value) {
			const wanted = group.find((radio) => radio.value === value);
			for (const radio of group) radio.checked = radio === wanted;
			if (wanted) told(wanted);
		},
		shownAs(value) {
			const label = group.find((radio) => radio.value === value)?.labels?.[0];
			// The name of the choice, without what is said about it.
			return (label?.querySelector('.name') ?? label)?.textContent.trim() ?? value;
		},
		focus: () => (chosen() ?? first).focus()
	};
}

function radioGroups(form: HTMLFormElement) {
	const groups = new Map<string, [HTMLInputElement, ...HTMLInputElement[]]>();
	for (const radio of form.querySelectorAll<HTMLInputElement>('input[type="radio"]')) {
		const group = groups.get(radio.name);
		if (group) group.push(radio);
		else groups.set(radio.name, [radio]);
	}
	return [...groups.values()];
}

/** As if a person had done it, so that whoever holds the value hears of it; and in sight. */
function told(entry: Entry): void {
	for (const type of ['input', 'change']) entry.dispatchEvent(new Event(type, { bubbles: true }));
	for (let fold = entry.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
		fold.open = true;
}

function labelOf(entry: Entry): string {
	const label = entry.labels?.[0];
	if (!label?.contains(entry)) return label?.textContent.trim() ?? '';
	const words = [...label.children].find((part) => !part.contains(entry));
	return words?.textContent.trim() ?? '';
}
