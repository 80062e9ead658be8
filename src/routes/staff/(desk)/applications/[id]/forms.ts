import type { SuperValidated } from 'sveltekit-superforms/client';
import type { ShownLetter } from '$lib/ui/letter/shown-letter';

/** A form that came back without scripts keeps what was typed in it. */
export function lastPosted<Values extends Record<string, unknown>>(
	fresh: SuperValidated<Values, string>,
	posted: { readonly form: { readonly id: string } } | null | undefined
): SuperValidated<Values, string> {
	const back = posted?.form;
	return back?.id === fresh.id ? (back as SuperValidated<Values, string>) : fresh;
}

/** The letter that a form was sent for, to be read before it is signed or sent. */
export function shownLetter(
	form: string,
	posted: { readonly form: { readonly id: string }; readonly letter?: ShownLetter } | null | undefined
): ShownLetter | undefined {
	return posted?.form.id === form ? posted.letter : undefined;
}

/** The filter of the list stays in the address of an action, and with it the way back. */
export function actionAddress(name: string, url: URL): string {
	const query = new URLSearchParams(
		[...url.searchParams].filter(([key]) => !key.startsWith('/') && key !== 'done')
	);
	return `?/${name}${query.size === 0 ? '' : `&${query}`}`;
}

/** What waits for a second signature, by where its letter is read from. */
export type WaitingLetter = 'decision' | 'grant' | 'proof';

/** The letter it would make, as a draft on paper. */
export function letterHref(applicationId: string, kind: WaitingLetter, id: string): string {
	return `/staff/applications/${applicationId}/letters/preview?${kind}=${id}`;
}
