import type { SuperValidated } from 'sveltekit-superforms/client';
import type { ActionData } from './$types';

/** A form that came back without scripts keeps what was typed in it. */
export function lastPosted<Values extends Record<string, unknown>>(
	fresh: SuperValidated<Values, string>,
	posted: ActionData
): SuperValidated<Values, string> {
	const back: { id: string } | undefined = posted?.form;
	return back?.id === fresh.id ? (back as SuperValidated<Values, string>) : fresh;
}

/** The filter of the list stays in the address of an action, and with it the way back. */
export function actionAddress(name: string, url: URL): string {
	const query = new URLSearchParams(
		[...url.searchParams].filter(([key]) => !key.startsWith('/') && key !== 'done')
	);
	return `?/${name}${query.size === 0 ? '' : `&${query}`}`;
}
