import { redirect, type RequestEvent } from '@sveltejs/kit';
import { message, type SuperValidated } from 'sveltekit-superforms';
import { staffLocale } from '$lib/server/staff/locale';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';

/** Who may act at all; the database asks again, for the role, the state and a conflict of interest. */
export const ACTING = ['clerk', 'decider'] as const;

const statuses = [403, 404, 409, 422, 429] as const;

export function statusOf({ status }: { readonly status: number }): (typeof statuses)[number] | 500 {
	return statuses.find((known) => known === status) ?? 500;
}

/** Back to the page by GET, so that reloading it repeats nothing. The filter of the list stays in the address. */
export function done({ url }: Pick<RequestEvent, 'url'>, what: string): never {
	const query = new URLSearchParams([...url.searchParams].filter(([key]) => !key.startsWith('/')));
	query.set('done', what);
	redirect(303, `${url.pathname}?${query}`);
}

/** Does something in the database; its refusal comes back as a sentence over the form, which keeps what was typed. */
export async function orMessage<Values extends Record<string, unknown>>(
	{ locals }: Pick<RequestEvent, 'locals'>,
	form: SuperValidated<Values, string>,
	deed: () => Promise<void>
) {
	try {
		await deed();
		return null;
	} catch (failure) {
		const refusal = asRefusal(failure);
		return message(form, refusalText(refusal, staffLocale(locals)), { status: statusOf(refusal) });
	}
}
