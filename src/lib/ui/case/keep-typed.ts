import type { Attachment } from 'svelte/attachments';

/**
 * Long words outlive a session that ends while they are written: the way to the sign-in page and back is a new page, and
 * what was typed waits in this tab. `forget` is for when the words have arrived.
 */
export function keepTyped(key: string): Attachment<HTMLFormElement> {
	return (form) => {
		const fields = () => [...form.querySelectorAll('textarea')];
		const kept = read(key);
		for (const field of fields()) {
			const text = kept[placeOf(field)];
			if (field.value !== '' || !text) continue;
			field.value = text;
			field.dispatchEvent(new Event('input', { bubbles: true }));
		}
		const keep = () =>
			sessionStorage.setItem(
				key,
				JSON.stringify(Object.fromEntries(fields().map((field) => [placeOf(field), field.value])))
			);
		form.addEventListener('input', keep);
		return () => form.removeEventListener('input', keep);
	};
}

export function forgetTyped(key: string): void {
	sessionStorage.removeItem(key);
}

/** For `onResult` of superforms: an answer that leads back to the case has taken the words; the sign-in page has not. */
export function forgetWhenTaken(key: string) {
	return ({ result }: { readonly result: { readonly type: string; readonly location?: string } }) => {
		if (result.type === 'redirect' && !result.location?.startsWith('/staff/sign-in')) forgetTyped(key);
	};
}

function placeOf({ id, name }: HTMLTextAreaElement): string {
	return id || name;
}

function read(key: string): Readonly<Record<string, string>> {
	try {
		const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}');
		return Object.fromEntries(
			Object.entries(Object(kept)).flatMap(([place, text]) =>
				typeof text === 'string' ? [[place, text]] : []
			)
		);
	} catch {
		return {};
	}
}
