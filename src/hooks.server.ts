import { building } from '$app/environment';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { backend } from '$lib/server/backend';
import { allJobs } from '$lib/server/jobs/all-jobs';
import { startJobs } from '$lib/server/jobs/jobs';
import { compress } from '$lib/server/compress';
import { speak } from '$lib/server/locale';
import { protect } from '$lib/server/security/headers';

export const init: ServerInit = async () => {
	if (building) return;
	const { close } = await backend();
	const jobs = startJobs(allJobs());
	process.on('sveltekit:shutdown', async () => {
		await jobs.stop();
		await close();
	});
};

export const handle: Handle = sequence(compress, protect, speak);

/** People get a number they can tell the office; the log gets the same number and what happened, never their words. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status === 404) return { message, code: 'not_found' };
	const id = crypto.randomUUID().slice(0, 8);
	console.error(
		`${id} ${event.request.method} ${event.route.id ?? 'unknown route'}:`,
		error instanceof Error ? error.stack : error
	);
	return { message, code: 'unexpected', id };
};
