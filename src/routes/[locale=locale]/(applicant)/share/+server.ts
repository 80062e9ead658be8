import { redirect } from '@sveltejs/kit';

/**
 * Files shared from another app never reach the server: the service worker takes them on the phone. Only where there is
 * no worker (yet) does the request arrive here; nothing of it is read, and the page says how to go on.
 */
export function POST({ params }) {
	redirect(303, `/${params.locale}/apply/share`);
}
