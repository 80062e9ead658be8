import { building } from '$app/environment';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { backend } from '$lib/server/backend';
import { allJobs } from '$lib/server/jobs/all-jobs';
import { startJobs } from '$lib/server/jobs/jobs';
import { compress } from '$lib/server/compress';
import { speak } from '$lib/server/locale';
import { failureFields, log, requestId } from '$lib/server/operations/log';
import { startMeasuring } from '$lib/server/operations/metrics';
import { observe } from '$lib/server/operations/observe';
import { protect } from '$lib/server/security/headers';
import { sameOrigin } from '$lib/server/security/origin';

export const init: ServerInit = async () => {
	if (building) return;
	const { close } = await backend();
	startMeasuring();
	const jobs = startJobs(allJobs());
	process.on('sveltekit:shutdown', async () => {
		await jobs.stop();
		await close();
	});
};

export const handle: Handle = sequence(observe, compress, protect, sameOrigin, speak);

/** People get a number they can tell the office; the log gets the same number and what happened, never their words. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status === 404) return { message, code: 'not_found' };
	// What nobody could answer, such as an address that ends in `%ff`, is no failure of ours.
	if (status < 500) return { message, code: 'payload_invalid' };
	const id = requestId();
	log('error', 'failed', {
		request: id,
		route: event.route.id ?? 'none',
		method: event.request.method,
		...failureFields(error)
	});
	return { message, code: 'unexpected', id };
};
